// Assertions that compare sequences item by item and texts line by line.

import type { KernelMachine } from '../../../kernel/kernel-machine.js';
import { getAttribute } from '../../../objects/attributes.js';
import { intValue, strValue } from '../../../objects/boxed.js';
import { isTrue, richCompare } from '../../../objects/compare.js';
import { PyList } from '../../../objects/containers.js';
import { isExceptionOf } from '../../../objects/exceptions.js';
import { checkInstance } from '../../../objects/instance-check.js';
import type { Value } from '../../../objects/object.js';
import { str } from '../../../objects/repr.js';
import { splitLines } from '../../../objects/str-split.js';
import { lengthOf } from '../../../objects/str-text.js';
import { getItem, length } from '../../../objects/subscript.js';
import { listType, strType, tupleType, typeOf } from '../../../objects/types.js';
import { callAttribute } from '../../library.js';
import { safeRepr, shortenedPair } from '../support.js';
import { baseAssertEqual } from './comparing.js';
import { type Assertions, failed, failure, ndiff, prettyLines, withDifference } from './failing.js';

/** The result, or undefined where the sequence can not do it. */
function attempt<Result>(action: () => Result, errors: readonly ('TypeError' | 'IndexError')[]) {
  try {
    return { value: action() };
  } catch (error) {
    const isExpected =
      isExceptionOf(error, 'NotImplementedError') || errors.some((name) => isExceptionOf(error, name));
    if (!isExpected) throw error;
    return undefined;
  }
}

const itemAt = (sequence: Value, index: number) =>
  attempt(() => getItem(sequence, index), ['TypeError', 'IndexError']);

/** The words about the first item that differs; null where all items that both have are equal. */
function differingItem(first: Value, second: Value, count: number, kind: string): string | null {
  for (let index = 0; index < count; index++) {
    const a = itemAt(first, index);
    if (a === undefined) return `\nUnable to index element ${index} of first ${kind}\n`;
    const b = itemAt(second, index);
    if (b === undefined) return `\nUnable to index element ${index} of second ${kind}\n`;
    if (isTrue(richCompare(a.value, b.value, 'ne'))) {
      return `\nFirst differing element ${index}:\n${shortenedPair(a.value, b.value).join('\n')}\n`;
    }
  }
  return null;
}

/** The words about what the longer sequence has more. */
function additionalItems(longer: Value, ordinal: string, from: number, size: number, kind: string): string {
  const extra = itemAt(longer, from);
  const item =
    extra === undefined
      ? `Unable to index element ${from} of ${ordinal.toLowerCase()} ${kind}\n`
      : `First extra element ${from}:\n${safeRepr(extra.value)}\n`;
  return `\n${ordinal} ${kind} contains ${size - from} additional elements.\n${item}`;
}

/** What is different about two sequences; null if nothing is. */
function sequenceDifference(first: Value, second: Value, kind: string, isTyped: boolean): string | null {
  const size = attempt(() => length(first), ['TypeError']);
  if (size === undefined) return `First ${kind} has no length.    Non-sequence?`;
  const otherSize = attempt(() => length(second), ['TypeError']);
  if (otherSize === undefined) return `Second ${kind} has no length.    Non-sequence?`;
  if (isTrue(richCompare(first, second, 'eq'))) return null;
  const [a, b] = [size.value, otherSize.value];
  const title = `${kind.charAt(0).toUpperCase()}${kind.slice(1).toLowerCase()}s`;
  let text = `${title} differ: ${shortenedPair(first, second).join(' != ')}\n`;
  const item = differingItem(first, second, Math.min(a, b), kind);
  // Equal items in sequences of different types: nobody asked for a type.
  if (item === null && a === b && !isTyped && typeOf(first) !== typeOf(second)) return null;
  text += item ?? '';
  if (a > b) text += additionalItems(first, 'First', b, a, kind);
  else if (b > a) text += additionalItems(second, 'Second', a, b, kind);
  return text;
}

function assertSequenceEqual(
  m: KernelMachine,
  self: Value,
  first: Value,
  second: Value,
  msg: Value,
  type: Value,
): Value {
  let kind = 'sequence';
  if (type !== null) {
    kind = str(getAttribute(type, '__name__'));
    for (const [ordinal, sequence] of [
      ['First', first],
      ['Second', second],
    ] as const) {
      if (checkInstance(sequence, type)) continue;
      throw failure(self, `${ordinal} sequence is not a ${kind}: ${safeRepr(sequence)}`);
    }
  }
  const difference = sequenceDifference(first, second, kind, type !== null);
  if (difference === null) return null;
  const lines = ndiff(m, prettyLines(m, first), prettyLines(m, second));
  throw failed(self, msg, withDifference(self, difference, `\n${lines.join('\n')}`));
}

const endsLine = (text: string): boolean => text.endsWith('\n');

/** Two texts as lines: both end with a line break, so that a missing one does not show as a difference by itself. */
function comparableLines(first: string, second: string): readonly [string[], string[]] {
  const isComplete = first !== '' && second !== '' ? endsLine(first) && endsLine(second) : false;
  const complete = (text: string, other: string): string => {
    if (isComplete || text === '') return text;
    if (other === '' && endsLine(text)) return text;
    return `${text}\n`;
  };
  return [splitLines(complete(first, second), true), splitLines(complete(second, first), true)];
}

function assertMultiLineEqual(m: KernelMachine, self: Value, first: Value, second: Value, msg: Value): Value {
  callAttribute(self, 'assertIsInstance', first, strType, 'First argument is not a string');
  callAttribute(self, 'assertIsInstance', second, strType, 'Second argument is not a string');
  if (!isTrue(richCompare(first, second, 'ne'))) return null;
  const [a, b] = [strValue(first) ?? '', strValue(second) ?? ''];
  const threshold = Number(intValue(getAttribute(self, '_diffThreshold')) ?? 0);
  if (lengthOf(a) > threshold || lengthOf(b) > threshold) baseAssertEqual(self, first, second, msg);
  const [firstLines, secondLines] = comparableLines(a, b);
  const difference = ndiff(m, new PyList(firstLines), new PyList(secondLines));
  const standard = shortenedPair(first, second).join(' != ');
  throw failed(self, msg, withDifference(self, standard, `\n${difference.join('')}`));
}

export function sequences(m: KernelMachine): Assertions {
  return {
    'assertSequenceEqual(self, seq1, seq2, msg=None, seq_type=None)': (self, first, second, msg, type) =>
      assertSequenceEqual(m, self, first, second, msg, type),
    'assertListEqual(self, list1, list2, msg=None)': (self, first, second, msg) =>
      assertSequenceEqual(m, self, first, second, msg, listType),
    'assertTupleEqual(self, tuple1, tuple2, msg=None)': (self, first, second, msg) =>
      assertSequenceEqual(m, self, first, second, msg, tupleType),
    'assertMultiLineEqual(self, first, second, msg=None)': (self, first, second, msg) =>
      assertMultiLineEqual(m, self, first, second, msg),
    '_truncateMessage(self, message, diff)': (self, message, difference) =>
      withDifference(self, str(message), str(difference)),
  };
}
