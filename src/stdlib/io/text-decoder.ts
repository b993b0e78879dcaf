// Decoding piece by piece: characters whose bytes have not all come yet wait for the next piece.

import { decodeBytes } from '../../objects/codecs.js';

type Family = 'utf-8' | 'utf-8-sig' | 'utf-16' | 'utf-32' | 'single';

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
    const whole = isLast ? bytes.length : wholeLength(bytes, familyOf(this.#encoding));
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
  const name = encoding.toLowerCase().replaceAll(/[^a-z0-9.]+/g, '_');
  if (name === 'utf16' || name === 'u16') return 'utf_16';
  return name === 'utf32' || name === 'u32' ? 'utf_32' : name;
}

function familyOf(encoding: string): Family {
  const name = normalized(encoding);
  if (name === 'utf_8_sig') return 'utf-8-sig';
  if (/^(utf_?8|u8|utf|cp65001)$/.test(name)) return 'utf-8';
  if (/^u(tf)?_?16/.test(name)) return 'utf-16';
  return /^u(tf)?_?32/.test(name) ? 'utf-32' : 'single';
}

/** How many of the bytes make whole characters. */
function wholeLength(bytes: Uint8Array, family: Family): number {
  const { length } = bytes;
  switch (family) {
    case 'single':
      return length;
    case 'utf-8-sig':
      return length < 3 && bytes[0] === 0xef ? 0 : length - openUtf8(bytes);
    case 'utf-8':
      return length - openUtf8(bytes);
    case 'utf-32':
      return length - (length % 4);
    case 'utf-16': {
      const even = length - (length % 2);
      const [first = 0, second = 0] = bytes.subarray(even - 2, even);
      // A high surrogate, in either byte order, waits for the low one.
      const isHigh = even >= 2 && ((second & 0xfc) === 0xd8 || (first & 0xfc) === 0xd8);
      return isHigh && even > 2 ? even - 2 : even;
    }
  }
}

/** The length of a sequence that has begun and may yet go on. */
function openUtf8(bytes: Uint8Array): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if ((byte & 0xc0) === 0x80) continue;
    const needed = byte >= 0xf0 && byte <= 0xf4 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc2 ? 2 : 1;
    return byte < 0xf5 && needed > back ? back : 0;
  }
  return 0;
}
