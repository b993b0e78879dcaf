// The `numbers` module: the tower of abstract number classes (Lib/numbers.py).

import { defineModule } from '../execution/module.js';
import type { KernelMachine } from '../kernel/kernel-machine.js';
import { getAttribute } from '../objects/attributes.js';
import { call } from '../objects/call.js';
import { tuple } from '../objects/containers.js';
import { exception } from '../objects/exceptions.js';
import type { NativeBody } from '../objects/native.js';
import type { PyType, Value } from '../objects/object.js';
import { add, floordiv, mod, ne, neg, pos, truediv } from '../objects/operators.js';
import { complexType, floatType, intType } from '../objects/types.js';
import { abcMeta, computeAbstractMethods, register } from './abc/abc-meta.js';
import { libraryFunction, perMachine } from './library.js';
import { libraryClass, propertyOf } from './library-class.js';

interface NumberDefinition {
  readonly base?: PyType;
  /** Signatures of methods. */
  readonly abstract?: readonly string[];
  readonly abstractProperties?: readonly string[];
  readonly methods?: Record<string, NativeBody>;
  readonly properties?: Record<string, NativeBody>;
  readonly registered?: PyType;
}

const notImplemented = (): never => {
  throw exception('NotImplementedError');
};

function numberClass(m: KernelMachine, name: string, definition: NumberDefinition): PyType {
  const { base, methods, properties, registered } = definition;
  const type = libraryClass(name, {
    module: 'numbers',
    metatype: abcMeta(m),
    instanceDict: false,
    ...(base === undefined ? {} : { bases: [base] }),
    ...(methods === undefined ? {} : { methods }),
    ...(properties === undefined ? {} : { properties }),
    abstract: Object.fromEntries((definition.abstract ?? []).map((text) => [text, notImplemented])),
    attributes: { __slots__: tuple() },
  });
  for (const property of definition.abstractProperties ?? []) {
    const getter = libraryFunction(`${property}(self)`, notImplemented, 'numbers', `${name}.${property}`);
    getter.dict = new Map([['__isabstractmethod__', true]]);
    type.attrs.set(property, propertyOf(getter));
  }
  computeAbstractMethods(type);
  if (registered !== undefined) register(type, registered);
  return type;
}

const unary = (...names: readonly string[]): string[] => names.map((name) => `__${name}__(self)`);
const binary = (...names: readonly string[]): string[] => names.map((name) => `__${name}__(self, other)`);
/** Operators with their reflections. */
const operators = (...names: readonly string[]): string[] =>
  names.flatMap((name) => binary(name, `r${name}`));

export const number = perMachine((m) => numberClass(m, 'Number', { methods: {} }));

export const complex = perMachine((m) =>
  numberClass(m, 'Complex', {
    base: number(m),
    abstract: [
      ...unary('complex', 'neg', 'pos', 'abs'),
      ...operators('add', 'mul', 'truediv'),
      ...binary('eq'),
      '__pow__(self, exponent)',
      '__rpow__(self, base)',
      'conjugate(self)',
    ],
    abstractProperties: ['real', 'imag'],
    methods: {
      '__bool__(self)': (self) => ne(self, 0),
      '__sub__(self, other)': (self, other) => add(self, neg(other)),
      '__rsub__(self, other)': (self, other) => add(neg(self), other),
    },
    registered: complexType,
  }),
);

export const real = perMachine((m) =>
  numberClass(m, 'Real', {
    base: complex(m),
    abstract: [
      ...unary('float', 'trunc', 'floor', 'ceil'),
      ...operators('floordiv', 'mod'),
      ...binary('lt', 'le'),
      '__round__(self, ndigits=None)',
    ],
    methods: {
      '__divmod__(self, other)': (self, other) => tuple(floordiv(self, other), mod(self, other)),
      '__rdivmod__(self, other)': (self, other) => tuple(floordiv(other, self), mod(other, self)),
      '__complex__(self)': (self) => call(complexType, [call(floatType, [self])]),
      'conjugate(self)': (self) => pos(self),
    },
    properties: { real: (self) => pos(self), imag: () => 0 },
    registered: floatType,
  }),
);

const asInt = (value: Value): Value => call(intType, [value]);

export const rational = perMachine((m) =>
  numberClass(m, 'Rational', {
    base: real(m),
    abstractProperties: ['numerator', 'denominator'],
    methods: {
      '__float__(self)': (self) =>
        truediv(asInt(getAttribute(self, 'numerator')), asInt(getAttribute(self, 'denominator'))),
    },
  }),
);

export const integral = perMachine((m) =>
  numberClass(m, 'Integral', {
    base: rational(m),
    abstract: [
      ...unary('int', 'invert'),
      ...operators('lshift', 'rshift', 'and', 'xor', 'or'),
      '__pow__(self, exponent, modulus=None)',
    ],
    methods: {
      '__index__(self)': asInt,
      '__float__(self)': (self) => call(floatType, [asInt(self)]),
    },
    properties: { numerator: (self) => pos(self), denominator: () => 1 },
    registered: intType,
  }),
);

export const numbers = defineModule('numbers', (m: KernelMachine) => ({
  Number: number(m),
  Complex: complex(m),
  Real: real(m),
  Rational: rational(m),
  Integral: integral(m),
}));
