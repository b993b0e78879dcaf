// Decoding piece by piece: characters whose bytes have not all come yet wait for the next piece.

import { decodeBytes, normalizedEncoding } from '../../objects/codecs.js';
import { wholeLength } from '../codecs/partial.js';

export interface DecoderState {
  readonly pending: Uint8Array;
  readonly encoding: string;
}

export class PieceDecoder {
  #pending: Uint8Array = new Uint8Array(0);
  /** Without the byte order mark once that has been read. */
  #encoding: string;
  readonly #errors: string;

  constructor(encoding: string, errors: string) {
    this.#encoding = normalized(encoding);
    this.#errors = errors;
    decodeBytes(new Uint8Array(0), encoding, 'strict');
  }

  get state(): DecoderState {
    return { pending: this.#pending, encoding: this.#encoding };
  }

  set state({ pending, encoding }: DecoderState) {
    this.#pending = pending;
    this.#encoding = encoding;
  }

  /** Nothing is waiting. */
  get isClean(): boolean {
    return this.#pending.length === 0;
  }

  decode(piece: Uint8Array, isLast: boolean): string {
    const bytes = joined(this.#pending, piece);
    const whole = isLast ? bytes.length : wholeLength(bytes, this.#encoding);
    const ready = bytes.subarray(0, whole);
    this.#pending = bytes.slice(whole);
    const encoding = this.#encoding;
    const start = this.#mark(ready);
    return decodeBytes(ready.subarray(start), start > 0 ? this.#encoding : encoding, this.#errors);
  }

  /** Settles the byte order where the encoding leaves it to a mark; gives the mark's length. */
  #mark(bytes: Uint8Array): number {
    if (bytes.length === 0) return 0;
    const [a, b, c, d] = bytes;
    switch (this.#encoding) {
      case 'utf_8_sig':
        this.#encoding = 'utf-8';
        return a === 0xef && b === 0xbb && c === 0xbf ? 3 : 0;
      case 'utf_16': {
        const isBig = a === 0xfe && b === 0xff;
        this.#encoding = isBig ? 'utf-16-be' : 'utf-16-le';
        return isBig || (a === 0xff && b === 0xfe) ? 2 : 0;
      }
      case 'utf_32': {
        const isBig = a === 0 && b === 0 && c === 0xfe && d === 0xff;
        this.#encoding = isBig ? 'utf-32-be' : 'utf-32-le';
        return isBig || (a === 0xff && b === 0xfe && c === 0 && d === 0) ? 4 : 0;
      }
      default:
        return 0;
    }
  }
}

export function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  if (first.length === 0) return second;
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}

function normalized(encoding: string): string {
  const name = normalizedEncoding(encoding);
  if (name === 'utf16' || name === 'u16') return 'utf_16';
  return name === 'utf32' || name === 'u32' ? 'utf_32' : name;
}
