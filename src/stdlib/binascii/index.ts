// The `binascii` module.

import { defineModule } from '../../execution/module.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { asBuffer, bytesOf, PyBytes } from '../../objects/buffers.js';
import { isTrue } from '../../objects/compare.js';
import { hexOf } from '../../objects/hex.js';
import { asIndex } from '../../objects/index.js';
import { native } from '../../objects/native.js';
import type { Value } from '../../objects/object.js';
import { str } from '../../objects/repr.js';
import { decodeBase64, encodeBase64 } from './base64.js';
import { crc32, crcHqx } from './checksums.js';
import { asciiBytes, binasciiError, binasciiErrorType, incompleteType } from './errors.js';
import { decodeQuoted, encodeQuoted } from './quoted-printable.js';
import { decodeUu, encodeUu } from './uu.js';

/** The low 32 bits of what a checksum begins with. */
export const checksumStart = (value: Value): number => Number(BigInt.asUintN(32, BigInt(asIndex(value))));

export function unhexlify(data: Uint8Array): Uint8Array {
  if (data.length % 2 === 1) throw binasciiError('Odd-length string');
  return Uint8Array.from({ length: data.length / 2 }, (_, index) => {
    const digits = String.fromCharCode(data[2 * index] ?? 0, data[2 * index + 1] ?? 0);
    if (!/^[0-9a-fA-F]{2}$/.test(digits)) throw binasciiError('Non-hexadecimal digit found');
    return Number.parseInt(digits, 16);
  });
}

function hexlify(data: Value, separator: Value | undefined, perGroup: Value): Value {
  return new PyBytes(bytesOf(str(hexOf(new PyBytes(asBuffer(data)), separator, perGroup))));
}

export const binascii = defineModule('binascii', (_m: KernelMachine) => {
  const functions = [
    native('a2b_hex(hexstr, /)', (text) => new PyBytes(unhexlify(asciiBytes(text)))),
    native('unhexlify(hexstr, /)', (text) => new PyBytes(unhexlify(asciiBytes(text)))),
    native('b2a_hex(data, sep=<unset>, bytes_per_sep=1)', hexlify),
    native('hexlify(data, sep=<unset>, bytes_per_sep=1)', hexlify),
    native(
      'a2b_base64(data, /, *, strict_mode=False)',
      (data, strict) => new PyBytes(decodeBase64(asciiBytes(data), isTrue(strict))),
    ),
    native(
      'b2a_base64(data, /, *, newline=True)',
      (data, newline) => new PyBytes(bytesOf(encodeBase64(asBuffer(data)) + (isTrue(newline) ? '\n' : ''))),
    ),
    native('a2b_uu(data, /)', (data) => new PyBytes(decodeUu(asciiBytes(data)))),
    native(
      'b2a_uu(data, /, *, backtick=False)',
      (data, backtick) => new PyBytes(bytesOf(encodeUu(asBuffer(data), isTrue(backtick)))),
    ),
    native(
      'a2b_qp(data, header=False)',
      (data, header) => new PyBytes(decodeQuoted(asciiBytes(data), isTrue(header))),
    ),
    native('b2a_qp(data, quotetabs=False, istext=True, header=False)', (data, tabs, text, header) => {
      const options = { quoteTabs: isTrue(tabs), isText: isTrue(text), header: isTrue(header) };
      return new PyBytes(encodeQuoted(asBuffer(data), options));
    }),
    native('crc32(data, crc=0, /)', (data, start) => crc32(asBuffer(data), checksumStart(start))),
    native('crc_hqx(data, crc, /)', (data, start) => crcHqx(asBuffer(data), checksumStart(start))),
  ];
  return {
    ...Object.fromEntries(functions.map((fn): [string, Value] => [fn.name, fn])),
    Error: binasciiErrorType(),
    Incomplete: incompleteType(),
  };
});
