// `re.escape`: a pattern that matches a text and nothing else.

import { strValue } from '../../objects/boxed.js';
import { bufferOf, bytesOf, latin1, PyBytes } from '../../objects/buffers.js';
import { typeError } from '../../objects/exceptions.js';
import type { Value } from '../../objects/object.js';
import { typeName } from '../../objects/types.js';

const SPECIAL = /[()[\]{}?*+\-|^$\\.&~# \t\n\r\v\f]/g;

export function escapePattern(text: Value): Value {
  const plain = strValue(text);
  if (plain !== undefined) return plain.replaceAll(SPECIAL, '\\$&');
  const bytes = bufferOf(text);
  if (bytes !== undefined) return new PyBytes(bytesOf(latin1(bytes).replaceAll(SPECIAL, '\\$&')));
  throw typeError(`decoding to str: need a bytes-like object, ${typeName(text)} found`);
}
