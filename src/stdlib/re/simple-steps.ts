// Steps that take one way or none: characters, places, references to groups.

import { categoryTest, foldingOf, unitTest } from './characters.js';
import type { Matcher, Step } from './matcher.js';
import { Flag, type Node, type Place, type Sequence, type UnitNode } from './nodes.js';

const NEWLINE = 0x0a;

export function unitStep(node: UnitNode, flags: number, next: Step): Step {
  if (node.kind === 'literal' && (flags & Flag.IGNORECASE) === 0) {
    const wanted = node.code;
    return (matcher) => {
      const { at } = matcher;
      if (at >= matcher.end || matcher.code(at) !== wanted) return undefined;
      matcher.at = at + 1;
      return next;
    };
  }
  const test = unitTest(node, flags);
  return (matcher) => {
    const { at } = matcher;
    if (at >= matcher.end || !test(matcher.code(at))) return undefined;
    matcher.at = at + 1;
    return next;
  };
}

/** Where the run of plain characters that ends at `end` begins. */
export function literalStart(nodes: Sequence, end: number, flags: number): number {
  if ((flags & Flag.IGNORECASE) !== 0) return end;
  let start = end;
  while (start > 0 && nodes[start - 1]?.kind === 'literal') start--;
  return start;
}

/** Several characters in a row. */
export function literalStep(nodes: readonly Node[], next: Step): Step {
  const codes = nodes.map((node) => (node.kind === 'literal' ? node.code : 0));
  const text = String.fromCodePoint(...codes);
  return (matcher) => {
    const { at, subject } = matcher;
    if (at + codes.length > matcher.end) return undefined;
    if (subject.codes === null) {
      if (!subject.text.startsWith(text, at)) return undefined;
    } else if (!codes.every((code, index) => subject.codeAt(at + index) === code)) return undefined;
    matcher.at = at + codes.length;
    return next;
  };
}

/** A condition that takes no characters. */
function condition(holds: (matcher: Matcher, at: number) => boolean, next: Step): Step {
  return (matcher) => (holds(matcher, matcher.at) ? next : undefined);
}

export function placeStep(place: Place, flags: number, next: Step): Step {
  const isMultiline = (flags & Flag.MULTILINE) !== 0;
  switch (place) {
    case 'string start':
      return condition((_matcher, at) => at === 0, next);
    case 'string end':
      return condition((matcher, at) => at === matcher.end, next);
    case 'line start':
      if (!isMultiline) return condition((_matcher, at) => at === 0, next);
      return condition((matcher, at) => at === 0 || matcher.code(at - 1) === NEWLINE, next);
    case 'line end':
      if (!isMultiline) {
        return condition((matcher, at) => {
          const left = matcher.end - at;
          return left === 0 || (left === 1 && matcher.code(at) === NEWLINE);
        }, next);
      }
      return condition((matcher, at) => at === matcher.end || matcher.code(at) === NEWLINE, next);
    case 'word boundary':
      return boundaryStep(flags, true, next);
    case 'no word boundary':
      return boundaryStep(flags, false, next);
  }
}

/** An empty text has neither. */
function boundaryStep(flags: number, wanted: boolean, next: Step): Step {
  const isWord = categoryTest('word', flags);
  return condition((matcher, at) => {
    if (matcher.end === 0) return false;
    const before = at > 0 && isWord(matcher.code(at - 1));
    const behind = at < matcher.end && isWord(matcher.code(at));
    return (before !== behind) === wanted;
  }, next);
}

/** What the group matched, once more. */
export function referenceStep(group: number, flags: number, next: Step): Step {
  const start = 2 * (group - 1);
  const fold = foldingOf(flags);
  return (matcher) => {
    const from = matcher.register(start);
    const size = matcher.register(start + 1) - from;
    const { at } = matcher;
    if (from < 0 || size < 0 || at + size > matcher.end) return undefined;
    for (let index = 0; index < size; index++) {
      const [own, other] = [matcher.code(from + index), matcher.code(at + index)];
      if (own !== other && (fold === undefined || fold(own) !== fold(other))) return undefined;
    }
    matcher.at = at + size;
    return next;
  };
}
