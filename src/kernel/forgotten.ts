// Coroutines that were made and never awaited: CPython warns when one is dropped.
//
// CPython knows by its reference counts. Here those who might hold a coroutine are walked through, at the end of each
// statement of the frame that is in charge of it: the one it was made in, and when that has ended its caller, who may
// have been given it. Statements further in must not ask: the operands of an expression that is being evaluated stand
// on the host's stack, where no walk can see them. What is left is looked for when a handle of an event loop or the
// program has ended, in the order in which the coroutines were made.

import { PyCoroutine } from '../execution/coroutine.js';
import type { Frame } from '../execution/frame.js';
import { Resumable } from '../execution/resumable.js';
import type { PyException } from '../objects/exceptions.js';
import type { Value } from '../objects/object.js';
import type { KernelMachine } from './kernel-machine.js';
import { Reachability } from './reachability.js';

/** Callers that are noted for a coroutine. */
const CALLERS = 12;

/** Objects visited in vain for each statement that is let pass then: what looking may cost. */
const PATIENCE = 64;

export class ForgottenCoroutines {
  /**
   * The one that was made last, and the frame it was made in. Most are awaited at once: only one that is not is put on
   * the list.
   */
  #latest: PyCoroutine | null = null;
  #madeIn: Frame | null = null;
  /** With the frame it was made in and its callers, outwards. */
  readonly #unstarted = new Map<PyCoroutine, readonly Frame[]>();
  /** Those on it that no statement has left behind; the others are kept somewhere. */
  readonly #fresh = new Set<PyCoroutine>();
  /** Those that natives further out may hold, where no walk can see them. */
  readonly #held = new Set<PyCoroutine>();
  /** Exceptions in whose tracebacks, were they CPython's, a coroutine would be found. */
  readonly #holders = new WeakMap<PyCoroutine, PyException>();
  /** Statements to let pass before coroutines that were found once are looked for again. */
  #pause = 0;

  constructor(readonly machine: KernelMachine) {}

  get size(): number {
    return this.machine.unstarted.size;
  }

  /** A coroutine was made. */
  add(coroutine: PyCoroutine): void {
    this.#list();
    this.#latest = coroutine;
    this.#madeIn = this.machine.frame;
    this.machine.unstarted.size++;
  }

  /** Puts the latest one on the list: whatever looks there needs it, and what comes next may change its callers. */
  #list(): void {
    const coroutine = this.#latest;
    if (coroutine === null) return;
    const frames: Frame[] = [];
    for (let frame = this.#madeIn; frame !== null && frames.length < CALLERS; frame = frame.back)
      if (!givesAway(frame)) frames.push(frame);
    this.#latest = null;
    this.#madeIn = null;
    this.#unstarted.set(coroutine, frames);
    this.#fresh.add(coroutine);
  }

  /** A loop begins to run: what there is may be held by whoever waits for it, `for c in [f(), g()]: run(c)`. */
  hold(): void {
    this.#list();
    for (const coroutine of this.#unstarted.keys()) this.#held.add(coroutine);
  }

  /** No loop is running any more. */
  release(): void {
    this.#held.clear();
  }

  /** Somebody is in charge of it from now on. */
  delete(coroutine: PyCoroutine): void {
    if (coroutine === this.#latest) {
      this.#latest = null;
      this.#madeIn = null;
    } else if (!this.#unstarted.delete(coroutine)) return;
    this.#fresh.delete(coroutine);
    this.machine.unstarted.size--;
  }

  /** The running frame hands a value to its caller. */
  returned(value: Value): void {
    this.#list();
    const coroutine = value instanceof PyCoroutine ? value : null;
    if (coroutine === null) return;
    const frames = this.#unstarted.get(coroutine);
    const { frame } = this.machine;
    if (frames !== undefined && frame !== null)
      this.#unstarted.set(coroutine, frames.slice(frames.indexOf(frame) + 1));
  }

  /** The value of an expression statement: dropped, unless it is kept elsewhere, too. */
  mayBeDropped(coroutine: PyCoroutine): void {
    const reachable = new Reachability(new Set([coroutine]));
    reachable.markProgram(this.machine);
    if (!reachable.opaque && !reachable.has(coroutine)) this.drop(coroutine);
  }

  /** A statement of the frame has run: warns of those it was in charge of and has dropped. */
  statementEnded(frame: Frame): void {
    this.#list();
    const isPatient = this.#pause-- > 0;
    if (isPatient && this.#fresh.size === 0) return;
    const candidates = this.#inChargeOf(frame, isPatient ? this.#fresh : this.#unstarted.keys());
    if (candidates.length === 0) return;
    const missing = new Set(candidates);
    const reachable = new Reachability(missing);
    reachable.markProgram(this.machine);
    for (const coroutine of candidates) this.#fresh.delete(coroutine);
    if (missing.size === 0 || reachable.opaque) {
      if (!isPatient) this.#pause = Math.floor((reachable.visited + this.#unstarted.size) / PATIENCE);
      return;
    }
    this.#pause = 0;
    for (const coroutine of candidates) if (!this.#isKept(coroutine, reachable)) this.drop(coroutine);
  }

  /**
   * An exception is raised in a frame that made coroutines in the same statement. Operands are gone; the arguments of a
   * call live on in the traceback, with the frames of the library's function.
   */
  raised(error: PyException, frame: Frame): void {
    this.#list();
    const candidates = this.#inChargeOf(frame, this.#fresh);
    if (candidates.length === 0) return;
    const missing = new Set(candidates);
    const reachable = new Reachability(missing);
    reachable.mark(error);
    reachable.markProgram(this.machine);
    if (reachable.opaque) return;
    for (const coroutine of candidates) {
      if (!missing.has(coroutine)) continue;
      if (isOperator(frame.position)) this.drop(coroutine);
      else this.#holders.set(coroutine, error);
    }
  }

  #isKept(coroutine: PyCoroutine, reachable: Reachability): boolean {
    const holder = this.#holders.get(coroutine);
    if (reachable.has(coroutine)) return true;
    return holder !== undefined && holder.traceback !== null && reachable.has(holder);
  }

  /** Those of the coroutines whose innermost frame that has not ended is this one. */
  #inChargeOf(frame: Frame, coroutines: Iterable<PyCoroutine>): PyCoroutine[] {
    const running = new Set<Frame>();
    for (let caller = this.machine.frame; caller !== null; caller = caller.back) running.add(caller);
    const candidates: PyCoroutine[] = [];
    for (const coroutine of coroutines) {
      if (coroutine.started || coroutine.ended) {
        this.delete(coroutine);
        continue;
      }
      const inCharge = this.#unstarted
        .get(coroutine)
        ?.find((one) => (one.suspended === null ? running.has(one) : !one.suspended.ended));
      if (inCharge === frame) candidates.push(coroutine);
      else if (inCharge === undefined) this.#fresh.delete(coroutine);
    }
    return candidates;
  }

  /** Warns of one that was dropped. */
  drop(coroutine: PyCoroutine): void {
    this.delete(coroutine);
    if (coroutine.started || coroutine.ended) return;
    const { machine } = this;
    machine.recorder?.emit('coroutine.unawaited', {
      coroutine: coroutine.traceId,
      function: coroutine.qualname,
    });
    machine.warnNeverAwaited(coroutine);
  }

  /** Takes those off the list that have begun. */
  prune(): void {
    this.#list();
    for (const coroutine of this.#unstarted.keys())
      if (coroutine.started || coroutine.ended) this.delete(coroutine);
  }

  /** Warns of those that cannot be reached any more; of all that are left where nothing can. */
  sweep(reachable: Reachability | null): void {
    this.prune();
    for (const coroutine of [...this.#unstarted.keys()])
      if (reachable === null || !(this.#held.has(coroutine) || this.#isKept(coroutine, reachable)))
        this.drop(coroutine);
  }
}

/** A generator may have yielded it to whoever asked for the next value, and cannot tell what became of it. */
function givesAway({ suspended }: Frame): boolean {
  return suspended instanceof Resumable && suspended.kind !== 'coroutine';
}

const OPERATORS = ['BinOp', 'UnaryOp', 'Compare', 'AugAssign', 'Subscript', 'Attribute', 'FormattedValue'];

/** What is evaluated without a frame of its own. */
const isOperator = (position: object): boolean =>
  'kind' in position && OPERATORS.some((kind) => kind === position.kind);
