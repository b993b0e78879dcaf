// What asyncio keeps for one machine: running loops by thread, counters, the set of tasks.

import { awaitValue, PyCoroutine } from '../../execution/coroutine.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import type { SimThread } from '../../kernel/sim-thread.js';
import { getAttribute } from '../../objects/attributes.js';
import { call } from '../../objects/call.js';
import { isExceptionOf, runtimeError, typeError, valueError } from '../../objects/exceptions.js';
import { PyObject, type PyType, type Value } from '../../objects/object.js';
import { repr, str } from '../../objects/repr.js';
import { typeOf } from '../../objects/types.js';
import type { WaitTarget } from '../../trace/events.js';
import { callInContext, copyContext, PyContext, runInContext } from '../contextvars.js';
import { PyLoop } from './base_events.js';
import { isDuckFuture, loopOfFuture } from './duck-futures.js';
import { functionName } from './function-name.js';
import { InternalCallback, PyFuture } from './futures.js';
import type { Callback } from './handles.js';
import { InternalCallable } from './internal-callable.js';
import { type EventLoop, ForeignLoop } from './loop.js';
import { Losses } from './losses.js';
import { PyTask } from './tasks.js';

/** The types of one machine: what they are asked depends on its loops. */
export interface AsyncioTypes {
  readonly loop: PyType;
  readonly future: PyType;
  readonly task: PyType;
  /** `_GatheringFuture` */
  readonly gathering: PyType;
  readonly baseLoop: PyType;
  readonly abstractLoop: PyType;
  readonly timeout: PyType;
  readonly handle: PyType;
  readonly timerHandle: PyType;
}

type Noun = 'loop' | 'task' | 'future' | 'handle' | 'timer' | 'io';

export class AsyncioState {
  readonly #running = new Map<SimThread, EventLoop>();
  readonly #foreign = new WeakMap<PyObject, ForeignLoop>();
  /** `set_event_loop`, per thread. */
  readonly eventLoops = new Map<SimThread, Value>();
  /** Loops that are not closed. */
  readonly loops = new Set<PyLoop>();
  readonly #ids = new Map<Noun, number>();
  /** `_task_name_counter` */
  #taskNames = 0;
  /** `_scheduled_tasks`: tasks that are not done, in order of creation. */
  readonly tasks = new Set<PyTask>();
  /** Transports that are not closed. */
  readonly transports = new Set<PyObject>();
  /** Tasks that are none of ours. */
  readonly registered = new Set<Value>();
  /** Tasks whose first step runs inside the step of whoever made them. */
  readonly eagerTasks = new Set<PyTask>();
  readonly losses: Losses;
  /** `set_event_loop_policy`; null for the default one. */
  policy: Value = null;

  constructor(
    readonly machine: KernelMachine,
    readonly types: AsyncioTypes,
  ) {
    this.losses = new Losses(this);
  }

  get runningLoop(): EventLoop | null {
    return this.#running.get(this.machine.scheduler.current) ?? null;
  }

  setRunningLoop(loop: EventLoop | null): void {
    const { scheduler, forgotten } = this.machine;
    const wasRunning = this.#running.size > 0;
    if (loop === null) this.#running.delete(scheduler.current);
    else this.#running.set(scheduler.current, loop);
    if (!wasRunning) forgotten.hold();
    else if (this.#running.size === 0) forgotten.release();
  }

  /** A loop of the program: one of ours, or any object with the methods of one. */
  loopOf(value: Value): EventLoop {
    if (value instanceof PyLoop) return value;
    if (!(value instanceof PyObject)) return new ForeignLoop(value, this);
    const known = this.#foreign.get(value) ?? new ForeignLoop(value, this);
    this.#foreign.set(value, known);
    return known;
  }

  /** The loop that an argument names: None for the present one. */
  givenLoop(value: Value): EventLoop {
    return value === null ? this.currentLoop() : this.loopOf(value);
  }

  /** Ids of the trace count from 1 in each noun; futures and tasks share theirs. */
  nextId(noun: Noun): number {
    const counter = noun === 'task' ? 'future' : noun;
    const id = (this.#ids.get(counter) ?? 0) + 1;
    this.#ids.set(counter, id);
    return id;
  }

  /** A callback of the program, called with `args` in `context` (null: a copy of the present one). */
  pythonCallback(callable: Value, args: readonly Value[], context: Value): Callback {
    if (callable instanceof InternalCallable) return callable.callback;
    if (callable instanceof InternalCallback) return callable.with(args[0] ?? null, context);
    const within = context ?? copyContext(this.machine);
    return {
      target: { kind: 'callback', task: null, text: functionName(callable) },
      callable,
      args,
      context: within,
      run(handle) {
        try {
          callInContext(within, callable, args);
        } catch (error) {
          if (handle === null) throw error;
          handle.report(error);
        }
      },
      *runPausably(handle) {
        try {
          if (within instanceof PyContext) yield* runInContext(within, callable, args, null);
          else callInContext(within, callable, args);
        } catch (error) {
          handle.report(error);
        }
        return undefined;
      },
    };
  }

  /** The task whose step is running in this thread's loop: `current_task`. */
  get runningTask(): PyTask | null {
    const { currentTask } = this.requireRunningLoop();
    return currentTask instanceof PyTask ? currentTask : null;
  }

  /** `get_running_loop` */
  requireRunningLoop(): EventLoop {
    const loop = this.runningLoop;
    if (loop === null) throw runtimeError('no running event loop');
    return loop;
  }

  /** `get_event_loop`: the running one, else the policy's. */
  currentLoop(): EventLoop {
    const { runningLoop, ownPolicy } = this;
    if (runningLoop !== null) return runningLoop;
    if (ownPolicy === null) return this.loopOf(this.eventLoopOfThread());
    return this.loopOf(call(getAttribute(ownPolicy, 'get_event_loop')));
  }

  /** A policy whose class the program wrote, or null. */
  get ownPolicy(): Value {
    const { policy } = this;
    return policy !== null && typeOf(policy).heap ? policy : null;
  }

  /** `BaseDefaultEventLoopPolicy.get_event_loop` */
  eventLoopOfThread(): Value {
    const { current } = this.machine.scheduler;
    const set = this.eventLoops.get(current);
    if (set !== undefined && set !== null) return set;
    if (set === undefined && current === this.machine.scheduler.main) {
      this.machine.warn('DeprecationWarning', 'There is no current event loop');
      const loop = this.newEventLoop();
      this.setEventLoop(loop);
      return loop;
    }
    throw runtimeError(`There is no current event loop in thread ${repr(current.name)}.`);
  }

  /** A loop of the default kind. */
  newLoop(): PyLoop {
    return new PyLoop(this.types.loop, this.machine, this, this.nextId('loop'));
  }

  /** `new_event_loop` */
  newEventLoop(): Value {
    const { ownPolicy } = this;
    return ownPolicy === null ? this.newLoop() : call(getAttribute(ownPolicy, 'new_event_loop'));
  }

  setEventLoop(loop: Value): void {
    const { ownPolicy } = this;
    if (ownPolicy === null) this.assignEventLoop(loop);
    else call(getAttribute(ownPolicy, 'set_event_loop'), [loop]);
  }

  assignEventLoop(loop: Value): void {
    this.eventLoops.set(this.machine.scheduler.current, loop);
  }

  /** Tasks of a loop that are not done: `all_tasks`. */
  tasksOf(loop: EventLoop): PyTask[] {
    return [...this.tasks, ...this.eagerTasks].filter((task) => task.loop === loop && !task.done);
  }

  newFuture(
    loop: EventLoop,
    kind: WaitTarget['kind'] = 'future',
    text = 'a future',
    members: readonly PyFuture[] = [],
  ): PyFuture {
    return new PyFuture(this.types.future, loop, kind, text, members);
  }

  /** `loop.create_task`, by the method of the loop's class. */
  spawn(loop: EventLoop, coroutine: Value, name: Value, context: Value): Value {
    const own =
      loop instanceof PyLoop ? loop.override('create_task') : getAttribute(loop.value, 'create_task');
    if (own === undefined && loop instanceof PyLoop) return this.spawnIn(loop, coroutine, name, context);
    const keywords = new Map<string, Value>();
    if (name !== null) keywords.set('name', name);
    if (context !== null) keywords.set('context', context);
    return call(own ?? null, [coroutine], keywords);
  }

  /** `BaseEventLoop.create_task`: by the loop's task factory, if it has one. */
  spawnIn(loop: PyLoop, coroutine: Value, name: Value, context: Value): Value {
    loop.checkClosed();
    const { taskFactory } = loop;
    if (taskFactory === null) return this.createTask(loop, coroutine, name, context);
    const keywords = context === null ? null : new Map([['context', context]]);
    const task = call(taskFactory, [loop, coroutine], keywords);
    if (task instanceof PyTask) task.rename(name);
    else call(getAttribute(task, 'set_name'), [name]);
    return task;
  }

  /** `tasks.Task(coroutine, loop=loop, ...)` */
  createTask(loop: EventLoop, coroutine: Value, name: Value, context: Value): PyTask {
    const task = new PyTask(this.types.task, loop);
    this.beginTask(task, coroutine, name, context, false);
    return task;
  }

  beginTask(task: PyTask, coroutine: Value, name: Value, context: Value, eager: boolean): void {
    if (!isCoroutine(coroutine)) throw typeError(`a coroutine was expected, got ${repr(coroutine)}`);
    task.begin(coroutine, name === null ? this.nextTaskName() : str(name), context, eager);
  }

  /** `ensure_future`, where only a future of ours will do. */
  ensureFuture(awaitable: Value, loop: EventLoop | null): PyFuture {
    const future = this.toFuture(awaitable, loop);
    if (future instanceof PyFuture) return future;
    throw typeError(`expected a Future, got ${repr(future)}`);
  }

  /** `ensure_future` */
  toFuture(awaitable: Value, loop: EventLoop | null): Value {
    if (awaitable instanceof PyFuture || isDuckFuture(awaitable)) {
      if (loop !== null && loop.value !== loopOfFuture(awaitable)) {
        throw valueError(
          'The future belongs to a different loop than the one specified as the loop argument',
        );
      }
      return awaitable;
    }
    let coroutine = awaitable;
    if (!isCoroutine(awaitable)) {
      if (typeOf(awaitable).slots.await === undefined) {
        throw typeError('An asyncio.Future, a coroutine or an awaitable is required');
      }
      coroutine = new PyCoroutine(this.machine, null, '_wrap_awaitable', '_wrap_awaitable', () =>
        awaitValue(awaitable),
      );
    }
    // Without a loop the coroutine is left as it is.
    const chosen = loop ?? this.currentLoop();
    try {
      return this.spawn(chosen, coroutine, null, null);
    } catch (error) {
      if (coroutine === awaitable && isExceptionOf(error, 'RuntimeError'))
        call(getAttribute(coroutine, 'close'));
      throw error;
    }
  }

  /** Tells the trace of a phase of the teardown, the cause of what happens in it. */
  phase(
    loop: EventLoop,
    phase: 'cancel tasks' | 'shutdown asyncgens' | 'shutdown executor',
    count: number,
  ): void {
    const { recorder } = this.machine;
    if (recorder !== null) recorder.cause = recorder.emit('loop.stop', { loop: loop.id, phase, count });
  }

  nextTaskName(): string {
    this.#taskNames++;
    return `Task-${this.#taskNames}`;
  }
}

/** `iscoroutine`: a coroutine, or what has the methods of `collections.abc.Coroutine`. */
export function isCoroutine(value: Value): boolean {
  if (value instanceof PyCoroutine) return true;
  const type = typeOf(value);
  if (type.slots.await === undefined) return false;
  return ['__await__', 'send', 'throw', 'close'].every((name) => {
    const found = type.lookup(name);
    return found !== undefined && found !== null;
  });
}
