// The gzip file format (RFC 1952): members of a header, compressed data and a trailer, one after the other.

import { PyBytes } from '../../objects/buffers.js';
import { exception, exceptionType, PyException } from '../../objects/exceptions.js';
import { asDouble } from '../../objects/float.js';
import { defineType } from '../../objects/native.js';
import type { PyType, Value } from '../../objects/object.js';
import { repr } from '../../objects/repr.js';
import { crc32 } from '../binascii/checksums.js';
import { once } from '../library.js';
import { joined } from '../zlib/deflater.js';
import { statusError } from '../zlib/error.js';
import { Inflater } from '../zlib/inflater.js';

export const badGzipFileType = once(
  (): PyType => defineType('BadGzipFile', { module: 'gzip', bases: [exceptionType('OSError')] }),
);

function badFile(message: string): PyException {
  return new PyException(badGzipFileType(), [message]);
}

const TRUNCATED = 'Compressed file ended before the end-of-stream marker was reached';

const FLAG_CHECKSUM = 2;
const FLAG_EXTRA = 4;
const FLAG_NAME = 8;
const FLAG_COMMENT = 16;

/** How hard the data was pressed, for the header. */
const EXTRA_FLAGS: Readonly<Record<number, number>> = { 1: 4, 9: 2 };
const UNKNOWN_SYSTEM = 255;

export function header(level: number, time: number, name: string): Uint8Array {
  const nameBytes = [...name].map((character) => character.codePointAt(0) ?? 0);
  const isKept = nameBytes.length > 0 && nameBytes.every((byte) => byte < 256);
  const data = new Uint8Array(10 + (isKept ? nameBytes.length + 1 : 0));
  data.set([0x1f, 0x8b, 8, isKept ? FLAG_NAME : 0]);
  new DataView(data.buffer).setUint32(4, time, true);
  data[8] = EXTRA_FLAGS[level] ?? 0;
  data[9] = UNKNOWN_SYSTEM;
  if (isKept) data.set(nameBytes, 10);
  return data;
}

export function trailer(checksum: number, length: number): Uint8Array {
  const data = new Uint8Array(8);
  const view = new DataView(data.buffer);
  view.setUint32(0, checksum, true);
  view.setUint32(4, length % 2 ** 32, true);
  return data;
}

/** Whole seconds of a time that was given. */
export const wholeSeconds = (time: Value): number => Math.trunc(asDouble(time));

export interface Contents {
  readonly data: Uint8Array;
  /** When the last member was made; null where there is none. */
  readonly time: number | null;
}

class Reader {
  at = 0;

  constructor(readonly data: Uint8Array) {}

  take(count: number): Uint8Array {
    const part = this.data.subarray(this.at, this.at + count);
    if (part.length < count) throw exception('EOFError', TRUNCATED);
    this.at += count;
    return part;
  }

  number(size: 2 | 4): number {
    const part = this.take(size);
    const view = new DataView(part.buffer, part.byteOffset, size);
    return size === 2 ? view.getUint16(0, true) : view.getUint32(0, true);
  }

  skipText(): void {
    while (this.take(1)[0] !== 0);
  }

  /** Members may be followed by zeros. */
  skipZeros(): void {
    while (this.data[this.at] === 0) this.at++;
  }
}

/** Reads the header of a member; undefined at the end of the file. */
function readHeader(reader: Reader): number | undefined {
  const magic = reader.data.subarray(reader.at, reader.at + 2);
  if (magic.length === 0) return undefined;
  if (magic[0] !== 0x1f || magic[1] !== 0x8b)
    throw badFile(`Not a gzipped file (${repr(new PyBytes(magic))})`);
  reader.take(2);
  const [method, flags = 0] = reader.take(2);
  const time = reader.number(4);
  reader.take(2);
  if (method !== 8) throw badFile('Unknown compression method');
  if ((flags & FLAG_EXTRA) !== 0) reader.take(reader.number(2));
  if ((flags & FLAG_NAME) !== 0) reader.skipText();
  if ((flags & FLAG_COMMENT) !== 0) reader.skipText();
  if ((flags & FLAG_CHECKSUM) !== 0) reader.take(2);
  return time;
}

const hex = (value: number): string => `0x${value.toString(16)}`;

/** What is in all members; `full` words the complaint about a wrong checksum. */
export function readMembers(bytes: Uint8Array, full: boolean): Contents {
  const reader = new Reader(bytes);
  const parts: Uint8Array[] = [];
  let time: number | null = null;
  for (;;) {
    const found = readHeader(reader);
    if (found === undefined) return { data: joined(parts), time };
    time = found;
    const inflater = Inflater.create(-15, null);
    if (typeof inflater === 'number') throw statusError(inflater, 'while preparing to decompress data');
    const part = inflater.push(bytes.subarray(reader.at));
    if (!inflater.isEnded) throw exception('EOFError', TRUNCATED);
    parts.push(part);
    reader.at = bytes.length - inflater.unused.length;
    const checksum = reader.number(4);
    const actual = crc32(part, 0);
    const length = reader.number(4);
    if (checksum !== actual) {
      throw badFile(full ? `CRC check failed ${hex(checksum)} != ${hex(actual)}` : 'CRC check failed');
    }
    if (length !== part.length % 2 ** 32) throw badFile('Incorrect length of data produced');
    reader.skipZeros();
  }
}
