// The `math` module (Modules/mathmodule.c): conversions, errors, and the functions that need no file of their own.

import { defineModule } from '../../execution/module.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { PyFloat } from '../../objects/boxed.js';
import { call, lookupSpecial } from '../../objects/call.js';
import { PyTuple, tuple } from '../../objects/containers.js';
import { exp, log, pow } from '../../objects/elementary.js';
import {
  overflowError,
  type PyException,
  typeError,
  valueError,
  zeroDivisionError,
} from '../../objects/exceptions.js';
import { asDouble } from '../../objects/float.js';
import { decompose } from '../../objects/float-digits.js';
import { asIndex, indexOf } from '../../objects/index.js';
import { bitLength, nearestDouble } from '../../objects/int-arithmetic.js';
import { intOfDouble } from '../../objects/int-new.js';
import { toArray } from '../../objects/iteration.js';
import { native, type PyNative } from '../../objects/native.js';
import type { Value } from '../../objects/object.js';
import { floatType, typeName } from '../../objects/types.js';
import * as elementary from './elementary.js';
import { erf, erfc } from './error-function.js';
import { comb, factorial, gcd, isqrt, lcm, perm } from './integers.js';
import { gamma, logGamma } from './special.js';
import { dist, fsum, norm, prod, sumprod } from './sums.js';

const float = (value: number): PyFloat => new PyFloat(value);
const domainError = (): PyException => valueError('math domain error');
const rangeError = (): PyException => overflowError('math range error');

/** A function of one double; infinite results of finite arguments are an overflow where it can have one: `math_1`. */
function function1(name: string, compute: (x: number) => number, canOverflow = false): PyNative {
  return native(`${name}(x, /)`, (value) => {
    const x = value instanceof PyFloat && value.cls === floatType ? value.value : asDouble(value);
    const result = compute(x);
    if (Number.isNaN(result) && !Number.isNaN(x)) throw domainError();
    if (!Number.isFinite(result) && Number.isFinite(x)) throw canOverflow ? rangeError() : domainError();
    return new PyFloat(result);
  });
}

function function2(name: string, parameters: string, compute: (x: number, y: number) => number): PyNative {
  return native(`${name}(${parameters}, /)`, (a, b) => {
    const [x, y] = [asDouble(a), asDouble(b)];
    const result = compute(x, y);
    if (Number.isNaN(result) && !Number.isNaN(x) && !Number.isNaN(y)) throw domainError();
    if (!Number.isFinite(result) && Number.isFinite(x) && Number.isFinite(y)) throw rangeError();
    return float(result);
  });
}

/** The logarithm of an int of any size. */
function logOf(value: Value, compute: (x: number) => number, unit: number): number {
  const int = indexOf(value);
  if (int === undefined || typeof int === 'number') {
    const x = int ?? asDouble(value);
    if (x <= 0 || Number.isNaN(x)) {
      if (Number.isNaN(x)) return x;
      throw domainError();
    }
    return compute(x);
  }
  if (int <= 0n) throw domainError();
  const whole = Number(int);
  if (Number.isFinite(whole)) return compute(whole);
  const shift = bitLength(int) - 60;
  const { mantissa, exponent } = elementary.frexp(Number(int >> BigInt(shift)));
  return compute(mantissa) + unit * (exponent + shift);
}

function logWithBase(value: Value, base: Value | undefined): Value {
  const numerator = logOf(value, log, Math.LN2);
  if (base === undefined) return float(numerator);
  const denominator = logOf(base, log, Math.LN2);
  if (denominator === 0) throw zeroDivisionError('float division by zero');
  return float(numerator / denominator);
}

/** `floor`, `ceil`: by the method of the type, or of the float. */
function rounding(name: string, dunder: string, compute: (x: number) => number): PyNative {
  return native(`${name}(x, /)`, (value) => {
    if (!(value instanceof PyFloat && value.cls === floatType)) {
      const method = lookupSpecial(value, dunder);
      if (method !== undefined) return call(method);
    }
    return intOfDouble(compute(asDouble(value)));
  });
}

function powOf(x: number, y: number): number {
  if (!Number.isFinite(x) || !Number.isFinite(y)) return pow(x, y);
  const result = pow(x, y);
  if (Number.isNaN(result) || (x === 0 && y < 0)) throw domainError();
  if (!Number.isFinite(result)) throw rangeError();
  return result;
}

function remainder(x: number, y: number): number {
  if (!Number.isFinite(x) || !Number.isFinite(y)) {
    if (Number.isNaN(x) || Number.isNaN(y)) return Number.NaN;
    return Number.isFinite(x) ? x : Number.NaN;
  }
  if (y === 0) return Number.NaN;
  const [size, step] = [Math.abs(x), Math.abs(y)];
  const low = size % step;
  const complement = step - low;
  let result = low;
  if (low > complement) result = -complement;
  else if (low === complement) result = low - 2 * ((0.5 * (size - low)) % step);
  return Math.sign(x) < 0 || Object.is(x, -0) ? -result : result;
}

function ldexp(value: Value, given: Value): Value {
  const x = asDouble(value);
  if (given instanceof PyFloat || indexOf(given) === undefined) {
    throw typeError('Expected an int as second argument to ldexp.');
  }
  const exponent = Number(asIndex(given));
  if (x === 0 || !Number.isFinite(x)) return float(x);
  const { mantissa, exponent: own } = elementary.frexp(x);
  const total = own + exponent;
  if (total > 1024) throw rangeError();
  if (total < -1080) return float(x < 0 ? -0 : 0);
  if (total > -1021) return float(mantissa * 2 ** (total - 1) * 2);
  return float(mantissa * 2 ** (total + 60) * 2 ** -60);
}

const bits = new DataView(new ArrayBuffer(8));

/** The double `steps` places from x towards y. */
function nextAfter(x: number, y: number, steps: bigint): number {
  if (Number.isNaN(x) || Number.isNaN(y)) return Number.NaN;
  if (x === y || steps === 0n) return steps === 0n ? x : y;
  const place = (value: number): bigint => {
    bits.setFloat64(0, value);
    const raw = bits.getBigInt64(0);
    return raw < 0n ? -(raw & 0x7fffffffffffffffn) : raw;
  };
  const [from, to] = [place(x), place(y)];
  const distance = from < to ? to - from : from - to;
  if (steps >= distance) return y === 0 && x !== 0 ? Math.sign(x) * 0 : y;
  const target = from < to ? from + steps : from - steps;
  const isNegative = target < 0n || (target === 0n && x < 0);
  bits.setBigUint64(0, target < 0n ? -target : target);
  const size = bits.getFloat64(0);
  return isNegative ? -size : size;
}

function ulp(x: number): number {
  const size = Math.abs(x);
  if (!Number.isFinite(size)) return size;
  if (size === Number.MAX_VALUE) return 2 ** 971;
  return nextAfter(size, Number.POSITIVE_INFINITY, 1n) - size;
}

/** A finite double as an int times a power of two. */
function scaledInt(value: number): { readonly int: bigint; readonly exponent: number } {
  const { mantissa, exponent } = decompose(Math.abs(value));
  return { int: value < 0 ? -mantissa : mantissa, exponent };
}

/** x * y + z, rounded once. */
function fma(x: number, y: number, z: number): number {
  const rough = x * y + z;
  if (!Number.isFinite(x) || !Number.isFinite(y) || !Number.isFinite(z)) {
    if (Number.isFinite(x) && Number.isFinite(y)) return z;
    if (Number.isNaN(rough) && !Number.isNaN(x) && !Number.isNaN(y) && !Number.isNaN(z)) {
      throw valueError('invalid operation in fma');
    }
    return rough;
  }
  const [a, b, c] = [scaledInt(x), scaledInt(y), scaledInt(z)];
  const place = Math.min(a.exponent + b.exponent, c.exponent);
  const product = (a.int * b.int) << BigInt(a.exponent + b.exponent - place);
  const exact = product + (c.int << BigInt(c.exponent - place));
  if (exact === 0n) return rough;
  const result =
    place >= 0 ? nearestDouble(exact << BigInt(place), 1n) : nearestDouble(exact, 1n << BigInt(-place));
  if (!Number.isFinite(result)) throw overflowError('overflow in fma');
  return result === 0 && exact < 0n ? -0 : result;
}

function isClose(a: number, b: number, relative: number, absolute: number): boolean {
  if (relative < 0 || absolute < 0) throw valueError('tolerances must be non-negative');
  if (a === b) return true;
  if (!Number.isFinite(a) || !Number.isFinite(b)) return false;
  const difference = Math.abs(b - a);
  return (
    difference <= Math.abs(relative * b) || difference <= Math.abs(relative * a) || difference <= absolute
  );
}

const doubles = (values: Value): number[] => (values instanceof PyTuple ? values.items.map(asDouble) : []);
const items = (values: Value): readonly Value[] => (values instanceof PyTuple ? values.items : []);

export const math = defineModule('math', (_m: KernelMachine) => {
  const functions: PyNative[] = [
    function1('acos', elementary.acos),
    function1('acosh', elementary.acosh),
    function1('asin', elementary.asin),
    function1('asinh', elementary.asinh),
    function1('atan', elementary.atan),
    function1('atanh', Math.atanh),
    function1('cbrt', elementary.cbrt),
    function1('cos', elementary.cos),
    function1('cosh', elementary.cosh, true),
    function1('degrees', (x) => x * (180 / Math.PI)),
    function1('erf', erf),
    function1('erfc', erfc),
    function1('exp', exp, true),
    function1('exp2', elementary.exp2, true),
    function1('expm1', Math.expm1, true),
    function1('fabs', Math.abs),
    function1('gamma', gamma, true),
    function1('lgamma', logGamma),
    function1('log1p', Math.log1p),
    function1('radians', (x) => x * (Math.PI / 180)),
    function1('sin', elementary.sin),
    function1('sinh', elementary.sinh, true),
    function1('sqrt', Math.sqrt),
    function1('tan', elementary.tan),
    function1('tanh', elementary.tanh),
    function2('atan2', 'y, x', elementary.atan2),
    function2('copysign', 'x, y', (x, y) => {
      const size = Math.abs(x);
      return y < 0 || Object.is(y, -0) ? -size : size;
    }),
    function2('fmod', 'x, y', (x, y) =>
      Number.isFinite(x) && !Number.isFinite(y) && !Number.isNaN(y) ? x : x % y,
    ),
    function2('pow', 'x, y', powOf),
    function2('remainder', 'x, y', remainder),
    rounding('ceil', '__ceil__', Math.ceil),
    rounding('floor', '__floor__', Math.floor),
    native('trunc(x, /)', (value) => {
      if (value instanceof PyFloat && value.cls === floatType) return intOfDouble(Math.trunc(value.value));
      const method = lookupSpecial(value, '__trunc__');
      if (method === undefined) throw typeError(`type ${typeName(value)} doesn't define __trunc__ method`);
      return call(method);
    }),
    native('log(x, base=<unrepresentable>, /)', logWithBase),
    native('log2(x, /)', (x) => float(logOf(x, Math.log2, 1))),
    native('log10(x, /)', (x) => float(logOf(x, elementary.log10, Math.LOG10E * Math.LN2))),
    native('modf(x, /)', (value) => {
      const x = asDouble(value);
      const whole = Number.isFinite(x) ? Math.trunc(x) : x;
      const part = Number.isFinite(x) ? x - whole : Number.isNaN(x) ? x : 0;
      return tuple(float(part === 0 && (x < 0 || Object.is(x, -0)) ? -0 : part), float(whole));
    }),
    native('frexp(x, /)', (value) => {
      const { mantissa, exponent } = elementary.frexp(asDouble(value));
      return tuple(float(mantissa), exponent);
    }),
    native('ldexp(x, i, /)', ldexp),
    native('isfinite(x, /)', (x) => Number.isFinite(asDouble(x))),
    native('isinf(x, /)', (x) => Math.abs(asDouble(x)) === Number.POSITIVE_INFINITY),
    native('isnan(x, /)', (x) => Number.isNaN(asDouble(x))),
    native('isclose(a, b, *, rel_tol=1e-09, abs_tol=0.0)', (a, b, relative, absolute) =>
      isClose(
        asDouble(a),
        asDouble(b),
        relative === undefined ? 1e-9 : asDouble(relative),
        absolute === undefined ? 0 : asDouble(absolute),
      ),
    ),
    native('nextafter(x, y, /, *, steps=None)', (x, y, steps) => {
      const count = steps === null ? 1n : BigInt(asIndex(steps));
      if (count < 0n) throw valueError('steps must be a non-negative integer');
      return float(nextAfter(asDouble(x), asDouble(y), count));
    }),
    native('ulp(x, /)', (x) => float(ulp(asDouble(x)))),
    native('fma(x, y, z, /)', (x, y, z) => float(fma(asDouble(x), asDouble(y), asDouble(z)))),
    native('hypot(*coordinates)', (coordinates) => float(norm(doubles(coordinates)))),
    native('dist(p, q, /)', (p, q) => float(dist(toArray(p), toArray(q)))),
    native('fsum(seq, /)', (seq) => float(fsum(seq))),
    native('prod(iterable, /, *, start=1)', prod),
    native('sumprod(p, q, /)', sumprod),
    native('gcd(*integers)', (values) => gcd(items(values))),
    native('lcm(*integers)', (values) => lcm(items(values))),
    native('factorial(n, /)', factorial),
    native('comb(n, k, /)', comb),
    native('perm(n, k=None, /)', perm),
    native('isqrt(n, /)', isqrt),
  ];
  return {
    ...Object.fromEntries(functions.map((fn): [string, Value] => [fn.name, fn])),
    e: float(Math.E),
    pi: float(Math.PI),
    tau: float(2 * Math.PI),
    inf: float(Number.POSITIVE_INFINITY),
    nan: float(Number.NaN),
  };
});
