// Activations: paused code as an explicit stack of bodies.
//
// The words, once: a *thread* is what the kernel schedules; a *task* is asyncio's, and lives inside one thread; a
// *coroutine* or *generator* is the Python object that holds code which can stop in the middle; its *activation* is
// the stack of bodies that are stopped right now, outermost first; each body runs in a *frame* (natives have none).
//
//   coroutine main()      a -> b -> c        the stack of `main`'s activation: main awaits a, a awaits b ...
//
// While `a` is awaited its bodies stand on the stack of the coroutine that awaits it, so that resuming the innermost
// one costs the same at any depth, and the stack says where the task is. A value emitted by any body (`yield`, a
// pending future) leaves the whole activation.

import { call } from '../objects/call.js';
import { exception, isExceptionOf, PyException } from '../objects/exceptions.js';
import type { Value } from '../objects/object.js';
import { startInvoke } from './invoke.js';
import type { Machine } from './machine.js';
import { Delegate, Emit, type Entry, Invoke, type Wait } from './pause.js';
import { leaveFrame } from './unwind.js';

/** How a resumption ended: with a value for whoever resumed, with the result, or blocked on the kernel. */
export type Outcome = 'emitted' | 'returned' | 'waiting';

export class Activation {
  readonly stack: Entry[] = [];
  /** What the last resumption emitted or returned. */
  value: Value = null;
  /** What the thread waits for when the outcome was `waiting`. */
  wait: Wait | null = null;
  running = false;
  /** The exception being handled inside, while suspended. */
  #handled: PyException | null = null;

  constructor(readonly machine: Machine) {}

  get finished(): boolean {
    return this.stack.length === 0;
  }

  /**
   * Runs until the next pause that concerns the outside. With `error` the innermost body is resumed by throwing. An
   * exception that leaves the outermost body is thrown.
   */
  resume(sent: Value, error: PyException | null = null): Outcome {
    const { machine, stack } = this;
    const resumer = machine.frame;
    const resumerHandled = machine.handled;
    if (++machine.depth > machine.recursionLimit) {
      machine.depth--;
      throw exception('RecursionError', 'maximum recursion depth exceeded');
    }
    this.running = true;
    this.#enter(resumer, resumerHandled);
    try {
      return this.#run(sent, error);
    } finally {
      this.running = false;
      this.#handled = machine.handled === resumerHandled ? null : machine.handled;
      machine.handled = resumerHandled;
      machine.frame = resumer;
      machine.depth--;
      const outermost = stack[0];
      if (outermost?.frame) outermost.frame.back = null;
    }
  }

  #enter(resumer: Machine['frame'], resumerHandled: PyException | null): void {
    const { machine, stack } = this;
    machine.handled = this.#handled ?? resumerHandled;
    let back = resumer;
    for (const { frame } of stack) {
      if (frame === null) continue;
      frame.back = back;
      back = frame;
    }
    machine.frame = back;
  }

  #run(sent: Value, thrown: PyException | null): Outcome {
    const { machine, stack } = this;
    let value = sent;
    let error = thrown;
    // `close()` goes through the stack from the inside: each body gets its own GeneratorExit, as if it were closed alone.
    const closing = error !== null && isExceptionOf(error, 'GeneratorExit') ? error : null;
    for (;;) {
      const top = stack.at(-1);
      if (top === undefined) {
        if (error !== null) throw error;
        this.value = value;
        return 'returned';
      }
      let step: IteratorResult<Emit | Delegate | Invoke | Wait, Value | undefined>;
      try {
        if (error === null) step = top.body.next(value);
        else {
          const toThrow = error;
          error = null;
          step = top.body.throw(toThrow);
        }
      } catch (raised) {
        this.#pop(top);
        const left = top.frame === null ? raised : leaveFrame(raised, top.frame, machine);
        if (!(left instanceof PyException)) throw left;
        error = top.owner === null ? left : top.owner.raised(left);
        continue;
      }
      if (step.done) {
        this.#pop(top);
        top.owner?.returned();
        value = step.value ?? null;
        if (closing !== null && stack.length > 0 && top.owner !== null) error = closing;
        continue;
      }
      const pause = step.value;
      if (pause instanceof Emit) {
        this.value = pause.value;
        return 'emitted';
      }
      if (pause instanceof Delegate) {
        this.push(pause.entries);
        value = null;
      } else if (pause instanceof Invoke) {
        try {
          const entry = startInvoke(machine, pause);
          if (entry === null) value = call(pause.callee, pause.args, pause.keywords);
          else {
            this.push([entry]);
            value = null;
          }
        } catch (raised) {
          if (!(raised instanceof PyException)) throw raised;
          error = raised;
        }
      } else {
        this.wait = pause;
        return 'waiting';
      }
    }
  }

  push(entries: readonly Entry[]): void {
    const { machine, stack } = this;
    for (const entry of entries) {
      if (entry.frame !== null && this.running) {
        entry.frame.back = machine.frame;
        machine.frame = entry.frame;
      }
      stack.push(entry);
    }
  }

  #pop(top: Entry): void {
    const { machine, stack } = this;
    stack.pop();
    if (top.frame !== null) {
      machine.frame = top.frame.back;
      top.frame.back = null;
    }
  }

  /** Takes the suspended bodies away, for another activation to run. */
  release(): Entry[] {
    return this.stack.splice(0);
  }
}
