// The members that `__slots__` gives the instances of a class: `member_descriptor`.
//
// A member is a numbered place. Instances of classes built on `object` have room for their members; other instances
// (a list subclass with `__slots__`) keep them in a table on the side.

import { noAttribute } from './attribute-error.js';
import { exception } from './exceptions.js';
import { extendType, PyGetSet } from './native.js';
import { checkDescriptorSelf } from './native-types.js';
import { type Attributes, PyObject, type PyType, type Value } from './object.js';
import { memberDescriptorType } from './types.js';

/** An instance of a class with `__slots__`. */
export class PyInstance extends PyObject {
  readonly members: (Value | undefined)[] = [];
}

const membersOfOthers = new WeakMap<PyObject, (Value | undefined)[]>();

function membersOf(instance: Value): (Value | undefined)[] {
  if (instance instanceof PyInstance) return instance.members;
  if (!(instance instanceof PyObject)) return [];
  let members = membersOfOthers.get(instance);
  if (members === undefined) {
    members = [];
    membersOfOthers.set(instance, members);
  }
  return members;
}

export class PyMember extends PyObject {
  constructor(
    readonly owner: PyType,
    readonly name: string,
    readonly index: number,
  ) {
    super(memberDescriptorType);
  }

  /** The value without the error for an unset one. */
  read(instance: Value): Value | undefined {
    return membersOf(instance)[this.index];
  }
}

/** An instance that `object.__new__` makes. */
export function newInstance(cls: PyType, dict: Attributes | null = null): PyObject {
  return cls.memberCount > 0 ? new PyInstance(cls, dict) : new PyObject(cls, dict);
}

const readonlyAttribute = () => exception('AttributeError', 'readonly attribute');

extendType(memberDescriptorType, {
  slots: {
    get(self: PyMember | PyGetSet, instance) {
      if (instance === undefined) return self;
      checkDescriptorSelf(self, instance);
      if (self instanceof PyGetSet) return self.getter(instance);
      const value = self.read(instance);
      if (value === undefined) throw noAttribute(instance, self.name);
      return value;
    },
    set(self: PyMember | PyGetSet, instance, value) {
      checkDescriptorSelf(self, instance);
      if (self instanceof PyGetSet) throw readonlyAttribute();
      membersOf(instance)[self.index] = value;
    },
    delete(self: PyMember | PyGetSet, instance) {
      checkDescriptorSelf(self, instance);
      if (self instanceof PyGetSet) throw readonlyAttribute();
      const members = membersOf(instance);
      if (members[self.index] === undefined) throw exception('AttributeError', self.name);
      members[self.index] = undefined;
    },
    repr: (self: PyMember) => `<member '${self.name}' of '${self.owner.name}' objects>`,
  },
  properties: {
    __name__: (self: PyMember) => self.name,
    __qualname__: (self: PyMember) => `${self.owner.qualname}.${self.name}`,
    __objclass__: (self: PyMember) => self.owner,
    __doc__: () => null,
  },
});
