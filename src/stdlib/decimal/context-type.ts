// `decimal.Context`, the dicts of its flags and traps, and the manager that `localcontext` gives.

import { genericSetAttribute } from '../../objects/attributes.js';
import { PyDict, PyList, tuple } from '../../objects/containers.js';
import { attributeError, keyError, typeError, valueError } from '../../objects/exceptions.js';
import { asIndex, hasIndex } from '../../objects/index.js';
import type { Int } from '../../objects/int-arithmetic.js';
import { getIter, iterate } from '../../objects/iteration.js';
import { defineType, type Getter, type NativeBody, type Setter } from '../../objects/native.js';
import type { PyType, Value } from '../../objects/object.js';
import { repr } from '../../objects/repr.js';
import { Signature } from '../../objects/signature.js';
import { NotImplemented, typeName } from '../../objects/types.js';
import { contextMethods } from './context-methods.js';
import { roundingOf } from './rounding-names.js';
import type { DecimalTypes } from './types.js';
import {
  type PyContextManager,
  PyDecimalContext,
  PySignalDict,
  SIGNAL_NAMES,
  SIGNALS,
  type SignalName,
  shownSignals,
  signalNames,
} from './values.js';

export const MAX_EXPONENT = 999_999_999_999_999_999n;

function bounded(value: Value, low: bigint, high: bigint, message: string): Int {
  if (!hasIndex(value)) throw typeError('an integer is required');
  const int = asIndex(value);
  if (BigInt(int) < low || BigInt(int) > high) throw valueError(message);
  return int;
}

/** How each attribute takes a value. */
const SETTERS: Readonly<Record<string, (context: PyDecimalContext, value: Value) => void>> = {
  prec: (context, value) => {
    context.prec = bounded(value, 1n, MAX_EXPONENT, 'valid range for prec is [1, MAX_PREC]');
  },
  rounding: (context, value) => {
    context.rounding = roundingOf(value);
  },
  Emin: (context, value) => {
    context.emin = bounded(value, -MAX_EXPONENT, 0n, 'valid range for Emin is [MIN_EMIN, 0]');
  },
  Emax: (context, value) => {
    context.emax = bounded(value, 0n, MAX_EXPONENT, 'valid range for Emax is [0, MAX_EMAX]');
  },
  capitals: (context, value) => {
    context.capitals = Number(bounded(value, 0n, 1n, 'valid values for capitals are 0 or 1'));
  },
  clamp: (context, value) => {
    context.clamp = Number(bounded(value, 0n, 1n, 'valid values for clamp are 0 or 1'));
  },
};

/** The name of a signal's class. */
function signalOf(types: DecimalTypes, value: Value): SignalName {
  const found = SIGNAL_NAMES.find((name) => types.exception(name) === value);
  if (found !== undefined) return found;
  throw keyError(
    'valid values for signals are:\n  [InvalidOperation, FloatOperation, DivisionByZero,\n' +
      '   Overflow, Underflow, Subnormal, Inexact, Rounded,\n   Clamped]',
  );
}

/** Flags or traps from a list of signals or a dict with all of them. */
function bitsOf(types: DecimalTypes, value: Value): number {
  if (value instanceof PySignalDict) return value.bits;
  let bits = 0;
  if (value instanceof PyList) {
    for (const item of value.items) bits |= SIGNALS[signalOf(types, item)];
    return bits;
  }
  if (!(value instanceof PyDict)) throw typeError('argument must be a signal dict');
  if (value.table.size !== SIGNAL_NAMES.length) throw keyError('invalid signal dict');
  for (const [key, on] of value.table.entries()) {
    const name = signalOf(types, key);
    if (on !== false && on !== 0) bits |= SIGNALS[name];
  }
  return bits;
}

const NAMES = ['prec', 'rounding', 'Emin', 'Emax', 'capitals', 'clamp'] as const;
const parameters = new Signature(
  '(prec=None, rounding=None, Emin=None, Emax=None, capitals=None, clamp=None, flags=None, traps=None)',
);

export function applySettings(
  types: DecimalTypes,
  context: PyDecimalContext,
  given: readonly (Value | undefined)[],
): void {
  for (const [index, name] of NAMES.entries()) {
    const value = given[index];
    if (value !== undefined && value !== null) SETTERS[name]?.(context, value);
  }
  const [flags = null, traps = null] = given.slice(NAMES.length);
  if (flags !== null) context.flags = bitsOf(types, flags);
  if (traps !== null) context.traps = bitsOf(types, traps);
}

function reprOf(self: PyDecimalContext): string {
  const list = (bits: number): string => `[${shownSignals(bits).join(', ')}]`;
  return (
    `Context(prec=${self.prec}, rounding=${self.rounding}, Emin=${self.emin}, Emax=${self.emax}, ` +
    `capitals=${self.capitals}, clamp=${self.clamp}, flags=${list(self.flags)}, traps=${list(self.traps)})`
  );
}

type Properties = Record<string, { get: Getter; set: Setter }>;

function settable(
  name: string,
  get: (self: PyDecimalContext) => Value,
  set: (self: PyDecimalContext, value: Value) => void,
): Properties {
  return {
    [name]: {
      get: (self: PyDecimalContext) => get(self),
      set: (self: PyDecimalContext, value) => {
        if (value === undefined) throw attributeError('context attributes cannot be deleted', self, name);
        set(self, value);
      },
    },
  };
}

export function makeContextType(types: DecimalTypes): PyType {
  const dict = (which: 'flags' | 'traps'): Properties =>
    settable(
      which,
      (self) => new PySignalDict(self, which, types.signalDict()),
      (self, value) => {
        self[which] = bitsOf(types, value);
      },
    );
  const plain = (name: string, get: (self: PyDecimalContext) => Value): Properties =>
    settable(name, get, (self, value) => SETTERS[name]?.(self, value));
  const signals = (bits: number): PyList =>
    new PyList(signalNames(bits).map((name) => types.exception(name)));
  return defineType('decimal.Context', {
    module: 'decimal',
    doc: 'Precision, rounding, bounds and signals of decimal arithmetic.',
    slots: {
      new_: (cls) => {
        const context = new PyDecimalContext(cls);
        const { prec, rounding, emin, emax, capitals, clamp, traps } = types.defaultContext();
        Object.assign(context, { prec, rounding, emin, emax, capitals, clamp, traps });
        return context;
      },
      init: (self: PyDecimalContext, args, keywords) =>
        applySettings(types, self, parameters.bind('', args, keywords)),
      repr: reprOf,
      setattr: (self: PyDecimalContext, name, value) => {
        if (types.context().lookup(name) === undefined) {
          throw attributeError(`'${typeName(self)}' object has no attribute '${name}'`, self, name);
        }
        genericSetAttribute(self, name, value);
      },
    },
    methods: {
      ...contextMethods(types),
      'Etiny()': (self: PyDecimalContext) => Number(self.emin) - Number(self.prec) + 1,
      'Etop()': (self: PyDecimalContext) => Number(self.emax) - Number(self.prec) + 1,
      'clear_flags()': (self: PyDecimalContext) => {
        self.flags = 0;
        return null;
      },
      'clear_traps()': (self: PyDecimalContext) => {
        self.traps = 0;
        return null;
      },
      'copy()': (self: PyDecimalContext) => self.copy(),
      '__copy__()': (self: PyDecimalContext) => self.copy(),
      '__reduce__()': (self: PyDecimalContext) => {
        const { prec, rounding, emin, emax, capitals, clamp, flags, traps } = self;
        return tuple(
          self.cls,
          tuple(prec, rounding, emin, emax, capitals, clamp, signals(flags), signals(traps)),
        );
      },
    },
    properties: {
      ...plain('prec', (self) => self.prec),
      ...plain('rounding', (self) => self.rounding),
      ...plain('Emin', (self) => self.emin),
      ...plain('Emax', (self) => self.emax),
      ...plain('capitals', (self) => self.capitals),
      ...plain('clamp', (self) => self.clamp),
      ...dict('flags'),
      ...dict('traps'),
    },
  });
}

export function makeSignalDictType(types: DecimalTypes): PyType {
  const pairs = (self: PySignalDict): [PyType, boolean][] =>
    SIGNAL_NAMES.map((name) => [types.exception(name), (self.bits & SIGNALS[name]) !== 0]);
  const asDict = (self: PySignalDict): PyDict => PyDict.of(pairs(self));
  const through =
    (name: 'keys' | 'values' | 'items'): NativeBody =>
    (self: PySignalDict) =>
      new PyList(
        pairs(self).map(([signal, on]) =>
          name === 'keys' ? signal : name === 'values' ? on : tuple(signal, on),
        ),
      );
  const equal = (self: PySignalDict, other: Value): boolean | undefined => {
    if (other instanceof PySignalDict) return self.bits === other.bits;
    return other instanceof PyDict ? self.bits === bitsOf(types, other) : undefined;
  };
  return defineType('abc.SignalDict', {
    module: 'abc',
    slots: {
      hash: null,
      len: () => SIGNAL_NAMES.length,
      iter: (self: PySignalDict) => getIter(new PyList(pairs(self).map(([signal]) => signal))),
      contains: (self: PySignalDict, key) => pairs(self).some(([signal]) => signal === key),
      getitem: (self: PySignalDict, key) => (self.bits & SIGNALS[signalOf(types, key)]) !== 0,
      setitem: (self: PySignalDict, key, value) => {
        const bit = SIGNALS[signalOf(types, key)];
        const isOn = value !== false && value !== 0 && value !== null;
        self.bits = isOn ? self.bits | bit : self.bits & ~bit;
      },
      delitem: () => {
        throw valueError('signal keys cannot be deleted');
      },
      eq: (self: PySignalDict, other) => equal(self, other) ?? NotImplemented,
      ne: (self: PySignalDict, other) => {
        const same = equal(self, other);
        return same === undefined ? NotImplemented : !same;
      },
      repr: (self: PySignalDict) =>
        `{${pairs(self)
          .map(([signal, on]) => `${repr(signal)}:${repr(on)}`)
          .join(', ')}}`,
    },
    methods: {
      'copy()': asDict,
      'keys()': through('keys'),
      'values()': through('values'),
      'items()': through('items'),
      'get(key, default=None, /)': (self: PySignalDict, key, otherwise) =>
        asDict(self).table.get(key) ?? otherwise,
      'update(other, /)': (self: PySignalDict, other) => {
        for (const key of iterate(other)) {
          const value = other instanceof PyDict ? (other.table.get(key) ?? false) : true;
          const bit = SIGNALS[signalOf(types, key)];
          self.bits = value === false ? self.bits & ~bit : self.bits | bit;
        }
        return null;
      },
    },
  });
}

export function makeContextManagerType(types: DecimalTypes): PyType {
  return defineType('decimal.ContextManager', {
    module: 'decimal',
    final: true,
    methods: {
      '__enter__()': (self: PyContextManager) => {
        self.outer = types.current();
        types.setCurrent(self.local);
        return self.local;
      },
      '__exit__(*args)': (self: PyContextManager) => {
        if (self.outer !== null) types.setCurrent(self.outer);
        return false;
      },
    },
  });
}
