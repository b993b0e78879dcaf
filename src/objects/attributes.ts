// Attribute access: `obj.name`, `obj.name = value`, `del obj.name`, and the methods that calls are made on.
//
// Every access goes through the slots of the object's type, so that classes, modules, `super` and classes with
// `__getattribute__` or `__getattr__` need no cases here. The generic functions are the slots of `object`
// (`PyObject_GenericGetAttr` and kin); those of `type` stand in `type-attributes.ts`.

import { cannotSetAttribute, noAttribute } from './attribute-error.js';
import { exception, isExceptionOf } from './exceptions.js';
import type { Slots, Value } from './object.js';
import { functionType, methodDescriptorType, slotWrapperType, typeOf } from './types.js';

/** `obj.name`. Raises AttributeError where there is none. */
export function getAttribute(obj: Value, name: string): Value {
  const { slots } = typeOf(obj);
  const found = slots.getattr === undefined ? slots.getattribute?.(obj, name) : getHooked(obj, name, slots);
  if (found !== undefined) return found;
  throw noAttribute(obj, name);
}

/** `getattr(obj, name, None)` for callers that want to know: undefined where there is none, and no exception made. */
export function getAttributeOr(obj: Value, name: string): Value | undefined {
  const { slots } = typeOf(obj);
  try {
    return slots.getattr === undefined ? slots.getattribute?.(obj, name) : getHooked(obj, name, slots);
  } catch (error) {
    if (isExceptionOf(error, 'AttributeError')) return undefined;
    throw error;
  }
}

/** A class with `__getattr__`, which is asked when the usual way found nothing: `slot_tp_getattr_hook`. */
function getHooked(obj: Value, name: string, slots: Slots): Value | undefined {
  let found: Value | undefined;
  try {
    found = slots.getattribute?.(obj, name);
  } catch (error) {
    if (!isExceptionOf(error, 'AttributeError')) throw error;
  }
  return found === undefined ? slots.getattr?.(obj, name) : found;
}

/** `obj.name = value` */
export function setAttribute(obj: Value, name: string, value: Value): void {
  const slot = typeOf(obj).slots.setattr;
  if (slot === undefined) throw cannotSetAttribute(obj, name);
  slot(obj, name, value);
}

/** `del obj.name` */
export function deleteAttribute(obj: Value, name: string): void {
  const slot = typeOf(obj).slots.delattr;
  if (slot === undefined) throw cannotSetAttribute(obj, name);
  slot(obj, name);
}

/**
 * The callee of `obj.name(...)` where it takes `obj` as its first argument, so that no bound method needs to be
 * made: a function or a native method found on the class and not shadowed by an instance attribute
 * (`_PyObject_GetMethod`). Undefined for everything else: then `getAttribute` gives the callee.
 *
 * A found callee is a `PyNativeMethod` (call `invoke(obj, args, keywords)`) or an object of type `function`.
 */
export function getMethod(obj: Value, name: string): Value | undefined {
  const cls = typeOf(obj);
  if (cls.slots.getattribute !== genericGetAttribute) return undefined;
  const attribute = cls.lookup(name);
  if (typeof attribute !== 'object' || attribute === null) return undefined;
  const kind = attribute.cls;
  if (kind !== functionType && kind !== methodDescriptorType && kind !== slotWrapperType) return undefined;
  if (typeof obj === 'object' && obj !== null && obj.dict !== null && obj.dict.has(name)) return undefined;
  return attribute;
}

/** `object.__getattribute__`: data descriptors of the class, the instance's dict, then other class attributes. */
export function genericGetAttribute(self: Value, name: string): Value | undefined {
  const cls = typeOf(self);
  const attribute = cls.lookup(name);
  if (attribute === undefined) {
    return typeof self === 'object' && self !== null && self.dict !== null ? self.dict.get(name) : undefined;
  }
  const descriptor = typeOf(attribute).slots;
  const { get } = descriptor;
  if (get !== undefined && (descriptor.set !== undefined || descriptor.delete !== undefined)) {
    return get(attribute, self, cls);
  }
  if (typeof self === 'object' && self !== null && self.dict !== null) {
    const own = self.dict.get(name);
    if (own !== undefined) return own;
  }
  return get === undefined ? attribute : get(attribute, self, cls);
}

/** `object.__setattr__` */
export function genericSetAttribute(self: Value, name: string, value: Value): void {
  const attribute = typeOf(self).lookup(name);
  if (attribute !== undefined) {
    const descriptor = typeOf(attribute).slots;
    if (descriptor.set !== undefined) {
      descriptor.set(attribute, self, value);
      return;
    }
    if (descriptor.delete !== undefined) throw exception('AttributeError', '__set__');
  }
  if (typeof self !== 'object' || self === null) throw cannotSetAttribute(self, name);
  if (self.dict !== null) self.dict.set(name, value);
  else if (self.cls.hasInstanceDict) self.dict = new Map([[name, value]]);
  else throw cannotSetAttribute(self, name);
}

/** `object.__delattr__` */
export function genericDeleteAttribute(self: Value, name: string): void {
  const attribute = typeOf(self).lookup(name);
  if (attribute !== undefined) {
    const descriptor = typeOf(attribute).slots;
    if (descriptor.delete !== undefined) {
      descriptor.delete(attribute, self);
      return;
    }
    if (descriptor.set !== undefined) throw exception('AttributeError', '__delete__');
  }
  if (typeof self !== 'object' || self === null || !self.cls.hasInstanceDict) {
    throw cannotSetAttribute(self, name, '__delattr__');
  }
  if (self.dict === null || !self.dict.delete(name)) {
    throw exception('AttributeError', `'${self.cls.name}' object has no attribute '${name}'`);
  }
}
