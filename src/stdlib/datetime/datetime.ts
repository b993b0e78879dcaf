// `datetime.datetime`: a date with the time of the day, with or without a time zone.

import { PyFloat, strValue } from '../../objects/boxed.js';
import { tuple } from '../../objects/containers.js';
import { typeError } from '../../objects/exceptions.js';
import { nearestDouble } from '../../objects/int-arithmetic.js';
import { defineType } from '../../objects/native.js';
import type { Keywords, PyType, Value } from '../../objects/object.js';
import { Signature } from '../../objects/signature.js';
import { lengthOf } from '../../objects/str-text.js';
import { givenTypeName, NotImplemented, typeName, typeOf } from '../../objects/types.js';
import { asCInt } from '../c-int.js';
import { dayOfYear, MAX_YEAR, weekday } from '../gregorian.js';
import { callAttribute } from '../library.js';
import { structTime } from '../time/struct-time.js';
import { ctime } from './date.js';
import {
  clockArguments,
  clockBytes,
  dateBytes,
  intOr,
  momentOfState,
  stateBytes,
  stateOf,
} from './fields.js';
import { formatIsoDate, formatIsoTime, timespecOf } from './iso-format.js';
import * as making from './making-datetimes.js';
import {
  add,
  astimezone,
  checkedMoment,
  comparison,
  fieldsOf,
  hashOf,
  momentAt,
  momentOfClass,
  subtract,
  timestampOf,
  utcOffset,
  wallTime,
} from './moments.js';
import { offsetFrom, tzinfoArgument, zoneNameFrom } from './offsets.js';
import { formatMoment } from './strftime.js';
import { shownClock } from './time.js';
import type { DatetimeTypes } from './types.js';
import { MIDNIGHT, type Moment, PyDate, PyDateTime, PyTime } from './values.js';

const CLOCK_FIELDS =
  'hour=<unrepresentable>, minute=<unrepresentable>, second=<unrepresentable>, ' +
  'microsecond=<unrepresentable>, tzinfo=<unrepresentable>, *, fold=<unrepresentable>';
const parameters = new Signature(`(year, month, day, ${CLOCK_FIELDS})`);
const REPLACED = `year=<unrepresentable>, month=<unrepresentable>, day=<unrepresentable>, ${CLOCK_FIELDS}`;

function construct(
  types: DatetimeTypes,
  cls: PyType,
  args: readonly Value[],
  keywords: Keywords | null,
): Value {
  if (args.length >= 1 && args.length <= 2 && keywords === null) {
    const state = stateOf(args[0], 10);
    const [, tzinfo = null] = args;
    const pickled = state === undefined ? undefined : momentOfState(state, tzinfo);
    if (pickled !== undefined) {
      if (tzinfo !== null && !types.isTimezone(tzinfo)) throw typeError('bad tzinfo state arg');
      return new PyDateTime(pickled, cls);
    }
  }
  const [year = 0, month = 0, day = 0, ...clock] = parameters.bind('', args, keywords);
  const date = { year: asCInt(year), month: asCInt(month), day: asCInt(day) };
  return checkedMoment(types, cls, { ...date, ...clockArguments(clock, MIDNIGHT) });
}

function reprOf(self: PyDateTime): string {
  const fold = self.fold === 0 ? '' : ', fold=1';
  const { year, month, day } = self;
  return `${typeName(self)}(${year}, ${month}, ${day}, ${shownClock(self)}${fold}${tzinfoArgument(self.tzinfo)})`;
}

function isoFormat(self: PyDateTime, separator: Value, timespec: Value): string {
  const text = strValue(separator);
  if (text === undefined || lengthOf(text) !== 1) {
    throw typeError(`isoformat() argument 1 must be a unicode character, not ${givenTypeName(separator)}`);
  }
  return formatIsoDate(self) + text + formatIsoTime(self, timespecOf(timespec, 2), self);
}

/** A `struct_time`, with this said of daylight saving time. */
function timeTuple(moment: Moment, isDst: number): Value {
  return structTime({ ...moment, weekday: weekday(moment), yearDay: dayOfYear(moment), isDst, zone: null });
}

function timetuple(self: PyDateTime): Value {
  const dst = offsetFrom(self.tzinfo, 'dst', self);
  return timeTuple(fieldsOf(self), dst === null ? -1 : dst.total === 0n ? 0 : 1);
}

function utctimetuple(self: PyDateTime): Value {
  const offset = utcOffset(self);
  return timeTuple(offset === null ? fieldsOf(self) : momentAt(wallTime(self) - offset.total, null), 0);
}

function reduce(self: PyDateTime, fold: number): Value {
  const state = stateBytes([...dateBytes(self), ...clockBytes(self)], 2, fold);
  return tuple(typeOf(self), self.tzinfo === null ? tuple(state) : tuple(state, self.tzinfo));
}

export function makeDateTimeType(types: DatetimeTypes): PyType {
  const replace = (self: PyDateTime, year?: Value, month?: Value, day?: Value, ...clock: Value[]): Value =>
    momentOfClass(types, self.cls, {
      year: intOr(year, self.year),
      month: intOr(month, self.month),
      day: intOr(day, self.day),
      ...clockArguments(clock, self),
    });
  const timeOf = (self: PyDateTime, tzinfo: Value): PyTime => {
    const { hour, minute, second, microsecond, fold } = self;
    return new PyTime({ hour, minute, second, microsecond, tzinfo, fold }, types.time());
  };
  const type = defineType('datetime.datetime', {
    module: 'datetime',
    doc: 'A date and a time of the day.',
    bases: [types.date()],
    slots: {
      new_: (cls, args, keywords) => construct(types, cls, args, keywords),
      repr: reprOf,
      str: (self: PyDateTime) => {
        const text = callAttribute(self, 'isoformat', ' ');
        return typeof text === 'string' ? text : isoFormat(self, ' ', 'auto');
      },
      hash: hashOf,
      eq: comparison('eq'),
      ne: comparison('ne'),
      lt: comparison('lt'),
      le: comparison('le'),
      gt: comparison('gt'),
      ge: comparison('ge'),
      add: (self: PyDateTime, other) => add(types, self, other),
      radd: (self: PyDateTime, other) => add(types, self, other),
      sub: (self: PyDateTime, other) => subtract(types, self, other),
      rsub: (self: PyDateTime, other) =>
        other instanceof PyDateTime ? subtract(types, other, self) : NotImplemented,
    },
    classMethods: {
      'now(tz=None)': (cls, tz) => making.fromTimestamp(types, cls, types.secondsNow(), tz),
      'today()': (cls) => callAttribute(cls, 'fromtimestamp', types.secondsNow()),
      'utcnow()': (cls) => making.utcNow(types, cls),
      'fromtimestamp(timestamp, tz=None)': (cls, timestamp, tz) =>
        making.fromTimestamp(types, cls, timestamp, tz),
      'utcfromtimestamp(timestamp, /)': (cls, timestamp) => making.utcFromTimestamp(types, cls, timestamp),
      'fromordinal(ordinal, /)': (cls, ordinal) => making.fromOrdinal(types, cls, ordinal),
      'fromisoformat(string, /)': (cls, text) => making.fromIsoFormat(types, cls, text),
      'strptime(date_string, format, /)': (cls, text, format) => making.strptime(types, cls, text, format),
      'combine(date, time, tzinfo=<unrepresentable>)': (cls, date, time, tzinfo) =>
        making.combine(types, cls, date, time, tzinfo),
    },
    methods: {
      'date()': ({ year, month, day }: PyDateTime) => new PyDate(year, month, day, types.date()),
      'time()': (self: PyDateTime) => timeOf(self, null),
      'timetz()': (self: PyDateTime) => timeOf(self, self.tzinfo),
      'ctime()': (self: PyDateTime) =>
        ctime(self, formatIsoTime({ ...fieldsOf(self), tzinfo: null }, 'seconds', null)),
      "isoformat(sep='T', timespec='auto')": isoFormat,
      'strftime(format)': (self: PyDateTime, format) =>
        formatMoment(
          {
            microsecond: self.microsecond,
            tzinfo: self.tzinfo,
            when: self,
            timetuple: callAttribute(self, 'timetuple'),
          },
          format,
        ),
      'timetuple()': timetuple,
      'utctimetuple()': utctimetuple,
      'timestamp()': (self: PyDateTime) => new PyFloat(nearestDouble(timestampOf(self), 1_000_000n)),
      'astimezone(tz=None)': (self: PyDateTime, tz) => astimezone(types, self, tz),
      'utcoffset()': (self: PyDateTime) => utcOffset(self),
      'dst()': (self: PyDateTime) => offsetFrom(self.tzinfo, 'dst', self),
      'tzname()': (self: PyDateTime) => zoneNameFrom(self.tzinfo, self),
      [`replace(${REPLACED})`]: replace,
      [`__replace__(${REPLACED})`]: replace,
      '__reduce__()': (self: PyDateTime) => reduce(self, 0),
      '__reduce_ex__(proto, /)': (self: PyDateTime, protocol) =>
        reduce(self, Number(protocol) > 3 ? self.fold : 0),
    },
    properties: {
      hour: (self: PyDateTime) => self.hour,
      minute: (self: PyDateTime) => self.minute,
      second: (self: PyDateTime) => self.second,
      microsecond: (self: PyDateTime) => self.microsecond,
      tzinfo: (self: PyDateTime) => self.tzinfo,
      fold: (self: PyDateTime) => self.fold,
    },
  });
  const last = { hour: 23, minute: 59, second: 59, microsecond: 999_999, tzinfo: null, fold: 0 };
  type.attrs.set('min', new PyDateTime({ year: 1, month: 1, day: 1, ...MIDNIGHT }, type));
  type.attrs.set('max', new PyDateTime({ year: MAX_YEAR, month: 12, day: 31, ...last }, type));
  type.attrs.set('resolution', types.delta(1n));
  type.modified();
  return type;
}
