// How V8 is to treat a program, which becomes many small closures. test/bench/README.md has the figures.

import { setFlagsFromString } from 'node:v8';

/**
 * V8 compiles functions when they are first called and optimizes them sooner than it would, and inlines no deep trees
 * of closures, which would take it longer than most programs run. To be called before the bundle is loaded: V8 refuses
 * a code cache that was written under other flags.
 */
export function tuneEngine(): void {
  setFlagsFromString('--interrupt-budget=15000');
  setFlagsFromString('--max-inlined-bytecode-size=160');
  setFlagsFromString('--always-sparkplug');
}
