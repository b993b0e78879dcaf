// Iterators over arrays.

import { asSize } from '../../objects/index.js';
import { iteratorType } from '../../objects/iteration.js';
import { PyObject, type Value } from '../../objects/object.js';
import { once } from '../library.js';
import type { PyArray } from './py-array.js';

export class PyArrayIterator extends PyObject {
  #index = 0;
  #array: PyArray | null;

  constructor(array: PyArray) {
    super(arrayIteratorType());
    this.#array = array;
  }

  step(): Value | undefined {
    const array = this.#array;
    if (array === null) return undefined;
    if (this.#index < array.length) return array.at(this.#index++);
    this.#array = null;
    return undefined;
  }

  goTo(index: number): void {
    const length = this.#array?.length ?? 0;
    this.#index = Math.max(0, Math.min(index, length));
  }
}

const arrayIteratorType = once(() =>
  iteratorType('array.arrayiterator', {
    methods: {
      '__setstate__(state, /)': (self: PyArrayIterator, state) => {
        self.goTo(asSize(state));
        return null;
      },
    },
  }),
);
