// "Did you mean: 'x'?" (Python/suggestions.c, `_compute_suggestion_error` in Lib/traceback.py): the visible name that
// takes the fewest changes to become from the wrong one.

import { getAttributeOr } from './attributes.js';
import { strValue } from './boxed.js';
import { callSpecial } from './call.js';
import { field } from './exception-fields.js';
import { isExceptionOf, PyException } from './exceptions.js';
import { toArray } from './iteration.js';
import type { Value } from './object.js';
import type { PyTraceback, TracebackFrame } from './traceback.js';

const MAX_CANDIDATES = 750;
const MAX_LENGTH = 40;
const MOVE_COST = 2;
const CASE_COST = 1;

/** The names a module offers, for "cannot import name"; undefined where it cannot be imported. */
export type ModuleNames = (module: string) => Iterable<string> | undefined;

/** The name that was probably meant by an AttributeError, NameError or ImportError. */
export function suggestionFor(
  error: PyException,
  wrong: string,
  moduleNames?: ModuleNames,
): string | undefined {
  const names = candidates(error, wrong, moduleNames);
  return names === undefined || typeof names === 'string' ? names : closest(names, wrong);
}

/** Names to choose from, or the answer itself. */
function candidates(
  error: PyException,
  wrong: string,
  moduleNames: ModuleNames | undefined,
): readonly string[] | string | undefined {
  const frame = innermostFrame(error.traceback);
  if (isExceptionOf(error, 'AttributeError')) {
    const object = field(error, 'obj');
    const names = directory(object);
    const own = frame?.localValue?.('self') === object;
    return own ? names : names?.filter(visibleTo(wrong));
  }
  if (isExceptionOf(error, 'ImportError')) {
    const module = field(error, 'name');
    const names = typeof module === 'string' ? moduleNames?.(module) : undefined;
    return names === undefined ? undefined : [...names].filter(visibleTo(wrong));
  }
  if (frame === undefined) return undefined;
  const self = frame.localValue?.('self');
  if (self !== undefined && getAttributeOr(self, wrong) !== undefined) return `self.${wrong}`;
  return [...(frame.visibleNames?.() ?? [])];
}

/** Names with an underscore are only offered for names with one. */
function visibleTo(wrong: string): (name: string) => boolean {
  return (name) => wrong.startsWith('_') || !name.startsWith('_');
}

function innermostFrame(traceback: PyTraceback | null): TracebackFrame | undefined {
  let last = traceback;
  while (last !== null && last.next !== null) last = last.next;
  return last?.frame;
}

/** `dir(value)`, or undefined where it fails. */
function directory(value: Value): string[] | undefined {
  try {
    const names = toArray(callSpecial(value, '__dir__') ?? null).map((name) => strValue(name));
    if (names.some((name) => name === undefined)) return undefined;
    return names.map((name) => name ?? '').sort();
  } catch (error) {
    if (error instanceof PyException) return undefined;
    throw error;
  }
}

/** `_Py_CalculateSuggestions` */
export function closest(names: readonly string[], wrong: string): string | undefined {
  if (names.length >= MAX_CANDIDATES) return undefined;
  const target = utf8(wrong);
  let suggestion: string | undefined;
  let best = Number.POSITIVE_INFINITY;
  for (const name of names) {
    if (name === wrong) continue;
    const candidate = utf8(name);
    // No more than a third of the bytes may change.
    const third = Math.floor(((target.length + candidate.length + 3) * MOVE_COST) / 6);
    const limit = Math.min(third, best - 1);
    const distance = levenshtein(target, candidate, limit);
    if (distance > limit || distance >= best) continue;
    suggestion = name;
    best = distance;
  }
  return suggestion;
}

/** The cost of turning one name into the other, or more than `limit`: one row of the usual table at a time. */
function levenshtein(a: readonly number[], b: readonly number[], limit: number): number {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let [endA, endB] = [a.length, b.length];
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) {
    endA--;
    endB--;
  }
  const trimmed = [a.slice(start, endA), b.slice(start, endB)].sort((x, y) => x.length - y.length);
  const [shorter = [], longer = []] = trimmed;
  if (shorter.length === 0) return longer.length * MOVE_COST;
  if (longer.length > MAX_LENGTH) return limit + 1;
  if ((longer.length - shorter.length) * MOVE_COST > limit) return limit + 1;
  const row = shorter.map((_, index) => (index + 1) * MOVE_COST);
  let result = 0;
  for (const [index, letter] of longer.entries()) {
    let diagonal = index * MOVE_COST;
    result = diagonal;
    let least = Number.POSITIVE_INFINITY;
    for (const [column, other] of shorter.entries()) {
      const substituted = diagonal + substitutionCost(letter, other);
      diagonal = row[column] ?? 0;
      result = Math.min(substituted, Math.min(result, diagonal) + MOVE_COST);
      row[column] = result;
      least = Math.min(least, result);
    }
    if (least > limit) return limit + 1;
  }
  return result;
}

function substitutionCost(a: number, b: number): number {
  if (a === b) return 0;
  return lower(a) === lower(b) ? CASE_COST : MOVE_COST;
}

/** Only ASCII letters have cases here. */
function lower(byte: number): number {
  return byte >= 0x41 && byte <= 0x5a ? byte + 32 : byte;
}

/** The name as CPython's C code compares it: byte by byte. */
function utf8(name: string): number[] {
  const bytes: number[] = [];
  for (const character of name) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x80) bytes.push(code);
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), 0x80 | (code & 63));
    else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
    else {
      bytes.push(
        0xf0 | (code >> 18),
        0x80 | ((code >> 12) & 63),
        0x80 | ((code >> 6) & 63),
        0x80 | (code & 63),
      );
    }
  }
  return bytes;
}
