// What the parts of `unittest` share: short texts for values, `exc_info` tuples, calls of what may not be there.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute, getAttributeOr } from '../../objects/attributes.js';
import { strValue } from '../../objects/boxed.js';
import { call } from '../../objects/call.js';
import { isTrue } from '../../objects/compare.js';
import { PyList, type PyTuple, tuple } from '../../objects/containers.js';
import { isExceptionOf, PyException, typeError } from '../../objects/exceptions.js';
import { PyType, type Value } from '../../objects/object.js';
import { repr, str } from '../../objects/repr.js';
import { lengthOf, substring } from '../../objects/str-text.js';
import { objectType, typeOf } from '../../objects/types.js';

/** Longer representations are shortened where two are shown side by side. */
const MAX_LENGTH = 80;
const PLACEHOLDER_LENGTH = 12;
const MIN_BEGIN = 5;
const MIN_END = 5;
const MIN_COMMON = 5;
const MIN_DIFF = MAX_LENGTH - (MIN_BEGIN + PLACEHOLDER_LENGTH + MIN_COMMON + PLACEHOLDER_LENGTH + MIN_END);

/** `module.Class` */
export function classPath(cls: Value): string {
  return `${str(getAttribute(cls, '__module__'))}.${str(getAttribute(cls, '__qualname__'))}`;
}

/** The class a test says it has. */
export function classOf(value: Value): Value {
  return getAttribute(value, '__class__');
}

/** A representation even of what can not represent itself. */
export function safeRepr(value: Value): string {
  try {
    return repr(value);
  } catch (error) {
    if (!isExceptionOf(error, 'Exception')) throw error;
    return objectType.slots.repr?.(value) ?? '';
  }
}

/** Leaves out the middle of a text. */
function shorten(text: string, begin: number, end: number): string {
  const length = lengthOf(text);
  const skipped = length - begin - end;
  if (skipped <= PLACEHOLDER_LENGTH) return text;
  return `${substring(text, 0, begin)}[${skipped} chars]${substring(text, length - end, length)}`;
}

function commonPrefix(a: string, b: string): string {
  const [left, right] = [[...a], [...b]];
  let end = 0;
  while (end < left.length && left[end] === right[end]) end++;
  return left.slice(0, end).join('');
}

/** Representations of two values, shortened alike so that what differs stays in sight. */
export function shortenedPair(first: Value, second: Value): readonly [string, string] {
  const [a, b] = [safeRepr(first), safeRepr(second)];
  const longest = Math.max(lengthOf(a), lengthOf(b));
  if (longest <= MAX_LENGTH) return [a, b];
  const prefix = commonPrefix(a, b);
  const prefixLength = lengthOf(prefix);
  const rest = (text: string): string => text.slice(prefix.length);
  const room = MAX_LENGTH - (longest - prefixLength + MIN_BEGIN + PLACEHOLDER_LENGTH);
  if (room > MIN_COMMON) {
    const head = shorten(prefix, MIN_BEGIN, room);
    return [head + rest(a), head + rest(b)];
  }
  const head = shorten(prefix, MIN_BEGIN, MIN_COMMON);
  return [head + shorten(rest(a), MIN_DIFF, MIN_END), head + shorten(rest(b), MIN_DIFF, MIN_END)];
}

/** What `sys.exc_info()` gives while the exception is handled. */
export function excInfo(error: PyException): PyTuple {
  return tuple(typeOf(error), error, error.traceback);
}

/** The exception of such a tuple. */
export function errorOf(info: Value): PyException | null {
  for (const item of itemsOf(info)) if (item instanceof PyException) return item;
  return null;
}

/** The items of a tuple, none for anything else. */
export function itemsOf(value: Value): readonly Value[] {
  return typeof value === 'object' && value !== null && 'items' in value && Array.isArray(value.items)
    ? value.items
    : [];
}

/** `getattr(object, name, False)` as a condition. */
export function isFlagged(object: Value, name: string): boolean {
  return isTrue(getAttributeOr(object, name) ?? false);
}

export function callIfThere(object: Value, name: string): void {
  const method = getAttributeOr(object, name);
  if (method !== undefined) call(method);
}

/** Appends to a list that hangs on an object. */
export function appendTo(object: Value, name: string, item: Value): void {
  const list = getAttribute(object, name);
  if (list instanceof PyList) list.items.push(item);
  else call(getAttribute(list, 'append'), [item]);
}

/** An exception to throw, made from what `raise value` allows. */
export function raised(value: Value): PyException {
  const made = value instanceof PyType ? call(value) : value;
  return made instanceof PyException ? made : typeError('exceptions must derive from BaseException');
}

export function libraryModule(m: KernelMachine, name: string): Value {
  const top = m.importModule(name, m.builtins, null, 0);
  return name
    .split('.')
    .slice(1)
    .reduce((module, part) => getAttribute(module, part), top);
}

/** A function of `builtins`. */
export function callBuiltin(m: KernelMachine, name: string, ...args: Value[]): Value {
  return call(m.builtins.get(name) ?? null, args);
}

/** A number of the program's, in places where only plain integers make sense. */
export function textOf(value: Value): string {
  return strValue(value) ?? str(value);
}
