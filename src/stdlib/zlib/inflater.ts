// A compressed stream on its way back (`Decompress` in Modules/zlibmodule.c).

import { ZStream, zlibInflate, zlibInflateInit2, zlibInflateSetDictionary } from 'pako';
import { Z_BUF_ERROR, Z_NEED_DICT, Z_STREAM_END, Z_SYNC_FLUSH } from './constants.js';
import { blockSize, joined } from './deflater.js';
import { statusError } from './error.js';

const EMPTY = new Uint8Array(0);

export class Inflater {
  readonly #stream = new ZStream();
  readonly #history: { readonly data: Uint8Array; readonly limit: number }[] = [];
  isEnded = false;
  /** What came after the end of the stream. */
  unused: Uint8Array = EMPTY;
  /** What was not looked at for want of room. */
  tail: Uint8Array = EMPTY;
  /** Flushed at the end: takes nothing more. */
  #isClosed = false;

  private constructor(
    readonly windowBits: number,
    readonly dictionary: Uint8Array | null,
  ) {}

  static create(windowBits: number, dictionary: Uint8Array | null): Inflater | number {
    const inflater = new Inflater(windowBits, dictionary);
    const status = zlibInflateInit2(inflater.#stream, windowBits);
    if (status !== 0) return status;
    // A stream without a header does not ask for its dictionary.
    if (dictionary !== null && windowBits < 0) inflater.#useDictionary(dictionary);
    return inflater;
  }

  #useDictionary(dictionary: Uint8Array): void {
    const status = zlibInflateSetDictionary(this.#stream, dictionary);
    if (status !== 0) throw statusError(status, 'while setting zdict');
  }

  /** At most `limit` bytes of what the data stands for. */
  push(data: Uint8Array, limit = Number.POSITIVE_INFINITY): Uint8Array {
    if (this.#isClosed) throw statusError(-2, 'while decompressing data');
    this.#history.push({ data, limit });
    const stream = this.#stream;
    stream.input = data;
    stream.next_in = 0;
    stream.avail_in = data.length;
    const parts: Uint8Array[] = [];
    let room = limit;
    let status = 0;
    while (room > 0) {
      const size = Math.min(room, blockSize(parts.length));
      stream.output = new Uint8Array(size);
      stream.next_out = 0;
      stream.avail_out = size;
      status = zlibInflate(stream, Z_SYNC_FLUSH);
      parts.push(stream.output.slice(0, stream.next_out));
      room -= stream.next_out;
      if (status === Z_NEED_DICT && this.dictionary !== null) {
        this.#useDictionary(this.dictionary);
        continue;
      }
      if (status < 0 ? status !== Z_BUF_ERROR : status === Z_NEED_DICT) {
        throw statusError(status, 'while decompressing data', stream.msg);
      }
      if (status !== 0 || stream.avail_out > 0) break;
    }
    this.#keepRest(status === Z_STREAM_END);
    return joined(parts);
  }

  #keepRest(isEnd: boolean): void {
    const stream = this.#stream;
    const rest = stream.input.slice(stream.next_in, stream.next_in + stream.avail_in);
    if (isEnd) {
      this.isEnded = true;
      this.unused = joined([this.unused, rest]);
      this.tail = EMPTY;
    } else this.tail = rest;
  }

  flush(): Uint8Array {
    if (this.#isClosed) return EMPTY;
    const data = this.push(this.tail);
    if (this.isEnded) this.#isClosed = true;
    return data;
  }

  copy(): Inflater | number {
    const made = Inflater.create(this.windowBits, this.dictionary);
    if (typeof made === 'number') return made;
    for (const { data, limit } of this.#history) made.push(data, limit);
    return made;
  }
}
