// Density estimation: `kde` and `kde_random`.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute } from '../../objects/attributes.js';
import { PyFloat } from '../../objects/boxed.js';
import { call } from '../../objects/call.js';
import { isTrue } from '../../objects/compare.js';
import { PyList } from '../../objects/containers.js';
import { typeError } from '../../objects/exceptions.js';
import { asDouble } from '../../objects/float.js';
import { toArray } from '../../objects/iteration.js';
import type { NativeBody } from '../../objects/native.js';
import type { Value } from '../../objects/object.js';
import { add, le, mul, sub, truediv } from '../../objects/operators.js';
import { repr } from '../../objects/repr.js';
import { getItem, length } from '../../objects/subscript.js';
import { floatType, intType, isInstance } from '../../objects/types.js';
import { sum } from '../builtins/sum.js';
import { callAttribute, libraryFunction } from '../library.js';
import { bisect, sorted } from './averages.js';
import { statisticsError } from './errors.js';
import { type Kernel, kernelsByName } from './kernels.js';

function checkArguments(m: KernelMachine, data: Value, h: Value): void {
  if (length(data) === 0) throw statisticsError(m, 'Empty data sequence');
  const first = getItem(data, 0);
  if (!isInstance(first, intType) && !isInstance(first, floatType)) {
    throw typeError('Data sequence must contain ints or floats');
  }
  if (isTrue(le(h, new PyFloat(0)))) {
    throw statisticsError(m, `Bandwidth h must be positive, not h=${repr(h)}`);
  }
}

function kernelOf(m: KernelMachine, name: Value): Kernel {
  const kernel = typeof name === 'string' ? kernelsByName().get(name) : undefined;
  if (kernel === undefined) throw statisticsError(m, `Unknown kernel name: ${repr(name)}`);
  return kernel;
}

function kde(m: KernelMachine, data: Value, h: Value, name: Value, cumulative: boolean): Value {
  checkArguments(m, data, h);
  const { density, cumulative: share, support } = kernelOf(m, name);
  const curve = cumulative ? share : density;
  let sample = support === null ? [] : sorted(data);
  const weights = (x: Value, items: readonly Value[]): PyList =>
    new PyList(items.map((item) => new PyFloat(curve(asDouble(truediv(sub(x, item), h))))));
  const scaled = (total: Value, count: number): Value => truediv(total, cumulative ? count : mul(count, h));
  const estimate: NativeBody = (x) => {
    const count = length(data);
    if (support === null) return scaled(sum(weights(x, toArray(data)), 0), count);
    if (sample.length !== count) sample = sorted(data);
    const bandwidth = mul(h, new PyFloat(support));
    const first = bisect(sample, sub(x, bandwidth), false);
    const end = bisect(sample, add(x, bandwidth), true);
    return scaled(sum(weights(x, sample.slice(first, end)), cumulative ? first : 0), count);
  };
  const kind = cumulative ? 'cdf' : 'pdf';
  const fn = libraryFunction(`${kind}(x)`, estimate, 'statistics', `kde.<locals>.${kind}`);
  fn.doc = `${kind.toUpperCase()} estimate with h=${repr(h)} and kernel=${repr(name)}`;
  return fn;
}

function kdeRandom(m: KernelMachine, data: Value, h: Value, name: Value, seed: Value): Value {
  checkArguments(m, data, h);
  const { inverse } = kernelOf(m, name);
  const generator = callAttribute(m.importModule('random', m.builtins, ['Random'], 0), 'Random', seed);
  const [random, choice] = [getAttribute(generator, 'random'), getAttribute(generator, 'choice')];
  const select: NativeBody = () => {
    const center = call(choice, [data]);
    return add(center, mul(h, new PyFloat(inverse(asDouble(call(random))))));
  };
  const fn = libraryFunction('rand()', select, 'statistics', 'kde_random.<locals>.rand');
  fn.doc = `Random KDE selection with h=${repr(h)} and kernel=${repr(name)}`;
  return fn;
}

export function densityEstimates(m: KernelMachine): Record<string, NativeBody> {
  return {
    "kde(data, h, kernel='normal', *, cumulative=False)": (data, h, kernel, cumulative) =>
      kde(m, data, h, kernel, isTrue(cumulative)),
    "kde_random(data, h, kernel='normal', *, seed=None)": (data, h, kernel, seed) =>
      kdeRandom(m, data, h, kernel, seed),
  };
}
