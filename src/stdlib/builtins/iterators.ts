// The iterator types that programs construct: `enumerate`, `zip`, `map`, `filter`, `reversed`; and `iter(f, sentinel)`.

import { call, lookupSpecial } from '../../objects/call.js';
import { equals, isTrue } from '../../objects/compare.js';
import { PyTuple } from '../../objects/containers.js';
import { isExceptionOf, typeError, valueError } from '../../objects/exceptions.js';
import { genericAlias } from '../../objects/generic-alias.js';
import { asIndex } from '../../objects/index.js';
import { addInts, type Int } from '../../objects/int-arithmetic.js';
import { getIter, iteratorType, nextSlot, type SteppingIterator } from '../../objects/iteration.js';
import { defineType } from '../../objects/native.js';
import {
  type Keywords,
  PyObject,
  type PyType,
  type SlotDefinitions,
  type SlotSignatures,
  type Value,
} from '../../objects/object.js';
import { Signature } from '../../objects/signature.js';
import { getItem } from '../../objects/subscript.js';
import { typeOf } from '../../objects/types.js';

/** An iterator that is asked for items: the iterator and its stepping operation, looked up once. */
class Source {
  readonly iterator: Value;
  readonly #step: SlotSignatures['next'];

  constructor(iterable: Value) {
    this.iterator = getIter(iterable);
    this.#step = nextSlot(this.iterator);
  }

  next(): Value | undefined {
    return this.#step(this.iterator);
  }
}

const STEPPING: SlotDefinitions = {
  iter: (self) => self,
  next: (self: SteppingIterator) => self.step(),
};

const CLASS_GETITEM = {
  '__class_getitem__(object, /)': (cls: Value, object: Value) => genericAlias(cls, object),
};

const dictFor = (cls: PyType) => (cls.hasInstanceDict ? new Map<Value, Value>() : null);

class PyEnumerate extends PyObject {
  constructor(
    cls: PyType,
    readonly source: Source,
    public index: Int,
  ) {
    super(cls, dictFor(cls));
  }

  step(): Value | undefined {
    const item = this.source.next();
    if (item === undefined) return undefined;
    const { index } = this;
    this.index = addInts(index, 1);
    return new PyTuple([index, item]);
  }
}

const enumerateSignature = new Signature('enumerate(iterable, start=0)');

export const enumerateType = defineType('enumerate', {
  slots: {
    ...STEPPING,
    new_: (cls, args, keywords) => {
      if (keywords !== null) checkEnumerateKeywords(args, keywords);
      if (args.length === 0 && keywords === null) {
        throw typeError("enumerate() missing required argument 'iterable'");
      }
      const [iterable = null, start = 0] = enumerateSignature.bind('enumerate', args, keywords);
      const first = asIndex(start);
      return new PyEnumerate(cls, new Source(iterable), first);
    },
  },
  classMethods: CLASS_GETITEM,
});

/** `enumerate_vectorcall` words these errors itself. */
function checkEnumerateKeywords(args: readonly Value[], keywords: Keywords): void {
  for (const name of keywords.keys()) {
    if (name !== 'iterable' && name !== 'start') {
      throw typeError(`'${name}' is an invalid keyword argument for enumerate()`);
    }
  }
  if (args.length === 0 && !keywords.has('iterable')) {
    throw typeError("enumerate() missing required argument 'iterable'");
  }
}

class PyZip extends PyObject {
  constructor(
    cls: PyType,
    public sources: readonly Source[],
    readonly strict: boolean,
  ) {
    super(cls, dictFor(cls));
  }

  step(): Value | undefined {
    const { sources } = this;
    if (sources.length === 0) return undefined;
    const items: Value[] = [];
    for (let index = 0; index < sources.length; index++) {
      const item = sources[index]?.next();
      if (item === undefined) {
        if (this.strict) this.#checkEnd(index);
        return undefined;
      }
      items.push(item);
    }
    return new PyTuple(items);
  }

  /** The argument at `ended` has no more items: then no other may have one. */
  #checkEnd(ended: number): void {
    if (ended > 0) throw valueError(mismatch(ended, 'shorter'));
    for (let index = 1; index < this.sources.length; index++) {
      if (this.sources[index]?.next() !== undefined) throw valueError(mismatch(index, 'longer'));
    }
  }
}

function mismatch(index: number, how: 'shorter' | 'longer'): string {
  return `zip() argument ${index + 1} is ${how} than argument${index === 1 ? ' ' : 's 1-'}${index}`;
}

export const zipType = defineType('zip', {
  slots: {
    ...STEPPING,
    new_: (cls, args, keywords) => {
      for (const name of keywords?.keys() ?? []) {
        if (name !== 'strict') throw typeError(`zip() got an unexpected keyword argument '${name}'`);
      }
      const strict = isTrue(keywords?.get('strict') ?? false);
      return new PyZip(
        cls,
        args.map((iterable) => new Source(iterable)),
        strict,
      );
    },
  },
  classMethods: CLASS_GETITEM,
});

class PyMap extends PyObject {
  readonly #only: Source | undefined;

  constructor(
    cls: PyType,
    readonly callee: Value,
    readonly sources: readonly Source[],
  ) {
    super(cls, dictFor(cls));
    this.#only = sources.length === 1 ? sources[0] : undefined;
  }

  step(): Value | undefined {
    if (this.#only !== undefined) {
      const item = this.#only.next();
      return item === undefined ? undefined : call(this.callee, [item]);
    }
    const items: Value[] = [];
    for (const source of this.sources) {
      const item = source.next();
      if (item === undefined) return undefined;
      items.push(item);
    }
    return call(this.callee, items);
  }
}

export const mapType = defineType('map', {
  slots: {
    ...STEPPING,
    new_: (cls, args, keywords) => {
      if (cls === mapType && keywords !== null && keywords.size > 0) {
        throw typeError('map() takes no keyword arguments');
      }
      const [callee, ...iterables] = args;
      if (callee === undefined || iterables.length === 0) {
        throw typeError('map() must have at least two arguments.');
      }
      return new PyMap(
        cls,
        callee,
        iterables.map((iterable) => new Source(iterable)),
      );
    },
  },
  classMethods: CLASS_GETITEM,
});

class PyFilter extends PyObject {
  constructor(
    cls: PyType,
    readonly predicate: Value,
    readonly source: Source,
  ) {
    super(cls, dictFor(cls));
  }

  step(): Value | undefined {
    const { predicate, source } = this;
    for (let item = source.next(); item !== undefined; item = source.next()) {
      if (isTrue(predicate === null ? item : call(predicate, [item]))) return item;
    }
    return undefined;
  }
}

const filterSignature = new Signature('filter(function, iterable, /)');

export const filterType = defineType('filter', {
  slots: {
    ...STEPPING,
    new_: (cls, args, keywords) => {
      const given = cls === filterType ? keywords : null;
      const [predicate = null, iterable = null] = filterSignature.bind('filter', args, given);
      return new PyFilter(cls, predicate, new Source(iterable));
    },
  },
  classMethods: CLASS_GETITEM,
});

/** Goes backwards through what has a length and takes indexes. */
class PyReversed extends PyObject {
  constructor(
    cls: PyType,
    readonly sequence: Value,
    public index: number,
  ) {
    super(cls, dictFor(cls));
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

export const reversedType = defineType('reversed', {
  slots: {
    ...STEPPING,
    new_: (cls, args, keywords) => {
      if (cls === reversedType && keywords !== null && keywords.size > 0) {
        throw typeError('reversed() takes no keyword arguments');
      }
      const [sequence] = args;
      if (sequence === undefined || args.length > 1) {
        throw typeError(`reversed expected 1 argument, got ${args.length}`);
      }
      return reversedOf(cls, sequence);
    },
  },
  methods: { '__length_hint__()': (self: PyReversed) => self.index + 1 },
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

/** `iter(callable, sentinel)` */
class PyCallableIterator extends PyObject {
  constructor(
    public callee: Value | undefined,
    readonly sentinel: Value,
  ) {
    super(callableIteratorType);
  }

  step(): Value | undefined {
    if (this.callee === undefined) return undefined;
    let result: Value;
    try {
      result = call(this.callee);
    } catch (error) {
      if (!isExceptionOf(error, 'StopIteration')) throw error;
      this.callee = undefined;
      return undefined;
    }
    if (!equals(this.sentinel, result)) return result;
    this.callee = undefined;
    return undefined;
  }
}

const callableIteratorType = iteratorType('callable_iterator');

export function callableIterator(callee: Value, sentinel: Value): PyObject {
  return new PyCallableIterator(callee, sentinel);
}
