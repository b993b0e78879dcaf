// Dates and times as ISO 8601 writes them: the reading of `fromisoformat`, and what `isoformat` shows.

import { strValue } from '../../objects/boxed.js';
import { type PyException, typeError, valueError } from '../../objects/exceptions.js';
import type { Value } from '../../objects/object.js';
import { strRepr } from '../../objects/str-repr.js';
import { givenTypeName } from '../../objects/types.js';
import { dateOfOrdinal, isoWeeksInYear, isoYearStart, type YearMonthDay } from '../gregorian.js';
import { formatOffset, offsetFrom } from './offsets.js';
import { type Clock, MICROSECONDS_PER_SECOND, type PyDelta } from './values.js';

export function isoText(value: Value): string {
  const text = strValue(value);
  if (text === undefined) throw typeError('fromisoformat: argument must be str');
  return text;
}

export const invalidIsoText = (text: string): PyException =>
  valueError(`Invalid isoformat string: ${strRepr(text)}`);

const DATE =
  /^(?<year>\d{4})(?<dash>-?)(?:(?<month>\d{2})\k<dash>(?<day>\d{2})|W(?<week>\d{2})(?:\k<dash>(?<weekday>\d))?)$/;

/** The day of an ISO week, or undefined where the year has no such week or weekday. */
export function dateOfIsoWeek(year: number, week: number, weekday: number): YearMonthDay | undefined {
  if (week < 1 || week > isoWeeksInYear(year) || weekday < 1 || weekday > 7) return undefined;
  return dateOfOrdinal(isoYearStart(year) + (week - 1) * 7 + weekday - 1);
}

/** A date, not yet checked; undefined where the text is none. */
export function parseIsoDate(text: string): YearMonthDay | undefined {
  const groups = DATE.exec(text)?.groups;
  if (groups === undefined) return undefined;
  const { year, month, day, week, weekday = '1' } = groups;
  if (week !== undefined) {
    return Number(year) < 1 ? undefined : dateOfIsoWeek(Number(year), Number(week), Number(weekday));
  }
  return { year: Number(year), month: Number(month), day: Number(day) };
}

/** Where the time begins: the date's form says how long it is. */
export function isoDateLength(text: string): number {
  if (text.length === 7) return 7;
  const isDigit = (index: number): boolean => /^\d$/.test(text[index] ?? '');
  if (text[4] === '-') {
    if (text[5] !== 'W') return 10;
    if (text[8] !== '-') return 8;
    return text.length > 10 && isDigit(10) ? 8 : 10;
  }
  if (text[4] !== 'W') return 8;
  let end = 7;
  while (isDigit(end)) end++;
  if (end < 9) return end;
  return end % 2 === 0 ? 7 : 8;
}

interface IsoClock {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly microsecond: number;
  /** The offset from UTC in microseconds. */
  readonly offset: bigint | null;
}

/** Before an offset, one more character of any kind passes. */
const CLOCK =
  /^(?<hour>\d{2})(?:(?<colon>:?)(?<minute>\d{2})(?:\k<colon>(?<second>\d{2})(?:[.,](?<fraction>\d+))?)?)?$/;

function parseClock(text: string): Omit<IsoClock, 'offset'> | undefined {
  const groups = CLOCK.exec(text)?.groups;
  if (groups === undefined) return undefined;
  const { hour, minute = '0', second = '0', fraction = '' } = groups;
  return {
    hour: Number(hour),
    minute: Number(minute),
    second: Number(second),
    microsecond: Number(fraction.slice(0, 6).padEnd(6, '0')),
  };
}

/** A time with an optional offset; undefined where the text is none. */
export function parseIsoTime(text: string): IsoClock | undefined {
  const sign = text.search(/[-+Z]/);
  if (sign < 0) {
    const clock = parseClock(text);
    return clock === undefined ? undefined : { ...clock, offset: null };
  }
  const before = text.slice(0, sign);
  const clock = parseClock(before) ?? (/^\d/.test(before) ? parseClock(before.slice(0, -1)) : undefined);
  if (clock === undefined) return undefined;
  if (text[sign] === 'Z') return sign === text.length - 1 ? { ...clock, offset: 0n } : undefined;
  const zone = parseClock(text.slice(sign + 1));
  if (zone === undefined) return undefined;
  const seconds = (zone.hour * 60 + zone.minute) * 60 + zone.second;
  const size = BigInt(seconds * MICROSECONDS_PER_SECOND + zone.microsecond);
  return { ...clock, offset: text[sign] === '-' ? -size : size };
}

const pad = (value: number, width: number): string => String(value).padStart(width, '0');

export function formatIsoDate({ year, month, day }: YearMonthDay): string {
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
}

/** `timespec` says how much of the time to show. */
function formatClock({ hour, minute, second, microsecond }: Clock, timespec: string): string {
  const hours = pad(hour, 2);
  const minutes = `${hours}:${pad(minute, 2)}`;
  const seconds = `${minutes}:${pad(second, 2)}`;
  switch (timespec) {
    case 'hours':
      return hours;
    case 'minutes':
      return minutes;
    case 'seconds':
      return seconds;
    case 'milliseconds':
      return `${seconds}.${pad(Math.floor(microsecond / 1000), 3)}`;
    case 'microseconds':
      return `${seconds}.${pad(microsecond, 6)}`;
    case 'auto':
      return microsecond === 0 ? seconds : `${seconds}.${pad(microsecond, 6)}`;
    default:
      throw valueError('Unknown timespec value');
  }
}

/** A time with its offset. `when` is what the time zone is asked about. */
export function formatIsoTime(clock: Clock, timespec: string, when: Value): string {
  const shown = formatClock(clock, timespec);
  const offset: PyDelta | null = offsetFrom(clock.tzinfo, 'utcoffset', when);
  return offset === null ? shown : shown + formatOffset(offset, ':');
}

export function timespecOf(value: Value, position: number): string {
  const timespec = strValue(value);
  if (timespec !== undefined) return timespec;
  throw typeError(`isoformat() argument ${position} must be str, not ${givenTypeName(value)}`);
}
