// The `random` module: `Random`, and its methods on an instance that is seeded with the run's seed.

import { defineModule } from '../../execution/module.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute } from '../../objects/attributes.js';
import { PyFloat } from '../../objects/boxed.js';
import { PyBytes } from '../../objects/buffers.js';
import { call } from '../../objects/call.js';
import { isTrue } from '../../objects/compare.js';
import { PyDict, PyList, PyTuple, tuple } from '../../objects/containers.js';
import { exp, log, pow } from '../../objects/elementary.js';
import {
  exception,
  indexError,
  isExceptionOf,
  overflowError,
  type PyException,
  typeError,
  valueError,
  zeroDivisionError,
} from '../../objects/exceptions.js';
import { asDouble } from '../../objects/float.js';
import { asIndex, asSize } from '../../objects/index.js';
import {
  addInts,
  bitLength,
  floorDivideInts,
  type Int,
  multiplyInts,
  subtractInts,
} from '../../objects/int-arithmetic.js';
import { toArray } from '../../objects/iteration.js';
import { defineType } from '../../objects/native.js';
import { PyObject, type PyType, type Value } from '../../objects/object.js';
import { add, lt, mul, sub, truediv } from '../../objects/operators.js';
import { str } from '../../objects/repr.js';
import { PySet } from '../../objects/set-type.js';
import { getItem, length, setItem } from '../../objects/subscript.js';
import { intType, isInstance, tupleType, typeOf } from '../../objects/types.js';
import { once } from '../library.js';
import { beta, binomial, gamma, gaussPair, normal, type Source, vonMises } from './distributions.js';
import { MersenneTwister } from './mersenne-twister.js';
import { seedOf } from './seeding.js';

class PyRandom extends PyObject {
  readonly twister = new MersenneTwister();
  gaussNext: number | null = null;

  constructor(
    cls: PyType,
    readonly machine: KernelMachine | null,
  ) {
    super(cls, new Map());
    this.twister.seed(BigInt(machine?.options.seed ?? 0));
  }
}

const float = (value: number): PyFloat => new PyFloat(value);

/** A method that a subclass has put in the place of ours. */
function overriding(self: PyRandom, name: string): Value | undefined {
  const found = typeOf(self).lookup(name);
  return found === randomType().attrs.get(name) ? undefined : getAttribute(self, name);
}

function sourceOf(self: PyRandom): Source {
  const own = overriding(self, 'random');
  return own === undefined ? () => self.twister.random() : () => asDouble(call(own));
}

/** An int in [0, n): `_randbelow_with_getrandbits`, or by `random` alone where a subclass has no other. */
function below(self: PyRandom, n: Int): Int {
  const bits = overriding(self, 'getrandbits');
  if (bits === undefined && overriding(self, 'random') !== undefined) return belowByRandom(self, n);
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

function emptyRange(...bounds: readonly Value[]): PyException {
  return valueError(
    bounds.length === 0
      ? 'empty range for randrange()'
      : `empty range in randrange(${bounds.map(str).join(', ')})`,
  );
}

function randrange(self: PyRandom, first: Value, last: Value, given: Value | undefined): Int {
  const start = asIndex(first);
  if (last === null) {
    if (given !== undefined) throw typeError('Missing a non-None stop argument');
    if (start > 0) return below(self, start);
    throw emptyRange();
  }
  const stop = asIndex(last);
  const width = subtractInts(stop, start);
  const step = given === undefined ? 1 : asIndex(given);
  if (step === 1) {
    if (width > 0) return addInts(start, below(self, width));
    throw emptyRange(first, last);
  }
  if (step === 0) throw valueError('zero step for randrange()');
  const count = floorDivideInts(addInts(width, addInts(step, step > 0 ? -1 : 1)), step);
  if (count <= 0) throw emptyRange(first, last, given ?? 1);
  return addInts(start, multiplyInts(step, below(self, count)));
}

const smallBelow = (self: PyRandom, n: number): number => Number(below(self, n));

function choice(self: PyRandom, seq: Value): Value {
  const size = length(seq);
  if (size === 0) throw indexError('Cannot choose from an empty sequence');
  return getItem(seq, smallBelow(self, size));
}

function shuffle(self: PyRandom, x: Value): Value {
  for (let i = length(x) - 1; i > 0; i--) {
    const j = smallBelow(self, i + 1);
    const [a, b] = [getItem(x, i), getItem(x, j)];
    setItem(x, i, b);
    setItem(x, j, a);
  }
  return null;
}

/** `isinstance(population, collections.abc.Sequence)` for what programs draw from. */
function isSequence(value: Value): boolean {
  const { slots } = typeOf(value);
  return (
    !(value instanceof PyDict) &&
    !(value instanceof PySet) &&
    slots.getitem !== undefined &&
    slots.len !== undefined
  );
}

function sample(self: PyRandom, population: Value, count: Value, counts: Value): Value {
  if (!isSequence(population)) {
    throw typeError('Population must be a sequence.  For dicts or sets, use sorted(d).');
  }
  const size = length(population);
  if (counts !== null) return sampleOfCounts(self, population, count, toArray(counts));
  const k = asSize(count);
  if (k < 0 || k > size) throw valueError('Sample larger than population or is negative');
  const positions = samplePositions(self, size, k);
  return new PyList(positions.map((position) => getItem(population, position)));
}

function samplePositions(self: PyRandom, size: number, k: number): number[] {
  const result: number[] = [];
  let setSize = 21;
  if (k > 5) setSize += 4 ** Math.ceil(log(k * 3) / log(4));
  if (size <= setSize) {
    const pool = Array.from({ length: size }, (_, index) => index);
    for (let i = 0; i < k; i++) {
      const j = smallBelow(self, size - i);
      result.push(pool[j] ?? 0);
      pool[j] = pool[size - i - 1] ?? 0;
    }
    return result;
  }
  const selected = new Set<number>();
  for (let i = 0; i < k; i++) {
    let j = smallBelow(self, size);
    while (selected.has(j)) j = smallBelow(self, size);
    selected.add(j);
    result.push(j);
  }
  return result;
}

function sampleOfCounts(self: PyRandom, population: Value, count: Value, counts: readonly Value[]): Value {
  const sums = accumulated(counts);
  if (sums.length !== length(population)) {
    throw valueError('The number of counts does not match the population');
  }
  const total = sums.pop() ?? 0;
  if (!isInstance(total, intType)) throw typeError('Counts must be integers');
  const size = Number(asIndex(total));
  if (size <= 0) throw valueError('Total of counts must be greater than zero');
  const k = asSize(count);
  if (k < 0 || k > size) throw valueError('Sample larger than population or is negative');
  return new PyList(
    samplePositions(self, size, k).map((position) =>
      getItem(population, bisect(sums, position, sums.length)),
    ),
  );
}

function accumulated(values: readonly Value[]): Value[] {
  const sums: Value[] = [];
  for (const value of values) {
    const last = sums.at(-1);
    sums.push(last === undefined ? value : add(last, value));
  }
  return sums;
}

function bisect(sums: readonly Value[], value: Value, end: number): number {
  let [low, high] = [0, end];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isTrue(lt(value, sums[middle] ?? null))) high = middle;
    else low = middle + 1;
  }
  return low;
}

function choices(self: PyRandom, population: Value, weights: Value, cumulative: Value, k: Value): Value {
  const random = sourceOf(self);
  const size = length(population);
  const count = asSize(k);
  const result: Value[] = [];
  if (cumulative === null && weights === null) {
    for (let i = 0; i < count; i++) {
      const position = Math.floor(random() * size);
      result.push(getItem(population, position));
    }
    return new PyList(result);
  }
  if (cumulative !== null && weights !== null) {
    throw typeError('Cannot specify both weights and cumulative weights');
  }
  if (cumulative === null && isInstance(weights, intType)) {
    throw typeError(`The number of choices must be a keyword argument: k=${str(weights)}`);
  }
  const sums = cumulative === null ? accumulated(toArray(weights)) : toArray(cumulative);
  if (sums.length !== size) throw valueError('The number of weights does not match the population');
  const total = asDouble(sums.at(-1) ?? null);
  if (total <= 0) throw valueError('Total of weights must be greater than zero');
  if (!Number.isFinite(total)) throw valueError('Total of weights must be finite');
  for (let i = 0; i < count; i++) {
    result.push(getItem(population, bisect(sums, float(random() * total), size - 1)));
  }
  return new PyList(result);
}

function triangular(self: PyRandom, low: Value, high: Value, mode: Value): Value {
  const u = sourceOf(self)();
  let c: number;
  try {
    c = mode === null ? 0.5 : asDouble(truediv(sub(mode, low), sub(high, low)));
  } catch (error) {
    if (isExceptionOf(error, 'ZeroDivisionError')) return low;
    throw error;
  }
  const [from, to] = u > c ? [high, low] : [low, high];
  const root = u > c ? Math.sqrt((1 - u) * (1 - c)) : Math.sqrt(u * c);
  return add(from, mul(sub(to, from), float(root)));
}

function getState(self: PyRandom): Value {
  const words = [...self.twister.state, self.twister.index];
  return tuple(3, new PyTuple(words), self.gaussNext === null ? null : float(self.gaussNext));
}

function setState(self: PyRandom, state: Value): Value {
  const [version = null, words = null, next = null] = toArray(state);
  if (version !== 3) {
    throw valueError(`state with version ${str(version)} passed to Random.setstate() of version 3`);
  }
  if (!(words instanceof PyTuple)) throw typeError('state vector must be a tuple');
  if (words.items.length !== 625) throw valueError('state vector is the wrong size');
  const index = Number(asIndex(words.items[624] ?? 0));
  if (index < 0 || index > 624) throw valueError('invalid state');
  for (let i = 0; i < 624; i++) self.twister.state[i] = Number(asIndex(words.items[i] ?? 0));
  self.twister.index = index;
  self.gaussNext = next === null ? null : asDouble(next);
  return null;
}

function seed(self: PyRandom, value: Value, version: Value): Value {
  self.twister.seed(seedOf(value, version, self.machine?.options.seed ?? 0));
  self.gaussNext = null;
  return null;
}

function getrandbits(self: PyRandom, count: Value): Int {
  const bits = asIndex(count);
  if (bits < 0) throw valueError('number of bits must be non-negative');
  if (typeof bits === 'bigint') throw overflowError('Python int too large to convert to C int');
  return self.twister.getrandbits(bits);
}

function randbytes(self: PyRandom, count: Value): Value {
  const size = asSize(count);
  if (size < 0) throw valueError('number of bits must be non-negative');
  const bytes = new Uint8Array(size);
  let rest = BigInt(self.twister.getrandbits(size * 8));
  for (let i = 0; i < size; i++, rest >>= 8n) bytes[i] = Number(rest & 0xffn);
  return new PyBytes(bytes);
}

const D = asDouble;

/** `_random.Random` and `random.Random` in one. */
const randomType: () => PyType = once(
  (): PyType =>
    defineType('Random', {
      module: 'random',
      instanceDict: true,
      slots: {
        new_: (cls) => new PyRandom(cls, null),
        init: (self: PyRandom, args, keywords) => {
          const given = args[0] ?? keywords?.get('x') ?? null;
          call(getAttribute(self, 'seed'), [given]);
        },
      },
      methods: {
        'def seed(a=None, version=2)': seed,
        'def getstate()': getState,
        'def setstate(state)': setState,
        '__getstate__()': getState,
        '__setstate__(state)': setState,
        '__reduce__()': (self: PyRandom) => tuple(typeOf(self), new PyTuple([], tupleType), getState(self)),
        'random()': (self: PyRandom) => float(self.twister.random()),
        'getrandbits(k, /)': getrandbits,
        'def randbytes(n)': randbytes,
        'def randrange(start, stop=None, step=1)': (self: PyRandom, start, stop, step) =>
          randrange(self, start, stop, stop === null && step === 1 ? undefined : step),
        'def randint(a, b)': (self: PyRandom, a, b) => randrange(self, a, add(b, 1), undefined),
        'def _randbelow(n)': (self: PyRandom, n) => below(self, asIndex(n)),
        'def choice(seq)': choice,
        'def choices(population, weights=None, *, cum_weights=None, k=1)': choices,
        'def shuffle(x)': shuffle,
        'def sample(population, k, *, counts=None)': sample,
        'def uniform(a, b)': (self: PyRandom, a, b) => add(a, mul(sub(b, a), float(sourceOf(self)()))),
        'def triangular(low=0.0, high=1.0, mode=None)': (self: PyRandom, low, high, mode) =>
          triangular(self, low ?? float(0), high ?? float(1), mode),
        'def normalvariate(mu=0.0, sigma=1.0)': (self: PyRandom, mu, sigma) =>
          float(D(mu ?? 0) + normal(sourceOf(self)) * D(sigma ?? 1)),
        'def gauss(mu=0.0, sigma=1.0)': (self: PyRandom, mu, sigma) => {
          let z = self.gaussNext;
          self.gaussNext = null;
          if (z === null) [z, self.gaussNext] = gaussPair(sourceOf(self));
          return float(D(mu ?? 0) + z * D(sigma ?? 1));
        },
        'def lognormvariate(mu, sigma)': (self: PyRandom, mu, sigma) =>
          float(exp(D(mu) + normal(sourceOf(self)) * D(sigma))),
        'def expovariate(lambd=1.0)': (self: PyRandom, lambd) => {
          const rate = D(lambd ?? 1);
          const value = -log(1 - sourceOf(self)());
          if (rate === 0) throw zeroDivisionError('float division by zero');
          return float(value / rate);
        },
        'def vonmisesvariate(mu, kappa)': (self: PyRandom, mu, kappa) =>
          float(vonMises(sourceOf(self), D(mu), D(kappa))),
        'def gammavariate(alpha, beta)': (self: PyRandom, a, b) => float(gamma(sourceOf(self), D(a), D(b))),
        'def betavariate(alpha, beta)': (self: PyRandom, a, b) => float(beta(sourceOf(self), D(a), D(b))),
        'def paretovariate(alpha)': (self: PyRandom, a) => float(pow(1 - sourceOf(self)(), -1 / D(a))),
        'def weibullvariate(alpha, beta)': (self: PyRandom, a, b) =>
          float(D(a) * pow(-log(1 - sourceOf(self)()), 1 / D(b))),
        'def binomialvariate(n=1, p=0.5)': (self: PyRandom, n, p) =>
          binomial(sourceOf(self), Number(asIndex(n)), p === undefined ? 0.5 : D(p)),
      },
      attributes: { VERSION: 3 },
    }),
);

const FUNCTIONS =
  'seed random uniform triangular randint choice randrange sample shuffle choices normalvariate lognormvariate ' +
  'expovariate vonmisesvariate gammavariate gauss betavariate binomialvariate paretovariate weibullvariate ' +
  'getstate setstate getrandbits randbytes';

export const random = defineModule('random', (m: KernelMachine) => {
  const shared = new PyRandom(randomType(), m);
  const systemRandom = defineType('SystemRandom', {
    module: 'random',
    bases: [randomType()],
    slots: { new_: (cls) => new PyRandom(cls, m), init: () => undefined },
    methods: {
      'def seed(*args, **kwds)': () => null,
      'def getstate(*args, **kwds)': noState,
      'def setstate(*args, **kwds)': noState,
    },
  });
  const contents: Record<string, Value> = { Random: randomType(), SystemRandom: systemRandom, _inst: shared };
  for (const name of FUNCTIONS.split(' ')) contents[name] = getAttribute(shared, name);
  return contents;
});

function noState(): Value {
  throw exception('NotImplementedError', 'System entropy source does not have state.');
}
