// What `Thread.ident` and `get_ident` give.

import type { SimThread } from '../../kernel/sim-thread.js';

/** What `threading.get_ident()` counts from; CPython's are addresses. */
const FIRST_IDENT = 140_000_000_000_000;
const IDENT_STEP = 8_388_608;

export function identOf(thread: SimThread): number {
  return FIRST_IDENT + thread.id * IDENT_STEP;
}
