// Simulated threads.

import type { Activation } from '../execution/activation.js';
import type { Frame } from '../execution/frame.js';
import { Handling } from '../execution/machine.js';
import type { PyObject } from '../objects/object.js';
import type { EventId } from '../trace/events.js';
import type { Nanoseconds } from '../trace/time.js';
import type { SimProcess } from './sim-process.js';
import type { ThreadWait } from './waits.js';

/** What the recorder stamps on events, kept while the thread does not run. */
export interface TraceContext {
  task: number | null;
  iteration: number;
  line: number;
  cause: EventId | null;
}

export class SimThread {
  blocked = false;
  /** Woken by another thread, not by its deadline. */
  woken = false;
  /** Counts wake-ups, so that a deadline of an earlier wait is recognised as stale. */
  token = 0;
  readyAt: Nanoseconds = 0;
  sliceStart: Nanoseconds = 0;
  /** Its place among threads that are runnable at the same time, across processes. */
  order = 0;
  ended = false;
  wait: ThreadWait | null = null;
  /** Blocked inside plain code: the rest of it stands on the host stack and must be returned to in order. */
  onHostStack = false;
  /** What the machine held while the thread was switched out. */
  frame: Frame | null = null;
  handling = new Handling();
  depth = 0;
  /** The running `contextvars.Context`; null until the thread needs one. */
  context: PyObject | null = null;
  readonly trace: TraceContext = { task: null, iteration: 0, line: 0, cause: null };

  constructor(
    readonly id: number,
    public name: string,
    /** Null for the main thread, which runs plain on the host stack. */
    readonly activation: Activation | null,
    readonly daemon: boolean,
    readonly process: SimProcess,
  ) {}
}
