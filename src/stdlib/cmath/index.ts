// The `cmath` module (Modules/cmathmodule.c).

import { defineModule } from '../../execution/module.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { PyFloat } from '../../objects/boxed.js';
import { callSpecial } from '../../objects/call.js';
import { divideComplex, PyComplex } from '../../objects/complex-number.js';
import { tuple } from '../../objects/containers.js';
import { overflowError, valueError } from '../../objects/exceptions.js';
import { asDouble } from '../../objects/float.js';
import { native, type PyNative } from '../../objects/native.js';
import type { Value } from '../../objects/object.js';
import { typeOf } from '../../objects/types.js';
import { cos, sin } from '../math/elementary.js';
import * as functions from './functions.js';
import { copySign, modulus, type Parts, parts, phase, Report } from './functions.js';

type Compute = (z: Parts, report: Report) => Parts;

/** A number as a complex one: `PyComplex_AsCComplex`, which takes no text. */
function asComplex(value: Value): Parts {
  if (value instanceof PyComplex) return value;
  if (callSpecialExists(value)) {
    const result = callSpecial(value, '__complex__');
    if (result instanceof PyComplex) return result;
  }
  return parts(asDouble(value), 0);
}

const callSpecialExists = (value: Value): boolean => typeOf(value).lookup('__complex__') !== undefined;

const complex = ({ real, imag }: Parts): Value => new PyComplex(real, imag);
const float = (value: number): Value => new PyFloat(value);

function checked(compute: Compute, z: Parts): Parts {
  const report = new Report();
  const result = compute(z, report);
  if (report.domain) throw valueError('math domain error');
  if (report.range) throw overflowError('math range error');
  return result;
}

function function1(name: string, compute: Compute): PyNative {
  return native(`${name}(z, /)`, (z) => complex(checked(compute, asComplex(z))));
}

function test(name: string, holds: (x: number) => boolean, needsBoth: boolean): PyNative {
  return native(`${name}(z, /)`, (value) => {
    const { real, imag } = asComplex(value);
    return needsBoth ? holds(real) && holds(imag) : holds(real) || holds(imag);
  });
}

function logarithm(z: Value, base: Value | undefined): Value {
  const result = checked(functions.naturalLog, asComplex(z));
  if (base === undefined) return complex(result);
  const divisor = checked(functions.naturalLog, asComplex(base));
  if (divisor.real === 0 && divisor.imag === 0) throw valueError('math domain error');
  return complex(divideComplex(result, divisor));
}

function rectangular(size: number, angle: number): Parts {
  if (!Number.isFinite(size) || !Number.isFinite(angle)) {
    const isInfinite = Math.abs(size) === Number.POSITIVE_INFINITY;
    if (isInfinite && Number.isFinite(angle) && angle !== 0) {
      const [real, imag] = [copySign(size, cos(angle)), copySign(size, sin(angle))];
      return size > 0 ? parts(real, imag) : parts(-real, -imag);
    }
    if (Math.abs(angle) === Number.POSITIVE_INFINITY && size !== 0 && !Number.isNaN(size)) {
      throw valueError('math domain error');
    }
    if (size === 0) return parts(0, 0);
    if (isInfinite)
      return parts(
        angle === 0 ? size : Number.POSITIVE_INFINITY,
        angle === 0 ? angle * Math.sign(size) : Number.NaN,
      );
    return parts(Number.NaN, angle === 0 ? 0 : Number.NaN);
  }
  return angle === 0 ? parts(size, size * angle) : parts(size * cos(angle), size * sin(angle));
}

function sizeOf(z: Parts): number {
  const size = modulus(z);
  if (size === Number.POSITIVE_INFINITY && Number.isFinite(z.real) && Number.isFinite(z.imag)) {
    throw overflowError('math range error');
  }
  return size;
}

function isClose(a: Parts, b: Parts, relative: number, absolute: number): boolean {
  if (relative < 0 || absolute < 0) throw valueError('tolerances must be non-negative');
  if (a.real === b.real && a.imag === b.imag) return true;
  const isInfinite = ({ real, imag }: Parts): boolean =>
    Math.abs(real) === Number.POSITIVE_INFINITY || Math.abs(imag) === Number.POSITIVE_INFINITY;
  if (isInfinite(a) || isInfinite(b)) return false;
  const difference = modulus(parts(a.real - b.real, a.imag - b.imag));
  return difference <= relative * modulus(b) || difference <= relative * modulus(a) || difference <= absolute;
}

export const cmath = defineModule('cmath', (_m: KernelMachine) => {
  const natives: PyNative[] = [
    function1('acos', functions.arcCosine),
    function1('acosh', functions.arcHyperbolicCosine),
    function1('asin', functions.arcSine),
    function1('asinh', functions.arcHyperbolicSine),
    function1('atan', functions.arcTangent),
    function1('atanh', functions.arcHyperbolicTangent),
    function1('cos', functions.cosine),
    function1('cosh', functions.hyperbolicCosine),
    function1('exp', functions.exponential),
    function1('sin', functions.sine),
    function1('sinh', functions.hyperbolicSine),
    function1('sqrt', functions.sqrt),
    function1('tan', functions.tangent),
    function1('tanh', functions.hyperbolicTangent),
    function1('log10', (z, report) => {
      const { real, imag } = functions.naturalLog(z, report);
      return parts(real / Math.LN10, imag / Math.LN10);
    }),
    native('log(z, base=<unrepresentable>, /)', logarithm),
    native('phase(z, /)', (z) => float(phase(asComplex(z)))),
    native('polar(z, /)', (value) => {
      const z = asComplex(value);
      return tuple(float(sizeOf(z)), float(phase(z)));
    }),
    native('rect(r, phi, /)', (r, phi) => complex(rectangular(asDouble(r), asDouble(phi)))),
    test('isfinite', Number.isFinite, true),
    test('isinf', (x) => Math.abs(x) === Number.POSITIVE_INFINITY, false),
    test('isnan', Number.isNaN, false),
    native('isclose(a, b, *, rel_tol=1e-09, abs_tol=0.0)', (a, b, relative, absolute) =>
      isClose(
        asComplex(a),
        asComplex(b),
        relative === undefined ? 1e-9 : asDouble(relative),
        absolute === undefined ? 0 : asDouble(absolute),
      ),
    ),
  ];
  return {
    ...Object.fromEntries(natives.map((fn): [string, Value] => [fn.name, fn])),
    e: float(Math.E),
    pi: float(Math.PI),
    tau: float(2 * Math.PI),
    inf: float(Number.POSITIVE_INFINITY),
    nan: float(Number.NaN),
    infj: complex(parts(0, Number.POSITIVE_INFINITY)),
    nanj: complex(parts(0, Number.NaN)),
  };
});
