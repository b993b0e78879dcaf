// `datetime.time`: the time of a day, with or without a time zone.

import { call } from '../../objects/call.js';
import { tuple } from '../../objects/containers.js';
import { typeError } from '../../objects/exceptions.js';
import { hash } from '../../objects/hash.js';
import { defineType } from '../../objects/native.js';
import type { Keywords, PyType, Value } from '../../objects/object.js';
import { Signature } from '../../objects/signature.js';
import { NotImplemented, typeName, typeOf } from '../../objects/types.js';
import { modulo } from '../gregorian.js';
import { structTime } from '../time/struct-time.js';
import {
  checkClock,
  clockArguments,
  clockBytes,
  hashOfBytes,
  stateBytes,
  stateOf,
  timeOfState,
} from './fields.js';
import { formatIsoTime, invalidIsoText, isoText, parseIsoTime, timespecOf } from './iso-format.js';
import { checkTzinfo, offsetFrom, tzinfoArgument, zoneNameFrom } from './offsets.js';
import { formatBySpecification, formatMoment } from './strftime.js';
import type { DatetimeTypes } from './types.js';
import { timezoneOf } from './tzinfo.js';
import { type Clock, clockOf, MIDNIGHT, microsecondsOfDay, PyTime } from './values.js';

const FIELDS =
  'hour=<unrepresentable>, minute=<unrepresentable>, second=<unrepresentable>, ' +
  'microsecond=<unrepresentable>, tzinfo=<unrepresentable>, *, fold=<unrepresentable>';
const parameters = new Signature(`(${FIELDS})`);

function construct(
  types: DatetimeTypes,
  cls: PyType,
  args: readonly Value[],
  keywords: Keywords | null,
): Value {
  if (args.length >= 1 && args.length <= 2 && keywords === null) {
    const state = stateOf(args[0], 6);
    const [, tzinfo = null] = args;
    const pickled = state === undefined ? undefined : timeOfState(state, tzinfo);
    if (pickled !== undefined) {
      if (tzinfo !== null && !types.isTimezone(tzinfo)) throw typeError('bad tzinfo state arg');
      return new PyTime(pickled, cls);
    }
  }
  return checkedTime(types, cls, clockArguments(parameters.bind('', args, keywords), MIDNIGHT));
}

function checkedTime(types: DatetimeTypes, cls: PyType, clock: Clock): PyTime {
  checkClock(clock);
  checkTzinfo(types, clock.tzinfo);
  return new PyTime(clock, cls);
}

/** A time of a class, which may be the program's. */
function timeOfClass(types: DatetimeTypes, cls: Value, clock: Clock): Value {
  if (cls === types.time()) return checkedTime(types, types.time(), clock);
  const { hour, minute, second, microsecond, tzinfo, fold } = clock;
  const keywords = fold === 0 ? null : new Map<string, Value>([['fold', fold]]);
  return call(cls, [hour, minute, second, microsecond, tzinfo], keywords);
}

const MICROSECONDS_PER_DAY = 86_400_000_000;
const offsetOf = (self: PyTime): number | null => {
  const offset = offsetFrom(self.tzinfo, 'utcoffset', null);
  return offset === null ? null : Number(offset.total);
};

type Name = 'eq' | 'ne' | 'lt' | 'le' | 'gt' | 'ge';

const TESTS: Record<Name, (difference: number) => boolean> = {
  eq: (difference) => difference === 0,
  ne: (difference) => difference !== 0,
  lt: (difference) => difference < 0,
  le: (difference) => difference <= 0,
  gt: (difference) => difference > 0,
  ge: (difference) => difference >= 0,
};

function comparison(name: Name): (self: PyTime, other: Value) => Value {
  return (self, other) => {
    if (!(other instanceof PyTime)) return NotImplemented;
    const difference = microsecondsOfDay(self) - microsecondsOfDay(other);
    if (self.tzinfo === other.tzinfo) return TESTS[name](difference);
    const [own, others] = [offsetOf(self), offsetOf(other)];
    if (own === others) return TESTS[name](difference);
    if (own !== null && others !== null) return TESTS[name](difference - (own - others));
    if (name === 'eq' || name === 'ne') return name === 'ne';
    throw typeError("can't compare offset-naive and offset-aware times");
  };
}

/** Times that are equal in UTC are equal. */
function hashOf(self: PyTime): number | bigint {
  const offset = offsetOf(self.fold === 0 ? self : new PyTime({ ...fieldsOf(self), fold: 0 }, self.cls));
  if (offset === null) return hashOfBytes(clockBytes(self));
  const inUtc = microsecondsOfDay(self) - offset;
  if (inUtc >= 0 && inUtc < MICROSECONDS_PER_DAY) {
    return hashOfBytes(clockBytes({ ...MIDNIGHT, ...clockOf(inUtc) }));
  }
  const { hour, minute, second, microsecond } = clockOf(modulo(inUtc, MICROSECONDS_PER_DAY));
  const hours = hour + 24 * Math.floor(inUtc / MICROSECONDS_PER_DAY);
  return hash(tuple(hours, minute, second, microsecond));
}

function fieldsOf({ hour, minute, second, microsecond, tzinfo, fold }: PyTime): Clock {
  return { hour, minute, second, microsecond, tzinfo, fold };
}

/** `13, 4, 5, 678`, without seconds and microseconds that are zero. */
export function shownClock({ hour, minute, second, microsecond }: Clock): string {
  const rest = microsecond !== 0 ? [second, microsecond] : second !== 0 ? [second] : [];
  return [hour, minute, ...rest].join(', ');
}

function reprOf(self: PyTime): string {
  const fold = self.fold === 0 ? '' : ', fold=1';
  return `${typeName(self)}(${shownClock(self)}${tzinfoArgument(self.tzinfo)}${fold})`;
}

function fromIsoFormat(types: DatetimeTypes, cls: Value, given: Value): Value {
  const text = isoText(given);
  const clock = parseIsoTime(text.startsWith('T') ? text.slice(1) : text);
  if (clock === undefined) throw invalidIsoText(text);
  const { offset } = clock;
  const tzinfo = offset === null ? null : timezoneOf(types, types.delta(offset), null);
  return timeOfClass(types, cls, { ...clock, tzinfo, fold: 0 });
}

/** Times have no date; the C library gets the first day of 1900. */
function timetuple({ hour, minute, second }: PyTime): Value {
  const date = { year: 1900, month: 1, day: 1, weekday: 0, yearDay: 1, isDst: -1, zone: null };
  return structTime({ ...date, hour, minute, second });
}

function reduce(self: PyTime, fold: number): Value {
  const state = stateBytes(clockBytes(self), 0, fold);
  return tuple(typeOf(self), self.tzinfo === null ? tuple(state) : tuple(state, self.tzinfo));
}

export function makeTimeType(types: DatetimeTypes): PyType {
  const replace = (self: PyTime, ...given: (Value | undefined)[]): Value =>
    timeOfClass(types, self.cls, clockArguments(given, self));
  const type = defineType('datetime.time', {
    module: 'datetime',
    doc: 'The time of a day.',
    slots: {
      new_: (cls, args, keywords) => construct(types, cls, args, keywords),
      repr: reprOf,
      str: (self: PyTime) => formatIsoTime(self, 'auto', null),
      hash: hashOf,
      eq: comparison('eq'),
      ne: comparison('ne'),
      lt: comparison('lt'),
      le: comparison('le'),
      gt: comparison('gt'),
      ge: comparison('ge'),
    },
    classMethods: {
      'fromisoformat(string, /)': (cls, text) => fromIsoFormat(types, cls, text),
    },
    methods: {
      "isoformat(timespec='auto')": (self: PyTime, timespec) =>
        formatIsoTime(self, timespecOf(timespec, 1), null),
      'strftime(format)': (self: PyTime, format) =>
        formatMoment(
          { microsecond: self.microsecond, tzinfo: self.tzinfo, when: null, timetuple: timetuple(self) },
          format,
        ),
      '__format__(format_spec, /)': formatBySpecification,
      'utcoffset()': (self: PyTime) => offsetFrom(self.tzinfo, 'utcoffset', null),
      'dst()': (self: PyTime) => offsetFrom(self.tzinfo, 'dst', null),
      'tzname()': (self: PyTime) => zoneNameFrom(self.tzinfo, null),
      [`replace(${FIELDS})`]: replace,
      [`__replace__(${FIELDS})`]: replace,
      '__reduce__()': (self: PyTime) => reduce(self, 0),
      '__reduce_ex__(proto, /)': (self: PyTime, protocol) =>
        reduce(self, Number(protocol) > 3 ? self.fold : 0),
    },
    properties: {
      hour: (self: PyTime) => self.hour,
      minute: (self: PyTime) => self.minute,
      second: (self: PyTime) => self.second,
      microsecond: (self: PyTime) => self.microsecond,
      tzinfo: (self: PyTime) => self.tzinfo,
      fold: (self: PyTime) => self.fold,
    },
  });
  type.attrs.set('min', new PyTime(MIDNIGHT, type));
  type.attrs.set('max', new PyTime({ ...MIDNIGHT, ...clockOf(MICROSECONDS_PER_DAY - 1) }, type));
  type.attrs.set('resolution', types.delta(1n));
  type.modified();
  return type;
}
