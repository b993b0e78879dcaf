// Dunder methods and type slots, both ways (CPython's `slotdefs` in Objects/typeobject.c).
//
// A built-in type defines slots, and each gives it the dunder method that programs see (`list.__len__`). A class
// defines dunder methods, and each gives it a slot that calls the method (a trampoline), so that an operator reads one
// field instead of looking up a name.

import { noAttribute } from './attribute-error.js';
import { intValue, strValue } from './boxed.js';
import { callMethod, callSpecial } from './call.js';
import { type ComparisonName, isTrue } from './compare.js';
import { PyTuple } from './containers.js';
import {
  attributeError,
  exception,
  isExceptionOf,
  overflowError,
  type PyException,
  typeError,
  valueError,
} from './exceptions.js';
import { keywordsOf } from './keywords.js';
import type { NativeBody } from './native.js';
import { constructInPython } from './new-slot.js';
import { PyType, type SlotName, Slots, type Value } from './object.js';
import {
  bytearrayType,
  bytesType,
  listType,
  NotImplemented,
  noneType,
  strType,
  tupleType,
  typeName,
  typeOf,
} from './types.js';

type SlotFunction<Name extends SlotName> = NonNullable<Slots[Name]>;

interface SlotDefinition<Slot> {
  readonly dunder: string;
  /** Parameters of the dunder method, without `self`. */
  readonly parameters: string;
  /** The dunder method's body for a native slot. */
  wrap(slot: Slot): NativeBody;
  /** The slot for a class that defines the dunder method. */
  readonly trampoline: Slot;
}

type Binary = SlotFunction<'eq'>;
type Unary = SlotFunction<'neg'>;

/** Calls a dunder method that is known to be there. */
function special(self: Value, dunder: string, ...args: Value[]): Value {
  const method = typeOf(self).lookup(dunder);
  if (method === undefined) {
    // An iterator that lost its `__next__` on the way.
    if (dunder === '__next__') throw typeError(`'${typeName(self)}' object is not iterable`);
    throw attributeError(`${typeName(self)} has no ${dunder}`, self, dunder);
  }
  return callMethod(method, self, args);
}

function binary(dunder: string): SlotDefinition<Binary> {
  return {
    dunder,
    parameters: 'value, /',
    wrap: (slot) => slot,
    // `__eq__ = None` blocks the operation: None is called, and the other operand is not asked.
    trampoline: (self, other) => {
      const method = typeOf(self).lookup(dunder);
      if (method === undefined) return NotImplemented;
      return callMethod(method, self, [other]);
    },
  };
}

/** A reflected operation: `b.__radd__(a)`. */
const reflected = binary;

function unary(dunder: string): SlotDefinition<Unary> {
  return { dunder, parameters: '', wrap: (slot) => slot, trampoline: (self) => special(self, dunder) };
}

function comparison(name: ComparisonName): SlotDefinition<Binary> {
  return binary(`__${name}__`);
}

const itemsOf = (value: Value): readonly Value[] => (value instanceof PyTuple ? value.items : []);

/** What a dunder method must return as text. */
function text(self: Value, dunder: string): string {
  const result = special(self, dunder);
  const value = strValue(result);
  if (value === undefined) throw typeError(`${dunder} returned non-string (type ${typeName(result)})`);
  return value;
}

/** The type itself, or undefined where a class attribute is read through None. */
function ownerOf(owner: Value | undefined, instance: Value | undefined): PyType {
  if (owner instanceof PyType) return owner;
  return typeOf(instance ?? null);
}

export const SLOT_DEFINITIONS: { [Name in Exclude<SlotName, 'new_'>]: SlotDefinition<SlotFunction<Name>> } = {
  init: {
    dunder: '__init__',
    parameters: '*args, **kwargs',
    wrap: (slot) => (self, args, kwargs) => {
      slot(self ?? null, itemsOf(args ?? null), keywordsOf(kwargs ?? null));
      return null;
    },
    trampoline: (self, args, keywords) => {
      const method = typeOf(self).lookup('__init__');
      if (method === undefined) return;
      const result = callMethod(method, self, args, keywords);
      if (result !== null) throw typeError(`__init__() should return None, not '${typeName(result)}'`);
    },
  },
  call: {
    dunder: '__call__',
    parameters: '*args, **kwargs',
    wrap: (slot) => (self, args, kwargs) =>
      slot(self ?? null, itemsOf(args ?? null), keywordsOf(kwargs ?? null)),
    trampoline: (self, args, keywords) => {
      const method = typeOf(self).lookup('__call__');
      if (method === undefined) throw typeError(`'${typeName(self)}' object is not callable`);
      return callMethod(method, self, args, keywords);
    },
  },
  repr: {
    dunder: '__repr__',
    parameters: '',
    wrap: (slot) => slot,
    trampoline: (self) => text(self, '__repr__'),
  },
  str: {
    dunder: '__str__',
    parameters: '',
    wrap: (slot) => slot,
    trampoline: (self) => text(self, '__str__'),
  },
  hash: {
    dunder: '__hash__',
    parameters: '',
    wrap: (slot) => slot,
    trampoline: (self) => {
      const value = intValue(special(self, '__hash__'));
      if (value === undefined) throw typeError('__hash__ method should return an integer');
      return value;
    },
  },
  bool: {
    dunder: '__bool__',
    parameters: '',
    wrap: (slot) => slot,
    trampoline: (self) => {
      const result = special(self, '__bool__');
      if (typeof result !== 'boolean')
        throw typeError(`__bool__ should return bool, returned ${typeName(result)}`);
      return result;
    },
  },
  len: {
    dunder: '__len__',
    parameters: '',
    wrap: (slot) => slot,
    trampoline: (self) => {
      const result = special(self, '__len__');
      const index = intValue(result) ?? intValue(callSpecial(result, '__index__') ?? null);
      if (index === undefined)
        throw typeError(`'${typeName(result)}' object cannot be interpreted as an integer`);
      if (index < 0) throw valueError('__len__() should return >= 0');
      if (typeof index === 'bigint') throw overflowError("cannot fit 'int' into an index-sized integer");
      return index;
    },
  },
  iter: {
    dunder: '__iter__',
    parameters: '',
    wrap: (slot) => slot,
    trampoline: (self) => {
      const method = typeOf(self).lookup('__iter__');
      if (method === null) throw typeError(`'${typeName(self)}' object is not iterable`);
      return special(self, '__iter__');
    },
  },
  next: {
    dunder: '__next__',
    parameters: '',
    wrap: (slot) => (self) => {
      const item = slot(self ?? null);
      if (item === undefined) throw exception('StopIteration');
      return item;
    },
    trampoline: (self) => {
      try {
        return special(self, '__next__');
      } catch (error) {
        if (isExceptionOf(error, 'StopIteration')) return undefined;
        throw error;
      }
    },
  },
  contains: {
    dunder: '__contains__',
    parameters: 'key, /',
    wrap: (slot) => slot,
    trampoline: (self, item) => {
      const method = typeOf(self).lookup('__contains__');
      if (method === null) throw typeError(`'${typeName(self)}' object is not a container`);
      return isTrue(special(self, '__contains__', item));
    },
  },
  getitem: {
    dunder: '__getitem__',
    parameters: 'key, /',
    wrap: (slot) => slot,
    trampoline: (self, key) => special(self, '__getitem__', key),
  },
  setitem: {
    dunder: '__setitem__',
    parameters: 'key, value, /',
    wrap: (slot) => (self, key, value) => {
      slot(self ?? null, key ?? null, value ?? null);
      return null;
    },
    trampoline: (self, key, value) => {
      special(self, '__setitem__', key, value);
    },
  },
  delitem: {
    dunder: '__delitem__',
    parameters: 'key, /',
    wrap: (slot) => (self, key) => {
      slot(self ?? null, key ?? null);
      return null;
    },
    trampoline: (self, key) => {
      special(self, '__delitem__', key);
    },
  },
  getattribute: {
    dunder: '__getattribute__',
    parameters: 'name, /',
    wrap: (slot) => (self, name) => {
      const key = strValue(name ?? null);
      if (key === undefined)
        throw typeError(`attribute name must be string, not '${typeName(name ?? null)}'`);
      const found = slot(self ?? null, key);
      if (found !== undefined) return found;
      throw noAttribute(self ?? null, key);
    },
    // `__getattr__` is asked by `getAttribute`, for every kind of `getattribute` alike.
    trampoline: (self, name) => special(self, '__getattribute__', name),
  },
  getattr: {
    dunder: '__getattr__',
    parameters: 'name, /',
    wrap: (slot) => (self, name) => slot(self ?? null, strValue(name ?? null) ?? '') ?? null,
    trampoline: (self, name) => special(self, '__getattr__', name),
  },
  setattr: {
    dunder: '__setattr__',
    parameters: 'name, value, /',
    wrap: (slot) => (self, name, value) => {
      const key = strValue(name ?? null);
      if (key === undefined)
        throw typeError(`attribute name must be string, not '${typeName(name ?? null)}'`);
      slot(self ?? null, key, value ?? null);
      return null;
    },
    trampoline: (self, name, value) => {
      special(self, '__setattr__', name, value);
    },
  },
  delattr: {
    dunder: '__delattr__',
    parameters: 'name, /',
    wrap: (slot) => (self, name) => {
      const key = strValue(name ?? null);
      if (key === undefined)
        throw typeError(`attribute name must be string, not '${typeName(name ?? null)}'`);
      slot(self ?? null, key);
      return null;
    },
    trampoline: (self, name) => {
      special(self, '__delattr__', name);
    },
  },
  get: {
    dunder: '__get__',
    parameters: 'instance, owner=None, /',
    wrap: (slot) => (self, instance, owner) => {
      if (instance === null && owner === null) throw typeError('__get__(None, None) is invalid');
      const through = instance === null && owner !== noneType ? undefined : instance;
      return slot(self ?? null, through, ownerOf(owner, instance));
    },
    trampoline: (self, instance, owner) => special(self, '__get__', instance ?? null, owner),
  },
  set: {
    dunder: '__set__',
    parameters: 'instance, value, /',
    wrap: (slot) => (self, instance, value) => {
      slot(self ?? null, instance ?? null, value ?? null);
      return null;
    },
    trampoline: (self, instance, value) => {
      if (typeOf(self).lookup('__set__') === undefined) throw exception('AttributeError', '__set__');
      special(self, '__set__', instance, value);
    },
  },
  delete: {
    dunder: '__delete__',
    parameters: 'instance, /',
    wrap: (slot) => (self, instance) => {
      slot(self ?? null, instance ?? null);
      return null;
    },
    trampoline: (self, instance) => {
      if (typeOf(self).lookup('__delete__') === undefined) throw exception('AttributeError', '__delete__');
      special(self, '__delete__', instance);
    },
  },
  eq: comparison('eq'),
  ne: comparison('ne'),
  lt: comparison('lt'),
  le: comparison('le'),
  gt: comparison('gt'),
  ge: comparison('ge'),
  add: binary('__add__'),
  radd: reflected('__radd__'),
  iadd: binary('__iadd__'),
  sub: binary('__sub__'),
  rsub: reflected('__rsub__'),
  isub: binary('__isub__'),
  mul: binary('__mul__'),
  rmul: reflected('__rmul__'),
  imul: binary('__imul__'),
  matmul: binary('__matmul__'),
  rmatmul: reflected('__rmatmul__'),
  imatmul: binary('__imatmul__'),
  truediv: binary('__truediv__'),
  rtruediv: reflected('__rtruediv__'),
  itruediv: binary('__itruediv__'),
  floordiv: binary('__floordiv__'),
  rfloordiv: reflected('__rfloordiv__'),
  ifloordiv: binary('__ifloordiv__'),
  mod: binary('__mod__'),
  rmod: reflected('__rmod__'),
  imod: binary('__imod__'),
  divmod: binary('__divmod__'),
  rdivmod: reflected('__rdivmod__'),
  pow: {
    dunder: '__pow__',
    parameters: 'value, mod=None, /',
    wrap: (slot) => slot,
    trampoline: (self, exponent, modulus) => {
      if (modulus === null) return special(self, '__pow__', exponent);
      return special(self, '__pow__', exponent, modulus);
    },
  },
  rpow: reflected('__rpow__'),
  ipow: binary('__ipow__'),
  lshift: binary('__lshift__'),
  rlshift: reflected('__rlshift__'),
  ilshift: binary('__ilshift__'),
  rshift: binary('__rshift__'),
  rrshift: reflected('__rrshift__'),
  irshift: binary('__irshift__'),
  and: binary('__and__'),
  rand: reflected('__rand__'),
  iand: binary('__iand__'),
  or: binary('__or__'),
  ror: reflected('__ror__'),
  ior: binary('__ior__'),
  xor: binary('__xor__'),
  rxor: reflected('__rxor__'),
  ixor: binary('__ixor__'),
  neg: unary('__neg__'),
  pos: unary('__pos__'),
  abs: unary('__abs__'),
  invert: unary('__invert__'),
  index: unary('__index__'),
  int: unary('__int__'),
  float: unary('__float__'),
  await: unary('__await__'),
  aiter: unary('__aiter__'),
  anext: unary('__anext__'),
};

type WrappedSlot = keyof typeof SLOT_DEFINITIONS;

const WRAPPED_SLOTS = Object.keys(SLOT_DEFINITIONS) as WrappedSlot[];

/** The dunder methods that a type's own slots give it: name, signature, body (null for `__hash__ = None`). */
export function* wrapSlots(
  type: PyType,
  names: readonly SlotName[],
): Iterable<readonly [dunder: string, signature: string, body: NativeBody | null]> {
  for (const name of names) if (name !== 'new_') yield wrapOne(type, name);
}

function wrapOne<Name extends WrappedSlot>(
  type: PyType,
  name: Name,
): readonly [string, string, NativeBody | null] {
  const definition: SlotDefinition<SlotFunction<Name>> = SLOT_DEFINITIONS[name];
  const slot: Slots[Name] | undefined = type.ownSlots[name];
  const signature = `${definition.dunder}(${definition.parameters})`;
  if (slot === null || slot === undefined) return [definition.dunder, signature, null];
  const body = definition.wrap(slot);
  const isStrict = CONCATENABLE.includes(type) && STRICT.includes(name);
  return [definition.dunder, signature, isStrict ? strict(body, name) : body];
}

const CONCATENABLE: readonly PyType[] = [strType, bytesType, bytearrayType, listType, tupleType];
const STRICT: readonly string[] = ['add', 'mul', 'rmul', 'imul'];

/** `[].__add__(1)`: sequences do not say NotImplemented (`sq_concat`, `sq_repeat`). */
function strict(body: NativeBody, name: string): NativeBody {
  return (self, other) => {
    const result = body(self, other);
    if (result !== NotImplemented) return result;
    throw name === 'add' ? concatenationError(self, other) : notIndex(other);
  };
}

function notIndex(value: Value): PyException {
  return typeError(`'${typeName(value)}' object cannot be interpreted as an integer`);
}

/** What is said where something is added to a sequence that is none of its kind. */
export function concatenationError(sequence: Value, other: Value): PyException {
  const type = [strType, listType, tupleType].find((each) => typeOf(sequence).isSubtypeOf(each));
  return typeError(
    type === undefined
      ? `can't concat ${typeName(other)} to ${typeName(sequence)}`
      : `can only concatenate ${type.name} (not "${typeName(other)}") to ${type.name}`,
  );
}

/** Merges the operations along the MRO into `slots`, here and in every subclass: `inherit_slots`. */
export function inheritSlots(type: PyType): void {
  const merged = new Slots();
  const { mro } = type;
  for (let index = mro.length - 1; index >= 0; index--) Object.assign(merged, mro[index]?.ownSlots);
  type.slots = merged;
  for (const reference of type.subclasses) {
    const subclass = reference.deref();
    if (subclass !== undefined) inheritSlots(subclass);
  }
}

/** The slot that a class attribute stands for, when a program sets or deletes it on a class. */
const SLOT_OF_DUNDER: ReadonlyMap<string, WrappedSlot> = new Map(
  WRAPPED_SLOTS.map((name) => [SLOT_DEFINITIONS[name].dunder, name]),
);

/**
 * Brings the slots of a class in line with its namespace, after it was made or one attribute changed:
 * `fixup_slot_dispatchers`, `update_slot`.
 */
export function updateSlots(type: PyType, dunders: Iterable<string>): void {
  let changed = false;
  for (const dunder of dunders) {
    if (dunder === '__new__') {
      if (type.attrs.has('__new__')) type.ownSlots.new_ = constructInPython;
      else delete type.ownSlots.new_;
      changed = true;
      continue;
    }
    const name = SLOT_OF_DUNDER.get(dunder);
    if (name === undefined) continue;
    setTrampoline(type, name, type.attrs.get(dunder));
    changed = true;
  }
  if (changed) inheritSlots(type);
}

function setTrampoline<Name extends WrappedSlot>(
  type: PyType,
  name: Name,
  attribute: Value | undefined,
): void {
  const definition: SlotDefinition<SlotFunction<Name>> = SLOT_DEFINITIONS[name];
  const { ownSlots } = type;
  if (attribute === undefined) delete ownSlots[name];
  else if (attribute === null && name === 'hash') ownSlots.hash = null;
  else ownSlots[name] = definition.trampoline;
}
