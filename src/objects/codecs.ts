// Text to bytes and back, by the name of an encoding. Encodings that need tables, and those of the program, are the
// library's (`stdlib/codecs`); a running interpreter installs where to look for them.

import { exception } from './exceptions.js';
import { type Codec, textCodec } from './text-codecs.js';

type FindCodec = (encoding: string, operation: 'encode' | 'decode') => Codec | undefined;

let findOther: FindCodec = () => undefined;

/** Makes `next` what finds the other encodings of the running interpreter; returns what takes the old one back. */
export function useCodecs(next: FindCodec): () => void {
  const before = findOther;
  findOther = next;
  return () => {
    findOther = before;
  };
}

/** `str.encode` */
export function encodeText(text: string, encoding: string, errors: string): Uint8Array {
  return codecOf(encoding, 'encode').encode(text, errors);
}

/** `bytes.decode` */
export function decodeBytes(bytes: Uint8Array, encoding: string, errors: string): string {
  return codecOf(encoding, 'decode').decode(bytes, errors);
}

/** The name as tables have it. */
export function normalizedEncoding(encoding: string): string {
  return encoding.toLowerCase().replaceAll(/[^a-z0-9.]+/g, '_');
}

function codecOf(encoding: string, operation: 'encode' | 'decode'): Codec {
  const found = textCodec(normalizedEncoding(encoding)) ?? findOther(encoding, operation);
  if (found === undefined) throw exception('LookupError', `unknown encoding: ${encoding}`);
  return found;
}
