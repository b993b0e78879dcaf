// `functools.partial` (Modules/_functoolsmodule.c) and `partialmethod`.

import { PausableCallee } from '../../execution/callee.js';
import { startInvoke } from '../../execution/invoke.js';
import type { Machine } from '../../execution/machine.js';
import { type Entry, Invoke } from '../../execution/pause.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute, getAttributeOr, setAttribute } from '../../objects/attributes.js';
import { strValue } from '../../objects/boxed.js';
import { call, isCallable } from '../../objects/call.js';
import { emptyTuple, PyDict, PyTuple, tuple } from '../../objects/containers.js';
import { typeError } from '../../objects/exceptions.js';
import { genericAlias } from '../../objects/generic-alias.js';
import { instanceDict, lastingDictAccessor, setInstanceDict } from '../../objects/instance-dict.js';
import { keywordsOf } from '../../objects/keywords.js';
import { defineType } from '../../objects/native.js';
import { type Keywords, PyObject, type PyType, type Value } from '../../objects/object.js';
import { repr, reprGuarded, str } from '../../objects/repr.js';
import { dictType, tupleType, typeOf } from '../../objects/types.js';
import { forwardingFunction, startForward } from '../forwarding.js';
import { ownAttribute, perMachine, setOwnAttribute } from '../library.js';
import { libraryClass } from '../library-class.js';

const FUTURE_METHOD =
  'functools.partial will be a method descriptor in future Python versions; wrap it in staticmethod() if you want to preserve the old behavior';

export class PyPartial extends PausableCallee {
  constructor(
    cls: PyType,
    public func: Value,
    public args: PyTuple,
    public keywords: PyDict,
  ) {
    super(cls, new Map());
  }

  /** The call of the function that a call of this comes to. */
  forward(args: readonly Value[], keywords: Keywords | null): Invoke {
    const { items } = this.args;
    const all = items.length === 0 ? args : items.concat(args);
    if (this.keywords.table.size === 0) return new Invoke(this.func, all, keywords);
    const named = new Map(namedArguments(this.keywords));
    for (const [name, value] of keywords ?? []) named.set(name, value);
    return new Invoke(this.func, all, named);
  }

  override start(machine: Machine, args: readonly Value[], keywords: Keywords | null): Entry | null {
    // A class derived from `partial` may call in a way of its own.
    if (typeOf(this).slots.call === callPartial) return startForward(machine, this.forward(args, keywords));
    const method = typeOf(this).lookup('__call__') ?? null;
    return startInvoke(machine, new Invoke(method, [this, ...args], keywords));
  }
}

/** A program may have put keys into `partial.keywords` that can not be passed. */
function namedArguments(keywords: PyDict): Keywords {
  for (const key of keywords.table.keys()) {
    if (strValue(key) === undefined) throw typeError('keywords must be strings');
  }
  return keywordsOf(keywords) ?? new Map();
}

function callPartial(self: PyPartial, given: readonly Value[], named: Keywords | null): Value {
  const { callee, args, keywords } = self.forward(given, named);
  return call(callee, args, keywords);
}

export function partialOf(
  m: KernelMachine,
  func: Value,
  args: readonly Value[],
  keywords: Iterable<readonly [Value, Value]>,
): PyPartial {
  return new PyPartial(partialType(m), func, tupleOf(args), PyDict.of(keywords));
}

const tupleOf = (items: readonly Value[]): PyTuple => (items.length === 0 ? emptyTuple : new PyTuple(items));

function newPartial(cls: PyType, args: readonly Value[], keywords: Keywords | null): Value {
  const [func, ...rest] = args;
  if (func === undefined) throw typeError("type 'partial' takes at least one argument");
  if (!isCallable(func)) throw typeError('the first argument must be callable');
  // A partial of a partial is one.
  if (func instanceof PyPartial && typeOf(func).slots.call === callPartial && (func.dict?.size ?? 0) === 0) {
    const named = PyDict.of(func.keywords.table.entries());
    for (const [name, value] of keywords ?? []) named.table.set(name, value);
    return new PyPartial(cls, func.func, tupleOf([...func.args.items, ...rest]), named);
  }
  return new PyPartial(cls, func, tupleOf(rest), PyDict.of(keywords ?? []));
}

function shown(self: PyPartial): string {
  const cls = typeOf(self);
  return reprGuarded(self, '...', () => {
    const parts = [repr(self.func), ...self.args.items.map(repr)];
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
  self.args = args.cls === tupleType ? args : tupleOf(args.items);
  if (keywords === null) self.keywords = new PyDict();
  else self.keywords = keywords.cls === dictType ? keywords : PyDict.of(keywords.table.entries());
  if (dict instanceof PyDict) setInstanceDict(self, dict);
  else self.dict = new Map();
  return null;
}

export const partialType = perMachine(
  (m: KernelMachine): PyType =>
    defineType('functools.partial', {
      module: 'functools',
      instanceDict: true,
      doc: 'Create a new function with partial application of the given arguments and keywords.',
      slots: {
        new_: newPartial,
        init: () => undefined,
        call: callPartial,
        get: (self: PyPartial, instance) => {
          if (instance !== undefined && instance !== null) m.warn('FutureWarning', FUTURE_METHOD);
          return self;
        },
        repr: shown,
      },
      methods: {
        '__reduce__()': (self: PyPartial) =>
          tuple(
            typeOf(self),
            tuple(self.func),
            tuple(self.func, self.args, self.keywords, self.dict === null ? null : instanceDict(self)),
          ),
        '__setstate__(state, /)': setState,
      },
      classMethods: { '__class_getitem__(object, /)': (cls, object) => genericAlias(cls, object) },
      members: {
        func: (self: PyPartial) => self.func,
        args: (self: PyPartial) => self.args,
        keywords: (self: PyPartial) => self.keywords,
      },
      properties: {
        __dict__: lastingDictAccessor,
      },
    }),
);

export const partialMethodClass = perMachine((m: KernelMachine): PyType => {
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
          const result = partialOf(m, bound, args, keywords ?? []);
          const owner = getAttributeOr(bound, '__self__');
          if (owner !== undefined) setOwnAttribute(result, '__self__', owner);
          return result;
        }
        const method = forwardingFunction(
          '_method(cls_or_self, /, *args, **keywords)',
          ([first = null, ...rest], given) => {
            const named = new Map([...(keywords ?? []), ...(given ?? [])]);
            return new Invoke(func, [first, ...args, ...rest], named);
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
