// What `dir()` lists of an enumeration and of its members (Lib/enum.py).

import { getAttribute, getAttributeOr } from '../../objects/attributes.js';
import { strValue } from '../../objects/boxed.js';
import { call } from '../../objects/call.js';
import { PyList } from '../../objects/containers.js';
import { iterate } from '../../objects/iteration.js';
import { PyObject, type PyType, type Value } from '../../objects/object.js';
import { str } from '../../objects/repr.js';
import { objectType, typeOf } from '../../objects/types.js';
import { dirOf } from '../builtins/attribute-functions.js';
import { enumData } from './data.js';
import { PyEnumProperty } from './property.js';

const OF_CLASS =
  '__class__ __contains__ __doc__ __getitem__ __init_subclass__ __iter__ __len__ __members__ __module__ __name__ __qualname__';
const OF_MEMBER = ['__class__', '__doc__', '__eq__', '__hash__', '__module__'];

const sorted = (names: Iterable<string>): PyList => new PyList([...names].sort());

export function namesOfClass(cls: PyType): PyList {
  const data = enumData(cls);
  const names = new Set([...OF_CLASS.split(' '), ...(data?.names.items ?? []).map(str)]);
  const differs = (name: string, from: Value): boolean => from !== getAttribute(objectType, name);
  if (differs('__new__', getAttributeOr(cls, '_new_member_') ?? null)) names.add('__new__');
  const memberType = data?.memberType ?? objectType;
  if (memberType !== objectType) for (const name of iterate(dirOf(memberType))) names.add(str(name));
  return sorted(names);
}

export function namesOfMember(self: Value): PyList {
  const cls = typeOf(self);
  const data = enumData(cls);
  const isMember = (name: string): boolean => data?.members.table.has(name) === true;
  const names = new Set<string>();
  if (data !== undefined && data.memberType !== objectType) {
    for (const name of iterate(call(getAttribute(objectType, '__dir__'), [self]))) names.add(str(name));
  }
  const own = self instanceof PyObject ? (self.dict?.keys() ?? []) : [];
  for (const name of own) {
    const text = strValue(name) ?? '_';
    if (!text.startsWith('_') && !isMember(text)) names.add(text);
  }
  for (const base of cls.mro) {
    for (const [name, value] of base.attrs) {
      const text = strValue(name) ?? '_';
      if (text.startsWith('_')) continue;
      if (value instanceof PyEnumProperty) {
        if (value.fget !== null || !isMember(text)) names.add(text);
        else names.delete(text);
      } else if (!isMember(text)) names.add(text);
    }
  }
  for (const name of OF_MEMBER) names.add(name);
  return sorted(names);
}
