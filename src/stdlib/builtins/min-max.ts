// `min` and `max`.

import { call } from '../../objects/call.js';
import { isTrue, richCompare } from '../../objects/compare.js';
import { PyTuple } from '../../objects/containers.js';
import { typeError, valueError } from '../../objects/exceptions.js';
import { getIter, nextSlot } from '../../objects/iteration.js';
import { native, type PyNative } from '../../objects/native.js';
import type { Value } from '../../objects/object.js';

export function minFunction(): PyNative {
  return extremeFunction('min');
}

export function maxFunction(): PyNative {
  return extremeFunction('max');
}

function extremeFunction(name: 'min' | 'max'): PyNative {
  return native(`${name}(*args, key=None, default=<unrepresentable>)`, (args, key, fallback) =>
    extreme(name, args instanceof PyTuple ? args.items : [], key ?? null, fallback),
  );
}

/** `min_max`: the first of the smallest, or of the largest. */
function extreme(
  name: 'min' | 'max',
  args: readonly Value[],
  key: Value,
  fallback: Value | undefined,
): Value {
  const [first] = args;
  if (first === undefined) throw typeError(`${name} expected at least 1 argument, got 0`);
  if (args.length > 1 && fallback !== undefined) {
    throw typeError(`Cannot specify a default for ${name}() with multiple positional arguments`);
  }
  const iterator = getIter(args.length > 1 ? new PyTuple(args) : first);
  const step = nextSlot(iterator);
  let best = step(iterator);
  if (best === undefined) {
    if (fallback === undefined) throw valueError(`${name}() iterable argument is empty`);
    return fallback;
  }
  let bestKey = key === null ? best : call(key, [best]);
  for (let item = step(iterator); item !== undefined; item = step(iterator)) {
    const itemKey = key === null ? item : call(key, [item]);
    if (!isBetter(name, itemKey, bestKey)) continue;
    best = item;
    bestKey = itemKey;
  }
  return best;
}

function isBetter(name: 'min' | 'max', a: Value, b: Value): boolean {
  if (typeof a === 'number' && typeof b === 'number') return name === 'min' ? a < b : a > b;
  return isTrue(richCompare(a, b, name === 'min' ? 'lt' : 'gt'));
}
