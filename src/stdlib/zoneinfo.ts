// The `zoneinfo` module. There is no time zone database: UTC is the only zone, every other is not found.

import { defineModule } from '../execution/module.js';
import type { KernelMachine } from '../kernel/kernel-machine.js';
import { getAttribute } from '../objects/attributes.js';
import { strValue } from '../objects/boxed.js';
import { call } from '../objects/call.js';
import { emptyTuple, tuple } from '../objects/containers.js';
import { exceptionType, PyException, typeError, valueError } from '../objects/exceptions.js';
import { defineType, type NativeBody, native } from '../objects/native.js';
import { PyObject, PyType, type Value } from '../objects/object.js';
import { PySet } from '../objects/set-type.js';
import { Signature } from '../objects/signature.js';
import { typeName } from '../objects/types.js';
import { datetimeTypes } from './datetime/types.js';
import { PyDateTime } from './datetime/values.js';
import { perMachine } from './library.js';
import { libraryClass } from './library-class.js';

const UTC_NAMES: ReadonlySet<string> = new Set(['UTC', 'Etc/UTC']);

class PyZoneInfo extends PyObject {
  constructor(
    readonly key: string,
    cls: PyType,
  ) {
    super(cls, cls.hasInstanceDict ? new Map() : null);
  }
}

const notFoundClass = perMachine(
  (_m): PyType =>
    libraryClass('ZoneInfoNotFoundError', { module: 'zoneinfo._common', bases: [exceptionType('KeyError')] }),
);

function checkKey(m: KernelMachine, value: Value): string {
  const key = strValue(value);
  if (key === undefined) {
    throw typeError(`expected str, bytes or os.PathLike object, not ${typeName(value)}`);
  }
  if (key.startsWith('/')) throw valueError(`ZoneInfo keys may not be absolute paths, got: ${key}`);
  const parts = key.split('/');
  if (parts[0] === '..') {
    throw valueError(`ZoneInfo keys must refer to subdirectories of TZPATH, got: ${key}`);
  }
  if (parts.some((part) => part === '' || part === '.' || part === '..')) {
    throw valueError(`ZoneInfo keys must be normalized relative paths, got: ${key}`);
  }
  if (UTC_NAMES.has(key)) return key;
  const error = call(notFoundClass(m), [`No time zone found with key ${key}`]);
  if (error instanceof PyException) throw error;
  return key;
}

const parameters = new Signature('(key)');

const zoneInfoClass = perMachine((m): PyType => {
  const types = datetimeTypes(m);
  const zones = new Map<PyType, Map<string, PyZoneInfo>>();
  const zero = types.delta(0n);
  const cached = (cls: PyType, given: Value): PyZoneInfo => {
    const key = checkKey(m, given);
    let known = zones.get(cls);
    if (known === undefined) {
      known = new Map();
      zones.set(cls, known);
    }
    let zone = known.get(key);
    if (zone === undefined) {
      zone = new PyZoneInfo(key, cls);
      known.set(key, zone);
    }
    return zone;
  };
  const classOf = (cls: Value): PyType => (cls instanceof PyType ? cls : type);
  const always =
    (value: Value): NativeBody =>
    () =>
      value;
  const type: PyType = defineType('zoneinfo.ZoneInfo', {
    module: 'zoneinfo',
    bases: [types.tzinfo()],
    slots: {
      new_: (cls, args, keywords) => cached(cls, parameters.bind('', args, keywords)[0] ?? null),
      init: () => undefined,
      repr: (self: PyZoneInfo) => `${typeName(self)}(key='${self.key}')`,
      str: (self: PyZoneInfo) => self.key,
    },
    classMethods: {
      'no_cache(key)': (cls, key) => new PyZoneInfo(checkKey(m, key), classOf(cls)),
      'clear_cache(*, only_keys=None)': (cls) => {
        zones.delete(classOf(cls));
        return null;
      },
      '_unpickle(key, from_cache, /)': (cls, key, fromCache) =>
        fromCache === 0 ? new PyZoneInfo(checkKey(m, key), classOf(cls)) : cached(classOf(cls), key),
    },
    methods: {
      'utcoffset(dt, /)': always(zero),
      'dst(dt, /)': always(zero),
      'tzname(dt, /)': always('UTC'),
      'fromutc(dt, /)': (self: PyZoneInfo, when) => {
        if (!(when instanceof PyDateTime)) throw typeError('fromutc: argument must be a datetime instance');
        if (when.tzinfo !== self) throw valueError('fromutc: dt.tzinfo is not self');
        return when;
      },
      '__reduce__()': (self: PyZoneInfo) => tuple(getAttribute(self.cls, '_unpickle'), tuple(self.key, 1)),
    },
    properties: { key: (self: PyZoneInfo) => self.key },
  });
  return type;
});

export const zoneinfo = defineModule('zoneinfo', (m: KernelMachine) => ({
  ZoneInfo: zoneInfoClass(m),
  ZoneInfoNotFoundError: notFoundClass(m),
  InvalidTZPathWarning: libraryClass('InvalidTZPathWarning', {
    module: 'zoneinfo._common',
    bases: [exceptionType('RuntimeWarning')],
  }),
  TZPATH: emptyTuple,
  available_timezones: native('available_timezones()', () => PySet.of([...UTC_NAMES])),
}));
