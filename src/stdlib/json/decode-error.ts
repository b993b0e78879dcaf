// `json.JSONDecodeError`: what is wrong with a JSON text, and where.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute } from '../../objects/attributes.js';
import { strValue } from '../../objects/boxed.js';
import { call } from '../../objects/call.js';
import { tuple } from '../../objects/containers.js';
import { exceptionType, PyException } from '../../objects/exceptions.js';
import type { PyType, Value } from '../../objects/object.js';
import { str } from '../../objects/repr.js';
import { codePointIndex, substring } from '../../objects/str-text.js';
import { typeOf } from '../../objects/types.js';
import { perMachine, setOwnAttribute } from '../library.js';
import { libraryClass } from '../library-class.js';

export const decodeErrorClass = perMachine(
  (_m: KernelMachine): PyType =>
    libraryClass('JSONDecodeError', {
      module: 'json.decoder',
      bases: [exceptionType('ValueError')],
      instanceDict: true,
      doc: 'Subclass of ValueError with the message, the document and the position of what is wrong.',
      methods: {
        '__init__(self, msg, doc, pos)': (self, msg, doc, pos) => {
          const position = typeof pos === 'number' ? pos : 0;
          const before = substring(strValue(doc) ?? '', 0, position);
          const lineno = before.split('\n').length;
          const colno = position - codePointIndex(before, before.lastIndexOf('\n') + 1) + 1;
          for (const [name, value] of Object.entries({ msg, doc, pos, lineno, colno })) {
            setOwnAttribute(self, name, value);
          }
          const text = `${str(msg)}: line ${lineno} column ${colno} (char ${position})`;
          if (self instanceof PyException) self.args = [text];
          return null;
        },
        '__reduce__(self)': (self) => {
          const part = (name: string): Value => getAttribute(self, name);
          return tuple(typeOf(self), tuple(part('msg'), part('doc'), part('pos')));
        },
      },
    }),
);

/** `position` is where the problem is, counted in characters. */
export function decodeError(m: KernelMachine, message: string, text: Value, position: number): Value {
  return call(decodeErrorClass(m), [message, text, position]);
}
