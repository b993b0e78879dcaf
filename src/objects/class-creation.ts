// Making a class: `type.__new__(metatype, name, bases, namespace, **keywords)` (`type_new` in Objects/typeobject.c).
//
// The steps of the `class` statement before and after it stand in `class-statement.ts`.

import { setAttribute } from './attributes.js';
import { strValue } from './boxed.js';
import { bind, call, lookupSpecial } from './call.js';
import { bestBase } from './class-layout.js';
import { requestedSlots } from './class-slots.js';
import { PyDict, PyTuple } from './containers.js';
import { PyClassMethod } from './descriptors.js';
import { addNote } from './exception-notes.js';
import { PyException, typeError, valueError } from './exceptions.js';
import { dictAccessor } from './instance-dict.js';
import { PyMember } from './members.js';
import { checkBases, customMro } from './method-resolution.js';
import { PyGetSet, PyStaticMethod } from './native.js';
import { type Keywords, PyType, type Value } from './object.js';
import { repr } from './repr.js';
import { inheritSlots, updateSlots } from './slots.js';
import { cellType, functionType, givenTypeName, objectType, typeName, typeOf, typeType } from './types.js';
import { referencesTo } from './weak-references.js';

/** The `new_` slot of `type`. */
export function newType(given: PyType, args: readonly Value[], keywords: Keywords | null): Value {
  const [nameArgument = null, basesArgument = null, namespace = null] = args;
  if (args.length !== 3) {
    throw typeError(`type.__new__() takes exactly 3 arguments (${args.length} given)`);
  }
  const name = strValue(nameArgument);
  if (name === undefined) throw badArgument(1, 'str', nameArgument);
  if (!(basesArgument instanceof PyTuple)) throw badArgument(2, 'tuple', basesArgument);
  if (!(namespace instanceof PyDict)) throw badArgument(3, 'dict', namespace);
  refuseMroEntries(basesArgument.items);
  const metatype = calculateMetaclass(given, basesArgument.items);
  if (metatype !== given && metatype.slots.new_ !== newType && metatype.slots.new_ !== undefined) {
    return metatype.slots.new_(metatype, args, keywords);
  }
  const type = makeType(metatype, name, classesOf(basesArgument.items), namespace);
  setNames(type, namespace);
  initSubclass(type, keywords);
  return type;
}

function badArgument(position: number, expected: string, given: Value): PyException {
  return typeError(`type.__new__() argument ${position} must be ${expected}, not ${givenTypeName(given)}`);
}

/** The most derived of the given metaclass and those of the bases: `_PyType_CalculateMetaclass`. */
export function calculateMetaclass(given: PyType, bases: readonly Value[]): PyType {
  let winner = given;
  for (const base of bases) {
    const metatype = typeOf(base);
    if (winner.isSubtypeOf(metatype)) continue;
    if (!metatype.isSubtypeOf(winner)) {
      throw typeError(
        'metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases',
      );
    }
    winner = metatype;
  }
  return winner;
}

function refuseMroEntries(bases: readonly Value[]): void {
  for (const base of bases) {
    if (base instanceof PyType || lookupSpecial(base, '__mro_entries__') === undefined) continue;
    throw typeError("type() doesn't support MRO entry resolution; use types.new_class()");
  }
}

function classesOf(bases: readonly Value[]): readonly PyType[] {
  if (bases.length === 0) return [objectType];
  const classes: PyType[] = [];
  for (const base of bases) {
    if (base instanceof PyType) {
      if (!base.isBaseType) throw typeError(`type '${base.name}' is not an acceptable base type`);
      classes.push(base);
    } else throw typeError('bases must be types');
  }
  return classes;
}

function makeType(metatype: PyType, name: string, bases: readonly PyType[], namespace: PyDict): PyType {
  const base = bestBase(bases);
  if (name.includes('\0')) throw valueError('type name must not contain null characters');
  const { table } = namespace;
  const slots = requestedSlots(name, base, bases, table.get('__slots__'), (member) => table.has(member));
  const given = table.get('__qualname__');
  const qualname = given === undefined ? name : given;
  if (typeof qualname !== 'string') {
    throw typeError(`type __qualname__ must be a str, not ${typeName(qualname)}`);
  }
  checkBases(bases);
  const type = new PyType(name, bases, {
    metatype,
    heap: true,
    instanceDict: !base.isSubtypeOf(typeType) && (slots.dict || bases.some((other) => other.hasInstanceDict)),
  });
  type.qualname = qualname;
  type.memberCount = base.memberCount + slots.members.length;
  fillNamespace(type, namespace);
  for (const [index, member] of slots.members.entries()) {
    type.attrs.set(member, new PyMember(type, member, base.memberCount + index));
  }
  if (slots.dict && !type.attrs.has('__dict__')) {
    type.attrs.set('__dict__', new PyGetSet(type, '__dict__', dictAccessor.get, dictAccessor.set));
  }
  if (slots.weakref) {
    const first = (self: Value): Value => referencesTo(self)[0] ?? null;
    type.attrs.set('__weakref__', new PyGetSet(type, '__weakref__', first, null));
  }
  if (!type.attrs.has('__doc__')) type.attrs.set('__doc__', null);
  // A class with an equality of its own is unhashable unless it says how: `type_dict_set_hash`.
  if (type.attrs.has('__eq__') && !type.attrs.has('__hash__')) type.attrs.set('__hash__', null);
  setClassCell(type, table.get('__classcell__'));
  const mro = customMro(type);
  if (mro !== undefined) type.mro = mro;
  inheritSlots(type);
  updateSlots(type, [...type.attrs.keys()].filter(isDunder));
  type.hasFinalizer = type.lookup('__del__') !== undefined;
  return type;
}

function isDunder(name: Value): name is string {
  return typeof name === 'string' && name.startsWith('__');
}

/** The names of these functions make them class or static methods without a decorator. */
const CLASS_METHODS = ['__init_subclass__', '__class_getitem__'];

function fillNamespace(type: PyType, namespace: PyDict): void {
  const { attrs } = type;
  for (const [key, value] of namespace.table.entries()) attrs.set(key, value);
  attrs.delete('__qualname__');
  attrs.delete('__classcell__');
  const module = attrs.get('__module__');
  if (module === undefined) attrs.set('__module__', callerModule());
  type.module = typeof module === 'string' ? module : callerModule();
  const new_ = attrs.get('__new__');
  if (isFunction(new_)) attrs.set('__new__', new PyStaticMethod(new_));
  for (const name of CLASS_METHODS) {
    const method = attrs.get(name);
    if (isFunction(method)) attrs.set(name, new PyClassMethod(method));
  }
}

function isFunction(value: Value | undefined): value is Value {
  return value !== undefined && typeOf(value) === functionType;
}

/** The variable `__class__` that methods with `super()` see. */
function setClassCell(type: PyType, cell: Value | undefined): void {
  if (cell === undefined) return;
  if (typeOf(cell) !== cellType) {
    throw typeError(`__classcell__ must be a nonlocal cell, not ${repr(typeOf(cell))}`);
  }
  setAttribute(cell, 'cell_contents', type);
}

/** Tells the values of the namespace their names: `type_new_set_names`. */
function setNames(type: PyType, namespace: PyDict): void {
  for (const [key, value] of [...namespace.table.entries()]) {
    const method = lookupSpecial(value, '__set_name__');
    if (method === undefined) continue;
    try {
      call(method, [type, key]);
    } catch (error) {
      if (error instanceof PyException) {
        addNote(
          error,
          `Error calling __set_name__ on '${typeName(value)}' instance ${repr(key)} in '${type.name}'`,
        );
      }
      throw error;
    }
  }
}

/** Tells the nearest base that has `__init_subclass__`: `type_new_init_subclass`. */
function initSubclass(type: PyType, keywords: Keywords | null): void {
  for (const ancestor of type.mro.slice(1)) {
    const method = ancestor.attrs.get('__init_subclass__');
    if (method === undefined) continue;
    if (ancestor !== objectType || keywords !== null) call(bind(method, undefined, type), [], keywords);
    return;
  }
}

let callerModule: () => string = () => '__main__';

/**
 * Says how to find the module that a class made without a `class` statement belongs to (`type('C', (), {})`): the
 * `__name__` of the code that runs. Returns the way before.
 */
export function useCallerModule(next: () => string): () => string {
  const previous = callerModule;
  callerModule = next;
  return previous;
}
