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
//
// Frames and handled exceptions are chains (`back`, `handledOutside`). Inside a suspended stack they stay linked; a
// resume links only its lower end to whoever resumes.

import { call } from '../objects/call.js';
import { exception, isExceptionOf, PyException, runtimeError } from '../objects/exceptions.js';
import type { Value } from '../objects/object.js';
import { startInvoke } from './invoke.js';
import type { Handling, Machine } from './machine.js';
import { Delegate, Emit, type Entry, Invoke, type Wait } from './pause.js';
import { chainContext, leaveFrame } from './unwind.js';

/** How a resumption ended: with a value for whoever resumed, with the result, or blocked on the kernel. */
export type Outcome = 'emitted' | 'returned' | 'waiting';

export class Activation {
  readonly stack: Entry[] = [];
  /** What the last resumption emitted or returned. */
  value: Value = null;
  /** What the thread waits for when the outcome was `waiting`. */
  wait: Wait | null = null;
  running = false;
  /** Where the innermost body keeps the exception it handles, while suspended. */
  #handling: Handling | null = null;

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
    const { frame: resumer, handling: resumerHandling, depth } = machine;
    machine.depth = depth + stack.length;
    if (machine.depth > machine.recursionLimit) {
      machine.depth = depth;
      // Whoever cannot be resumed is at its end.
      for (const { owner } of stack.splice(0)) owner?.returned();
      throw tooDeep();
    }
    this.running = true;
    this.#enter();
    try {
      return this.#run(sent, error);
    } finally {
      this.running = false;
      this.#handling = machine.handling;
      machine.handling = resumerHandling;
      machine.frame = resumer;
      machine.depth = depth;
      const outermost = stack[0];
      if (outermost !== undefined && outermost.frame !== null) outermost.frame.back = null;
    }
  }

  #enter(): void {
    const { machine, stack } = this;
    const owner = stack[0]?.owner ?? null;
    if (owner !== null) owner.handledOutside = machine.handling;
    machine.handling = this.#handling ?? owner ?? machine.handling;
    linkFrames(stack, machine);
  }

  #run(sent: Value, thrown: PyException | null): Outcome {
    const { machine, stack } = this;
    let value = sent;
    let error = thrown;
    if (error !== null && stack[0]?.owner) chainContext(error, machine.handling.handledError);
    // `close()` goes through the stack from the inside: each generator gets a GeneratorExit of its own, as if it were
    // closed alone; the outermost gets the one that was thrown.
    const closing = error !== null && isExceptionOf(error, 'GeneratorExit') ? error : null;
    let lowest = stack.length;
    if (closing !== null) error = this.#exit(closing, lowest);
    for (;;) {
      const top = stack[stack.length - 1];
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
        const left = top.frame === null ? raised : leaveFrame(raised, top.frame, machine);
        const isClosed = closing !== null && top.owner !== null && stack.length <= lowest;
        this.#pop(top);
        // Who is resumed by a thrown exception that went through a suspended generator further in gets it thrown again.
        const isThrownOn = thrown !== null && stack.length < lowest;
        lowest = Math.min(lowest, stack.length);
        if (!(left instanceof PyException)) throw left;
        error = top.owner === null ? left : top.owner.raised(left);
        if (isThrownOn && top.owner !== null && stack.length > 0)
          chainContext(error, machine.handling.handledError);
        if (isClosed && stack.length > 0 && isExceptionOf(error, 'GeneratorExit'))
          error = this.#exit(closing, lowest);
        continue;
      }
      if (step.done) {
        const isClosed = closing !== null && top.owner !== null && stack.length <= lowest;
        this.#pop(top);
        lowest = Math.min(lowest, stack.length);
        top.owner?.returned();
        value = step.value ?? null;
        if (isClosed && stack.length > 0) error = this.#exit(closing, lowest);
        continue;
      }
      const pause = step.value;
      if (pause instanceof Emit) {
        const stubborn = closing === null ? 0 : this.#ownerBelow(lowest);
        if (stubborn <= 0) {
          this.value = pause.value;
          return 'emitted';
        }
        error = this.#giveBack(stubborn);
      } else if (pause instanceof Delegate) {
        error = this.#push(pause.entries);
        value = null;
      } else if (pause instanceof Invoke) {
        try {
          const entry = startInvoke(machine, pause);
          if (entry === null) value = call(pause.callee, pause.args, pause.keywords);
          else {
            error = this.#push([entry]);
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

  /** Puts the first body of what this activation belongs to in place. */
  begin(entry: Entry): void {
    this.stack.push(entry);
  }

  /** Puts bodies on top of the running ones. Gives the RecursionError where they would be too many. */
  #push(entries: readonly Entry[]): PyException | null {
    const { machine, stack } = this;
    for (const entry of entries) stack.push(entry);
    const [outermost] = entries;
    if (machine.recorder !== null && outermost !== undefined && machine.recorder.line !== 0)
      outermost.callerPlace = machine.recorder.line;
    machine.depth += entries.length;
    const owner = entries[0]?.owner ?? null;
    if (owner !== null) {
      owner.handledOutside = machine.handling;
      owner.host = this;
      machine.handling = handlingOf(entries) ?? owner;
    }
    linkFrames(entries, machine);
    return machine.depth > machine.recursionLimit ? tooDeep() : null;
  }

  #pop(top: Entry): void {
    const { machine, stack } = this;
    stack.pop();
    machine.depth--;
    if (top.frame !== null) {
      machine.frame = top.frame.back;
      top.frame.back = null;
    }
    if (machine.recorder !== null && stack.length > 0 && top.callerPlace !== undefined)
      machine.recorder.line = top.callerPlace;
    if (top.owner !== null && top.owner.handledOutside !== null) {
      machine.handling = top.owner.handledOutside;
      top.owner.handledOutside = null;
    }
  }

  /** What the innermost of the generators that are still to be closed gets. */
  #exit(closing: PyException, level: number): PyException {
    return this.#ownerBelow(level) > 0 ? exception('GeneratorExit') : closing;
  }

  /** Where the innermost generator or coroutine below a level of the stack begins. */
  #ownerBelow(level: number): number {
    let index = level - 1;
    while (index > 0 && this.stack[index]?.owner === null) index--;
    return index;
  }

  /** One that yields instead of closing keeps its bodies; who awaits it gets a RuntimeError. */
  #giveBack(index: number): PyException {
    const { machine, stack } = this;
    const entries = stack.splice(index);
    machine.depth -= entries.length;
    const owner = entries[0]?.owner ?? null;
    const first = entries.find(({ frame }) => frame !== null)?.frame ?? null;
    if (first !== null) {
      machine.frame = first.back;
      first.back = null;
    }
    if (owner !== null && owner.handledOutside !== null) machine.handling = owner.handledOutside;
    owner?.reclaim(entries);
    return runtimeError(`${owner?.kind ?? 'generator'} ignored GeneratorExit`);
  }

  /** Takes the suspended bodies away, for another activation to run. */
  release(): Entry[] {
    this.#handling = null;
    return this.stack.splice(0);
  }

  /** Puts suspended bodies back that were released. */
  restore(entries: readonly Entry[]): void {
    this.stack.push(...entries);
    this.#handling = handlingOf(entries);
  }
}

/** Links a suspended stack of bodies to the running frame; its innermost frame becomes the running one. */
function linkFrames(entries: readonly Entry[], machine: Machine): void {
  let innermost = null;
  for (let index = entries.length - 1; index >= 0 && innermost === null; index--)
    innermost = entries[index]?.frame ?? null;
  if (innermost === null) return;
  for (const { frame } of entries) {
    if (frame === null) continue;
    frame.back = machine.frame;
    break;
  }
  machine.frame = innermost;
}

/** The innermost of the bodies that can handle exceptions of its own. */
function handlingOf(entries: readonly Entry[]): Handling | null {
  for (let index = entries.length - 1; index >= 0; index--) {
    const owner = entries[index]?.owner ?? null;
    if (owner !== null) return owner;
  }
  return null;
}

function tooDeep(): PyException {
  return exception('RecursionError', 'maximum recursion depth exceeded');
}
