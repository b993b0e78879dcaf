// `statistics.NormalDist`.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute } from '../../objects/attributes.js';
import { PyFloat } from '../../objects/boxed.js';
import { call } from '../../objects/call.js';
import { isTrue } from '../../objects/compare.js';
import { PyList, tuple } from '../../objects/containers.js';
import { exp, log } from '../../objects/elementary.js';
import { typeError } from '../../objects/exceptions.js';
import { asDouble } from '../../objects/float.js';
import { floatRepr } from '../../objects/float-repr.js';
import { hash } from '../../objects/hash.js';
import { asIndex } from '../../objects/index.js';
import { unpack } from '../../objects/iteration.js';
import { PyObject, PyType, type Value } from '../../objects/object.js';
import { add, lt, mul, sub, truediv } from '../../objects/operators.js';
import { floatType, NotImplemented, typeName } from '../../objects/types.js';
import { callAttribute, perMachine } from '../library.js';
import { libraryClass } from '../library-class.js';
import { erf } from '../math/error-function.js';
import { norm } from '../math/sums.js';
import { statisticsError } from './errors.js';
import { inverseNormal } from './inverse-normal.js';
import { meanAndDeviation } from './spread.js';

const ROOT_OF_2 = Math.sqrt(2);
const TAU = 2 * Math.PI;

export class PyNormalDist extends PyObject {
  mu = 0;
  sigma = 1;

  constructor(cls: PyType) {
    super(cls, cls.hasInstanceDict ? new Map() : null);
  }

  get variance(): number {
    return this.sigma * this.sigma;
  }

  cdf(x: number): number {
    return 0.5 * (1 + erf((x - this.mu) / (this.sigma * ROOT_OF_2)));
  }
}

const float = (value: number): PyFloat => new PyFloat(value);

/** The common area of two densities: between and beyond the points where they cross. */
function overlap(m: KernelMachine, self: PyNormalDist, other: Value): Value {
  if (!(other instanceof PyNormalDist)) throw typeError('Expected another NormalDist instance');
  const isSwapped = other.sigma < self.sigma || (other.sigma === self.sigma && other.mu < self.mu);
  const [x, y] = isSwapped ? [other, self] : [self, other];
  if (x.variance === 0 || y.variance === 0) {
    throw statisticsError(m, 'overlap() not defined when sigma is zero');
  }
  const spread = y.variance - x.variance;
  const distance = Math.abs(y.mu - x.mu);
  if (spread === 0) return float(1 - erf(distance / (2 * x.sigma * ROOT_OF_2)));
  const a = x.mu * y.variance - y.mu * x.variance;
  const b = x.sigma * y.sigma * Math.sqrt(distance * distance + spread * log(y.variance / x.variance));
  const area = (point: number): number => Math.abs(y.cdf(point) - x.cdf(point));
  return float(1 - (area((a + b) / spread) + area((a - b) / spread)));
}

export const normalDistClass = perMachine((m): PyType => {
  const make = (mu: Value, sigma: Value): Value => call(type, [mu, sigma]);
  const checkSigma = (self: PyNormalDist, method: string): void => {
    if (self.sigma === 0) throw statisticsError(m, `${method}() not defined when sigma is zero`);
  };
  const inverse = (self: PyNormalDist, p: number): Value => {
    if (p <= 0 || p >= 1) throw statisticsError(m, 'p must be in the range 0.0 < p < 1.0');
    return float(inverseNormal(p, self.mu, self.sigma));
  };
  const shifted = (self: PyNormalDist, other: Value, sign: 1 | -1): Value => {
    if (other instanceof PyNormalDist) {
      return make(float(self.mu + sign * other.mu), float(norm([self.sigma, other.sigma])));
    }
    return make((sign === 1 ? add : sub)(float(self.mu), other), float(self.sigma));
  };
  const scaled = (self: PyNormalDist, other: Value): Value =>
    make(mul(float(self.mu), other), float(self.sigma * Math.abs(asDouble(other))));
  const negated = (self: Value): Value =>
    self instanceof PyNormalDist ? make(float(-self.mu), float(self.sigma)) : NotImplemented;
  const samples = (self: PyNormalDist, count: Value, seed: Value): Value => {
    const source =
      seed === null
        ? getAttribute(m.importModule('random', m.builtins, ['random'], 0), 'random')
        : getAttribute(
            callAttribute(m.importModule('random', m.builtins, ['Random'], 0), 'Random', seed),
            'random',
          );
    const items = Array.from({ length: Number(asIndex(count)) }, () =>
      float(inverseNormal(asDouble(call(source)), self.mu, self.sigma)),
    );
    return new PyList(items);
  };
  const type: PyType = libraryClass('NormalDist', {
    module: 'statistics',
    instanceDict: false,
    doc: 'Normal distribution of a random variable.',
    attributes: { __slots__: tuple('_mu', '_sigma') },
    variadic: {
      '__new__(cls, *args, **kwargs)': ([cls = null]) => new PyNormalDist(cls instanceof PyType ? cls : type),
    },
    classMethods: {
      'from_samples(cls, data)': (cls, data) => call(cls, meanAndDeviation(m, data).map(float)),
    },
    methods: {
      '__init__(self, mu=0.0, sigma=1.0)': (self: PyNormalDist, mu, sigma) => {
        const asFloat = (value: Value): number => asDouble(call(floatType, [value]));
        if (sigma !== undefined && isTrue(lt(sigma, float(0)))) {
          throw statisticsError(m, 'sigma must be non-negative');
        }
        self.mu = mu === undefined ? 0 : asFloat(mu);
        self.sigma = sigma === undefined ? 1 : asFloat(sigma);
        return null;
      },
      'samples(self, n, *, seed=None)': samples,
      'pdf(self, x)': (self: PyNormalDist, x) => {
        checkSigma(self, 'pdf');
        const difference = asDouble(sub(x, float(self.mu)));
        const { variance } = self;
        return float(exp((difference * difference) / (-2 * variance)) / Math.sqrt(TAU * variance));
      },
      'cdf(self, x)': (self: PyNormalDist, x) => {
        checkSigma(self, 'cdf');
        const distance = asDouble(sub(x, float(self.mu)));
        return float(0.5 * (1 + erf(distance / (self.sigma * ROOT_OF_2))));
      },
      'inv_cdf(self, p)': (self: PyNormalDist, p) => inverse(self, asDouble(p)),
      'quantiles(self, n=4)': (self: PyNormalDist, given) => {
        const n = Number(asIndex(given));
        const cuts: Value[] = [];
        for (let index = 1; index < n; index++) cuts.push(inverse(self, index / n));
        return new PyList(cuts);
      },
      'overlap(self, other)': (self: PyNormalDist, other) => overlap(m, self, other),
      'zscore(self, x)': (self: PyNormalDist, x) => {
        checkSigma(self, 'zscore');
        return truediv(sub(x, float(self.mu)), float(self.sigma));
      },
      '__add__(x1, x2)': (self: PyNormalDist, other) => shifted(self, other, 1),
      '__radd__(x1, x2)': (self: PyNormalDist, other) => shifted(self, other, 1),
      '__sub__(x1, x2)': (self: PyNormalDist, other) => shifted(self, other, -1),
      '__rsub__(x1, x2)': (self: PyNormalDist, other) => negated(shifted(self, other, -1)),
      '__mul__(x1, x2)': scaled,
      '__rmul__(x1, x2)': scaled,
      '__truediv__(x1, x2)': (self: PyNormalDist, other) =>
        make(truediv(float(self.mu), other), truediv(float(self.sigma), float(Math.abs(asDouble(other))))),
      '__pos__(x1)': (self: PyNormalDist) => make(float(self.mu), float(self.sigma)),
      '__neg__(x1)': negated,
      '__eq__(x1, x2)': (self: PyNormalDist, other) =>
        other instanceof PyNormalDist ? self.mu === other.mu && self.sigma === other.sigma : NotImplemented,
      '__hash__(self)': (self: PyNormalDist) => hash(tuple(float(self.mu), float(self.sigma))),
      '__repr__(self)': (self: PyNormalDist) =>
        `${typeName(self)}(mu=${floatRepr(self.mu)}, sigma=${floatRepr(self.sigma)})`,
      '__getstate__(self)': (self: PyNormalDist) => tuple(float(self.mu), float(self.sigma)),
      '__setstate__(self, state)': (self: PyNormalDist, state) => {
        const [mu = 0, sigma = 1] = unpack(state, 2);
        self.mu = asDouble(mu);
        self.sigma = asDouble(sigma);
        return null;
      },
    },
    properties: {
      mean: (self: PyNormalDist) => float(self.mu),
      median: (self: PyNormalDist) => float(self.mu),
      mode: (self: PyNormalDist) => float(self.mu),
      stdev: (self: PyNormalDist) => float(self.sigma),
      variance: (self: PyNormalDist) => float(self.variance),
      _mu: (self: PyNormalDist) => float(self.mu),
      _sigma: (self: PyNormalDist) => float(self.sigma),
    },
  });
  return type;
});
