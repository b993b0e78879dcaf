// Properties of characters: by the host's regular expressions where they know them, else by the tables.

import { decimalDigit } from '../../objects/int-text.js';
import { COMBINING, DIGITS, NUMBERS, WIDTHS } from './tables.js';

const CATEGORIES =
  'Lu Ll Lt Lm Lo Mn Mc Me Nd Nl No Pc Pd Ps Pe Pi Pf Po Sm Sc Sk So Zs Zl Zp Cc Cf Cs Co Cn'.split(' ');

const patterns = new Map<string, RegExp>();

function hasProperty(char: string, property: string): boolean {
  let pattern = patterns.get(property);
  if (pattern === undefined) {
    pattern = new RegExp(`^\\p{${property}}$`, 'u');
    patterns.set(property, pattern);
  }
  return pattern.test(char);
}

export const category = (char: string): string => CATEGORIES.find((name) => hasProperty(char, name)) ?? 'Cn';

export const isMirrored = (char: string): boolean => hasProperty(char, 'Bidi_Mirrored');

interface Run {
  readonly first: number;
  readonly last: number;
  readonly value: string;
}

/** Runs whose beginnings are told as distances. */
function readRuns(table: string): Run[] {
  let end = 0;
  return table
    .trim()
    .split(' ')
    .map((entry) => {
      const [, distance = '', more = '0', value = ''] = /^([^+:]+)(?:\+([^:]+))?:(.*)$/.exec(entry) ?? [];
      const first = end + Number.parseInt(distance, 16);
      end = first + Number.parseInt(more, 16);
      return { first, last: end, value };
    });
}

function lookup(table: string): (char: string) => string | undefined {
  let runs: Run[] | undefined;
  return (char) => {
    runs ??= readRuns(table);
    const code = char.codePointAt(0) ?? 0;
    let [low, high] = [0, runs.length - 1];
    while (low <= high) {
      const middle = (low + high) >> 1;
      const run = runs[middle];
      if (run === undefined) return undefined;
      if (code < run.first) high = middle - 1;
      else if (code > run.last) low = middle + 1;
      else return run.value;
    }
    return undefined;
  };
}

const combiningClass = lookup(COMBINING);
const width = lookup(WIDTHS);

export const combining = (char: string): number => Number(combiningClass(char) ?? 0);
export const eastAsianWidth = (char: string): string => width(char) ?? 'N';

export const decimal = (char: string): number | undefined =>
  hasProperty(char, 'Nd') ? decimalDigit(char) : undefined;

let digits: readonly (readonly [first: number, last: number])[] | undefined;

export function digit(char: string): number | undefined {
  const plain = decimal(char);
  if (plain !== undefined) return plain;
  digits ??= DIGITS.trim()
    .split(' ')
    .map((range) => {
      const [first = '', last = first] = range.split('-');
      return [Number.parseInt(first, 16), Number.parseInt(last, 16)] as const;
    });
  const code = char.codePointAt(0) ?? 0;
  return digits.some(([first, last]) => first <= code && code <= last) ? numeric(char) : undefined;
}

let numbers: Map<number, number> | undefined;

export function numeric(char: string): number | undefined {
  numbers ??= readNumbers();
  return decimal(char) ?? numbers.get(char.codePointAt(0) ?? 0);
}

function readNumbers(): Map<number, number> {
  const read = new Map<number, number>();
  for (const entry of NUMBERS.trim().split(' ')) {
    const [, start = '', more = '0', above = '', below = '1', step = '1'] =
      /^([0-9a-f]+)(?:\+([0-9a-f]+))?:(-?\d+)(?:\/(\d+))?(?:\*(\d+))?$/.exec(entry) ?? [];
    const first = Number.parseInt(start, 16);
    for (let index = 0; index <= Number.parseInt(more, 16); index++) {
      read.set(first + index, Number(above) / Number(below) + index * Number(step));
    }
  }
  return read;
}

/** What a character is canonically composed of, one step: `0065 0301`; empty for one that is not. */
export function canonicalDecomposition(char: string): string {
  // Some characters only stand for another one.
  const composed = char.normalize('NFC');
  if (composed !== char && [...composed].length === 1) return codeOf(composed);
  const parts = [...char.normalize('NFD')];
  // That of a Korean syllable is computed, not told.
  if (parts.length === 1 || hasProperty(char, 'Script=Hangul')) return '';
  const last = parts.pop() ?? '';
  const rest = [...parts.join('').normalize('NFC')];
  return [...rest, last].map(codeOf).join(' ');
}

const codeOf = (char: string): string =>
  (char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
