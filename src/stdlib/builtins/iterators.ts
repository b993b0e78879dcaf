// The iterator types over other iterables that programs construct: `enumerate`, `zip`, `map`, `filter`.

import { call } from '../../objects/call.js';
import { unexpectedKeyword } from '../../objects/closest-name.js';
import { isTrue } from '../../objects/compare.js';
import { PyTuple, tuple } from '../../objects/containers.js';
import { typeError, valueError } from '../../objects/exceptions.js';
import { genericAlias } from '../../objects/generic-alias.js';
import { asIndex } from '../../objects/index.js';
import { addInts, type Int } from '../../objects/int-arithmetic.js';
import { getIter, nextSlot, type SteppingIterator } from '../../objects/iteration.js';
import { refuseKeywords } from '../../objects/keywords.js';
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

  references(): Iterable<unknown> {
    return [this.iterator];
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
  methods: {
    '__reduce__()': (self: PyEnumerate) => tuple(self.cls, tuple(self.source.iterator, self.index)),
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
    public strict: boolean,
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
        if (name !== 'strict') throw typeError(unexpectedKeyword('zip()', name, ['strict']));
      }
      const strict = isTrue(keywords?.get('strict') ?? false);
      return new PyZip(
        cls,
        args.map((iterable) => new Source(iterable)),
        strict,
      );
    },
  },
  methods: {
    '__reduce__()': (self: PyZip) => {
      const iterators = new PyTuple(self.sources.map(({ iterator }) => iterator));
      return self.strict ? tuple(self.cls, iterators, true) : tuple(self.cls, iterators);
    },
    '__setstate__(state, /)': (self: PyZip, state) => {
      self.strict = isTrue(state);
      return null;
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

export const mapType: PyType = defineType('map', {
  slots: {
    ...STEPPING,
    new_: (cls, args, keywords) => {
      refuseKeywords(cls, mapType, 'map', keywords);
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
  methods: {
    '__reduce__()': (self: PyMap) =>
      tuple(self.cls, new PyTuple([self.callee, ...self.sources.map(({ iterator }) => iterator)])),
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

export const filterType: PyType = defineType('filter', {
  slots: {
    ...STEPPING,
    new_: (cls, args, keywords) => {
      refuseKeywords(cls, filterType, 'filter', keywords);
      const [predicate = null, iterable = null] = filterSignature.bind('filter', args, null);
      return new PyFilter(cls, predicate, new Source(iterable));
    },
  },
  methods: {
    '__reduce__()': (self: PyFilter) => tuple(self.cls, tuple(self.predicate, self.source.iterator)),
  },
  classMethods: CLASS_GETITEM,
});
