// Decimal digits of a double, exactly rounded: half to even on its true binary value, as CPython's dtoa does it.
//
// The host's `toFixed` and `toExponential` are exact too but round ties up, so only ties need work of our own.

/** The most places the host's own functions take. */
const MOST_PLACES = 100;
/** From here on `toFixed` turns to exponents. */
const FIXED_END = 1e21;

/** A double that is not negative with `places` digits after the point: `12.50`. */
export function fixedDigits(value: number, places: number): string {
  if (value < FIXED_END && places <= MOST_PLACES && !mayTie(value, places)) return value.toFixed(places);
  const digits = scaledDigits(value, places)
    .toString()
    .padStart(places + 1, '0');
  if (places === 0) return digits;
  return `${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

/** Half-way cases have exactly one binary digit more than they have decimal places. */
function mayTie(value: number, places: number): boolean {
  return (value * 2 ** (places + 1)) % 2 === 1;
}

/** `count` significant digits, and the power of ten of the first: 0.00125 is `125`, -3. */
export interface Digits {
  readonly digits: string;
  readonly exponent: number;
}

export function significantDigits(value: number, count: number): Digits {
  if (value === 0) return { digits: '0'.repeat(count), exponent: 0 };
  if (count <= MOST_PLACES) {
    // One digit more shows whether this may be a tie.
    const longer = value.toExponential(count);
    if (longer.charAt(count + 1) !== '5' || count === MOST_PLACES)
      return split(value.toExponential(count - 1));
  }
  return exactSignificantDigits(value, count);
}

function split(text: string): Digits {
  const e = text.indexOf('e');
  return { digits: text.slice(0, e).replace('.', ''), exponent: Number(text.slice(e + 1)) };
}

function exactSignificantDigits(value: number, count: number): Digits {
  let exponent = Number(value.toExponential().split('e')[1]);
  let digits = scaledDigits(value, count - 1 - exponent).toString();
  if (digits.length > count) {
    // Rounding up gave one digit more, or the shortest digits stood just above a power of ten.
    exponent++;
    digits = scaledDigits(value, count - 1 - exponent).toString();
  } else if (digits.length < count) {
    exponent--;
    digits = scaledDigits(value, count - 1 - exponent).toString();
  }
  return { digits: digits.padEnd(count, '0'), exponent };
}

/** `value * 10**places` rounded half to even. */
export function scaledDigits(value: number, places: number): bigint {
  const { mantissa, exponent } = decompose(value);
  let numerator = mantissa;
  let denominator = 1n;
  if (exponent >= 0) numerator <<= BigInt(exponent);
  else denominator <<= BigInt(-exponent);
  if (places >= 0) numerator *= 10n ** BigInt(places);
  else denominator *= 10n ** BigInt(-places);
  const quotient = numerator / denominator;
  const twice = (numerator - quotient * denominator) * 2n;
  const up = twice > denominator || (twice === denominator && (quotient & 1n) === 1n);
  return up ? quotient + 1n : quotient;
}

const view = new DataView(new ArrayBuffer(8));

/** A finite double's magnitude as `mantissa * 2**exponent`. */
export function decompose(value: number): { readonly mantissa: bigint; readonly exponent: number } {
  view.setFloat64(0, value);
  const biased = (view.getUint16(0) >> 4) & 0x7ff;
  const fraction = BigInt.asUintN(52, view.getBigUint64(0));
  if (biased === 0) return { mantissa: fraction, exponent: -1074 };
  return { mantissa: fraction | (1n << 52n), exponent: biased - 1075 };
}
