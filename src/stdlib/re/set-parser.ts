// Character sets: what stands between brackets.

import { parseSetEscape } from './escapes.js';
import type { SetItem, UnitNode } from './nodes.js';
import type { ParserState } from './parser-state.js';
import { charCount, type PatternProblem, type PatternSource } from './pattern-source.js';

/** Signs that are written twice in set operations, which may come to mean something. */
function operationOf(sign: string): string | undefined {
  switch (sign) {
    case '-':
      return 'difference';
    case '&':
      return 'intersection';
    case '~':
      return 'symmetric difference';
    case '|':
      return 'union';
    default:
      return undefined;
  }
}

/** The opening bracket has been taken. */
export function parseSet(source: PatternSource, state: ParserState): UnitNode {
  const start = source.position - 1;
  const warn = (what: string, position: number): void => {
    state.warnings.push({ category: 'FutureWarning', message: `Possible ${what} at position ${position}` });
  };
  if (source.next === '[') warn('nested set', source.position);
  const negated = source.accept('^');
  const items: SetItem[] = [];
  const take = (): string => {
    const char = source.take();
    if (char === undefined) throw source.problem('unterminated character set', source.position - start);
    return char;
  };
  for (;;) {
    const char = take();
    if (char === ']' && items.length > 0) break;
    const operation = items.length > 0 && source.next === char ? operationOf(char) : undefined;
    if (operation !== undefined) warn(`set ${operation}`, source.position - 1);
    const first = itemOf(source, state, char);
    if (!source.accept('-')) {
      items.push(first);
      continue;
    }
    const end = take();
    if (end === ']') {
      items.push(first, { kind: 'literal', code: 0x2d });
      break;
    }
    if (end === '-') warn('set difference', source.position - 2);
    const last = itemOf(source, state, end);
    if (first.kind !== 'literal' || last.kind !== 'literal' || last.code < first.code) {
      throw badRange(source, char, end);
    }
    items.push({ kind: 'range', low: first.code, high: last.code });
  }
  const [only] = items;
  if (only?.kind === 'literal' && items.every((item) => item.kind === 'literal' && item.code === only.code)) {
    return negated ? { kind: 'set', negated, items: [only] } : only;
  }
  return { kind: 'set', negated, items };
}

function itemOf(source: PatternSource, state: ParserState, char: string): SetItem {
  if (char.startsWith('\\')) return parseSetEscape(source, state, char);
  return { kind: 'literal', code: char.codePointAt(0) ?? 0 };
}

function badRange(source: PatternSource, low: string, high: string): PatternProblem {
  const shown = `${low}-${high}`;
  return source.problem(`bad character range ${shown}`, charCount(shown));
}
