// `datetime.tzinfo`, which programs derive from, and `datetime.timezone`, a fixed offset from UTC.

import { getAttribute, getAttributeOr } from '../../objects/attributes.js';
import { strValue } from '../../objects/boxed.js';
import { call } from '../../objects/call.js';
import { emptyTuple, type PyTuple, tuple } from '../../objects/containers.js';
import { exception, type PyException, typeError, valueError } from '../../objects/exceptions.js';
import { hash } from '../../objects/hash.js';
import { defineType, type NativeBody } from '../../objects/native.js';
import { type Keywords, PyObject, type PyType, type Value } from '../../objects/object.js';
import { add, sub } from '../../objects/operators.js';
import { repr } from '../../objects/repr.js';
import { Signature } from '../../objects/signature.js';
import { givenTypeName, NotImplemented, typeName, typeOf } from '../../objects/types.js';
import { formatOffset, isStrictlyWithinDay, offsetFrom } from './offsets.js';
import type { DatetimeTypes } from './types.js';
import { PyDateTime, PyDelta, PyTimeZone } from './values.js';

function abstractMethod(name: string): NativeBody {
  return () => {
    throw exception('NotImplementedError', `a tzinfo subclass must implement ${name}()`);
  };
}

function checkFromUtc(self: Value, when: Value): PyDateTime {
  if (!(when instanceof PyDateTime)) throw typeError('fromutc: argument must be a datetime');
  if (when.tzinfo !== self) throw valueError('fromutc: dt.tzinfo is not self');
  return when;
}

/** From UTC to local time, for a zone that changes its clocks at most twice a year. */
function fromUtc(self: Value, given: Value): Value {
  const when = checkFromUtc(self, given);
  const offset = offsetFrom(self, 'utcoffset', when);
  if (offset === null) throw valueError('fromutc: non-None utcoffset() result required');
  const dst = offsetFrom(self, 'dst', when);
  if (dst === null) throw valueError('fromutc: non-None dst() result required');
  const standard = add(when, sub(offset, dst));
  const inSummer = standard instanceof PyDateTime ? offsetFrom(standard.tzinfo, 'dst', standard) : null;
  if (inSummer === null) {
    throw valueError('fromutc: tz.dst() gave inconsistent results; cannot convert');
  }
  return inSummer.total === 0n ? standard : add(standard, inSummer);
}

function reduce(self: Value): Value {
  const initial = getAttributeOr(self, '__getinitargs__');
  const args = initial === undefined ? emptyTuple : call(initial);
  return tuple(typeOf(self), args, call(getAttribute(self, '__getstate__')));
}

export function makeTzinfoType(_types: DatetimeTypes): PyType {
  return defineType('datetime.tzinfo', {
    module: 'datetime',
    doc: 'Base class of time zones.',
    slots: { new_: (cls) => new PyObject(cls, cls.hasInstanceDict ? new Map() : null) },
    methods: {
      'tzname(dt, /)': abstractMethod('tzname'),
      'utcoffset(dt, /)': abstractMethod('utcoffset'),
      'dst(dt, /)': abstractMethod('dst'),
      'fromutc(dt, /)': fromUtc,
      '__reduce__()': reduce,
    },
  });
}

const parameters = new Signature('timezone(offset, name=<unrepresentable>)');

const outOfRange = (offset: PyDelta): PyException =>
  valueError(
    `offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24), not ${repr(offset)}.`,
  );

/** A zone with this offset; without one, and without a name, it is `timezone.utc`. */
export function timezoneOf(types: DatetimeTypes, offset: PyDelta, name: string | null): PyTimeZone {
  if (offset.total === 0n && name === null) return types.utc();
  if (!isStrictlyWithinDay(offset)) throw outOfRange(offset);
  return new PyTimeZone(offset, name, types.timezone());
}

function construct(types: DatetimeTypes, args: readonly Value[], keywords: Keywords | null): PyTimeZone {
  const [offset = null, name] = parameters.bind('timezone', args, keywords);
  if (!(offset instanceof PyDelta)) {
    throw typeError(`timezone() argument 1 must be datetime.timedelta, not ${givenTypeName(offset)}`);
  }
  const text = name === undefined ? null : strValue(name);
  if (text === undefined) {
    throw typeError(`timezone() argument 2 must be str, not ${givenTypeName(name ?? null)}`);
  }
  return timezoneOf(types, offset, text);
}

function nameOf({ zoneName, offset }: PyTimeZone): string {
  if (zoneName !== null) return zoneName;
  return offset.total === 0n ? 'UTC' : `UTC${formatOffset(offset, ':')}`;
}

function initialArguments({ offset, zoneName }: PyTimeZone): PyTuple {
  return zoneName === null ? tuple(offset) : tuple(offset, zoneName);
}

/** The argument of a method of a fixed zone is not used, but looked at. */
function checkWhen(method: string, when: Value): void {
  if (when === null || when instanceof PyDateTime) return;
  throw typeError(`${method}(dt) argument must be a datetime instance or None, not ${typeName(when)}`);
}

export function makeTimezoneType(types: DatetimeTypes): PyType {
  const equal = (self: PyTimeZone, other: Value): boolean | undefined =>
    other instanceof PyTimeZone ? self.offset.total === other.offset.total : undefined;
  const type: PyType = defineType('datetime.timezone', {
    module: 'datetime',
    doc: 'A fixed offset from UTC.',
    bases: [types.tzinfo()],
    final: true,
    slots: {
      new_: (_cls, args, keywords) => construct(types, args, keywords),
      repr: (self: PyTimeZone) => {
        if (self === types.utc()) return `${typeName(self)}.utc`;
        const name = self.zoneName === null ? '' : `, ${repr(self.zoneName)}`;
        return `${typeName(self)}(${repr(self.offset)}${name})`;
      },
      str: nameOf,
      hash: (self: PyTimeZone) => hash(self.offset),
      eq: (self: PyTimeZone, other) => equal(self, other) ?? NotImplemented,
      ne: (self: PyTimeZone, other) => {
        const same = equal(self, other);
        return same === undefined ? NotImplemented : !same;
      },
    },
    methods: {
      'tzname(dt, /)': (self: PyTimeZone, when) => {
        checkWhen('tzname', when);
        return nameOf(self);
      },
      'utcoffset(dt, /)': (self: PyTimeZone, when) => {
        checkWhen('utcoffset', when);
        return self.offset;
      },
      'dst(dt, /)': (_self: PyTimeZone, when) => {
        checkWhen('dst', when);
        return null;
      },
      'fromutc(dt, /)': (self: PyTimeZone, when) => add(checkFromUtc(self, when), self.offset),
      '__getinitargs__()': initialArguments,
    },
  });
  const limit = 1439n * 60_000_000n;

  type.attrs.set('min', new PyTimeZone(types.delta(-limit), null, type));
  type.attrs.set('max', new PyTimeZone(types.delta(limit), null, type));
  type.modified();
  return type;
}
