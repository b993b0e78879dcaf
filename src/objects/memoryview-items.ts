// The items of a memoryview, read and written in their format, and views of the same bytes in another format.

import { intValue } from './boxed.js';
import { PyBytes, PyMemoryView, viewOf } from './buffers.js';
import { equals, isTrue } from './compare.js';
import { PyList, PyTuple } from './containers.js';
import { type ElementFormat, elementFormat, LITTLE_ENDIAN, readElement } from './element-format.js';
import { exception, isExceptionOf, typeError, valueError } from './exceptions.js';
import { asDouble } from './float.js';
import { hasIndex, indexOf } from './index.js';
import type { Value } from './object.js';
import { rangeOf, writeFloat, writeInteger } from './packed-numbers.js';
import { givenTypeName, typeName } from './types.js';

export function formatOf(view: PyMemoryView): ElementFormat {
  const { format } = view.layout;
  const known = elementFormat(format);
  if (known === undefined)
    throw exception('NotImplementedError', `memoryview: format ${format} not supported`);
  return known;
}

export function writeItem(view: PyMemoryView, at: number, value: Value): void {
  const { data } = view.object;
  const { code, size, integer } = formatOf(view);
  const wrongType = (): Error | object => typeError(`memoryview: invalid type for format '${code}'`);
  const wrongValue = (): Error | object => valueError(`memoryview: invalid value for format '${code}'`);
  if (integer !== null) {
    if (!hasIndex(value)) throw wrongType();
    const number = indexOf(value) ?? 0;
    const [least, most] = rangeOf(integer);
    if (number < least || number > most) throw wrongValue();
    writeInteger(data, at, size, number, LITTLE_ENDIAN);
  } else if (code === '?') data[at] = isTrue(value) ? 1 : 0;
  else if (code === 'c') {
    if (!(value instanceof PyBytes)) throw wrongType();
    if (value.data.length !== 1) throw wrongValue();
    data[at] = value.data[0] ?? 0;
  } else {
    let number: number;
    try {
      number = asDouble(value);
    } catch (error) {
      if (isExceptionOf(error, 'TypeError')) throw wrongType();
      throw error;
    }
    if (!writeFloat(data, at, size, number, LITTLE_ENDIAN) && code === 'e') throw wrongValue();
  }
}

/** Every item, lists in lists where there are more dimensions. */
export function nestedItems(view: PyMemoryView): Value {
  const format = formatOf(view);
  const { data } = view.object;
  const { shape, strides, start } = view.layout;
  const items = (dimension: number, from: number): Value => {
    const size = shape[dimension];
    if (size === undefined) return readElement(data, from, format);
    const stride = strides[dimension] ?? 0;
    return new PyList(
      Array.from({ length: size }, (_, index) => items(dimension + 1, from + index * stride)),
    );
  };
  return items(0, start);
}

/** Item by item, as numbers compare. */
export function equalViews(left: PyMemoryView, right: PyMemoryView): boolean {
  const a = left.layout;
  const b = right.layout;
  if (a.shape.length !== b.shape.length || a.shape.some((size, index) => size !== b.shape[index])) {
    return false;
  }
  const leftFormat = elementFormat(a.format);
  const rightFormat = elementFormat(b.format);
  if (leftFormat === undefined || rightFormat === undefined) return false;
  const rightPositions = right.positions()[Symbol.iterator]();
  for (const at of left.positions()) {
    const other = rightPositions.next().value ?? 0;
    const item = readElement(left.object.data, at, leftFormat);
    if (!equals(item, readElement(right.object.data, other, rightFormat))) return false;
  }
  return true;
}

const isByteFormat = (format: string): boolean => ['B', 'b', 'c'].includes(format.replace('@', ''));

/** `view.cast(format, shape)` */
export function castView(view: PyMemoryView, given: Value, shape: Value | undefined): Value {
  if (typeof given !== 'string') {
    throw typeError(`cast() argument 'format' must be str, not ${givenTypeName(given)}`);
  }
  const { layout, object, readonly } = view;
  if (!view.isContiguous) throw typeError('memoryview: casts are restricted to C-contiguous views');
  const sizes = shape === undefined || shape === null ? undefined : shapeOf(shape);
  if (sizes !== undefined && layout.shape.length !== 1) {
    throw typeError('memoryview: cast must be 1D -> ND or ND -> 1D');
  }
  const format = elementFormat(given);
  if (format === undefined) {
    throw valueError(
      "memoryview: destination format must be a native single character format prefixed with an optional '@'",
    );
  }
  if (!isByteFormat(given) && !isByteFormat(layout.format)) {
    throw typeError('memoryview: cannot cast between two non-byte formats');
  }
  const bytes = view.itemCount * layout.itemSize;
  if (bytes % format.size !== 0) throw typeError('memoryview: length is not a multiple of itemsize');
  const newShape = sizes ?? [bytes / format.size];
  const product = newShape.reduce((total, size) => total * size, format.size);
  if (product !== bytes) throw typeError('memoryview: product(shape) * itemsize != buffer size');
  const { size: itemSize } = format;
  const { start } = layout;
  const strides: number[] = [];
  let stride = itemSize;
  for (const size of newShape.toReversed()) {
    strides.unshift(stride);
    stride *= size;
  }
  return new PyMemoryView(object, { format: given, itemSize, start, shape: newShape, strides }, readonly);
}

function shapeOf(given: Value): number[] {
  if (!(given instanceof PyList || given instanceof PyTuple)) {
    throw typeError('shape must be a list or a tuple');
  }
  return given.items.map((item) => {
    const size = intValue(item);
    if (size === undefined) throw typeError('memoryview.cast(): elements of shape must be integers');
    if (size <= 0) throw valueError('memoryview.cast(): elements of shape must be integers > 0');
    return Number(size);
  });
}

/** `view[slice] = value`: as many items of the same format. */
export function assignItems(target: PyMemoryView, value: Value): void {
  const source = viewOf(value);
  if (source === undefined) throw typeError(`a bytes-like object is required, not '${typeName(value)}'`);
  const { layout } = target;
  if (
    layout.format.replace('@', '') !== source.layout.format.replace('@', '') ||
    source.layout.shape.length !== 1 ||
    layout.shape[0] !== source.layout.shape[0]
  ) {
    throw valueError('memoryview assignment: lvalue and rvalue have different structures');
  }
  const bytes = source.data.slice();
  const { data } = target.object;
  const { itemSize } = layout;
  let from = 0;
  for (const at of target.positions()) {
    data.set(bytes.subarray(from, from + itemSize), at);
    from += itemSize;
  }
}
