// The types of natives: `builtin_function_or_method`, `method_descriptor`, `wrapper_descriptor` and kin. What they
// do when they are called, read through an object, compared and shown (Objects/methodobject.c, descrobject.c).

import { exception, typeError } from './exceptions.js';
import { addressOf, identityHash } from './identity.js';
import { extendType, type PyGetSet, PyNative, type PyNativeMethod, type TypeDefinition } from './native.js';
import { PyObject, PyType, type SlotDefinitions, type Value } from './object.js';
import {
  builtinFunctionType,
  classMethodDescriptorType,
  getsetDescriptorType,
  methodDescriptorType,
  methodWrapperType,
  moduleType,
  NotImplemented,
  slotWrapperType,
  typeName,
  typeOf,
} from './types.js';

/** `__text_signature__`: the parameters after a `$self`, or null where they can not be shown. */
function textSignature(parameters: string, self: string): string {
  const inner = parameters.slice(parameters.indexOf('(') + 1, -1);
  if (inner === '') return `($${self}, /)`;
  return /(^|, )\/(,|$)/.test(inner) ? `($${self}, ${inner})` : `($${self}, /, ${inner})`;
}

const isModule = (value: Value | undefined): boolean =>
  value instanceof PyObject && typeOf(value).isSubtypeOf(moduleType);

/** `__self__`: the object a method is bound to; for a static method its type. */
function selfOf(fn: PyNative): Value {
  return fn.self === undefined ? fn.owner : fn.self;
}

function firstParameter(fn: PyNative): string {
  if (fn.owner === null) return 'module';
  return fn.self instanceof PyType ? 'type' : 'self';
}

function boundEquals(self: PyNative, other: Value): Value {
  if (!(other instanceof PyNative)) return NotImplemented;
  return self.self === other.self && self.body === other.body;
}

const boundSlots: SlotDefinitions = {
  call(self: PyNative, args, keywords) {
    return self.invoke(args, keywords);
  },
  eq: boundEquals,
  hash(self: PyNative) {
    if (self.self === undefined) return identityHash(self);
    return self.self instanceof PyObject ? identityHash(self.self) : 1;
  },
};

function bind(method: PyNativeMethod, instance: Value): PyNative {
  method.checkSelf(instance);
  return new PyNative(
    method.signature,
    method.body,
    instance,
    method.owner,
    method.cls === slotWrapperType ? methodWrapperType : builtinFunctionType,
  );
}

extendType(builtinFunctionType, {
  slots: {
    ...boundSlots,
    repr(self: PyNative) {
      const owner = selfOf(self);
      if (owner === null || isModule(owner)) return `<built-in function ${self.name}>`;
      const at = owner instanceof PyObject ? ` at ${addressOf(owner)}` : '';
      return `<built-in method ${self.name} of ${typeName(owner)} object${at}>`;
    },
  },
  properties: {
    __name__: (self: PyNative) => self.name,
    __qualname__: (self: PyNative) => self.qualname,
    __self__: selfOf,
    __doc__: (self: PyNative) => self.doc,
    __module__: {
      get: (self: PyNative) => self.module,
      set: (self: PyNative, value) => {
        self.module = typeof value === 'string' ? value : null;
      },
    },
    __text_signature__: (self: PyNative) => textSignature(self.signature.text, firstParameter(self)),
  },
});

extendType(methodWrapperType, {
  slots: {
    ...boundSlots,
    repr(self: PyNative) {
      const at = self.self instanceof PyObject ? ` at ${addressOf(self.self)}` : '';
      return `<method-wrapper '${self.name}' of ${typeName(self.self ?? null)} object${at}>`;
    },
  },
  properties: {
    __name__: (self: PyNative) => self.name,
    __qualname__: (self: PyNative) => self.qualname,
    __self__: (self: PyNative) => self.self ?? null,
    __objclass__: (self: PyNative) => self.owner,
    __doc__: (self: PyNative) => self.doc,
    __text_signature__: (self: PyNative) => textSignature(self.signature.text, 'self'),
  },
});

const descriptorProperties: NonNullable<TypeDefinition['properties']> = {
  __name__: (self: PyNativeMethod) => self.name,
  __qualname__: (self: PyNativeMethod) => self.qualname,
  __objclass__: (self: PyNativeMethod) => self.owner,
  __doc__: () => null,
  __text_signature__: (self: PyNativeMethod) =>
    textSignature(self.signature.text, self.cls === classMethodDescriptorType ? 'type' : 'self'),
};

for (const [type, kind] of [
  [methodDescriptorType, 'method'],
  [slotWrapperType, 'slot wrapper'],
] as const) {
  extendType(type, {
    slots: {
      call(self: PyNativeMethod, args, keywords) {
        return self.invokeUnbound(args, keywords);
      },
      get(self: PyNativeMethod, instance) {
        return instance === undefined ? self : bind(self, instance);
      },
      repr(self: PyNativeMethod) {
        return `<${kind} '${self.name}' of '${self.owner.name}' objects>`;
      },
    },
    properties: descriptorProperties,
  });
}

function bindToClass(self: PyNativeMethod, cls: Value | undefined): PyNative {
  const { name, owner } = self;
  if (cls === undefined) throw typeError(`descriptor '${name}' of '${owner.name}' object needs an argument`);
  if (!(cls instanceof PyType)) {
    throw typeError(
      `descriptor '${name}' for type '${owner.name}' needs a type, not a '${typeName(cls)}' as arg 2`,
    );
  }
  if (!cls.isSubtypeOf(owner)) {
    throw typeError(`descriptor '${name}' requires a subtype of '${owner.name}' but received '${cls.name}'`);
  }
  return new PyNative(self.signature, self.body, cls, owner);
}

extendType(classMethodDescriptorType, {
  slots: {
    call(self: PyNativeMethod, args, keywords) {
      return bindToClass(self, args[0]).invoke(args.slice(1), keywords);
    },
    get(self: PyNativeMethod, _instance, owner) {
      return bindToClass(self, owner);
    },
    repr(self: PyNativeMethod) {
      return `<method '${self.name}' of '${self.owner.name}' objects>`;
    },
  },
  properties: descriptorProperties,
});

/** What getset and member descriptors say to an object of another type, and to `obj.attribute = value`. */
export function checkDescriptorSelf(self: { name: string; owner: PyType }, instance: Value): void {
  if (typeOf(instance).isSubtypeOf(self.owner)) return;
  throw typeError(
    `descriptor '${self.name}' for '${self.owner.name}' objects doesn't apply to a '${typeName(instance)}' object`,
  );
}

function assign(self: PyGetSet, instance: Value, value: Value | undefined): void {
  checkDescriptorSelf(self, instance);
  if (self.setter !== null) {
    self.setter(instance, value);
    return;
  }
  throw exception(
    'AttributeError',
    `attribute '${self.name}' of '${self.owner.name}' objects is not writable`,
  );
}

extendType(getsetDescriptorType, {
  slots: {
    get(self: PyGetSet, instance) {
      if (instance === undefined) return self;
      checkDescriptorSelf(self, instance);
      return self.getter(instance);
    },
    set(self: PyGetSet, instance, value) {
      assign(self, instance, value);
    },
    delete(self: PyGetSet, instance) {
      assign(self, instance, undefined);
    },
    repr(self: PyGetSet) {
      return `<attribute '${self.name}' of '${self.owner.name}' objects>`;
    },
  },
  properties: {
    __name__: (self: PyGetSet) => self.name,
    __qualname__: (self: PyGetSet) => `${self.owner.qualname}.${self.name}`,
    __objclass__: (self: PyGetSet) => self.owner,
    __doc__: () => null,
  },
});
