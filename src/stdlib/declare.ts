// Classes that CPython's library writes in Python, made natively: what their construction looks like from outside.

import { type NativeBody, PyNativeMethod } from '../objects/native.js';
import type { PyObject, PyType, SlotDefinitions } from '../objects/object.js';
import { Signature } from '../objects/signature.js';

/**
 * `__new__` makes an empty object whatever the arguments, `__init__` fills it: a subclass of the program may take
 * other arguments and call `super().__init__()` when it likes. `parameters` is in Python's notation, `self` left out.
 */
export function construction(
  qualname: string,
  parameters: string,
  make: (cls: PyType) => PyObject,
  init: NativeBody,
): Required<Pick<SlotDefinitions, 'new_' | 'init'>> {
  const signature = new Signature(`def __init__(${parameters === '' ? 'self' : `self, ${parameters}`})`);
  return {
    new_: (cls) => make(cls),
    init: (self, args, keywords) => {
      init(...signature.bind(`${qualname}.__init__`, [self, ...args], keywords));
    },
  };
}

/** Whether the program's class has put a method of its own in the place of a native one. */
export function isOverridden(type: PyType, name: string): boolean {
  return !(type.lookup(name) instanceof PyNativeMethod);
}
