// `match`: patterns become closures that test a subject and collect what they capture.

import type * as ast from '../../grammar/ast.js';
import type { Frame } from '../execution/frame.js';
import { getAttribute, getAttributeOr } from '../objects/attributes.js';
import { strValue } from '../objects/boxed.js';
import { call } from '../objects/call.js';
import { equals, isInstanceOf } from '../objects/compare.js';
import { PyDict, PyList, PyTuple } from '../objects/containers.js';
import { typeError, valueError } from '../objects/exceptions.js';
import { HashTable } from '../objects/hash-table.js';
import { unpack } from '../objects/iteration.js';
import { PyType, type Value } from '../objects/object.js';
import { isMappingPattern, isSelfMatching, isSequencePattern } from '../objects/pattern-kinds.js';
import { repr } from '../objects/repr.js';
import { getItem, length as lengthOf } from '../objects/subscript.js';
import { typeName } from '../objects/types.js';
import type { Compiler, Exec } from './compiler.js';
import { mergeInto } from './displays.js';
import { type Store, storeName } from './names.js';

/** Names are bound only when the whole pattern has matched. */
type Captures = { readonly store: Store; readonly value: Value }[];
type Matcher = (frame: Frame, subject: Value, captures: Captures) => boolean;

export function compileMatch(node: ast.Match, c: Compiler): Exec {
  const subject = c.expression(node.subject);
  const cases = node.cases.map(({ pattern, guard, body }) => ({
    matches: compileCasePattern(pattern, c),
    guard: guard === null ? null : c.condition(guard),
    body: c.block(body),
  }));
  return (frame) => {
    const value = subject(frame);
    for (const { matches, guard, body } of cases) {
      if (matches(frame, value) && (guard === null || guard(frame))) return body(frame);
    }
    return undefined;
  };
}

/** Matches a subject against the pattern of a `case` and binds its names. */
export function compileCasePattern(
  node: ast.Pattern,
  c: Compiler,
): (frame: Frame, subject: Value) => boolean {
  const matcher = compilePattern(node, c);
  return (frame, subject) => {
    const captures: Captures = [];
    if (!matcher(frame, subject, captures)) return false;
    for (const { store, value } of captures) store(frame, value);
    return true;
  };
}

function compilePattern(node: ast.Pattern, c: Compiler): Matcher {
  switch (node.kind) {
    case 'MatchValue': {
      const value = c.expression(node.value);
      return (frame, subject) => {
        const wanted = value(frame);
        frame.position = node;
        return equals(subject, wanted);
      };
    }
    case 'MatchSingleton': {
      const { value } = node;
      return (_frame, subject) => subject === value;
    }
    case 'MatchAs':
      return compileCapture(node, c);
    case 'MatchOr': {
      const alternatives = node.patterns.map((pattern) => compilePattern(pattern, c));
      return (frame, subject, captures) =>
        alternatives.some((alternative) => {
          const own: Captures = [];
          if (!alternative(frame, subject, own)) return false;
          captures.push(...own);
          return true;
        });
    }
    case 'MatchSequence':
      return compileSequence(node, c);
    case 'MatchMapping':
      return compileMapping(node, c);
    case 'MatchClass':
      return compileClassPattern(node, c);
    case 'MatchStar':
      throw new Error('a star pattern belongs to its sequence');
  }
}

function compileCapture(node: ast.MatchAs, c: Compiler): Matcher {
  const inner = node.pattern === null ? null : compilePattern(node.pattern, c);
  const store = node.name === null ? null : storeName(node, node.name, c);
  return (frame, subject, captures) => {
    if (inner !== null && !inner(frame, subject, captures)) return false;
    if (store !== null) captures.push({ store, value: subject });
    return true;
  };
}

/** `compiler_pattern_sequence`: items nobody asks for are not read. */
function compileSequence(node: ast.MatchSequence, c: Compiler): Matcher {
  const { patterns } = node;
  const star = patterns.findIndex(({ kind }) => kind === 'MatchStar');
  const starNode = patterns[star];
  const rest =
    starNode?.kind === 'MatchStar' && starNode.name !== null ? storeName(starNode, starNode.name, c) : null;
  const fixed = patterns
    .filter(({ kind }) => kind !== 'MatchStar')
    .map((pattern) => (isWildcard(pattern) ? null : compilePattern(pattern, c)));
  const before = star < 0 ? fixed.length : star;
  const reading =
    fixed.every((matcher) => matcher === null) && rest === null
      ? null
      : star >= 0 && rest === null
        ? 'by index'
        : 'all';
  return (frame, subject, captures) => {
    if (!isSequencePattern(subject)) return false;
    frame.position = node;
    const length = lengthOf(subject);
    if (star < 0 ? length !== fixed.length : length < fixed.length) return false;
    if (reading === null) return true;
    const skipped = length - fixed.length;
    const items = reading === 'all' ? unpack(subject, length) : null;
    for (let index = 0; index < fixed.length; index++) {
      const matcher = fixed[index] ?? null;
      if (matcher === null) continue;
      const place = index < before ? index : index + skipped;
      const item = items === null ? getItem(subject, place) : (items[place] ?? null);
      if (!matcher(frame, item, captures)) return false;
    }
    if (rest !== null && items !== null)
      captures.push({ store: rest, value: new PyList(items.slice(before, before + skipped)) });
    return true;
  };
}

function isWildcard(node: ast.Pattern): boolean {
  return node.kind === 'MatchAs' && node.pattern === null && node.name === null;
}

/** `match_keys` */
function compileMapping(node: ast.MatchMapping, c: Compiler): Matcher {
  const pairs = node.keys.map((key, index) => {
    const pattern = node.patterns[index];
    if (pattern === undefined) throw new Error('a mapping pattern has as many patterns as keys');
    return { key: c.expression(key), matcher: compilePattern(pattern, c) };
  });
  const rest = node.rest === null ? null : storeName(node, node.rest, c);
  return (frame, subject, captures) => {
    if (!isMappingPattern(subject)) return false;
    frame.position = node;
    if (pairs.length > 0 && lengthOf(subject) < pairs.length) return false;
    const seen = new HashTable();
    const found: Value[] = [];
    const keys = pairs.map(({ key }) => key(frame));
    for (const key of keys) {
      if (seen.has(key)) throw valueError(`mapping pattern checks duplicate key (${repr(key)})`);
      seen.set(key, null);
      const value = mappingGet(subject, key);
      if (value === undefined) return false;
      found.push(value);
    }
    for (const [index, { matcher }] of pairs.entries())
      if (!matcher(frame, found[index] ?? null, captures)) return false;
    if (rest !== null) captures.push({ store: rest, value: remaining(subject, keys) });
    return true;
  };
}

const MISSING = new PyList([]);

/** `subject.get(key)` without default: a mapping with `__missing__` is not asked for one. */
function mappingGet(subject: Value, key: Value): Value | undefined {
  if (subject instanceof PyDict && !subject.cls.heap) return subject.table.get(key);
  const value = call(getAttribute(subject, 'get'), [key, MISSING]);
  return value === MISSING ? undefined : value;
}

function remaining(subject: Value, keys: readonly Value[]): PyDict {
  const table = new HashTable();
  mergeInto(table, subject);
  for (const key of keys) table.delete(key);
  return new PyDict(table);
}

/** `match_class` */
function compileClassPattern(node: ast.MatchClass, c: Compiler): Matcher {
  const cls = c.expression(node.cls);
  const positional = node.patterns.map((pattern) => compilePattern(pattern, c));
  const named = node.kwd_attrs.map((name, index) => {
    const pattern = node.kwd_patterns[index];
    if (pattern === undefined) throw new Error('a class pattern has as many patterns as names');
    return { name, matcher: compilePattern(pattern, c) };
  });
  const matchers = [...positional, ...named.map(({ matcher }) => matcher)];
  return (frame, subject, captures) => {
    const type = cls(frame);
    frame.position = node;
    if (!(type instanceof PyType)) throw typeError('called match pattern must be a class');
    if (!isInstanceOf(subject, type)) return false;
    const seen = new Set<string>();
    const names = positional.length === 0 ? [] : positionalNames(type, positional.length);
    // All attributes are there before any is looked at.
    const values: Value[] = [];
    for (const index of positional.keys()) {
      const name = names[index];
      const value = name === undefined ? subject : attributeOnce(subject, type, name, seen);
      if (value === undefined) return false;
      values.push(value);
    }
    for (const { name } of named) {
      const value = attributeOnce(subject, type, name, seen);
      if (value === undefined) return false;
      values.push(value);
    }
    return matchers.every((matcher, index) => matcher(frame, values[index] ?? null, captures));
  };
}

function attributeOnce(subject: Value, type: PyType, name: string, seen: Set<string>): Value | undefined {
  if (seen.has(name)) throw typeError(`${type.name}() got multiple sub-patterns for attribute '${name}'`);
  seen.add(name);
  return getAttributeOr(subject, name);
}

/** The attributes that positional patterns stand for; none for types whose only pattern is the subject itself. */
function positionalNames(type: PyType, count: number): string[] {
  const args = getAttributeOr(type, '__match_args__');
  if (args === undefined) {
    const allowed = isSelfMatching(type) ? 1 : 0;
    if (count > allowed) {
      throw typeError(
        `${type.name}() accepts ${allowed} positional sub-pattern${allowed === 1 ? '' : 's'} (${count} given)`,
      );
    }
    return [];
  }
  if (!(args instanceof PyTuple)) {
    throw typeError(`${type.name}.__match_args__ must be a tuple (got ${typeName(args)})`);
  }
  if (count > args.items.length) {
    const plural = args.items.length === 1 ? '' : 's';
    throw typeError(
      `${type.name}() accepts ${args.items.length} positional sub-pattern${plural} (${count} given)`,
    );
  }
  return args.items.slice(0, count).map((name) => {
    const text = strValue(name);
    if (text === undefined)
      throw typeError(`__match_args__ elements must be strings (got ${typeName(name)})`);
    return text;
  });
}
