// `datetime.date`, and `IsoCalendarDate`, the result of its `isocalendar`.

import { call } from '../../objects/call.js';
import { PyTuple, tuple } from '../../objects/containers.js';
import { valueError } from '../../objects/exceptions.js';
import { defineType } from '../../objects/native.js';
import type { Keywords, PyType, Value } from '../../objects/object.js';
import { Signature } from '../../objects/signature.js';
import { NotImplemented, tupleType, typeName, typeOf } from '../../objects/types.js';
import { asCInt } from '../c-int.js';
import {
  dateOfOrdinal,
  dayOfYear,
  isoWeek,
  MAX_YEAR,
  MIN_YEAR,
  ordinalOf,
  weekday,
  type YearMonthDay,
} from '../gregorian.js';
import { callAttribute, once } from '../library.js';
import { dayAbbreviation, monthAbbreviation } from '../time/names.js';
import { asTimestamp, fieldsOfSeconds, structTime } from '../time/struct-time.js';
import {
  bytesValue,
  checkDate,
  checkOrdinal,
  dateBytes,
  dateOfState,
  hashOfBytes,
  intOr,
  stateOf,
} from './fields.js';
import { dateOfIsoWeek, formatIsoDate, invalidIsoText, isoText, parseIsoDate } from './iso-format.js';
import { formatBySpecification, formatMoment } from './strftime.js';
import type { DatetimeTypes } from './types.js';
import { MIDNIGHT, PyDate, PyDateTime, PyDelta } from './values.js';

const isoCalendarDateType = once(
  (): PyType =>
    defineType('datetime.IsoCalendarDate', {
      module: 'datetime',
      bases: [tupleType],
      final: true,
      slots: {
        new_: (cls, args, keywords) => {
          const [year = null, week = null, day = null] = isoParameters.bind(
            'IsoCalendarDate',
            args,
            keywords,
          );
          return new PyTuple([year, week, day].map(asCInt), cls);
        },
        init: () => undefined,
        repr: (self: PyTuple) => {
          const [year, week, day] = self.items.map(String);
          return `${typeName(self)}(year=${year}, week=${week}, weekday=${day})`;
        },
      },
      methods: { '__reduce__()': (self: PyTuple) => tuple(tupleType, tuple(new PyTuple(self.items))) },
      properties: {
        year: (self: PyTuple) => self.items[0] ?? null,
        week: (self: PyTuple) => self.items[1] ?? null,
        weekday: (self: PyTuple) => self.items[2] ?? null,
      },
    }),
);
const isoParameters = new Signature('IsoCalendarDate(year, week, weekday)');

const parameters = new Signature('(year, month, day)');

function construct(cls: PyType, args: readonly Value[], keywords: Keywords | null): Value {
  const state = args.length === 1 && keywords === null ? stateOf(args[0], 4) : undefined;
  const pickled = state === undefined ? undefined : dateOfState(state);
  if (pickled !== undefined) return new PyDate(pickled.year, pickled.month, pickled.day, cls);
  const [year = 0, month = 0, day = 0] = parameters.bind('', args, keywords).map(asCInt);
  checkDate({ year, month, day });
  return new PyDate(year, month, day, cls);
}

/** A date of a class, which may be the program's or that of datetimes. */
export function dateOfClass(types: DatetimeTypes, cls: Value, { year, month, day }: YearMonthDay): Value {
  if (cls !== types.date()) return call(cls, [year, month, day]);
  checkDate({ year, month, day });
  return new PyDate(year, month, day, types.date());
}

function shifted(types: DatetimeTypes, self: PyDate, days: number): Value {
  const ordinal = ordinalOf(self) + days;
  checkOrdinal(ordinal);
  return dateOfClass(types, self.cls, dateOfOrdinal(ordinal));
}

function add(types: DatetimeTypes, self: PyDate, other: Value): Value {
  return other instanceof PyDelta ? shifted(types, self, other.days) : NotImplemented;
}

function subtract(types: DatetimeTypes, self: PyDate, other: Value): Value {
  if (other instanceof PyDelta) return shifted(types, self, -other.days);
  if (self instanceof PyDateTime || other instanceof PyDateTime) return NotImplemented;
  if (!(other instanceof PyDate)) return NotImplemented;
  return daysBetween(types, ordinalOf(self) - ordinalOf(other));
}

const daysBetween = (types: DatetimeTypes, days: number): PyDelta =>
  types.delta(BigInt(days) * 86_400_000_000n);

/** A datetime does not compare with a date. */
function comparison(test: (difference: number) => boolean): (self: PyDate, other: Value) => Value {
  return (self, other) => {
    if (!(other instanceof PyDate) || other instanceof PyDateTime) return NotImplemented;
    return test(ordinalOf(self) - ordinalOf(other));
  };
}

export function isoCalendar(date: YearMonthDay): PyTuple {
  const { year, week, weekday: day } = isoWeek(date);
  return new PyTuple([year, week, day], isoCalendarDateType());
}

/** `Thu Feb 29 13:04:05 2024` */
export function ctime(date: YearMonthDay, clock = '00:00:00'): string {
  const day = String(date.day).padStart(2);
  const year = String(date.year).padStart(4, '0');
  return `${dayAbbreviation(weekday(date))} ${monthAbbreviation(date.month)} ${day} ${clock} ${year}`;
}

function fromIsoCalendar(types: DatetimeTypes, cls: Value, ...given: Value[]): Value {
  const [year = 0, week = 0, day = 0] = given.map(asCInt);
  if (year < MIN_YEAR || year > MAX_YEAR) throw valueError(`Year is out of range: ${year}`);
  const date = dateOfIsoWeek(year, week, day);
  if (date !== undefined) return dateOfClass(types, cls, date);
  if (dateOfIsoWeek(year, week, 1) === undefined) throw valueError(`Invalid week: ${week}`);
  throw valueError(`Invalid day: ${day} (range is [1, 7])`);
}

function timetuple(self: PyDate): Value {
  return structTime({
    ...MIDNIGHT,
    year: self.year,
    month: self.month,
    day: self.day,
    weekday: weekday(self),
    yearDay: dayOfYear(self),
    isDst: -1,
    zone: null,
  });
}

export function makeDateType(types: DatetimeTypes): PyType {
  const type = defineType('datetime.date', {
    module: 'datetime',
    doc: 'A day of the Gregorian calendar.',
    slots: {
      new_: construct,
      repr: (self: PyDate) => `${typeName(self)}(${self.year}, ${self.month}, ${self.day})`,
      str: (self: PyDate) => {
        const text = callAttribute(self, 'isoformat');
        return typeof text === 'string' ? text : formatIsoDate(self);
      },
      hash: (self: PyDate) => hashOfBytes(dateBytes(self)),
      eq: comparison((difference) => difference === 0),
      ne: comparison((difference) => difference !== 0),
      lt: comparison((difference) => difference < 0),
      le: comparison((difference) => difference <= 0),
      gt: comparison((difference) => difference > 0),
      ge: comparison((difference) => difference >= 0),
      add: (self: PyDate, other) => add(types, self, other),
      radd: (self: PyDate, other) => add(types, self, other),
      sub: (self: PyDate, other) => subtract(types, self, other),
      rsub: (self: PyDate, other) =>
        other instanceof PyDate ? subtract(types, other, self) : NotImplemented,
    },
    classMethods: {
      'fromtimestamp(timestamp, /)': (cls, timestamp) =>
        dateOfClass(types, cls, fieldsOfSeconds(asTimestamp(timestamp), 'UTC')),
      'today()': (cls) => callAttribute(cls, 'fromtimestamp', types.secondsNow()),
      'fromordinal(ordinal, /)': (cls, given) => {
        const ordinal = asCInt(given);
        if (ordinal < 1) throw valueError('ordinal must be >= 1');
        return dateOfClass(types, cls, dateOfOrdinal(ordinal));
      },
      'fromisoformat(string, /)': (cls, given) => {
        const text = isoText(given);
        const date = parseIsoDate(text);
        if (date === undefined) throw invalidIsoText(text);
        return dateOfClass(types, cls, date);
      },
      'fromisocalendar(year, week, day)': (cls, ...given) => fromIsoCalendar(types, cls, ...given),
    },
    methods: {
      'ctime()': (self: PyDate) => ctime(self),
      'strftime(format)': (self: PyDate, format) =>
        formatMoment(
          { microsecond: 0, tzinfo: null, when: self, timetuple: callAttribute(self, 'timetuple') },
          format,
        ),
      '__format__(format_spec, /)': formatBySpecification,
      'isoformat()': (self: PyDate) => formatIsoDate(self),
      'isoweekday()': (self: PyDate) => weekday(self) + 1,
      'isocalendar()': (self: PyDate) => isoCalendar(self),
      'toordinal()': (self: PyDate) => ordinalOf(self),
      'weekday()': (self: PyDate) => weekday(self),
      'timetuple()': timetuple,
      'replace(year=<unrepresentable>, month=<unrepresentable>, day=<unrepresentable>)': replace(types),
      '__replace__(year=<unrepresentable>, month=<unrepresentable>, day=<unrepresentable>)': replace(types),
      '__reduce__()': (self: PyDate) => tuple(typeOf(self), tuple(bytesValue(dateBytes(self)))),
    },
    properties: {
      year: (self: PyDate) => self.year,
      month: (self: PyDate) => self.month,
      day: (self: PyDate) => self.day,
    },
  });
  type.attrs.set('min', new PyDate(MIN_YEAR, 1, 1, type));
  type.attrs.set('max', new PyDate(MAX_YEAR, 12, 31, type));
  type.attrs.set('resolution', daysBetween(types, 1));
  type.modified();
  return type;
}

function replace(types: DatetimeTypes) {
  return (self: PyDate, year?: Value, month?: Value, day?: Value): Value =>
    dateOfClass(types, self.cls, {
      year: intOr(year, self.year),
      month: intOr(month, self.month),
      day: intOr(day, self.day),
    });
}
