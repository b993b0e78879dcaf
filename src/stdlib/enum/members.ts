// Making the members of an enumeration, when its class is made (`_proto_member` in Lib/enum.py).

import { getAttribute, getAttributeOr } from '../../objects/attributes.js';
import { intValue } from '../../objects/boxed.js';
import { call } from '../../objects/call.js';
import { equals } from '../../objects/compare.js';
import { PyTuple } from '../../objects/containers.js';
import { exception, PyException, typeError } from '../../objects/exceptions.js';
import { bitLength } from '../../objects/int-arithmetic.js';
import { newInstance } from '../../objects/members.js';
import { defineType, PyStaticMethod } from '../../objects/native.js';
import { PyObject, PyType, type Value } from '../../objects/object.js';
import { repr } from '../../objects/repr.js';
import { objectType, tupleType, typeOf } from '../../objects/types.js';
import { once, setOwnAttribute } from '../library.js';
import { type EnumData, enumData } from './data.js';
import { isDescriptor } from './namespace.js';
import { enumPropertyType, redirected } from './property.js';

/** Stands in the class's namespace for a member until the class is told its names. */
export class PyProtoMember extends PyObject {
  constructor(
    readonly value: Value,
    /** What makes the instances, or null for plain ones. */
    readonly create: Value,
    readonly data: EnumData,
  ) {
    super(protoMemberType());
  }
}

const protoMemberType: () => PyType = once(
  (): PyType =>
    defineType('_proto_member', {
      module: 'enum',
      methods: {
        '__set_name__(owner, name)': (self: PyProtoMember, owner, name) => {
          if (owner instanceof PyType && typeof name === 'string') makeMember(owner, name, self);
          return null;
        },
      },
    }),
);

function makeMember(cls: PyType, name: string, proto: PyProtoMember): void {
  const { data, create } = proto;
  cls.attrs.delete(name);
  let args = proto.value instanceof PyTuple ? proto.value.items : [proto.value];
  if (data.memberType === tupleType) args = [new PyTuple(args)];
  const made = create === null ? newInstance(cls, new Map()) : call(create, [cls, ...args]);
  if (!(made instanceof PyObject)) throw typeError('the member is no object');
  made.dict ??= new Map();
  let value = getAttributeOr(made, '_value_');
  if (value === undefined) {
    value =
      create === null || data.memberType === objectType ? proto.value : converted(data.memberType, args);
    setOwnAttribute(made, '_value_', value);
  }
  setOwnAttribute(made, '_name_', name);
  setOwnAttribute(made, '__objclass__', cls);
  call(getAttribute(made, '__init__'), args);
  setOwnAttribute(made, '_sort_order_', data.names.items.length);
  value = getAttribute(made, '_value_');
  const known = sameValue(data, value);
  const member = known ?? made;
  if (data.isFlag) addFlagValue(data, name, value, known === undefined);
  else if (known === undefined) data.names.items.push(name);
  addMember(cls, data, name, member);
  data.addValue(value, member);
}

function converted(type: PyType, args: readonly Value[]): Value {
  try {
    return call(type, args);
  } catch (error) {
    if (!(error instanceof PyException)) throw error;
    const failure = exception('TypeError', '_value_ not set in __new__, unable to create it');
    failure.cause = error;
    throw failure;
  }
}

/** The member that has the value already: then the new name is an alias. */
function sameValue(data: EnumData, value: Value): Value | undefined {
  const found = data.byValue(value);
  if (found !== undefined) return found;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [, member] of data.members.table.entries()) {
    if (equals(getAttribute(member, '_value_'), value)) return member;
  }
  return undefined;
}

/** Only flags of one bit are listed; others are names for combinations. */
function addFlagValue(data: EnumData, name: string, value: Value, isNew: boolean): void {
  const given = intValue(value);
  if (given === undefined) {
    if (isNew) data.names.items.push(name);
    return;
  }
  const bits = BigInt(given);
  if (bits < 0n) return;
  const isSingle = bits > 0n && (bits & (bits - 1n)) === 0n;
  data.flagMask |= bits;
  if (isSingle) {
    data.singlesMask |= bits;
    if (isNew) data.names.items.push(name);
  }
  data.allBits = 2n ** BigInt(bitLength(normal(data.flagMask))) - 1n;
}

const normal = (value: bigint): number | bigint => (value <= 9007199254740991n ? Number(value) : value);

/** `_add_member_` */
export function addMember(cls: PyType, data: EnumData, name: string, member: Value): void {
  const known = data.members.table.get(name);
  if (known !== undefined) {
    if (known !== member) throw exception('NameError', `${repr(name)} is already bound: ${repr(known)}`);
    return;
  }
  data.members.table.set(name, member);
  cls.attrs.set(name, standIn(cls, name, member));
  cls.modified();
}

/** The member, or a property that gives way to it where the name is read through the class. */
function standIn(cls: PyType, name: string, member: Value): Value {
  let descriptor: Value = null;
  let kind: 'desc' | 'attr' | null = null;
  let owner: PyType | null = null;
  for (const base of cls.mro.slice(1)) {
    const attribute = base.attrs.get(name);
    if (attribute === undefined || attribute === null) continue;
    if (typeOf(attribute).isSubtypeOf(enumPropertyType())) {
      return redirected(cls, name, { member, kind: 'enum', cls: base }, attribute);
    }
    if (isDescriptor(attribute)) {
      descriptor = attribute;
      kind ??= 'desc';
      owner ??= base;
    } else {
      kind = 'attr';
      owner = base;
    }
  }
  if (descriptor === null || kind === null || owner === null) return member;
  return redirected(cls, name, { member, kind, cls: owner }, descriptor);
}

/** What makes the members of a class: its own `__new__`, an inherited one, or that of the data type: `_find_new_`. */
export function memberConstructor(own: Value | undefined, memberType: PyType, first: PyType | null): Value {
  if (own !== undefined) return own instanceof PyStaticMethod ? own.callable : own;
  const inherited = first === null ? undefined : getAttributeOr(first, '__new_member__');
  if (inherited !== undefined) return inherited;
  return memberType === objectType ? null : getAttribute(memberType, '__new__');
}

export function aliasOf(member: Value, name: string): Value {
  const cls = typeOf(member);
  const data = enumData(cls);
  if (data !== undefined) addMember(cls, data, name, member);
  return null;
}
