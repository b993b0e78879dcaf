// What a program loses: exceptions nobody asked for, tasks that are dropped while pending, async generators that are
// left open.
//
// CPython tells of them when the last reference goes. Here there is no reference count: whoever may get lost is put on
// a list, and at the end of each handle and of the program the list is gone through (`kernel/reachability.ts` says who
// can still be reached). The order is that of getting on the list. Tasks that have not ended count as reachable until
// the program ends or asks for a collection: CPython, too, frees the circle of a task and what it waits for only then.

import type { PyAsyncGenerator } from '../../execution/async-generator.js';
import { Reachability } from '../../kernel/reachability.js';
import { PyDict } from '../../objects/containers.js';
import { PyObject } from '../../objects/object.js';
import { className } from '../../objects/types.js';
import { PyFuture } from './futures.js';
import { Handle } from './handles.js';
import type { AsyncioState } from './state.js';
import type { PyTask } from './tasks.js';

/** Objects visited, in all, until losses need not be found at once any more: about a second of work. */
const EAGER = 5_000_000;
/** From then on, objects visited in vain for which one end of a handle is let go by. */
const PATIENCE = 5_000;

export class Losses {
  /** Futures with an exception that was not asked for yet. */
  readonly #failed = new Set<PyFuture>();
  readonly #generators = new Set<PyAsyncGenerator>();
  #pause = 0;
  #visited = 0;

  constructor(readonly state: AsyncioState) {
    const { machine } = state;
    machine.roots.push((reachable) => this.#mark(reachable));
    machine.endHooks.push(() => this.#end());
    machine.collectHooks.push(() => this.collect());
  }

  /** Objects that a traceback refers back to: CPython's own frames make a cycle, which no reference count frees. */
  readonly #inCycles = new Set<PyObject>();

  keep(object: PyObject): void {
    this.#inCycles.add(object);
  }

  mayBeLost(future: PyFuture): void {
    this.#failed.add(future);
  }

  mayBeDropped(generator: PyAsyncGenerator): void {
    this.#generators.add(generator);
  }

  get pending(): boolean {
    return this.#failed.size > 0 || this.#generators.size > 0 || this.state.machine.forgotten.size > 0;
  }

  /** At the end of a handle: who was lost meanwhile? */
  check(): void {
    for (const future of this.#failed) if (!future.logTraceback) this.#failed.delete(future);
    for (const generator of this.#generators) if (generator.ended) this.#generators.delete(generator);
    this.state.machine.forgotten.prune();
    if (!this.pending || this.#pause-- > 0) return;
    const reachable = new Reachability();
    reachable.markProgram(this.state.machine);
    this.#visited += reachable.visited;
    this.#pause = this.#visited < EAGER ? 0 : Math.floor(reachable.visited / PATIENCE);
    if (reachable.opaque) return;
    for (const future of this.#failed) {
      if (reachable.has(future)) continue;
      this.#failed.delete(future);
      this.#pause = 0;
      this.#neverRetrieved(future);
    }
    for (const generator of this.#generators) {
      if (reachable.has(generator)) continue;
      this.#generators.delete(generator);
      this.#pause = 0;
      generator.finalizeElsewhere();
    }
    this.state.machine.forgotten.sweep(reachable);
  }

  /** `gc.collect()`: whoever is lost now, tasks among them. */
  collect(): void {
    this.#pause = 0;
    if (this.pending) this.check();
    if ([...this.state.tasks, ...this.#unscheduled].some(waitsInCircle)) this.#destroyLostTasks();
  }

  /** Tasks that their loop has not taken. */
  readonly #unscheduled = new Set<PyTask>();

  /** `call_soon` has refused the first step of a task: a class of the program may have kept it. */
  neverScheduled(task: PyTask): void {
    if (task.cls.heap) this.#unscheduled.add(task);
    else this.#destroyed(task);
  }

  #destroyLostTasks(): void {
    const { tasks } = this.state;
    const candidates = new Set([...tasks, ...this.#unscheduled].filter(waitsInCircle));
    for (const task of candidates) tasks.delete(task);
    const reachable = new Reachability();
    reachable.markProgram(this.state.machine);
    // Whoever can reach the future that a task waits for can wake the task.
    for (let found = true; found; ) {
      found = false;
      for (const task of candidates) {
        const { futureWaiter } = task;
        const isKept =
          reachable.has(task) || (futureWaiter instanceof PyObject && reachable.has(futureWaiter));
        if (!isKept) continue;
        candidates.delete(task);
        if (!this.#unscheduled.has(task)) tasks.add(task);
        reachable.mark(task);
        found = true;
      }
    }
    for (const task of candidates) {
      this.#unscheduled.delete(task);
      if (reachable.opaque) tasks.add(task);
      else this.#destroyed(task);
    }
  }

  /** `Task.__del__` */
  #destroyed(task: PyTask): void {
    if (task.done || !task.logDestroyPending) return;
    const context = PyDict.of([
      ['task', task],
      ['message', 'Task was destroyed but it is pending!'],
    ]);
    if (task.created !== null) context.table.set('source_traceback', task.created.summary);
    task.loop.callExceptionHandler(context);
  }

  /** What loops and tasks keep. */
  #mark(reachable: Reachability): void {
    const { state } = this;
    for (const task of state.tasks) reachable.mark(task);
    reachable.mark(state.eagerTasks);
    reachable.mark(state.transports);
    reachable.mark(this.#inCycles);
    for (const loop of state.loops) {
      for (const handle of [...loop.ready.toArray(), ...loop.timers.items]) {
        if (!(handle instanceof Handle)) reachable.mark(handle);
        if (!(handle instanceof Handle) || handle.cancelled) continue;
        const { callable, args, context } = handle.callback;
        reachable.mark([callable, args ?? null, context ?? null]);
      }
      reachable.mark([loop.exceptionHandler, loop.taskFactory, loop.currentTask, loop.awaited]);
    }
  }

  /** `Future.__del__` */
  #neverRetrieved(future: PyFuture): void {
    future.logTraceback = false;
    future.loop.callExceptionHandler(
      PyDict.of([
        ['message', `${className(future)} exception was never retrieved`],
        ['exception', future.error],
        ['future', future],
      ]),
    );
  }

  /** The program has ended: everything goes. */
  #end(): void {
    for (const future of this.#failed) if (future.logTraceback) this.#neverRetrieved(future);
    this.#failed.clear();
    for (const task of this.state.tasks) this.#destroyed(task);
  }
}

/** A task that only a plain future of the program can wake. */
function waitsInCircle({ futureWaiter, coroutine, started }: PyTask): boolean {
  if (futureWaiter === null) return !started && coroutine !== null;
  return futureWaiter instanceof PyFuture && !futureWaiter.done && futureWaiter.kind === 'future';
}
