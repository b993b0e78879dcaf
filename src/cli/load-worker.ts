// Loads the built worker with V8's code cache, which saves compiling it again at every start.
//
// The cache is written by the build (build.mjs) and belongs to one version of V8: any other refuses it and
// compiles, a little slower. Nothing is ever written here.

import { existsSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { Script } from 'node:vm';
import { type WorkerInput, workerInput } from './worker-input.js';

function load({ bundle }: WorkerInput): void {
  const cache = bundle.replace(/\.cjs$/, '.cache');
  const script = new Script(readFileSync(bundle, 'utf8'), {
    filename: bundle,
    ...(existsSync(cache) ? { cachedData: readFileSync(cache) } : {}),
  });
  script.runInThisContext()(builtinModule);
}

/** All that the bundle requires: it contains everything else. */
function builtinModule(name: string): unknown {
  if (!isBuiltin(name)) throw new Error(`the bundle lacks ${name}`);
  return process.getBuiltinModule(name);
}

load(workerInput());
