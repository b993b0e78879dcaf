// What asyncio keeps for one machine: running loops by thread, counters, the set of tasks.

import { awaitValue, PyCoroutine } from '../../execution/coroutine.js';
import { Invoke } from '../../execution/pause.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import type { SimThread } from '../../kernel/sim-thread.js';
import { call } from '../../objects/call.js';
import { isExceptionOf, PyException, runtimeError, typeError, valueError } from '../../objects/exceptions.js';
import type { PyType, Value } from '../../objects/object.js';
import { repr } from '../../objects/repr.js';
import { typeOf } from '../../objects/types.js';
import type { WaitTarget } from '../../trace/events.js';
import { PyLoop } from './base_events.js';
import { functionName } from './function-name.js';
import { PyFuture } from './futures.js';
import type { Callback } from './handles.js';
import { PyTask } from './tasks.js';

/** The types of one machine: what they are asked depends on its loops. */
export interface AsyncioTypes {
  readonly loop: PyType;
  readonly future: PyType;
  readonly task: PyType;
}

type Noun = 'loop' | 'task' | 'future' | 'handle' | 'timer' | 'io';

export class AsyncioState {
  readonly #running = new Map<SimThread, PyLoop>();
  /** `set_event_loop`, per thread. */
  readonly eventLoops = new Map<SimThread, PyLoop | null>();
  readonly #ids = new Map<Noun, number>();
  /** `_task_name_counter` */
  #taskNames = 0;
  /** `_scheduled_tasks`: tasks that are not done, in order of creation. */
  readonly tasks = new Set<PyTask>();

  constructor(
    readonly machine: KernelMachine,
    readonly types: AsyncioTypes,
  ) {}

  get runningLoop(): PyLoop | null {
    return this.#running.get(this.machine.scheduler.current) ?? null;
  }

  setRunningLoop(loop: PyLoop | null): void {
    const thread = this.machine.scheduler.current;
    if (loop === null) this.#running.delete(thread);
    else this.#running.set(thread, loop);
  }

  /** Ids of the trace count from 1 in each noun; futures and tasks share theirs. */
  nextId(noun: Noun): number {
    const counter = noun === 'task' ? 'future' : noun;
    const id = (this.#ids.get(counter) ?? 0) + 1;
    this.#ids.set(counter, id);
    return id;
  }

  /** A callback of the program, called with `args` in `context` (null: the present one). What it raises goes to the loop's handler. */
  pythonCallback(loop: PyLoop, callable: Value, args: readonly Value[], _context: Value): Callback {
    const report = (error: unknown): void => {
      if (
        !(error instanceof PyException) ||
        isExceptionOf(error, 'SystemExit') ||
        isExceptionOf(error, 'KeyboardInterrupt')
      ) {
        throw error;
      }
      loop.callExceptionHandler(`Exception in callback ${repr(callable)}`, error);
    };
    return {
      target: { kind: 'callback', task: null, text: functionName(callable) },
      callable,
      run() {
        try {
          call(callable, args);
        } catch (error) {
          report(error);
        }
      },
      *runPausably() {
        try {
          yield new Invoke(callable, args, null);
        } catch (error) {
          report(error);
        }
        return undefined;
      },
    };
  }

  /** `get_running_loop` */
  requireRunningLoop(): PyLoop {
    const loop = this.runningLoop;
    if (loop === null) throw runtimeError('no running event loop');
    return loop;
  }

  /** `get_event_loop`: the running one, else the one set for the thread. */
  currentLoop(): PyLoop {
    const running = this.runningLoop;
    if (running !== null) return running;
    const { current } = this.machine.scheduler;
    const set = this.eventLoops.get(current);
    if (set) return set;
    if (set === undefined && current === this.machine.scheduler.main) {
      this.machine.warn('DeprecationWarning', 'There is no current event loop');
      const loop = this.newLoop();
      this.setEventLoop(loop);
      return loop;
    }
    throw runtimeError(`There is no current event loop in thread '${current.name}'.`);
  }

  newLoop(): PyLoop {
    return new PyLoop(this.types.loop, this.machine, this, this.nextId('loop'));
  }

  setEventLoop(loop: PyLoop | null): void {
    this.eventLoops.set(this.machine.scheduler.current, loop);
  }

  newFuture(loop: PyLoop, kind: WaitTarget['kind'] = 'future', text = 'a future'): PyFuture {
    return new PyFuture(this.types.future, loop, kind, text);
  }

  /** `loop.create_task` */
  createTask(loop: PyLoop, coroutine: Value, name: string | null, context: Value): PyTask {
    loop.checkClosed();
    if (!(coroutine instanceof PyCoroutine))
      throw typeError(`a coroutine was expected, got ${repr(coroutine)}`);
    return new PyTask(this.types.task, loop, coroutine, name ?? this.nextTaskName(), context);
  }

  /** `ensure_future` */
  ensureFuture(awaitable: Value, loop: PyLoop | null): PyFuture {
    if (awaitable instanceof PyFuture) {
      if (loop !== null && loop !== awaitable.loop) {
        throw valueError(
          'The future belongs to a different loop than the one specified as the loop argument',
        );
      }
      return awaitable;
    }
    let coroutine = awaitable;
    if (!(awaitable instanceof PyCoroutine)) {
      if (typeOf(awaitable).slots.await === undefined) {
        throw typeError('An asyncio.Future, a coroutine or an awaitable is required');
      }
      coroutine = new PyCoroutine(this.machine, null, '_wrap_awaitable', '_wrap_awaitable', () =>
        awaitValue(awaitable),
      );
    }
    return this.createTask(loop ?? this.currentLoop(), coroutine, null, null);
  }

  /** Tells the trace of a phase of the teardown. */
  phase(
    loop: PyLoop,
    phase: 'cancel tasks' | 'shutdown asyncgens' | 'shutdown executor',
    count: number,
  ): void {
    this.machine.recorder?.emit('loop.stop', { loop: loop.id, phase, count });
  }

  nextTaskName(): string {
    this.#taskNames++;
    return `Task-${this.#taskNames}`;
  }
}
