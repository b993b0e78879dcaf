// The type `memoryview`: a window on the bytes of another object, read as items of some format.

import { PyBytes, PyMemoryView, viewOf } from './buffers.js';
import { PyTuple, tuple } from './containers.js';
import { readElement } from './element-format.js';
import { exception, indexError, typeError, valueError } from './exceptions.js';
import { hash } from './hash.js';
import { hexOf } from './hex.js';
import { addressOf } from './identity.js';
import { hasIndex, indexOf } from './index.js';
import { nativeIterator } from './iteration.js';
import { assignItems, castView, equalViews, formatOf, nestedItems, writeItem } from './memoryview-items.js';
import { extendType } from './native.js';
import type { Keywords, PyType, Value } from './object.js';
import { Signature } from './signature.js';
import { PySlice, resolveSlice } from './slice.js';
import { hashBytes } from './str-hash.js';
import { memoryviewType, NotImplemented, typeName } from './types.js';

const parameters = new Signature('memoryview(object)');

function newView(_cls: PyType, args: readonly Value[], keywords: Keywords | null): Value {
  const object = parameters.bind('memoryview', args, keywords)[0] ?? null;
  const view = viewOf(object);
  if (view === undefined) {
    throw typeError(`memoryview: a bytes-like object is required, not '${typeName(object)}'`);
  }
  checkHeld(view);
  return new PyMemoryView(view.object, view.layout, view.readonly);
}

function checkHeld(self: PyMemoryView): void {
  if (self.released) throw valueError('operation forbidden on released memoryview object');
}

/** Where the item is that `key` names. */
function positionOf(self: PyMemoryView, key: Value): number {
  const { shape, strides, start } = self.layout;
  if (key instanceof PyTuple) {
    const keys = key.items;
    if (keys.length > 0 && keys.every((item) => item instanceof PySlice)) {
      throw exception('NotImplementedError', 'multi-dimensional slicing is not implemented');
    }
    if (!keys.every(hasIndex)) throw typeError('memoryview: invalid slice key');
    if (keys.length > shape.length) {
      throw typeError(`cannot index ${shape.length}-dimension view with ${keys.length}-element tuple`);
    }
    if (keys.length < shape.length) {
      throw exception('NotImplementedError', 'sub-views are not implemented');
    }
    return keys.reduce<number>(
      (at, item, dimension) => at + offsetOf(self, indexOf(item) ?? 0, dimension),
      start,
    );
  }
  const index = indexOf(key);
  if (index === undefined) throw typeError('memoryview: invalid slice key');
  if (strides.length > 1) {
    throw exception('NotImplementedError', 'multi-dimensional sub-views are not implemented');
  }
  return start + offsetOf(self, index, 0);
}

function offsetOf({ layout }: PyMemoryView, given: number | bigint, dimension: number): number {
  const size = layout.shape[dimension] ?? 0;
  const index = Number(given) < 0 ? Number(given) + size : Number(given);
  if (index < 0 || index >= size) throw indexError(`index out of bounds on dimension ${dimension + 1}`);
  return index * (layout.strides[dimension] ?? 0);
}

function sliced(self: PyMemoryView, slice: PySlice): PyMemoryView {
  const { start, step, count } = resolveSlice(slice, self.length);
  const { object, layout, readonly } = self;
  const [stride = 0, ...restStrides] = layout.strides;
  const part = {
    ...layout,
    start: layout.start + start * stride,
    shape: [count, ...layout.shape.slice(1)],
    strides: [stride * step, ...restStrides],
  };
  return new PyMemoryView(object, part, readonly);
}

function getSubscript(self: PyMemoryView, key: Value): Value {
  checkHeld(self);
  if (key instanceof PySlice) return sliced(self, key);
  const format = formatOf(self);
  return readElement(self.object.data, positionOf(self, key), format);
}

function assign(self: PyMemoryView, key: Value, value: Value): void {
  checkHeld(self);
  if (self.readonly) throw typeError('cannot modify read-only memory');
  if (key instanceof PySlice) {
    if (self.layout.shape.length > 1) {
      throw exception(
        'NotImplementedError',
        'memoryview slice assignments are currently restricted to ndim = 1',
      );
    }
    assignItems(sliced(self, key), value);
    return;
  }
  writeItem(self, positionOf(self, key), value);
}

function hashView(self: PyMemoryView): number | bigint {
  checkHeld(self);
  if (!self.readonly) throw valueError('cannot hash writable memoryview object');
  if (!['B', 'b', 'c'].includes(self.layout.format)) {
    throw valueError("memoryview: hashing is restricted to formats 'B', 'b' or 'c'");
  }
  // Bytes that somebody else may change have no hash.
  if (!(self.object instanceof PyBytes)) hash(self.object);
  return hashBytes(self.data);
}

function isEqual(self: PyMemoryView, other: Value): boolean | undefined {
  const view = viewOf(other);
  if (view === undefined) return undefined;
  if (self.released || view.released) return self === view;
  return equalViews(self, view);
}

function iterator(self: PyMemoryView): Value {
  checkHeld(self);
  const format = formatOf(self);
  if (self.layout.shape.length > 1) {
    throw exception('NotImplementedError', 'multi-dimensional sub-views are not implemented');
  }
  const { start, strides } = self.layout;
  const [stride = 0] = strides;
  let at = 0;
  return nativeIterator('memory_iterator', () => {
    checkHeld(self);
    return at < self.length ? readElement(self.object.data, start + at++ * stride, format) : undefined;
  });
}

/** In Fortran's order the first dimension runs fastest. */
function toBytes(self: PyMemoryView, order: Value): Value {
  if (order !== null && order !== 'C' && order !== 'F' && order !== 'A') {
    throw valueError("order must be 'C', 'F' or 'A'");
  }
  const { data } = self;
  const { shape, strides, itemSize, start, format } = self.layout;
  if (order !== 'F' || shape.length < 2) return new PyBytes(data.slice());
  const reversed = { shape: shape.toReversed(), strides: strides.toReversed(), itemSize, start, format };
  return new PyBytes(new PyMemoryView(self.object, reversed, true).data.slice());
}

function isFortranContiguous(self: PyMemoryView): boolean {
  const { shape, strides, ...rest } = self.layout;
  const layout = { ...rest, shape: shape.toReversed(), strides: strides.toReversed() };
  return new PyMemoryView(self.object, layout, true).isContiguous;
}

/** A property of a view that is held. */
const held =
  (read: (self: PyMemoryView) => Value): ((self: PyMemoryView) => Value) =>
  (self) => {
    checkHeld(self);
    return read(self);
  };

function release(self: PyMemoryView): Value {
  self.released = true;
  return null;
}

extendType(memoryviewType, {
  doc: 'Create a new memoryview object which references the given object.',
  slots: {
    new_: newView,
    repr: (self: PyMemoryView) => `<${self.released ? 'released memory' : 'memory'} at ${addressOf(self)}>`,
    hash: hashView,
    len: (self: PyMemoryView) => {
      checkHeld(self);
      return self.length;
    },
    iter: iterator,
    getitem: getSubscript,
    setitem: assign,
    delitem: (self: PyMemoryView) => {
      checkHeld(self);
      throw typeError(self.readonly ? 'cannot modify read-only memory' : 'cannot delete memory');
    },
    eq: (self: PyMemoryView, other) => isEqual(self, other) ?? NotImplemented,
    ne: (self: PyMemoryView, other) => {
      const equal = isEqual(self, other);
      return equal === undefined ? NotImplemented : !equal;
    },
  },
  methods: {
    "tobytes(order='C')": toBytes,
    'tolist()': (self: PyMemoryView) => {
      checkHeld(self);
      return nestedItems(self);
    },
    'hex(sep=<unrepresentable>, bytes_per_sep=1)': hexOf,
    'toreadonly()': (self: PyMemoryView) => {
      checkHeld(self);
      return new PyMemoryView(self.object, self.layout, true);
    },
    'cast(format, shape=<unrepresentable>)': (self: PyMemoryView, format, shape) => {
      checkHeld(self);
      return castView(self, format, shape);
    },
    'release()': release,
    '__enter__()': (self: PyMemoryView) => {
      checkHeld(self);
      return self;
    },
    '__exit__(*exc_info)': release,
  },
  properties: {
    obj: held((self) => self.object),
    nbytes: held((self) => self.itemCount * self.layout.itemSize),
    readonly: held((self) => self.readonly),
    format: held((self) => self.layout.format),
    itemsize: held((self) => self.layout.itemSize),
    ndim: held((self) => self.layout.shape.length),
    shape: held((self) => tuple(...self.layout.shape)),
    strides: held((self) => tuple(...self.layout.strides)),
    suboffsets: held(() => tuple()),
    contiguous: held((self) => self.isContiguous || isFortranContiguous(self)),
    c_contiguous: held((self) => self.isContiguous),
    f_contiguous: held(isFortranContiguous),
  },
});
