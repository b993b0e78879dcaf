// Loads the built worker with V8's code cache, which saves compiling it again at every start.
//
// The cache belongs to one version of V8 and the flags that are set here: any other version refuses it and compiles, a
// little slower. The build has this very file write it. The bundle is ASCII (the build sees to it), which V8 keeps as
// it is.

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { Script } from 'node:vm';
import { tuneEngine } from './engine.js';
import { type WorkerInput, workerInput } from './worker-input.js';

function load({ bundle, writesCache }: WorkerInput): void {
  tuneEngine();
  const cache = bundle.replace(/\.cjs$/, '.cache');
  const script = new Script(readFileSync(bundle, 'latin1'), {
    filename: bundle,
    ...(!writesCache && existsSync(cache) ? { cachedData: readFileSync(cache) } : {}),
  });
  script.runInThisContext()(builtinModule);
  // It holds what has been compiled by now.
  if (writesCache) writeFileSync(cache, script.createCachedData());
}

/** All that the bundle requires: it contains everything else. */
function builtinModule(name: string): unknown {
  if (!isBuiltin(name)) throw new Error(`the bundle lacks ${name}`);
  return process.getBuiltinModule(name);
}

load(workerInput());
