// The `zlib` module (Modules/zlibmodule.c), over pako, which gives the very bytes of zlib 1.2.

import { defineModule } from '../../execution/module.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { asBuffer, bufferOf, PyBytes } from '../../objects/buffers.js';
import { typeError, valueError } from '../../objects/exceptions.js';
import { asIndex, asSizeArgument } from '../../objects/index.js';
import { native } from '../../objects/native.js';
import type { Value } from '../../objects/object.js';
import { crc32 } from '../binascii/checksums.js';
import {
  CONSTANTS,
  DEFAULT_BUFFER_SIZE,
  DEFAULT_MEMORY_LEVEL,
  DEFLATED,
  MAX_WBITS,
  Z_FINISH,
} from './constants.js';
import { Deflater } from './deflater.js';
import { statusError, zlibError, zlibErrorType } from './error.js';
import { Inflater } from './inflater.js';
import { PyCompress, PyDecompress } from './objects.js';

const VERSION = '1.2.13';
const MODULUS = 65521;
/** So many bytes can be added up before the sums have to be reduced. */
const CHUNK = 5552;

function adler32(data: Uint8Array, start: number): number {
  let low = start & 0xffff;
  let high = (start >>> 16) & 0xffff;
  for (let from = 0; from < data.length || from === 0; from += CHUNK) {
    for (const byte of data.subarray(from, from + CHUNK)) {
      low += byte;
      high += low;
    }
    low %= MODULUS;
    high %= MODULUS;
  }
  return high * 65536 + low;
}

const checksumStart = (value: Value): number => Number(BigInt.asUintN(32, BigInt(asIndex(value))));

export function compressed(data: Uint8Array, level: number, windowBits: number): Uint8Array {
  const deflater = Deflater.create({
    level,
    method: DEFLATED,
    windowBits,
    memoryLevel: DEFAULT_MEMORY_LEVEL,
    strategy: 0,
    dictionary: null,
  });
  if (typeof deflater === 'number') throw zlibError('Bad compression level');
  const result = deflater.push(data, Z_FINISH);
  if (typeof result === 'number') throw statusError(result, 'while compressing data');
  return result;
}

export function decompressed(data: Uint8Array, windowBits: number): Uint8Array {
  const inflater = Inflater.create(windowBits, null);
  if (typeof inflater === 'number') throw statusError(inflater, 'while preparing to decompress data');
  const result = inflater.push(data);
  if (!inflater.isEnded) throw statusError(-5, 'while decompressing data');
  return result;
}

function dictionaryOf(value: Value, message?: string): Uint8Array {
  const data = bufferOf(value);
  if (data === undefined && message !== undefined) throw typeError(message);
  return (data ?? asBuffer(value)).slice();
}

function compressobj(
  level: Value,
  method: Value,
  wbits: Value,
  memLevel: Value,
  strategy: Value,
  zdict: Value | undefined,
): Value {
  const deflater = Deflater.create({
    level: asSizeArgument(level),
    method: asSizeArgument(method),
    windowBits: asSizeArgument(wbits),
    memoryLevel: asSizeArgument(memLevel),
    strategy: asSizeArgument(strategy),
    dictionary: zdict === undefined ? null : dictionaryOf(zdict),
  });
  if (typeof deflater === 'number') throw valueError('Invalid initialization option');
  return new PyCompress(deflater);
}

function decompressobj(wbits: Value, zdict: Value | undefined): Value {
  const dictionary =
    zdict === undefined ? null : dictionaryOf(zdict, 'zdict argument must support the buffer protocol');
  const inflater = Inflater.create(asSizeArgument(wbits), dictionary);
  if (typeof inflater === 'number') throw valueError('Invalid initialization option');
  return new PyDecompress(inflater);
}

export const zlib = defineModule('zlib', (_m: KernelMachine) => {
  const functions = [
    native('adler32(data, value=1, /)', (data, value) => adler32(asBuffer(data), checksumStart(value))),
    native('crc32(data, value=0, /)', (data, value) => crc32(asBuffer(data), checksumStart(value))),
    native(`compress(data, /, level=-1, wbits=${MAX_WBITS})`, (data, level, wbits) => {
      const bytes = asBuffer(data);
      return new PyBytes(compressed(bytes, asSizeArgument(level), asSizeArgument(wbits)));
    }),
    native(
      `decompress(data, /, wbits=${MAX_WBITS}, bufsize=${DEFAULT_BUFFER_SIZE})`,
      (data, wbits, bufsize) => {
        const bytes = asBuffer(data);
        if (asSizeArgument(bufsize) < 0) throw valueError('bufsize must be non-negative');
        return new PyBytes(decompressed(bytes, asSizeArgument(wbits)));
      },
    ),
    native(
      `compressobj(level=-1, method=${DEFLATED}, wbits=${MAX_WBITS}, memLevel=${DEFAULT_MEMORY_LEVEL}, strategy=0, zdict=<unrepresentable>)`,
      compressobj,
    ),
    native(`decompressobj(wbits=${MAX_WBITS}, zdict=<unrepresentable>)`, decompressobj),
  ];
  const contents: Record<string, Value> = {
    ...CONSTANTS,
    ZLIB_VERSION: VERSION,
    ZLIB_RUNTIME_VERSION: VERSION,
    error: zlibErrorType(),
  };
  for (const fn of functions) contents[fn.name] = fn;
  return contents;
});
