// The `struct` module.

import { defineModule } from '../../execution/module.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { asBuffer, PyBytes, writableBuffer } from '../../objects/buffers.js';
import { PyTuple } from '../../objects/containers.js';
import { typeError } from '../../objects/exceptions.js';
import { asSize } from '../../objects/index.js';
import { iteratorType } from '../../objects/iteration.js';
import { defineType, native } from '../../objects/native.js';
import { PyObject, type PyType, type Value } from '../../objects/object.js';
import { repr } from '../../objects/repr.js';
import { Signature } from '../../objects/signature.js';
import { once } from '../library.js';
import { structError, structErrorType } from './error.js';
import { formatText, type Layout, layoutOf } from './format.js';
import { pack, unpack } from './packing.js';

class PyStruct extends PyObject {
  constructor(
    cls: PyType,
    readonly layout: Layout,
  ) {
    super(cls);
  }
}

class PyUnpackIterator extends PyObject {
  offset = 0;

  constructor(
    readonly layout: Layout,
    readonly data: Uint8Array,
  ) {
    super(unpackIteratorType());
  }

  advance(): Value | undefined {
    const { layout, data, offset } = this;
    if (offset + layout.size > data.length) return undefined;
    this.offset += layout.size;
    return new PyTuple(unpack(layout, data, offset));
  }
}

const unpackIteratorType = once(
  (): PyType =>
    iteratorType('_struct.unpack_iterator', {
      slots: { next: (self: PyUnpackIterator) => self.advance() },
      methods: {
        '__length_hint__()': ({ data, offset, layout }: PyUnpackIterator) =>
          (data.length - offset) / layout.size,
      },
    }),
);

function checkCount(layout: Layout, name: string, values: readonly Value[]): void {
  const expected = layout.fields.length;
  if (values.length !== expected)
    throw structError(`${name} expected ${expected} items for packing (got ${values.length})`);
}

function packed(layout: Layout, values: readonly Value[]): Value {
  checkCount(layout, 'pack', values);
  const data = new Uint8Array(layout.size);
  pack(layout, values, data, 0);
  return new PyBytes(data);
}

/** An offset into a buffer, which may be counted from its end. */
function resolveOffset(given: Value, length: number, size: number, tooFar: string): number {
  const offset = asSize(given);
  if (offset >= 0) return offset;
  if (offset + size > 0) throw structError(`${tooFar} ${size} bytes at offset ${offset}`);
  if (offset + length < 0) throw structError(`offset ${offset} out of range for ${length}-byte buffer`);
  return offset + length;
}

function checkRoom(name: string, verb: string, length: number, size: number, offset: number): void {
  if (length - offset >= size) return;
  throw structError(
    `${name} requires a buffer of at least ${size + offset} bytes for ${verb} ${size} bytes at offset ${offset} (actual buffer size is ${length})`,
  );
}

function packInto(layout: Layout, args: readonly Value[]): Value {
  const [buffer, given, ...values] = args;
  if (buffer === undefined) throw structError('pack_into expected buffer argument');
  if (given === undefined) throw structError('pack_into expected offset argument');
  checkCount(layout, 'pack_into', values);
  const data = writableBuffer(buffer);
  const offset = resolveOffset(given, data.length, layout.size, 'no space to pack');
  checkRoom('pack_into', 'packing', data.length, layout.size, offset);
  const record = new Uint8Array(layout.size);
  pack(layout, values, record, 0);
  data.set(record, offset);
  return null;
}

function unpackAll(layout: Layout, buffer: Value): Value {
  const data = asBuffer(buffer);
  if (data.length !== layout.size) throw structError(`unpack requires a buffer of ${layout.size} bytes`);
  return new PyTuple(unpack(layout, data, 0));
}

function unpackFrom(layout: Layout, buffer: Value, given: Value): Value {
  const data = asBuffer(buffer);
  const offset = resolveOffset(given, data.length, layout.size, 'not enough data to unpack');
  checkRoom('unpack_from', 'unpacking', data.length, layout.size, offset);
  return new PyTuple(unpack(layout, data, offset));
}

function iterUnpack(layout: Layout, buffer: Value): Value {
  const data = asBuffer(buffer);
  if (layout.size === 0) throw structError('cannot iteratively unpack with a struct of length 0');
  if (data.length % layout.size !== 0) {
    throw structError(`iterative unpacking requires a buffer of a multiple of ${layout.size} bytes`);
  }
  return new PyUnpackIterator(layout, data);
}

const construction = new Signature('Struct(format)');

const structType = once(
  (): PyType =>
    defineType('_struct.Struct', {
      module: '_struct',
      slots: {
        new_: (cls, args, keywords) => {
          const [format = null] = construction.bind('Struct', args, keywords);
          return new PyStruct(cls, layoutOf(formatText(format)));
        },
        init: () => undefined,
        repr: (self: PyStruct) => `Struct(${repr(self.layout.format)})`,
      },
      methods: {
        'pack(*values)': (self: PyStruct, values) => packed(self.layout, itemsOf(values)),
        'pack_into(*values)': (self: PyStruct, values) => packInto(self.layout, itemsOf(values)),
        'unpack(buffer, /)': (self: PyStruct, buffer) => unpackAll(self.layout, buffer),
        'unpack_from(buffer, offset=0)': (self: PyStruct, buffer, offset) =>
          unpackFrom(self.layout, buffer, offset),
        'iter_unpack(buffer, /)': (self: PyStruct, buffer) => iterUnpack(self.layout, buffer),
      },
      properties: {
        format: (self: PyStruct) => self.layout.format,
        size: (self: PyStruct) => self.layout.size,
      },
    }),
);

const itemsOf = (value: Value): readonly Value[] => (value instanceof PyTuple ? value.items : []);

/** The format and what follows it. */
function split(args: Value): readonly [Layout, readonly Value[]] {
  const [format, ...rest] = itemsOf(args);
  if (format === undefined) throw typeError('missing format argument');
  return [layoutOf(formatText(format)), rest];
}

export const struct = defineModule('struct', (_m: KernelMachine) => {
  const layout = (format: Value): Layout => layoutOf(formatText(format));
  const functions = [
    native('calcsize(format, /)', (format) => layout(format).size),
    native('pack(*values)', (args) => packed(...split(args))),
    native('pack_into(*values)', (args) => packInto(...split(args))),
    native('unpack(format, buffer, /)', (format, buffer) => unpackAll(layout(format), buffer)),
    native('unpack_from(format, /, buffer, offset=0)', (format, buffer, offset) =>
      unpackFrom(layout(format), buffer, offset),
    ),
    native('iter_unpack(format, buffer, /)', (format, buffer) => iterUnpack(layout(format), buffer)),
    native('_clearcache()', () => null),
  ];
  return {
    ...Object.fromEntries(functions.map((fn): [string, Value] => [fn.name, fn])),
    Struct: structType(),
    error: structErrorType(),
  };
});
