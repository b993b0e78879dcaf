// `Flag` and `IntFlag`: members that are sets of bits (Lib/enum.py).

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute } from '../../objects/attributes.js';
import { intValue } from '../../objects/boxed.js';
import { call } from '../../objects/call.js';
import { isTrue } from '../../objects/compare.js';
import { PyClassMethod } from '../../objects/descriptors.js';
import { typeError } from '../../objects/exceptions.js';
import { bitLength, normalize } from '../../objects/int-arithmetic.js';
import { nativeIterator, toArray } from '../../objects/iteration.js';
import type { NativeBody } from '../../objects/native.js';
import { PyStaticMethod } from '../../objects/native.js';
import { PyType, type Value } from '../../objects/object.js';
import { repr, str } from '../../objects/repr.js';
import { intType, NotImplemented, objectType, typeOf } from '../../objects/types.js';
import { libraryFunction, perMachine } from '../library.js';
import {
  deriveEnum,
  enumClass,
  memberValue,
  nameOf,
  reprEnumClass,
  shownValue,
  strEnumClass,
} from './classes.js';
import { enumData } from './data.js';
import { combination, membersIn } from './lookup.js';
import { knownClasses } from './meta.js';
import { PyAuto } from './namespace.js';

const bitsOf = (member: Value): bigint => BigInt(intValue(memberValue(member)) ?? 0);

export const flagBoundaryClass = perMachine(
  (m: KernelMachine): PyType =>
    deriveEnum(m, 'FlagBoundary', [strEnumClass(m)], {
      STRICT: new PyAuto(),
      CONFORM: new PyAuto(),
      EJECT: new PyAuto(),
      KEEP: new PyAuto(),
    }),
);

function nextFlag(_name: Value, start: Value, count: Value, given: Value): Value {
  if (!isTrue(count)) return start ?? 1;
  const values = toArray(given);
  let highest = 0n;
  for (const value of values) {
    const bits = intValue(value);
    if (bits === undefined) throw typeError(`invalid flag value ${repr(values.at(-1) ?? null)}`);
    if (BigInt(bits) > highest) highest = BigInt(bits);
  }
  return normalize(2n ** BigInt(bitLength(normalize(highest))));
}

/** The bits of an operand; undefined for one that is neither a member nor a value of the data type. */
function operandBits(self: Value, other: Value): bigint | undefined {
  const cls = typeOf(self);
  if (typeOf(other).isSubtypeOf(cls)) return bitsOf(other);
  const memberType = enumData(cls)?.memberType ?? objectType;
  if (memberType !== objectType && typeOf(other).isSubtypeOf(memberType)) return BigInt(intValue(other) ?? 0);
  return undefined;
}

/** A member without bits (`NOTHING = None`) takes no part in operations. */
function checkCombinable(flag: Value, sign: string): void {
  if (enumData(typeOf(flag)) === undefined || memberValue(flag) !== null) return;
  throw typeError(`'${str(flag)}' cannot be combined with other flags with ${sign}`);
}

function binary(sign: string, combine: (a: bigint, b: bigint) => bigint): NativeBody {
  return (self: Value, other: Value) => {
    const bits = operandBits(self, other);
    if (bits === undefined) return NotImplemented;
    checkCombinable(self, sign);
    checkCombinable(other, sign);
    return call(typeOf(self), [normalize(combine(bitsOf(self), bits))]);
  };
}

function inverted(self: Value): Value {
  const cls = typeOf(self);
  const data = enumData(cls);
  if (memberValue(self) === null) throw typeError(`'${str(self)}' cannot be inverted`);
  const bits = bitsOf(self);
  const isOpen = data?.boundary === 'eject' || data?.boundary === 'keep';
  return call(cls, [normalize(isOpen ? ~bits : (data?.singlesMask ?? 0n) & ~bits)]);
}

const fn = (text: string, body: NativeBody): Value => libraryFunction(text, body, 'enum');

export const flagClass = perMachine((m: KernelMachine): PyType => {
  const [or, and, xor] = [
    binary('|', (a, b) => a | b),
    binary('&', (a, b) => a & b),
    binary('^', (a, b) => a ^ b),
  ];
  const type = deriveEnum(
    m,
    'Flag',
    [enumClass(m)],
    {
      _numeric_repr_: new PyStaticMethod(fn('repr(value)', (value) => repr(value))),
      _generate_next_value_: new PyStaticMethod(
        fn('_generate_next_value_(name, start, count, last_values)', nextFlag),
      ),
      _missing_: new PyClassMethod(
        fn('_missing_(cls, value)', (cls, value) => (cls instanceof PyType ? combination(cls, value) : null)),
      ),
      __contains__: fn('__contains__(self, other)', (self, other) => {
        const cls = typeOf(self);
        if (!typeOf(other).isSubtypeOf(cls)) {
          throw typeError(
            `unsupported operand type(s) for 'in': ${repr(typeOf(other).qualname)} and ${repr(cls.qualname)}`,
          );
        }
        return (bitsOf(other) & bitsOf(self)) === bitsOf(other);
      }),
      __iter__: fn('__iter__(self)', (self) => {
        const data = enumData(typeOf(self));
        const members = data === undefined ? [] : membersIn(data, bitsOf(self));
        let index = 0;
        return nativeIterator('generator', () => members[index++]);
      }),
      __len__: fn('__len__(self)', (self) => bitsOf(self).toString(2).replaceAll('0', '').length),
      __repr__: fn('__repr__(self)', (self) => {
        const name = nameOf(self);
        const cls = typeOf(self).name;
        return name === null ? `<${cls}: ${shownValue(self)}>` : `<${cls}.${str(name)}: ${shownValue(self)}>`;
      }),
      __str__: fn('__str__(self)', (self) => {
        const name = nameOf(self);
        const cls = typeOf(self).name;
        return name === null ? `${cls}(${repr(memberValue(self))})` : `${cls}.${str(name)}`;
      }),
      __bool__: fn('__bool__(self)', (self) => bitsOf(self) !== 0n),
      __or__: fn('__or__(self, other)', or),
      __and__: fn('__and__(self, other)', and),
      __xor__: fn('__xor__(self, other)', xor),
      __ror__: fn('__or__(self, other)', or),
      __rand__: fn('__and__(self, other)', and),
      __rxor__: fn('__xor__(self, other)', xor),
      __invert__: fn('__invert__(self)', inverted),
    },
    getAttribute(flagBoundaryClass(m), 'STRICT'),
  );
  knownClasses(m).flag = type;
  return type;
});

export const intFlagClass = perMachine(
  (m: KernelMachine): PyType =>
    deriveEnum(
      m,
      'IntFlag',
      [intType, reprEnumClass(m), flagClass(m)],
      {},
      getAttribute(flagBoundaryClass(m), 'KEEP'),
    ),
);
