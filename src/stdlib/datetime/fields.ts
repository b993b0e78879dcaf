// The fields of dates and times: their ranges, how constructors take them, and the bytes that pickles keep them in.

import { strValue } from '../../objects/boxed.js';
import { bufferOf, bytesOf, PyBytes } from '../../objects/buffers.js';
import { overflowError, valueError } from '../../objects/exceptions.js';
import { hash } from '../../objects/hash.js';
import type { Value } from '../../objects/object.js';
import { asCInt } from '../c-int.js';
import { daysInMonth, MAX_ORDINAL, MAX_YEAR, MIN_YEAR, type YearMonthDay } from '../gregorian.js';
import type { Clock, Moment } from './values.js';

export function checkDate({ year, month, day }: YearMonthDay): void {
  if (year < MIN_YEAR || year > MAX_YEAR) throw valueError(`year ${year} is out of range`);
  if (month < 1 || month > 12) throw valueError('month must be in 1..12');
  if (day < 1 || day > daysInMonth(year, month)) throw valueError('day is out of range for month');
}

export function checkClock({ hour, minute, second, microsecond, fold }: Clock): void {
  if (hour < 0 || hour > 23) throw valueError('hour must be in 0..23');
  if (minute < 0 || minute > 59) throw valueError('minute must be in 0..59');
  if (second < 0 || second > 59) throw valueError('second must be in 0..59');
  if (microsecond < 0 || microsecond > 999_999) throw valueError('microsecond must be in 0..999999');
  if (fold !== 0 && fold !== 1) throw valueError('fold must be either 0 or 1');
}

/** Arithmetic that leads out of the calendar. */
export function checkOrdinal(ordinal: number): void {
  if (ordinal < 1 || ordinal > MAX_ORDINAL) throw overflowError('date value out of range');
}

/** A C int, or what to take where the argument was left out. */
export const intOr = (value: Value | undefined, otherwise: number): number =>
  value === undefined ? otherwise : asCInt(value);

/** The fields of a time among the arguments of a constructor or of `replace`. */
export function clockArguments(
  [hour, minute, second, microsecond, tzinfo, fold]: readonly (Value | undefined)[],
  otherwise: Clock,
): Clock {
  return {
    hour: intOr(hour, otherwise.hour),
    minute: intOr(minute, otherwise.minute),
    second: intOr(second, otherwise.second),
    microsecond: intOr(microsecond, otherwise.microsecond),
    tzinfo: tzinfo === undefined ? otherwise.tzinfo : tzinfo,
    fold: intOr(fold, otherwise.fold),
  };
}

export function dateBytes({ year, month, day }: YearMonthDay): number[] {
  return [year >> 8, year & 0xff, month, day];
}

export function clockBytes({ hour, minute, second, microsecond }: Clock): number[] {
  return [hour, minute, second, microsecond >> 16, (microsecond >> 8) & 0xff, microsecond & 0xff];
}

export const bytesValue = (bytes: readonly number[]): PyBytes => new PyBytes(Uint8Array.from(bytes));
export const hashOfBytes = (bytes: readonly number[]): number | bigint => hash(bytesValue(bytes));

/** The state in the first argument of a constructor, where a pickle put it there. */
export function stateOf(value: Value | undefined, length: number): Uint8Array | undefined {
  if (value === undefined) return undefined;
  const text = strValue(value);
  const bytes =
    value instanceof PyBytes ? bufferOf(value) : text === undefined ? undefined : latin1Bytes(text);
  return bytes?.length === length ? bytes : undefined;
}

function latin1Bytes(text: string): Uint8Array | undefined {
  return /^[\0-\xff]*$/.test(text) ? bytesOf(text) : undefined;
}

/** Bit 7 of the byte for the month, or for the hour of a time, keeps the fold. */
const FOLD_BIT = 0x80;

export function dateOfState([high = 0, low = 0, month = 0, day = 0]: Uint8Array): YearMonthDay | undefined {
  const date = { year: high * 256 + low, month: month & ~FOLD_BIT, day };
  return date.month >= 1 && date.month <= 12 ? date : undefined;
}

export function clockOfState(bytes: Uint8Array, tzinfo: Value, fold: number): Clock {
  const [hour = 0, minute = 0, second = 0, high = 0, middle = 0, low = 0] = bytes;
  return { hour, minute, second, microsecond: (high << 16) | (middle << 8) | low, tzinfo, fold };
}

/** A datetime; undefined where the bytes can be none. */
export function momentOfState(bytes: Uint8Array, tzinfo: Value): Moment | undefined {
  const date = dateOfState(bytes);
  const fold = ((bytes[2] ?? 0) & FOLD_BIT) === 0 ? 0 : 1;
  return date === undefined ? undefined : { ...date, ...clockOfState(bytes.subarray(4), tzinfo, fold) };
}

/** A time; undefined where the bytes can be none. */
export function timeOfState(bytes: Uint8Array, tzinfo: Value): Clock | undefined {
  const fold = ((bytes[0] ?? 0) & FOLD_BIT) === 0 ? 0 : 1;
  const plain = Uint8Array.from(bytes);
  plain[0] = (plain[0] ?? 0) & ~FOLD_BIT;
  return (plain[0] ?? 0) < 24 ? clockOfState(plain, tzinfo, fold) : undefined;
}

/** The state for a pickle; the fold is for protocols that know of it. */
export function stateBytes(bytes: readonly number[], foldAt: number, fold: number): PyBytes {
  return bytesValue(bytes.map((byte, index) => (index === foldAt && fold === 1 ? byte | FOLD_BIT : byte)));
}
