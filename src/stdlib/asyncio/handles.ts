// Handles: callbacks on their way through the ready queue and the timer heap.

import type { Pausable } from '../../execution/pause.js';
import { PyObject, type PyType, type Value } from '../../objects/object.js';
import type { EventId, HandleTarget } from '../../trace/events.js';
import type { PyLoop } from './base_events.js';
import { describeFunction } from './format_helpers.js';

/** What a handle does when its turn comes. */
export interface Callback {
  readonly target: HandleTarget;
  /** Runs it on the host stack. */
  run(handle: Handle): void;
  /** Runs it in a parked thread; absent where nothing in it can block. */
  runPausably?(handle: Handle): Pausable;
  /** The function as Python sees it, for `repr`; null for one of asyncio's own, which `target` names. */
  readonly callable: Value;
  readonly args?: readonly Value[];
  readonly context?: Value;
}

/** `asyncio.Handle` */
export class Handle extends PyObject {
  cancelled = false;
  /** Id in the trace. */
  id = 0;
  /** When it entered the ready queue. */
  enteredAt = 0;
  /** The event that made it ready. */
  cause: EventId | null = null;

  constructor(
    cls: PyType,
    readonly loop: PyLoop,
    readonly callback: Callback,
  ) {
    super(cls);
  }

  describe(): string {
    return `<${this.info().join(' ')}>`;
  }

  /** `_repr_info` */
  protected info(): string[] {
    const { callable, target, args } = this.callback;
    if (this.cancelled) return [this.cls.name, 'cancelled'];
    const what =
      callable === null ? `${target.text}()` : describeFunction(callable, args ?? [], this.loop.debug);
    return [this.cls.name, what];
  }
}

/** `asyncio.TimerHandle`: ordered by its time alone, so that equal ones fall as the heap lets them. */
export class TimerHandle extends Handle {
  scheduled = true;
  timerId = 0;

  constructor(
    cls: PyType,
    loop: PyLoop,
    callback: Callback,
    /** Seconds on the loop's clock. */
    readonly when: number,
    /** The same as the program gave it. */
    readonly whenValue: Value,
  ) {
    super(cls, loop, callback);
  }

  protected override info(): string[] {
    const [name = '', ...rest] = super.info();
    const when = `when=${this.when}`;
    return this.cancelled ? [name, ...rest, when] : [name, when, ...rest];
  }
}
