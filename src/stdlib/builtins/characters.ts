// `chr`, `ord`, and ints as text: `bin`, `oct`, `hex`.

import { strValue } from '../../objects/boxed.js';
import { typeError, valueError } from '../../objects/exceptions.js';
import { asIndex } from '../../objects/index.js';
import type { Value } from '../../objects/object.js';
import { getItem, length } from '../../objects/subscript.js';
import { bytearrayType, bytesType, isInstance, typeName } from '../../objects/types.js';

export function chr(value: Value): string {
  const code = asIndex(value);
  if (code < 0 || code > 0x10ffff) throw valueError('chr() arg not in range(0x110000)');
  return String.fromCodePoint(Number(code));
}

export function ord(value: Value): Value {
  const text = strValue(value);
  if (text !== undefined) {
    const code = text.codePointAt(0);
    if (code !== undefined && text.length === (code > 0xffff ? 2 : 1)) return code;
    throw notOneCharacter(length(value));
  }
  if (isInstance(value, bytesType) || isInstance(value, bytearrayType)) {
    const count = length(value);
    if (count !== 1) throw notOneCharacter(count);
    return getItem(value, 0);
  }
  throw typeError(`ord() expected string of length 1, but ${typeName(value)} found`);
}

function notOneCharacter(count: number) {
  return typeError(`ord() expected a character, but string of length ${count} found`);
}

/** `0x1f`, `-0b101` */
export function inBase(value: Value, prefix: string, base: number): string {
  const number = asIndex(value);
  const digits = (number < 0 ? -number : number).toString(base);
  return `${number < 0 ? '-' : ''}${prefix}${digits}`;
}
