// Numbers in prose: "roughly 0.8 seconds", "one full second", "5,000 items", "a tenth of a second".

import { MICROSECOND, MILLISECOND, type Nanoseconds, SECOND } from '../../../trace/time.js';
import { blankCode } from '../sentence.js';

export type Precision = 'exact' | 'plain' | 'rough' | 'at least' | 'at most';

interface Found {
  /** Of the number itself in the sentence, without words such as "roughly". */
  readonly start: number;
  readonly end: number;
  readonly precision: Precision;
  /** "not two seconds", "rather than 2 s" */
  readonly isDenied: boolean;
  /** The number with words such as "roughly" and "not" before it. */
  readonly quote: string;
}

export interface Span extends Found {
  readonly nanoseconds: Nanoseconds;
  /** As written: `0.8 seconds`. */
  readonly text: string;
  /** As a number, `0.8`; null where it is spelled out. */
  readonly digits: string | null;
  readonly unit: Nanoseconds;
}

export interface Count extends Found {
  readonly count: number;
  /** The noun, in the singular: `item`. */
  readonly noun: string;
  readonly text: string;
}

const WORDS: Readonly<Record<string, number>> = {
  zero: 0,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  twenty: 20,
  thirty: 30,
  fifty: 50,
  hundred: 100,
  once: 1,
  twice: 2,
  both: 2,
};

const WORD = Object.keys(WORDS).join('|');
const NUMBER = String.raw`\d+(?:,\d{3})+|\d+(?:\.\d+)?|\.\d+|${WORD}`;
const UNIT = 'seconds?|secs?|s|milliseconds?|ms|microseconds?|µs|us|minutes?';
const SPAN = new RegExp(
  String.raw`(?<![\w.])(?:(${NUMBER})(?:\s+(?:full|whole|virtual|more))?(?:\s*-\s*|\s*)(${UNIT})|(half|a tenth of|tenth of|a quarter of|quarter of)\s+(?:a|of a)?\s*(second)|(an?|full)\s+(?:full\s+|whole\s+)?(second|millisecond|minute))(?![\w])`,
  'gi',
);
const FRACTIONS: Readonly<Record<string, number>> = { half: 0.5, tenth: 0.1, quarter: 0.25 };

export function spansIn(sentence: string): Span[] {
  return [...blankCode(sentence).matchAll(SPAN)].map((match) => {
    const [text, number, unitOf, fraction, second, article, articleUnit] = match;
    const start = match.index;
    const unit = unitSize(unitOf ?? second ?? articleUnit ?? 'second');
    const part = Object.entries(FRACTIONS).find(([word]) => fraction?.toLowerCase().includes(word));
    const value = number !== undefined ? numberFrom(number) : (part?.[1] ?? (article === undefined ? 0 : 1));
    const digits = number !== undefined && /\d/.test(number) ? number : null;
    return {
      nanoseconds: Math.round(value * unit),
      text,
      digits,
      unit,
      start,
      end: start + text.length,
      ...mannerBefore(sentence, start, text),
    };
  });
}

/** `nouns` is a pattern of nouns in the singular: `item|task`. */
export function countsIn(sentence: string, nouns: string): Count[] {
  const pattern = new RegExp(
    String.raw`(?<![\w.:])(${NUMBER})\s+(?:[a-z-]+\s+){0,2}?(${nouns})(?:e?s)?\b`,
    'gi',
  );
  return [...blankCode(sentence).matchAll(pattern)].map((match) => {
    const [text, number = '', noun = ''] = match;
    const start = match.index;
    return {
      count: numberFrom(number),
      noun: noun.toLowerCase(),
      text,
      start,
      end: start + number.length,
      ...mannerBefore(sentence, start, text),
    };
  });
}

export function numberFrom(number: string): number {
  return WORDS[number.toLowerCase()] ?? Number(number.replaceAll(',', ''));
}

function unitSize(unit: string): Nanoseconds {
  if (/^(?:ms|milli)/i.test(unit)) return MILLISECOND;
  if (/^(?:us|\u00b5s|micro)/i.test(unit)) return MICROSECOND;
  return /^min/i.test(unit) ? 60 * SECOND : SECOND;
}

const ROUGH =
  /\b(?:about|approximately|approx\.?|around|roughly|nearly|almost|some|circa|just over|just under|close to)\s*$|[~\u2248]\s*$/i;
const EXACT = /\b(?:exactly|precisely)\s*$/i;
const LEAST = /\b(?:at least|more than|over|no less than|longer than|minimum of)\s*$/i;
const MOST = /\b(?:at most|up to|less than|under|no more than|within|fewer than|maximum of)\s*$/i;
const NOT = /\b(?:not|rather than|instead of|versus|vs\.?|as opposed to|never)\s+(?:\w+\s+){0,2}$/i;

/** What the words right before a number make of it. */
function mannerBefore(
  sentence: string,
  start: number,
  text: string,
): Pick<Found, 'precision' | 'isDenied' | 'quote'> {
  const before = sentence.slice(Math.max(0, start - 40), start);
  const said = [NOT, ROUGH, EXACT, LEAST, MOST].map((pattern) => pattern.exec(before)?.[0] ?? '');
  const longest = said.reduce((a, b) => (b.length > a.length ? b : a), '');
  return { precision: precisionOf(before), isDenied: NOT.test(before), quote: longest + text };
}

function precisionOf(before: string): Precision {
  if (ROUGH.test(before)) return 'rough';
  if (EXACT.test(before)) return 'exact';
  if (LEAST.test(before)) return 'at least';
  return MOST.test(before) ? 'at most' : 'plain';
}

/** Shares of the value by which an observed one may differ. */
const TOLERANCE = { exact: 0.02, plain: 0.05, rough: 0.15 } as const;
/** Costs of computing, which no lecture counts. */
const NEGLIGIBLE = 2 * MILLISECOND;

export function agrees(claimed: Nanoseconds, observed: Nanoseconds, precision: Precision): boolean {
  switch (precision) {
    case 'at least':
      return observed >= claimed - NEGLIGIBLE;
    case 'at most':
      return observed <= claimed + NEGLIGIBLE;
    default:
      return Math.abs(observed - claimed) <= Math.max(NEGLIGIBLE, claimed * TOLERANCE[precision]);
  }
}
