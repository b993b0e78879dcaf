// UnicodeEncodeError, UnicodeDecodeError and UnicodeTranslateError: their fields and texts (Objects/exceptions.c).

import { intValue, strValue } from './boxed.js';
import { PyByteArray, PyBytes } from './buffers.js';
import { addFamily, field } from './exception-fields.js';
import { exceptionType, type PyException, typeError } from './exceptions.js';
import type { Value } from './object.js';
import { str } from './repr.js';
import { bytearrayType, bytesType, givenTypeName, typeName, typeOf } from './types.js';

type Kind = 'UnicodeEncodeError' | 'UnicodeDecodeError' | 'UnicodeTranslateError';

for (const kind of ['UnicodeEncodeError', 'UnicodeDecodeError', 'UnicodeTranslateError'] as const) {
  const names = kind === 'UnicodeTranslateError' ? [] : ['encoding'];
  names.push('object', 'start', 'end', 'reason');
  addFamily({
    type: exceptionType(kind),
    names,
    fill(_error, fields, args) {
      if (args.length !== names.length) {
        throw typeError(`function takes exactly ${names.length} arguments (${args.length} given)`);
      }
      for (const [index, name] of names.entries()) {
        const value = args[index] ?? null;
        check(kind, index + 1, name, value);
        fields.set(name, value instanceof PyByteArray ? new PyBytes(value.data.slice()) : value);
      }
    },
  });
}

function check(kind: Kind, position: number, name: string, value: Value): void {
  if (name === 'start' || name === 'end') {
    if (intValue(value) === undefined) {
      throw typeError(`'${typeName(value)}' object cannot be interpreted as an integer`);
    }
  } else if (name === 'object' && kind === 'UnicodeDecodeError') {
    const type = typeOf(value);
    if (!type.isSubtypeOf(bytesType) && !type.isSubtypeOf(bytearrayType)) {
      throw typeError(`a bytes-like object is required, not '${type.name}'`);
    }
  } else if (strValue(value) === undefined) {
    throw typeError(`argument ${position} must be str, not ${givenTypeName(value)}`);
  }
}

export function unicodeErrorText(error: PyException): string {
  const object = field(error, 'object');
  if (object === null) return '';
  const text = strValue(object);
  const units = text === undefined ? undefined : [...text];
  const size = units?.length ?? typeOf(object).slots.len?.(object) ?? 0;
  const start = Number(intValue(field(error, 'start')) ?? 0);
  const end = Number(intValue(field(error, 'end')) ?? 0);
  const reason = str(field(error, 'reason'));
  const single = start >= 0 && start < size && end === start + 1;
  const where = single ? `position ${start}` : `position ${start}-${end - 1}`;
  const encoding = typeOf(error).isSubtypeOf(exceptionType('UnicodeTranslateError'))
    ? undefined
    : str(field(error, 'encoding'));
  if (units === undefined) {
    const byte = single ? intValue(typeOf(object).slots.getitem?.(object, start) ?? 0) : undefined;
    const what = byte === undefined ? 'bytes' : `byte 0x${byte.toString(16).padStart(2, '0')}`;
    return `'${encoding}' codec can't decode ${what} in ${where}: ${reason}`;
  }
  const what = single ? `character '${escaped(units[start] ?? '')}'` : 'characters';
  const verb = encoding === undefined ? "can't translate" : `'${encoding}' codec can't encode`;
  return `${verb} ${what} in ${where}: ${reason}`;
}

function escaped(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code <= 0xff) return `\\x${code.toString(16).padStart(2, '0')}`;
  if (code <= 0xffff) return `\\u${code.toString(16).padStart(4, '0')}`;
  return `\\U${code.toString(16).padStart(8, '0')}`;
}
