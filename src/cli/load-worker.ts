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
import { tuneEngine } from './engine.js';
import { type WorkerInput, workerInput } from './worker-input.js';

function load({ bundle, writesCaches }: WorkerInput): void {
  tuneEngine();
  const scripts = new Map<string, Script>();
  const evaluated = (path: string): unknown => {
    const cache = cachePath(path);
    const cachedData = !writesCaches && existsSync(cache) ? readFileSync(cache) : undefined;
    const script = new Script(readFileSync(path, 'latin1'), { filename: path, cachedData });
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

function cachePath(bundle: string): string {
  return bundle.replace(/\.cjs$/, '.cache');
}

/** All else that the bundles require: they contain everything that is not Node's. */
function builtinModule(name: string): unknown {
  if (!isBuiltin(name)) throw new Error(`the bundle lacks ${name}`);
  return process.getBuiltinModule(name);
}

load(workerInput());
