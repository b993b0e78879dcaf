// What futures, tasks and timeouts ask of a loop, and loops that are no `BaseEventLoop`: any object of the program
// with the methods of one.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute } from '../../objects/attributes.js';
import { PyFloat } from '../../objects/boxed.js';
import { call } from '../../objects/call.js';
import { isTrue } from '../../objects/compare.js';
import type { PyDict } from '../../objects/containers.js';
import type { Value } from '../../objects/object.js';
import { add } from '../../objects/operators.js';
import { callAttribute } from '../library.js';
import type { Callback } from './handles.js';
import { callableOf } from './internal-callable.js';
import { secondsOf } from './seconds.js';
import type { AsyncioState } from './state.js';

export interface EventLoop {
  /** As the program sees it. */
  readonly value: Value;
  readonly machine: KernelMachine;
  readonly state: AsyncioState;
  /** Id in the trace. */
  readonly id: number;
  readonly debug: boolean;
  readonly closed: boolean;
  readonly isRunning: boolean;
  /** `_current_tasks[loop]`: a task, or what the program entered in its place. */
  currentTask: Value;
  /** `loop.time()`, in seconds. */
  time(): number;
  /** The same as Python has it. */
  timeValue(): Value;
  /** The handle, which `cancelHandle` takes. */
  callSoon(callback: Callback): Value;
  callSoonThreadsafe(callback: Callback): Value;
  callAt(when: Value, callback: Callback, text: string): Value;
  callLater(delay: Value, callback: Callback, text: string): Value;
  cancelHandle(handle: Value): void;
  callExceptionHandler(context: PyDict): void;
  checkClosed(): void;
  stop(): void;
}

/** A loop that is not ours: everything goes through its methods. */
export class ForeignLoop implements EventLoop {
  readonly id = 0;
  currentTask: Value = null;

  constructor(
    readonly value: Value,
    readonly state: AsyncioState,
  ) {}

  get machine(): KernelMachine {
    return this.state.machine;
  }

  get debug(): boolean {
    return isTrue(callAttribute(this.value, 'get_debug'));
  }

  get closed(): boolean {
    return isTrue(callAttribute(this.value, 'is_closed'));
  }

  get isRunning(): boolean {
    return isTrue(callAttribute(this.value, 'is_running'));
  }

  time(): number {
    return secondsOf(this.timeValue());
  }

  timeValue(): Value {
    return callAttribute(this.value, 'time');
  }

  callSoon(callback: Callback): Value {
    return scheduleThrough(getAttribute(this.value, 'call_soon'), [], callback);
  }

  callSoonThreadsafe(callback: Callback): Value {
    return scheduleThrough(getAttribute(this.value, 'call_soon_threadsafe'), [], callback);
  }

  callAt(when: Value, callback: Callback): Value {
    return scheduleThrough(getAttribute(this.value, 'call_at'), [when], callback);
  }

  callLater(delay: Value, callback: Callback): Value {
    return scheduleThrough(getAttribute(this.value, 'call_later'), [delay], callback);
  }

  cancelHandle(handle: Value): void {
    callAttribute(handle, 'cancel');
  }

  callExceptionHandler(context: PyDict): void {
    callAttribute(this.value, 'call_exception_handler', context);
  }

  checkClosed(): void {}

  stop(): void {
    callAttribute(this.value, 'stop');
  }
}

/** Calls a scheduling method of the program: `method(*before, callback, *args, context=...)`. */
export function scheduleThrough(method: Value, before: readonly Value[], callback: Callback): Value {
  const { context } = callback;
  const keywords = context === undefined || context === null ? null : new Map([['context', context]]);
  return call(method, [...before, callableOf(callback), ...(callback.args ?? [])], keywords);
}

/** A moment `delay` after another. */
export function later(now: number, delay: Value): Value {
  return add(new PyFloat(now), delay);
}
