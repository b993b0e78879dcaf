// Generators as objects: the Mersenne Twister, its state, and where numbers are drawn from when a program overrides it.

import { getAttribute } from '../../objects/attributes.js';
import { PyFloat } from '../../objects/boxed.js';
import { PyBytes } from '../../objects/buffers.js';
import { call } from '../../objects/call.js';
import { PyTuple, tuple } from '../../objects/containers.js';
import { overflowError, typeError, valueError } from '../../objects/exceptions.js';
import { asDouble } from '../../objects/float.js';
import { asIndex, asSize } from '../../objects/index.js';
import { bitLength, type Int } from '../../objects/int-arithmetic.js';
import { toArray } from '../../objects/iteration.js';
import { defineType } from '../../objects/native.js';
import { PyObject, type PyType, type Value } from '../../objects/object.js';
import { str } from '../../objects/repr.js';
import { typeOf } from '../../objects/types.js';
import { once } from '../library.js';
import type { Source } from './distributions.js';
import { MersenneTwister } from './mersenne-twister.js';

export class PyRandom extends PyObject {
  readonly twister = new MersenneTwister();
  gaussNext: number | null = null;

  constructor(cls: PyType) {
    super(cls, cls.hasInstanceDict ? new Map() : null);
    this.twister.seed(0n);
  }
}

export const float = (value: number): PyFloat => new PyFloat(value);

/** `_random.Random` */
export const generatorType: () => PyType = once(
  (): PyType =>
    defineType('_random.Random', {
      module: '_random',
      slots: { new_: (cls) => new PyRandom(cls), init: () => undefined },
      methods: {
        'random()': (self: PyRandom) => float(self.twister.random()),
        'getrandbits(k, /)': getrandbits,
      },
    }),
);

/** A method that the object, its class or a program's patch has put in the place of ours. */
function overriding(self: PyRandom, name: 'random' | 'getrandbits'): Value | undefined {
  const isOwn = self.dict?.has(name) === true;
  const isPlain = typeOf(self).lookup(name) === generatorType().attrs.get(name);
  return isOwn || !isPlain ? getAttribute(self, name) : undefined;
}

export function sourceOf(self: PyRandom): Source {
  const own = overriding(self, 'random');
  return own === undefined ? () => self.twister.random() : () => asDouble(call(own));
}

/** Of `random` and `getrandbits`, the one that is defined last decides what ints are made from. */
function drawsByRandom(self: PyRandom): boolean {
  for (const type of typeOf(self).mro) {
    if (type.attrs.has('_randbelow') || type.attrs.has('getrandbits')) return false;
    if (type.attrs.has('random')) return true;
  }
  return false;
}

/** An int in [0, n): `_randbelow_with_getrandbits`, or by `random` alone where a subclass has no other. */
export function below(self: PyRandom, n: Int): Int {
  if (typeOf(self).heap && drawsByRandom(self)) return belowByRandom(self, n);
  const bits = overriding(self, 'getrandbits');
  const count = bitLength(n);
  for (;;) {
    const value = bits === undefined ? self.twister.getrandbits(count) : asIndex(call(bits, [count]));
    if (value < n) return value;
  }
}

const MAX_SIZE = 2 ** 53;

function belowByRandom(self: PyRandom, n: Int): Int {
  const random = sourceOf(self);
  const size = Number(n);
  const limit = (MAX_SIZE - (MAX_SIZE % size)) / MAX_SIZE;
  let value = random();
  while (value >= limit) value = random();
  return Math.floor(value * MAX_SIZE) % size;
}

export function getState(self: PyRandom): Value {
  const words = [...self.twister.state, self.twister.index];
  return tuple(3, new PyTuple(words), self.gaussNext === null ? null : float(self.gaussNext));
}

export function setState(self: PyRandom, state: Value): Value {
  const [version = null, words = null, next = null] = toArray(state);
  if (version !== 3 && version !== 2) {
    throw valueError(`state with version ${str(version)} passed to Random.setstate() of version 3`);
  }
  if (!(words instanceof PyTuple)) throw typeError('state vector must be a tuple');
  if (words.items.length !== 625) throw valueError('state vector is the wrong size');
  const index = Number(asIndex(words.items[624] ?? 0));
  if (index < 0 || index > 624) throw valueError('invalid state');
  // Version 2 came from machines whose words could be negative.
  for (let i = 0; i < 624; i++) {
    self.twister.state[i] = Number(BigInt.asUintN(32, BigInt(asIndex(words.items[i] ?? 0))));
  }
  self.twister.index = index;
  self.gaussNext = next === null ? null : asDouble(next);
  return null;
}

function getrandbits(self: PyRandom, count: Value): Int {
  const bits = asIndex(count);
  if (bits < 0) throw valueError('number of bits must be non-negative');
  if (typeof bits === 'bigint') throw overflowError('Python int too large to convert to C int');
  return self.twister.getrandbits(bits);
}

export function randbytes(self: PyRandom, count: Value): Value {
  const size = asSize(count);
  if (size < 0) throw valueError('number of bits must be non-negative');
  const bytes = new Uint8Array(size);
  let rest = BigInt(self.twister.getrandbits(size * 8));
  for (let i = 0; i < size; i++, rest >>= 8n) bytes[i] = Number(rest & 0xffn);
  return new PyBytes(bytes);
}
