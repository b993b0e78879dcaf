// The `abc` module.

import { defineModule } from '../../execution/module.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { setAttribute } from '../../objects/attributes.js';
import { emptyTuple } from '../../objects/containers.js';
import { PyClassMethod } from '../../objects/descriptors.js';
import { PyStaticMethod } from '../../objects/native.js';
import { PyType, type SlotSignatures, type Value } from '../../objects/object.js';
import { PyProperty } from '../../objects/property.js';
import { classmethodType, propertyType, staticmethodType } from '../../objects/types.js';
import { libraryFunctions, perMachine } from '../library.js';
import { libraryClass } from '../library-class.js';
import { abcMeta, cacheToken, computeAbstractMethods } from './abc-meta.js';

export const abcClass = perMachine((m) =>
  libraryClass('ABC', {
    module: 'abc',
    metatype: abcMeta(m),
    instanceDict: false,
    doc: 'Helper class that provides a standard way to create an ABC using\ninheritance.\n',
    abstract: {},
    attributes: { __slots__: emptyTuple },
  }),
);

/** A deprecated kind of `property`, `classmethod` or `staticmethod` that is abstract. */
function abstractVariant(name: string, base: PyType, make: (cls: PyType) => Value): PyType {
  const type = libraryClass(name, {
    module: 'abc',
    bases: [base],
    instanceDict: true,
    attributes: { __isabstractmethod__: true },
  });
  const { init } = base.slots;
  const initialize: SlotSignatures['init'] = (self, args, keywords) => {
    const [fn] = args;
    // Subclasses find the function itself, no longer what wraps it.
    if (base !== propertyType && fn !== undefined) setAttribute(fn, '__isabstractmethod__', true);
    init?.(self, args, keywords);
  };
  type.ownSlots.init = initialize;
  type.slots.init = initialize;
  type.ownSlots.new_ = make;
  type.slots.new_ = make;
  return type;
}

export const abc = defineModule('abc', (m: KernelMachine) => ({
  ABCMeta: abcMeta(m),
  ABC: abcClass(m),
  ...libraryFunctions('abc', {
    'abstractmethod(funcobj)': (fn) => {
      setAttribute(fn, '__isabstractmethod__', true);
      return fn;
    },
    'update_abstractmethods(cls)': (cls) => {
      if (cls instanceof PyType && cls.attrs.has('__abstractmethods__')) computeAbstractMethods(cls);
      return cls;
    },
    'get_cache_token()': cacheToken,
  }),
  abstractproperty: abstractVariant(
    'abstractproperty',
    propertyType,
    (cls) => new PyProperty(cls, new Map()),
  ),
  abstractclassmethod: abstractVariant(
    'abstractclassmethod',
    classmethodType,
    (cls) => new PyClassMethod(null, cls, new Map()),
  ),
  abstractstaticmethod: abstractVariant(
    'abstractstaticmethod',
    staticmethodType,
    (cls) => new PyStaticMethod(null, cls),
  ),
}));
