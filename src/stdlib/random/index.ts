// The `random` module (Lib/random.py, Modules/_randommodule.c). What CPython takes from the system to seed a generator
// comes from the run's seed here, so that a run can be repeated.

import { defineModule } from '../../execution/module.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute } from '../../objects/attributes.js';
import { call } from '../../objects/call.js';
import { isTrue } from '../../objects/compare.js';
import { emptyTuple, PyList, tuple } from '../../objects/containers.js';
import { exp, log, pow } from '../../objects/elementary.js';
import { exception, zeroDivisionError } from '../../objects/exceptions.js';
import { asDouble } from '../../objects/float.js';
import { asIndex } from '../../objects/index.js';
import type { PyType, Value } from '../../objects/object.js';
import { add, mul, sub, truediv } from '../../objects/operators.js';
import { typeOf } from '../../objects/types.js';
import { callAttribute, perMachine } from '../library.js';
import { libraryClass } from '../library-class.js';
import {
  binomial,
  GAMMA_MAGIC,
  gamma,
  gaussPair,
  LOG_4,
  NORMAL_MAGIC,
  normal,
  vonMises,
} from './distributions.js';
import { choice, choices, randrange, sample, shuffle, triangular } from './drawing.js';
import {
  below,
  float,
  generatorType,
  getState,
  type PyRandom,
  randbytes,
  setState,
  sourceOf,
} from './generator.js';
import { seedOf } from './seeding.js';

const D = asDouble;

/** A seed for a generator that is given none: another one each time, the first of them the run's. */
const unseeded = perMachine(() => ({ count: 0 }));

function nextSeed(m: KernelMachine): number {
  return m.options.seed + unseeded(m).count++;
}

const randomClass = perMachine((m): PyType => {
  const seed = (self: PyRandom, value: Value, version: Value): Value => {
    self.twister.seed(seedOf(value, version, value === null ? nextSeed(m) : 0));
    self.gaussNext = null;
    return null;
  };
  return libraryClass('Random', {
    module: 'random',
    bases: [generatorType()],
    instanceDict: true,
    attributes: { VERSION: 3 },
    methods: {
      '__init__(self, x=None)': (self: PyRandom, x) => {
        callAttribute(self, 'seed', x);
        self.gaussNext = null;
        return null;
      },
      'seed(self, a=None, version=2)': seed,
      'getstate(self)': getState,
      'setstate(self, state)': setState,
      '__getstate__(self)': (self) => callAttribute(self, 'getstate'),
      '__setstate__(self, state)': (self, state) => callAttribute(self, 'setstate', state),
      '__reduce__(self)': (self: PyRandom) =>
        tuple(typeOf(self), emptyTuple, callAttribute(self, 'getstate')),
      'randbytes(self, n)': randbytes,
      'randrange(self, start, stop=None, step=1)': (self: PyRandom, start, stop, step) =>
        randrange(self, start, stop, stop === null && step === 1 ? undefined : step),
      'randint(self, a, b)': (self: PyRandom, a, b) => randrange(self, a, add(b, 1), undefined),
      '_randbelow(self, n)': (self: PyRandom, n) => below(self, asIndex(n)),
      'choice(self, seq)': choice,
      'choices(self, population, weights=None, *, cum_weights=None, k=1)': choices,
      'shuffle(self, x)': shuffle,
      'sample(self, population, k, *, counts=None)': sample,
      'uniform(self, a, b)': (self: PyRandom, a, b) => add(a, mul(sub(b, a), float(sourceOf(self)()))),
      'triangular(self, low=0.0, high=1.0, mode=None)': (self: PyRandom, low, high, mode) =>
        triangular(self, low ?? float(0), high ?? float(1), mode),
      'normalvariate(self, mu=0.0, sigma=1.0)': (self: PyRandom, mu, sigma) =>
        float(D(mu ?? 0) + normal(sourceOf(self)) * D(sigma ?? 1)),
      'gauss(self, mu=0.0, sigma=1.0)': (self: PyRandom, mu, sigma) => {
        let z = self.gaussNext;
        self.gaussNext = null;
        if (z === null) [z, self.gaussNext] = gaussPair(sourceOf(self));
        return float(D(mu ?? 0) + z * D(sigma ?? 1));
      },
      'lognormvariate(self, mu, sigma)': (self: PyRandom, mu, sigma) =>
        float(exp(D(mu) + normal(sourceOf(self)) * D(sigma))),
      'expovariate(self, lambd=1.0)': (self: PyRandom, lambd) => {
        const rate = D(lambd ?? 1);
        const value = -log(1 - sourceOf(self)());
        if (rate === 0) throw zeroDivisionError('float division by zero');
        return float(value / rate);
      },
      'vonmisesvariate(self, mu, kappa)': (self: PyRandom, mu, kappa) =>
        float(vonMises(sourceOf(self), D(mu), D(kappa))),
      'gammavariate(self, alpha, beta)': (self: PyRandom, a, b) => float(gamma(sourceOf(self), D(a), D(b))),
      'betavariate(self, alpha, beta)': (self: PyRandom, a, b) => {
        const y = callAttribute(self, 'gammavariate', a, float(1));
        return isTrue(y) ? truediv(y, add(y, callAttribute(self, 'gammavariate', b, float(1)))) : float(0);
      },
      'paretovariate(self, alpha)': (self: PyRandom, a) => float(pow(1 - sourceOf(self)(), -1 / D(a))),
      'weibullvariate(self, alpha, beta)': (self: PyRandom, a, b) =>
        float(D(a) * pow(-log(1 - sourceOf(self)()), 1 / D(b))),
      'binomialvariate(self, n=1, p=0.5)': (self: PyRandom, n, p) =>
        binomial(sourceOf(self), Number(asIndex(n)), p === undefined ? 0.5 : D(p)),
    },
  });
});

const systemRandomClass = perMachine(
  (m): PyType =>
    libraryClass('SystemRandom', {
      module: 'random',
      bases: [randomClass(m)],
      instanceDict: true,
      methods: {
        '__init__(self, x=None)': (self: PyRandom) => {
          self.twister.seed(BigInt(nextSeed(m)));
          return null;
        },
        'seed(self, *args, **kwds)': () => null,
        'getstate(self, *args, **kwds)': noState,
        'setstate(self, *args, **kwds)': noState,
      },
    }),
);

const FUNCTIONS =
  'seed random uniform triangular randint choice randrange sample shuffle choices normalvariate lognormvariate ' +
  'expovariate vonmisesvariate gammavariate gauss betavariate binomialvariate paretovariate weibullvariate ' +
  'getstate setstate getrandbits randbytes';

/** Numbers that the distributions are made with. */
const CONSTANTS: Record<string, number> = {
  TWOPI: 2 * Math.PI,
  NV_MAGICCONST: NORMAL_MAGIC,
  LOG4: LOG_4,
  SG_MAGICCONST: GAMMA_MAGIC,
  RECIP_BPF: 2 ** -53,
};

export const random = defineModule('random', (m: KernelMachine) => {
  const shared = call(randomClass(m));
  // A process that is started draws numbers of its own.
  m.forkRoots.push(shared);
  m.afterFork.push(() => callAttribute(shared, 'seed'));
  const names = FUNCTIONS.split(' ');
  return {
    Random: randomClass(m),
    SystemRandom: systemRandomClass(m),
    _inst: shared,
    BPF: 53,
    ...Object.fromEntries(Object.entries(CONSTANTS).map(([name, value]) => [name, float(value)])),
    ...Object.fromEntries(names.map((name) => [name, getAttribute(shared, name)])),
    __all__: new PyList(['Random', 'SystemRandom', ...names].sort()),
  };
});

function noState(): Value {
  throw exception('NotImplementedError', 'System entropy source does not have state.');
}
