// `strftime` of dates and times: it fills in what the C library does not know of, and leaves the rest to it.

import { getAttribute } from '../../objects/attributes.js';
import { strValue } from '../../objects/boxed.js';
import { call } from '../../objects/call.js';
import { typeError } from '../../objects/exceptions.js';
import type { Value } from '../../objects/object.js';
import { str } from '../../objects/repr.js';
import { givenTypeName } from '../../objects/types.js';
import { strftime } from '../time/strftime.js';
import { checkedFields, fieldsOfTuple } from '../time/struct-time.js';
import { formatOffset, offsetFrom, zoneNameFrom } from './offsets.js';

/** What a directive needs to know of the object; dates have no time zone. */
export interface Formatted {
  readonly microsecond: number;
  readonly tzinfo: Value;
  /** What the time zone is asked about. */
  readonly when: Value;
  readonly timetuple: Value;
}

function offsetText({ tzinfo, when }: Formatted, separator: string): string {
  const offset = offsetFrom(tzinfo, 'utcoffset', when);
  return offset === null ? '' : formatOffset(offset, separator);
}

export function formatMoment(formatted: Formatted, given: Value): string {
  const format = strValue(given);
  if (format === undefined) throw typeError(`strftime() argument 1 must be str, not ${givenTypeName(given)}`);
  const filled = format.replace(/%(:z|[zZf%])/g, (directive) => {
    switch (directive) {
      case '%z':
        return offsetText(formatted, '');
      case '%:z':
        return offsetText(formatted, ':');
      case '%Z':
        return (zoneNameFrom(formatted.tzinfo, formatted.when) ?? '').replaceAll('%', '%%');
      case '%f':
        return String(formatted.microsecond).padStart(6, '0');
      default:
        return directive;
    }
  });
  return strftime(filled, checkedFields(fieldsOfTuple(formatted.timetuple, 'strftime')));
}

/** The body of `__format__`: `str()`, or what the object's own `strftime` gives. */
export function formatBySpecification(self: Value, given: Value): Value {
  const spec = strValue(given);
  if (spec === undefined) throw typeError(`__format__() argument 1 must be str, not ${givenTypeName(given)}`);
  return spec === '' ? str(self) : call(getAttribute(self, 'strftime'), [given]);
}
