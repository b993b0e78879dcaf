// Weak references to objects, and which there are to one (Objects/weakrefobject.c).

import { PyObject, type PyType, type Value } from './object.js';

/** A `weakref.ref` or a proxy. What it refers to is private: whoever looks for what holds an object must not find it. */
export class PyWeakRef extends PyObject {
  #referent: PyObject | null;
  #onDeath: (() => void) | null;
  /** Asked for once: the object may change. */
  hash: number | bigint | undefined;

  constructor(
    cls: PyType,
    referent: PyObject,
    public callback: Value,
    readonly isProxy = false,
    /** What a container of the library does when the object has died. */
    onDeath: (() => void) | null = null,
  ) {
    super(cls, cls.hasInstanceDict ? new Map() : null);
    this.#referent = referent;
    this.#onDeath = onDeath;
    const all = references.get(referent);
    if (all === undefined) references.set(referent, [this]);
    else all.splice(isBasic(this) && !isProxy ? 0 : all.filter(isBasic).length, 0, this);
  }

  /** Null when the object has died. */
  get referent(): PyObject | null {
    return this.#referent;
  }

  die(): void {
    this.#referent = null;
    const then = this.#onDeath;
    this.#onDeath = null;
    then?.();
  }
}

const references = new WeakMap<PyObject, PyWeakRef[]>();

/** One without a callback, which everybody who asks for such a one shares. */
function isBasic(reference: PyWeakRef): boolean {
  return reference.callback === null && !reference.cls.heap;
}

/** The references to an object, the shared ones first. */
export function referencesTo(object: Value): readonly PyWeakRef[] {
  return object instanceof PyObject ? (references.get(object) ?? []) : [];
}

/** The shared reference of a type to an object, or undefined. */
export function sharedReference(object: PyObject, cls: PyType): PyWeakRef | undefined {
  return references.get(object)?.find((reference) => reference.cls === cls && isBasic(reference));
}

/** The object has died: its references are dead, too. Gives those whose callbacks are to be called, in order. */
export function clearReferences(object: PyObject): PyWeakRef[] {
  const all = references.get(object) ?? [];
  references.delete(object);
  for (const reference of all) reference.die();
  return all.filter(({ callback }) => callback !== null);
}
