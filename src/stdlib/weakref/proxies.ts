// `weakref.proxy`: stands for an object in every operation.

import { deleteAttribute, getAttribute, setAttribute } from '../../objects/attributes.js';
import { call, callSpecial, isCallable } from '../../objects/call.js';
import { isTrue, richCompare } from '../../objects/compare.js';
import { exception, typeError } from '../../objects/exceptions.js';
import { addressOf } from '../../objects/identity.js';
import { asIndex } from '../../objects/index.js';
import { getIter, next } from '../../objects/iteration.js';
import { defineType } from '../../objects/native.js';
import type { PyObject, PyType, SlotDefinitions, Value } from '../../objects/object.js';
import * as operators from '../../objects/operators.js';
import { str } from '../../objects/repr.js';
import { contains, deleteItem, getItem, length, setItem } from '../../objects/subscript.js';
import { typeName, typeOf } from '../../objects/types.js';
import { PyWeakRef, sharedReference } from '../../objects/weak-references.js';
import { once } from '../library.js';

/** What an operand stands for. */
const meant = (value: Value): Value => (value instanceof PyWeakRef && value.isProxy ? alive(value) : value);

/** The object of a proxy, which must live. */
function alive(self: PyWeakRef): PyObject {
  if (self.referent !== null) return self.referent;
  throw exception('ReferenceError', 'weakly-referenced object no longer exists');
}

type Binary = (a: Value, b: Value) => Value;

const straight =
  (operation: Binary): Binary =>
  (a, b) =>
    operation(meant(a), meant(b));
/** A reflected slot has the proxy as its right operand. */
const reflected =
  (operation: Binary): Binary =>
  (self, other) =>
    operation(meant(other), meant(self));

function arithmetic(): SlotDefinitions {
  const o = operators;
  return {
    add: straight(o.add),
    radd: reflected(o.add),
    iadd: straight(o.iadd),
    sub: straight(o.sub),
    rsub: reflected(o.sub),
    isub: straight(o.isub),
    mul: straight(o.mul),
    rmul: reflected(o.mul),
    imul: straight(o.imul),
    matmul: straight(o.matmul),
    rmatmul: reflected(o.matmul),
    imatmul: straight(o.imatmul),
    truediv: straight(o.truediv),
    rtruediv: reflected(o.truediv),
    itruediv: straight(o.itruediv),
    floordiv: straight(o.floordiv),
    rfloordiv: reflected(o.floordiv),
    ifloordiv: straight(o.ifloordiv),
    mod: straight(o.mod),
    rmod: reflected(o.mod),
    imod: straight(o.imod),
    pow: (a, b) => o.pow(meant(a), meant(b)),
    rpow: reflected(o.pow),
    ipow: straight(o.ipow),
    lshift: straight(o.lshift),
    rlshift: reflected(o.lshift),
    ilshift: straight(o.ilshift),
    rshift: straight(o.rshift),
    rrshift: reflected(o.rshift),
    irshift: straight(o.irshift),
    and: straight(o.bitAnd),
    rand: reflected(o.bitAnd),
    iand: straight(o.ibitAnd),
    or: straight(o.bitOr),
    ror: reflected(o.bitOr),
    ior: straight(o.ibitOr),
    xor: straight(o.bitXor),
    rxor: reflected(o.bitXor),
    ixor: straight(o.ibitXor),
    neg: (self) => o.neg(meant(self)),
    pos: (self) => o.pos(meant(self)),
    abs: (self) => o.abs(meant(self)),
    invert: (self) => o.invert(meant(self)),
    index: (self) => asIndex(meant(self)),
  };
}

function comparisons(): SlotDefinitions {
  const compare = (name: 'eq' | 'ne' | 'lt' | 'le' | 'gt' | 'ge'): Binary =>
    straight((a, b) => richCompare(a, b, name));
  return {
    eq: compare('eq'),
    ne: compare('ne'),
    lt: compare('lt'),
    le: compare('le'),
    gt: compare('gt'),
    ge: compare('ge'),
  };
}

function special(self: PyWeakRef, name: string): Value {
  const result = callSpecial(alive(self), name);
  if (result === undefined) {
    throw exception('AttributeError', `'${typeName(alive(self))}' object has no attribute '${name}'`);
  }
  return result;
}

function makeProxyType(name: string, slots: SlotDefinitions): PyType {
  return defineType(name, {
    module: 'weakref',
    slots: {
      getattribute: (self: PyWeakRef, attribute) => getAttribute(alive(self), attribute),
      setattr: (self: PyWeakRef, attribute, value) => setAttribute(alive(self), attribute, value),
      delattr: (self: PyWeakRef, attribute) => deleteAttribute(alive(self), attribute),
      repr: (self: PyWeakRef) => {
        const { referent } = self;
        if (referent === null) return `<weakproxy at ${addressOf(self)}; dead>`;
        return `<weakproxy at ${addressOf(self)}; to '${typeName(referent)}' at ${addressOf(referent)}>`;
      },
      str: (self: PyWeakRef) => str(alive(self)),
      bool: (self: PyWeakRef) => isTrue(alive(self)),
      len: (self: PyWeakRef) => length(alive(self)),
      iter: (self: PyWeakRef) => getIter(alive(self)),
      next: (self: PyWeakRef) => {
        if (typeOf(alive(self)).slots.next !== undefined) return next(alive(self));
        throw typeError(`Weakref proxy referenced a non-iterator '${typeName(alive(self))}' object`);
      },
      contains: (self: PyWeakRef, item) => contains(alive(self), meant(item)),
      getitem: (self: PyWeakRef, key) => getItem(alive(self), meant(key)),
      setitem: (self: PyWeakRef, key, value) => setItem(alive(self), meant(key), value),
      delitem: (self: PyWeakRef, key) => deleteItem(alive(self), meant(key)),
      hash: null,
      ...comparisons(),
      ...arithmetic(),
      ...slots,
    },
    methods: {
      '__bytes__()': (self: PyWeakRef) => special(self, '__bytes__'),
      '__reversed__()': (self: PyWeakRef) => special(self, '__reversed__'),
    },
  });
}

export const proxyType = once((): PyType => makeProxyType('weakref.ProxyType', {}));
export const callableProxyType = once(
  (): PyType =>
    makeProxyType('weakref.CallableProxyType', {
      call: (self: PyWeakRef, args, keywords) => call(alive(self), args, keywords),
    }),
);

/** `weakref.proxy` */
export function makeProxy(referent: PyObject, callback: Value): PyWeakRef {
  const type = isCallable(referent) ? callableProxyType() : proxyType();
  const shared = callback === null ? sharedReference(referent, type) : undefined;
  return shared ?? new PyWeakRef(type, referent, callback, true);
}
