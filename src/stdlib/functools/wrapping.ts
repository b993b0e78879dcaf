// `functools.update_wrapper` and `wraps`: a wrapper takes over what names and documents the function.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute, getAttributeOr, setAttribute } from '../../objects/attributes.js';
import { strValue } from '../../objects/boxed.js';
import { PyDict, PyTuple } from '../../objects/containers.js';
import { instanceDict } from '../../objects/instance-dict.js';
import { iterate } from '../../objects/iteration.js';
import { PyObject, type Value } from '../../objects/object.js';
import { callAttribute, libraryFunction, type PyLibraryFunction, perMachine } from '../library.js';
import { partialOf } from './partial.js';

const ASSIGNED = ['__module__', '__name__', '__qualname__', '__doc__', '__annotations__', '__type_params__'];

export const WRAPPER_ASSIGNMENTS = (): PyTuple => new PyTuple(ASSIGNED);
export const WRAPPER_UPDATES = (): PyTuple => new PyTuple(['__dict__']);

/** `functools.update_wrapper(wrapper, wrapped)` */
export function updateWrapper(
  wrapper: Value,
  wrapped: Value,
  assigned: Value = WRAPPER_ASSIGNMENTS(),
  updated: Value = WRAPPER_UPDATES(),
): Value {
  for (const item of iterate(assigned)) {
    const name = strValue(item) ?? '';
    const value = getAttributeOr(wrapped, name);
    if (value !== undefined) setAttribute(wrapper, name, value);
  }
  for (const item of iterate(updated)) {
    const name = strValue(item) ?? '';
    const value = getAttributeOr(wrapped, name) ?? new PyDict();
    if (name === '__dict__' && wrapper instanceof PyObject && wrapper.dict !== null) {
      const dict = instanceDict(wrapper);
      if (value instanceof PyDict) for (const [key, each] of value.table.entries()) dict.table.set(key, each);
      else callAttribute(dict, 'update', value);
    } else callAttribute(getAttribute(wrapper, name), 'update', value);
  }
  setAttribute(wrapper, '__wrapped__', wrapped);
  return wrapper;
}

export const updateWrapperFunction = perMachine(
  (_m: KernelMachine): PyLibraryFunction =>
    libraryFunction(
      "update_wrapper(wrapper, wrapped, assigned=('__module__', '__name__', '__qualname__', '__doc__', '__annotations__', '__type_params__'), updated=('__dict__',))",
      (wrapper, wrapped, assigned, updated) => updateWrapper(wrapper, wrapped, assigned, updated),
      'functools',
    ),
);

export const wrapsFunction = perMachine(
  (m: KernelMachine): PyLibraryFunction =>
    libraryFunction(
      "wraps(wrapped, assigned=('__module__', '__name__', '__qualname__', '__doc__', '__annotations__', '__type_params__'), updated=('__dict__',))",
      (wrapped, assigned, updated) =>
        partialOf(
          m,
          updateWrapperFunction(m),
          [],
          [
            ['wrapped', wrapped],
            ['assigned', assigned ?? WRAPPER_ASSIGNMENTS()],
            ['updated', updated ?? WRAPPER_UPDATES()],
          ],
        ),
      'functools',
    ),
);
