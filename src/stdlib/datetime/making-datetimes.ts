// The other constructors of `datetime`: from timestamps, from the clock, from text, from a date and a time.

import { PyFloat, strValue } from '../../objects/boxed.js';
import { exceptionType, typeError, valueError } from '../../objects/exceptions.js';
import type { Value } from '../../objects/object.js';
import { givenTypeName } from '../../objects/types.js';
import { asCInt } from '../c-int.js';
import { dateOfOrdinal } from '../gregorian.js';
import { callAttribute } from '../library.js';
import { parseTime } from '../time/strptime.js';
import { asTimestamp, fieldsOfSeconds } from '../time/struct-time.js';
import { issueWarning } from '../warnings/issue.js';
import { invalidIsoText, isoDateLength, isoText, parseIsoDate, parseIsoTime } from './iso-format.js';
import { momentOfClass } from './moments.js';
import { checkTzinfo } from './offsets.js';
import type { DatetimeTypes } from './types.js';
import { timezoneOf } from './tzinfo.js';
import { MICROSECONDS_PER_SECOND, MIDNIGHT, PyDate, PyTime } from './values.js';

/** Half to even. */
function roundHalfEven(value: number): number {
  const rounded = Math.round(value);
  return Math.abs(value - Math.trunc(value)) === 0.5 && rounded % 2 !== 0 ? rounded - 1 : rounded;
}

/** A timestamp as whole seconds and microseconds: `_PyTime_ObjectToTimeval` with ROUND_HALF_EVEN. */
function splitTimestamp(value: Value): readonly [seconds: number, microseconds: number] {
  if (!(value instanceof PyFloat) || !Number.isFinite(value.value)) return [asTimestamp(value), 0];
  const whole = Math.trunc(value.value);
  const microseconds = roundHalfEven((value.value - whole) * MICROSECONDS_PER_SECOND);
  const carry = Math.floor(microseconds / MICROSECONDS_PER_SECOND);
  return [asTimestamp(new PyFloat(whole + carry)), microseconds - carry * MICROSECONDS_PER_SECOND];
}

/** A datetime in UTC, or, through `tzinfo`, in another zone. */
export function fromTimestamp(types: DatetimeTypes, cls: Value, timestamp: Value, tzinfo: Value): Value {
  checkTzinfo(types, tzinfo);
  const [seconds, microsecond] = splitTimestamp(timestamp);
  const moment = { ...fieldsOfSeconds(seconds, 'UTC'), microsecond, tzinfo, fold: 0 };
  const made = momentOfClass(types, cls, moment);
  return tzinfo === null ? made : callAttribute(tzinfo, 'fromutc', made);
}

const ADVICE =
  'is deprecated and scheduled for removal in a future version. ' +
  'Use timezone-aware objects to represent datetimes in UTC: ';

export function utcNow(types: DatetimeTypes, cls: Value): Value {
  const message = `datetime.datetime.utcnow() ${ADVICE}datetime.datetime.now(datetime.UTC).`;
  issueWarning(types.machine, message, exceptionType('DeprecationWarning'), 1);
  return fromTimestamp(types, cls, types.secondsNow(), null);
}

export function utcFromTimestamp(types: DatetimeTypes, cls: Value, timestamp: Value): Value {
  const message = `datetime.datetime.utcfromtimestamp() ${ADVICE}datetime.datetime.fromtimestamp(timestamp, datetime.UTC).`;
  issueWarning(types.machine, message, exceptionType('DeprecationWarning'), 1);
  return fromTimestamp(types, cls, timestamp, null);
}

export function fromOrdinal(types: DatetimeTypes, cls: Value, given: Value): Value {
  const ordinal = asCInt(given);
  if (ordinal < 1) throw valueError('ordinal must be >= 1');
  return momentOfClass(types, cls, { ...dateOfOrdinal(ordinal), ...MIDNIGHT });
}

export function fromIsoFormat(types: DatetimeTypes, cls: Value, given: Value): Value {
  const text = isoText(given);
  if (text.length < 7) throw invalidIsoText(text);
  const length = isoDateLength(text);
  const date = parseIsoDate(text.slice(0, length));
  if (date === undefined) throw invalidIsoText(text);
  if (text.length === length) return momentOfClass(types, cls, { ...date, ...MIDNIGHT });
  const separatorLength = String.fromCodePoint(text.codePointAt(length) ?? 0).length;
  const clock = parseIsoTime(text.slice(length + separatorLength));
  if (clock === undefined) throw invalidIsoText(text);
  const { hour, minute, second, microsecond, offset } = clock;
  const tzinfo = offset === null ? null : timezoneOf(types, types.delta(offset), null);
  return momentOfClass(types, cls, { ...date, hour, minute, second, microsecond, tzinfo, fold: 0 });
}

export function combine(types: DatetimeTypes, cls: Value, date: Value, time: Value, tzinfo?: Value): Value {
  if (!(date instanceof PyDate)) {
    throw typeError(`combine() argument 1 must be datetime.date, not ${givenTypeName(date)}`);
  }
  if (!(time instanceof PyTime)) {
    throw typeError(`combine() argument 2 must be datetime.time, not ${givenTypeName(time)}`);
  }
  const { year, month, day } = date;
  const { hour, minute, second, microsecond, fold } = time;
  const zone = tzinfo === undefined ? time.tzinfo : tzinfo;
  return momentOfClass(types, cls, {
    year,
    month,
    day,
    hour,
    minute,
    second,
    microsecond,
    tzinfo: zone,
    fold,
  });
}

export function strptime(types: DatetimeTypes, cls: Value, ...given: Value[]): Value {
  const [text = '', format = ''] = given.map((value, index) => {
    const known = strValue(value);
    if (known !== undefined) return known;
    throw typeError(`strptime() argument ${index + 1} must be str, not ${givenTypeName(value)}`);
  });
  const fields = parseTime(text, format, (message) =>
    issueWarning(types.machine, message, exceptionType('DeprecationWarning'), 1),
  );
  const tzinfo =
    fields.offset === null ? null : timezoneOf(types, types.delta(BigInt(fields.offset)), fields.zoneName);
  return momentOfClass(types, cls, { ...fields, tzinfo, fold: 0 });
}
