// Clauses of a sentence: what stands between commas, dashes, colons and brackets. A number or a word belongs to what
// its own clause speaks of before it belongs to anything else.

import { blankCode } from '../sentence.js';

export interface Clause {
  readonly text: string;
  /** Where it begins in the sentence. */
  readonly start: number;
  readonly end: number;
}

/** A comma between digits, and a colon or full stop inside of a word or number, divide nothing. */
const BOUNDARY = /(?:,(?!\d)|;|:(?=\s)|\s[\u2014\u2013-]\s|\u2014|[()])\s*/g;

export function clausesOf(sentence: string): Clause[] {
  const clauses: Clause[] = [];
  let start = 0;
  const add = (end: number, next: number): void => {
    if (sentence.slice(start, end).trim() !== '')
      clauses.push({ text: sentence.slice(start, end), start, end });
    start = next;
  };
  for (const match of blankCode(sentence).matchAll(BOUNDARY)) add(match.index, match.index + match[0].length);
  add(sentence.length, sentence.length);
  return clauses;
}

export function clauseAt(sentence: string, index: number): Clause {
  const clauses = clausesOf(sentence);
  const found = clauses.findLast(({ start }) => start <= index);
  return found ?? { text: sentence, start: 0, end: sentence.length };
}

/** The clause at `index` first, then those before it from near to far, then those after it. */
export function nearestClauses(sentence: string, index: number): Clause[] {
  const clauses = clausesOf(sentence);
  const own = Math.max(
    0,
    clauses.findLastIndex(({ start }) => start <= index),
  );
  return [...clauses.slice(0, own + 1).reverse(), ...clauses.slice(own + 1)];
}

/** Words that make a clause speak of another program than the one that ran: "would", "if called", "without". */
const SUPPOSED =
  /\b(?:if|unless|without(?!\s+\w+ing\b)|would|could|might|may|were to|had|when called|suppose|imagine|in production|in a real)\b/i;

export function isSupposed(clause: string): boolean {
  return SUPPOSED.test(blankCode(clause));
}

const DENIED =
  /\b(?:not|no|nobody|nothing|none|never|cannot|can't|doesn't|don't|isn't|aren't|won't|neither|nor|rather than|instead of|without)\b/i;

export function isDenied(words: string): boolean {
  return DENIED.test(blankCode(words));
}
