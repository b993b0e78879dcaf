// `_codecs.encode` as pickles of protocols below 3 use it: bytes are written as text and encoded again.

import { PyBytes } from '../../objects/buffers.js';
import { native, type PyNative } from '../../objects/native.js';
import { str } from '../../objects/repr.js';
import { once } from '../library.js';

export const ENCODER = { module: '_codecs', name: 'encode' } as const;

export const latin1Encoder = once((): PyNative => {
  const encode = native(
    "encode(obj, encoding='utf-8', errors='strict')",
    (text) => new PyBytes(Uint8Array.from([...str(text ?? '')].map((char) => char.charCodeAt(0)))),
  );
  encode.module = ENCODER.module;
  return encode;
});
