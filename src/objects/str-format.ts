// `str.format` and `str.format_map`: literal text and replacement fields (Objects/stringlib/unicode_format.h).
//
// Format specifications themselves stand in `format-spec.ts`.

import { getAttribute } from './attributes.js';
import { exception, type PyException, valueError } from './exceptions.js';
import { decimalDigit } from './int-text.js';
import type { Value } from './object.js';
import { ascii, format, repr, str } from './repr.js';
import { getItem } from './subscript.js';

/** A field may hold fields in its specification, and those none. */
const DEEPEST = 2;

/** `positional` is undefined for `format_map`. `named` is a mapping. */
export function formatTemplate(
  template: string,
  positional: readonly Value[] | undefined,
  named: Value,
): string {
  return new TemplateFormat(positional, named).render(template, DEEPEST);
}

class TemplateFormat {
  readonly #positional: readonly Value[] | undefined;
  readonly #named: Value;
  #numbering: 'unknown' | 'automatic' | 'manual' = 'unknown';
  #nextNumber = 0;

  constructor(positional: readonly Value[] | undefined, named: Value) {
    this.#positional = positional;
    this.#named = named;
  }

  render(template: string, depth: number): string {
    if (depth <= 0) throw valueError('Max string recursion exceeded');
    let result = '';
    for (let at = 0; at < template.length; ) {
      const piece = nextPiece(template, at);
      result += piece.literal;
      if (piece.field !== undefined) result += this.#renderField(piece.field, depth);
      at = piece.end;
    }
    return result;
  }

  #renderField({ name, conversion, spec }: Field, depth: number): string {
    const value = this.#valueOf(name);
    const converted = conversion === '' ? value : convert(value, conversion);
    return format(converted, spec.includes('{') ? this.render(spec, depth - 1) : spec);
  }

  /** `0.name[key]` */
  #valueOf(name: string): Value {
    const first = firstName(name);
    let value = this.#first(first);
    for (let at = first.length; at < name.length; ) {
      const { isAttribute, key, end } = nextAccess(name, at);
      value = isAttribute ? getAttribute(value, String(key)) : getItem(value, key);
      at = end;
    }
    return value;
  }

  #first(name: string): Value {
    let index = integerIn(name);
    if (name === '' || index !== undefined) {
      const kind = name === '' ? 'automatic' : 'manual';
      if (this.#numbering === 'unknown') this.#numbering = kind;
      else if (this.#numbering !== kind) throw mixedNumbering(kind);
      index ??= this.#nextNumber++;
    }
    if (index === undefined) {
      return getItem(this.#named, name);
    }
    if (this.#positional === undefined) throw valueError('Format string contains positional fields');
    const value = this.#positional[index];
    if (value === undefined) {
      throw exception('IndexError', `Replacement index ${index} out of range for positional args tuple`);
    }
    return value;
  }
}

function mixedNumbering(kind: 'automatic' | 'manual'): PyException {
  return valueError(
    kind === 'manual'
      ? 'cannot switch from automatic field numbering to manual field specification'
      : 'cannot switch from manual field specification to automatic field numbering',
  );
}

function convert(value: Value, conversion: string): Value {
  switch (conversion) {
    case 'r':
      return repr(value);
    case 's':
      return str(value);
    case 'a':
      return ascii(value);
    default: {
      const code = conversion.codePointAt(0) ?? 0;
      const shown = code > 32 && code < 127 ? conversion : `\\x${code.toString(16)}`;
      throw valueError(`Unknown conversion specifier ${shown}`);
    }
  }
}

/** The number that the text is, or undefined where it is not all digits. */
export function integerIn(text: string): number | undefined {
  if (!/^\p{Nd}+$/u.test(text)) return undefined;
  let value = 0;
  for (const digit of text) value = value * 10 + decimalDigit(digit);
  if (value > Number.MAX_SAFE_INTEGER) throw valueError('Too many decimal digits in format string');
  return value;
}

/** What stands before the first `.` or `[` of a field's name. */
export function firstName(name: string): string {
  const end = name.search(/[.[]/);
  return end < 0 ? name : name.slice(0, end);
}

/** One step from a value to an attribute or an item. */
export interface Access {
  readonly isAttribute: boolean;
  readonly key: string | number;
  /** Where the name goes on. */
  readonly end: number;
}

/** The step that begins at `start`. */
export function nextAccess(name: string, start: number): Access {
  const isAttribute = name[start] === '.';
  if (!isAttribute && name[start] !== '[') {
    throw valueError("Only '.' or '[' may follow ']' in format field specifier");
  }
  let end = start + 1;
  if (isAttribute) {
    while (end < name.length && name[end] !== '.' && name[end] !== '[') end++;
  } else {
    end = name.indexOf(']', end);
    if (end < 0) throw valueError("Missing ']' in format string");
  }
  const part = name.slice(start + 1, end);
  if (part === '') throw valueError('Empty attribute in format string');
  return isAttribute
    ? { isAttribute, key: part, end }
    : { isAttribute, key: integerIn(part) ?? part, end: end + 1 };
}

/** Literal text, and the field behind it if there is one. */
export interface Piece {
  readonly literal: string;
  readonly field: Field | undefined;
  /** Where the template goes on. */
  readonly end: number;
}

/** The piece that begins at `start`, up to a field or to a doubled brace. */
export function nextPiece(template: string, start: number): Piece {
  let at = start;
  while (at < template.length && template[at] !== '{' && template[at] !== '}') at++;
  const literal = template.slice(start, at);
  const brace = template[at];
  if (brace === undefined) return { literal, field: undefined, end: at };
  at++;
  if (template[at] === brace) return { literal: literal + brace, field: undefined, end: at + 1 };
  if (brace === '}') throw valueError("Single '}' encountered in format string");
  if (at >= template.length) throw valueError("Single '{' encountered in format string");
  const field = parseField(template, at);
  return { literal, field, end: field.end };
}

export interface Field {
  readonly name: string;
  /** Empty where there is none. */
  readonly conversion: string;
  readonly spec: string;
  /** Where the text goes on. */
  readonly end: number;
}

/** The field that begins after a `{`: `parse_field`. */
function parseField(template: string, start: number): Field {
  let at = start;
  for (; ; at++) {
    const char = template[at];
    if (char === undefined) throw valueError("expected '}' before end of string");
    if (char === '{') throw valueError("unexpected '{' in field name");
    if (char === '}' || char === ':' || char === '!') break;
    if (char === '[') {
      const close = template.indexOf(']', at + 1);
      at = close < 0 ? template.length - 1 : close;
    }
  }
  const name = template.slice(start, at);
  let conversion = '';
  if (template[at] === '!') {
    const code = template.codePointAt(at + 1);
    if (code === undefined) throw valueError('end of string while looking for conversion specifier');
    conversion = String.fromCodePoint(code);
    at += 1 + conversion.length;
    const after = template[at];
    if (after === undefined) throw valueError("unmatched '{' in format spec");
    if (after !== '}' && after !== ':') throw valueError("expected ':' after conversion specifier");
  }
  if (template[at] === '}') return { name, conversion, spec: '', end: at + 1 };
  const specStart = at + 1;
  for (let depth = 1; ; ) {
    const char = template[++at];
    if (char === undefined) throw valueError("unmatched '{' in format spec");
    if (char === '{') depth++;
    else if (char === '}' && --depth === 0) break;
  }
  return { name, conversion, spec: template.slice(specStart, at), end: at + 1 };
}
