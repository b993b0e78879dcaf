// Assertions about one value or two: truth, identity, order, membership, type, equality.

import { getAttribute } from '../../../objects/attributes.js';
import { call } from '../../../objects/call.js';
import { type ComparisonName, isTrue, richCompare } from '../../../objects/compare.js';
import { PyDict } from '../../../objects/containers.js';
import { checkInstance } from '../../../objects/instance-check.js';
import type { NativeBody } from '../../../objects/native.js';
import type { Value } from '../../../objects/object.js';
import { repr } from '../../../objects/repr.js';
import { contains } from '../../../objects/subscript.js';
import { typeOf } from '../../../objects/types.js';
import { safeRepr, shortenedPair } from '../support.js';
import { type Assertions, failed, failure, formatMessage } from './failing.js';

/** Passes where the condition holds; else `describe` says what is wrong. */
function ordering(name: ComparisonName, words: string): NativeBody {
  return (self, a, b, msg) => {
    if (isTrue(richCompare(a, b, name))) return null;
    throw failed(self, msg, `${safeRepr(a)} not ${words} ${safeRepr(b)}`);
  };
}

export function baseAssertEqual(self: Value, first: Value, second: Value, msg: Value): Value {
  if (isTrue(richCompare(first, second, 'eq'))) return null;
  throw failed(self, msg, shortenedPair(first, second).join(' != '));
}

/** The assertion that compares two values of one type in detail; undefined where there is none. */
function detailedAssertion(self: Value, first: Value, second: Value): Value | undefined {
  const type = typeOf(first);
  if (type !== typeOf(second)) return undefined;
  const assertions = getAttribute(self, '_type_equality_funcs');
  const found = assertions instanceof PyDict ? assertions.table.get(type) : undefined;
  return typeof found === 'string' ? getAttribute(self, found) : found;
}

export const comparing = (): Assertions => ({
  'fail(self, msg=None)': (self, msg) => {
    throw failure(self, msg);
  },
  '_formatMessage(self, msg, standardMsg)': (self, msg, standard) => {
    const text = typeof standard === 'string' ? standard : repr(standard);
    return formatMessage(self, msg, text);
  },
  'assertFalse(self, expr, msg=None)': (self, expr, msg) => {
    if (!isTrue(expr)) return null;
    throw failed(self, msg, `${safeRepr(expr)} is not false`);
  },
  'assertTrue(self, expr, msg=None)': (self, expr, msg) => {
    if (isTrue(expr)) return null;
    throw failed(self, msg, `${safeRepr(expr)} is not true`);
  },
  '_baseAssertEqual(self, first, second, msg=None)': baseAssertEqual,
  '_getAssertEqualityFunc(self, first, second)': (self, first, second) =>
    detailedAssertion(self, first, second) ?? getAttribute(self, '_baseAssertEqual'),
  'assertEqual(self, first, second, msg=None)': (self, first, second, msg) => {
    const detailed = detailedAssertion(self, first, second);
    if (detailed === undefined) return baseAssertEqual(self, first, second, msg);
    call(detailed, [first, second], new Map([['msg', msg]]));
    return null;
  },
  'assertNotEqual(self, first, second, msg=None)': (self, first, second, msg) => {
    if (isTrue(richCompare(first, second, 'ne'))) return null;
    throw failed(self, msg, `${safeRepr(first)} == ${safeRepr(second)}`);
  },
  'assertIn(self, member, container, msg=None)': (self, member, container, msg) => {
    if (contains(container, member)) return null;
    throw failed(self, msg, `${safeRepr(member)} not found in ${safeRepr(container)}`);
  },
  'assertNotIn(self, member, container, msg=None)': (self, member, container, msg) => {
    if (!contains(container, member)) return null;
    throw failed(self, msg, `${safeRepr(member)} unexpectedly found in ${safeRepr(container)}`);
  },
  'assertIs(self, expr1, expr2, msg=None)': (self, first, second, msg) => {
    if (first === second) return null;
    throw failed(self, msg, `${safeRepr(first)} is not ${safeRepr(second)}`);
  },
  'assertIsNot(self, expr1, expr2, msg=None)': (self, first, second, msg) => {
    if (first !== second) return null;
    throw failed(self, msg, `unexpectedly identical: ${safeRepr(first)}`);
  },
  'assertIsNone(self, obj, msg=None)': (self, object, msg) => {
    if (object === null) return null;
    throw failed(self, msg, `${safeRepr(object)} is not None`);
  },
  'assertIsNotNone(self, obj, msg=None)': (self, object, msg) => {
    if (object !== null) return null;
    throw failed(self, msg, 'unexpectedly None');
  },
  'assertIsInstance(self, obj, cls, msg=None)': (self, object, cls, msg) => {
    if (checkInstance(object, cls)) return null;
    throw failed(self, msg, `${safeRepr(object)} is not an instance of ${repr(cls)}`);
  },
  'assertNotIsInstance(self, obj, cls, msg=None)': (self, object, cls, msg) => {
    if (!checkInstance(object, cls)) return null;
    throw failed(self, msg, `${safeRepr(object)} is an instance of ${repr(cls)}`);
  },
  'assertLess(self, a, b, msg=None)': ordering('lt', 'less than'),
  'assertLessEqual(self, a, b, msg=None)': ordering('le', 'less than or equal to'),
  'assertGreater(self, a, b, msg=None)': ordering('gt', 'greater than'),
  'assertGreaterEqual(self, a, b, msg=None)': ordering('ge', 'greater than or equal to'),
});
