// Iterators that take several items together: `groupby`, `batched`, `pairwise`, `zip_longest`.

import { call } from '../../objects/call.js';
import { equals, isTrue } from '../../objects/compare.js';
import { emptyTuple, PyTuple, tuple } from '../../objects/containers.js';
import { typeError, valueError } from '../../objects/exceptions.js';
import { asSize } from '../../objects/index.js';
import { iterFunction } from '../../objects/iter-function.js';
import { getIter } from '../../objects/iteration.js';
import type { Keywords, PyType, Value } from '../../objects/object.js';
import { Signature } from '../../objects/signature.js';
import { givenTypeName } from '../../objects/types.js';
import {
  itertool,
  PyItertool,
  puller,
  REDUCED,
  RESTORED,
  type Step,
  stateItems,
  stepOf,
} from './iterator.js';

class PyGrouper extends PyItertool {
  constructor(
    readonly parent: PyGroupby,
    readonly key: Value,
  ) {
    super(grouper(), () => parent.member(this), {
      reduce: () =>
        parent.group === this ? tuple(grouper(), tuple(parent, key)) : tuple(iterFunction, tuple(emptyTuple)),
    });
    parent.group = this;
  }
}

const grouperSignature = new Signature('_grouper(parent, tgtkey, /)');

export const grouper: () => PyType = itertool(
  '_grouper',
  (_cls, args, keywords) => {
    const [parent = null, key = null] = grouperSignature.bind('_grouper', args, keywords);
    if (parent instanceof PyGroupby) return new PyGrouper(parent, key);
    throw typeError(`_grouper() argument 1 must be itertools.groupby, not ${givenTypeName(parent)}`);
  },
  { methods: REDUCED },
);

class PyGroupby extends PyItertool {
  /** The group handed out last; earlier ones are at their end. */
  group: PyGrouper | null = null;
  #value: Value | undefined;
  #currentKey: Value | undefined;
  #targetKey: Value | undefined;
  readonly #pull: Step;

  constructor(
    cls: PyType,
    readonly source: Value,
    readonly key: Value,
  ) {
    super(cls, () => this.#next(), {
      reduce: () => {
        const made = tuple(source, key);
        return this.#targetKey === undefined || this.#currentKey === undefined || this.#value === undefined
          ? tuple(cls, made)
          : tuple(cls, made, tuple(this.#currentKey, this.#value, this.#targetKey));
      },
      setState: (state) => {
        const items = stateItems(state);
        if (items.length !== 3) throw typeError(`function takes exactly 3 arguments (${items.length} given)`);
        [this.#currentKey, this.#value, this.#targetKey] = items;
      },
    });
    this.#pull = stepOf(source);
  }

  /** `groupby_step` */
  #advance(): boolean {
    const item = this.#pull();
    if (item === undefined) return false;
    this.#currentKey = this.key === null ? item : call(this.key, [item]);
    this.#value = item;
    return true;
  }

  #next(): Value | undefined {
    this.group = null;
    for (;;) {
      if (this.#currentKey !== undefined) {
        if (this.#targetKey === undefined || !equals(this.#targetKey, this.#currentKey)) break;
      }
      if (!this.#advance()) return undefined;
    }
    const key = this.#currentKey;
    this.#targetKey = key;
    return tuple(key, new PyGrouper(this, key));
  }

  /** The next item of a group: `_grouper_next`. */
  member(group: PyGrouper): Value | undefined {
    if (this.group !== group) return undefined;
    if (this.#value === undefined && !this.#advance()) return undefined;
    if (this.#currentKey === undefined || !equals(group.key, this.#currentKey)) return undefined;
    const item = this.#value;
    this.#value = undefined;
    this.#currentKey = undefined;
    return item;
  }
}

const groupbySignature = new Signature('groupby(iterable, key=None)');

export const groupby = itertool(
  'groupby',
  (cls, args, keywords) => {
    const [iterable = null, key = null] = groupbySignature.bind('groupby', args, keywords);
    return new PyGroupby(cls, getIter(iterable), key);
  },
  { methods: RESTORED },
);

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
  let before: Value | undefined;
  let isDone = false;
  // The iterable may itself step this iterator: what it left behind then counts (`pairwise_next`).
  return new PyItertool(cls, () => {
    if (isDone) return undefined;
    let first = before;
    if (first === undefined) {
      first = pull();
      before = first;
      if (first === undefined) isDone = true;
      if (isDone || first === undefined) {
        before = undefined;
        return undefined;
      }
    }
    const second = pull();
    before = second;
    if (second === undefined) {
      isDone = true;
      return undefined;
    }
    return tuple(first, second);
  });
});

function fillValue(keywords: Keywords | null): Value {
  for (const name of keywords?.keys() ?? []) {
    if (name !== 'fillvalue') throw typeError('zip_longest() got an unexpected keyword argument');
  }
  return keywords?.get('fillvalue') ?? null;
}

export const zipLongest = itertool(
  'zip_longest',
  (cls, args, keywords) => {
    let filler = fillValue(keywords);
    const sources: (Value | undefined)[] = args.map((iterable) => getIter(iterable));
    const pulls: (Step | null)[] = sources.map((source = null) => stepOf(source));
    let active = pulls.length;
    const step = (): Value | undefined => {
      if (active === 0) return undefined;
      const items: Value[] = [];
      for (let index = 0; index < pulls.length; index++) {
        const pull = pulls[index] ?? null;
        let item = pull?.();
        if (item === undefined) {
          if (pull !== null) {
            pulls[index] = null;
            sources[index] = undefined;
            active--;
            if (active === 0) return undefined;
          }
          item = filler;
        }
        items.push(item);
      }
      return new PyTuple(items);
    };
    return new PyItertool(cls, step, {
      reduce: () =>
        tuple(
          cls,
          new PyTuple(sources.map((source) => (source === undefined ? emptyTuple : source))),
          filler,
        ),
      setState: (state) => {
        filler = state;
      },
    });
  },
  { methods: RESTORED },
);
