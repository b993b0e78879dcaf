// The `traceback` type as programs see it: `tb_frame`, `tb_next`, `tb_lineno` (Python/traceback.c).

import { typeError, valueError } from './exceptions.js';
import { extendType } from './native.js';
import { PyObject, type Value } from './object.js';
import { PyTraceback } from './traceback.js';
import { tracebackType, typeName } from './types.js';

function setNext(self: PyTraceback, value: Value | undefined): void {
  if (value === undefined) throw typeError("can't delete tb_next attribute");
  if (value !== null && !(value instanceof PyTraceback)) {
    throw typeError(`expected traceback object, got '${typeName(value)}'`);
  }
  for (let next = value; next !== null; next = next.next) {
    if (next === self) throw valueError('traceback loop detected');
  }
  self.next = value;
}

extendType(tracebackType, {
  slots: {
    new_() {
      throw typeError("cannot create 'traceback' instances");
    },
  },
  properties: {
    tb_next: { get: (self: PyTraceback) => self.next, set: setNext },
    tb_frame: (self: PyTraceback) => (self.frame instanceof PyObject ? self.frame : null),
    tb_lineno: (self: PyTraceback) => self.position.lineno,
    tb_lasti: () => 0,
  },
});
