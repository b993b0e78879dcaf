// `enum.EnumType`, the metaclass of enumerations (Lib/enum.py).

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute, getAttributeOr } from '../../objects/attributes.js';
import { strValue } from '../../objects/boxed.js';
import { newType } from '../../objects/class-creation.js';
import { PyDict, PyList, PyTuple } from '../../objects/containers.js';
import { exception, isExceptionOf, keyError, typeError, valueError } from '../../objects/exceptions.js';
import { normalize } from '../../objects/int-arithmetic.js';
import { iterate, nativeIterator } from '../../objects/iteration.js';
import { PyMappingProxy } from '../../objects/mapping-proxy.js';
import { defineType, extendType, PyStaticMethod } from '../../objects/native.js';
import { type Keywords, PyObject, PyType, type Value } from '../../objects/object.js';
import { repr, str } from '../../objects/repr.js';
import { Signature } from '../../objects/signature.js';
import { typeDeleteAttribute, typeSetAttribute } from '../../objects/type-attributes.js';
import { objectType, typeOf, typeType } from '../../objects/types.js';
import { once, perMachine } from '../library.js';
import { dataRepr, mixins, prepare } from './bases.js';
import { type Boundary, EnumData, enumData, setEnumData } from './data.js';
import { createEnum } from './functional.js';
import { namesOfClass } from './listing.js';
import { lookup } from './lookup.js';
import { memberConstructor, PyProtoMember } from './members.js';
import { PyEnumDict } from './namespace.js';

/** The classes of `enum` that the metaclass itself must know. */
export interface KnownClasses {
  flag: PyType | null;
  reprEnum: PyType | null;
}

export const knownClasses = perMachine((): KnownClasses => ({ flag: null, reprEnum: null }));

/** Dunder methods that an enumeration does not take over from the type of its values. */
const OWN_METHODS = ['__repr__', '__str__', '__format__', '__reduce_ex__'];
const FLAG_METHODS = ['__or__', '__and__', '__xor__', '__ror__', '__rand__', '__rxor__', '__invert__'];

function makeEnum(m: KernelMachine, meta: PyType, args: readonly Value[], keywords: Keywords | null): Value {
  const [nameValue = null, basesValue = null, body = null] = args;
  const name = str(nameValue);
  const bases = basesValue instanceof PyTuple ? basesValue.items : [];
  if (!(body instanceof PyEnumDict)) return newType(meta, args, keywords);
  body.removeIgnored();
  const invalid = [...new Set(body.memberNames)].filter((member) => member === 'mro' || member === '');
  if (invalid.length > 0) {
    throw valueError(`invalid enum member name(s) ${invalid.map((member) => repr(member)).join(',')}`);
  }
  const order = body.table.get('_order_');
  body.table.delete('_order_');
  const namespace = PyDict.of([[DATA_MARK, null], ...body.table.entries()]);
  const generate = namespace.table.get('_generate_next_value_');
  if (generate !== undefined && generate !== null && !(generate instanceof PyStaticMethod)) {
    namespace.table.set('_generate_next_value_', new PyStaticMethod(generate));
  }
  const { memberType, first } = mixins(name, bases);
  const known = knownClasses(m);
  const { flag } = known;
  const isFlag =
    name === 'Flag' ||
    (flag !== null && bases.some((base) => base instanceof PyType && base.isSubtypeOf(flag)));
  const boundary = boundaryOf(keywords?.get('boundary'), first);
  const data = new EnumData(memberType, isFlag, boundary, dataRepr(bases));
  const own = namespace.table.get('__new__');
  const create = memberConstructor(own, memberType, first);
  const members = body.memberNames.filter((member) => namespace.table.has(member));
  for (const member of members) {
    namespace.table.set(member, new PyProtoMember(namespace.table.get(member) ?? null, create, data));
  }
  const set = (key: string, value: Value): void => namespace.table.set(key, value);
  set('_member_names_', data.names);
  set('_member_map_', data.members);
  set('_value2member_map_', data.values);
  set('_member_type_', memberType);
  set('_value_repr_', data.valueRepr);
  set('_boundary_', keywords?.get('boundary') ?? (first && getAttributeOr(first, '_boundary_')) ?? null);
  for (const mask of ['_flag_mask_', '_singles_mask_', '_all_bits_']) set(mask, 0);
  set('_inverted_', null);
  set('_new_member_', create ?? getAttribute(objectType, '__new__'));
  set('_unhashable_values_', new PyList([]));
  if (own !== undefined) set('__new_member__', own instanceof PyStaticMethod ? own : new PyStaticMethod(own));
  const rest = new Map(keywords ?? []);
  rest.delete('boundary');
  set(DATA_MARK, new PyDataMark(data));
  const made = newType(meta, [nameValue, basesValue, namespace], rest.size === 0 ? null : rest);
  if (!(made instanceof PyType)) return made;
  takeMethods(made, namespace, memberType, first, known.reprEnum !== null && bases.includes(known.reprEnum));
  if (isFlag && flag !== null) {
    for (const method of FLAG_METHODS) {
      if (!namespace.table.has(method)) typeSetAttribute(made, method, getAttribute(flag, method));
    }
  }
  if (isFlag) finishFlag(made, data);
  if (first !== null) typeSetAttribute(made, '__new__', inheritedNew(first));
  data.inProgress = false;
  if (order !== undefined) checkOrder(data, order);
  return made;
}

/** The `__new__` of `Enum`, which looks members up; that of the program only makes them. */
function inheritedNew(first: PyType): Value {
  return first.mro.findLast((type) => enumData(type) !== undefined)?.attrs.get('__new__') ?? null;
}

/** Comes first in the namespace, so that the class has its data when its members are made. */
const DATA_MARK = '_enum_data_';

class PyDataMark extends PyObject {
  constructor(readonly data: EnumData) {
    super(dataMarkType());
  }
}

const dataMarkType: () => PyType = once(
  (): PyType =>
    defineType('_enum_data', {
      module: 'enum',
      methods: {
        '__set_name__(owner, name)': (self: PyDataMark, owner) => {
          if (owner instanceof PyType) {
            owner.attrs.delete(DATA_MARK);
            setEnumData(owner, self.data);
          }
          return null;
        },
      },
    }),
);

function boundaryOf(given: Value | undefined, first: PyType | null): Boundary {
  const text = given === undefined || given === null ? undefined : strValue(given);
  switch (text) {
    case 'strict':
    case 'conform':
    case 'eject':
    case 'keep':
      return text;
    default:
      return (first === null ? undefined : enumData(first)?.boundary) ?? 'strict';
  }
}

function takeMethods(
  cls: PyType,
  body: PyDict,
  memberType: PyType,
  first: PyType | null,
  isRepr: boolean,
): void {
  if (isRepr) {
    if (!body.table.has('__format__'))
      typeSetAttribute(cls, '__format__', getAttribute(memberType, '__format__'));
    if (!body.table.has('__str__')) {
      const own = getAttribute(memberType, '__str__');
      const isDefault = own === getAttribute(objectType, '__str__');
      typeSetAttribute(cls, '__str__', isDefault ? getAttribute(memberType, '__repr__') : own);
    }
    body.table.set('__str__', null);
    body.table.set('__format__', null);
  }
  if (first === null) return;
  for (const method of OWN_METHODS) {
    if (body.table.has(method)) continue;
    const found = getAttribute(cls, method);
    if (found === getAttribute(memberType, method) || found === getAttribute(objectType, method)) {
      typeSetAttribute(cls, method, getAttribute(first, method));
    }
  }
}

function finishFlag(cls: PyType, data: EnumData): void {
  const values = data.names.items.map((name) => {
    const member = data.members.table.get(name) ?? null;
    return Number(getAttributeOr(member, '_value_') ?? 0);
  });
  data.byDefinition = values.some((value, index) => index > 0 && value < (values[index - 1] ?? 0));
  cls.attrs.set('_flag_mask_', normalize(data.flagMask));
  cls.attrs.set('_singles_mask_', normalize(data.singlesMask));
  cls.attrs.set('_all_bits_', normalize(data.allBits));
  cls.modified();
}

function checkOrder(data: EnumData, order: Value): void {
  const text = strValue(order);
  const names = text === undefined ? [...iterate(order)].map(str) : text.replaceAll(',', ' ').split(/\s+/);
  const listed = names.filter(
    (name) => name !== '' && (!data.members.table.has(name) || data.names.items.includes(name)),
  );
  if (listed.join(' ') !== data.names.items.map(str).join(' ')) {
    throw typeError(
      `member order does not match _order_:\n  ${repr(data.names)}\n  ${repr(new PyList(listed))}`,
    );
  }
}

const callSignature = new Signature(
  'def __call__(value, names=<not given>, *values, module=None, qualname=None, type=None, start=1, boundary=None)',
);

function callEnum(m: KernelMachine, cls: PyType, args: readonly Value[], keywords: Keywords | null): Value {
  const data = enumData(cls);
  if (keywords === null && args.length === 1 && data !== undefined && data.members.table.size > 0) {
    return lookup(cls, args[0] ?? null);
  }
  const [value = null, names, more, module = null, qualname = null, type = null, start = 1, boundary = null] =
    callSignature.bind('EnumType.__call__', args, keywords);
  const rest = more instanceof PyTuple ? more.items : [];
  if (data !== undefined && data.members.table.size > 0) {
    if (names === undefined) return lookup(cls, value);
    return lookup(cls, new PyTuple([value, names, ...rest]));
  }
  if (names === undefined && type === null) {
    throw typeError(
      `${repr(cls)} has no members; specify \`names=()\` if you meant to create a new, empty, enum`,
    );
  }
  return createEnum(m, cls, value, names ?? null, { module, qualname, type, start, boundary });
}

function* membersOf(cls: PyType): Iterable<Value> {
  const data = enumData(cls);
  for (const name of data?.names.items ?? []) {
    const member = data?.members.table.get(name);
    if (member !== undefined) yield member;
  }
}

function memberIterator(members: readonly Value[]): Value {
  let index = 0;
  return nativeIterator('generator', () => members[index++]);
}

export const enumMeta = perMachine((m: KernelMachine): PyType => {
  const type = new PyType('EnumType', [typeType], { heap: true, module: 'enum', instanceDict: false });
  type.attrs.set('__module__', 'enum');
  extendType(type, {
    slots: {
      new_: (meta, args, keywords) => makeEnum(m, meta, args, keywords),
      init: () => undefined,
      call: (cls: PyType, args, keywords) => callEnum(m, cls, args, keywords),
      bool: () => true,
      len: (cls: PyType) => enumData(cls)?.names.items.length ?? 0,
      iter: (cls: PyType) => memberIterator([...membersOf(cls)]),
      contains: (cls: PyType, value) => {
        if (typeOf(value).isSubtypeOf(cls)) return true;
        try {
          lookup(cls, value);
          return true;
        } catch (error) {
          if (isExceptionOf(error, 'ValueError') || isExceptionOf(error, 'TypeError')) return false;
          throw error;
        }
      },
      getitem: (cls: PyType, name) => {
        const member = enumData(cls)?.members.table.get(name);
        if (member === undefined) throw keyError(name);
        return member;
      },
      repr: (cls: PyType) => `<${enumData(cls)?.isFlag === true ? 'flag' : 'enum'} ${repr(cls.name)}>`,
      setattr: (cls: PyType, name, value) => {
        if (enumData(cls)?.members.table.has(name)) {
          throw exception('AttributeError', `cannot reassign member ${repr(name)}`);
        }
        typeSetAttribute(cls, name, value);
      },
      delattr: (cls: PyType, name) => {
        if (enumData(cls)?.members.table.has(name)) {
          throw exception('AttributeError', `${repr(cls.name)} cannot delete member ${repr(name)}.`);
        }
        typeDeleteAttribute(cls, name);
      },
    },
    methods: {
      '__reversed__()': (cls: PyType) => memberIterator([...membersOf(cls)].reverse()),
      '__dir__()': namesOfClass,
    },
    classMethods: {
      '__prepare__(cls, bases, /, **kwds)': (_meta, name, bases) => prepare(name, bases),
    },
    properties: {
      __members__: (cls: PyType) => new PyMappingProxy(enumData(cls)?.members ?? new PyDict()),
    },
  });
  return type;
});
