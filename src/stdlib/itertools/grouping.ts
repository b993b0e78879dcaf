// Iterators that take several items together: `groupby`, `batched`, `pairwise`, `tee`, `zip_longest`.

import { call } from '../../objects/call.js';
import { equals, isTrue } from '../../objects/compare.js';
import { PyTuple, tuple } from '../../objects/containers.js';
import { typeError, valueError } from '../../objects/exceptions.js';
import { asSize } from '../../objects/index.js';
import { getIter } from '../../objects/iteration.js';
import type { Keywords, PyType, Value } from '../../objects/object.js';
import { Signature } from '../../objects/signature.js';
import { itertool, PyItertool, puller, type Step } from './iterator.js';

const groupbySignature = new Signature('groupby(iterable, key=None)');

const grouper = itertool('_grouper', () => {
  throw typeError("cannot create 'itertools._grouper' instances");
});

class Groups {
  #item: Value | undefined;
  #itemKey: Value | undefined;
  #groupKey: Value | undefined;
  /** The group handed out last; earlier ones are at their end. */
  #group = 0;

  constructor(
    readonly pull: Step,
    readonly key: Value,
  ) {}

  #advance(): boolean {
    const item = this.pull();
    if (item === undefined) return false;
    this.#itemKey = this.key === null ? item : call(this.key, [item]);
    this.#item = item;
    return true;
  }

  next(): Value | undefined {
    this.#group++;
    for (;;) {
      if (this.#itemKey === undefined) {
        // The first item.
      } else if (this.#groupKey === undefined || !equals(this.#groupKey, this.#itemKey)) break;
      if (!this.#advance()) return undefined;
    }
    const key = this.#itemKey;
    this.#groupKey = key;
    const group = this.#group;
    return tuple(key, new PyItertool(grouper(), () => this.#member(group, key)));
  }

  #member(group: number, key: Value): Value | undefined {
    if (group !== this.#group) return undefined;
    if (this.#item === undefined && !this.#advance()) return undefined;
    if (this.#itemKey === undefined || !equals(key, this.#itemKey)) return undefined;
    const item = this.#item;
    this.#item = undefined;
    return item;
  }
}

export const groupby = itertool('groupby', (cls, args, keywords) => {
  const [iterable = null, key = null] = groupbySignature.bind('groupby', args, keywords);
  const groups = new Groups(puller(iterable), key);
  return new PyItertool(cls, () => groups.next());
});

const batchedSignature = new Signature('batched(iterable, n, *, strict=False)');

export const batched = itertool('batched', (cls, args, keywords) => {
  const [iterable = null, n = null, strict = false] = batchedSignature.bind('batched', args, keywords);
  const size = asSize(n);
  if (size < 1) throw valueError('n must be at least one');
  const isStrict = isTrue(strict);
  const pull = puller(iterable);
  let isDone = false;
  return new PyItertool(cls, () => {
    if (isDone) return undefined;
    const items: Value[] = [];
    while (items.length < size) {
      const item = pull();
      if (item === undefined) {
        isDone = true;
        break;
      }
      items.push(item);
    }
    if (items.length === 0) return undefined;
    if (isStrict && items.length < size) throw valueError('batched(): incomplete batch');
    return new PyTuple(items);
  });
});

const pairwiseSignature = new Signature('pairwise(iterable, /)');

export const pairwise = itertool('pairwise', (cls, args, keywords) => {
  const [iterable = null] = pairwiseSignature.bind('pairwise', args, keywords);
  const pull = puller(iterable);
  let previous: Value | undefined;
  return new PyItertool(cls, () => {
    previous ??= pull();
    if (previous === undefined) return undefined;
    const item = pull();
    if (item === undefined) return undefined;
    const pair = tuple(previous, item);
    previous = item;
    return pair;
  });
});

/** Items that several iterators read, each at its own pace. */
class TeeLink {
  next: TeeLink | undefined;
  value: Value | undefined;

  constructor(readonly pull: Step) {}

  advance(): TeeLink | undefined {
    if (this.next === undefined) {
      this.value = this.pull();
      if (this.value === undefined) return undefined;
      this.next = new TeeLink(this.pull);
    }
    return this.next;
  }
}

class PyTee extends PyItertool {
  constructor(
    cls: PyType,
    public link: TeeLink,
  ) {
    super(cls, () => {
      const { link: current } = this;
      const next = current.advance();
      if (next === undefined) return undefined;
      this.link = next;
      return current.value;
    });
  }
}

const teeType = itertool(
  '_tee',
  (cls, args) => {
    const [iterable = null] = args;
    if (iterable instanceof PyTee) return new PyTee(cls, iterable.link);
    return new PyTee(cls, new TeeLink(puller(iterable)));
  },
  { methods: { '__copy__()': (self: PyTee) => new PyTee(teeType(), self.link) } },
);

export function tee(iterable: Value, n: Value): Value {
  const count = asSize(n);
  if (count < 0) throw valueError('n must be >= 0');
  if (count === 0) return tuple();
  const iterator = getIter(iterable);
  const link = iterator instanceof PyTee ? iterator.link : new TeeLink(puller(iterator));
  return new PyTuple(Array.from({ length: count }, () => new PyTee(teeType(), link)));
}

function fillValue(keywords: Keywords | null): Value {
  for (const name of keywords?.keys() ?? []) {
    if (name !== 'fillvalue') throw typeError('zip_longest() got an unexpected keyword argument');
  }
  return keywords?.get('fillvalue') ?? null;
}

export const zipLongest = itertool('zip_longest', (cls, args, keywords) => {
  const filler = fillValue(keywords);
  const pulls: (Step | null)[] = args.map((iterable) => puller(iterable));
  let active = pulls.length;
  return new PyItertool(cls, () => {
    if (active === 0) return undefined;
    const items: Value[] = [];
    for (let index = 0; index < pulls.length; index++) {
      const pull = pulls[index] ?? null;
      let item = pull?.();
      if (item === undefined) {
        if (pull !== null) {
          pulls[index] = null;
          active--;
          if (active === 0) return undefined;
        }
        item = filler;
      }
      items.push(item);
    }
    return new PyTuple(items);
  });
});
