// `time.struct_time`, and the fields of a moment that the functions of `time` take from it and give.

import { PyFloat } from '../../objects/boxed.js';
import { PyTuple } from '../../objects/containers.js';
import { exception, overflowError, typeError, valueError } from '../../objects/exceptions.js';
import { indexOf } from '../../objects/index.js';
import type { PyType, Value } from '../../objects/object.js';
import { typeName } from '../../objects/types.js';
import { asCInt, MIN_C_INT } from '../c-int.js';
import { dateOfOrdinal, dayOfYear, EPOCH_ORDINAL, floorDivide, weekdayOfOrdinal } from '../gregorian.js';
import { once } from '../library.js';
import { PyStructSequence, structSequenceType } from '../struct-sequence.js';

export const SECONDS_PER_DAY = 86_400;

/** The fields of a moment. Months count from 1, weekdays from Monday as 0, days of the year from 1. */
export interface TimeFields {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly weekday: number;
  readonly yearDay: number;
  /** 1, 0, or negative where it is not known. */
  readonly isDst: number;
  /** Null where nothing is known. */
  readonly zone: string | null;
}

export const structTimeType = once(
  (): PyType =>
    structSequenceType(
      'time.struct_time',
      ['tm_year', 'tm_mon', 'tm_mday', 'tm_hour', 'tm_min', 'tm_sec', 'tm_wday', 'tm_yday', 'tm_isdst'],
      ['tm_zone', 'tm_gmtoff'],
    ),
);

export function structTime(fields: TimeFields): PyStructSequence {
  const { year, month, day, hour, minute, second, weekday, yearDay, isDst, zone } = fields;
  return new PyStructSequence(
    [year, month, day, hour, minute, second, weekday, yearDay, isDst],
    structTimeType(),
    [zone, zone === null ? null : 0],
  );
}

/** A moment in UTC, the only time zone there is. */
export function fieldsOfSeconds(seconds: number, zone: string): TimeFields {
  const days = floorDivide(seconds, SECONDS_PER_DAY);
  const rest = seconds - days * SECONDS_PER_DAY;
  const ordinal = days + EPOCH_ORDINAL;
  const date = dateOfOrdinal(ordinal);
  return {
    ...date,
    hour: floorDivide(rest, 3600),
    minute: floorDivide(rest, 60) % 60,
    second: rest % 60,
    weekday: weekdayOfOrdinal(ordinal),
    yearDay: dayOfYear(date),
    isDst: 0,
    zone,
  };
}

/** The fields of a tuple of nine ints, unchecked: `gettmarg`. */
export function fieldsOfTuple(value: Value, name: string): TimeFields {
  if (!(value instanceof PyTuple)) throw typeError('Tuple or struct_time argument required');
  if (value.items.length !== 9) throw typeError(`${name}(): illegal time tuple argument`);
  const [
    year = 0,
    month = 0,
    day = 0,
    hour = 0,
    minute = 0,
    second = 0,
    weekday = 0,
    yearDay = 0,
    isDst = 0,
  ] = value.items.map(asCInt);
  if (year < MIN_C_INT + 1900) throw overflowError('year out of range');
  const [zone = null] = value instanceof PyStructSequence ? value.hidden : [];
  const known = isDst >= 0 ? 'UTC' : '';
  return {
    year,
    month,
    day,
    hour,
    minute,
    second,
    weekday,
    yearDay,
    isDst,
    zone: typeof zone === 'string' ? zone : known,
  };
}

/** Fields that can be shown; zeros where counting begins with 1 pass for 1: `checktm`. */
export function checkedFields(fields: TimeFields): TimeFields {
  const month = fields.month === 0 ? 1 : fields.month;
  const day = fields.day === 0 ? 1 : fields.day;
  const yearDay = fields.yearDay === 0 ? 1 : fields.yearDay;
  const check = (value: number, low: number, high: number, what: string): void => {
    if (value < low || value > high) throw valueError(`${what} out of range`);
  };
  check(month, 1, 12, 'month');
  check(day, 1, 31, 'day of month');
  check(fields.hour, 0, 23, 'hour');
  check(fields.minute, 0, 59, 'minute');
  check(fields.second, 0, 61, 'seconds');
  check(fields.weekday, -1, Number.POSITIVE_INFINITY, 'day of week');
  check(yearDay, 1, 366, 'day of year');
  return { ...fields, month, day, yearDay, weekday: (fields.weekday + 7) % 7 };
}

/** The largest year whose days a C int can count. */
const MAX_SECONDS = 67_768_036_191_676_000;

/** Whole seconds since the epoch, rounded down: `_PyTime_ObjectToTime_t`. */
export function asTimestamp(value: Value): number {
  if (value instanceof PyFloat) {
    if (Number.isNaN(value.value)) throw valueError('Invalid value NaN (not a number)');
    const seconds = Math.floor(value.value);
    if (seconds >= 2 ** 63 || seconds < -(2 ** 63)) throw outOfTimestamps();
    return checkedTimestamp(seconds);
  }
  const index = indexOf(value);
  if (index === undefined) throw typeError(`'${typeName(value)}' object cannot be interpreted as an integer`);
  if (index >= 2n ** 63n || index < -(2n ** 63n)) throw outOfTimestamps();
  return checkedTimestamp(Number(index));
}

const outOfTimestamps = () => overflowError('timestamp out of range for platform time_t');

function checkedTimestamp(seconds: number): number {
  if (Math.abs(seconds) > MAX_SECONDS) {
    throw exception('OSError', 75, 'Value too large for defined data type');
  }
  return seconds;
}
