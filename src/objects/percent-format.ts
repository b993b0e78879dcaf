// `'%s: %5.2f' % values` for str and bytes (`PyUnicode_Format`, `_PyBytes_FormatEx`).
//
// Bytes are formatted as text of one character per byte; the differences are what `%s`, `%r` and `%c` take.

import { intValue, PyFloat, strValue } from './boxed.js';
import { bufferOf, bytesOf, latin1, PyByteArray, PyBytes } from './buffers.js';
import { callSpecial } from './call.js';
import { PyTuple } from './containers.js';
import { doubleToText } from './double-text.js';
import { isExceptionOf, overflowError, type PyException, typeError, valueError } from './exceptions.js';
import { asDouble } from './float.js';
import { indexOf } from './index.js';
import { absoluteInt, type Int } from './int-arithmetic.js';
import { toInt } from './int-new.js';
import { intToText } from './int-text.js';
import type { Value } from './object.js';
import { ascii, repr, str } from './repr.js';
import { escapeNonAscii } from './str-repr.js';
import { lengthOf, substring } from './str-text.js';
import { getItem } from './subscript.js';
import { typeName, typeOf } from './types.js';

export function formatPercent(format: string, values: Value): string {
  return new PercentFormat(format, values, false).run();
}

/** `format` and the result are one character per byte. */
export function formatPercentBytes(format: string, values: Value): string {
  return new PercentFormat(format, values, true).run();
}

interface Conversion {
  leftAlign: boolean;
  plus: boolean;
  blank: boolean;
  alternate: boolean;
  zero: boolean;
  width: number;
  /** -1 where there is none. */
  precision: number;
  type: string;
}

const FLAGS = '-+ #0';
const MAX_WIDTH = 2 ** 63;
const MAX_PRECISION = 0x7fffffff;

class PercentFormat {
  readonly #format: string;
  readonly #bytes: boolean;
  readonly #mapping: Value | undefined;
  #values: readonly Value[];
  #next = 0;
  #at = 0;

  constructor(format: string, values: Value, bytes: boolean) {
    this.#format = format;
    this.#bytes = bytes;
    this.#values = values instanceof PyTuple ? values.items : [values];
    const isText = bytes && (values instanceof PyBytes || values instanceof PyByteArray);
    this.#mapping = isMapping(values) && !isText ? values : undefined;
  }

  run(): string {
    const format = this.#format;
    let result = '';
    for (;;) {
      const percent = format.indexOf('%', this.#at);
      if (percent < 0) break;
      result += format.slice(this.#at, percent);
      this.#at = percent + 1;
      if (format[this.#at] === '%') {
        result += '%';
        this.#at++;
      } else result += this.#convert();
    }
    result += format.slice(this.#at);
    if (this.#next < this.#values.length && this.#mapping === undefined) {
      throw typeError(`not all arguments converted during ${this.#bytes ? 'bytes' : 'string'} formatting`);
    }
    return result;
  }

  #convert(): string {
    const conversion = this.#parse();
    const { type } = conversion;
    const value = this.#nextValue();
    switch (type) {
      case 's':
        return this.#bytes ? this.#text(bytesText(value), conversion) : this.#text(str(value), conversion);
      case 'b':
        if (!this.#bytes) break;
        return this.#text(bytesText(value), conversion);
      case 'r':
        return this.#text(this.#bytes ? ascii(value) : repr(value), conversion);
      case 'a':
        return this.#text(escapeNonAscii(repr(value)), conversion);
      case 'c':
        return this.#pad('', '', this.#character(value), { ...conversion, zero: false });
      case 'd':
      case 'i':
      case 'u':
      case 'o':
      case 'x':
      case 'X':
        return this.#integer(value, conversion);
      case 'e':
      case 'E':
      case 'f':
      case 'F':
      case 'g':
      case 'G':
        return this.#float(value, conversion);
      default:
        break;
    }
    const code = type.codePointAt(0) ?? 0;
    const shown = code > 31 && code < 127 ? type : '?';
    const index = lengthOf(this.#format.slice(0, this.#at - type.length));
    throw valueError(`unsupported format character '${shown}' (0x${code.toString(16)}) at index ${index}`);
  }

  #parse(): Conversion {
    const format = this.#format;
    if (format[this.#at] === '(') this.#selectKey();
    const conversion: Conversion = {
      leftAlign: false,
      plus: false,
      blank: false,
      alternate: false,
      zero: false,
      width: 0,
      precision: -1,
      type: '',
    };
    for (let flag = format[this.#at]; flag !== undefined && FLAGS.includes(flag); flag = format[++this.#at]) {
      if (flag === '-') conversion.leftAlign = true;
      else if (flag === '+') conversion.plus = true;
      else if (flag === ' ') conversion.blank = true;
      else if (flag === '#') conversion.alternate = true;
      else conversion.zero = true;
    }
    const width = this.#size(MAX_WIDTH, 'width too big');
    conversion.width = Math.abs(width);
    if (width < 0) conversion.leftAlign = true;
    if (format[this.#at] === '.') {
      this.#at++;
      conversion.precision = Math.max(0, this.#size(MAX_PRECISION, 'precision too big'));
    }
    const modifier = format[this.#at];
    if (modifier === 'h' || modifier === 'l' || modifier === 'L') this.#at++;
    const code = format.codePointAt(this.#at);
    if (code === undefined) throw valueError('incomplete format');
    conversion.type = String.fromCodePoint(code);
    this.#at += conversion.type.length;
    return conversion;
  }

  /** `(name)`: the value of that key is what follows formats. Parentheses may nest. */
  #selectKey(): void {
    if (this.#mapping === undefined) throw typeError('format requires a mapping');
    const start = ++this.#at;
    for (let depth = 1; depth > 0; this.#at++) {
      const char = this.#format[this.#at];
      if (char === undefined) throw valueError('incomplete format key');
      if (char === '(') depth++;
      else if (char === ')') depth--;
    }
    const key = this.#format.slice(start, this.#at - 1);
    const name = this.#bytes ? new PyBytes(bytesOf(key)) : key;
    this.#values = [getItem(this.#mapping, name)];
    this.#next = 0;
  }

  /** A width or precision: digits, or `*` for the next value. */
  #size(most: number, tooBig: string): number {
    const format = this.#format;
    if (format[this.#at] === '*') {
      this.#at++;
      const value = intValue(this.#nextValue());
      if (value === undefined) throw typeError('* wants int');
      if (typeof value === 'bigint') throw overflowError('Python int too large to convert to C ssize_t');
      return value;
    }
    const start = this.#at;
    while (isDigit(format.charCodeAt(this.#at))) this.#at++;
    const size = Number(format.slice(start, this.#at));
    if (size >= most) throw valueError(tooBig);
    return size;
  }

  #nextValue(): Value {
    const value = this.#values[this.#next];
    if (value === undefined) throw typeError('not enough arguments for format string');
    this.#next++;
    return value;
  }

  #text(text: string, conversion: Conversion): string {
    const { precision } = conversion;
    const shown = precision >= 0 && precision < text.length ? truncated(text, precision) : text;
    return this.#pad('', '', shown, { ...conversion, zero: false });
  }

  #character(value: Value): string {
    if (this.#bytes) return byteCharacter(value);
    const text = strValue(value);
    if (text !== undefined && lengthOf(text) === 1) return text;
    const code = text === undefined ? indexOf(value) : undefined;
    if (code === undefined) throw typeError('%c requires int or char');
    if (code < 0 || code > 0x10ffff) throw overflowError('%c arg not in range(0x110000)');
    return String.fromCodePoint(Number(code));
  }

  #integer(value: Value, conversion: Conversion): string {
    const { type, precision } = conversion;
    const int = integerOf(value, type);
    const magnitude = absoluteInt(int);
    let digits = type === 'o' ? magnitude.toString(8) : '';
    if (type === 'x' || type === 'X') digits = magnitude.toString(16);
    if (type === 'X') digits = digits.toUpperCase();
    if (digits === '') digits = intToText(magnitude);
    const prefix = conversion.alternate && 'oxX'.includes(type) ? `0${type}` : '';
    return this.#pad(int < 0 ? '-' : '', prefix, digits.padStart(precision, '0'), conversion);
  }

  #float(value: Value, conversion: Conversion): string {
    const { type, alternate } = conversion;
    const precision = conversion.precision < 0 ? 6 : conversion.precision;
    const lower = type.toLowerCase();
    const format = lower === 'e' || lower === 'f' ? lower : 'g';
    const text = doubleToText(asDouble(value), format, precision, { alternate });
    const shown = lower === type ? text : text.toUpperCase();
    return shown.startsWith('-')
      ? this.#pad('-', '', shown.slice(1), conversion)
      : this.#pad('', '', shown, conversion);
  }

  #pad(minus: string, prefix: string, body: string, conversion: Conversion): string {
    const numeric = 'diuoxXeEfFgG'.includes(conversion.type);
    let sign = minus;
    if (numeric && sign === '') sign = conversion.plus ? '+' : conversion.blank ? ' ' : '';
    const head = sign + prefix;
    const { width } = conversion;
    const length = width === 0 ? 0 : head.length + (numeric ? body.length : lengthOf(body));
    if (length >= width) return head + body;
    if (conversion.leftAlign) return head + body + ' '.repeat(width - length);
    if (conversion.zero) return head + '0'.repeat(width - length) + body;
    return ' '.repeat(width - length) + head + body;
  }
}

function isDigit(unit: number): boolean {
  return unit >= 0x30 && unit <= 0x39;
}

function truncated(text: string, precision: number): string {
  return precision >= lengthOf(text) ? text : substring(text, 0, precision);
}

/** Anything with items that is not a tuple or a str: `PyMapping_Check`. */
function isMapping(values: Value): boolean {
  if (values instanceof PyTuple || strValue(values) !== undefined) return false;
  return typeOf(values).slots.getitem !== undefined;
}

/** `mainformatlong` */
function integerOf(value: Value, type: string): Int {
  const own = intValue(value);
  if (own !== undefined) return own;
  const decimal = type === 'd' || type === 'i' || type === 'u';
  if (decimal && value instanceof PyFloat) return toInt(value);
  const { slots } = typeOf(value);
  try {
    if (decimal && slots.int !== undefined) return toInt(value);
    const index = indexOf(value);
    if (index !== undefined) return index;
  } catch (error) {
    if (!isExceptionOf(error, 'TypeError')) throw error;
  }
  throw wrongType(value, type, decimal);
}

function wrongType(value: Value, type: string, decimal: boolean): PyException {
  const wanted = decimal ? 'a real number' : 'an integer';
  return typeError(`%${type} format: ${wanted} is required, not ${typeName(value)}`);
}

function bytesText(value: Value): string {
  const data = bufferOf(value) ?? bufferOf(callSpecial(value, '__bytes__') ?? null);
  if (data === undefined) {
    throw typeError(
      `%b requires a bytes-like object, or an object that implements __bytes__, not '${typeName(value)}'`,
    );
  }
  return latin1(data);
}

function byteCharacter(value: Value): string {
  const data = bufferOf(value);
  if (data !== undefined && data.length === 1) return latin1(data);
  const code = data === undefined ? indexOf(value) : undefined;
  if (code === undefined) throw typeError('%c requires an integer in range(256) or a single byte');
  if (code < 0 || code > 255) throw overflowError('%c arg not in range(256)');
  return String.fromCharCode(Number(code));
}
