// `re.compile`: from a pattern's text to what can be run, and the cache that keeps the latest ones.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { intValue, strValue } from '../../objects/boxed.js';
import { latin1, PyBytes } from '../../objects/buffers.js';
import { isTrue } from '../../objects/compare.js';
import {
  exception,
  exceptionType,
  isExceptionOf,
  overflowError,
  typeError,
  valueError,
} from '../../objects/exceptions.js';
import { hash } from '../../objects/hash.js';
import type { Value } from '../../objects/object.js';
import { bytesType, strType, typeName, typeOf } from '../../objects/types.js';
import { callAttribute, perMachine } from '../library.js';
import { issueWarning } from '../warnings/issue.js';
import { Flag } from './nodes.js';
import { type ParsedPattern, parsePattern } from './parser.js';
import { PyPattern } from './pattern.js';
import { withPatternErrors } from './pattern-error.js';
import { makeProgram } from './program.js';

/** As many as CPython keeps. */
const MOST_KEPT = 512;

/** Patterns by type, flags and text, the one used last at the end. */
const patternCache = perMachine((_m: KernelMachine) => new Map<string, PyPattern>());

export function purgePatterns(m: KernelMachine): void {
  patternCache(m).clear();
}

/** The pattern that any function of the module is given: compiled already, or the text of one. */
export function compilePattern(m: KernelMachine, pattern: Value, flags: Value): PyPattern {
  const key = cacheKey(pattern, flags);
  const cache = patternCache(m);
  const known = key === undefined ? undefined : cache.get(key);
  if (key !== undefined && known !== undefined) {
    cache.delete(key);
    cache.set(key, known);
    return known;
  }
  if (pattern instanceof PyPattern) {
    if (isTrue(flags)) {
      throw valueError('cannot process flags argument with a compiled pattern');
    }
    return pattern;
  }
  hash(pattern);
  hash(flags);
  const text = strValue(pattern);
  if (text === undefined && !(pattern instanceof PyBytes)) {
    throw typeError('first argument must be string or compiled pattern');
  }
  const bits = flagBits(flags);
  const source = text ?? (pattern instanceof PyBytes ? latin1(pattern.data) : '');
  const compiled = withPatternErrors(m, pattern, () => {
    const parsed = parseSource(m, source, text !== undefined, bits);
    if ((bits & Flag.DEBUG) !== 0) throw exception('NotImplementedError', 're.DEBUG');
    return new PyPattern(m, pattern, text !== undefined, parsed.flags, makeProgram(parsed), parsed.names);
  });
  if (key !== undefined) {
    const [oldest] = cache.keys();
    if (cache.size >= MOST_KEPT && oldest !== undefined) cache.delete(oldest);
    cache.set(key, compiled);
  }
  return compiled;
}

function cacheKey(pattern: Value, flags: Value): string | undefined {
  const bits = intValue(flags);
  if (bits === undefined) return undefined;
  const cls = typeOf(pattern);
  if (typeof pattern === 'string' && cls === strType) return `s${bits}:${pattern}`;
  return pattern instanceof PyBytes && cls === bytesType ? `b${bits}:${latin1(pattern.data)}` : undefined;
}

function flagBits(flags: Value): number {
  const bits = intValue(flags);
  if (bits === undefined)
    throw typeError(`unsupported operand type(s) for &: '${typeName(flags)}' and 'int'`);
  if (bits > 0x7fffffff || bits < -0x80000000)
    throw overflowError('Python int too large to convert to C int');
  return Number(bits);
}

export function parseSource(m: KernelMachine, text: string, isText: boolean, flags: number): ParsedPattern {
  return parsePattern(text, {
    isText,
    flags,
    lookUpName: (name) => characterNamed(m, name),
    warn: (warnings) => {
      for (const { category, message } of warnings) issueWarning(m, message, exceptionType(category), 1);
    },
  });
}

function characterNamed(m: KernelMachine, name: string): number | undefined {
  const unicodedata = m.importModule('unicodedata', m.builtins, null, 0);
  try {
    const found = strValue(callAttribute(unicodedata, 'lookup', name));
    const [first] = Array.from(found ?? '');
    return first === found ? first?.codePointAt(0) : undefined;
  } catch (error) {
    if (!isExceptionOf(error, 'KeyError')) throw error;
    return undefined;
  }
}
