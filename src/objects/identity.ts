// Identity: `id()`, and the equality and hash that `object` gives every class.
//
// Ids are handed out in order of first asking, so that a run shows the same ones every time. They count per run:
// an interpreter installs its own counter while it runs.

import type { PyObject, Value } from './object.js';
import { NotImplemented } from './types.js';

/** Ids look like the addresses CPython shows: 16-byte steps from a plausible start. */
const FIRST_ID = 0x7f0000000010;
const STEP = 0x30;

export class IdCounter {
  readonly #ids = new WeakMap<PyObject, number>();
  /** Ids of host primitives: equal ones are one object. */
  readonly #primitives = new Map<Value, number>();
  #next = FIRST_ID;

  idOf(object: PyObject): number {
    let id = this.#ids.get(object);
    if (id === undefined) {
      id = this.#next;
      this.#next += STEP;
      this.#ids.set(object, id);
    }
    return id;
  }

  idOfValue(value: Value): number {
    if (typeof value === 'object' && value !== null) return this.idOf(value);
    let id = this.#primitives.get(value);
    if (id === undefined) {
      id = this.fresh();
      this.#primitives.set(value, id);
    }
    return id;
  }

  fresh(): number {
    const id = this.#next;
    this.#next += STEP;
    return id;
  }
}

let counter = new IdCounter();

/** Makes `next` the counter of the running interpreter and returns the one before. */
export function useIdCounter(next: IdCounter): IdCounter {
  const previous = counter;
  counter = next;
  return previous;
}

export function idOf(object: PyObject): number {
  return counter.idOf(object);
}

/** `id(value)` */
export function idOfValue(value: Value): number {
  return counter.idOfValue(value);
}

/** `<... at 0x7f0000000010>` */
export function addressOf(object: PyObject): string {
  return `0x${idOf(object).toString(16)}`;
}

/** `object.__eq__` */
export function identityEquals(self: Value, other: Value): Value {
  return self === other ? true : NotImplemented;
}

/** `object.__hash__` */
export function identityHash(self: Value): number {
  return typeof self === 'object' && self !== null ? idOf(self) / 16 : 0;
}
