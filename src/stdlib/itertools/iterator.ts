// What the iterators of `itertools` share: an object that steps, and a type to make it by calling.
//
// CPython 3.13 can still copy and pickle most of them, with a DeprecationWarning: they say how they are taken apart
// (`__reduce__`) and how far they have come (`__setstate__`).

import { PyTuple } from '../../objects/containers.js';
import { typeError } from '../../objects/exceptions.js';
import { getIter, nextSlot } from '../../objects/iteration.js';
import { defineType, type NativeBody, type TypeDefinition } from '../../objects/native.js';
import { type Keywords, PyObject, type PyType, type Value } from '../../objects/object.js';
import { warn } from '../../objects/warnings.js';
import { once } from '../library.js';

export type Step = () => Value | undefined;

/** What an iterator can do besides stepping. */
export interface Traits {
  /** What `repr` shows instead of an address. */
  readonly shown?: () => string;
  readonly reduce?: () => Value;
  readonly setState?: (state: Value) => void;
}

export class PyItertool extends PyObject {
  /** What it was made of, for whoever asks what can still be reached: `step` hides it. */
  made: readonly Value[] | null = null;

  constructor(
    cls: PyType,
    public step: Step,
    readonly traits: Traits = {},
  ) {
    super(cls, cls.hasInstanceDict ? new Map() : null);
  }
}

export type Maker = (cls: PyType, args: readonly Value[], keywords: Keywords | null) => PyItertool;

/** `ITERTOOL_PICKLE_DEPRECATION` */
export function warnPickling(): void {
  warn(
    'DeprecationWarning',
    'Pickle, copy, and deepcopy support will be removed from itertools in Python 3.14.',
  );
}

export const REDUCED: Record<string, NativeBody> = {
  '__reduce__()': (self: PyItertool) => {
    warnPickling();
    return self.traits.reduce?.() ?? null;
  },
};

export const RESTORED: Record<string, NativeBody> = {
  ...REDUCED,
  '__setstate__(state, /)': (self: PyItertool, state) => {
    warnPickling();
    self.traits.setState?.(state ?? null);
    return null;
  },
};

/** The items of a state that has to be a tuple. */
export function stateItems(state: Value): readonly Value[] {
  if (!(state instanceof PyTuple)) throw typeError('state is not a tuple');
  return state.items;
}

export function itertool(name: string, make: Maker, definition: TypeDefinition = {}): () => PyType {
  return once(
    (): PyType =>
      defineType(`itertools.${name}`, {
        module: 'itertools',
        ...definition,
        slots: {
          new_: (cls, args, keywords) => {
            const tool = make(cls, args, keywords);
            tool.made = keywords === null ? args : [...args, ...keywords.values()];
            return tool;
          },
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
  return stepOf(getIter(iterable));
}

/** A function that gives the next item of an iterator. */
export function stepOf(iterator: Value): Step {
  const step = nextSlot(iterator);
  return () => step(iterator);
}
