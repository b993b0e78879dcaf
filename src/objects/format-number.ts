// `format()` of int, float and complex by a format specification that is not empty (Python/formatter_unicode.c).

import { intValue, type PyFloat } from './boxed.js';
import type { PyComplex } from './complex-number.js';
import { type DoubleFormat, doubleToText } from './double-text.js';
import { overflowError, valueError } from './exceptions.js';
import { assembleNumber, type FormatSpec, pad, parseFormatSpec, unknownType } from './format-spec.js';
import { absoluteInt, type Int, intToDouble, tooLargeForFloat } from './int-arithmetic.js';
import { intToText } from './int-text.js';
import type { Value } from './object.js';
import { typeName } from './types.js';

/** `int.__format__` */
export function formatInt(self: Value, text: string): string {
  const spec = parseFormatSpec(text, 'd', '>', typeName(self));
  const value = intValue(self) ?? 0;
  if ('eEfFgG%'.includes(spec.type)) {
    const double = intToDouble(value);
    if (double === undefined) throw tooLargeForFloat();
    return formatDouble(double, spec, self);
  }
  return formatInteger(value, spec, self);
}

const RADIX: Record<string, number> = { b: 2, o: 8, x: 16, X: 16, d: 10, n: 10 };

function formatInteger(value: Int, spec: FormatSpec, self: Value): string {
  const { type, alternate } = spec;
  const radix = RADIX[type];
  if (radix === undefined && type !== 'c') throw unknownType(type, typeName(self));
  if (spec.precision >= 0) throw valueError('Precision not allowed in integer format specifier');
  if (spec.noNegativeZero) {
    throw valueError('Negative zero coercion (z) not allowed in integer format specifier');
  }
  if (type === 'c') return formatCharacter(value, spec);
  const magnitude = absoluteInt(value);
  let digits = radix === 10 || radix === undefined ? intToText(magnitude) : magnitude.toString(radix);
  let prefix = alternate && radix !== 10 ? `0${type}` : '';
  if (type === 'X') {
    digits = digits.toUpperCase();
    prefix = prefix.toUpperCase();
  }
  return assembleNumber(value < 0, prefix, digits, '', spec);
}

function formatCharacter(value: Int, spec: FormatSpec): string {
  if (spec.sign !== '') throw valueError("Sign not allowed with integer format specifier 'c'");
  if (spec.alternate) {
    throw valueError("Alternate form (#) not allowed with integer format specifier 'c'");
  }
  if (typeof value === 'bigint' && BigInt.asIntN(64, value) !== value) {
    throw overflowError('Python int too large to convert to C long');
  }
  if (value < 0 || value > 0x10ffff) throw overflowError('%c arg not in range(0x110000)');
  const { align } = spec;
  return pad(String.fromCodePoint(Number(value)), { ...spec, align: align === '=' ? '>' : align });
}

/** `float.__format__` */
export function formatFloat(self: PyFloat, text: string): string {
  return formatDouble(self.value, parseFormatSpec(text, '', '>', typeName(self)), self);
}

const MAX_PRECISION = 0x7fffffff;

function formatDouble(value: number, spec: FormatSpec, self: Value): string {
  const { type } = spec;
  if (spec.precision > MAX_PRECISION) throw valueError('precision too big');
  if (type !== '' && !'eEfFgGn%'.includes(type)) throw unknownType(type, typeName(self));
  const percent = type === '%';
  const format = formatOf(type, spec.precision);
  const text = doubleToText(percent ? value * 100 : value, format, precisionOf(spec), {
    alternate: spec.alternate,
    noNegativeZero: spec.noNegativeZero,
    addPointZero: type === '',
  });
  const { negative, digits, rest } = partsOf(isUpper(type) ? text.toUpperCase() : text);
  return assembleNumber(negative, '', digits, percent ? `${rest}%` : rest, spec);
}

function isUpper(type: string): boolean {
  return type === 'E' || type === 'F' || type === 'G';
}

function formatOf(type: string, precision: number): DoubleFormat {
  switch (type) {
    case 'e':
    case 'E':
      return 'e';
    case 'f':
    case 'F':
    case '%':
      return 'f';
    case '':
      return precision < 0 ? 'r' : 'g';
    default:
      return 'g';
  }
}

function precisionOf({ precision, type }: FormatSpec): number {
  if (precision >= 0) return precision;
  return type === '' ? 0 : 6;
}

/** Sign, integer digits and the rest; `inf` and `nan` have no digits. */
function partsOf(text: string) {
  const negative = text.startsWith('-');
  const start = negative ? 1 : 0;
  let end = start;
  while (end < text.length && text.charCodeAt(end) >= 0x30 && text.charCodeAt(end) <= 0x39) end++;
  return { negative, digits: text.slice(start, end), rest: text.slice(end) };
}

/** `complex.__format__` */
export function formatComplex(self: PyComplex, text: string): string {
  const spec = parseFormatSpec(text, '', '>', typeName(self));
  const { type, precision } = spec;
  if (type !== '' && !'eEfFgGn'.includes(type)) throw unknownType(type, typeName(self));
  if (precision > MAX_PRECISION) throw valueError('precision too big');
  if (spec.fill === '0') throw valueError('Zero padding is not allowed in complex format specifier');
  if (spec.align === '=') {
    throw valueError("'=' alignment flag is not allowed in complex format specifier");
  }
  const skipReal = type === '' && Object.is(self.real, 0);
  const plain: FormatSpec = { ...spec, fill: ' ', align: '<', width: -1 };
  const part = (value: number, partSpec: FormatSpec): string => {
    const shown = doubleToText(value, formatOf(type, precision), precisionOf(spec), {
      alternate: spec.alternate,
      noNegativeZero: spec.noNegativeZero,
    });
    const { negative, digits, rest } = partsOf(isUpper(type) ? shown.toUpperCase() : shown);
    return assembleNumber(negative, '', digits, rest, partSpec);
  };
  const imaginary = part(self.imag, skipReal ? plain : { ...plain, sign: '+' });
  const body = skipReal ? `${imaginary}j` : `${part(self.real, plain)}${imaginary}j`;
  return pad(type === '' && !skipReal ? `(${body})` : body, spec);
}
