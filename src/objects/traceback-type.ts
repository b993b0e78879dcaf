// The `traceback` type as programs see it: `tb_frame`, `tb_next`, `tb_lineno` (Python/traceback.c).

import { typeError, valueError } from './exceptions.js';
import { asSize } from './index.js';
import { extendType } from './native.js';
import type { Keywords, PyObject, PyType, Value } from './object.js';
import { Signature } from './signature.js';
import { PyTraceback, type TracebackFrame } from './traceback.js';
import { frameType, givenTypeName, tracebackType, typeName, typeOf } from './types.js';

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

const signature = new Signature('traceback(tb_next, tb_frame, tb_lasti, tb_lineno)');

/** `tb_new_impl` */
function newTraceback(_cls: PyType, args: readonly Value[], keywords: Keywords | null): Value {
  const [next = null, frame = null, instruction = null, line = null] = signature.bind(
    'traceback',
    args,
    keywords,
  );
  if (next !== null && !(next instanceof PyTraceback))
    throw typeError(`expected traceback object or None, got '${typeName(next)}'`);
  if (!isFrame(frame)) {
    throw typeError(`traceback() argument 'tb_frame' must be frame, not ${givenTypeName(frame)}`);
  }
  const lineno = asSize(line);
  const position = { lineno, col_offset: -1, end_lineno: lineno, end_col_offset: -1 };
  return new PyTraceback(next, frame.frame, position, asSize(instruction));
}

function isFrame(value: Value): value is PyObject & { readonly frame: TracebackFrame } {
  return typeOf(value) === frameType;
}

extendType(tracebackType, {
  slots: {
    new_: newTraceback,
    init: () => undefined,
  },
  properties: {
    tb_next: { get: (self: PyTraceback) => self.next, set: setNext },
    tb_frame: (self: PyTraceback) => self.frame.object ?? null,
    tb_lineno: (self: PyTraceback) => self.position.lineno,
    tb_lasti: (self: PyTraceback) => self.instruction,
  },
});
