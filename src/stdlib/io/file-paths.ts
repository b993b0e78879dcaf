// Paths as programs give them: str, bytes, or anything with `__fspath__` (`PyOS_FSPath`).

import { strValue } from '../../objects/boxed.js';
import { PyBytes } from '../../objects/buffers.js';
import { call, lookupSpecial } from '../../objects/call.js';
import { decodeBytes, encodeText } from '../../objects/codecs.js';
import { typeError, valueError } from '../../objects/exceptions.js';
import type { Value } from '../../objects/object.js';
import { typeName } from '../../objects/types.js';

/** The str or bytes that a path stands for. */
export function fsPath(path: Value): Value {
  if (strValue(path) !== undefined || path instanceof PyBytes) return path;
  const method = lookupSpecial(path, '__fspath__');
  if (method === undefined) {
    throw typeError(`expected str, bytes or os.PathLike object, not ${typeName(path)}`);
  }
  const result = call(method);
  if (strValue(result) !== undefined || result instanceof PyBytes) return result;
  throw typeError(`expected ${typeName(path)}.__fspath__() to return str or bytes, not ${typeName(result)}`);
}

/** The text of a path; bytes are taken as UTF-8. */
export function pathText(path: Value, problem = 'embedded null character in path'): string {
  const given = fsPath(path);
  const text = given instanceof PyBytes ? decodeName(given.data) : (strValue(given) ?? '');
  if (text.includes('\0')) {
    throw valueError(problem);
  }
  return text;
}

/** `os.fsdecode` */
export function decodeName(bytes: Uint8Array): string {
  return decodeBytes(bytes, 'utf-8', 'surrogateescape');
}

/** `os.fsencode` */
export function encodeName(text: string): PyBytes {
  return new PyBytes(encodeText(text, 'utf-8', 'surrogateescape'));
}
