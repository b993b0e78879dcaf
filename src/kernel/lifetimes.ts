// When the objects of a program die: those with a `__del__`, and those that are referred to weakly.
//
// CPython counts references. Here those who might hold such an object are walked through, at the end of each statement
// of the frame that is in charge of it: the one it was made in, and when that has ended its caller, who may have been
// given it. Statements further in must not ask: the operands of an expression that is being evaluated stand on the
// host's stack, where no walk can see them. Objects that hold each other in a circle wait for `gc.collect()`, as there.

import type { Frame } from '../execution/frame.js';
import type { Namespace } from '../execution/namespace.js';
import { call, lookupSpecial } from '../objects/call.js';
import { PyDict, PyList, PyTuple } from '../objects/containers.js';
import { PyException } from '../objects/exceptions.js';
import { PyObject, PyType, type Value } from '../objects/object.js';
import { typeOf } from '../objects/types.js';
import { clearReferences } from '../objects/weak-references.js';
import type { KernelMachine } from './kernel-machine.js';
import { Reachability } from './reachability.js';

/** Callers that are noted for an object. */
const CALLERS = 12;

/** Objects that may be visited before fewer statements look. */
const PLENTY = 4_000_000;
/** Visits that a statement pays for from then on. */
const SHARE = 8;

export class Lifetimes {
  /** With the frame it was made in and its callers, outwards; in the order of their births. */
  readonly #watched = new Map<PyObject, readonly Frame[]>();
  /** Those whose `__del__` has run. */
  readonly #finalized = new WeakSet<PyObject>();
  #visited = 0;
  #pause = 0;
  #isLooking = false;
  /** References go together with what they refer to: nobody is called back. */
  #isEnding = false;

  constructor(readonly machine: KernelMachine) {}

  watch(object: PyObject): void {
    if (this.#watched.has(object)) return;
    const frames: Frame[] = [];
    for (let frame = this.machine.frame; frame !== null && frames.length < CALLERS; frame = frame.back)
      frames.push(frame);
    this.#watched.set(object, frames);
    this.machine.mortals.add(object);
  }

  /** A statement of the frame has run. */
  statementEnded(frame: Frame): void {
    if (!this.#isLooking && this.#pause-- <= 0) {
      const candidates = this.#inChargeOf(frame);
      if (candidates.length > 0) this.#look(candidates);
    }
    this.machine.lettingGo = null;
  }

  /** A function has run to its end: its variables are gone, all but the result. */
  frameEnded(frame: Frame, result: Value): void {
    if (this.#isLooking || this.#pause-- > 0) return;
    const candidates = this.#inChargeOf(frame);
    if (candidates.length === 0) return;
    // What it was given may be held by the caller, whose operands no walk can see.
    const { parameters } = frame.code;
    const { positionalCount, kwonlyCount, hasVarargs, hasVarkwargs } = parameters;
    const given = positionalCount + kwonlyCount + Number(hasVarargs) + Number(hasVarkwargs);
    this.#look(candidates, frame, [result, ...frame.locals.slice(0, given)]);
  }

  #look(
    candidates: readonly PyObject[],
    ended: Frame | null = null,
    held: readonly (Value | undefined)[] = [],
  ): void {
    const missing = new Set<object>(candidates);
    const reachable = new Reachability(missing, ended);
    for (const value of held) reachable.mark(value);
    reachable.markProgram(this.machine);
    this.#pay(reachable.visited);
    if (missing.size === 0 || reachable.opaque) return;
    const lost = candidates.filter((object) => missing.has(object));
    this.#bury(lost, false);
  }

  /** After plenty of visits a look is paid for by statements that do not look. */
  #pay(visits: number): void {
    this.#visited += visits;
    if (this.#visited > PLENTY) this.#pause = Math.max(this.#pause, Math.floor(visits / SHARE));
  }

  /** `gc.collect()`: circles die, too. Gives how many objects did. */
  collect(): number {
    if (this.#watched.size === 0 || this.#isLooking) return 0;
    const missing = new Set<object>(this.#watched.keys());
    const reachable = new Reachability(missing);
    reachable.markProgram(this.machine);
    if (reachable.opaque) return 0;
    const lost = [...this.#watched.keys()].filter((object) => missing.has(object));
    this.#bury(lost, true);
    return lost.length;
  }

  /** The program has ended: its global variables go, one by one (`finalize_modules`). */
  end(main: Namespace): void {
    if (this.#watched.size === 0) return;
    this.#isEnding = true;
    const ordered = [...main.entries()].map(([, value]) => value);
    // A class is one of a circle, always.
    const classes = ordered.filter((value) => value instanceof PyType);
    while (ordered.length > 0 && this.#watched.size > 0) {
      const value = ordered.shift() ?? null;
      const rest = new Reachability(null, main);
      rest.mark(classes);
      rest.mark(ordered);
      this.#bury(
        this.#within(value).filter((object) => !rest.has(object)),
        true,
      );
    }
    this.#bury([...this.#watched.keys()], true);
  }

  /** The watched objects among what a value holds, in the order in which CPython lets go of them. */
  #within(value: Value): PyObject[] {
    const found: PyObject[] = [];
    const seen = new Set<Value>();
    const visit = (each: Value): void => {
      if (!(each instanceof PyObject) || seen.has(each)) return;
      seen.add(each);
      if (this.#watched.has(each)) found.push(each);
      for (const part of partsOf(each)) visit(part);
    };
    visit(value);
    return found;
  }

  /** Lets objects die that nobody holds any more. Those in circles, and what they hold, stay unless `all` do. */
  #bury(lost: readonly PyObject[], all: boolean): void {
    const dying = new Set(lost);
    if (!all) {
      for (const object of lost) {
        const contents = new Reachability();
        contents.markContents(object);
        if (!contents.has(object)) continue;
        for (const other of lost) if (contents.has(other)) dying.delete(other);
      }
    }
    // An object goes before what it holds; of several, the one that was made first.
    const held = new Set<PyObject>();
    for (const object of dying) {
      for (const part of this.#within(object)) if (part !== object) held.add(part);
    }
    const { lettingGo } = this.machine;
    const inOrder = this.#within(lettingGo).filter((object) => dying.has(object));
    const first = new Set([...inOrder, ...[...dying].filter((object) => all || !held.has(object))]);
    for (const object of first)
      for (const each of this.#within(object)) if (dying.delete(each)) this.#die(each);
    for (const each of dying) this.#die(each);
  }

  #die(object: PyObject): void {
    if (!this.#watched.has(object)) return;
    this.#isLooking = true;
    try {
      if (!this.#finalized.has(object)) {
        this.#finalized.add(object);
        const finalizer = lookupSpecial(object, '__del__');
        if (finalizer !== undefined) {
          this.#guarded(typeOf(object).lookup('__del__') ?? null, () => call(finalizer));
          if (this.#isHeld(object)) return;
        }
      }
      this.#watched.delete(object);
      this.machine.mortals.delete(object);
      for (const reference of clearReferences(object)) {
        const { callback } = reference;
        reference.callback = null;
        if (this.#isEnding) continue;
        this.#guarded(callback, () => call(callback, [reference]));
      }
    } finally {
      this.#isLooking = false;
    }
  }

  /** A `__del__` may have put the object where it can be reached again. */
  #isHeld(object: PyObject): boolean {
    const missing = new Set<object>([object]);
    const reachable = new Reachability(missing);
    reachable.markProgram(this.machine);
    return missing.size === 0;
  }

  #guarded(what: Value, action: () => void): void {
    try {
      action();
    } catch (error) {
      if (!(error instanceof PyException)) throw error;
      this.machine.unraisable(error, what);
    }
  }

  /** The objects whose innermost frame that runs is this one. */
  #inChargeOf(frame: Frame): PyObject[] {
    this.#pay(this.#watched.size);
    const running = new Set<Frame>();
    for (let caller = this.machine.frame; caller !== null; caller = caller.back) running.add(caller);
    const candidates: PyObject[] = [];
    for (const [object, frames] of this.#watched) {
      const inCharge = frames.find((one) => running.has(one));
      if (inCharge === frame) candidates.push(object);
    }
    return candidates;
  }
}

/** What an object holds, in the order in which CPython lets go of it: sequences from their end. */
function partsOf(object: PyObject): Value[] {
  if (object instanceof PyList || object instanceof PyTuple) return [...object.items].reverse();
  const parts: Value[] = [];
  if (object instanceof PyDict) {
    for (const [key, value] of object.table.entries()) parts.push(key, value);
  }
  if (object.cls.heap && object.dict !== null) parts.push(...object.dict.values());
  return parts;
}
