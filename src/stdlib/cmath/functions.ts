// Functions of a complex variable: formulas that keep their precision near the branch points and far out, and the
// values at infinities and NaN that the C standard lists.

import { exp, log } from '../../objects/elementary.js';
import { asinh, atan2, cos, cosh, sin, sinh, tan, tanh } from '../math/elementary.js';
import { norm } from '../math/sums.js';

export interface Parts {
  readonly real: number;
  readonly imag: number;
}

export const parts = (real: number, imag: number): Parts => ({ real, imag });

const INFINITY = Number.POSITIVE_INFINITY;
const NAN = Number.NaN;
const LN_2 = Math.LN2;
/** Beyond these sizes squares overflow, or are all that counts. */
const LARGE = Number.MAX_VALUE / 4;
const LOG_LARGE = log(LARGE);
const ROOT_OF_LARGE = Math.sqrt(LARGE);
const ROOT_OF_SMALL = Math.sqrt(2 ** -1022);
const SMALL = 2 ** -1022;

const { isFinite: isFiniteNumber, isNaN: isNanNumber } = Number;
const isFiniteParts = ({ real, imag }: Parts): boolean => isFiniteNumber(real) && isFiniteNumber(imag);
const isNegative = (x: number): boolean => x < 0 || Object.is(x, -0);

export function copySign(size: number, sign: number): number {
  const plain = Math.abs(size);
  return isNegative(sign) ? -plain : plain;
}

export const modulus = ({ real, imag }: Parts): number => norm([real, imag]);

/** The angle, with all the infinities on their diagonals. */
export function phase({ real, imag }: Parts): number {
  return atan2(imag, real);
}

/** i * z and its reverse: hyperbolic functions are circular ones turned by a right angle. */
const turnLeft = ({ real, imag }: Parts): Parts => parts(-imag, real);
const turnRight = ({ real, imag }: Parts): Parts => parts(imag, -real);

/** What an operation may report besides its result. */
export class Report {
  domain = false;
  range = false;
}

export function sqrt(z: Parts): Parts {
  const { real, imag } = z;
  if (!isFiniteParts(z)) {
    if (Math.abs(imag) === INFINITY) return parts(INFINITY, imag);
    if (real === INFINITY) return parts(INFINITY, isNanNumber(imag) ? imag : copySign(0, imag));
    if (real === -INFINITY) {
      return isNanNumber(imag) ? parts(imag, INFINITY) : parts(0, copySign(INFINITY, imag));
    }
    return parts(NAN, NAN);
  }
  if (real === 0 && imag === 0) return parts(0, imag);
  const [x, y] = [Math.abs(real), Math.abs(imag)];
  let size: number;
  if (x < SMALL && y < SMALL && (x > 0 || y > 0)) {
    const scaled = x * 2 ** 53;
    size = Math.sqrt(scaled + norm([scaled, y * 2 ** 53])) * 2 ** -27;
  } else {
    const eighth = x / 8;
    size = 2 * Math.sqrt(eighth + norm([eighth, y / 8]));
  }
  const rest = y / (2 * size);
  return real >= 0 ? parts(size, copySign(rest, imag)) : parts(rest, copySign(size, imag));
}

export function naturalLog(z: Parts, report: Report): Parts {
  const { real, imag } = z;
  const angle = phase(z);
  if (!isFiniteParts(z)) {
    const isInfinite = Math.abs(real) === INFINITY || Math.abs(imag) === INFINITY;
    return parts(isInfinite ? INFINITY : NAN, isNanNumber(real) || isNanNumber(imag) ? NAN : angle);
  }
  const [x, y] = [Math.abs(real), Math.abs(imag)];
  if (x > LARGE || y > LARGE) return parts(log(norm([x / 2, y / 2])) + LN_2, angle);
  if (x < SMALL && y < SMALL) {
    if (x > 0 || y > 0) return parts(log(norm([x * 2 ** 53, y * 2 ** 53])) - 53 * LN_2, angle);
    report.domain = true;
    return parts(-INFINITY, angle);
  }
  const size = norm([x, y]);
  if (0.71 <= size && size <= 1.73) {
    const [most, least] = x > y ? [x, y] : [y, x];
    return parts(Math.log1p((most - 1) * (most + 1) + least * least) / 2, angle);
  }
  return parts(log(size), angle);
}

export function exponential(z: Parts, report: Report): Parts {
  const { real, imag } = z;
  if (!isFiniteParts(z)) {
    if (Math.abs(real) === INFINITY && isFiniteNumber(imag) && imag !== 0) {
      return real > 0
        ? parts(copySign(INFINITY, cos(imag)), copySign(INFINITY, sin(imag)))
        : parts(copySign(0, cos(imag)), copySign(0, sin(imag)));
    }
    if (Math.abs(imag) === INFINITY && (isFiniteNumber(real) || real === INFINITY)) report.domain = true;
    if (real === INFINITY) return parts(INFINITY, imag === 0 ? imag : NAN);
    if (real === -INFINITY) return isFiniteNumber(imag) ? parts(0, imag) : parts(0, 0);
    return parts(NAN, imag === 0 ? imag : NAN);
  }
  const isLarge = real > LOG_LARGE;
  const scale = isLarge ? exp(real - 1) : exp(real);
  const factor = isLarge ? Math.E : 1;
  const result = parts(scale * cos(imag) * factor, scale * sin(imag) * factor);
  if (Math.abs(result.real) === INFINITY || Math.abs(result.imag) === INFINITY) report.range = true;
  return result;
}

export function hyperbolicCosine(z: Parts, report: Report): Parts {
  const { real, imag } = z;
  if (!isFiniteParts(z)) {
    if (Math.abs(imag) === INFINITY && !isNanNumber(real)) report.domain = true;
    if (Math.abs(real) === INFINITY) {
      if (imag === 0) return parts(INFINITY, real > 0 ? imag : -imag);
      if (!isFiniteNumber(imag)) return parts(INFINITY, NAN);
      const size = copySign(INFINITY, sin(imag));
      return parts(copySign(INFINITY, cos(imag)), real > 0 ? size : -size);
    }
    return parts(NAN, real === 0 || imag === 0 ? 0 : NAN);
  }
  const isLarge = Math.abs(real) > LOG_LARGE;
  const near = isLarge ? real - copySign(1, real) : real;
  const factor = isLarge ? Math.E : 1;
  const result = parts(cos(imag) * cosh(near) * factor, sin(imag) * sinh(near) * factor);
  if (Math.abs(result.real) === INFINITY || Math.abs(result.imag) === INFINITY) report.range = true;
  return result;
}

export function hyperbolicSine(z: Parts, report: Report): Parts {
  const { real, imag } = z;
  if (!isFiniteParts(z)) {
    if (Math.abs(imag) === INFINITY && !isNanNumber(real)) report.domain = true;
    if (Math.abs(real) === INFINITY) {
      if (imag === 0) return z;
      if (!isFiniteNumber(imag)) return parts(INFINITY, NAN);
      const size = copySign(INFINITY, cos(imag));
      return parts(real > 0 ? size : -size, copySign(INFINITY, sin(imag)));
    }
    if (imag === 0) return parts(NAN, imag);
    return parts(real === 0 ? 0 : NAN, NAN);
  }
  const isLarge = Math.abs(real) > LOG_LARGE;
  const near = isLarge ? real - copySign(1, real) : real;
  const factor = isLarge ? Math.E : 1;
  const result = parts(cos(imag) * sinh(near) * factor, sin(imag) * cosh(near) * factor);
  if (Math.abs(result.real) === INFINITY || Math.abs(result.imag) === INFINITY) report.range = true;
  return result;
}

export function hyperbolicTangent(z: Parts, report: Report): Parts {
  const { real, imag } = z;
  if (!isFiniteParts(z)) {
    if (Math.abs(imag) === INFINITY && isFiniteNumber(real)) report.domain = true;
    if (Math.abs(real) === INFINITY) {
      const sign = real > 0 ? 1 : -1;
      return parts(sign, isFiniteNumber(imag) ? copySign(0, 2 * sin(imag) * cos(imag)) : 0);
    }
    return parts(NAN, imag === 0 ? imag : NAN);
  }
  if (Math.abs(real) > LOG_LARGE) {
    return parts(copySign(1, real), 4 * sin(imag) * cos(imag) * exp(-2 * Math.abs(real)));
  }
  const tx = tanh(real);
  const ty = tan(imag);
  const cx = 1 / cosh(real);
  const txty = tx * ty;
  const below = 1 + txty * txty;
  return parts((tx * (1 + ty * ty)) / below, (ty / below) * cx * cx);
}

export const cosine = (z: Parts, report: Report): Parts => hyperbolicCosine(turnLeft(z), report);
export const sine = (z: Parts, report: Report): Parts => turnRight(hyperbolicSine(turnLeft(z), report));
export const tangent = (z: Parts, report: Report): Parts => turnRight(hyperbolicTangent(turnLeft(z), report));

export function arcCosine(z: Parts): Parts {
  const { real, imag } = z;
  if (!isFiniteParts(z)) {
    if (Math.abs(imag) === INFINITY) {
      const angle = isNanNumber(real) ? NAN : atan2(Math.abs(imag), real);
      return parts(angle, -imag);
    }
    if (Math.abs(real) === INFINITY) {
      if (isNanNumber(imag)) return parts(NAN, INFINITY);
      return parts(real > 0 ? 0 : Math.PI, copySign(INFINITY, -copySign(1, imag)));
    }
    return parts(real === 0 ? Math.PI / 2 : NAN, NAN);
  }
  if (Math.abs(real) > LARGE || Math.abs(imag) > LARGE) {
    const size = log(norm([real / 2, imag / 2])) + LN_2 * 2;
    return parts(atan2(Math.abs(imag), real), real < 0 ? -copySign(size, imag) : copySign(size, -imag));
  }
  const low = sqrt(parts(1 - real, -imag));
  const high = sqrt(parts(1 + real, imag));
  return parts(2 * atan2(low.real, high.real), asinh(high.real * low.imag - high.imag * low.real));
}

export function arcHyperbolicCosine(z: Parts): Parts {
  const { real, imag } = z;
  if (!isFiniteParts(z)) {
    const turned = arcCosine(z);
    if (Math.abs(imag) === INFINITY || Math.abs(real) === INFINITY) {
      return parts(INFINITY, isNanNumber(turned.real) ? NAN : copySign(turned.real, imag));
    }
    return parts(NAN, NAN);
  }
  if (Math.abs(real) > LARGE || Math.abs(imag) > LARGE) {
    return parts(log(norm([real / 2, imag / 2])) + LN_2 * 2, atan2(imag, real));
  }
  const low = sqrt(parts(real - 1, imag));
  const high = sqrt(parts(real + 1, imag));
  return parts(asinh(low.real * high.real + low.imag * high.imag), 2 * atan2(low.imag, high.real));
}

export function arcHyperbolicSine(z: Parts): Parts {
  const { real, imag } = z;
  if (!isFiniteParts(z)) {
    if (Math.abs(real) === INFINITY) {
      if (isNanNumber(imag)) return parts(real, NAN);
      return parts(real, copySign(Math.abs(imag) === INFINITY ? Math.PI / 4 : 0, imag));
    }
    if (Math.abs(imag) === INFINITY) {
      return isNanNumber(real)
        ? parts(INFINITY, NAN)
        : parts(copySign(INFINITY, real), copySign(Math.PI / 2, imag));
    }
    return parts(NAN, imag === 0 ? imag : NAN);
  }
  if (Math.abs(real) > LARGE || Math.abs(imag) > LARGE) {
    const size = log(norm([real / 2, imag / 2])) + LN_2 * 2;
    return parts(
      isNegative(imag) ? -copySign(size, -real) : copySign(size, real),
      atan2(imag, Math.abs(real)),
    );
  }
  const low = sqrt(parts(1 + imag, -real));
  const high = sqrt(parts(1 - imag, real));
  return parts(
    asinh(low.real * high.imag - high.real * low.imag),
    atan2(imag, low.real * high.real - low.imag * high.imag),
  );
}

export function arcHyperbolicTangent(z: Parts, report: Report): Parts {
  const { real, imag } = z;
  if (!isFiniteParts(z)) {
    if (Math.abs(imag) === INFINITY) return parts(copySign(0, real), copySign(Math.PI / 2, imag));
    if (Math.abs(real) === INFINITY) {
      return parts(copySign(0, real), isNanNumber(imag) ? NAN : copySign(Math.PI / 2, imag));
    }
    return parts(real === 0 ? real : NAN, NAN);
  }
  if (real < 0 || Object.is(real, -0)) {
    const mirrored = arcHyperbolicTangent(parts(-real, -imag), report);
    return parts(-mirrored.real, -mirrored.imag);
  }
  const height = Math.abs(imag);
  if (real > ROOT_OF_LARGE || height > ROOT_OF_LARGE) {
    const size = norm([real / 2, imag / 2]);
    return parts(real / 4 / size / size, -copySign(Math.PI / 2, -imag));
  }
  if (real === 1 && height < ROOT_OF_SMALL) {
    if (height === 0) {
      report.domain = true;
      return parts(INFINITY, imag);
    }
    return parts(
      -log(Math.sqrt(height) / Math.sqrt(norm([height, 2]))),
      copySign(atan2(2, -height) / 2, imag),
    );
  }
  const rest = 1 - real;
  return parts(
    Math.log1p((4 * real) / (rest * rest + height * height)) / 4,
    -atan2(-2 * imag, rest * (1 + real) - height * height) / 2,
  );
}

export const arcSine = (z: Parts): Parts => turnRight(arcHyperbolicSine(turnLeft(z)));
export const arcTangent = (z: Parts, report: Report): Parts =>
  turnRight(arcHyperbolicTangent(turnLeft(z), report));
