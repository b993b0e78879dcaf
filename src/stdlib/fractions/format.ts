// `Fraction.__format__`: as a fraction, or with the presentation types of floats, rounded exactly.

import { absolute, floorDivide, type Ratio } from './ratio.js';

const GENERAL =
  /^(?:(?<fill>.)?(?<align>[<>=^]))?(?<sign>[-+ ]?)(?<alternate>#)?(?<width>0|[1-9][0-9]*)?(?<separator>[,_])?$/su;
const FLOAT =
  /^(?:(?<fill>.)?(?<align>[<>=^]))?(?<sign>[-+ ]?)(?<positive>z)?(?<alternate>#)?(?<zeros>0(?=[0-9]))?(?<width>0|[1-9][0-9]*)?(?<separator>[,_])?(?:\.(?<precision>0|[1-9][0-9]*))?(?<type>[eEfFgG%])$/su;

interface Layout {
  readonly fill: string;
  readonly align: string;
  readonly width: number;
  readonly separator: string;
  /** What a positive number begins with. */
  readonly plus: string;
  readonly alternate: boolean;
}

type Groups = Readonly<Record<string, string | undefined>>;

function layoutOf({ fill, align, width, separator, sign, alternate }: Groups): Layout {
  return {
    fill: fill ?? ' ',
    align: align ?? '>',
    width: Number(width ?? 0),
    separator: separator ?? '',
    plus: sign === '-' || sign === undefined ? '' : sign,
    alternate: alternate !== undefined,
  };
}

function grouped(digits: string, separator: string): string {
  return separator === '' ? digits : digits.replace(/\B(?=(?:\d{3})+$)/g, separator);
}

function padded(sign: string, body: string, { fill, align, width }: Layout): string {
  const missing = Math.max(0, width - sign.length - body.length);
  if (align === '<') return sign + body + fill.repeat(missing);
  if (align === '=') return sign + fill.repeat(missing) + body;
  if (align === '>') return fill.repeat(missing) + sign + body;
  const left = Math.floor(missing / 2);
  return fill.repeat(left) + sign + body + fill.repeat(missing - left);
}

const powerOfTen = (exponent: number): bigint => 10n ** BigInt(exponent);

/** The value in units of 10**exponent, rounded to the nearest, ties to even. */
function inUnits({ numerator, denominator }: Ratio, exponent: number): bigint {
  const size = absolute(numerator) * (exponent < 0 ? powerOfTen(-exponent) : 1n);
  const unit = denominator * (exponent > 0 ? powerOfTen(exponent) : 1n);
  const below = floorDivide(size, unit);
  const twice = 2n * (size - below * unit);
  return twice > unit || (twice === unit && below % 2n === 1n) ? below + 1n : below;
}

/** A number of significant digits, and the power of ten of the last one. */
function toFigures(value: Ratio, figures: number): { readonly digits: bigint; readonly exponent: number } {
  if (value.numerator === 0n) return { digits: 0n, exponent: 1 - figures };
  const [above, below] = [String(absolute(value.numerator)), String(value.denominator)];
  const size = above.length - below.length + (below <= above ? 1 : 0);
  const digits = inUnits(value, size - figures);
  if (String(digits).length > figures) return { digits: digits / 10n, exponent: size - figures + 1 };
  return { digits, exponent: size - figures };
}

function formatAsFloat(value: Ratio, groups: Groups): string {
  const layout = layoutOf(groups);
  const type = groups.type ?? 'f';
  const precision = Number(groups.precision ?? 6);
  let suffix = type === '%' ? '%' : '';
  let digits: bigint;
  let places: number;
  if ('fF%'.includes(type)) {
    digits = inUnits(value, -precision - (type === '%' ? 2 : 0));
    places = precision;
  } else {
    const figures = 'gG'.includes(type) ? Math.max(precision, 1) : precision + 1;
    const rounded = toFigures(value, figures);
    digits = rounded.digits;
    const isScientific = 'eE'.includes(type) || rounded.exponent > 0 || rounded.exponent + figures <= -4;
    places = isScientific ? figures - 1 : -rounded.exponent;
    if (isScientific) {
      const exponent = rounded.exponent + places;
      const sign = exponent < 0 ? '-' : '+';
      suffix = `${'EG'.includes(type) ? 'E' : 'e'}${sign}${String(Math.abs(exponent)).padStart(2, '0')}`;
    }
  }
  const isNegative = value.numerator < 0n && !(groups.positive !== undefined && digits === 0n);
  const sign = isNegative ? '-' : layout.plus;
  const all = String(digits).padStart(places + 1, '0');
  let whole = all.slice(0, all.length - places);
  let part = all.slice(all.length - places);
  if ('gG'.includes(type) && !layout.alternate) part = part.replace(/0+$/, '');
  const rest = (part === '' && !layout.alternate ? '' : `.${part}`) + suffix;
  if (groups.zeros !== undefined) {
    const room = layout.width - sign.length - rest.length;
    whole = whole.padStart(layout.separator === '' ? room : Math.floor((3 * room) / 4) + 1, '0');
  }
  return padded(sign, grouped(whole, layout.separator) + rest, layout);
}

/** The value in the form that `spec` asks for; undefined where it is no specification. */
export function formatRatio(value: Ratio, spec: string): string | undefined {
  const general = GENERAL.exec(spec)?.groups;
  if (general !== undefined) {
    const layout = layoutOf(general);
    const above = grouped(String(absolute(value.numerator)), layout.separator);
    const isWhole = value.denominator === 1n && !layout.alternate;
    const body = isWhole ? above : `${above}/${grouped(String(value.denominator), layout.separator)}`;
    return padded(value.numerator < 0n ? '-' : layout.plus, body, layout);
  }
  const float = FLOAT.exec(spec)?.groups;
  if (float === undefined || (float.align !== undefined && float.zeros !== undefined)) return undefined;
  return formatAsFloat(value, float);
}
