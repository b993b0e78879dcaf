// Slices: the object, and what it selects of a sequence of a given length.

import { equals, richCompare } from './compare.js';
import { tuple } from './containers.js';
import { typeError, valueError } from './exceptions.js';
import { hash } from './hash.js';
import { asIndex, asSliceIndex } from './index.js';
import { addInts, type Int, normalize, subtractInts } from './int-arithmetic.js';
import { extendType } from './native.js';
import { type Keywords, PyObject, type PyType, type Value } from './object.js';
import { repr } from './repr.js';
import { NotImplemented, sliceType } from './types.js';

export class PySlice extends PyObject {
  constructor(
    readonly start: Value,
    readonly stop: Value,
    readonly step: Value,
  ) {
    super(sliceType);
  }
}

/** `count` positions from `start` in steps of `step`; `stop` is clamped to the sequence too. */
export interface ResolvedSlice {
  readonly start: number;
  readonly stop: number;
  readonly step: number;
  readonly count: number;
}

/** What a slice selects of a sequence of `length` items: `PySlice_Unpack`, `PySlice_AdjustIndices`. */
export function resolveSlice(slice: PySlice, length: number): ResolvedSlice {
  const step = asSliceIndex(slice.step, 1);
  if (step === 0) throw valueError('slice step cannot be zero');
  const backwards = step < 0;
  const lowest = backwards ? -1 : 0;
  const highest = backwards ? length - 1 : length;
  const start = clamp(
    asSliceIndex(slice.start, backwards ? length - 1 : 0),
    slice.start,
    length,
    lowest,
    highest,
  );
  const stop = clamp(asSliceIndex(slice.stop, backwards ? -1 : length), slice.stop, length, lowest, highest);
  let count = 0;
  if (backwards) {
    if (stop < start) count = Math.floor((start - stop - 1) / -step) + 1;
  } else if (start < stop) count = step === 1 ? stop - start : Math.floor((stop - start - 1) / step) + 1;
  return { start, stop, step, count };
}

function clamp(index: number, given: Value, length: number, lowest: number, highest: number): number {
  const position = index < 0 && given !== null ? index + length : index;
  return Math.min(Math.max(position, lowest), highest);
}

/** `slice.indices(length)` */
function indices(slice: PySlice, given: Value): Value {
  const length = asIndex(given);
  if (length < 0) throw valueError('length should not be negative');
  const { start, stop, step } = exactSlice(slice, length);
  return tuple(start, stop, step);
}

/** The bounds of a slice for lengths of any size: `slice_indices`. */
export function exactSlice(slice: PySlice, length: Int): { start: Int; stop: Int; step: Int } {
  const step = boundOf(slice.step) ?? 1;
  if (step === 0) throw valueError('slice step cannot be zero');
  const backwards = step < 0;
  const lowest: Int = backwards ? -1 : 0;
  const highest = backwards ? subtractInts(length, 1) : length;
  const within = (bound: Int | undefined, whenNone: Int): Int => {
    if (bound === undefined) return whenNone;
    const position = bound < 0 ? addInts(bound, length) : bound;
    if (position < lowest) return lowest;
    if (position > highest) return highest;
    return position;
  };
  const start = within(boundOf(slice.start), backwards ? highest : lowest);
  const stop = within(boundOf(slice.stop), backwards ? lowest : highest);
  return { start, stop, step };
}

function boundOf(value: Value): Int | undefined {
  if (value === null) return undefined;
  asSliceIndex(value, 0);
  return asIndex(value);
}

function make(_cls: PyType, args: readonly Value[], keywords: Keywords | null): Value {
  if (keywords !== null && keywords.size > 0) throw typeError('slice() takes no keyword arguments');
  const [first, second, third] = args;
  if (first === undefined) throw typeError('slice expected at least 1 argument, got 0');
  if (args.length > 3) throw typeError(`slice expected at most 3 arguments, got ${args.length}`);
  if (second === undefined) return new PySlice(null, first, null);
  return new PySlice(first, second, third ?? null);
}

/** Slices are compared as tuples of their parts. */
function compare(self: PySlice, other: Value, name: 'lt' | 'le' | 'gt' | 'ge'): Value {
  if (!(other instanceof PySlice)) return NotImplemented;
  if (self === other) return name === 'le' || name === 'ge';
  for (const part of ['start', 'stop', 'step'] as const) {
    if (!equals(self[part], other[part])) return richCompare(self[part], other[part], name);
  }
  return name === 'le' || name === 'ge';
}

function sameParts(self: PySlice, other: PySlice): boolean {
  return (
    self === other ||
    (equals(self.start, other.start) && equals(self.stop, other.stop) && equals(self.step, other.step))
  );
}

/** What the hash of a tuple of three adds for its length. */
const LENGTH_TERM = 3n ^ (0x27d4eb2f165667c5n ^ 3527539n);
/** Stands in for -1, which means an error inside CPython. */
const INSTEAD_OF_MINUS_ONE = 1546275796;

/** The hash of a tuple of the parts, but without regard to its length: `slicehash`. */
function hashSlice(self: PySlice): Int {
  const ofTuple = BigInt(hash(tuple(self.start, self.stop, self.step)));
  const code = BigInt.asIntN(64, ofTuple - LENGTH_TERM);
  return code === -1n ? INSTEAD_OF_MINUS_ONE : normalize(code);
}

extendType(sliceType, {
  slots: {
    new_: make,
    repr: (self: PySlice) => `slice(${repr(self.start)}, ${repr(self.stop)}, ${repr(self.step)})`,
    hash: hashSlice,
    eq: (self: PySlice, other: Value) => (other instanceof PySlice ? sameParts(self, other) : NotImplemented),
    ne: (self: PySlice, other: Value) =>
      other instanceof PySlice ? !sameParts(self, other) : NotImplemented,
    lt: (self: PySlice, other: Value) => compare(self, other, 'lt'),
    le: (self: PySlice, other: Value) => compare(self, other, 'le'),
    gt: (self: PySlice, other: Value) => compare(self, other, 'gt'),
    ge: (self: PySlice, other: Value) => compare(self, other, 'ge'),
  },
  methods: {
    'indices(length, /)': indices,
    '__reduce__()': (self: PySlice) => tuple(sliceType, tuple(self.start, self.stop, self.step)),
  },
  members: {
    start: (self: PySlice) => self.start,
    stop: (self: PySlice) => self.stop,
    step: (self: PySlice) => self.step,
  },
});
