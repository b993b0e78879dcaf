// Assertions about sets, dicts and the number of times that items occur.

import type { KernelMachine } from '../../../kernel/kernel-machine.js';
import { getAttribute } from '../../../objects/attributes.js';
import { call } from '../../../objects/call.js';
import { equals, isTrue, richCompare } from '../../../objects/compare.js';
import { PyDict } from '../../../objects/containers.js';
import { isExceptionOf } from '../../../objects/exceptions.js';
import { iterate, toArray } from '../../../objects/iteration.js';
import type { Value } from '../../../objects/object.js';
import { repr, str } from '../../../objects/repr.js';
import { dictType } from '../../../objects/types.js';
import { callAttribute } from '../../library.js';
import { shortenedPair } from '../support.js';
import { type Assertions, failed, failure, ndiff, prettyLines, withDifference } from './failing.js';

function setDifference(self: Value, set: Value, other: Value, ordinal: string): Value {
  try {
    return call(getAttribute(set, 'difference'), [other]);
  } catch (error) {
    if (isExceptionOf(error, 'TypeError'))
      throw failure(self, `invalid type when attempting set difference: ${str(error)}`);
    if (isExceptionOf(error, 'AttributeError'))
      throw failure(self, `${ordinal} argument does not support set difference: ${str(error)}`);
    throw error;
  }
}

function assertSetEqual(self: Value, first: Value, second: Value, msg: Value): Value {
  const missing = setDifference(self, first, second, 'first');
  const added = setDifference(self, second, first, 'second');
  const lines: string[] = [];
  const tell = (difference: Value, title: string): void => {
    if (isTrue(difference)) lines.push(title, ...[...iterate(difference)].map(repr));
  };
  tell(missing, 'Items in the first set but not the second:');
  tell(added, 'Items in the second set but not the first:');
  if (lines.length === 0) return null;
  throw failed(self, msg, lines.join('\n'));
}

function assertDictEqual(m: KernelMachine, self: Value, first: Value, second: Value, msg: Value): Value {
  callAttribute(self, 'assertIsInstance', first, dictType, 'First argument is not a dictionary');
  callAttribute(self, 'assertIsInstance', second, dictType, 'Second argument is not a dictionary');
  if (!isTrue(richCompare(first, second, 'ne'))) return null;
  const standard = shortenedPair(first, second).join(' != ');
  const lines = ndiff(m, prettyLines(m, first), prettyLines(m, second));
  throw failed(self, msg, withDifference(self, standard, `\n${lines.join('\n')}`));
}

interface Mismatch {
  readonly first: number;
  readonly second: number;
  readonly item: Value;
}

/** How often each item occurs; undefined where one is not hashable. */
function counts(items: readonly Value[]): PyDict | undefined {
  const counted = new PyDict();
  try {
    for (const item of items) {
      const before = counted.table.get(item);
      counted.table.set(item, typeof before === 'number' ? before + 1 : 1);
    }
  } catch (error) {
    if (isExceptionOf(error, 'TypeError')) return undefined;
    throw error;
  }
  return counted;
}

const countIn = (counted: PyDict, item: Value): number => Number(counted.table.get(item) ?? 0);

function hashableMismatches(first: PyDict, second: PyDict): Mismatch[] {
  const mismatches: Mismatch[] = [];
  for (const [item] of first.table.entries()) {
    const [a, b] = [countIn(first, item), countIn(second, item)];
    if (a !== b) mismatches.push({ first: a, second: b, item });
  }
  for (const [item] of second.table.entries()) {
    if (first.table.get(item) === undefined)
      mismatches.push({ first: 0, second: countIn(second, item), item });
  }
  return mismatches;
}

/** Takes all items that are equal to the given one. */
function takeEqual(items: (Value | undefined)[], item: Value): number {
  let count = 0;
  for (const [index, other] of items.entries()) {
    if (other === undefined || !equals(other, item)) continue;
    items[index] = undefined;
    count++;
  }
  return count;
}

function anyMismatches(first: readonly Value[], second: readonly Value[]): Mismatch[] {
  const left: (Value | undefined)[] = [...first];
  const right: (Value | undefined)[] = [...second];
  const mismatches: Mismatch[] = [];
  for (const item of first) {
    if (!left.includes(item)) continue;
    const a = takeEqual(left, item);
    const b = takeEqual(right, item);
    if (a !== b) mismatches.push({ first: a, second: b, item });
  }
  for (const item of second) {
    if (!right.includes(item)) continue;
    mismatches.push({ first: 0, second: takeEqual(right, item), item });
  }
  return mismatches;
}

function assertCountEqual(self: Value, first: Value, second: Value, msg: Value): Value {
  const [a, b] = [toArray(first), toArray(second)];
  const [countsA, countsB] = [counts(a), counts(b)];
  const mismatches =
    countsA === undefined || countsB === undefined
      ? anyMismatches(a, b)
      : hashableMismatches(countsA, countsB);
  if (mismatches.length === 0) return null;
  const lines = mismatches.map(
    (mismatch) => `First has ${mismatch.first}, Second has ${mismatch.second}:  ${repr(mismatch.item)}`,
  );
  throw failed(self, msg, withDifference(self, 'Element counts were not equal:\n', lines.join('\n')));
}

export function collections(m: KernelMachine): Assertions {
  return {
    'assertSetEqual(self, set1, set2, msg=None)': assertSetEqual,
    'assertDictEqual(self, d1, d2, msg=None)': (self, first, second, msg) =>
      assertDictEqual(m, self, first, second, msg),
    'assertCountEqual(self, first, second, msg=None)': assertCountEqual,
  };
}
