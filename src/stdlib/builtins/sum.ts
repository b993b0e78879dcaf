// `sum`: ints exactly, floats with CPython's compensated summation (since 3.12), anything else by `+`.

import { PyFloat } from '../../objects/boxed.js';
import { typeError } from '../../objects/exceptions.js';
import { getIter, nextSlot } from '../../objects/iteration.js';
import type { Value } from '../../objects/object.js';
import { add } from '../../objects/operators.js';
import { bytearrayType, bytesType, floatType, isInstance, strType } from '../../objects/types.js';

export function sum(iterable: Value, start: Value): Value {
  refuseText(start);
  const iterator = getIter(iterable);
  const step = nextSlot(iterator);
  const pull = (): Value | undefined => step(iterator);
  let total: Value = start;
  if (typeof total === 'number') {
    const rest = sumInts(total, pull);
    if (rest.next === undefined) return rest.total;
    total = add(rest.total, rest.next);
  }
  if (total instanceof PyFloat && total.cls === floatType) {
    const rest = sumFloats(total.value, pull);
    if (rest.next === undefined) return rest.total;
    total = add(rest.total, rest.next);
  }
  for (let item = pull(); item !== undefined; item = pull()) total = add(total, item);
  return total;
}

function refuseText(start: Value): void {
  if (isInstance(start, strType)) throw typeError("sum() can't sum strings [use ''.join(seq) instead]");
  if (isInstance(start, bytesType)) throw typeError("sum() can't sum bytes [use b''.join(seq) instead]");
  if (isInstance(start, bytearrayType)) {
    throw typeError("sum() can't sum bytearray [use b''.join(seq) instead]");
  }
}

/** The sum of the items of one kind, and the first item of another kind. */
interface Partial {
  readonly total: Value;
  readonly next: Value | undefined;
}

function sumInts(start: number, pull: () => Value | undefined): Partial {
  let total = start;
  for (let item = pull(); item !== undefined; item = pull()) {
    const value = item === true ? 1 : item === false ? 0 : item;
    if (typeof value !== 'number') return { total, next: item };
    const sum = total + value;
    if (!Number.isSafeInteger(sum)) return { total, next: item };
    total = sum;
  }
  return { total, next: undefined };
}

/** Neumaier's summation: `low` gathers what rounding took from `high` (`cs_add`). */
function sumFloats(start: number, pull: () => Value | undefined): Partial {
  let high = start;
  let low = 0;
  for (let item = pull(); item !== undefined; item = pull()) {
    if (item instanceof PyFloat && item.cls === floatType) {
      const { value } = item;
      const sum = high + value;
      low += Math.abs(high) >= Math.abs(value) ? high - sum + value : value - sum + high;
      high = sum;
    } else if (typeof item === 'number') high += item;
    else if (typeof item === 'boolean') high += item ? 1 : 0;
    else return { total: new PyFloat(compensated(high, low)), next: item };
  }
  return { total: new PyFloat(compensated(high, low)), next: undefined };
}

function compensated(high: number, low: number): number {
  return low !== 0 && Number.isFinite(low) ? high + low : high;
}
