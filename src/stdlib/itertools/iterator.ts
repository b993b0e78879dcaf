// What the iterators of `itertools` share: an object that steps, and a type to make it by calling.

import { getIter, nextSlot } from '../../objects/iteration.js';
import { defineType, type TypeDefinition } from '../../objects/native.js';
import { type Keywords, PyObject, type PyType, type Value } from '../../objects/object.js';
import { once } from '../library.js';

export type Step = () => Value | undefined;

export class PyItertool extends PyObject {
  constructor(
    cls: PyType,
    public step: Step,
    /** What `repr` shows instead of an address. */
    readonly shown: (() => string) | null = null,
  ) {
    super(cls, cls.hasInstanceDict ? new Map() : null);
  }
}

export type Maker = (cls: PyType, args: readonly Value[], keywords: Keywords | null) => PyItertool;

export function itertool(name: string, make: Maker, definition: TypeDefinition = {}): () => PyType {
  return once(
    (): PyType =>
      defineType(`itertools.${name}`, {
        module: 'itertools',
        ...definition,
        slots: {
          new_: make,
          init: () => undefined,
          iter: (self) => self,
          next: (self: PyItertool) => self.step(),
          ...definition.slots,
        },
      }),
  );
}

/** A function that gives the next item of an iterable. */
export function puller(iterable: Value): Step {
  const iterator = getIter(iterable);
  const step = nextSlot(iterator);
  return () => step(iterator);
}
