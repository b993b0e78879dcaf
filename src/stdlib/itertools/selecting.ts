// Iterators that pass items on, changed or left out: `chain`, `islice`, `accumulate`, `takewhile`, ...

import { call } from '../../objects/call.js';
import { isTrue } from '../../objects/compare.js';
import { PyTuple } from '../../objects/containers.js';
import { typeError, valueError } from '../../objects/exceptions.js';
import { genericAlias } from '../../objects/generic-alias.js';
import { indexOf, MAX_SIZE } from '../../objects/index.js';
import { toArray } from '../../objects/iteration.js';
import type { PyType, Value } from '../../objects/object.js';
import { add } from '../../objects/operators.js';
import { Signature } from '../../objects/signature.js';
import { itertool, PyItertool, puller, type Step } from './iterator.js';

function chained(cls: PyType, iterables: Step): PyItertool {
  let pull: Step | null = null;
  let isDone = false;
  return new PyItertool(cls, () => {
    while (!isDone) {
      if (pull === null) {
        const iterable = iterables();
        if (iterable === undefined) {
          isDone = true;
          return undefined;
        }
        pull = puller(iterable);
      }
      const item = pull();
      if (item !== undefined) return item;
      pull = null;
    }
    return undefined;
  });
}

export const chain = itertool(
  'chain',
  (cls, args, keywords) => {
    if (keywords !== null && keywords.size > 0) throw typeError('chain() takes no keyword arguments');
    let index = 0;
    return chained(cls, () => args[index++]);
  },
  {
    classMethods: {
      'from_iterable(iterable, /)': (cls: PyType, iterable) => chained(cls, puller(iterable)),
      '__class_getitem__(object, /)': (cls, object) => genericAlias(cls, object),
    },
  },
);

function filtering(
  name: string,
  parameters: string,
  make: (predicate: Value, pull: Step) => Step,
): () => PyType {
  const signature = new Signature(`${name}(${parameters}, /)`);
  return itertool(name, (cls, args, keywords) => {
    const [predicate = null, iterable = null] = signature.bind(name, args, keywords);
    return new PyItertool(cls, make(predicate, puller(iterable)));
  });
}

export const dropwhile = filtering('dropwhile', 'predicate, iterable', (predicate, pull) => {
  let isDropping = true;
  return () => {
    for (let item = pull(); item !== undefined; item = pull()) {
      if (!isDropping) return item;
      if (isTrue(call(predicate, [item]))) continue;
      isDropping = false;
      return item;
    }
    return undefined;
  };
});

export const takewhile = filtering('takewhile', 'predicate, iterable', (predicate, pull) => {
  let isDone = false;
  return () => {
    if (isDone) return undefined;
    const item = pull();
    if (item === undefined) return undefined;
    if (isTrue(call(predicate, [item]))) return item;
    isDone = true;
    return undefined;
  };
});

export const filterfalse = filtering('filterfalse', 'function, iterable', (predicate, pull) => () => {
  for (let item = pull(); item !== undefined; item = pull()) {
    if (!isTrue(predicate === null ? item : call(predicate, [item]))) return item;
  }
  return undefined;
});

export const starmap = filtering('starmap', 'function, iterable', (callee, pull) => () => {
  const args = pull();
  return args === undefined ? undefined : call(callee, args instanceof PyTuple ? args.items : toArray(args));
});

const compressSignature = new Signature('compress(data, selectors)');

export const compress = itertool('compress', (cls, args, keywords) => {
  const [data = null, selectors = null] = compressSignature.bind('compress', args, keywords);
  const [pull, select] = [puller(data), puller(selectors)];
  return new PyItertool(cls, () => {
    for (;;) {
      const item = pull();
      const selector = item === undefined ? undefined : select();
      if (item === undefined || selector === undefined) return undefined;
      if (isTrue(selector)) return item;
    }
  });
});

const accumulateSignature = new Signature('accumulate(iterable, func=None, *, initial=None)');

export const accumulate = itertool('accumulate', (cls, args, keywords) => {
  const [iterable = null, callee = null, initial = null] = accumulateSignature.bind(
    'accumulate',
    args,
    keywords,
  );
  const pull = puller(iterable);
  let total: Value | undefined;
  let hasInitial = initial !== null;
  return new PyItertool(cls, () => {
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
  });
});

/** A bound of `islice`; undefined where it is none. */
function bound(value: Value): number | undefined {
  const index = indexOf(value);
  if (index === undefined || index < 0 || index > MAX_SIZE) return undefined;
  return Number(index);
}

export const islice = itertool('islice', (cls, args, keywords) => {
  if (keywords !== null && keywords.size > 0) {
    throw typeError('islice() takes no keyword arguments');
  }
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
  const pull = puller(iterable);
  let [taken, next, isDone] = [0, start, false];
  return new PyItertool(cls, () => {
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
  });
});
