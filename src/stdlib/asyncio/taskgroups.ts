// `asyncio.TaskGroup`: tasks that are awaited together; one that fails cancels the others.

import { awaitValue } from '../../execution/coroutine.js';
import type { Pause } from '../../execution/pause.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute, getAttributeOr } from '../../objects/attributes.js';
import { call } from '../../objects/call.js';
import { PyDict, PyList } from '../../objects/containers.js';
import { exceptionType, isExceptionOf, PyException, runtimeError } from '../../objects/exceptions.js';
import { toArray } from '../../objects/iteration.js';
import { defineType } from '../../objects/native.js';
import { PyObject, type PyType, type Value } from '../../objects/object.js';
import { repr } from '../../objects/repr.js';
import { PySet } from '../../objects/set.js';
import { construction } from '../declare.js';
import { isCancelledError } from './exceptions.js';
import { InternalCallback, PyFuture } from './futures.js';
import type { EventLoop } from './loop.js';
import { extendCoroutines } from './native-coroutine.js';
import type { AsyncioState } from './state.js';
import { cancelFuture, type PyTask } from './tasks.js';

class PyTaskGroup extends PyObject {
  #entered = false;
  #exiting = false;
  #aborting = false;
  #loop: EventLoop | null = null;
  #parent: PyTask | null = null;
  #parentCancelRequested = false;
  readonly tasks = new Set<PyFuture>();
  readonly #errors: PyException[] = [];
  #baseError: PyException | null = null;
  #completed: PyFuture | null = null;
  readonly #callback = new InternalCallback(
    { kind: 'internal', task: null, text: 'TaskGroup._on_task_done' },
    (task) => {
      if (task instanceof PyFuture) this.#onTaskDone(task);
    },
  );

  constructor(
    cls: PyType,
    readonly state: AsyncioState,
  ) {
    super(cls, new Map());
  }

  describe(): string {
    const info = ['<TaskGroup'];
    if (this.tasks.size > 0) info.push(`tasks=${this.tasks.size}`);
    if (this.#errors.length > 0) info.push(`errors=${this.#errors.length}`);
    if (this.#aborting) info.push('cancelling');
    else if (this.#entered) info.push('entered');
    return `${info.join(' ')}>`;
  }

  enter(): void {
    if (this.#entered) throw runtimeError(`TaskGroup ${this.describe()} has already been entered`);
    this.#loop ??= this.state.requireRunningLoop();
    this.#parent = this.state.runningTask;
    if (this.#parent === null)
      throw runtimeError(`TaskGroup ${this.describe()} cannot determine the parent task`);
    this.#entered = true;
  }

  createTask(coroutine: Value, name: Value, context: Value): Value {
    const loop = this.#loop;
    if (!this.#entered || loop === null) this.#refuse(coroutine, 'has not been entered');
    if (this.#exiting && this.tasks.size === 0) this.#refuse(coroutine, 'is finished');
    if (this.#aborting) this.#refuse(coroutine, 'is shutting down');
    const task = this.state.spawn(loop, coroutine, name, context);
    if (!(task instanceof PyFuture)) {
      call(getAttribute(task, 'add_done_callback'), [getAttribute(this, '_on_task_done')]);
      return task;
    }
    if (task.done) this.#onTaskDone(task);
    else {
      this.tasks.add(task);
      task.addDoneCallback(this.#callback);
    }
    return task;
  }

  #refuse(coroutine: Value, why: string): never {
    call(getAttribute(coroutine, 'close'));
    throw runtimeError(`TaskGroup ${this.describe()} ${why}`);
  }

  /** `__aexit__`: waits for the tasks; raises what is to be raised in place of `error`. */
  *exit(error: PyException | null): Generator<Pause, Value, Value> {
    this.#exiting = true;
    if (error !== null && isBaseError(error)) this.#baseError ??= error;
    let cancellation = isCancelledError(error) ? error : null;
    if (error !== null && !this.#aborting) this.#abort();
    while (this.tasks.size > 0) {
      const completed =
        this.#completed ??
        this.state.newFuture(this.#loop ?? this.state.requireRunningLoop(), 'gather', 'its task group', [
          ...this.tasks,
        ]);
      this.#completed = completed;
      try {
        yield* awaitValue(completed);
      } catch (raised) {
        if (!isCancelledError(raised)) throw raised;
        if (!this.#aborting) {
          // The parent was cancelled from outside: its children go with it.
          cancellation = raised;
          this.#abort();
        }
      }
      this.#completed = null;
    }
    if (this.#baseError !== null) throw this.#baseError;
    if (this.#parentCancelRequested && this.#parent?.uncancel() === 0) cancellation = null;
    if (cancellation !== null && this.#errors.length === 0) throw cancellation;
    if (error !== null && !isCancelledError(error)) this.#errors.push(error);
    if (this.#errors.length === 0) return null;
    if (this.#parent !== null && this.#parent.cancelRequests > 0) {
      // A cancellation from outside came meanwhile: it is delivered at the next await.
      this.#parent.uncancel();
      cancelFuture(this.#parent);
    }
    const group = call(exceptionType('BaseExceptionGroup'), [
      'unhandled errors in a TaskGroup',
      new PyList(this.#errors.splice(0)),
    ]);
    if (group instanceof PyException) {
      group.suppressContext = true;
      if (this.#parent !== null) this.state.losses.keep(this.#parent);
      throw group;
    }
    return null;
  }

  #abort(): void {
    this.#aborting = true;
    for (const task of this.tasks) if (!task.done) cancelFuture(task);
  }

  #onTaskDone(task: PyFuture): void {
    this.tasks.delete(task);
    const completed = this.#completed;
    if (completed !== null && this.tasks.size === 0 && !completed.done) completed.setResult(true);
    if (task.state === 'CANCELLED') return;
    const error = task.exception();
    if (error === null) return;
    this.#errors.push(error);
    if (isBaseError(error)) this.#baseError ??= error;
    const parent = this.#parent;
    if (parent?.done) {
      task.loop.callExceptionHandler(
        PyDict.of([
          [
            'message',
            `Task ${repr(task)} has errored out but its parent task ${repr(parent)} is already completed`,
          ],
          ['exception', error],
          ['task', task],
        ]),
      );
      return;
    }
    if (this.#aborting || this.#parentCancelRequested) return;
    this.#abort();
    this.#parentCancelRequested = true;
    if (parent !== null) cancelFuture(parent);
  }
}

function isBaseError(error: PyException): boolean {
  return isExceptionOf(error, 'SystemExit') || isExceptionOf(error, 'KeyboardInterrupt');
}

/** The exceptions of a group. */
export function groupMembers(group: PyException): PyException[] {
  return toArray(getAttributeOr(group, 'exceptions') ?? null).filter((each) => each instanceof PyException);
}

export function makeTaskGroup(m: KernelMachine, state: AsyncioState): PyType {
  const group = defineType('TaskGroup', {
    mutable: true,
    module: 'asyncio.taskgroups',
    instanceDict: true,
    slots: {
      ...construction(
        'TaskGroup',
        '',
        (cls) => new PyTaskGroup(cls, state),
        () => null,
      ),
      repr: (self: PyTaskGroup) => self.describe(),
    },
    methods: {
      'create_task(coro, *, name=None, context=None)': (self: PyTaskGroup, coro, name, context) =>
        self.createTask(coro, name, context),
    },
    properties: { _tasks: (self: PyTaskGroup) => PySet.of(self.tasks) },
  });
  extendCoroutines(m, group, {
    // biome-ignore lint/correctness/useYield: entering does not wait
    '__aenter__()': function* (self: PyTaskGroup) {
      self.enter();
      return self;
    },
    '__aexit__(et, exc, tb)': (self: PyTaskGroup, _type: Value, error: Value) =>
      self.exit(error instanceof PyException ? error : null),
  });
  return group;
}
