// The `statistics` module (Lib/statistics.py).

import { defineModule } from '../../execution/module.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttributeOr } from '../../objects/attributes.js';
import { PyFloat } from '../../objects/boxed.js';
import { call } from '../../objects/call.js';
import { isTrue } from '../../objects/compare.js';
import { PyDict } from '../../objects/containers.js';
import { typeError, valueError } from '../../objects/exceptions.js';
import { asDouble } from '../../objects/float.js';
import { asIndex } from '../../objects/index.js';
import { normalize } from '../../objects/int-arithmetic.js';
import { iterate, nativeIterator, toArray } from '../../objects/iteration.js';
import { type NativeBody, native } from '../../objects/native.js';
import { PyType, type Value } from '../../objects/object.js';
import { lt } from '../../objects/operators.js';
import { repr } from '../../objects/repr.js';
import { callAttribute, libraryFunctions } from '../library.js';
import { averages } from './averages.js';
import { statisticsError, statisticsErrorClass } from './errors.js';
import { coerce, convert, exactSum, ratioTuple, sumTuple } from './exact.js';
import { inverseNormal } from './inverse-normal.js';
import { densityEstimates } from './kde.js';
import { kernelsByName } from './kernels.js';
import { normalDistClass } from './normal-dist.js';
import { decimalRoot, floatRoot, rootToOdd } from './roots.js';
import { linearRegressionType, ranks, rootOfProduct, spreads } from './spread.js';

const typeOfArgument = (value: Value): PyType => {
  if (value instanceof PyType) return value;
  throw typeError('issubclass() arg 1 must be a class');
};

/** What the module has for itself, which programs can see nevertheless. */
function internals(m: KernelMachine): Record<string, NativeBody> {
  const big = (value: Value): bigint => BigInt(asIndex(value));
  return {
    '_sum(data)': (data) => sumTuple(m, exactSum(m, iterate(data))),
    '_exact_ratio(x)': ratioTuple,
    '_coerce(T, S)': (a, b) => coerce(m, typeOfArgument(a), typeOfArgument(b)),
    '_convert(value, T)': (value, type) => convert(m, value, typeOfArgument(type)),
    '_isfinite(x)': (x) =>
      getAttributeOr(x, 'is_finite') === undefined
        ? Number.isFinite(asDouble(x))
        : callAttribute(x, 'is_finite'),
    "_fail_neg(values, errmsg='negative value')": (values, message) => {
      const items = iterate(values)[Symbol.iterator]();
      return nativeIterator('generator', () => {
        const { value, done } = items.next();
        if (done === true) return undefined;
        if (isTrue(lt(value, 0))) throw statisticsError(m, message);
        return value;
      });
    },
    "_rank(data, /, *, key=None, reverse=False, ties='average', start=1)": (
      data,
      key,
      reverse,
      ties,
      start,
    ) => {
      if (ties !== 'average') throw valueError(`Unknown tie resolution method: ${repr(ties)}`);
      const items = toArray(data);
      return ranks(
        key === null ? items : items.map((item) => call(key, [item])),
        isTrue(reverse),
        asDouble(start),
      );
    },
    '_integer_sqrt_of_frac_rto(n, m)': (n, d) => normalize(rootToOdd(big(n), big(d))),
    '_float_sqrt_of_frac(n, m)': (n, d) => new PyFloat(floatRoot(big(n), big(d))),
    '_decimal_sqrt_of_frac(n, m)': (n, d) => decimalRoot(m, big(n), big(d)),
    '_sqrtprod(x, y)': (x, y) => new PyFloat(rootOfProduct(asDouble(x), asDouble(y))),
  };
}

export const statistics = defineModule('statistics', (m: KernelMachine) => ({
  StatisticsError: statisticsErrorClass(m),
  NormalDist: normalDistClass(m),
  LinearRegression: linearRegressionType(),
  ...libraryFunctions('statistics', {
    ...averages(m),
    ...spreads(m),
    ...densityEstimates(m),
    ...internals(m),
  }),
  _normal_dist_inv_cdf: native('_normal_dist_inv_cdf(p, mu, sigma, /)', (p, mu, sigma) => {
    return new PyFloat(inverseNormal(asDouble(p), asDouble(mu), asDouble(sigma)));
  }),
  _kernel_invcdfs: PyDict.of(
    [...kernelsByName()].map(([name, { inverse }]): [Value, Value] => [
      name,
      native(`${name}(p)`, (p) => new PyFloat(inverse(asDouble(p)))),
    ]),
  ),
}));
