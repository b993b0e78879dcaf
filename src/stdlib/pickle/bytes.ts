// Bytes written one after the other, in frames as protocol 4 wants them, and numbers as bytes.

import { OP } from './opcodes.js';

/** A frame is closed when it has this many bytes. */
const FRAME_SIZE = 64 * 1024;
/** Shorter ones are not worth a header. */
const FRAME_MINIMUM = 4;

export function littleEndian(value: number, size: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (let index = 0; index < size; index++) {
    bytes.push(rest & 0xff);
    rest = Math.floor(rest / 256);
  }
  return bytes;
}

/** As few bytes as hold the number with its sign. */
export function longBytes(value: bigint): number[] {
  if (value === 0n) return [];
  const bytes: number[] = [];
  let rest = value;
  for (;;) {
    const byte = Number(rest & 0xffn);
    bytes.push(byte);
    rest >>= 8n;
    const isNegative = byte >= 0x80;
    if ((rest === 0n && !isNegative) || (rest === -1n && isNegative)) return bytes;
  }
}

export function longValue(bytes: Uint8Array): bigint {
  let value = 0n;
  for (const [index, byte] of bytes.entries()) value |= BigInt(byte) << BigInt(8 * index);
  const last = bytes.at(-1) ?? 0;
  return last >= 0x80 ? value - (1n << BigInt(8 * bytes.length)) : value;
}

export class ByteWriter {
  readonly #done: number[] = [];
  #frame: number[] = [];

  constructor(readonly framing: boolean) {}

  write(...bytes: readonly number[]): void {
    for (const byte of bytes) this.#frame.push(byte);
  }

  writeAll(bytes: Iterable<number>): void {
    for (const byte of bytes) this.#frame.push(byte);
  }

  /** Between two objects a frame may end. */
  mayEndFrame(): void {
    if (this.framing && this.#frame.length >= FRAME_SIZE) this.#endFrame();
  }

  #endFrame(): void {
    if (this.framing && this.#frame.length >= FRAME_MINIMUM)
      this.#done.push(OP.FRAME, ...littleEndian(this.#frame.length, 8));
    for (const byte of this.#frame) this.#done.push(byte);
    this.#frame = [];
  }

  finish(before: readonly number[]): Uint8Array {
    this.#endFrame();
    return Uint8Array.from([...before, ...this.#done]);
  }
}
