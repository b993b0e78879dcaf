// The text that patterns are matched against, as a sequence of characters that are counted as Python counts them.
//
// Most texts are used as they are. One with characters beyond the first plane is spelled out as code points once, so
// that every position is found at once.

import { strValue } from '../../objects/boxed.js';
import { bufferOf, bytesOf, latin1, PyBytes } from '../../objects/buffers.js';
import { typeError } from '../../objects/exceptions.js';
import type { Value } from '../../objects/object.js';
import { hasPairs } from '../../objects/str-text.js';
import { typeName } from '../../objects/types.js';

export class Subject {
  /** Code points; null where the code units are. */
  readonly codes: Int32Array | null;
  /** Where each code point begins, and where the last one ends. */
  readonly #units: Int32Array | null;
  readonly length: number;

  constructor(
    /** Bytes are read as one character per byte. */
    readonly text: string,
    readonly isText: boolean,
  ) {
    if (!hasPairs(text)) {
      this.codes = null;
      this.#units = null;
      this.length = text.length;
      return;
    }
    const codes = new Int32Array(text.length);
    const units = new Int32Array(text.length + 1);
    let count = 0;
    for (let unit = 0; unit < text.length; count++) {
      const code = text.codePointAt(unit) ?? 0;
      codes[count] = code;
      units[count] = unit;
      unit += code > 0xffff ? 2 : 1;
    }
    units[count] = text.length;
    this.codes = codes;
    this.#units = units;
    this.length = count;
  }

  codeAt(index: number): number {
    return this.codes === null ? this.text.charCodeAt(index) : (this.codes[index] ?? 0);
  }

  slice(start: number, end: number): string {
    if (this.#units === null) return this.text.slice(start, end);
    return this.text.slice(this.#units[start], this.#units[end]);
  }

  /** A part as a Python value. */
  part(start: number, end: number): Value {
    const text = this.slice(start, end);
    return this.isText ? text : new PyBytes(bytesOf(text));
  }
}

/** The last one, for loops that match one text again and again. */
let latest: { readonly value: Value; readonly subject: Subject } | undefined;

/** A str or something with bytes; anything else is refused. */
export function subjectOf(value: Value): Subject {
  if (latest !== undefined && latest.value === value) return latest.subject;
  const subject = makeSubject(value);
  if (!isMutable(value)) latest = { value, subject };
  return subject;
}

/** Whether the text may be another one later. */
export function isMutable(value: Value): boolean {
  return strValue(value) === undefined && !(value instanceof PyBytes);
}

function makeSubject(value: Value): Subject {
  const text = strValue(value);
  if (text !== undefined) return new Subject(text, true);
  const bytes = bufferOf(value);
  if (bytes !== undefined) return new Subject(latin1(bytes), false);
  throw typeError(`expected string or bytes-like object, got '${typeName(value)}'`);
}
