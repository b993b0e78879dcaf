// What CPython says about a missing attribute. The wording depends on what was asked: a class, a module or anything else.

import { attributeError, exception, type PyException, typeError } from './exceptions.js';
import { ModuleObject } from './module-object.js';
import { PyObject, PyType, type Value } from './object.js';
import { moduleType, typeName, typeOf } from './types.js';

/** The AttributeError of reading (or deleting) an attribute that is not there. */
export function noAttribute(object: Value, name: string): PyException {
  return attributeError(missingAttributeText(object, name), object, name);
}

function missingAttributeText(object: Value, name: string): string {
  if (object instanceof PyType) return `type object '${object.name}' has no attribute '${name}'`;
  if (object instanceof ModuleObject) return object.missingAttributeText(name);
  if (object instanceof PyObject && typeOf(object).isSubtypeOf(moduleType)) {
    const moduleName = object.cls.slots.getattribute?.(object, '__name__');
    if (typeof moduleName === 'string') return `module '${moduleName}' has no attribute '${name}'`;
    return `module has no attribute '${name}'`;
  }
  return `'${typeName(object)}' object has no attribute '${name}'`;
}

/** The AttributeError of setting or deleting an attribute on an object that has no place for it. */
export function cannotSetAttribute(object: Value, name: string, method = '__setattr__'): PyException {
  const cls = typeOf(object);
  if (object instanceof PyType) return typeError(`can't apply this ${method} to type object`);
  if (cls.lookup(name) !== undefined) {
    return exception('AttributeError', `'${cls.name}' object attribute '${name}' is read-only`);
  }
  const text = `'${cls.name}' object has no attribute '${name}' and no __dict__ for setting new attributes`;
  return attributeError(text, object, name);
}
