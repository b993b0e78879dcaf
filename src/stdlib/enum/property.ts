// `enum.property`, which is `types.DynamicClassAttribute`: a property of the members that leaves its name free for a
// member of the class.

import { getAttribute, getAttributeOr } from '../../objects/attributes.js';
import { call } from '../../objects/call.js';
import { exception } from '../../objects/exceptions.js';
import { defineType } from '../../objects/native.js';
import { PyObject, type PyType, type Value } from '../../objects/object.js';
import { repr, str } from '../../objects/repr.js';
import { typeOf } from '../../objects/types.js';
import { once } from '../library.js';
import { enumData } from './data.js';

interface Redirect {
  readonly member: Value;
  /** A class attribute, or a descriptor of the type of the members' values. */
  readonly kind: 'enum' | 'desc' | 'attr';
  readonly cls: PyType;
}

export class PyEnumProperty extends PyObject {
  name: Value = null;
  owner: Value = null;
  /** Where a member of the class has the name of an attribute of its instances: the member, and the attribute. */
  redirect: Redirect | null = null;

  constructor(
    cls: PyType,
    readonly fget: Value,
    readonly fset: Value = null,
    readonly fdel: Value = null,
  ) {
    super(cls, new Map());
  }
}

function readThroughMember(self: PyEnumProperty, instance: Value, owner: PyType): Value {
  const { fget, redirect } = self;
  if (fget !== null) return call(fget, [instance]);
  if (typeOf(self) === dynamicClassAttributeType()) throw exception('AttributeError', 'unreadable attribute');
  const name = str(self.name);
  if (redirect?.kind === 'attr') return getAttribute(redirect.cls, name);
  if (redirect?.kind === 'desc') return getAttribute(getAttribute(instance, '_value_'), name);
  const member = enumData(owner)?.members.table.get(name);
  if (member !== undefined) return member;
  throw exception('AttributeError', `${repr(owner)} has no attribute ${repr(name)}`);
}

/** What the class gets for a member whose name is taken by a descriptor of the members (`_add_member_`). */
export function redirected(cls: PyType, name: string, redirect: Redirect, found: Value): PyEnumProperty {
  const accessor = (part: string): Value => getAttributeOr(found, part) ?? null;
  const own = redirect.kind === 'attr' ? [] : [accessor('fget'), accessor('fset'), accessor('fdel')];
  const property = new PyEnumProperty(enumPropertyType(), own[0] ?? null, own[1] ?? null, own[2] ?? null);
  property.name = name;
  property.owner = cls;
  property.redirect = redirect;
  return property;
}

function makeType(name: string, module: string): PyType {
  return defineType(name, {
    module,
    instanceDict: true,
    slots: {
      new_: (cls, args, keywords) =>
        new PyEnumProperty(
          cls,
          args[0] ?? keywords?.get('fget') ?? null,
          args[1] ?? keywords?.get('fset') ?? null,
          args[2] ?? keywords?.get('fdel') ?? null,
        ),
      init: () => undefined,
      get: (self: PyEnumProperty, instance, owner) => {
        if (instance !== undefined && instance !== null) {
          return readThroughMember(self, instance, owner);
        }
        if (typeOf(self) === dynamicClassAttributeType()) throw exception('AttributeError');
        if (self.redirect !== null) return self.redirect.member;
        const member = enumData(owner)?.members.table.get(self.name);
        if (member !== undefined) return member;
        throw exception('AttributeError', `${repr(owner)} has no attribute ${repr(self.name)}`);
      },
      set: (self: PyEnumProperty, instance, value) => {
        if (self.fset === null) {
          throw exception('AttributeError', `${repr(self.owner)} cannot set attribute ${repr(self.name)}`);
        }
        call(self.fset, [instance, value]);
      },
      delete: (self: PyEnumProperty, instance) => {
        if (self.fdel === null) {
          throw exception('AttributeError', `${repr(self.owner)} cannot delete attribute ${repr(self.name)}`);
        }
        call(self.fdel, [instance]);
      },
    },
    methods: {
      '__set_name__(owner, name)': (self: PyEnumProperty, owner, name) => {
        self.name = name;
        self.owner = owner;
        return null;
      },
      'getter(fget)': (self: PyEnumProperty, fget) =>
        new PyEnumProperty(self.cls, fget, self.fset, self.fdel),
      'setter(fset)': (self: PyEnumProperty, fset) =>
        new PyEnumProperty(self.cls, self.fget, fset, self.fdel),
      'deleter(fdel)': (self: PyEnumProperty, fdel) =>
        new PyEnumProperty(self.cls, self.fget, self.fset, fdel),
    },
    properties: {
      fget: (self: PyEnumProperty) => self.fget,
      fset: (self: PyEnumProperty) => self.fset,
      fdel: (self: PyEnumProperty) => self.fdel,
      __doc__: (self: PyEnumProperty) => getAttributeOr(self.fget, '__doc__') ?? null,
    },
  });
}

export const enumPropertyType = once((): PyType => makeType('property', 'enum'));
export const dynamicClassAttributeType: () => PyType = once(
  (): PyType => makeType('DynamicClassAttribute', 'types'),
);
