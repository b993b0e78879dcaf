// `object.__reduce_ex__` and kin: how an object can be taken apart and made again, for `copy` and `pickle`
// (`object___reduce_ex__`, `reduce_newobj`, `object_getstate_default` in Objects/typeobject.c).

import { getAttribute, getAttributeOr, setAttribute } from './attributes.js';
import { strValue } from './boxed.js';
import { call } from './call.js';
import { baseOf } from './class-layout.js';
import { PyDict, PyTuple, tuple } from './containers.js';
import { typeError } from './exceptions.js';
import { HashTable } from './hash-table.js';
import { asIndex } from './index.js';
import { instanceDict } from './instance-dict.js';
import { getIter } from './iteration.js';
import { keywordsOf } from './keywords.js';
import { PyMember } from './members.js';
import { extendType, native } from './native.js';
import { PyObject, type PyType, type Value } from './object.js';
import { newObject } from './object-type.js';
import { dictType, listType, objectType, typeName, typeOf } from './types.js';

function construct(cls: Value, args: readonly Value[], keywords: Value): Value {
  return call(getAttribute(cls, '__new__'), [cls, ...args], keywordsOf(keywords));
}

const itemsOf = (value: Value | undefined): readonly Value[] => (value instanceof PyTuple ? value.items : []);

/** `copyreg.__newobj__(cls, *args)` */
export const newObj = native('__newobj__(cls, *args)', (cls, args) =>
  construct(cls ?? null, itemsOf(args), null),
);
/** `copyreg.__newobj_ex__(cls, args, kwargs)` */
export const newObjEx = native('__newobj_ex__(cls, args, kwargs)', (cls, args, kwargs) =>
  construct(cls ?? null, itemsOf(args), kwargs ?? null),
);
/** `copyreg._reconstructor(cls, base, state)` */
export const reconstructor = native('_reconstructor(cls, base, state)', (cls, base, state) => {
  if (base === objectType) return call(getAttribute(base, '__new__'), [cls ?? null]);
  const made = call(getAttribute(base ?? null, '__new__'), [cls ?? null, state ?? null]);
  call(getAttribute(base ?? null, '__init__'), [made, state ?? null]);
  return made;
});
for (const fn of [newObj, newObjEx, reconstructor]) fn.module = 'copyreg';

/** The built-in type an instance is built on. Those that only add methods, as `Generic` does, do not count. */
function nativeBase(cls: PyType): PyType {
  let base = cls;
  while (base.heap || (base !== cls && base.ownSlots.new_ === undefined)) base = baseOf(base) ?? objectType;
  return base;
}

/** The default `__getstate__`: the dict, with the members of `__slots__` beside it if there are any; None for neither. */
function stateOf(self: Value): Value {
  if (!(self instanceof PyObject)) return null;
  const dict =
    self.dict === null || self.dict.size === 0 || !self.cls.hasInstanceDict ? null : instanceDict(self);
  const members: [Value, Value][] = [];
  for (const type of self.cls.mro.toReversed()) {
    for (const member of type.attrs.values()) {
      const value = member instanceof PyMember ? member.read(self) : undefined;
      if (member instanceof PyMember && value !== undefined) members.push([member.name, value]);
    }
  }
  return members.length === 0 ? dict : tuple(dict, PyDict.of(members));
}

/** What `__getstate__` gives: `_PyObject_GetState`. */
export function pickledState(self: Value): Value {
  return call(getAttribute(self, '__getstate__'));
}

/** Gives an object the state that `__reduce__` told, as `copy` and `pickle` do. */
export function restoreState(made: Value, state: Value): void {
  const setState = getAttributeOr(made, '__setstate__');
  if (setState !== undefined) {
    call(setState, [state]);
    return;
  }
  let [dict, slots]: readonly [Value, Value] = [state, null];
  if (state instanceof PyTuple && state.items.length === 2) {
    dict = state.items[0] ?? null;
    slots = state.items[1] ?? null;
  }
  if (dict instanceof PyDict && made instanceof PyObject) {
    made.dict ??= new Map();
    const table = new HashTable(made.dict);
    for (const [name, item] of dict.table.entries()) table.set(name, item);
  } else if (dict !== null) call(getAttribute(getAttribute(made, '__dict__'), 'update'), [dict]);
  if (slots instanceof PyDict) {
    for (const [name, item] of slots.table.entries()) setAttribute(made, strValue(name) ?? '', item);
  }
}

/** The arguments of `__new__` for a copy, from `__getnewargs_ex__` or `__getnewargs__`. */
function newArguments(
  self: Value,
): { readonly args: readonly Value[]; readonly keywords: Value } | undefined {
  const extended = getAttributeOr(self, '__getnewargs_ex__');
  if (extended !== undefined) {
    const result = call(extended);
    const [args, keywords] = itemsOf(result);
    if (!(args instanceof PyTuple) || !(keywords instanceof PyDict)) {
      throw typeError(`__getnewargs_ex__ should return a tuple, not '${typeName(result)}'`);
    }
    return { args: args.items, keywords };
  }
  const plain = getAttributeOr(self, '__getnewargs__');
  if (plain === undefined) return undefined;
  const result = call(plain);
  if (!(result instanceof PyTuple)) {
    throw typeError(`__getnewargs__ should return a tuple, not '${typeName(result)}'`);
  }
  return { args: result.items, keywords: null };
}

function reduceToNew(self: Value): PyTuple {
  const cls = typeOf(self);
  const given = newArguments(self);
  const [isList, isDict] = [cls.isSubtypeOf(listType), cls.isSubtypeOf(dictType)];
  if (given === undefined && !isList && !isDict) checkCopyable(cls);
  const state = pickledState(self);
  const listItems = isList ? getIter(self) : null;
  const dictItems = isDict ? getIter(call(getAttribute(self, 'items'))) : null;
  const { args = [], keywords = null } = given ?? {};
  return keywords instanceof PyDict && keywords.table.size > 0
    ? tuple(newObjEx, tuple(cls, new PyTuple(args), keywords), state, listItems, dictItems)
    : tuple(newObj, new PyTuple([cls, ...args]), state, listItems, dictItems);
}

/** Instances of built-in types hold more than their attributes. */
function checkCopyable(cls: PyType): void {
  const base = nativeBase(cls);
  if (base !== objectType || (cls === base && cls.slots.new_ !== newObject)) {
    throw typeError(`cannot pickle '${cls.name}' object`);
  }
}

/** `copyreg._reduce_ex`, for the old protocols. */
function reduceToReconstructor(self: Value): PyTuple {
  const cls = typeOf(self);
  const base = nativeBase(cls);
  if (base === cls || base === objectType) checkCopyable(cls);
  const hasMembers = cls.memberCount > 0 && cls.lookup('__getstate__') === objectType.lookup('__getstate__');
  if (hasMembers)
    throw typeError('a class that defines __slots__ without defining __getstate__ cannot be pickled');
  const state = pickledState(self);
  const args = tuple(cls, base, base === objectType ? null : call(base, [self]));
  return state === null ? tuple(reconstructor, args) : tuple(reconstructor, args, state);
}

function reduce(self: Value, protocol: Value): PyTuple {
  return typeof protocol === 'number' && protocol >= 2 ? reduceToNew(self) : reduceToReconstructor(self);
}

extendType(objectType, {
  methods: {
    '__reduce__()': (self) => reduce(self ?? null, 0),
    '__reduce_ex__(protocol, /)': (self, protocol) => {
      const version = Number(asIndex(protocol ?? null));
      const own = typeOf(self ?? null).lookup('__reduce__');
      if (own !== objectType.attrs.get('__reduce__')) return call(getAttribute(self ?? null, '__reduce__'));
      return reduce(self ?? null, version);
    },
    '__getstate__()': (self) => stateOf(self ?? null),
  },
});
