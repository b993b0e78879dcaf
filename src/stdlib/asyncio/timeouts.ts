// `asyncio.timeout` and `timeout_at`: a deadline for what runs inside an `async with`.
//
// When the deadline comes the task is cancelled; on the way out the cancellation becomes a TimeoutError, unless the
// task has been asked to cancel by somebody else, too.

import type { Pause } from '../../execution/pause.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { PyFloat } from '../../objects/boxed.js';
import { isTrue } from '../../objects/compare.js';
import { exception, isExceptionOf, PyException, runtimeError } from '../../objects/exceptions.js';
import { extendType } from '../../objects/native.js';
import { PyObject, type PyType, type Value } from '../../objects/object.js';
import { le } from '../../objects/operators.js';
import { repr } from '../../objects/repr.js';
import { construction } from '../declare.js';
import { isCancelledError, raisedFrom } from './exceptions.js';
import type { Callback } from './handles.js';
import { extendCoroutines } from './native-coroutine.js';
import { secondsOf } from './seconds.js';
import type { AsyncioState } from './state.js';
import { groupMembers } from './taskgroups.js';
import { cancelFuture, type PyTask } from './tasks.js';

type Phase = 'created' | 'active' | 'expiring' | 'expired' | 'finished';

export class PyTimeout extends PyObject {
  phase: Phase = 'created';
  #handle: Value = null;
  #task: PyTask | null = null;
  /** `_cancelling`: how often the task had been asked to cancel before. */
  #cancelling = 0;

  constructor(
    cls: PyType,
    readonly state: AsyncioState,
    /** Seconds on the loop's clock; None for no deadline. */
    public when: Value,
    /** In the trace. */
    readonly text: string = 'a timeout',
  ) {
    super(cls, new Map());
  }

  enter(): void {
    if (this.phase !== 'created') throw runtimeError('Timeout has already been entered');
    const task = this.state.runningTask;
    if (task === null) throw runtimeError('Timeout should be used inside a task');
    this.phase = 'active';
    this.#task = task;
    this.#cancelling = task.cancelRequests;
    this.reschedule(this.when);
  }

  reschedule(when: Value): void {
    if (this.phase !== 'active') {
      if (this.phase === 'created') throw runtimeError('Timeout has not been entered');
      throw runtimeError(`Cannot change state of ${this.phase} Timeout`);
    }
    this.when = when;
    this.#cancelHandle();
    if (when === null) return;
    const loop = this.state.requireRunningLoop();
    const isDue = isTrue(le(when, loop.timeValue()));
    this.#handle = isDue ? loop.callSoon(this.#callback()) : loop.callAt(when, this.#callback(), this.text);
  }

  #cancelHandle(): void {
    const handle = this.#handle;
    this.#handle = null;
    if (handle !== null) this.state.runningLoop?.cancelHandle(handle);
  }

  /** `_on_timeout` */
  #callback(): Callback {
    return {
      target: { kind: 'internal', task: null, text: 'Timeout._on_timeout' },
      callable: null,
      run: () => {
        if (this.#task !== null) cancelFuture(this.#task);
        this.phase = 'expiring';
        this.#handle = null;
      },
    };
  }

  /** What `__aexit__` raises in place of `error`, or null. */
  exit(error: PyException | null): PyException | null {
    this.#cancelHandle();
    if (this.phase === 'active') this.phase = 'finished';
    if (this.phase !== 'expiring') return null;
    this.phase = 'expired';
    const left = this.#task?.uncancel() ?? 0;
    if (left > this.#cancelling || error === null) return null;
    if (isCancelledError(error)) return raisedFrom(exception('TimeoutError'), error);
    insertTimeoutError(error);
    if (isExceptionOf(error, 'ExceptionGroup'))
      for (const each of groupMembers(error)) insertTimeoutError(each);
    return null;
  }

  *run(body: Generator<Pause, Value, Value>): Generator<Pause, Value, Value> {
    this.enter();
    let result: Value;
    try {
      result = yield* body;
    } catch (error) {
      const replacement = error instanceof PyException ? this.exit(error) : null;
      throw replacement ?? error;
    }
    this.exit(null);
    return result;
  }
}

/** `_insert_timeout_error`: the timeout shows in the chain of an exception that took the cancellation's place. */
function insertTimeoutError(error: PyException): void {
  for (let link = error; link.context !== null; link = link.context) {
    if (!isCancelledError(link.context)) continue;
    const timeout = exception('TimeoutError');
    timeout.context = link.context;
    timeout.cause = link.context;
    timeout.suppressContext = true;
    timeout.contextIsSet = true;
    link.context = timeout;
    return;
  }
}

export function makeTimeout(m: KernelMachine, state: AsyncioState): void {
  const { timeout } = state.types;
  extendType(timeout, {
    slots: {
      ...construction(
        'Timeout',
        'when',
        (cls) => new PyTimeout(cls, state, null),
        (self: PyTimeout, when) => {
          self.when = when ?? null;
          return null;
        },
      ),
      repr: (self: PyTimeout) => {
        const { when, phase } = self;
        if (phase !== 'active') return `<Timeout [${phase}]>`;
        return `<Timeout [active] when=${when === null ? 'None' : repr(rounded(secondsOf(when)))}>`;
      },
    },
    methods: {
      'when()': (self: PyTimeout) => self.when,
      'expired()': (self: PyTimeout) => self.phase === 'expiring' || self.phase === 'expired',
      'reschedule(when)': (self: PyTimeout, when) => {
        self.reschedule(when);
        return null;
      },
    },
  });
  extendCoroutines(m, timeout, {
    // biome-ignore lint/correctness/useYield: entering does not wait
    '__aenter__()': function* (self: PyTimeout) {
      self.enter();
      return self;
    },
    // biome-ignore lint/correctness/useYield: leaving does not wait
    '__aexit__(exc_type, exc_val, exc_tb)': function* (self: PyTimeout, _type: Value, error: Value) {
      const raised = self.exit(error instanceof PyException ? error : null);
      if (raised !== null) throw raised;
      return null;
    },
  });
}

/** `round(when, 3)` */
function rounded(seconds: number): Value {
  return new PyFloat(Number(seconds.toFixed(3)));
}
