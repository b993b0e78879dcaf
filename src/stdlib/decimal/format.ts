// `Decimal.__format__`: the format specifications of floats, with decimal rounding.

import { type Dec, digitCount, type Finite, finite, placePoint, showDecimal, withSign } from './number.js';
import { type Rounding, rescaled } from './work.js';

const SPECIFICATION =
  /^(?:(?<fill>.)?(?<align>[<>=^]))?(?<sign>[-+ ])?(?<positive>z)?(?<alternate>#)?(?<zeros>0)?(?<width>[0-9]+)?(?<grouping>,)?(?:\.(?<precision>[0-9]+))?(?<type>[eEfFgGn%])?$/su;

type Groups = Readonly<Record<string, string | undefined>>;

/** The number with as many digits as the presentation shows. */
function roundedFor(value: Finite, type: string, precision: number | undefined, rounding: Rounding): Finite {
  const toPlace = (exponent: number): Finite => {
    const { coefficient } = rescaled(value.coefficient, exponent - value.exponent, rounding, value.sign);
    return finite(value.sign, coefficient, exponent);
  };
  const toDigits = (digits: number): Finite => {
    const drop = digitCount(value.coefficient) - digits;
    if (drop <= 0) return value;
    const { coefficient } = rescaled(value.coefficient, drop, rounding, value.sign);
    return digitCount(coefficient) > digits
      ? finite(value.sign, coefficient / 10n, value.exponent + drop + 1)
      : finite(value.sign, coefficient, value.exponent + drop);
  };
  if ('fF%'.includes(type)) {
    if (precision !== undefined) return toPlace(-precision);
    return value.exponent > 0 ? toPlace(0) : value;
  }
  if (precision === undefined) return value;
  if ('eE'.includes(type)) {
    if (value.coefficient === 0n) return value;
    const rounded = toDigits(precision + 1);
    const missing = precision + 1 - digitCount(rounded.coefficient);
    return finite(value.sign, rounded.coefficient * 10n ** BigInt(missing), rounded.exponent - missing);
  }
  return toDigits(Math.max(precision, 1));
}

interface Body {
  readonly whole: string;
  /** From the point on. */
  readonly rest: string;
}

function bodyOf(value: Finite, type: string, alternate: boolean, decimals: number): Body {
  const digits = String(value.coefficient);
  const point = value.exponent + digits.length;
  const isFixed = 'fF%'.includes(type);
  const isPlain = !isFixed && !'eE'.includes(type) && value.exponent <= 0 && point > -6;
  const place = isFixed || isPlain ? point : 1;
  // A zero gets its decimals without regard to its exponent.
  const isZero = value.coefficient === 0n && 'eE'.includes(type) && decimals > 0;
  const shown = isZero ? `0.${'0'.repeat(decimals)}` : placePoint(digits, place);
  const exponent = isZero ? value.exponent + decimals : point - place;
  const isScientific = 'eE'.includes(type) || (!isFixed && exponent !== 0);
  const e = 'EG'.includes(type) ? 'E' : 'e';
  const suffix = isScientific ? `${e}${exponent >= 0 ? '+' : ''}${exponent}` : '';
  const [whole = '0', part] = shown.split('.');
  const fraction = part === undefined ? (alternate ? '.' : '') : `.${part}`;
  return { whole, rest: fraction + suffix + (type === '%' ? '%' : '') };
}

function grouped(digits: string, separator: string, width: number): string {
  if (separator === '') return digits.padStart(width, '0');
  let padded = digits;
  const group = (text: string): string => text.replace(/\B(?=(?:\d{3})+$)/g, separator);
  while (group(padded).length < width) padded = `0${padded}`;
  return group(padded);
}

/** The number as `spec` asks for it; undefined where it is no specification. */
export function formatDecimal(
  value: Dec,
  spec: string,
  rounding: Rounding,
  capitals: boolean,
): string | undefined {
  const groups: Groups | undefined = SPECIFICATION.exec(spec)?.groups;
  if (groups === undefined) return undefined;
  const { fill, align, zeros, precision } = groups;
  if (zeros !== undefined && (fill !== undefined || align !== undefined)) return undefined;
  const width = Number(groups.width ?? 0);
  const type = groups.type ?? (capitals ? 'G' : 'g');
  let shown = value;
  let body: Body;
  if (value.kind !== 'finite') {
    body = { whole: '', rest: showDecimal(withSign(value, 0), true) + (type === '%' ? '%' : '') };
  } else {
    const percent = type === '%' ? { ...value, exponent: value.exponent + 2 } : value;
    shown = roundedFor(percent, type, precision === undefined ? undefined : Number(precision), rounding);
    body = bodyOf(shown, type, groups.alternate !== undefined, Number(precision ?? 0));
    if (groups.positive !== undefined && shown.coefficient === 0n) shown = withSign(shown, 0);
  }
  const plus = groups.sign === undefined || groups.sign === '-' ? '' : groups.sign;
  const sign = shown.sign === 1 ? '-' : plus;
  const isPadded = zeros !== undefined && value.kind === 'finite';
  const whole =
    value.kind === 'finite'
      ? grouped(body.whole, groups.grouping ?? '', isPadded ? width - sign.length - body.rest.length : 0)
      : '';
  return padded(sign, whole + body.rest, width, align ?? '>', fill ?? ' ');
}

function padded(sign: string, body: string, width: number, align: string, fill: string): string {
  const missing = Math.max(0, width - sign.length - body.length);
  if (align === '<') return sign + body + fill.repeat(missing);
  if (align === '=') return sign + fill.repeat(missing) + body;
  if (align === '>') return fill.repeat(missing) + sign + body;
  const left = Math.floor(missing / 2);
  return fill.repeat(left) + sign + body + fill.repeat(missing - left);
}
