// How callbacks and values look in reprs and log messages (`format_helpers.py`, and as much of `reprlib` as it takes).

import { PyFunction } from '../../execution/function.js';
import { getAttributeOr } from '../../objects/attributes.js';
import { strValue } from '../../objects/boxed.js';
import { PyDict, PyList, PyTuple } from '../../objects/containers.js';
import { PyBoundMethod } from '../../objects/descriptors.js';
import { toArray } from '../../objects/iteration.js';
import type { Value } from '../../objects/object.js';
import { repr } from '../../objects/repr.js';
import { typeOf } from '../../objects/types.js';

/** `_format_callback_source` */
export function describeFunction(callable: Value, args: readonly Value[], debug = false): string {
  const source = functionSource(callable);
  const name = describeCall(callable, args, debug, '');
  return source === null ? name : `${name} at ${source.filename}:${source.lineno}`;
}

/** `_format_callback` */
function describeCall(callable: Value, args: readonly Value[], debug: boolean, suffix: string): string {
  const shown = `${debug ? `(${args.map(shortRepr).join(', ')})` : '()'}${suffix}`;
  if (isPartial(callable)) {
    const inner = getAttributeOr(callable, 'func') ?? null;
    return describeCall(inner, toArray(getAttributeOr(callable, 'args') ?? new PyTuple([])), debug, shown);
  }
  const name = strValue(
    getAttributeOr(callable, '__qualname__') ?? getAttributeOr(callable, '__name__') ?? null,
  );
  return `${name ?? repr(callable)}${shown}`;
}

function isPartial(callable: Value): boolean {
  return typeOf(callable).mro.some(({ name }) => name === 'functools.partial' || name === 'partial');
}

/** `_get_function_source` */
export function functionSource(
  callable: Value,
): { readonly filename: string; readonly lineno: number } | null {
  if (isPartial(callable)) return functionSource(getAttributeOr(callable, 'func') ?? null);
  const wrapped = getAttributeOr(callable, '__wrapped__');
  if (wrapped !== undefined) return functionSource(wrapped);
  if (callable instanceof PyBoundMethod) return null;
  if (!(callable instanceof PyFunction)) return null;
  return { filename: callable.code.filename, lineno: callable.code.start.lineno };
}

const MAX_ITEMS = 6;
const MAX_ENTRIES = 4;
const MAX_TEXT = 30;
const MAX_DIGITS = 40;

/** `reprlib.repr` */
export function shortRepr(value: Value, level = 6): string {
  if (value instanceof PyTuple && typeOf(value).name === 'tuple') {
    const trail = value.items.length === 1 ? ',' : '';
    return `(${shortItems(value.items, level)}${trail})`;
  }
  if (value instanceof PyList && typeOf(value).name === 'list') return `[${shortItems(value.items, level)}]`;
  if (value instanceof PyDict && typeOf(value).name === 'dict') return shortDict(value, level);
  if (typeof value === 'string') {
    const text = [...value];
    const whole = repr(text.slice(0, MAX_TEXT).join(''));
    if (text.length <= MAX_TEXT && whole.length <= MAX_TEXT) return whole;
    const { head, tail } = split(MAX_TEXT);
    return cut(repr([...text.slice(0, head), ...text.slice(text.length - tail)].join('')), MAX_TEXT);
  }
  if (typeof value === 'number' || typeof value === 'bigint') return cut(repr(value), MAX_DIGITS);
  return cut(repr(value), MAX_TEXT);
}

function split(limit: number): { readonly head: number; readonly tail: number } {
  const head = Math.max(0, Math.floor((limit - 3) / 2));
  return { head, tail: Math.max(0, limit - 3 - head) };
}

function cut(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const { head, tail } = split(limit);
  return `${text.slice(0, head)}...${text.slice(text.length - tail)}`;
}

function shortItems(items: readonly Value[], level: number): string {
  if (level <= 0 && items.length > 0) return '...';
  const shown = items.slice(0, MAX_ITEMS).map((item) => shortRepr(item, level - 1));
  if (items.length > MAX_ITEMS) shown.push('...');
  return shown.join(', ');
}

function shortDict(dict: PyDict, level: number): string {
  const entries = [...dict.table.entries()];
  if (entries.length === 0) return '{}';
  if (level <= 0) return '{...}';
  const shown = entries
    .slice(0, MAX_ENTRIES)
    .map(([key, value]) => `${shortRepr(key, level - 1)}: ${shortRepr(value, level - 1)}`);
  if (entries.length > MAX_ENTRIES) shown.push('...');
  return `{${shown.join(', ')}}`;
}
