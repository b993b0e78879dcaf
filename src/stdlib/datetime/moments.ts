// Arithmetic on datetimes: moving, subtracting, comparing, hashing, and the way between local time and UTC.

import { call } from '../../objects/call.js';
import { type PyException, typeError, valueError } from '../../objects/exceptions.js';
import { hash } from '../../objects/hash.js';
import type { PyType, Value } from '../../objects/object.js';
import { NotImplemented } from '../../objects/types.js';
import { dateOfOrdinal, EPOCH_ORDINAL, MAX_ORDINAL, ordinalOf } from '../gregorian.js';
import { callAttribute } from '../library.js';
import { checkClock, checkDate, checkOrdinal, clockBytes, dateBytes, hashOfBytes } from './fields.js';
import { checkTzinfo, offsetFrom } from './offsets.js';
import { floorDivideBig } from './timedelta.js';
import type { DatetimeTypes } from './types.js';
import { clockOf, type Moment, microsecondsOfDay, PyDateTime, PyDelta, PyTimeZone } from './values.js';

const DAY = 86_400_000_000n;

/** A datetime of the built-in type from parts that may be out of range. */
export function checkedMoment(types: DatetimeTypes, cls: PyType, moment: Moment): PyDateTime {
  checkDate(moment);
  checkClock(moment);
  checkTzinfo(types, moment.tzinfo);
  return new PyDateTime(moment, cls);
}

/** The same of a class that may be the program's, which is then called. */
export function momentOfClass(types: DatetimeTypes, cls: Value, moment: Moment): Value {
  if (cls === types.datetime()) return checkedMoment(types, types.datetime(), moment);
  const { year, month, day, hour, minute, second, microsecond, tzinfo, fold } = moment;
  const made = call(cls, [year, month, day, hour, minute, second, microsecond, tzinfo]);
  if (made instanceof PyDateTime) made.fold = fold;
  return made;
}

/** Microseconds since the beginning of the calendar, as the clock on the wall counts. */
export function wallTime(moment: Moment): bigint {
  return BigInt(ordinalOf(moment)) * DAY + BigInt(microsecondsOfDay(moment));
}

/** The reverse of `wallTime`. */
export function momentAt(total: bigint, tzinfo: Value): Moment {
  const ordinal = Number(floorDivideBig(total, DAY));
  checkOrdinal(ordinal);
  const clock = clockOf(Number(total - BigInt(ordinal) * DAY));
  return { ...dateOfOrdinal(ordinal), ...clock, tzinfo, fold: 0 };
}

export function shifted(types: DatetimeTypes, self: PyDateTime, by: bigint): Value {
  return momentOfClass(types, self.cls, momentAt(wallTime(self) + by, self.tzinfo));
}

export const utcOffset = (self: PyDateTime): PyDelta | null => offsetFrom(self.tzinfo, 'utcoffset', self);

export function add(types: DatetimeTypes, self: PyDateTime, other: Value): Value {
  return other instanceof PyDelta ? shifted(types, self, other.total) : NotImplemented;
}

export function subtract(types: DatetimeTypes, self: PyDateTime, other: Value): Value {
  if (other instanceof PyDelta) return shifted(types, self, -other.total);
  if (!(other instanceof PyDateTime)) return NotImplemented;
  const difference = wallTime(self) - wallTime(other);
  if (self.tzinfo === other.tzinfo) return types.delta(difference);
  const [own, others] = [utcOffset(self), utcOffset(other)];
  if (own === null && others === null) return types.delta(difference);
  if (own === null || others === null) {
    throw typeError("can't subtract offset-naive and offset-aware datetimes");
  }
  return types.delta(difference - (own.total - others.total));
}

type Name = 'eq' | 'ne' | 'lt' | 'le' | 'gt' | 'ge';

const TESTS: Record<Name, (difference: bigint) => boolean> = {
  eq: (difference) => difference === 0n,
  ne: (difference) => difference !== 0n,
  lt: (difference) => difference < 0n,
  le: (difference) => difference <= 0n,
  gt: (difference) => difference > 0n,
  ge: (difference) => difference >= 0n,
};

/** Whether the clock shows this time twice, or not at all: the offset depends on the fold. */
function dependsOnFold(self: PyDateTime, offset: PyDelta | null): boolean {
  const other = utcOffset(new PyDateTime({ ...fieldsOf(self), fold: 1 - self.fold }, self.cls));
  return (other?.total ?? null) !== (offset?.total ?? null);
}

/** The fields alone, which a spread of the object would not have in its type. */
export function fieldsOf(moment: PyDateTime): Moment {
  const { year, month, day, hour, minute, second, microsecond, tzinfo, fold } = moment;
  return { year, month, day, hour, minute, second, microsecond, tzinfo, fold };
}

export function comparison(name: Name): (self: PyDateTime, other: Value) => Value {
  const isEquality = name === 'eq' || name === 'ne';
  return (self, other) => {
    if (!(other instanceof PyDateTime)) return NotImplemented;
    const wall = wallTime(self) - wallTime(other);
    if (self.tzinfo === other.tzinfo) return TESTS[name](wall);
    const [own, others] = [utcOffset(self), utcOffset(other)];
    if ((own === null) !== (others === null)) {
      if (isEquality) return name === 'ne';
      throw typeError("can't compare offset-naive and offset-aware datetimes");
    }
    const difference = wall - ((own?.total ?? 0n) - (others?.total ?? 0n));
    if (isEquality && difference === 0n && (dependsOnFold(self, own) || dependsOnFold(other, others))) {
      return name === 'ne';
    }
    return TESTS[name](difference);
  };
}

/** Equal moments hash alike, whatever their zones. */
export function hashOf(self: PyDateTime): number | bigint {
  const plain = self.fold === 0 ? self : new PyDateTime({ ...fieldsOf(self), fold: 0 }, self.cls);
  const offset = utcOffset(plain);
  if (offset === null) return hashOfBytes([...dateBytes(self), ...clockBytes(self)]);
  const total = wallTime(self) - offset.total;
  return hash(new PyDelta(total, offset.cls));
}

const yearOutOfRange = (year: number): PyException => valueError(`year ${year} is out of range`);

/** Local time is UTC, but finding that out looks a day around, which the ends of the calendar do not have. */
export function checkLocalTime(self: PyDateTime): void {
  const ordinal = ordinalOf(self);
  if (self.fold === 0 && ordinal === 1) throw yearOutOfRange(0);
  if (self.fold === 1 && ordinal === MAX_ORDINAL) throw yearOutOfRange(10_000);
}

const EPOCH_WALL_TIME = BigInt(EPOCH_ORDINAL) * DAY;

/** Microseconds since 1970 in UTC; without a time zone, local time is meant. */
export function timestampOf(self: PyDateTime): bigint {
  if (self.tzinfo === null) {
    checkLocalTime(self);
    return wallTime(self) - EPOCH_WALL_TIME;
  }
  return wallTime(self) - (utcOffset(self)?.total ?? 0n) - EPOCH_WALL_TIME;
}

export function astimezone(types: DatetimeTypes, self: PyDateTime, tzinfo: Value): Value {
  checkTzinfo(types, tzinfo);
  const local = new PyTimeZone(types.delta(0n), 'UTC', types.timezone());
  if (self.tzinfo === tzinfo && tzinfo !== null) return self;
  let offset = utcOffset(self);
  if (offset === null) {
    checkLocalTime(self);
    offset = local.offset;
  }
  const target = tzinfo ?? local;
  const inUtc = momentOfClass(types, self.cls, momentAt(wallTime(self) - offset.total, target));
  return callAttribute(target, 'fromutc', inUtc);
}
