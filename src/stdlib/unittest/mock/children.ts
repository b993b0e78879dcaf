// The mocks that a mock makes for its attributes and results.

import { call, lookupSpecial } from '../../../objects/call.js';
import { attributeError, exception } from '../../../objects/exceptions.js';
import type { Keywords, PyType, Value } from '../../../objects/object.js';
import { typeOf } from '../../../objects/types.js';
import { PyLibraryFunction } from '../../library.js';
import { ASYNC_METHODS, isSyncMagic } from './magic-names.js';
import { type MockClasses, type PyMock, registry } from './mock-object.js';

/** What a child is told of its place. */
export interface Place {
  readonly parent?: PyMock;
  readonly name?: string;
  readonly wraps?: Value;
  readonly newName: string;
  readonly newParent: PyMock;
}

export function classesOf(mock: PyMock): MockClasses {
  const { classes } = registry(mock.machine);
  if (classes === undefined) throw exception('SystemError', 'unittest.mock is not loaded');
  return classes;
}

/** The first class of the MRO that was not made for one mock alone. */
export function publicClass(type: PyType): PyType {
  return ownTypes.has(type) ? (type.mro.find((base) => !ownTypes.has(base)) ?? type) : type;
}

const ownTypes = new WeakSet<PyType>();

/** Every mock has a class of its own, so that special methods can be set on it. */
export function markOwnType(type: PyType): void {
  ownTypes.add(type);
}

function childClass(mock: PyMock, name: string): PyType {
  const classes = classesOf(mock);
  const type = typeOf(mock);
  if (mock.asyncNames.has(name)) return classes.asyncMock;
  if (type.isSubtypeOf(classes.magic) && ASYNC_METHODS.includes(name)) return classes.asyncMock;
  if (type.isSubtypeOf(classes.asyncMixin)) {
    const isSync = isSyncMagic(name) || mock.methods?.has(name) === true;
    return isSync ? classes.magic : classes.asyncMock;
  }
  if (!type.isSubtypeOf(classes.callableMixin)) {
    return type.isSubtypeOf(classes.nonCallableMagic) ? classes.magic : classes.mock;
  }
  return type.mro[1] ?? classes.mock;
}

function keywordsOf(place: Place): Keywords {
  const keywords = new Map<string, Value>();
  if (place.parent !== undefined) keywords.set('parent', place.parent);
  if (place.name !== undefined) keywords.set('name', place.name);
  if (place.wraps !== undefined) keywords.set('wraps', place.wraps);
  keywords.set('_new_name', place.newName);
  keywords.set('_new_parent', place.newParent);
  return keywords;
}

/** `_get_child_mock`, which a class of the program may have replaced. */
export function childMock(mock: PyMock, place: Place): Value {
  const hook = lookupSpecial(mock, '_get_child_mock');
  const isOwn = typeOf(mock).lookup('_get_child_mock') instanceof PyLibraryFunction;
  if (hook !== undefined && !isOwn) return call(hook, [], keywordsOf(place));
  return makeChild(mock, place.newName, keywordsOf(place));
}

export function makeChild(mock: PyMock, newName: string, keywords: Keywords | null): Value {
  if (mock.isSealed) {
    const name = newName === '()' ? `${mock.path}()` : `${mock.path}.${newName}`;
    throw attributeError(name, mock, name);
  }
  return call(childClass(mock, newName), [], keywords);
}
