// The `fractions` module (Lib/fractions.py).

import { defineModule } from '../../execution/module.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { PyFloat, strValue } from '../../objects/boxed.js';
import { call } from '../../objects/call.js';
import { tuple } from '../../objects/containers.js';
import { typeError, valueError } from '../../objects/exceptions.js';
import { asIndex } from '../../objects/index.js';
import { checkInstance } from '../../objects/instance-check.js';
import { normalize } from '../../objects/int-arithmetic.js';
import type { NativeBody } from '../../objects/native.js';
import { PyType, type Value } from '../../objects/object.js';
import { repr } from '../../objects/repr.js';
import { strRepr } from '../../objects/str-repr.js';
import { typeName, typeOf } from '../../objects/types.js';
import { abcMeta, computeAbstractMethods } from '../abc/abc-meta.js';
import { PyDecimal } from '../decimal/values.js';
import { perMachine } from '../library.js';
import { extendClass, libraryClass } from '../library-class.js';
import { integral, rational } from '../numbers.js';
import { formatRatio } from './format.js';
import {
  hashOfRatio,
  integerRatio,
  PyFraction,
  ratioOfArguments,
  ratioOfFloat,
  ratioOfRational,
} from './fraction.js';
import { equals, operatorMethods, ordering, power, reflectedPower } from './operators.js';
import {
  absolute,
  floorDivide,
  limitDenominator,
  negateRatio,
  type Ratio,
  ratio,
  roundHalfEven,
} from './ratio.js';

function rounded(fractionType: PyType, self: PyFraction, digits: Value): Value {
  if (digits === null) return normalize(roundHalfEven(self));
  const places = BigInt(asIndex(digits));
  const shift = 10n ** absolute(places);
  const result =
    places > 0n
      ? ratio(roundHalfEven(ratio(self.numerator * shift, self.denominator)), shift)
      : ratio(roundHalfEven(ratio(self.numerator, self.denominator * shift)) * shift);
  return new PyFraction(result, fractionType);
}

function formatted(self: PyFraction, given: Value): Value {
  const spec = strValue(given) ?? '';
  const text = formatRatio(self, spec);
  if (text !== undefined) return text;
  throw valueError(`Invalid format specifier ${strRepr(spec)} for object of type '${typeName(self)}'`);
}

/** The other constructors. */
function classMethods(m: KernelMachine): Record<string, NativeBody> {
  const make = (cls: Value, value: Ratio): PyFraction =>
    new PyFraction(value, cls instanceof PyType ? cls : fractionClass(m));
  const from = (
    kind: 'float' | 'decimal',
    isRight: (value: Value) => boolean,
    convert: (value: Value) => Ratio,
  ) => {
    return (cls: Value, value: Value): Value => {
      const exact = checkInstance(value, integral(m)) ? ratioOfRational(m, value) : undefined;
      if (exact !== undefined) return make(cls, exact);
      if (isRight(value)) return make(cls, convert(value));
      const name = cls instanceof PyType ? cls.name : '';
      const wanted = kind === 'float' ? 'floats' : 'Decimals';
      throw typeError(`${name}.from_${kind}() only takes ${wanted}, not ${repr(value)} (${typeName(value)})`);
    };
  };
  return {
    'from_float(cls, f)': from(
      'float',
      (value) => value instanceof PyFloat,
      (value) => (value instanceof PyFloat ? ratioOfFloat(value.value) : integerRatio(value)),
    ),
    'from_decimal(cls, dec)': from('decimal', (value) => value instanceof PyDecimal, integerRatio),
    '_from_coprime_ints(cls, numerator, denominator, /)': (cls, numerator, denominator) =>
      make(cls, { numerator: BigInt(asIndex(numerator)), denominator: BigInt(asIndex(denominator)) }),
  };
}

/** Immutable, and so its own copy, but for a subclass. */
function copied(fractionType: PyType, self: PyFraction): Value {
  return typeOf(self) === fractionType ? self : call(typeOf(self), [...partsOf(self)]);
}

const partsOf = ({ numerator, denominator }: Ratio): readonly [Value, Value] => [
  normalize(numerator),
  normalize(denominator),
];

export const fractionClass = perMachine((m): PyType => {
  // It says that ints are rational numbers.
  integral(m);
  const isDecimal = (value: Value): boolean => value instanceof PyDecimal;
  const type: PyType = libraryClass('Fraction', {
    module: 'fractions',
    metatype: abcMeta(m),
    bases: [rational(m)],
    instanceDict: false,
    doc: 'A rational number: an exact quotient of two ints.',
    abstract: {},
    attributes: { __slots__: tuple('_numerator', '_denominator') },
    classMethods: classMethods(m),
    methods: {
      '__new__(cls, numerator=0, denominator=None)': (cls, numerator, denominator) =>
        new PyFraction(
          ratioOfArguments(m, isDecimal, numerator, denominator),
          cls instanceof PyType ? cls : type,
        ),
    },
  });
  const whole = (value: bigint): Value => normalize(value);
  extendClass(type, {
    module: 'fractions',
    methods: {
      ...operatorMethods(m, type),
      '__pow__(a, b)': (a: PyFraction, b) => power(m, type, a, b),
      '__rpow__(b, a)': (b: PyFraction, a) => reflectedPower(m, type, b, a),
      '__pos__(a)': (a: PyFraction) => new PyFraction(a, type),
      '__neg__(a)': (a: PyFraction) => new PyFraction(negateRatio(a), type),
      '__abs__(a)': (a: PyFraction) =>
        new PyFraction({ numerator: absolute(a.numerator), denominator: a.denominator }, type),
      '__int__(a)': (a: PyFraction) => whole(a.numerator / a.denominator),
      '__trunc__(a)': (a: PyFraction) => whole(a.numerator / a.denominator),
      '__floor__(a)': (a: PyFraction) => whole(floorDivide(a.numerator, a.denominator)),
      '__ceil__(a)': (a: PyFraction) => whole(-floorDivide(-a.numerator, a.denominator)),
      '__round__(self, ndigits=None)': (self: PyFraction, digits) => rounded(type, self, digits),
      '__bool__(a)': (a: PyFraction) => a.numerator !== 0n,
      '__hash__(self)': (self: PyFraction) => hashOfRatio(self),
      '__eq__(a, b)': (a: PyFraction, b) => equals(m, a, b),
      '__lt__(a, b)': ordering(m, 'lt', (order) => order < 0n),
      '__gt__(a, b)': ordering(m, 'gt', (order) => order > 0n),
      '__le__(a, b)': ordering(m, 'le', (order) => order <= 0n),
      '__ge__(a, b)': ordering(m, 'ge', (order) => order >= 0n),
      '__repr__(self)': (self: PyFraction) => `${typeName(self)}(${self.numerator}, ${self.denominator})`,
      '__str__(self)': (self: PyFraction) =>
        self.denominator === 1n ? String(self.numerator) : `${self.numerator}/${self.denominator}`,
      '__format__(self, format_spec, /)': formatted,
      '__reduce__(self)': (self: PyFraction) => tuple(typeOf(self), tuple(...partsOf(self))),
      '__copy__(self)': (self: PyFraction) => copied(type, self),
      '__deepcopy__(self, memo)': (self: PyFraction) => copied(type, self),
      'is_integer(self)': (self: PyFraction) => self.denominator === 1n,
      'as_integer_ratio(self)': (self: PyFraction) => tuple(...partsOf(self)),
      'limit_denominator(self, max_denominator=1000000)': (self: PyFraction, given) => {
        const limit = BigInt(asIndex(given));
        if (limit < 1n) throw valueError('max_denominator should be at least 1');
        return new PyFraction(limitDenominator(self, limit), type);
      },
    },
    properties: {
      numerator: (self: PyFraction) => normalize(self.numerator),
      denominator: (self: PyFraction) => normalize(self.denominator),
      _numerator: (self: PyFraction) => normalize(self.numerator),
      _denominator: (self: PyFraction) => normalize(self.denominator),
    },
  });
  computeAbstractMethods(type);
  return type;
});

export const fractions = defineModule('fractions', (m: KernelMachine) => ({ Fraction: fractionClass(m) }));
