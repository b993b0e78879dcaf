// How V8 is to treat a program, which becomes many small closures.

import { setFlagsFromString } from 'node:v8';

/**
 * V8 optimizes functions sooner than it would, and inlines no deep trees of closures, which would take it longer than
 * most programs run. test/bench/README.md has the figures. To be called when everything is loaded: V8 refuses a code
 * cache that was written under other flags.
 */
export function tuneEngine(): void {
  setFlagsFromString('--interrupt-budget=15000');
  setFlagsFromString('--max-inlined-bytecode-size=160');
}
