// A compressed stream in the making. The bytes are those of zlib 1.2, of which pako is a port; where a stored block
// ends depends on the room for output, so that grows as CPython's does.

import {
  type Z_FlushMode,
  type Z_Strategy,
  ZStream,
  zlibDeflate,
  zlibDeflateInit2,
  zlibDeflateSetDictionary,
} from 'pako';
import { Z_FINISH, Z_STREAM_END } from './constants.js';

export interface DeflateSettings {
  readonly level: number;
  readonly method: number;
  readonly windowBits: number;
  readonly memoryLevel: number;
  readonly strategy: number;
  readonly dictionary: Uint8Array | null;
}

const KIB = 1024;
const BLOCK_SIZES = [32 * KIB, 64 * KIB, 256 * KIB];
const LARGEST_BLOCK = 1024 * KIB;

export function blockSize(index: number): number {
  return BLOCK_SIZES[index] ?? LARGEST_BLOCK;
}

export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return only;
  const data = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    data.set(part, at);
    at += part.length;
  }
  return data;
}

const STRATEGIES: readonly Z_Strategy[] = [0, 1, 2, 3, 4];
const FLUSH_MODES: readonly Z_FlushMode[] = [0, 1, 2, 3, 4, 5, 6];

export class Deflater {
  readonly #stream = new ZStream();
  /** All that was ever compressed: a copy is made by doing it again. */
  readonly #history: { readonly data: Uint8Array; readonly flush: number }[] = [];
  isFinished = false;

  private constructor(readonly settings: DeflateSettings) {}

  /** A negative status where the settings make no sense. */
  static create(settings: DeflateSettings): Deflater | number {
    const deflater = new Deflater(settings);
    const { level, method, windowBits, memoryLevel, dictionary } = settings;
    const strategy = STRATEGIES.find((known) => known === settings.strategy);
    if (strategy === undefined) return -2;
    const stream = deflater.#stream;
    const status = zlibDeflateInit2(stream, level, method, windowBits, memoryLevel, strategy, true);
    if (status !== 0) return status;
    if (dictionary !== null) zlibDeflateSetDictionary(stream, dictionary);
    return deflater;
  }

  /** What the data adds to the output, or a negative status. */
  push(data: Uint8Array, flush: number): Uint8Array | number {
    const mode = FLUSH_MODES.find((known) => known === flush);
    if (mode === undefined || this.isFinished) return -2;
    const stream = this.#stream;
    stream.input = data;
    stream.next_in = 0;
    stream.avail_in = data.length;
    const parts: Uint8Array[] = [];
    let status = 0;
    do {
      const size = blockSize(parts.length);
      stream.output = new Uint8Array(size);
      stream.next_out = 0;
      stream.avail_out = size;
      status = zlibDeflate(stream, mode);
      if (status === -2) return status;
      parts.push(stream.output.subarray(0, stream.next_out));
    } while (stream.avail_out === 0 && status !== Z_STREAM_END);
    this.#history.push({ data, flush });
    if (flush === Z_FINISH && status === Z_STREAM_END) this.isFinished = true;
    return joined(parts);
  }

  copy(): Deflater | number {
    const made = Deflater.create(this.settings);
    if (typeof made === 'number') return made;
    for (const { data, flush } of this.#history) made.push(data, flush);
    return made;
  }
}
