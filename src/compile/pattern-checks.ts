// Errors in the patterns of `match` that CPython finds when it compiles them.

import type * as ast from '../../grammar/ast.js';
import { HashTable } from '../objects/hash-table.js';
import type { Value } from '../objects/object.js';
import { BINARY, UNARY } from '../objects/operators.js';
import { repr } from '../objects/repr.js';
import { constantValue } from './constants.js';

type Report = (node: ast.Position, message: string) => void;

export function checkCases(cases: readonly ast.MatchCase[], report: Report): void {
  for (const [index, { pattern, guard }] of cases.entries()) {
    if (guard === null && index < cases.length - 1) checkRefutable(pattern, report);
    namesOf(pattern, report);
  }
}

/** A pattern that matches anything may only stand last. */
function checkRefutable(node: ast.Pattern, report: Report): void {
  const irrefutable = irrefutablePart(node);
  if (irrefutable === null) return;
  const what = irrefutable.name === null ? 'wildcard' : `name capture '${irrefutable.name}'`;
  report(irrefutable, `${what} makes remaining patterns unreachable`);
}

function irrefutablePart(node: ast.Pattern): ast.MatchAs | null {
  if (node.kind === 'MatchAs') return node.pattern === null ? node : irrefutablePart(node.pattern);
  if (node.kind !== 'MatchOr') return null;
  const last = node.patterns.at(-1);
  return last === undefined ? null : irrefutablePart(last);
}

/** The names a pattern captures. */
function namesOf(node: ast.Pattern, report: Report, names = new Set<string>()): Set<string> {
  const capture = (name: string | null, at: ast.Pattern): void => {
    if (name === null) return;
    if (names.has(name)) report(at, `multiple assignments to name '${name}' in pattern`);
    names.add(name);
  };
  switch (node.kind) {
    case 'MatchAs':
      if (node.pattern !== null) namesOf(node.pattern, report, names);
      capture(node.name, node);
      break;
    case 'MatchStar':
      capture(node.name, node);
      break;
    case 'MatchSequence':
      if (node.patterns.filter(({ kind }) => kind === 'MatchStar').length > 1)
        report(node, 'multiple starred names in sequence pattern');
      for (const pattern of node.patterns) namesOf(pattern, report, names);
      break;
    case 'MatchMapping':
      checkKeys(node, report);
      for (const pattern of node.patterns) namesOf(pattern, report, names);
      capture(node.rest, node);
      break;
    case 'MatchClass':
      checkKeywords(node, report);
      for (const pattern of [...node.patterns, ...node.kwd_patterns]) namesOf(pattern, report, names);
      break;
    case 'MatchValue':
      if (node.value.kind === 'JoinedStr')
        report(node, 'patterns may only match literals and attribute lookups');
      break;
    case 'MatchOr':
      alternatives(node, report, names);
      break;
    default:
      break;
  }
  return names;
}

function alternatives(node: ast.MatchOr, report: Report, names: Set<string>): void {
  let expected: Set<string> | null = null;
  for (const [index, pattern] of node.patterns.entries()) {
    if (index < node.patterns.length - 1) checkRefutable(pattern, report);
    const own = namesOf(pattern, report);
    expected ??= own;
    if (own.size !== expected.size || [...own].some((name) => !expected?.has(name)))
      report(node, 'alternative patterns bind different names');
  }
  for (const name of expected ?? []) {
    if (names.has(name)) report(node, `multiple assignments to name '${name}' in pattern`);
    names.add(name);
  }
}

function checkKeys(node: ast.MatchMapping, report: Report): void {
  const seen = new HashTable();
  for (const key of node.keys) {
    if (key.kind === 'JoinedStr')
      report(key, 'mapping pattern keys may only match literals and attribute lookups');
    const value = literalValue(key);
    if (value === undefined) continue;
    if (seen.has(value)) report(node, `mapping pattern checks duplicate key (${repr(value)})`);
    seen.set(value, null);
  }
}

/** The value of a literal of a pattern: a constant, `-1`, `1 + 2j`. */
function literalValue(node: ast.Expr): Value | undefined {
  if (node.kind === 'Constant') return constantValue(node);
  if (node.kind === 'UnaryOp' && node.op !== 'Not') {
    const operand = literalValue(node.operand);
    return operand === undefined ? undefined : UNARY[node.op](operand);
  }
  if (node.kind !== 'BinOp') return undefined;
  const left = literalValue(node.left);
  const right = literalValue(node.right);
  return left === undefined || right === undefined ? undefined : BINARY[node.op](left, right);
}

function checkKeywords(node: ast.MatchClass, report: Report): void {
  for (const [index, name] of node.kwd_attrs.entries()) {
    const at = node.kwd_patterns[index] ?? node;
    if (name === '__debug__') report(at, 'cannot assign to __debug__');
    if (node.kwd_attrs.indexOf(name) < index) report(at, `attribute name repeated in class pattern: ${name}`);
  }
}
