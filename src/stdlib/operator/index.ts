// The `operator` module: the operators as functions.

import { defineModule } from '../../execution/module.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { call, isCallable } from '../../objects/call.js';
import { equals, isTrue, richCompare } from '../../objects/compare.js';
import { PyList } from '../../objects/containers.js';
import { exception, typeError, valueError } from '../../objects/exceptions.js';
import { asIndex, indexOf } from '../../objects/index.js';
import { iterate, toArray } from '../../objects/iteration.js';
import { keywordsOf } from '../../objects/keywords.js';
import { lengthHint } from '../../objects/length-hint.js';
import { type NativeBody, native, PyNative } from '../../objects/native.js';
import type { Value } from '../../objects/object.js';
import * as operators from '../../objects/operators.js';
import { contains, deleteItem, getItem, setItem } from '../../objects/subscript.js';
import { typeName, typeOf } from '../../objects/types.js';
import { nativeFunctions, perMachine } from '../library.js';
import { attrGetterType, itemGetterType, methodCallerType } from './getters.js';

const BINARY: Record<string, (a: Value, b: Value) => Value> = {
  add: operators.add,
  and_: operators.bitAnd,
  floordiv: operators.floordiv,
  lshift: operators.lshift,
  matmul: operators.matmul,
  mod: operators.mod,
  mul: operators.mul,
  or_: operators.bitOr,
  pow: operators.pow,
  rshift: operators.rshift,
  sub: operators.sub,
  truediv: operators.truediv,
  xor: operators.bitXor,
  iadd: operators.iadd,
  iand: operators.ibitAnd,
  ifloordiv: operators.ifloordiv,
  ilshift: operators.ilshift,
  imatmul: operators.imatmul,
  imod: operators.imod,
  imul: operators.imul,
  ior: operators.ibitOr,
  ipow: operators.ipow,
  irshift: operators.irshift,
  isub: operators.isub,
  itruediv: operators.itruediv,
  ixor: operators.ibitXor,
  lt: (a, b) => richCompare(a, b, 'lt'),
  le: (a, b) => richCompare(a, b, 'le'),
  eq: (a, b) => richCompare(a, b, 'eq'),
  ne: (a, b) => richCompare(a, b, 'ne'),
  ge: (a, b) => richCompare(a, b, 'ge'),
  gt: (a, b) => richCompare(a, b, 'gt'),
  is_: (a, b) => a === b,
  is_not: (a, b) => a !== b,
  getitem: getItem,
  contains: (a, b) => contains(a, b),
};

const UNARY: Record<string, (a: Value) => Value> = {
  abs: operators.abs,
  inv: operators.invert,
  invert: operators.invert,
  neg: operators.neg,
  pos: operators.pos,
  not_: (a) => !isTrue(a),
  truth: (a) => isTrue(a),
  index: (a) => asIndex(a),
};

function checkConcatenable(a: Value): void {
  if (typeOf(a).slots.getitem === undefined) throw typeError(`'${typeName(a)}' object can't be concatenated`);
}

function concat(a: Value, b: Value): Value {
  checkConcatenable(a);
  return operators.add(a, b);
}

function hintOr(object: Value, fallback: Value): Value {
  if (indexOf(fallback) === undefined) {
    throw typeError(`'${typeName(fallback)}' object cannot be interpreted as an integer`);
  }
  return lengthHint(object) ?? fallback;
}

const OTHERS: Record<string, NativeBody> = {
  'concat(a, b, /)': concat,
  'iconcat(a, b, /)': (a, b) => {
    checkConcatenable(a);
    return operators.iadd(a, b);
  },
  'countOf(a, b, /)': (a, b) => {
    let count = 0;
    for (const item of iterate(a)) if (item === b || equals(item, b)) count++;
    return count;
  },
  'indexOf(a, b, /)': (a, b) => {
    let index = 0;
    for (const item of iterate(a)) {
      if (item === b || equals(item, b)) return index;
      index++;
    }
    throw valueError('sequence.index(x): x not in sequence');
  },
  'setitem(a, b, c, /)': (a, b, c) => {
    setItem(a, b, c);
    return null;
  },
  'delitem(a, b, /)': (a, b) => {
    deleteItem(a, b);
    return null;
  },
  'length_hint(obj, default=0, /)': hintOr,
  'call(obj, /, *args, **kwargs)': (callee, args, kwargs) => {
    if (!isCallable(callee)) throw exception('TypeError', `'${typeName(callee)}' object is not callable`);
    return call(callee, toArray(args), keywordsOf(kwargs));
  },
  '_compare_digest(a, b, /)': (a, b) => equals(a, b),
};

/** What `_operator` gives to `operator`. */
const operatorContents = perMachine((m: KernelMachine): Record<string, Value> => {
  const functions: PyNative[] = [
    ...Object.entries(BINARY).map(([name, body]) => native(`${name}(a, b, /)`, body)),
    ...Object.entries(UNARY).map(([name, body]) => native(`${name}(a, /)`, body)),
    ...Object.entries(OTHERS).map(([signature, body]) => native(signature, body)),
  ];
  return {
    attrgetter: attrGetterType(),
    itemgetter: itemGetterType(),
    methodcaller: methodCallerType(m),
    ...nativeFunctions('_operator', functions),
  };
});

export const operatorAccelerator = defineModule('_operator', operatorContents);

/** Functions that stand for no operator, and so have no name with underscores. */
const WITHOUT_DUNDER = ['countOf', 'indexOf', 'length_hint', 'is', 'is_not', 'truth', '_compare_digest'];

export const operator = defineModule('operator', (m: KernelMachine) => {
  const contents: Record<string, Value> = {};
  for (const [name, value] of Object.entries(operatorContents(m))) {
    if (name !== '_compare_digest') contents[name] = value;
    const bare = name.replace(/_$/, '');
    if (value instanceof PyNative && !WITHOUT_DUNDER.includes(bare)) contents[`__${bare}__`] = value;
  }
  const names = Object.keys(contents).filter((name) => !name.startsWith('_'));
  contents.__all__ = new PyList(names.sort());
  return contents;
});
