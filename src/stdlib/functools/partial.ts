// `functools.partial` (Modules/_functoolsmodule.c) and `partialmethod`.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute, getAttributeOr, setAttribute } from '../../objects/attributes.js';
import { call, isCallable } from '../../objects/call.js';
import { emptyTuple, PyDict, PyTuple, tuple } from '../../objects/containers.js';
import { typeError } from '../../objects/exceptions.js';
import { genericAlias } from '../../objects/generic-alias.js';
import { dictAccessor, instanceDict, setInstanceDict } from '../../objects/instance-dict.js';
import { keywordsOf } from '../../objects/keywords.js';
import { defineType } from '../../objects/native.js';
import { type Keywords, PyObject, type PyType, type Value } from '../../objects/object.js';
import { repr, reprGuarded, str } from '../../objects/repr.js';
import { typeOf } from '../../objects/types.js';
import { once, ownAttribute, perMachine, setOwnAttribute } from '../library.js';
import { libraryClass, variadicFunction } from '../library-class.js';

export class PyPartial extends PyObject {
  constructor(
    cls: PyType,
    public func: Value,
    public args: readonly Value[],
    public keywords: PyDict,
  ) {
    super(cls, new Map());
  }

  invoke(args: readonly Value[], keywords: Keywords | null): Value {
    const all = this.args.length === 0 ? args : this.args.concat(args);
    if (this.keywords.table.size === 0) return call(this.func, all, keywords);
    const named = new Map(keywordsOf(this.keywords) ?? []);
    for (const [name, value] of keywords ?? []) named.set(name, value);
    return call(this.func, all, named);
  }
}

export function partialOf(
  func: Value,
  args: readonly Value[],
  keywords: Iterable<readonly [Value, Value]>,
): PyPartial {
  return new PyPartial(partialType(), func, args, PyDict.of(keywords));
}

function newPartial(cls: PyType, args: readonly Value[], keywords: Keywords | null): Value {
  const [func, ...rest] = args;
  if (func === undefined) throw typeError("type 'partial' takes at least one argument");
  if (!isCallable(func)) throw typeError('the first argument must be callable');
  // A partial of a partial is one.
  if (func instanceof PyPartial && func.cls === partialType() && (func.dict?.size ?? 0) === 0) {
    const named = PyDict.of(func.keywords.table.entries());
    for (const [name, value] of keywords ?? []) named.table.set(name, value);
    return new PyPartial(cls, func.func, [...func.args, ...rest], named);
  }
  return new PyPartial(cls, func, rest, PyDict.of(keywords ?? []));
}

function shown(self: PyPartial): string {
  const cls = typeOf(self);
  return reprGuarded(self, '...', () => {
    const parts = [repr(self.func), ...self.args.map(repr)];
    for (const [name, value] of self.keywords.table.entries()) parts.push(`${str(name)}=${repr(value)}`);
    return `${cls.module}.${cls.qualname}(${parts.join(', ')})`;
  });
}

function setState(self: PyPartial, state: Value): Value {
  const items = state instanceof PyTuple ? state.items : [];
  const [func = null, args = null, keywords = null, dict = null] = items;
  const isValid =
    items.length === 4 &&
    isCallable(func) &&
    args instanceof PyTuple &&
    (keywords === null || keywords instanceof PyDict);
  if (!isValid) throw typeError('invalid partial state');
  self.func = func;
  self.args = args.items;
  self.keywords = keywords === null ? new PyDict() : keywords;
  if (dict instanceof PyDict) setInstanceDict(self, dict);
  else self.dict = new Map();
  return null;
}

export const partialType: () => PyType = once(
  (): PyType =>
    defineType('functools.partial', {
      module: 'functools',
      instanceDict: true,
      doc: 'Create a new function with partial application of the given arguments and keywords.',
      slots: {
        new_: newPartial,
        init: () => undefined,
        call: (self: PyPartial, args, keywords) => self.invoke(args, keywords),
        repr: shown,
      },
      methods: {
        '__reduce__()': (self: PyPartial) =>
          tuple(
            typeOf(self),
            tuple(self.func),
            tuple(
              self.func,
              new PyTuple(self.args),
              self.keywords,
              self.dict === null ? null : instanceDict(self),
            ),
          ),
        '__setstate__(state, /)': setState,
      },
      classMethods: { '__class_getitem__(object, /)': (cls, object) => genericAlias(cls, object) },
      properties: {
        func: (self: PyPartial) => self.func,
        args: (self: PyPartial) => (self.args.length === 0 ? emptyTuple : new PyTuple(self.args)),
        keywords: (self: PyPartial) => self.keywords,
        __dict__: dictAccessor,
      },
    }),
);

export const partialMethodClass = perMachine((_m: KernelMachine): PyType => {
  const partsOf = (self: Value) => {
    const args = ownAttribute(self, 'args');
    return {
      func: ownAttribute(self, 'func') ?? null,
      args: args instanceof PyTuple ? args.items : [],
      keywords: keywordsOf(ownAttribute(self, 'keywords') ?? null),
    };
  };
  const isAbstract = (self: Value): Value =>
    getAttributeOr(ownAttribute(self, 'func') ?? null, '__isabstractmethod__') ?? false;
  const type: PyType = libraryClass('partialmethod', {
    module: 'functools',
    instanceDict: true,
    variadic: {
      '__init__(self, func, /, *args, **keywords)': (given, keywords) => {
        const [self = null, func, ...args] = given;
        if (func === undefined) {
          throw typeError("partialmethod.__init__() missing 1 required positional argument: 'func'");
        }
        if (!isCallable(func) && getAttributeOr(func, '__get__') === undefined) {
          throw typeError(`${repr(func)} is not callable or a descriptor`);
        }
        const isNested = func instanceof PyObject && typeOf(func).isSubtypeOf(type);
        const inner = isNested ? partsOf(func) : { func, args: [], keywords: null };
        setOwnAttribute(self, 'func', inner.func);
        setOwnAttribute(self, 'args', new PyTuple([...inner.args, ...args]));
        setOwnAttribute(self, 'keywords', PyDict.of([...(inner.keywords ?? []), ...(keywords ?? [])]));
        return null;
      },
    },
    methods: {
      '__repr__(self)': (self) => {
        const { func, args, keywords } = partsOf(self);
        const cls = typeOf(self);
        const parts = [repr(func), ...args.map(repr)];
        for (const [name, value] of keywords ?? []) parts.push(`${name}=${repr(value)}`);
        return `${cls.module}.${cls.qualname}(${parts.join(', ')})`;
      },
      '__get__(self, obj, cls=None)': (self, obj, cls) => {
        const { func, args, keywords } = partsOf(self);
        const get = func instanceof PyPartial ? undefined : getAttributeOr(func, '__get__');
        const bound = get === undefined ? func : call(get, [obj, cls]);
        if (bound !== func) {
          const result = partialOf(bound, args, keywords ?? []);
          const owner = getAttributeOr(bound, '__self__');
          if (owner !== undefined) setOwnAttribute(result, '__self__', owner);
          return result;
        }
        const method = variadicFunction(
          '_method(cls_or_self, /, *args, **keywords)',
          ([first = null, ...rest], given) => {
            const named = new Map([...(keywords ?? []), ...(given ?? [])]);
            return call(func, [first, ...args, ...rest], named);
          },
          'functools',
          'partialmethod._make_unbound_method.<locals>._method',
        );
        setAttribute(method, '__isabstractmethod__', isAbstract(self));
        setAttribute(method, '__partialmethod__', self);
        return call(getAttribute(method, '__get__'), [obj, cls]);
      },
    },
    properties: { __isabstractmethod__: isAbstract },
    classMethods: { '__class_getitem__(cls, item)': (cls, item) => genericAlias(cls, item) },
  });
  return type;
});
