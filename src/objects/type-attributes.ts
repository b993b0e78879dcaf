// Attribute access on classes (`type_getattro`, `type_setattro`): the metaclass's data descriptors, then the class and
// its bases, then the rest of the metaclass. Setting an attribute keeps the type's slots in line.

import { noAttribute } from './attribute-error.js';
import { exception, typeError } from './exceptions.js';
import type { PyType, Value } from './object.js';
import { updateSlots } from './slots.js';
import { typeOf } from './types.js';

export function typeGetAttribute(self: PyType, name: string): Value | undefined {
  const metaclass = self.cls;
  const inherited = metaclass.lookup(name);
  if (inherited !== undefined) {
    const descriptor = typeOf(inherited).slots;
    if (descriptor.get !== undefined && (descriptor.set !== undefined || descriptor.delete !== undefined)) {
      return descriptor.get(inherited, self, metaclass);
    }
  }
  const own = self.lookup(name);
  if (own !== undefined) {
    const { get } = typeOf(own).slots;
    return get === undefined ? own : get(own, undefined, self);
  }
  if (inherited === undefined) return undefined;
  const { get } = typeOf(inherited).slots;
  return get === undefined ? inherited : get(inherited, self, metaclass);
}

export function typeSetAttribute(self: PyType, name: string, value: Value): void {
  checkMutable(self, name);
  const inherited = self.cls.lookup(name);
  if (inherited !== undefined) {
    const descriptor = typeOf(inherited).slots;
    if (descriptor.set !== undefined) {
      descriptor.set(inherited, self, value);
      return;
    }
    if (descriptor.delete !== undefined) throw exception('AttributeError', '__set__');
  }
  self.attrs.set(name, value);
  attributeChanged(self, name);
}

export function typeDeleteAttribute(self: PyType, name: string): void {
  checkMutable(self, name);
  const inherited = self.cls.lookup(name);
  if (inherited !== undefined) {
    const descriptor = typeOf(inherited).slots;
    if (descriptor.delete !== undefined) {
      descriptor.delete(inherited, self);
      return;
    }
    if (descriptor.set !== undefined) throw exception('AttributeError', '__delete__');
  }
  if (!self.attrs.delete(name)) throw noAttribute(self, name);
  attributeChanged(self, name);
}

/** Built-in types cannot be changed: programs share them. */
export function checkMutable(self: PyType, name: string): void {
  if (!self.heap && !self.isMutable)
    throw typeError(`cannot set '${name}' attribute of immutable type '${self.name}'`);
}

function attributeChanged(self: PyType, name: string): void {
  self.modified();
  self.patched();
  if (name.startsWith('__') && name.endsWith('__')) updateSlots(self, [name]);
}
