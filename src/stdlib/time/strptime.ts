// What `time.strptime` and `datetime.strptime` share: the reading of a text by a format (Lib/_strptime.py, C locale).

import { strValue } from '../../objects/boxed.js';
import { type PyException, typeError, valueError } from '../../objects/exceptions.js';
import { toAsciiDigits } from '../../objects/int-text.js';
import type { Value } from '../../objects/object.js';
import { repr } from '../../objects/repr.js';
import { strRepr } from '../../objects/str-repr.js';
import { typeOf } from '../../objects/types.js';
import {
  dateOfOrdinal,
  dayOfYear,
  daysInMonth,
  isoWeeksInYear,
  isoYearStart,
  modulo,
  ordinalOf,
  weekday as weekdayOf,
} from '../gregorian.js';
import { once } from '../library.js';
import { DAY_NAMES, dayAbbreviation, MONTH_NAMES, monthAbbreviation } from './names.js';
import type { TimeFields } from './struct-time.js';

export interface ParsedTime extends TimeFields {
  readonly microsecond: number;
  /** Of UTC, in microseconds; null where the text names no offset. */
  readonly offset: number | null;
  readonly zoneName: string | null;
}

export const DEFAULT_FORMAT = '%a %b %d %H:%M:%S %Y';

/** Numbers from low to high, with leading zeros up to `width` digits or without. Longer texts come first. */
function numbers(low: number, high: number, width: number, spacePadded = false): string {
  const texts: string[] = [];
  for (let digits = width; digits > 0; digits--) {
    for (let value = high; value >= low; value--) {
      const plain = String(value);
      if (plain.length <= digits) texts.push(plain.padStart(digits, '0'));
    }
  }
  if (spacePadded) for (let value = Math.min(high, 9); value >= low; value--) texts.push(` ${value}`);
  return texts.join('|');
}

/** Longer names first, so that none hides behind one that it begins with. */
const oneOf = (names: readonly string[]): string => [...names].sort((a, b) => b.length - a.length).join('|');

/** The pattern of each directive, as the source of a regular expression without groups. */
const patterns = once(
  (): ReadonlyMap<string, string> =>
    new Map([
      ['a', oneOf(DAY_NAMES.map((_, index) => dayAbbreviation(index)))],
      ['A', oneOf(DAY_NAMES)],
      ['b', oneOf(MONTH_NAMES.slice(1).map((_, index) => monthAbbreviation(index + 1)))],
      ['B', oneOf(MONTH_NAMES.slice(1))],
      ['d', numbers(1, 31, 2, true)],
      ['f', '[0-9]{1,6}'],
      ['G', '[0-9]{4}'],
      ['H', numbers(0, 23, 2)],
      ['I', numbers(1, 12, 2, true)],
      ['j', numbers(1, 366, 3)],
      ['m', numbers(1, 12, 2)],
      ['M', numbers(0, 59, 2)],
      ['p', 'am|pm'],
      ['S', numbers(0, 61, 2)],
      ['u', '[1-7]'],
      ['U', numbers(0, 53, 2)],
      ['V', numbers(1, 53, 2)],
      ['w', '[0-6]'],
      ['W', numbers(0, 53, 2)],
      ['y', '[0-9]{2}'],
      ['Y', '[0-9]{4}'],
      ['z', '[+-][0-9]{2}:?[0-5][0-9](?::?[0-5][0-9](?:\\.[0-9]{1,6})?)?|Z'],
      ['Z', 'utc|gmt'],
    ]),
);

/** Directives that stand for a format of their own. */
const COMPOSED: ReadonlyMap<string, string> = new Map([
  ['c', DEFAULT_FORMAT],
  ['x', '%m/%d/%y'],
  ['X', '%H:%M:%S'],
]);

interface CompiledFormat {
  readonly pattern: RegExp;
  /** A day of the month can not be told from 29 February without a year: a warning says so. */
  readonly dayWithoutYear: boolean;
}

function translate(format: string, whole: string, seen: Set<string>): string {
  let source = '';
  const chars = [...format];
  for (let index = 0; index < chars.length; index++) {
    const char = chars[index] ?? '';
    if (char !== '%') {
      if (/\s/u.test(char)) {
        while (/^\s$/u.test(chars[index + 1] ?? '')) index++;
        source += '\\s+';
      } else source += char.replace(/[\\^$.*+?()[\]{}|/]/u, '\\$&');
      continue;
    }
    const directive = chars[++index];
    if (directive === undefined) throw valueError(`stray % in format '${whole}'`);
    const composed = COMPOSED.get(directive);
    const pattern = patterns().get(directive);
    if (directive === '%') source += '%';
    else if (composed !== undefined) source += translate(composed, whole, seen);
    else if (pattern === undefined) {
      const shown = /\s/u.test(directive) ? '%' : directive;
      throw valueError(`'${shown}' is a bad directive in format '${whole}'`);
    } else {
      if (seen.has(directive))
        throw valueError(`directive '%${directive}' occurs twice in format '${whole}'`);
      seen.add(directive);
      source += `(?<${directive}>${pattern})`;
    }
  }
  return source;
}

function compile(format: string): CompiledFormat {
  const seen = new Set<string>();
  const source = translate(format, format, seen);
  const direct = new Set([...format.matchAll(/%(.)/gsu)].map(([, directive]) => directive));
  return {
    pattern: new RegExp(source, 'iuy'),
    dayWithoutYear: direct.has('d') && !direct.has('Y') && !direct.has('y') && !direct.has('G'),
  };
}

const compiled = once(() => new Map<string, CompiledFormat>());
const MOST_COMPILED = 100;

function compiledFormat(format: string): CompiledFormat {
  const cache = compiled();
  let found = cache.get(format);
  if (found === undefined) {
    found = compile(format);
    if (cache.size >= MOST_COMPILED) cache.clear();
    cache.set(format, found);
  }
  return found;
}

/** `+05:30:15.25` in microseconds. */
function offsetOf(text: string): number {
  if (text === 'Z') return 0;
  const hasColon = text[3] === ':';
  if (hasColon && text.length > 6 && text[6] !== ':') throw valueError(`Inconsistent use of : in ${text}`);
  if (!hasColon && text[5] === ':') {
    throw valueError(`invalid literal for int() with base 10: ${strRepr(text.slice(5, 7))}`);
  }
  const [whole = '', fraction = ''] = text.slice(1).replaceAll(':', '').split('.');
  const seconds =
    Number(whole.slice(0, 2)) * 3600 + Number(whole.slice(2, 4)) * 60 + Number(whole.slice(4) || '0');
  const microseconds = seconds * 1_000_000 + Number(fraction.padEnd(6, '0'));
  return text.startsWith('-') ? -microseconds : microseconds;
}

const position = (names: readonly string[], name: string): number =>
  names.findIndex((known) => known.toLowerCase().startsWith(name.toLowerCase()));

type Found = Readonly<Record<string, string | undefined>>;

function yearOf(found: Found): number | null {
  if (found.Y !== undefined) return Number(found.Y);
  if (found.y === undefined) return null;
  const short = Number(found.y);
  return short <= 68 ? 2000 + short : 1900 + short;
}

function hourOf(found: Found): number {
  if (found.I === undefined) return Number(found.H ?? 0);
  const hour = Number(found.I) % 12;
  return found.p?.toLowerCase() === 'pm' ? hour + 12 : hour;
}

/** Monday is 0; null where the text does not say. */
function givenWeekday(found: Found): number | null {
  const name = found.A ?? found.a;
  if (name !== undefined) return position(DAY_NAMES, name);
  if (found.w !== undefined) return (Number(found.w) + 6) % 7;
  return found.u === undefined ? null : Number(found.u) - 1;
}

function givenMonth(found: Found): number {
  if (found.m !== undefined) return Number(found.m);
  const name = found.B ?? found.b;
  return name === undefined ? 1 : position(MONTH_NAMES.slice(1), name) + 1;
}

function checkIsoDirectives(found: Found, year: number | null, weekday: number | null): void {
  const weekdays = "a weekday directive ('%A', '%a', '%w', or '%u').";
  if (found.G !== undefined) {
    if (found.j !== undefined) {
      throw valueError(
        "Day of the year directive '%j' is not compatible with ISO year directive '%G'. Use '%Y' instead.",
      );
    }
    if (found.V === undefined || weekday === null) {
      throw valueError(
        `ISO year directive '%G' must be used with the ISO week directive '%V' and ${weekdays}`,
      );
    }
  } else if (found.V !== undefined) {
    if (year === null || weekday === null) {
      throw valueError(
        `ISO week directive '%V' must be used with the ISO year directive '%G' and ${weekdays}`,
      );
    }
    throw valueError(
      "ISO week directive '%V' is incompatible with the year directive '%Y'. Use the ISO year '%G' instead.",
    );
  }
}

/** The day that a week of the year and a weekday name, as an ordinal; null where they do not. */
function ordinalOfWeek(found: Found, year: number, weekday: number): number | null {
  const week = found.U ?? found.W;
  if (week !== undefined) {
    const first = ordinalOf({ year, month: 1, day: 1 });
    const startsOnSunday = found.U !== undefined;
    const dayOfWeek = startsOnSunday ? (weekday + 1) % 7 : weekday;
    const firstDayOfWeek = modulo(first + (startsOnSunday ? 0 : 6), 7);
    // Week 1 begins with the first such day of the year, week 0 holds what comes before it.
    const weekOne = first + ((7 - firstDayOfWeek) % 7);
    if (Number(week) === 0) return first - firstDayOfWeek + dayOfWeek;
    return weekOne + 7 * (Number(week) - 1) + dayOfWeek;
  }
  if (found.G === undefined) return null;
  const [isoYear, isoWeek] = [Number(found.G), Number(found.V)];
  if (isoWeek > isoWeeksInYear(isoYear)) throw valueError(`Invalid week: ${isoWeek}`);
  return isoYearStart(isoYear) + (isoWeek - 1) * 7 + weekday;
}

/** Reads `text` by `format`. `warn` is told of a day without a year. */
export function parseTime(text: string, format: string, warn: (message: string) => void): ParsedTime {
  const { pattern, dayWithoutYear } = compiledFormat(format);
  if (dayWithoutYear) warn(DAY_WITHOUT_YEAR);
  const mismatch = (): PyException =>
    valueError(`time data ${strRepr(text)} does not match format ${strRepr(format)}`);
  pattern.lastIndex = 0;
  const match = pattern.exec(toAsciiDigits(text));
  if (match === null) throw mismatch();
  const end = match[0].length;
  if (end !== text.length) throw valueError(`unconverted data remains: ${text.slice(end)}`);
  const found: Found = match.groups ?? {};
  if (found.z === 'z') throw mismatch();

  const weekday = givenWeekday(found);
  const givenYear = yearOf(found);
  checkIsoDirectives(found, givenYear, weekday);
  let [month, day] = [givenMonth(found), Number(found.d ?? 1)];
  const isLeapDay = givenYear === null && month === 2 && day === 29;
  let year = givenYear ?? (isLeapDay ? 1904 : 1900);
  let ordinal = found.j === undefined ? null : ordinalOf({ year, month: 1, day: 1 }) + Number(found.j) - 1;
  if (ordinal === null && weekday !== null) ordinal = ordinalOfWeek(found, year, weekday);
  let yearDay: number;
  if (ordinal === null) {
    if (year === 0) throw valueError('year 0 is out of range');
    if (day > daysInMonth(year, month)) throw valueError('day is out of range for month');
    yearDay = dayOfYear({ year, month, day });
  } else {
    if (ordinal < 1) throw valueError('ordinal must be >= 1');
    ({ year, month, day } = dateOfOrdinal(ordinal));
    yearDay = dayOfYear({ year, month, day });
    if (found.j !== undefined) yearDay = Number(found.j);
  }
  const offset = found.z === undefined ? null : offsetOf(found.z);
  return {
    year: isLeapDay ? 1900 : year,
    month,
    day,
    hour: hourOf(found),
    minute: Number(found.M ?? 0),
    second: Number(found.S ?? 0),
    weekday: weekday ?? weekdayOf({ year, month, day }),
    yearDay,
    isDst: found.Z === undefined ? -1 : 0,
    zone: found.Z ?? null,
    microsecond: Number((found.f ?? '').padEnd(6, '0')),
    offset,
    zoneName: found.Z ?? null,
  };
}

const DAY_WITHOUT_YEAR = [
  'Parsing dates involving a day of month without a year specified is ambiguious',
  'and fails to parse leap day. The default behavior will change in Python 3.15',
  'to either always raise an exception or to use a different default year (TBD).',
  'To avoid trouble, add a specific year to the input & format.',
  'See https://github.com/python/cpython/issues/70647.',
].join('\n');

/** The two texts of a `strptime`. */
export function checkedTexts(text: Value, format: Value): readonly [string, string] {
  const texts = [text, format].map((value, index) => {
    const known = strValue(value);
    if (known !== undefined) return known;
    throw typeError(`strptime() argument ${index} must be str, not ${repr(typeOf(value))}`);
  });
  return [texts[0] ?? '', texts[1] ?? ''];
}
