// How a lecture's programs get run: this folder cannot, so it is handed a function that can.

import type { RunOptions, Trace } from '../../trace/trace.js';

/** What came of running a program. */
export interface Ran {
  /** Null when the program could not start. */
  readonly trace: Trace | null;
  /** Why it ended otherwise than by its last line, in one sentence; null when it did not. */
  readonly problem: string | null;
  /** The line of the program that it is about; absent where it is about none. */
  readonly lineno?: number | null;
}

/**
 * Runs a program at level `full`; `name` is what its traceback and trace call it. `clock` is another than the one that
 * was asked for.
 */
export type RunProgram = (source: string, name: string, clock?: Clock) => Ran;

export type Clock = RunOptions['clock'];
