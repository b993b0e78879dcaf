// Format specifications (`format(value, '>10,.2f')`): their grammar, and padding and digit grouping
// (Python/formatter_unicode.c).

import { valueError } from './exceptions.js';
import { decimalDigit } from './int-text.js';
import { lengthOf } from './str-text.js';

export type Align = '<' | '>' | '=' | '^';

export interface FormatSpec {
  readonly fill: string;
  readonly align: Align;
  readonly sign: '' | ' ' | '+' | '-';
  /** `z` */
  readonly noNegativeZero: boolean;
  /** `#` */
  readonly alternate: boolean;
  /** -1 where there is none. */
  readonly width: number;
  readonly grouping: '' | ',' | '_';
  /** -1 where there is none. */
  readonly precision: number;
  /** One character; empty where there is none. */
  readonly type: string;
}

const ALIGNMENTS = '<>=^';
const MAX_DIGITS = 0x7fffffffffffffffn;

/** Programs use few specifications, again and again. The default type tells those of the types apart. */
const parsed = new Map<string, FormatSpec>();
const MOST_PARSED = 1000;

/** Parses a specification that is not empty. */
export function parseFormatSpec(
  spec: string,
  defaultType: string,
  defaultAlign: '<' | '>',
  typeName: string,
): FormatSpec {
  const key = `${defaultType}:${spec}`;
  let result = parsed.get(key);
  if (result === undefined) {
    result = parse(spec, defaultType, defaultAlign, typeName);
    if (parsed.size >= MOST_PARSED) parsed.clear();
    parsed.set(key, result);
  }
  return result;
}

/** `parse_internal_render_format_spec` */
function parse(spec: string, defaultType: string, defaultAlign: '<' | '>', typeName: string): FormatSpec {
  const chars = [...spec];
  let at = 0;
  let fill = ' ';
  let align: Align = defaultAlign;
  let fillGiven = false;
  let alignGiven = false;
  const take = (wanted: string): boolean => {
    if (chars[at] !== wanted) return false;
    at++;
    return true;
  };
  const second = alignOf(chars[1]);
  const first = alignOf(chars[0]);
  if (second !== undefined) {
    fill = chars[0] ?? ' ';
    align = second;
    fillGiven = true;
    alignGiven = true;
    at = 2;
  } else if (first !== undefined) {
    align = first;
    alignGiven = true;
    at = 1;
  }
  const sign = take('+') ? '+' : take('-') ? '-' : take(' ') ? ' ' : '';
  const noNegativeZero = take('z');
  const alternate = take('#');
  if (!fillGiven && take('0')) {
    fill = '0';
    if (!alignGiven && defaultAlign === '>') align = '=';
  }
  const number = (): number => {
    let digits = '';
    for (let char = chars[at]; char !== undefined && /^\p{Nd}$/u.test(char); char = chars[++at]) {
      digits += decimalDigit(char);
    }
    if (digits === '') return -1;
    if (BigInt(digits) > MAX_DIGITS) throw valueError('Too many decimal digits in format string');
    return Number(digits);
  };
  const width = number();
  let grouping: FormatSpec['grouping'] = take(',') ? ',' : '';
  if (take('_')) {
    if (grouping === ',') throw bothGroupings();
    grouping = '_';
  }
  if (chars[at] === ',' && grouping === '_') throw bothGroupings();
  let precision = -1;
  if (take('.')) {
    precision = number();
    if (precision < 0) throw valueError('Format specifier missing precision');
  }
  if (chars.length - at > 1) {
    throw valueError(`Invalid format specifier '${spec}' for object of type '${typeName}'`);
  }
  const type = chars[at] ?? defaultType;
  if (grouping !== '' && !mayGroup(grouping, type)) {
    throw valueError(`Cannot specify '${grouping}' with '${shownType(type)}'.`);
  }
  return { fill, align, sign, noNegativeZero, alternate, width, grouping, precision, type };
}

function alignOf(char: string | undefined): Align | undefined {
  if (char === undefined || !ALIGNMENTS.includes(char)) return undefined;
  return char === '<' || char === '>' || char === '=' ? char : '^';
}

function bothGroupings() {
  return valueError("Cannot specify both ',' and '_'.");
}

function mayGroup(grouping: string, type: string): boolean {
  if (type === '' || 'defgEG%F'.includes(type)) return true;
  return grouping === '_' && 'boxX'.includes(type);
}

function shownType(type: string): string {
  const code = type.codePointAt(0) ?? 0;
  return code > 32 && code < 128 ? type : `\\x${code.toString(16)}`;
}

export function unknownType(type: string, typeName: string) {
  return valueError(`Unknown format code '${shownType(type)}' for object of type '${typeName}'`);
}

/** Pads text that has no sign to pad after. */
export function pad(
  text: string,
  { fill, align, width }: Pick<FormatSpec, 'fill' | 'align' | 'width'>,
): string {
  const missing = width - (width < 0 ? 0 : lengthOf(text));
  if (missing <= 0) return text;
  if (align === '<') return text + fill.repeat(missing);
  if (align === '^') {
    const left = Math.floor(missing / 2);
    return fill.repeat(left) + text + fill.repeat(missing - left);
  }
  return fill.repeat(missing) + text;
}

/**
 * A number from its parts: the integer digits are grouped, and padding goes between prefix and digits for `=`.
 * `rest` is what follows the integer digits.
 */
export function assembleNumber(
  negative: boolean,
  prefix: string,
  digits: string,
  rest: string,
  spec: FormatSpec,
): string {
  const sign = negative ? '-' : spec.sign === '-' ? '' : spec.sign;
  const head = sign + prefix;
  const zeroFilled = spec.fill === '0' && spec.align === '=';
  const minWidth = zeroFilled ? spec.width - head.length - rest.length : 0;
  const body = groupDigits(digits, groupSize(spec), spec.grouping, minWidth) + rest;
  if (spec.align !== '=') return pad(head + body, spec);
  return head + spec.fill.repeat(Math.max(0, spec.width - head.length - body.length)) + body;
}

function groupSize({ grouping, type }: FormatSpec): number {
  if (grouping === '') return 0;
  return type !== '' && 'boxX'.includes(type) ? 4 : 3;
}

/** Digits in groups, with zeros in front to at least `minWidth` characters, separators included. */
function groupDigits(digits: string, size: number, separator: string, minWidth: number): string {
  if (size === 0 || digits === '') return digits.padStart(minWidth, '0');
  let grouped = '';
  let remaining = digits.length;
  let wanted = minWidth;
  for (;;) {
    const length = Math.min(size, Math.max(remaining, wanted, 1));
    const taken = Math.min(remaining, length);
    const group = digits.slice(remaining - taken, remaining).padStart(length, '0');
    grouped = grouped === '' ? group : group + separator + grouped;
    remaining -= taken;
    wanted -= length;
    if (remaining <= 0 && wanted <= 0) return grouped;
    wanted -= separator.length;
  }
}
