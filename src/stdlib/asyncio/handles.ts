// Handles: callbacks on their way through the ready queue and the timer heap.

import { whileHandling } from '../../execution/handling.js';
import type { Pausable } from '../../execution/pause.js';
import { PyDict, PyTuple } from '../../objects/containers.js';
import { isExceptionOf, PyException } from '../../objects/exceptions.js';
import { PyObject, type PyType, type Value } from '../../objects/object.js';
import { str } from '../../objects/repr.js';
import type { EventId, HandleTarget } from '../../trace/events.js';
import type { Nanoseconds } from '../../trace/time.js';
import { type CreationStack, creationStack } from './creation.js';
import { describeFunction } from './format_helpers.js';
import { callableOf } from './internal-callable.js';
import type { EventLoop } from './loop.js';
import { secondsOf } from './seconds.js';

/** What a handle does when its turn comes. */
export interface Callback {
  readonly target: HandleTarget;
  /** Runs it on the host stack; null where the program calls it outside a handle. */
  run(handle: Handle | null): void;
  /** Runs it in a parked thread; absent where nothing in it can block. */
  runPausably?(handle: Handle): Pausable;
  /** The function as Python sees it, for `repr`; null for one of asyncio's own, which `target` names. */
  readonly callable: Value;
  readonly args?: readonly Value[];
  readonly context?: Value;
  /** The task whose step it is. */
  readonly task?: Value;
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
  /** How it looked before it was cancelled, in debug mode. */
  #shown: string | null = null;
  /** Where the program made it, in debug mode. */
  readonly created: CreationStack | null;
  #sourceTraceback: Value = null;

  constructor(
    cls: PyType,
    readonly loop: EventLoop,
    readonly callback: Callback,
  ) {
    super(cls);
    this.created = loop.debug ? creationStack(loop.machine) : null;
  }

  describe(): string {
    return this.#shown ?? `<${this.info().join(' ')}>`;
  }

  #described(): string {
    const { callable, target, args } = this.callback;
    return callable === null ? `${target.text}()` : describeFunction(callable, args ?? [], this.loop.debug);
  }

  /** `_repr_info` */
  protected info(): string[] {
    const info = [this.cls.name];
    if (this.cancelled) info.push('cancelled');
    else info.push(this.#described());
    if (this.created !== null) info.push(this.created.place);
    return info;
  }

  get sourceTraceback(): Value {
    if (this.#sourceTraceback === null && this.created !== null) this.#sourceTraceback = this.created.summary;
    return this.#sourceTraceback;
  }

  /** `_callback` and `_args`, which a cancelled handle lets go. */
  get callable(): Value {
    return this.cancelled ? null : callableOf(this.callback);
  }

  get args(): Value {
    return this.cancelled ? null : new PyTuple([...(this.callback.args ?? [])]);
  }

  cancel(): boolean {
    if (this.cancelled) return false;
    if (this.loop.debug) this.#shown = `<${this.#cancelledInfo().join(' ')}>`;
    this.cancelled = true;
    return true;
  }

  /** A handle that is cancelled in debug mode still says of what. */
  #cancelledInfo(): string[] {
    const [name = '', ...rest] = this.info();
    return [name, 'cancelled', ...rest];
  }

  /** What the callback raised goes to the loop's exception handler. */
  report(error: unknown): void {
    if (
      !(error instanceof PyException) ||
      isExceptionOf(error, 'SystemExit') ||
      isExceptionOf(error, 'KeyboardInterrupt')
    ) {
      throw error;
    }
    const { loop } = this;
    const message = `Exception in callback ${this.#described()}`;
    const context = PyDict.of([
      ['message', message],
      ['exception', error],
      ['handle', this],
    ]);
    if (this.created !== null) context.table.set('source_traceback', this.sourceTraceback);
    whileHandling(loop.machine, error, () => loop.callExceptionHandler(context));
  }
}

/** `asyncio.TimerHandle`: ordered by its time alone, so that equal ones fall as the heap lets them. */
export class TimerHandle extends Handle {
  scheduled = false;
  timerId = 0;
  /** When it is due on the virtual clock; null where the program's loop has a clock of its own. */
  dueAt: Nanoseconds | null = null;
  /** Seconds on the loop's clock. */
  readonly when: number;

  constructor(
    cls: PyType,
    loop: EventLoop,
    callback: Callback,
    /** The same as the program gave it. */
    readonly whenValue: Value,
  ) {
    super(cls, loop, callback);
    this.when = secondsOf(whenValue);
  }

  protected override info(): string[] {
    const info = super.info();
    info.splice(this.cancelled ? 2 : 1, 0, `when=${str(this.whenValue)}`);
    return info;
  }
}
