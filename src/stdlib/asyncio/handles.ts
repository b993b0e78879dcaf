// Handles: callbacks on their way through the ready queue and the timer heap.

import type { Pausable } from '../../execution/pause.js';
import type { Value } from '../../objects/object.js';
import type { EventId, HandleTarget } from '../../trace/events.js';

/** What a handle does when its turn comes. */
export interface Callback {
  readonly target: HandleTarget;
  /** Runs it on the host stack. */
  run(): void;
  /** Runs it in a parked thread; absent where nothing in it can block. */
  runPausably?(): Pausable;
  /** The function as Python sees it, for `repr`. */
  readonly callable: Value;
}

/** `asyncio.Handle` */
export class Handle {
  cancelled = false;
  /** Id in the trace. */
  id = 0;
  /** When it entered the ready queue. */
  enteredAt = 0;
  /** The event that made it ready. */
  cause: EventId | null = null;

  constructor(readonly callback: Callback) {}
}

/** `asyncio.TimerHandle`: ordered by its time alone, so that equal ones fall as the heap lets them. */
export class TimerHandle extends Handle {
  scheduled = true;
  timerId = 0;

  constructor(
    callback: Callback,
    /** Seconds on the loop's clock. */
    readonly when: number,
  ) {
    super(callback);
  }
}
