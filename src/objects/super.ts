// `super` (Objects/typeobject.c): attributes of the classes that follow a given one in an object's MRO.
//
// `super()` without arguments is compiled: the compiler passes the class and the first argument to `makeSuper`, and
// may call `superLookup` to make no `super` object at all.

import { genericGetAttribute, getAttributeOr } from './attributes.js';
import { runtimeError, typeError } from './exceptions.js';
import { extendType } from './native.js';
import { type Attributes, PyObject, PyType, type Value } from './object.js';
import { givenTypeName, superType, typeOf } from './types.js';

export class PySuper extends PyObject {
  thisClass: PyType | null = null;
  /** undefined while unbound. */
  self: Value | undefined = undefined;
  /** The class whose MRO is searched. */
  selfClass: PyType | null = null;

  constructor(cls: PyType = superType, dict: Attributes | null = null) {
    super(cls, dict);
  }
}

/** `super(cls, self)`. `cls` is whatever the variable `__class__` holds. */
export function makeSuper(cls: Value, self: Value): PySuper {
  const made = new PySuper();
  initialize(made, cls, self);
  return made;
}

/** The class attribute that follows `cls` in the MRO of `selfClass`, unbound; undefined where there is none. */
export function superLookup(cls: PyType, selfClass: PyType, name: string): Value | undefined {
  const { mro } = selfClass;
  for (let index = mro.indexOf(cls) + 1; index > 0 && index < mro.length; index++) {
    const found = mro[index]?.attrs.get(name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The class of `self` as `super` sees it, for a method of `cls`: `supercheck`. Raises TypeError where it is none. */
export function superClassOf(cls: PyType, self: Value): PyType {
  if (self instanceof PyType && self.isSubtypeOf(cls)) return self;
  const type = typeOf(self);
  if (type.isSubtypeOf(cls)) return type;
  const claimed = getAttributeOr(self, '__class__');
  if (claimed instanceof PyType && claimed !== type && claimed.isSubtypeOf(cls)) return claimed;
  const what = self instanceof PyType ? `type ${self.name}` : `instance of ${type.name}`;
  throw typeError(`super(type, obj): obj (${what}) is not an instance or subtype of type (${cls.name}).`);
}

function initialize(made: PySuper, cls: Value, self: Value): void {
  if (!(cls instanceof PyType)) {
    throw typeError(`super() argument 1 must be a type, not ${givenTypeName(cls)}`);
  }
  made.thisClass = cls;
  made.selfClass = self === null ? null : superClassOf(cls, self);
  made.self = self === null ? undefined : self;
}

function shown(made: PySuper): string {
  const name = made.thisClass === null ? 'NULL' : `<class '${made.thisClass.name}'>`;
  const object = made.selfClass === null ? 'NULL' : `<${made.selfClass.name} object>`;
  return `<super: ${name}, ${object}>`;
}

extendType(superType, {
  slots: {
    new_: (cls) => new PySuper(cls),
    init(made: PySuper, args, keywords) {
      if (keywords !== null && keywords.size > 0) throw typeError('super() takes no keyword arguments');
      if (args.length > 2) throw typeError(`super() expected at most 2 arguments, got ${args.length}`);
      const [cls, self = null] = args;
      if (cls === undefined) throw runtimeError('super(): no arguments');
      initialize(made, cls, self);
    },
    repr: shown,
    getattribute(made: PySuper, name) {
      const { thisClass, selfClass, self } = made;
      if (thisClass !== null && selfClass !== null && name !== '__class__') {
        const found = superLookup(thisClass, selfClass, name);
        if (found !== undefined) {
          const { get } = typeOf(found).slots;
          return get === undefined ? found : get(found, self === selfClass ? undefined : self, selfClass);
        }
      }
      return genericGetAttribute(made, name);
    },
    get(made: PySuper, instance) {
      if (instance === undefined || instance === null || made.self !== undefined) return made;
      const bound = new PySuper(made.cls);
      initialize(bound, made.thisClass, instance);
      return bound;
    },
  },
  properties: {
    __thisclass__: (made: PySuper) => made.thisClass,
    __self__: (made: PySuper) => made.self ?? null,
    __self_class__: (made: PySuper) => made.selfClass,
  },
});
