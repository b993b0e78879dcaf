// Methods bound to an object, `staticmethod` and `classmethod` (Objects/classobject.c, funcobject.c).
//
// `property` stands in `property.ts`, the members of `__slots__` in `members.ts`, natives in `native-types.ts`.

import { getAttribute, getAttributeOr } from './attributes.js';
import { bind, call, isCallable } from './call.js';
import { equals, isTrue } from './compare.js';
import { typeError } from './exceptions.js';
import { hash } from './hash.js';
import { identityHash } from './identity.js';
import { lastingDictAccessor } from './instance-dict.js';
import { extendType, PyStaticMethod } from './native.js';
import { type Attributes, PyObject, type PyType, type Value } from './object.js';
import { repr } from './repr.js';
import { classmethodType, methodType, NotImplemented, staticmethodType } from './types.js';

/** A function or other callable with its first argument. */
export class PyBoundMethod extends PyObject {
  constructor(
    readonly func: Value,
    readonly self: Value,
  ) {
    super(methodType);
  }
}

/** The name a method is shown under; `?` where the callable has none. */
function shownName(func: Value): string {
  const name = getAttributeOr(func, '__qualname__') ?? getAttributeOr(func, '__name__');
  return typeof name === 'string' ? name : '?';
}

extendType(methodType, {
  doc: 'Create a bound instance method object.',
  slots: {
    new_(_cls, args, keywords) {
      if (keywords !== null && keywords.size > 0) throw typeError('method() takes no keyword arguments');
      const [func, self] = args;
      if (func === undefined || self === undefined || args.length > 2) {
        throw typeError(`method expected 2 arguments, got ${args.length}`);
      }
      if (!isCallable(func)) throw typeError('first argument must be callable');
      if (self === null) throw typeError('instance must not be None');
      return new PyBoundMethod(func, self);
    },
    call(self: PyBoundMethod, args, keywords) {
      return call(self.func, [self.self, ...args], keywords);
    },
    repr(self: PyBoundMethod) {
      return `<bound method ${shownName(self.func)} of ${repr(self.self)}>`;
    },
    eq(self: PyBoundMethod, other) {
      if (!(other instanceof PyBoundMethod)) return NotImplemented;
      return self.self === other.self && equals(self.func, other.func);
    },
    hash(self: PyBoundMethod) {
      const id = self.self instanceof PyObject ? identityHash(self.self) : hash(self.self);
      return Number(BigInt.asIntN(53, BigInt(id) ^ BigInt(hash(self.func))));
    },
    get: (self) => self,
    // `__doc__`, `__name__` and whatever else the function has: `method_getattro`.
    getattribute(self: PyBoundMethod, name) {
      const own = methodType.lookup(name);
      if (own !== undefined && name !== '__doc__') return bind(own, self, methodType);
      return getAttribute(self.func, name);
    },
  },
  members: {
    __func__: (self: PyBoundMethod) => self.func,
    __self__: (self: PyBoundMethod) => self.self,
  },
});

/** `classmethod(f)`. `staticmethod(f)` is `PyStaticMethod` in `native.ts`. */
export class PyClassMethod extends PyObject {
  constructor(
    public callable: Value,
    cls: PyType = classmethodType,
    dict: Attributes | null = null,
  ) {
    super(cls, dict);
  }
}

type Wrapper = PyClassMethod | PyStaticMethod;

const WRAPPED_NAMES = ['__module__', '__name__', '__qualname__', '__doc__', '__annotations__'];

/** Takes over what names and documents the function: `functools_wraps` in funcobject.c. */
function initialize(self: Wrapper, name: string, args: readonly Value[], keywords: unknown): void {
  if (keywords instanceof Map && keywords.size > 0) throw typeError(`${name}() takes no keyword arguments`);
  const [callable] = args;
  if (callable === undefined || args.length > 1) {
    throw typeError(`${name} expected 1 argument, got ${args.length}`);
  }
  self.callable = callable;
  for (const attribute of WRAPPED_NAMES) {
    const value = getAttributeOr(callable, attribute);
    if (value !== undefined) self.dict?.set(attribute, value);
  }
}

const wrapperProperties = {
  __dict__: lastingDictAccessor,
  __func__: (self: Wrapper) => self.callable,
  __wrapped__: (self: Wrapper) => self.callable,
  __isabstractmethod__: (self: Wrapper) =>
    isTrue(getAttributeOr(self.callable, '__isabstractmethod__') ?? false),
};

extendType(staticmethodType, {
  slots: {
    new_: (cls) => new PyStaticMethod(null, cls),
    init(self: PyStaticMethod, args, keywords) {
      initialize(self, 'staticmethod', args, keywords);
    },
    get: (self: PyStaticMethod) => self.callable,
    call(self: PyStaticMethod, args, keywords) {
      return call(self.callable, args, keywords);
    },
    repr: (self: PyStaticMethod) => `<staticmethod(${repr(self.callable)})>`,
  },
  properties: wrapperProperties,
});

extendType(classmethodType, {
  slots: {
    new_: (cls) => new PyClassMethod(null, cls, new Map()),
    init(self: PyClassMethod, args, keywords) {
      initialize(self, 'classmethod', args, keywords);
    },
    get: (self: PyClassMethod, _instance, owner) => new PyBoundMethod(self.callable, owner),
    repr: (self: PyClassMethod) => `<classmethod(${repr(self.callable)})>`,
  },
  properties: wrapperProperties,
});
