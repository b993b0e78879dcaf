// Loads the built worker, and further bundles when it asks for them, with V8's code cache, which saves compiling them
// again at every start.
//
// A cache belongs to one version of V8 and the flags that are set here: any other version refuses it and compiles, a
// little slower. The build has this very file write them. The bundles are ASCII (the build sees to it), which V8 keeps
// as it is.

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join } from 'node:path';
import { Script } from 'node:vm';
import { awaitBundle, cachePath } from './bundle-files.js';
import { tuneEngine } from './engine.js';
import { type WorkerInput, workerInput } from './worker-input.js';

interface Files {
  readonly source: Buffer;
  readonly cache: Buffer | undefined;
}

function load({ bundle, files, writesCaches }: WorkerInput): void {
  // Loaded first because Node's own code caches are refused once V8 has other flags.
  builtinModule('node:tty');
  tuneEngine();
  const scripts = new Map<string, Script>();
  const evaluated = (path: string): unknown => {
    const { source, cache } = (path === bundle && files !== null && awaitBundle(files)) || read(path);
    const cachedData = writesCaches ? undefined : cache;
    const script = new Script(source.toString('latin1'), { filename: path, cachedData });
    scripts.set(path, script);
    return script.runInThisContext();
  };
  const required = (name: string): unknown =>
    name.startsWith('./') ? evaluated(join(dirname(bundle), name)) : builtinModule(name);
  const worker = evaluated(bundle);
  if (typeof worker === 'function') worker(required);
  if (!writesCaches) return;
  // They hold what has been compiled by now.
  for (const [path, script] of scripts) writeFileSync(cachePath(path), script.createCachedData());
}

function read(bundle: string): Files {
  const cache = cachePath(bundle);
  return { source: readFileSync(bundle), cache: existsSync(cache) ? readFileSync(cache) : undefined };
}

/** All else that the bundles require: they contain everything that is not Node's. */
function builtinModule(name: string): unknown {
  if (!isBuiltin(name)) throw new Error(`the bundle lacks ${name}`);
  return process.getBuiltinModule(name);
}

load(workerInput());
