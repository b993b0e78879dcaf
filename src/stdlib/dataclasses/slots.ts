// `dataclass(slots=True)`: the class is made again, with `__slots__` (`_add_slots` in Lib/dataclasses.py).

import { getAttribute, setAttribute } from '../../objects/attributes.js';
import { strValue } from '../../objects/boxed.js';
import { call } from '../../objects/call.js';
import { PyDict, PyList, PyTuple } from '../../objects/containers.js';
import { typeError } from '../../objects/exceptions.js';
import { iterate, toArray } from '../../objects/iteration.js';
import { PyType, type Value } from '../../objects/object.js';
import { str } from '../../objects/repr.js';
import { objectType, typeOf } from '../../objects/types.js';
import { callAttribute, libraryFunction } from '../library.js';
import type { PyField } from './fields.js';

function slotsOf(cls: PyType): Value[] {
  const slots = cls.attrs.get('__slots__');
  if (slots === undefined) return cls.heap ? ['__weakref__', '__dict__'] : [];
  if (strValue(slots) !== undefined) return [slots];
  if (typeOf(slots).slots.next !== undefined) {
    throw typeError(`Slots of '${cls.name}' cannot be determined`);
  }
  return [...iterate(slots)];
}

export function withSlots(cls: PyType, fields: readonly PyField[], frozen: boolean, weakref: boolean): Value {
  if (cls.attrs.has('__slots__')) throw typeError(`${cls.name} already specifies __slots__`);
  const namespace = PyDict.of(cls.attrs);
  const names = fields.map(({ name }) => str(name));
  const inherited = new Set(cls.mro.slice(1, -1).flatMap(slotsOf));
  const slots = [...names, ...(weakref ? ['__weakref__'] : [])].filter((name) => !inherited.has(name));
  namespace.table.set('__slots__', new PyTuple(slots));
  for (const name of [...names, '__dict__', '__weakref__']) namespace.table.delete(name);
  const made = call(typeOf(cls), [cls.name, new PyTuple(cls.bases), namespace]);
  if (!(made instanceof PyType)) return made;
  made.qualname = cls.qualname;
  if (frozen) {
    const own = (signature: string, body: (...args: Value[]) => Value): void => {
      const fn = libraryFunction(signature, body, 'dataclasses');
      if (!made.attrs.has(fn.name)) setAttribute(made, fn.name, fn);
    };
    own('__getstate__(self)', (self = null) => new PyList(names.map((name) => getAttribute(self, name))));
    own('__setstate__(self, state)', (self = null, state = null) => {
      const values = toArray(state);
      for (const [index, name] of names.entries()) {
        callAttribute(objectType, '__setattr__', self, name, values[index] ?? null);
      }
      return null;
    });
  }
  return made;
}
