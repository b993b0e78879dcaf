// The methods a dataclass gets besides `__init__`: `__repr__`, `__eq__`, the order, `__hash__`, and those that keep it
// from being changed.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute, setAttribute } from '../../objects/attributes.js';
import { strValue } from '../../objects/boxed.js';
import { call } from '../../objects/call.js';
import { isTrue, richCompare } from '../../objects/compare.js';
import { PyTuple } from '../../objects/containers.js';
import { typeError } from '../../objects/exceptions.js';
import { hash } from '../../objects/hash.js';
import type { NativeBody } from '../../objects/native.js';
import { PyObject, type PyType, type Value } from '../../objects/object.js';
import { repr, reprGuarded, str } from '../../objects/repr.js';
import { compareItems } from '../../objects/sequence.js';
import { makeSuper } from '../../objects/super.js';
import { NotImplemented, typeOf } from '../../objects/types.js';
import { callAttribute, libraryFunction } from '../library.js';
import { frozenInstanceError, type PyField } from './fields.js';

const classOf = (value: Value): Value => getAttribute(value, '__class__');

function define(cls: PyType, signature: string, body: NativeBody): boolean {
  const fn = libraryFunction(signature, body, cls.attrs.get('__module__') ?? null);
  if (cls.attrs.has(fn.name)) return false;
  fn.qualname = `${cls.qualname}.${fn.name}`;
  setAttribute(cls, fn.name, fn);
  return true;
}

function namesOf(fields: readonly PyField[], chosen: (field: PyField) => boolean): string[] {
  return fields.filter(chosen).map(({ name }) => str(name));
}

export function addRepr(cls: PyType, fields: readonly PyField[]): void {
  const names = namesOf(fields, (field) => isTrue(field.repr));
  define(cls, '__repr__(self)', (self) => {
    if (!(self instanceof PyObject)) return '';
    return reprGuarded(self, '...', () => {
      const shown = names.map((name) => `${name}=${repr(getAttribute(self, name))}`);
      return `${str(getAttribute(classOf(self), '__qualname__'))}(${shown.join(', ')})`;
    });
  });
}

export function addEq(cls: PyType, fields: readonly PyField[]): void {
  const names = namesOf(fields, (field) => isTrue(field.compare));
  define(cls, '__eq__(self, other)', (self, other) => {
    if (self === other) return true;
    if (classOf(other) !== classOf(self)) return NotImplemented;
    for (const name of names) {
      const same = richCompare(getAttribute(self, name), getAttribute(other, name), 'eq');
      if (!isTrue(same)) return same;
    }
    return true;
  });
}

export function addOrder(cls: PyType, fields: readonly PyField[]): void {
  const names = namesOf(fields, (field) => isTrue(field.compare));
  const items = (self: Value): Value[] => names.map((name) => getAttribute(self, name));
  for (const name of ['lt', 'le', 'gt', 'ge'] as const) {
    const isNew = define(cls, `__${name}__(self, other)`, (self, other) =>
      classOf(other) === classOf(self) ? compareItems(items(self), items(other), name) : NotImplemented,
    );
    if (!isNew) {
      throw typeError(
        `Cannot overwrite attribute __${name}__ in class ${cls.name} Consider using functools.total_ordering`,
      );
    }
  }
}

export function addFrozen(m: KernelMachine, cls: PyType, fields: readonly PyField[]): void {
  const names = new Set(fields.map(({ name }) => str(name)));
  const refuses = (self: Value, name: Value): boolean =>
    typeOf(self) === cls || names.has(strValue(name) ?? '');
  const isNew =
    define(cls, '__setattr__(self, name, value)', (self, name, value) => {
      if (refuses(self, name)) throw call(frozenInstanceError(m), [`cannot assign to field ${repr(name)}`]);
      return callAttribute(makeSuper(cls, self), '__setattr__', name, value);
    }) || 'Cannot overwrite attribute __setattr__';
  if (isNew !== true) throw typeError(`${isNew} in class ${cls.name}`);
  const isNewToo = define(cls, '__delattr__(self, name)', (self, name) => {
    if (refuses(self, name)) throw call(frozenInstanceError(m), [`cannot delete field ${repr(name)}`]);
    return callAttribute(makeSuper(cls, self), '__delattr__', name);
  });
  if (!isNewToo) throw typeError(`Cannot overwrite attribute __delattr__ in class ${cls.name}`);
}

function addHash(cls: PyType, fields: readonly PyField[]): void {
  const names = namesOf(fields, ({ hash: hashed, compare }) => isTrue(hashed === null ? compare : hashed));
  const fn = libraryFunction(
    '__hash__(self)',
    (self) => hash(new PyTuple(names.map((name) => getAttribute(self, name)))),
    cls.attrs.get('__module__') ?? null,
    `${cls.qualname}.__hash__`,
  );
  setAttribute(cls, '__hash__', fn);
}

/** The table of `_hash_action`. */
export function applyHashAction(
  cls: PyType,
  fields: readonly PyField[],
  flags: { readonly unsafeHash: boolean; readonly eq: boolean; readonly frozen: boolean },
  hasExplicitHash: boolean,
): void {
  if (flags.unsafeHash) {
    if (hasExplicitHash) throw typeError(`Cannot overwrite attribute __hash__ in class ${cls.name}`);
    addHash(cls, fields);
  } else if (flags.eq && !hasExplicitHash) {
    if (flags.frozen) addHash(cls, fields);
    else setAttribute(cls, '__hash__', null);
  }
}
