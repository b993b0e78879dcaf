// Text to bytes and back, by the name of an encoding. Encodings that need tables, and those of the program, are the
// library's (`stdlib/codecs`); a running interpreter installs where to look for them.

import { addNote } from './exception-notes.js';
import { exception, PyException } from './exceptions.js';
import { type Codec, textCodec } from './text-codecs.js';

export type Operation = 'encode' | 'decode';
type FindCodec = (encoding: string, operation: Operation) => Codec | undefined;

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

/** The encodings whose errors say nothing of the look-up, because there was none. */
const WITHOUT_LOOKUP: readonly string[] = ['utf-8', 'utf-16', 'utf-32', 'ascii', 'latin-1'];

function codecOf(encoding: string, operation: Operation): Codec {
  const known = textCodec(normalizedEncoding(encoding));
  if (known !== undefined) return WITHOUT_LOOKUP.includes(known.name) ? known : noting(known, encoding);
  const found = findOther(encoding, operation);
  if (found === undefined) throw exception('LookupError', `unknown encoding: ${encoding}`);
  return found;
}

/** The codec, with a note on its errors that says by which name it was found. */
export function noting(codec: Codec, encoding: string): Codec {
  return {
    name: codec.name,
    encode: (text, errors) => noted('encode', encoding, () => codec.encode(text, errors)),
    decode: (bytes, errors) => noted('decode', encoding, () => codec.decode(bytes, errors)),
  };
}

export function noted<T>(operation: Operation, encoding: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof PyException) {
      addNote(error, `${operation === 'encode' ? 'encoding' : 'decoding'} with '${encoding}' codec failed`);
    }
    throw error;
  }
}
