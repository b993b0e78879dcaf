// The methods that bytes and bytearray share. Both look at their bytes as text (`buffers.ts`).

import { strValue } from './boxed.js';
import { asBuffer, bufferOf, bytesOf, latin1 } from './buffers.js';
import {
  capitalizeAscii,
  isAlnumAscii,
  isAlphaAscii,
  isDigitAscii,
  isLowerAscii,
  isSpaceAscii,
  isTitleAscii,
  isUpperAscii,
  lowerAscii,
  swapcaseAscii,
  titleAscii,
  upperAscii,
} from './bytes-case.js';
import { searched } from './bytes-new.js';
import { decodeBytes } from './codecs.js';
import { isTrue } from './compare.js';
import { PyList, PyTuple, tuple } from './containers.js';
import { typeError, valueError } from './exceptions.js';
import { hexOf } from './hex.js';
import { asSize, searchBounds } from './index.js';
import { borrowArray } from './iteration.js';
import type { NativeBody } from './native.js';
import type { Value } from './object.js';
import { expandTabs, partition, replaceText, splitOn, splitOnFromEnd } from './str-split.js';
import { countIn, indexIn } from './text-search.js';
import { givenTypeName, typeName, typeOf } from './types.js';

/** The bytes of an instance, as text. */
const own = (self: Value): string => latin1(asBuffer(self));
const textOf = (value: Value): string => latin1(asBuffer(value));

function find(
  self: Value,
  given: Value,
  start: Value | undefined,
  end: Value | undefined,
  last: boolean,
): number {
  const sub = latin1(searched(given));
  const whole = own(self);
  const [from, to] = searchBounds(start, end, whole.length);
  if (from > to) return -1;
  const region = whole.slice(from, to);
  const found = last ? region.lastIndexOf(sub) : indexIn(region, sub);
  return found < 0 ? -1 : from + found;
}

function finder(last: boolean, required: boolean) {
  return (self: Value, sub: Value, start?: Value, end?: Value): Value => {
    const found = find(self, sub, start, end, last);
    if (found < 0 && required) throw valueError('subsection not found');
    return found;
  };
}

function count(self: Value, given: Value, start?: Value, end?: Value): Value {
  const sub = latin1(searched(given));
  const whole = own(self);
  const [from, to] = searchBounds(start, end, whole.length);
  if (from > to) return 0;
  return sub === '' ? to - from + 1 : countIn(whole.slice(from, to), sub);
}

function affix(name: 'startswith' | 'endswith') {
  return (self: Value, given: Value, start?: Value, end?: Value): Value => {
    const whole = own(self);
    const [from, to] = searchBounds(start, end, whole.length);
    const region = whole.slice(from, to);
    const test = (part: Value): boolean => {
      const text = textOf(part);
      return from <= to && (name === 'startswith' ? region.startsWith(text) : region.endsWith(text));
    };
    if (given instanceof PyTuple) return given.items.some(test);
    if (bufferOf(given) === undefined) {
      throw typeError(`${name} first arg must be bytes or a tuple of bytes, not ${typeName(given)}`);
    }
    return test(given);
  };
}

const SPACES = ' \t\n\r\v\f';

/** At runs of ASCII white space; `fromEnd` tells which end a limit counts from. */
function splitSpace(text: string, most: number, fromEnd: boolean): string[] {
  const words = [...text.matchAll(/[^ \t\n\r\v\f]+/g)];
  if (most < 0 || words.length <= most) return words.map(([word]) => word);
  const whole = (match: RegExpMatchArray | undefined): string => match?.[0] ?? '';
  if (fromEnd) {
    const kept = most === 0 ? [] : words.slice(-most);
    const last = words[words.length - most - 1];
    return [text.slice(0, (last?.index ?? 0) + whole(last).length), ...kept.map(whole)];
  }
  return [...words.slice(0, most).map(whole), text.slice(words[most]?.index)];
}

function strip(text: string, given: Value, atStart: boolean, atEnd: boolean): string {
  const chars = given === null ? SPACES : textOf(given);
  let start = 0;
  let end = text.length;
  if (atStart) while (start < end && chars.includes(text.charAt(start))) start++;
  if (atEnd) while (end > start && chars.includes(text.charAt(end - 1))) end--;
  return text.slice(start, end);
}

function fillOf(value: Value | undefined, method: string): string {
  if (value === undefined) return ' ';
  const fill = bufferOf(value);
  if (fill === undefined || fill.length !== 1) {
    throw typeError(`${method}() argument 2 must be a byte string of length 1, not ${givenTypeName(value)}`);
  }
  return latin1(fill);
}

function translate(self: Value, table: Value, deleted: Value | undefined): Uint8Array {
  const map = table === null ? undefined : asBuffer(table);
  if (map !== undefined && map.length !== 256) {
    throw valueError('translation table must be 256 characters long');
  }
  const unwanted = new Set(deleted === undefined ? [] : asBuffer(deleted));
  const kept = asBuffer(self).filter((byte) => !unwanted.has(byte));
  return map === undefined ? kept : kept.map((byte) => map[byte] ?? 0);
}

function textArgument(value: Value, name: string): string {
  const text = strValue(value);
  if (text === undefined)
    throw typeError(`decode() argument '${name}' must be str, not ${givenTypeName(value)}`);
  return text;
}

/** The methods, keyed by signature; `make` makes the type's own objects. */
export function bufferMethods(make: (data: Uint8Array) => Value): Record<string, NativeBody> {
  const fromText = (text: string): Value => make(bytesOf(text));
  const list = (parts: readonly string[]): PyList => new PyList(parts.map(fromText));
  const changed = (change: (text: string) => string) => (self: Value) => fromText(change(own(self)));
  const tested = (test: (text: string) => boolean) => (self: Value) => test(own(self));

  const splitter = (fromEnd: boolean) => (self: Value, separator: Value, maxsplit: Value) => {
    const most = asSize(maxsplit, 'OverflowError');
    if (separator === null) return list(splitSpace(own(self), most, fromEnd));
    const cut = textOf(separator);
    if (cut === '') throw valueError('empty separator');
    return list((fromEnd ? splitOnFromEnd : splitOn)(own(self), cut, most));
  };
  const partitioner = (fromEnd: boolean) => (self: Value, separator: Value) => {
    const cut = textOf(separator);
    if (cut === '') throw valueError('empty separator');
    const whole = own(self);
    const parts = partition(whole, cut, fromEnd) ?? (fromEnd ? ['', '', whole] : [whole, '', '']);
    return tuple(...parts.map(fromText));
  };
  const stripper = (atStart: boolean, atEnd: boolean) => (self: Value, chars: Value) =>
    fromText(strip(own(self), chars, atStart, atEnd));
  const justifier =
    (name: string, leftShare: (missing: number, width: number) => number) =>
    (self: Value, given: Value, fillchar?: Value) => {
      const width = asSize(given, 'OverflowError');
      const fill = fillOf(fillchar, name);
      const whole = own(self);
      const missing = Math.max(0, width - whole.length);
      const left = missing === 0 ? 0 : leftShare(missing, width);
      return fromText(fill.repeat(left) + whole + fill.repeat(missing - left));
    };

  return {
    'find(sub, start=<unrepresentable>, end=<unrepresentable>, /)': finder(false, false),
    'rfind(sub, start=<unrepresentable>, end=<unrepresentable>, /)': finder(true, false),
    'index(sub, start=<unrepresentable>, end=<unrepresentable>, /)': finder(false, true),
    'rindex(sub, start=<unrepresentable>, end=<unrepresentable>, /)': finder(true, true),
    'count(sub, start=<unrepresentable>, end=<unrepresentable>, /)': count,
    'startswith(prefix, start=<unrepresentable>, end=<unrepresentable>, /)': affix('startswith'),
    'endswith(suffix, start=<unrepresentable>, end=<unrepresentable>, /)': affix('endswith'),
    'split(sep=None, maxsplit=-1)': splitter(false),
    'rsplit(sep=None, maxsplit=-1)': splitter(true),
    'splitlines(keepends=False)': (self: Value, keepends: Value) => list(lines(own(self), isTrue(keepends))),
    'partition(sep, /)': partitioner(false),
    'rpartition(sep, /)': partitioner(true),
    'join(iterable_of_bytes, /)': (self: Value, iterable: Value) => fromText(join(own(self), iterable)),
    'strip(bytes=None, /)': stripper(true, true),
    'lstrip(bytes=None, /)': stripper(true, false),
    'rstrip(bytes=None, /)': stripper(false, true),
    'removeprefix(prefix, /)': (self: Value, prefix: Value) => {
      const [whole, start] = [own(self), textOf(prefix)];
      return fromText(whole.startsWith(start) ? whole.slice(start.length) : whole);
    },
    'removesuffix(suffix, /)': (self: Value, suffix: Value) => {
      const [whole, end] = [own(self), textOf(suffix)];
      return fromText(whole.endsWith(end) ? whole.slice(0, whole.length - end.length) : whole);
    },
    'replace(old, new, count=-1, /)': (self: Value, old: Value, replacement: Value, most: Value) =>
      fromText(replaceText(own(self), textOf(old), textOf(replacement), asSize(most, 'OverflowError'))),
    'translate(table, /, delete=<unrepresentable>)': (self: Value, table: Value, deleted?: Value) =>
      make(translate(self, table, deleted)),
    'expandtabs(tabsize=8)': (self: Value, size: Value) =>
      fromText(expandTabs(own(self), asSize(size, 'OverflowError'))),
    "center(width, fillchar=b' ', /)": justifier(
      'center',
      (missing, width) => Math.floor(missing / 2) + (missing & width & 1),
    ),
    "ljust(width, fillchar=b' ', /)": justifier('ljust', () => 0),
    "rjust(width, fillchar=b' ', /)": justifier('rjust', (missing) => missing),
    'zfill(width, /)': (self: Value, width: Value) => {
      const whole = own(self);
      const sign = /^[+-]/.exec(whole)?.[0] ?? '';
      const digits = asSize(width, 'OverflowError') - sign.length;
      return fromText(sign + whole.slice(sign.length).padStart(digits, '0'));
    },
    'upper()': changed(upperAscii),
    'lower()': changed(lowerAscii),
    'title()': changed(titleAscii),
    'capitalize()': changed(capitalizeAscii),
    'swapcase()': changed(swapcaseAscii),
    'isalpha()': tested(isAlphaAscii),
    'isdigit()': tested(isDigitAscii),
    'isalnum()': tested(isAlnumAscii),
    'isspace()': tested(isSpaceAscii),
    'islower()': tested(isLowerAscii),
    'isupper()': tested(isUpperAscii),
    'istitle()': tested(isTitleAscii),
    'isascii()': (self: Value) => asBuffer(self).every((byte) => byte < 0x80),
    "decode(encoding='utf-8', errors='strict')": (self: Value, encoding: Value, errors: Value) =>
      decodeBytes(asBuffer(self), textArgument(encoding, 'encoding'), textArgument(errors, 'errors')),
    'hex(sep=<unrepresentable>, bytes_per_sep=1)': hexOf,
  };
}

function lines(text: string, keepEnds: boolean): string[] {
  const ended = [...text.matchAll(/[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$/g)].map(([line]) => line);
  return keepEnds ? ended : ended.map((line) => line.replace(/(?:\r\n|\r|\n)$/, ''));
}

function join(separator: string, iterable: Value): string {
  const { slots } = typeOf(iterable);
  if (slots.iter === undefined && slots.getitem === undefined) throw typeError('can only join an iterable');
  const parts = borrowArray(iterable).map((item, index) => {
    const data = bufferOf(item);
    if (data === undefined) {
      throw typeError(`sequence item ${index}: expected a bytes-like object, ${typeName(item)} found`);
    }
    return latin1(data);
  });
  return parts.join(separator);
}

/** `bytes.maketrans` */
export function makeTable(from: Value, to: Value): Uint8Array {
  const [sources, targets] = [asBuffer(from), asBuffer(to)];
  if (sources.length !== targets.length) throw valueError('maketrans arguments must have same length');
  const table = Uint8Array.from({ length: 256 }, (_, index) => index);
  for (const [index, byte] of sources.entries()) table[byte] = targets[index] ?? 0;
  return table;
}
