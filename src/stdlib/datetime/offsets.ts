// What objects ask their time zone: the offset from UTC, daylight saving time, the zone's name.

import { strValue } from '../../objects/boxed.js';
import { typeError, valueError } from '../../objects/exceptions.js';
import type { Value } from '../../objects/object.js';
import { repr } from '../../objects/repr.js';
import { typeName } from '../../objects/types.js';
import { callAttribute } from '../library.js';
import type { DatetimeTypes } from './types.js';
import { MICROSECONDS_PER_SECOND, PyDelta } from './values.js';

const DAY = 86_400_000_000n;

export function isStrictlyWithinDay({ total }: PyDelta): boolean {
  return total > -DAY && total < DAY;
}

/** `tzinfo.utcoffset(when)` or `tzinfo.dst(when)`, checked; null where there is none. */
export function offsetFrom(tzinfo: Value, method: 'utcoffset' | 'dst', when: Value): PyDelta | null {
  if (tzinfo === null) return null;
  const result = callAttribute(tzinfo, method, when);
  if (result === null) return null;
  if (!(result instanceof PyDelta)) {
    throw typeError(`tzinfo.${method}() must return None or timedelta, not '${typeName(result)}'`);
  }
  if (!isStrictlyWithinDay(result)) {
    throw valueError(
      'offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24).',
    );
  }
  return result;
}

export function zoneNameFrom(tzinfo: Value, when: Value): string | null {
  if (tzinfo === null) return null;
  const result = callAttribute(tzinfo, 'tzname', when);
  if (result === null) return null;
  const name = strValue(result);
  if (name === undefined) {
    throw typeError(`tzinfo.tzname() must return None or a string, not '${typeName(result)}'`);
  }
  return name;
}

export function checkTzinfo(types: DatetimeTypes, value: Value): void {
  if (value === null || types.isTimezone(value)) return;
  throw typeError(`tzinfo argument must be None or of a tzinfo subclass, not type '${typeName(value)}'`);
}

/** `+05:30`, with seconds and microseconds where there are some. */
export function formatOffset(offset: PyDelta, separator: string): string {
  const sign = offset.total < 0n ? '-' : '+';
  const microseconds = Number(offset.total < 0n ? -offset.total : offset.total);
  const seconds = Math.floor(microseconds / MICROSECONDS_PER_SECOND);
  const rest = microseconds % MICROSECONDS_PER_SECOND;
  const two = (value: number): string => String(value).padStart(2, '0');
  const parts = [two(Math.floor(seconds / 3600)), two(Math.floor(seconds / 60) % 60)];
  if (seconds % 60 !== 0 || rest !== 0) parts.push(two(seconds % 60));
  const fraction = rest === 0 ? '' : `.${String(rest).padStart(6, '0')}`;
  return sign + parts.join(separator) + fraction;
}

/** The last arguments of a repr. */
export function tzinfoArgument(tzinfo: Value): string {
  return tzinfo === null ? '' : `, tzinfo=${repr(tzinfo)}`;
}
