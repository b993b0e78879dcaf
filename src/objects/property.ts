// `property` (Objects/descrobject.c).

import { getAttributeOr, setAttribute } from './attributes.js';
import { call } from './call.js';
import { isTrue } from './compare.js';
import { PyTuple } from './containers.js';
import { exception, isExceptionOf, type PyException, typeError } from './exceptions.js';
import { extendType } from './native.js';
import { type Attributes, PyObject, type PyType, type Value } from './object.js';
import { repr } from './repr.js';
import { Signature } from './signature.js';
import { propertyType, typeOf } from './types.js';

export class PyProperty extends PyObject {
  getter: Value = null;
  setter: Value = null;
  deleter: Value = null;
  doc: Value = null;
  /** The documentation is the getter's own. */
  docFromGetter = false;
  /** From `__set_name__` or by assignment; undefined: the getter's name. */
  name: Value | undefined = undefined;

  constructor(cls: PyType = propertyType, dict: Attributes | null = null) {
    super(cls, dict);
  }
}

function setFunctions(self: PyProperty, getter: Value, setter: Value, deleter: Value, doc: Value): void {
  self.getter = getter;
  self.setter = setter;
  self.deleter = deleter;
  self.docFromGetter = false;
  let text = doc;
  if (doc === null && getter !== null) {
    text = getAttributeOr(getter, '__doc__') ?? null;
    self.docFromGetter = text !== null;
  }
  if (typeOf(self) === propertyType) self.doc = text;
  else setOwnDoc(self, text);
}

/**
 * An instance of a subclass keeps it as an attribute of its own, as the `__doc__` of the class would hide the slot. One
 * that has no room for it goes without, unless the text is the getter's.
 */
function setOwnDoc(self: PyProperty, text: Value): void {
  try {
    setAttribute(self, '__doc__', text);
  } catch (error) {
    if (self.docFromGetter || !isExceptionOf(error, 'AttributeError')) throw error;
  }
}

/** `x.setter(f)`: the same property with one function changed: `property_copy`. */
function copy(self: PyProperty, changes: { getter?: Value; setter?: Value; deleter?: Value }): Value {
  const { getter = self.getter, setter = self.setter, deleter = self.deleter } = changes;
  const doc = self.docFromGetter && getter !== null ? null : self.doc;
  const result = call(typeOf(self), [getter, setter, deleter, doc]);
  if (result instanceof PyProperty) result.name = self.name;
  return result;
}

function nameOf(self: PyProperty): Value | undefined {
  if (self.name !== undefined) return self.name;
  return self.getter === null ? undefined : getAttributeOr(self.getter, '__name__');
}

function lacks(self: PyProperty, instance: Value, what: 'getter' | 'setter' | 'deleter'): PyException {
  const name = nameOf(self);
  const type = typeOf(instance).qualname;
  const text =
    name === undefined
      ? `property of '${type}' object has no ${what}`
      : `property ${repr(name)} of '${type}' object has no ${what}`;
  return exception('AttributeError', text);
}

const SIGNATURE = new Signature('property(fget=None, fset=None, fdel=None, doc=None)');

const isAbstract = (value: Value): boolean =>
  value !== null && isTrue(getAttributeOr(value, '__isabstractmethod__') ?? false);

extendType(propertyType, {
  slots: {
    new_: (cls) => new PyProperty(cls),
    init(self: PyProperty, args, keywords) {
      const [getter, setter, deleter, doc] = SIGNATURE.bind('property', args, keywords);
      setFunctions(self, getter ?? null, setter ?? null, deleter ?? null, doc ?? null);
    },
    get(self: PyProperty, instance) {
      if (instance === undefined) return self;
      if (self.getter === null) throw lacks(self, instance, 'getter');
      return call(self.getter, [instance]);
    },
    set(self: PyProperty, instance, value) {
      if (self.setter === null) throw lacks(self, instance, 'setter');
      call(self.setter, [instance, value]);
    },
    delete(self: PyProperty, instance) {
      if (self.deleter === null) throw lacks(self, instance, 'deleter');
      call(self.deleter, [instance]);
    },
  },
  methods: {
    'getter(object, /)': (self: PyProperty, getter) => copy(self, { getter }),
    'setter(object, /)': (self: PyProperty, setter) => copy(self, { setter }),
    'deleter(object, /)': (self: PyProperty, deleter) => copy(self, { deleter }),
    '__set_name__(*args)': (self: PyProperty, args) => {
      const given = args instanceof PyTuple ? args.items : [];
      if (given.length !== 2) {
        throw typeError(`__set_name__() takes 2 positional arguments but ${given.length} were given`);
      }
      self.name = given[1];
      return null;
    },
  },
  members: {
    fget: (self: PyProperty) => self.getter,
    fset: (self: PyProperty) => self.setter,
    fdel: (self: PyProperty) => self.deleter,
  },
  properties: {
    __doc__: {
      get: (self: PyProperty) => self.doc,
      set(self: PyProperty, value) {
        self.doc = value ?? null;
      },
    },
    __name__: {
      get(self: PyProperty) {
        const name = nameOf(self);
        if (name !== undefined) return name;
        throw exception('AttributeError', "'property' object has no attribute '__name__'");
      },
      set(self: PyProperty, value) {
        self.name = value;
      },
    },
    __isabstractmethod__: (self: PyProperty) =>
      isAbstract(self.getter) || isAbstract(self.setter) || isAbstract(self.deleter),
  },
});
