// `typing.ForwardRef`: a type that is named before it exists.

import { strValue } from '../../objects/boxed.js';
import { typeError } from '../../objects/exceptions.js';
import { hash } from '../../objects/hash.js';
import { defineType } from '../../objects/native.js';
import { PyObject, type PyType, type Value } from '../../objects/object.js';
import { repr } from '../../objects/repr.js';
import { NotImplemented } from '../../objects/types.js';
import { once } from '../library.js';

export class PyForwardRef extends PyObject {
  constructor(
    readonly text: string,
    readonly module: Value,
  ) {
    super(forwardRefType());
  }
}

export const forwardRefType: () => PyType = once(
  (): PyType =>
    defineType('ForwardRef', {
      module: 'typing',
      final: true,
      slots: {
        new_: (_cls, args, keywords) => {
          const text = strValue(args[0] ?? null);
          if (text === undefined) {
            throw typeError(`Forward reference must be a string -- got ${repr(args[0] ?? null)}`);
          }
          return new PyForwardRef(text, keywords?.get('module') ?? null);
        },
        init: () => undefined,
        repr: (self: PyForwardRef) =>
          `ForwardRef(${repr(self.text)}${self.module === null ? '' : `, module=${repr(self.module)}`})`,
        eq: (self: PyForwardRef, other) =>
          other instanceof PyForwardRef ? self.text === other.text : NotImplemented,
        hash: (self: PyForwardRef) => hash(self.text),
      },
      properties: {
        __forward_arg__: (self: PyForwardRef) => self.text,
        __forward_module__: (self: PyForwardRef) => self.module,
      },
    }),
);

export function forwardRef(text: string): Value {
  return new PyForwardRef(text, null);
}
