// The methods of str. What they compute stands in `str-case.ts`, `str-split.ts`, `str-format.ts` and others; here are
// their signatures and what they accept.

import { strValue } from './boxed.js';
import { PyBytes } from './buffers.js';
import { encodeText } from './codecs.js';
import { isTrue } from './compare.js';
import { type PyDict, PyList, PyTuple, tuple } from './containers.js';
import { typeError, valueError } from './exceptions.js';
import { formatString } from './format-string.js';
import { asSize, searchBounds } from './index.js';
import { borrowArray } from './iteration.js';
import { extendType } from './native.js';
import type { Value } from './object.js';
import { formatMethod } from './repr.js';
import {
  capitalize,
  casefold,
  isAlnum,
  isAlpha,
  isDecimal,
  isDigitText,
  isIdentifier,
  isLower,
  isNumeric,
  isTitle,
  isUpper,
  lower,
  swapcase,
  title,
  upper,
} from './str-case.js';
import { formatTemplate } from './str-format.js';
import { isPrintable } from './str-repr.js';
import {
  expandTabs,
  partition,
  replaceText,
  splitLines,
  splitOn,
  splitOnFromEnd,
  splitSpace,
  splitSpaceFromEnd,
} from './str-split.js';
import { codePointIndex, isAscii, isSpace, lengthOf, substring } from './str-text.js';
import { makeTranslation, translate } from './str-translate.js';
import { countIn, indexIn } from './text-search.js';
import { givenTypeName, strType, typeName, typeOf } from './types.js';

/** The text of an instance of str. */
const own = (self: Value): string => strValue(self) ?? '';

function text(value: Value, what: string): string {
  const result = typeof value === 'string' ? value : strValue(value);
  if (result === undefined) throw typeError(`${what} must be str, not ${givenTypeName(value)}`);
  return result;
}

function find(
  self: Value,
  sub: string,
  start: Value | undefined,
  end: Value | undefined,
  last: boolean,
): number {
  let region = own(self);
  let offset = 0;
  if (start !== undefined || end !== undefined) {
    const [from, to] = searchBounds(start, end, lengthOf(region));
    if (from > to) return -1;
    region = substring(region, from, to);
    offset = from;
  }
  const found = last ? region.lastIndexOf(sub) : indexIn(region, sub);
  return found < 0 ? -1 : offset + codePointIndex(region, found);
}

function finder(name: string, last: boolean, required: boolean) {
  return (self: Value, sub: Value, start?: Value, end?: Value): Value => {
    const found = find(self, text(sub, `${name}() argument 1`), start, end, last);
    if (found < 0 && required) throw valueError('substring not found');
    return found;
  };
}

function count(self: Value, given: Value, start?: Value, end?: Value): Value {
  const sub = text(given, 'count() argument 1');
  const whole = own(self);
  const [from, to] = searchBounds(start, end, lengthOf(whole));
  if (from > to) return 0;
  if (sub === '') return to - from + 1;
  return countIn(substring(whole, from, to), sub);
}

function affix(name: 'startswith' | 'endswith') {
  const test = (region: string, part: string): boolean =>
    name === 'startswith' ? region.startsWith(part) : region.endsWith(part);
  return (self: Value, given: Value, start?: Value, end?: Value): Value => {
    let region = own(self);
    let reachable = true;
    if (start !== undefined || end !== undefined) {
      const [from, to] = searchBounds(start, end, lengthOf(region));
      reachable = from <= to;
      region = reachable ? substring(region, from, to) : '';
    }
    if (given instanceof PyTuple) {
      for (const item of given.items) {
        const part = strValue(item);
        if (part === undefined) {
          throw typeError(`tuple for ${name} must only contain str, not ${typeName(item)}`);
        }
        if (reachable && test(region, part)) return true;
      }
      return false;
    }
    const part = strValue(given);
    if (part === undefined) {
      throw typeError(`${name} first arg must be str or a tuple of str, not ${typeName(given)}`);
    }
    return reachable && test(region, part);
  };
}

function splitter(onSeparator: typeof splitOn, onSpace: typeof splitSpace) {
  return (self: Value, separator: Value, maxsplit: Value): Value => {
    const most = asSize(maxsplit, 'OverflowError');
    if (separator === null) return new PyList(onSpace(own(self), most));
    const cut = strValue(separator);
    if (cut === undefined) throw typeError(`must be str or None, not ${typeName(separator)}`);
    if (cut === '') throw valueError('empty separator');
    return new PyList(onSeparator(own(self), cut, most));
  };
}

function partitioner(fromEnd: boolean) {
  return (self: Value, separator: Value): Value => {
    const cut = strValue(separator);
    if (cut === undefined) throw typeError(`must be str, not ${typeName(separator)}`);
    if (cut === '') throw valueError('empty separator');
    const parts = partition(own(self), cut, fromEnd);
    if (parts !== undefined) return tuple(...parts);
    return fromEnd ? tuple('', '', own(self)) : tuple(own(self), '', '');
  };
}

function join(self: Value, iterable: Value): Value {
  const { slots } = typeOf(iterable);
  if (slots.iter === undefined && slots.getitem === undefined) throw typeError('can only join an iterable');
  const separator = own(self);
  const items = borrowArray(iterable);
  let result = '';
  for (let index = 0; index < items.length; index++) {
    const item = items[index] ?? null;
    const part = typeof item === 'string' ? item : strValue(item);
    if (part === undefined) {
      throw typeError(`sequence item ${index}: expected str instance, ${typeName(item)} found`);
    }
    result += index === 0 ? part : separator + part;
  }
  return result;
}

function stripper(name: string, atStart: boolean, atEnd: boolean) {
  return (self: Value, given: Value): Value => {
    const whole = own(self);
    if (given !== null && strValue(given) === undefined) throw typeError(`${name} arg must be None or str`);
    const chars = given === null ? undefined : own(given);
    if (chars !== undefined && !isAscii(chars)) return stripCodePoints(whole, chars, atStart, atEnd);
    const strips = (index: number): boolean =>
      chars === undefined ? isSpace(whole.charCodeAt(index)) : chars.includes(whole.charAt(index));
    let start = 0;
    let end = whole.length;
    if (atStart) while (start < end && strips(start)) start++;
    if (atEnd) while (end > start && strips(end - 1)) end--;
    return whole.slice(start, end);
  };
}

function stripCodePoints(whole: string, stripped: string, atStart: boolean, atEnd: boolean): string {
  const unwanted = new Set(stripped);
  const chars = [...whole];
  let start = 0;
  let end = chars.length;
  if (atStart) while (start < end && unwanted.has(chars[start] ?? '')) start++;
  if (atEnd) while (end > start && unwanted.has(chars[end - 1] ?? '')) end--;
  return chars.slice(start, end).join('');
}

function fillChar(value: Value): string {
  const fill = strValue(value);
  if (fill === undefined) {
    throw typeError(`The fill character must be a unicode character, not ${typeName(value)}`);
  }
  if (lengthOf(fill) !== 1) throw typeError('The fill character must be exactly one character long');
  return fill;
}

function justifier(leftShare: (missing: number, width: number) => number) {
  return (self: Value, given: Value, fillchar: Value): Value => {
    const width = asSize(given, 'OverflowError');
    const fill = fillChar(fillchar);
    const whole = own(self);
    const missing = width - lengthOf(whole);
    if (missing <= 0) return whole;
    const left = leftShare(missing, width);
    return fill.repeat(left) + whole + fill.repeat(missing - left);
  };
}

function zfill(self: Value, width: Value): Value {
  const whole = own(self);
  const missing = asSize(width, 'OverflowError') - lengthOf(whole);
  if (missing <= 0) return whole;
  const signed = whole.startsWith('+') || whole.startsWith('-');
  return signed ? whole.charAt(0) + '0'.repeat(missing) + whole.slice(1) : '0'.repeat(missing) + whole;
}

function every(test: (char: string) => boolean, emptyCounts: boolean) {
  return (self: Value): Value => {
    const whole = own(self);
    if (whole === '') return emptyCounts;
    for (const char of whole) if (!test(char)) return false;
    return true;
  };
}

/** A method that takes nothing and computes on the text. */
const plain = (compute: (text: string) => Value) => (self: Value) => compute(own(self));

extendType(strType, {
  methods: {
    'upper()': plain(upper),
    'lower()': plain(lower),
    'title()': plain(title),
    'capitalize()': plain(capitalize),
    'swapcase()': plain(swapcase),
    'casefold()': plain(casefold),
    'isalpha()': plain(isAlpha),
    'isdecimal()': plain(isDecimal),
    'isdigit()': plain(isDigitText),
    'isnumeric()': plain(isNumeric),
    'isalnum()': plain(isAlnum),
    'islower()': plain(isLower),
    'isupper()': plain(isUpper),
    'istitle()': plain(isTitle),
    'isidentifier()': plain(isIdentifier),
    'isascii()': plain(isAscii),
    'isspace()': every((char) => char.length === 1 && isSpace(char.charCodeAt(0)), false),
    'isprintable()': every(isPrintable, true),

    'find(sub, start=<unrepresentable>, end=<unrepresentable>, /)': finder('find', false, false),
    'rfind(sub, start=<unrepresentable>, end=<unrepresentable>, /)': finder('rfind', true, false),
    'index(sub, start=<unrepresentable>, end=<unrepresentable>, /)': finder('index', false, true),
    'rindex(sub, start=<unrepresentable>, end=<unrepresentable>, /)': finder('rindex', true, true),
    'count(sub, start=<unrepresentable>, end=<unrepresentable>, /)': count,
    'startswith(prefix, start=<unrepresentable>, end=<unrepresentable>, /)': affix('startswith'),
    'endswith(suffix, start=<unrepresentable>, end=<unrepresentable>, /)': affix('endswith'),

    'split(sep=None, maxsplit=-1)': splitter(splitOn, splitSpace),
    'rsplit(sep=None, maxsplit=-1)': splitter(splitOnFromEnd, splitSpaceFromEnd),
    'splitlines(keepends=False)': (self: Value, keepends: Value) =>
      new PyList(splitLines(own(self), isTrue(keepends))),
    'partition(sep, /)': partitioner(false),
    'rpartition(sep, /)': partitioner(true),
    'join(iterable, /)': join,

    'strip(chars=None, /)': stripper('strip', true, true),
    'lstrip(chars=None, /)': stripper('lstrip', true, false),
    'rstrip(chars=None, /)': stripper('rstrip', false, true),
    'removeprefix(prefix, /)': (self: Value, given: Value) => {
      const prefix = text(given, 'removeprefix() argument');
      return own(self).startsWith(prefix) ? own(self).slice(prefix.length) : own(self);
    },
    'removesuffix(suffix, /)': (self: Value, given: Value) => {
      const suffix = text(given, 'removesuffix() argument');
      const whole = own(self);
      return whole.endsWith(suffix) ? whole.slice(0, whole.length - suffix.length) : whole;
    },
    'replace(old, new, /, count=-1)': (self: Value, old: Value, replacement: Value, most: Value) =>
      replaceText(
        own(self),
        text(old, 'replace() argument 1'),
        text(replacement, 'replace() argument 2'),
        asSize(most, 'OverflowError'),
      ),
    'expandtabs(tabsize=8)': (self: Value, size: Value) =>
      expandTabs(own(self), asSize(size, 'OverflowError')),
    // The odd space goes to the left only where the width is odd too.
    "center(width, fillchar=' ', /)": justifier(
      (missing, width) => Math.floor(missing / 2) + (missing & width & 1),
    ),
    "ljust(width, fillchar=' ', /)": justifier(() => 0),
    "rjust(width, fillchar=' ', /)": justifier((missing) => missing),
    'zfill(width, /)': zfill,
    'translate(table, /)': (self: Value, table: Value) => translate(own(self), table),

    "encode(encoding='utf-8', errors='strict')": (self: Value, encoding: Value, errors: Value) =>
      new PyBytes(
        encodeText(
          own(self),
          text(encoding, "encode() argument 'encoding'"),
          text(errors, "encode() argument 'errors'"),
        ),
      ),
    'format(*args, **kwargs)': (self: Value, args: PyTuple, kwargs: PyDict) =>
      formatTemplate(own(self), args.items, kwargs),
    'format_map(mapping, /)': (self: Value, mapping: Value) => formatTemplate(own(self), undefined, mapping),
    '__format__(format_spec, /)': formatMethod(formatString),
    '__getnewargs__()': (self: Value) => tuple(own(self)),
    '__sizeof__()': (self: Value) => 41 + lengthOf(own(self)),
  },
  staticMethods: {
    'maketrans(x, y=<unrepresentable>, z=<unrepresentable>, /)': makeTranslation,
  },
});
