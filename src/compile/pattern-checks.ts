// Errors in the patterns of `match` that CPython finds when it compiles them.

import type * as ast from '../../grammar/ast.js';
import { repr } from '../objects/repr.js';
import { constantValue } from './expressions.js';

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
  return null;
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
  const seen = new Set<string>();
  for (const key of node.keys) {
    if (key.kind !== 'Constant') continue;
    const value = constantValue(key);
    const shown = repr(value);
    // Equal numbers are the same key whatever their type.
    const identity = typeof value === 'boolean' ? String(Number(value)) : shown.replace(/\.0$/, '');
    if (seen.has(identity)) report(node, `mapping pattern checks duplicate key (${shown})`);
    seen.add(identity);
  }
}

function checkKeywords(node: ast.MatchClass, report: Report): void {
  for (const [index, name] of node.kwd_attrs.entries()) {
    const at = node.kwd_patterns[index] ?? node;
    if (name === '__debug__') report(at, 'cannot assign to __debug__');
    if (node.kwd_attrs.indexOf(name) < index) report(at, `attribute name repeated in class pattern: ${name}`);
  }
}
