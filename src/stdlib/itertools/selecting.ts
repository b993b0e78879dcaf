// Iterators that pass items on, changed or left out: `chain`, `islice`, `accumulate`, `takewhile`, ...

import { call } from '../../objects/call.js';
import { isTrue } from '../../objects/compare.js';
import { emptyTuple, PyList, PyTuple, tuple } from '../../objects/containers.js';
import { typeError, valueError } from '../../objects/exceptions.js';
import { genericAlias } from '../../objects/generic-alias.js';
import { asSize, indexOf, MAX_SIZE } from '../../objects/index.js';
import { getIter, toArray } from '../../objects/iteration.js';
import { refuseKeywords } from '../../objects/keywords.js';
import type { PyType, Value } from '../../objects/object.js';
import { add } from '../../objects/operators.js';
import { Signature } from '../../objects/signature.js';
import { typeOf } from '../../objects/types.js';
import { itertool, PyItertool, REDUCED, RESTORED, type Step, stateItems, stepOf } from './iterator.js';

/** What `chain` goes through, and how far it has come. */
class PyChain extends PyItertool {
  #source: Value | undefined;
  #active: Value | undefined;
  #nextSource: Step;
  #pull: Step = () => undefined;

  constructor(cls: PyType, source: Value) {
    super(cls, () => this.#next(), {
      reduce: () => {
        if (this.#source === undefined) return tuple(cls, emptyTuple);
        return tuple(
          cls,
          emptyTuple,
          this.#active === undefined ? tuple(this.#source) : tuple(this.#source, this.#active),
        );
      },
      setState: (state) => {
        const items = stateItems(state);
        const [next = null, active] = items;
        if (items.length < 1 || items.length > 2) {
          throw typeError(
            `function takes at ${items.length < 1 ? 'least 1 argument' : 'most 2 arguments'} (${items.length} given)`,
          );
        }
        if (!isIterator(next) || (active !== undefined && !isIterator(active))) {
          throw typeError('Arguments must be iterators.');
        }
        this.#source = next;
        this.#nextSource = stepOf(next);
        this.#active = active;
        if (active !== undefined) this.#pull = stepOf(active);
      },
    });
    this.#source = source;
    this.#nextSource = stepOf(source);
  }

  #next(): Value | undefined {
    while (this.#source !== undefined) {
      if (this.#active === undefined) {
        const iterable = this.#nextSource();
        if (iterable === undefined) {
          this.#source = undefined;
          return undefined;
        }
        this.#active = getIter(iterable);
        this.#pull = stepOf(this.#active);
      }
      const item = this.#pull();
      if (item !== undefined) return item;
      this.#active = undefined;
    }
    return undefined;
  }
}

/** `PyIter_Check` */
const isIterator = (value: Value): boolean => typeOf(value).slots.next !== undefined;

export const chain: () => PyType = itertool(
  'chain',
  (cls, args, keywords) => {
    refuseKeywords(cls, chain(), 'chain', keywords);
    return new PyChain(cls, getIter(new PyTuple(args)));
  },
  {
    classMethods: {
      'from_iterable(iterable, /)': (cls: PyType, iterable) => {
        const made = new PyChain(cls, getIter(iterable));
        made.made = [iterable];
        return made;
      },
      '__class_getitem__(object, /)': (cls, object) => genericAlias(cls, object),
    },
    methods: RESTORED,
  },
);

/** What is passed on, and what a state says where it has one. */
interface Filter {
  readonly step: Step;
  readonly flag?: { get(): boolean; set(value: boolean): void };
}

function filtering(
  name: string,
  parameters: string,
  make: (predicate: Value, pull: Step) => Filter,
  methods = REDUCED,
): () => PyType {
  const signature = new Signature(`${name}(${parameters}, /)`);
  const type: () => PyType = itertool(
    name,
    (cls, args, keywords) => {
      refuseKeywords(cls, type(), name, keywords);
      const [predicate = null, iterable = null] = signature.bind(name, args, null);
      const source = getIter(iterable);
      const { step, flag } = make(predicate, stepOf(source));
      return new PyItertool(cls, step, {
        reduce: () => {
          const made = tuple(predicate, source);
          return flag === undefined ? tuple(cls, made) : tuple(cls, made, flag.get());
        },
        setState: (state) => flag?.set(isTrue(state)),
      });
    },
    { methods },
  );
  return type;
}

export const dropwhile = filtering(
  'dropwhile',
  'predicate, iterable',
  (predicate, pull) => {
    let hasStarted = false;
    const step = (): Value | undefined => {
      for (let item = pull(); item !== undefined; item = pull()) {
        if (hasStarted) return item;
        if (isTrue(call(predicate, [item]))) continue;
        hasStarted = true;
        return item;
      }
      return undefined;
    };
    const set = (value: boolean): void => {
      hasStarted = value;
    };
    return { step, flag: { get: () => hasStarted, set } };
  },
  RESTORED,
);

export const takewhile = filtering(
  'takewhile',
  'predicate, iterable',
  (predicate, pull) => {
    let isDone = false;
    const step = (): Value | undefined => {
      if (isDone) return undefined;
      const item = pull();
      if (item === undefined) return undefined;
      if (isTrue(call(predicate, [item]))) return item;
      isDone = true;
      return undefined;
    };
    const set = (value: boolean): void => {
      isDone = value;
    };
    return { step, flag: { get: () => isDone, set } };
  },
  RESTORED,
);

export const filterfalse = filtering('filterfalse', 'function, iterable', (predicate, pull) => ({
  step: () => {
    for (let item = pull(); item !== undefined; item = pull()) {
      if (!isTrue(predicate === null ? item : call(predicate, [item]))) return item;
    }
    return undefined;
  },
}));

export const starmap = filtering('starmap', 'function, iterable', (callee, pull) => ({
  step: () => {
    const args = pull();
    return args === undefined
      ? undefined
      : call(callee, args instanceof PyTuple ? args.items : toArray(args));
  },
}));

const compressSignature = new Signature('compress(data, selectors)');

export const compress = itertool(
  'compress',
  (cls, args, keywords) => {
    const [data = null, selectors = null] = compressSignature.bind('compress', args, keywords);
    const [items, flags] = [getIter(data), getIter(selectors)];
    const [pull, select] = [stepOf(items), stepOf(flags)];
    const step = (): Value | undefined => {
      for (;;) {
        const item = pull();
        const selector = item === undefined ? undefined : select();
        if (item === undefined || selector === undefined) return undefined;
        if (isTrue(selector)) return item;
      }
    };
    return new PyItertool(cls, step, { reduce: () => tuple(cls, tuple(items, flags)) });
  },
  { methods: REDUCED },
);

const accumulateSignature = new Signature('accumulate(iterable, func=None, *, initial=None)');

export const accumulate = itertool(
  'accumulate',
  (cls, args, keywords) => {
    const [iterable = null, callee = null, initial = null] = accumulateSignature.bind(
      'accumulate',
      args,
      keywords,
    );
    const source = getIter(iterable);
    const pull = stepOf(source);
    let total: Value | undefined;
    let hasInitial = initial !== null;
    const step = (): Value | undefined => {
      if (hasInitial) {
        hasInitial = false;
        total = initial;
        return total;
      }
      const item = pull();
      if (item === undefined) return undefined;
      if (total === undefined) total = item;
      else total = callee === null ? add(total, item) : call(callee, [total, item]);
      return total;
    };
    return new PyItertool(cls, step, {
      reduce: () => {
        const before = (first: Value): Value => call(chain(), [tuple(first), source]);
        if (hasInitial) return tuple(cls, tuple(before(initial), callee), null);
        if (total !== null) return tuple(cls, tuple(source, callee), total ?? null);
        // A state of None would be taken for none.
        return tuple(islice(), tuple(call(cls, [before(null), callee]), 1, null));
      },
      setState: (state) => {
        total = state;
      },
    });
  },
  { methods: RESTORED },
);

/** A bound of `islice`; undefined where it is none. */
function bound(value: Value): number | undefined {
  const index = indexOf(value);
  if (index === undefined || index < 0 || index > MAX_SIZE) return undefined;
  return Number(index);
}

export const islice: () => PyType = itertool(
  'islice',
  (cls, args, keywords) => {
    refuseKeywords(cls, islice(), 'islice', keywords);
    const { length } = args;
    if (length < 2) throw typeError(`islice expected at least 2 arguments, got ${length}`);
    if (length > 4) throw typeError(`islice expected at most 4 arguments, got ${length}`);
    const [iterable = null, first = null, second = null, third = null] = args;
    const stopValue = length === 2 ? first : second;
    const stop = stopValue === null ? Number.POSITIVE_INFINITY : bound(stopValue);
    if (stop === undefined) {
      throw valueError(
        length === 2
          ? 'Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.'
          : 'Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.',
      );
    }
    const start = length === 2 || first === null ? 0 : bound(first);
    if (start === undefined) {
      throw valueError('Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.');
    }
    const step = third === null ? 1 : bound(third);
    if (step === undefined || step < 1) {
      throw valueError('Step for islice() must be a positive integer or None.');
    }
    const source = getIter(iterable);
    const pull = stepOf(source);
    let [taken, next, isDone] = [0, start, false];
    const advance = (): Value | undefined => {
      if (isDone) return undefined;
      const target = Math.min(next, stop);
      while (taken < target) {
        if (pull() === undefined) {
          isDone = true;
          return undefined;
        }
        taken++;
      }
      if (taken >= stop) {
        isDone = true;
        return undefined;
      }
      const item = pull();
      taken++;
      next += step;
      if (item === undefined) isDone = true;
      return item;
    };
    return new PyItertool(cls, advance, {
      reduce: () =>
        isDone
          ? tuple(cls, tuple(getIter(new PyList([])), 0), 0)
          : tuple(cls, tuple(source, next, Number.isFinite(stop) ? stop : null, step), taken),
      setState: (state) => {
        taken = asSize(state);
      },
    });
  },
  { methods: RESTORED },
);
