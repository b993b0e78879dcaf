// What a program loses: exceptions nobody asked for, tasks that are dropped while pending, async generators that are
// left open.
//
// CPython tells of them when the last reference goes. Here there is no reference count: whoever may get lost is put on
// a list, and at the end of each handle and of the program the list is gone through (`kernel/reachability.ts` says who
// can still be reached). The order is that of getting on the list. Tasks that have not ended count as reachable until
// the program ends.

import type { PyAsyncGenerator } from '../../execution/async-generator.js';
import { Reachability } from '../../kernel/reachability.js';
import { PyDict } from '../../objects/containers.js';
import type { PyObject } from '../../objects/object.js';
import { typeName } from '../../objects/types.js';
import type { PyFuture } from './futures.js';
import { Handle } from './handles.js';
import type { AsyncioState } from './state.js';

/** Objects visited in vain for which one end of a handle is let go by. */
const PATIENCE = 5_000;

export class Losses {
  /** Futures with an exception that was not asked for yet. */
  readonly #failed = new Set<PyFuture>();
  readonly #generators = new Set<PyAsyncGenerator>();
  #pause = 0;

  constructor(readonly state: AsyncioState) {
    const { machine } = state;
    machine.roots.push((reachable) => this.#mark(reachable));
    machine.endHooks.push(() => this.#end());
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
    this.#pause = Math.floor(reachable.visited / PATIENCE);
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
        ['message', `${typeName(future)} exception was never retrieved`],
        ['exception', future.error],
        ['future', future],
      ]),
    );
  }

  /** The program has ended: everything goes. */
  #end(): void {
    for (const future of this.#failed) if (future.logTraceback) this.#neverRetrieved(future);
    this.#failed.clear();
    for (const task of this.state.tasks) {
      if (task.done || !task.logDestroyPending) continue;
      task.loop.callExceptionHandler(
        PyDict.of([
          ['task', task],
          ['message', 'Task was destroyed but it is pending!'],
        ]),
      );
    }
  }
}
