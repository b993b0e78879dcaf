// The `fnmatch` module: shell patterns (`*.py`, `[!a-c]?`), by way of regular expressions.

import { defineModule } from '../execution/module.js';
import type { KernelMachine } from '../kernel/kernel-machine.js';
import { strValue } from '../objects/boxed.js';
import { bytesOf, latin1, PyBytes } from '../objects/buffers.js';
import { callSpecial } from '../objects/call.js';
import { PyList } from '../objects/containers.js';
import { typeError } from '../objects/exceptions.js';
import { hash } from '../objects/hash.js';
import { iterate } from '../objects/iteration.js';
import type { Value } from '../objects/object.js';
import { str } from '../objects/repr.js';
import { typeName } from '../objects/types.js';
import { callAttribute, libraryFunctions } from './library.js';
import { compilePattern } from './re/compile.js';
import { escapePattern } from './re/escape-pattern.js';

/** Stands for `*` among the parts of a pattern. */
const STAR = Symbol('*');
type Part = string | typeof STAR;

function partsOf(pattern: string): Part[] {
  const parts: Part[] = [];
  const chars = Array.from(pattern);
  for (let at = 0; at < chars.length; ) {
    const char = chars[at++] ?? '';
    if (char === '*') {
      if (parts.at(-1) !== STAR) parts.push(STAR);
    } else if (char === '?') parts.push('.');
    else if (char === '[') {
      const end = setEnd(chars, at);
      if (end === undefined) parts.push('\\[');
      else {
        parts.push(setPattern(chars.slice(at, end)));
        at = end + 1;
      }
    } else parts.push(str(escapePattern(char)));
  }
  return parts;
}

/** Where the set that begins at `start` is closed. A bracket in the first place is one of its characters. */
function setEnd(chars: readonly string[], start: number): number | undefined {
  let at = start;
  if (chars[at] === '!') at++;
  if (chars[at] === ']') at++;
  const end = chars.indexOf(']', at);
  return end < 0 ? undefined : end;
}

function setPattern(chars: readonly string[]): string {
  const text = chars.includes('-') ? rangesPattern(chars) : chars.join('').replaceAll('\\', '\\\\');
  const contents = text.replaceAll(/[&~|]/g, '\\$&');
  // A set of nothing matches nothing; all but nothing is anything.
  if (contents === '') return '(?!)';
  if (contents === '!') return '.';
  if (contents.startsWith('!')) return `[^${contents.slice(1)}]`;
  return /^[\^[]/.test(contents) ? `[\\${contents}]` : `[${contents}]`;
}

/** The set cut at the hyphens that make ranges; ranges that hold nothing are taken out. */
function rangesPattern(chars: readonly string[]): string {
  const chunks: string[][] = [];
  let start = 0;
  let from = chars[0] === '!' ? 2 : 1;
  for (;;) {
    const hyphen = chars.indexOf('-', from);
    if (hyphen < 0) break;
    chunks.push(chars.slice(start, hyphen));
    start = hyphen + 1;
    from = hyphen + 3;
  }
  const rest = chars.slice(start);
  if (rest.length > 0) chunks.push(rest);
  else chunks.at(-1)?.push('-');
  for (let index = chunks.length - 1; index > 0; index--) {
    const [before, chunk] = [chunks[index - 1] ?? [], chunks[index] ?? []];
    const [low, high] = [before.at(-1)?.codePointAt(0) ?? 0, chunk[0]?.codePointAt(0) ?? 0];
    if (low > high) chunks.splice(index - 1, 2, [...before.slice(0, -1), ...chunk.slice(1)]);
  }
  return chunks.map((chunk) => chunk.join('').replaceAll(/[\\-]/g, '\\$&')).join('-');
}

/** Between two stars nothing needs to be tried twice, which atomic groups say. */
export function translatePattern(pattern: string): string {
  const parts = partsOf(pattern);
  const pieces: string[] = [];
  let piece = '';
  for (const part of parts) {
    if (part === STAR) {
      pieces.push(piece);
      piece = '';
    } else piece += part;
  }
  const [first = '', ...middle] = pieces;
  if (pieces.length === 0) return `(?s:${piece})\\Z`;
  return `(?s:${first}${middle.map((part) => `(?>.*?${part})`).join('')}.*${piece})\\Z`;
}

function matcherOf(m: KernelMachine, pattern: Value): (name: Value) => boolean {
  hash(pattern);
  let translated: Value;
  if (pattern instanceof PyBytes) {
    translated = new PyBytes(bytesOf(translatePattern(latin1(pattern.data))));
  } else {
    const text = strValue(pattern);
    if (text === undefined) throw typeError(`object of type '${typeName(pattern)}' has no len()`);
    translated = translatePattern(text);
  }
  const compiled = compilePattern(m, translated, 0);
  return (name) => callAttribute(compiled, 'match', name) !== null;
}

/** `os.path.normcase`, which changes nothing here. */
function pathOf(value: Value): Value {
  if (strValue(value) !== undefined || value instanceof PyBytes) return value;
  const path = callSpecial(value, '__fspath__');
  if (path !== undefined) return path;
  throw typeError(`expected str, bytes or os.PathLike object, not ${typeName(value)}`);
}

export const fnmatch = defineModule('fnmatch', (m: KernelMachine) => ({
  __all__: new PyList(['filter', 'fnmatch', 'fnmatchcase', 'translate']),
  ...libraryFunctions('fnmatch', {
    'fnmatch(name, pat)': (name, pattern) => {
      const path = pathOf(name);
      return matcherOf(m, pathOf(pattern))(path);
    },
    'fnmatchcase(name, pat)': (name, pattern) => matcherOf(m, pattern)(name),
    'filter(names, pat)': (names, pattern) =>
      new PyList([...iterate(names)].filter(matcherOf(m, pathOf(pattern)))),
    'translate(pat)': (pattern) => translatePattern(str(pattern)),
  }),
}));
