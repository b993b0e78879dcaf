// `Enum`, `IntEnum`, `StrEnum` and `ReprEnum` (Lib/enum.py). Flags stand in `flags.ts`.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute, getAttributeOr } from '../../objects/attributes.js';
import { PyStr, strValue } from '../../objects/boxed.js';
import { call } from '../../objects/call.js';
import { isTrue } from '../../objects/compare.js';
import { PyDict, PyTuple, tuple } from '../../objects/containers.js';
import { isExceptionOf, typeError, valueError } from '../../objects/exceptions.js';
import { hash } from '../../objects/hash.js';
import { toArray } from '../../objects/iteration.js';
import { sortedItems } from '../../objects/list-sort.js';
import { PyStaticMethod } from '../../objects/native.js';
import { PyType, type Value } from '../../objects/object.js';
import { add } from '../../objects/operators.js';
import { format, repr, str } from '../../objects/repr.js';
import { intType, objectType, strType, typeOf } from '../../objects/types.js';
import { libraryFunction, perMachine } from '../library.js';
import { extendClass, libraryClass } from '../library-class.js';
import { EnumData, enumData, setEnumData } from './data.js';
import { namesOfMember } from './listing.js';
import { lookup } from './lookup.js';
import { aliasOf } from './members.js';
import { enumMeta, knownClasses } from './meta.js';
import { PyEnumDict } from './namespace.js';
import { enumPropertyType, PyEnumProperty } from './property.js';

export const memberValue = (member: Value): Value => getAttribute(member, '_value_');
export const nameOf = (member: Value): Value => getAttribute(member, '_name_');

/** A member's value as its repr shows it. */
export function shownValue(member: Value): string {
  const how = enumData(typeOf(member))?.valueRepr ?? null;
  const value = memberValue(member);
  if (how === null) return repr(value);
  if (!(how instanceof PyType)) return str(call(how, [value]));
  const fields = getAttributeOr(how, '__dataclass_fields__');
  const shown = fields instanceof PyDict ? [...fields.table.entries()] : [];
  const names = shown.filter(([, field]) => isTrue(getAttribute(field, 'repr'))).map(([name]) => str(name));
  return names.map((name) => `${name}=${repr(getAttribute(member, name))}`).join(', ');
}

function nextValue(_name: Value, start: Value, _count: Value, given: Value): Value {
  const values = toArray(given);
  if (values.length === 0) return start;
  let last: Value;
  try {
    last = sortedItems(values, null, false).at(-1) ?? null;
  } catch (error) {
    if (!isExceptionOf(error, 'TypeError')) throw error;
    throw typeError('unable to sort non-numeric values');
  }
  try {
    return add(last, 1);
  } catch (error) {
    if (!isExceptionOf(error, 'TypeError')) throw error;
    throw typeError(`unable to increment ${repr(last)}`);
  }
}

/** A property of the members that the class may have a member of the same name beside. */
export function memberProperty(name: string, get: (self: Value) => Value): PyEnumProperty {
  const property = new PyEnumProperty(
    enumPropertyType(),
    libraryFunction(`${name}(self)`, (self) => get(self), 'enum'),
  );
  property.name = name;
  return property;
}

export const enumClass = perMachine((m: KernelMachine): PyType => {
  const meta = enumMeta(m);
  const type = libraryClass('Enum', { module: 'enum', metatype: meta, instanceDict: true });
  const data = new EnumData(objectType, false, 'strict', null);
  setEnumData(type, data);
  extendClass(type, {
    module: 'enum',
    attributes: {
      _member_names_: data.names,
      _member_map_: data.members,
      _value2member_map_: data.values,
      _member_type_: objectType,
      _value_repr_: null,
      name: memberProperty('name', nameOf),
      value: memberProperty('value', memberValue),
    },
    staticMethods: { '_generate_next_value_(name, start, count, last_values)': nextValue },
    classMethods: { '_missing_(cls, value)': () => null },
    variadic: { '__init__(self, *args, **kwds)': () => null },
    methods: {
      '__repr__(self)': (self) => `<${typeOf(self).name}.${str(nameOf(self))}: ${shownValue(self)}>`,
      '__str__(self)': (self) => `${typeOf(self).name}.${str(nameOf(self))}`,
      '__format__(self, format_spec)': (self, spec) => format(str(self), strValue(spec) ?? ''),
      '__hash__(self)': (self) => hash(nameOf(self)),
      '__reduce_ex__(self, proto)': (self) => tuple(typeOf(self), tuple(memberValue(self))),
      '__deepcopy__(self, memo)': (self) => self,
      '__copy__(self)': (self) => self,
      '__dir__(self)': namesOfMember,
      '_add_alias_(self, name)': (self, name) => aliasOf(self, str(name)),
      '_add_value_alias_(self, value)': (self, value) => {
        const own = enumData(typeOf(self));
        const known = own?.byValue(value);
        if (known !== undefined && known !== self) {
          throw valueError(`${repr(value)} is already bound: ${repr(known)}`);
        }
        own?.addValue(value, self);
        return null;
      },
    },
  });
  for (const name of ['name', 'value']) {
    const property = type.attrs.get(name);
    if (property instanceof PyEnumProperty) property.owner = type;
  }
  // A class that derives from Enum finds this when it looks for a `__new__`.
  const newFunction = libraryFunction('__new__(cls, value)', (cls, value) =>
    cls instanceof PyType ? lookup(cls, value) : null,
  );
  newFunction.qualname = 'Enum.__new__';
  type.attrs.set('__new__', new PyStaticMethod(newFunction));
  type.modified();
  return type;
});

/** An enumeration of ours, made as a program would make it. */
export function deriveEnum(
  m: KernelMachine,
  name: string,
  bases: readonly PyType[],
  body: Record<string, Value>,
  boundary?: Value,
): PyType {
  const namespace = new PyEnumDict();
  namespace.className = name;
  const last = bases.at(-1);
  if (last !== undefined) {
    namespace.table.set('_generate_next_value_', getAttributeOr(last, '_generate_next_value_') ?? null);
  }
  namespace.table.set('__module__', 'enum');
  for (const [key, value] of Object.entries(body)) namespace.store(key, value);
  const keywords = boundary === undefined ? null : new Map<string, Value>([['boundary', boundary]]);
  const made = call(enumMeta(m), [name, new PyTuple(bases), namespace], keywords);
  if (made instanceof PyType) return made;
  throw typeError(`${name} is no class`);
}

export const reprEnumClass = perMachine((m: KernelMachine): PyType => {
  const type = deriveEnum(m, 'ReprEnum', [enumClass(m)], {});
  knownClasses(m).reprEnum = type;
  return type;
});

export const intEnumClass = perMachine(
  (m: KernelMachine): PyType => deriveEnum(m, 'IntEnum', [intType, reprEnumClass(m)], {}),
);

function newString(cls: Value, values: Value): Value {
  const args = toArray(values);
  if (args.length > 3) throw typeError(`too many arguments for str(): ${repr(values)}`);
  const [first = null, encoding, errors] = args;
  if (args.length === 1 && strValue(first) === undefined) throw typeError(`${repr(first)} is not a string`);
  if (encoding !== undefined && strValue(encoding) === undefined) {
    throw typeError(`encoding must be a string, not ${repr(encoding)}`);
  }
  if (errors !== undefined && strValue(errors) === undefined) {
    throw typeError(`errors must be a string, not ${repr(errors)}`);
  }
  const text = str(call(strType, args));
  if (!(cls instanceof PyType)) return text;
  return new PyStr(text, cls, new Map([['_value_', text]]));
}

export const strEnumClass = perMachine((m: KernelMachine): PyType => {
  const lowered = libraryFunction('_generate_next_value_(name, start, count, last_values)', (name) =>
    str(name).toLowerCase(),
  );
  return deriveEnum(m, 'StrEnum', [strType, reprEnumClass(m)], {
    __new__: new PyStaticMethod(libraryFunction('__new__(cls, *values)', newString)),
    _generate_next_value_: new PyStaticMethod(lowered),
  });
});
