// `Color(1)`: the member with a value, or what `_missing_` makes of it (`Enum.__new__` in Lib/enum.py).

import { getAttribute, getAttributeOr } from '../../objects/attributes.js';
import { intValue, PyInt } from '../../objects/boxed.js';
import { call } from '../../objects/call.js';
import { isExceptionOf, PyException, typeError, valueError } from '../../objects/exceptions.js';
import { bitLength, type Int, normalize } from '../../objects/int-arithmetic.js';
import { newInstance } from '../../objects/members.js';
import { PyObject, type PyType, type Value } from '../../objects/object.js';
import { repr, str } from '../../objects/repr.js';
import { objectType, typeOf } from '../../objects/types.js';
import { callAttribute, setOwnAttribute } from '../library.js';
import { type EnumData, enumData } from './data.js';

export function lookup(cls: PyType, value: Value): Value {
  if (typeOf(value) === cls) return value;
  const data = enumData(cls);
  const found = data?.byValue(value);
  if (found !== undefined) return found;
  if (data === undefined || data.members.table.size === 0) {
    if (data?.inProgress === true) {
      throw typeError('do not use `super().__new__; call the appropriate __new__ directly');
    }
    throw typeError(`${repr(cls)} has no members defined`);
  }
  const { result, failure } = missing(cls, value);
  if (typeOf(result).isSubtypeOf(cls)) return result;
  if (data.isFlag && data.boundary === 'eject' && intValue(result) !== undefined) return result;
  const invalid = valueError(`${repr(value)} is not a valid ${cls.qualname}`);
  if (result === null && failure === null) throw invalid;
  const raised =
    failure ??
    typeError(`error in ${cls.name}._missing_: returned ${repr(result)} instead of None or a valid member`);
  const isValueError: boolean = isExceptionOf(raised, 'ValueError');
  if (!isValueError) {
    raised.context = invalid;
    raised.contextIsSet = true;
  }
  throw raised;
}

/** What `_missing_` gave or raised. */
function missing(
  cls: PyType,
  value: Value,
): { readonly result: Value; readonly failure: PyException | null } {
  try {
    return { result: callAttribute(cls, '_missing_', value), failure: null };
  } catch (error) {
    if (!(error instanceof PyException)) throw error;
    return { result: null, failure: error };
  }
}

/** `bin()` with the sign bit set apart: `0b0 1010`. */
export function signedBits(value: bigint, most: number): string {
  const ceiling = 2n ** BigInt(bitLength(normalize(value)));
  const text = (value >= 0n ? value + ceiling : (~value ^ (ceiling - 1n)) + ceiling).toString(2);
  const sign = value >= 0n ? '0' : '1';
  const digits = text.slice(1);
  return `0b${sign} ${(sign.repeat(most) + digits).slice(-Math.max(most, 0))}`;
}

/** The members of one bit that a value holds. */
export function membersIn(data: EnumData, value: bigint): Value[] {
  const found: Value[] = [];
  let rest = value & data.flagMask;
  while (rest > 0n) {
    const bit = rest & -rest;
    const member = data.values.table.get(normalize(bit));
    if (member !== undefined) found.push(member);
    rest ^= bit;
  }
  if (data.byDefinition) {
    const order = (member: Value): number => Number(getAttributeOr(member, '_sort_order_') ?? 0);
    found.sort((a, b) => order(a) - order(b));
  }
  return found;
}

/** `Flag._missing_`: a combination of members. */
export function combination(cls: PyType, given: Value): Value {
  const number = intValue(given);
  const data = enumData(cls);
  if (number === undefined || data === undefined) {
    throw valueError(`${repr(given)} is not a valid ${cls.qualname}`);
  }
  const { flagMask, singlesMask, allBits, boundary } = data;
  let value = BigInt(number);
  if (!(~allBits <= value && value <= allBits) || (value & (allBits ^ flagMask)) !== 0n) {
    if (boundary === 'strict') {
      const most = Math.max(bitLength(normalize(value)), bitLength(normalize(flagMask)));
      throw valueError(
        `${repr(cls)} invalid value ${value}\n    given ${signedBits(value, most)}\n  allowed ${signedBits(flagMask, most)}`,
      );
    }
    if (boundary === 'conform') value &= flagMask;
    else if (boundary === 'eject') return normalize(value);
    else if (value < 0n) {
      const ceiling = 2n ** BigInt(bitLength(normalize(value)));
      value += allBits + 1n > ceiling ? allBits + 1n : ceiling;
    }
  }
  const negative = value < 0n ? value : null;
  if (negative !== null) value = allBits + 1n + value;
  const made = pseudoMember(cls, data, normalize(value));
  setOwnAttribute(made, '_name_', nameOf(cls, data, value, singlesMask));
  const known = data.values.table.get(normalize(value));
  const member = known ?? made;
  if (known === undefined) data.values.table.set(normalize(value), member);
  if (negative !== null) data.values.table.set(normalize(negative), member);
  return member;
}

function pseudoMember(cls: PyType, data: EnumData, value: Int): PyObject {
  let made: Value;
  if (data.memberType === objectType) made = newInstance(cls, new Map());
  else made = call(getAttribute(data.memberType, '__new__'), [cls, value]);
  if (!(made instanceof PyObject)) made = new PyInt(value, cls, new Map());
  if (getAttributeOr(made, '_value_') === undefined) setOwnAttribute(made, '_value_', value);
  return made;
}

function nameOf(cls: PyType, data: EnumData, value: bigint, singlesMask: bigint): Value {
  const single = value & singlesMask;
  const aliases = value & ~singlesMask;
  if (single === 0n && aliases === 0n) return null;
  const members = membersIn(data, single);
  let combined = 0n;
  const memberValue = (member: Value): bigint => BigInt(intValue(getAttribute(member, '_value_')) ?? 0);
  for (const member of members) combined |= memberValue(member);
  if (aliases !== 0n) {
    for (const [, member] of data.members.table.entries()) {
      const own = memberValue(member);
      if (!members.includes(member) && own !== 0n && (own & value) === own) {
        members.push(member);
        combined |= own;
      }
    }
  }
  const unknown = value ^ combined;
  if (combined === 0n) return null;
  const name = members.map((member) => str(getAttribute(member, '_name_'))).join('|');
  if (unknown === 0n) return name;
  if (data.boundary === 'strict') {
    throw valueError(`${repr(cls)}: no members with value ${unknown}`);
  }
  return `${name}|${str(callAttribute(cls, '_numeric_repr_', normalize(unknown)))}`;
}
