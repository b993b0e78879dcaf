// `tee`: several iterators over one, each at its own pace.
//
// As in CPython, what was read ahead is kept in blocks that follow each other (`teedataobject`), and an iterator stands
// at a place in one of them: a block that every iterator has left behind is free to go.

import { getAttributeOr } from '../../objects/attributes.js';
import { call } from '../../objects/call.js';
import { emptyTuple, PyList, PyTuple, tuple } from '../../objects/containers.js';
import { exception, typeError, valueError } from '../../objects/exceptions.js';
import { asSize } from '../../objects/index.js';
import { getIter } from '../../objects/iteration.js';
import { defineType } from '../../objects/native.js';
import { PyObject, type PyType, type Value } from '../../objects/object.js';
import { Signature } from '../../objects/signature.js';
import { once } from '../library.js';
import { itertool, PyItertool, RESTORED, type Step, stateItems, stepOf, warnPickling } from './iterator.js';

/** `LINKCELLS` */
const BLOCK_SIZE = 57;

class PyTeeData extends PyObject {
  values: Value[] = [];
  next: PyTeeData | null = null;
  #running = false;
  readonly #pull: Step;

  constructor(readonly source: Value) {
    super(teeDataType());
    this.#pull = stepOf(source);
  }

  /** `teedataobject_getitem` */
  at(index: number): Value | undefined {
    if (index < this.values.length) return this.values[index];
    if (this.#running) throw exception('RuntimeError', 'cannot re-enter the tee iterator');
    this.#running = true;
    let value: Value | undefined;
    try {
      value = this.#pull();
    } finally {
      this.#running = false;
    }
    if (value !== undefined) this.values.push(value);
    return value;
  }

  following(): PyTeeData {
    this.next ??= new PyTeeData(this.source);
    return this.next;
  }
}

const dataSignature = new Signature('teedataobject(iterable, values, next, /)');

export const teeDataType = once(
  (): PyType =>
    defineType('itertools._tee_dataobject', {
      module: 'itertools',
      doc: 'teedataobject(iterable, values, next, /)\n--\n\nData container common to multiple tee objects.',
      slots: {
        new_: (_cls, args, keywords) => {
          const [source = null, values = null, next = null] = dataSignature.bind(
            'teedataobject',
            args,
            keywords,
          );
          if (!(values instanceof PyList)) throw typeError('argument 2 must be list');
          const made = new PyTeeData(source);
          made.values = values.items.slice();
          if (made.values.length > BLOCK_SIZE) throw valueError('Invalid arguments');
          if (next !== null) {
            if (made.values.length < BLOCK_SIZE || !(next instanceof PyTeeData))
              throw valueError('Invalid arguments');
            made.next = next;
          }
          return made;
        },
        init: () => undefined,
      },
      methods: {
        '__reduce__()': (self: PyTeeData) => {
          warnPickling();
          return tuple(self.cls, tuple(self.source, new PyList(self.values.slice()), self.next));
        },
      },
    }),
);

class PyTee extends PyItertool {
  constructor(
    cls: PyType,
    public data: PyTeeData,
    public index: number,
  ) {
    super(
      cls,
      () => {
        if (this.index >= BLOCK_SIZE) {
          this.data = this.data.following();
          this.index = 0;
        }
        const value = this.data.at(this.index);
        if (value !== undefined) this.index++;
        return value;
      },
      {
        reduce: () => tuple(cls, tuple(emptyTuple), tuple(this.data, this.index)),
        setState: (state) => {
          const [data = null, index = null] = stateItems(state);
          if (!(data instanceof PyTeeData)) throw typeError('state is not a tuple');
          const place = asSize(index);
          if (place < 0 || place > BLOCK_SIZE) throw valueError('Index out of range');
          this.data = data;
          this.index = place;
        },
      },
    );
  }
}

/** `tee_fromiterable` */
function fromIterable(iterable: Value): PyTee {
  const iterator = getIter(iterable);
  if (iterator instanceof PyTee) return new PyTee(teeType(), iterator.data, iterator.index);
  return new PyTee(teeType(), new PyTeeData(iterator), 0);
}

const teeSignature = new Signature('_tee(iterable, /)');

export const teeType: () => PyType = itertool(
  '_tee',
  (_cls, args, keywords) => {
    const [iterable = null] = teeSignature.bind('_tee', args, keywords);
    return fromIterable(iterable);
  },
  {
    doc: 'Iterator wrapped to make it copyable.',
    methods: {
      '__copy__()': (self: PyTee) => new PyTee(teeType(), self.data, self.index),
      ...RESTORED,
    },
  },
);

export function tee(iterable: Value, n: Value): Value {
  const count = asSize(n);
  if (count < 0) throw valueError('n must be >= 0');
  if (count === 0) return tuple();
  let first = getIter(iterable);
  let copy = getAttributeOr(first, '__copy__');
  if (copy === undefined) {
    first = fromIterable(first);
    copy = getAttributeOr(first, '__copy__');
  }
  const copier = copy ?? null;
  return new PyTuple([first, ...Array.from({ length: count - 1 }, () => call(copier, []))]);
}
