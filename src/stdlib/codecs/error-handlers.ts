// The standard error handlers as functions: they take the error and give what stands in, and where to go on.

import { intValue, strValue } from '../../objects/boxed.js';
import { asBuffer, PyBytes } from '../../objects/buffers.js';
import { replaceUndecodable, replaceUnencodable } from '../../objects/codec-errors.js';
import { tuple } from '../../objects/containers.js';
import { field } from '../../objects/exception-fields.js';
import { isExceptionOf, PyException, typeError } from '../../objects/exceptions.js';
import { native, type PyNative } from '../../objects/native.js';
import type { Value } from '../../objects/object.js';
import { typeName } from '../../objects/types.js';
import { once } from '../library.js';

const NAMES = [
  'strict',
  'ignore',
  'replace',
  'xmlcharrefreplace',
  'backslashreplace',
  'surrogateescape',
  'surrogatepass',
];

function unsuitable(error: Value): never {
  throw typeError(`don't know how to handle ${typeName(error)} in error callback`);
}

function place(error: PyException, name: 'start' | 'end', size: number): number {
  const given = Number(intValue(field(error, name)) ?? 0);
  return Math.max(name === 'start' ? 0 : 1, Math.min(given, name === 'start' ? size - 1 : size));
}

function handle(name: string, error: Value): Value {
  if (name === 'strict') {
    if (error instanceof PyException) throw error;
    throw typeError('codec must pass exception instance');
  }
  if (!(error instanceof PyException)) return unsuitable(error);
  const reason = strValue(field(error, 'reason')) ?? '';
  const encoding = strValue(field(error, 'encoding')) ?? '';
  if (isExceptionOf(error, 'UnicodeDecodeError')) {
    if (name === 'xmlcharrefreplace') return unsuitable(error);
    const bytes = asBuffer(field(error, 'object'));
    const [start, end] = [place(error, 'start', bytes.length), place(error, 'end', bytes.length)];
    const { text, next } = replaceUndecodable({ encoding, bytes, start, end, reason }, name);
    return tuple(text, next);
  }
  const isTranslating = isExceptionOf(error, 'UnicodeTranslateError');
  if (!isTranslating && !isExceptionOf(error, 'UnicodeEncodeError')) return unsuitable(error);
  if (isTranslating && !['ignore', 'replace', 'backslashreplace'].includes(name)) return unsuitable(error);
  const text = strValue(field(error, 'object')) ?? '';
  const chars = [...text];
  const [start, end] = [place(error, 'start', chars.length), place(error, 'end', chars.length)];
  if (isTranslating && name === 'replace') return tuple('\ufffd'.repeat(Math.max(0, end - start)), end);
  const { instead, next } = replaceUnencodable({ encoding, text, chars, start, end, reason }, name);
  return tuple(typeof instead === 'string' ? instead : new PyBytes(Uint8Array.from(instead)), next);
}

/** By name. */
export const standardHandlers = once((): ReadonlyMap<string, PyNative> => {
  return new Map(
    NAMES.map((name) => {
      const label = name.startsWith('surrogate') ? name : `${name}_errors`;
      return [name, native(`${label}(exception, /)`, (error) => handle(name, error))];
    }),
  );
});
