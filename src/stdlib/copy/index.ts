// The `copy` module: shallow and deep copies (Lib/copy.py).

import { defineModule } from '../../execution/module.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute, getAttributeOr } from '../../objects/attributes.js';
import { PyFloat, strValue } from '../../objects/boxed.js';
import { PyByteArray, PyBytes } from '../../objects/buffers.js';
import { call } from '../../objects/call.js';
import { PyDict, PyList, PyTuple } from '../../objects/containers.js';
import { PyBoundMethod } from '../../objects/descriptors.js';
import { copyDict } from '../../objects/dict.js';
import { exceptionType, typeError } from '../../objects/exceptions.js';
import { idOfValue } from '../../objects/identity.js';
import { iterate } from '../../objects/iteration.js';
import { PyNative } from '../../objects/native.js';
import { PyObject, PyType, type Value } from '../../objects/object.js';
import { restoreState } from '../../objects/reduce.js';
import { repr } from '../../objects/repr.js';
import { copyOf } from '../../objects/set-algebra.js';
import { PySet } from '../../objects/set-type.js';
import { PySlice } from '../../objects/slice.js';
import { setItem } from '../../objects/subscript.js';
import {
  bytearrayType,
  codeType,
  complexType,
  dictType,
  Ellipsis,
  functionType,
  listType,
  NotImplemented,
  propertyType,
  rangeType,
  setType,
  tupleType,
  typeOf,
} from '../../objects/types.js';
import { PyWeakRef } from '../../objects/weak-references.js';
import { callAttribute, libraryFunctions, PyLibraryFunction, perMachine } from '../library.js';
import { libraryClass } from '../library-class.js';
import { dispatchTable } from '../pickle/copyreg.js';

const ATOMIC: ReadonlySet<PyType> = new Set([functionType, codeType, complexType, rangeType, propertyType]);

/** Values that are their own copies. */
function isAtomic(value: Value): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (value instanceof PyType || value instanceof PyNative || value instanceof PyLibraryFunction) return true;
  if (value === Ellipsis || value === NotImplemented) return true;
  if (value.cls.heap) return false;
  if (value instanceof PyWeakRef) return !value.isProxy;
  if (value instanceof PyFloat || value instanceof PyBytes) return true;
  return ATOMIC.has(value.cls);
}

export const copyError = perMachine(() =>
  libraryClass('Error', { module: 'copy', bases: [exceptionType('Exception')] }),
);

/** `copy.copy` */
export function shallowCopy(m: KernelMachine, value: Value): Value {
  if (isAtomic(value) || !(value instanceof PyObject)) return value;
  const { cls } = value;
  if (value instanceof PySlice || (value instanceof PyTuple && cls === tupleType)) return value;
  if (value instanceof PyList && cls === listType) return new PyList(value.items.slice());
  if (value instanceof PyDict && cls === dictType) return copyDict(value);
  if (value instanceof PySet && !cls.heap) return cls === setType ? new PySet(copyOf(value.table)) : value;
  if (value instanceof PyByteArray && cls === bytearrayType) return new PyByteArray(value.data.slice());
  const own = cls.lookup('__copy__');
  if (own !== undefined) return call(getAttribute(cls, '__copy__'), [value]);
  return rebuilt(m, value, reduced(m, value, 'un(shallow)copyable'), null);
}

function reduced(m: KernelMachine, value: Value, what: string): Value {
  const reducer = dispatchTable(m).table.get(typeOf(value));
  if (reducer !== undefined) return call(reducer, [value]);
  const reduceEx = getAttributeOr(value, '__reduce_ex__');
  if (reduceEx !== undefined) return call(reduceEx, [4]);
  const reduce = getAttributeOr(value, '__reduce__');
  if (reduce !== undefined) return call(reduce);
  throw makeError(m, `${what} object of type ${repr(typeOf(value))}`);
}

function makeError(m: KernelMachine, message: string): Value {
  return call(copyError(m), [message]);
}

/** `_reconstruct`; a null memo makes a shallow copy. */
function rebuilt(m: KernelMachine, value: Value, reduction: Value, memo: PyDict | null): Value {
  if (strValue(reduction) !== undefined || !(reduction instanceof PyTuple)) return value;
  const { length } = reduction.items;
  if (length < 2 || length > 5) {
    // As the function that CPython hands all parts to says it.
    throw typeError(`_reconstruct() takes from 4 to 7 positional arguments but ${length + 2} were given`);
  }
  const [func = null, args = null, state = null, listItems = null, dictItems = null] = reduction.items;
  const deep = (part: Value): Value => (memo === null ? part : deepCopy(m, part, memo));
  const given = args instanceof PyTuple ? args.items : [];
  const made = call(func, memo === null ? given : given.map(deep));
  memo?.table.set(idOfValue(value), made);
  if (state !== null) restoreState(made, deep(state));
  if (listItems !== null) for (const item of iterate(listItems)) callAttribute(made, 'append', deep(item));
  if (dictItems !== null) {
    for (const pair of iterate(dictItems)) {
      const [key = null, item = null] = [...iterate(pair)];
      setItem(made, deep(key), deep(item));
    }
  }
  return made;
}

/** `copy.deepcopy` */
export function deepCopy(m: KernelMachine, value: Value, memo: PyDict): Value {
  if (isAtomic(value) || !(value instanceof PyObject)) return value;
  const id = idOfValue(value);
  const known = memo.table.get(id);
  if (known !== undefined) return known;
  const copy = makeDeep(m, value, memo, id);
  if (copy !== value) {
    memo.table.set(id, copy);
    keepAlive(value, memo);
  }
  return copy;
}

/** The memo names originals by their ids: while it lives, so do they (`_keep_alive`). */
function keepAlive(value: Value, memo: PyDict): void {
  const id = idOfValue(memo);
  const kept = memo.table.get(id);
  if (kept instanceof PyList) kept.items.push(value);
  else memo.table.set(id, new PyList([value]));
}

function makeDeep(m: KernelMachine, value: PyObject, memo: PyDict, id: number): Value {
  const { cls } = value;
  if (value instanceof PyList && cls === listType) {
    const copy = new PyList([]);
    memo.table.set(id, copy);
    for (let index = 0; index < value.items.length; index++) {
      copy.items.push(deepCopy(m, value.items[index] ?? null, memo));
    }
    return copy;
  }
  if (value instanceof PyTuple && cls === tupleType) {
    const items = value.items.map((item) => deepCopy(m, item, memo));
    // A tuple that holds itself through a list was copied meanwhile.
    const known = memo.table.get(id);
    if (known !== undefined) return known;
    return items.some((item, index) => item !== value.items[index]) ? new PyTuple(items) : value;
  }
  if (value instanceof PyDict && cls === dictType) {
    const copy = new PyDict();
    memo.table.set(id, copy);
    for (const [key, item] of [...value.table.entries()]) {
      copy.table.set(deepCopy(m, key, memo), deepCopy(m, item, memo));
    }
    return copy;
  }
  if (value instanceof PyBoundMethod) return new PyBoundMethod(value.func, deepCopy(m, value.self, memo));
  const own = getAttributeOr(value, '__deepcopy__');
  if (own !== undefined) return call(own, [memo]);
  return rebuilt(m, value, reduced(m, value, 'un(deep)copyable'), memo);
}

export const copy = defineModule('copy', (m: KernelMachine) => ({
  __all__: new PyList(['Error', 'copy', 'deepcopy', 'replace']),
  Error: copyError(m),
  error: copyError(m),
  ...libraryFunctions('copy', {
    'copy(x)': (value) => shallowCopy(m, value),
    'deepcopy(x, memo=None, _nil=[])': (value, memo) =>
      deepCopy(m, value, memo instanceof PyDict ? memo : new PyDict()),
    'replace(obj, /, **changes)': (object, changes) => {
      const method = typeOf(object).lookup('__replace__');
      if (method === undefined) {
        throw typeError(`replace() does not support ${typeOf(object).name} objects`);
      }
      const named = new Map<string, Value>();
      if (changes instanceof PyDict) {
        for (const [name, item] of changes.table.entries()) named.set(strValue(name) ?? '', item);
      }
      return call(method, [object], named);
    },
  }),
}));
