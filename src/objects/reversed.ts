// `reversed`, for what has a length and takes indexes.

import { call, lookupSpecial } from './call.js';
import { isExceptionOf, typeError } from './exceptions.js';
import { refuseKeywords } from './keywords.js';
import { defineType } from './native.js';
import { PyObject, type PyType, type Value } from './object.js';
import { getItem } from './subscript.js';
import { typeOf } from './types.js';

export class PyReversed extends PyObject {
  constructor(
    cls: PyType,
    readonly sequence: Value,
    public index: number,
  ) {
    super(cls, cls.hasInstanceDict ? new Map() : null);
  }

  get length(): number {
    return typeOf(this.sequence).slots.len?.(this.sequence) ?? 0;
  }

  step(): Value | undefined {
    if (this.index < 0) return undefined;
    try {
      return getItem(this.sequence, this.index--);
    } catch (error) {
      if (!isExceptionOf(error, 'IndexError') && !isExceptionOf(error, 'StopIteration')) throw error;
      this.index = -1;
      return undefined;
    }
  }
}

export const reversedType: PyType = defineType('reversed', {
  slots: {
    iter: (self) => self,
    next: (self: PyReversed) => self.step(),
    new_: (cls, args, keywords) => {
      refuseKeywords(cls, reversedType, 'reversed', keywords);
      const [sequence] = args;
      if (sequence === undefined || args.length > 1) {
        throw typeError(`reversed expected 1 argument, got ${args.length}`);
      }
      return reversedOf(cls, sequence);
    },
  },
  methods: {
    '__length_hint__()': (self: PyReversed) =>
      self.index < 0 || self.length <= self.index ? 0 : self.index + 1,
  },
});

/** Whatever `__reversed__` gives; it need not be an instance of `reversed`. */
function reversedOf(cls: PyType, sequence: Value): Value {
  const type = typeOf(sequence);
  const attribute = type.lookup('__reversed__');
  const method = attribute === null ? undefined : lookupSpecial(sequence, '__reversed__');
  if (method !== undefined) return call(method);
  const { len, getitem } = type.slots;
  const refused = attribute === null || type.lookup('keys') !== undefined;
  if (refused || len === undefined || getitem === undefined) {
    throw typeError(`'${type.name}' object is not reversible`);
  }
  return new PyReversed(cls, sequence, len(sequence) - 1);
}
