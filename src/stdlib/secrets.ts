// The `secrets` module. What is random here comes from the machine's seed, so that a program does the same every time.

import { defineModule } from '../execution/module.js';
import type { KernelMachine } from '../kernel/kernel-machine.js';
import { getAttribute } from '../objects/attributes.js';
import { PyBytes } from '../objects/buffers.js';
import { call } from '../objects/call.js';
import { valueError } from '../objects/exceptions.js';
import { asIndex, asSize } from '../objects/index.js';
import { native } from '../objects/native.js';
import type { Value } from '../objects/object.js';
import { encodeBase64 } from './binascii/base64.js';
import { compareDigest } from './hmac.js';
import { callAttribute, libraryFunctions } from './library.js';
import { randomBytes } from './os/process.js';

/** The bytes of a token whose length is left open. */
const DEFAULT_ENTROPY = 32;

export const secrets = defineModule('secrets', (m: KernelMachine) => {
  const random = m.importModule('random', m.builtins, null, 0);
  const generator = call(getAttribute(random, 'SystemRandom'));
  const token = (size: Value): Uint8Array => randomBytes(m, size === null ? DEFAULT_ENTROPY : asSize(size));
  return {
    SystemRandom: getAttribute(random, 'SystemRandom'),
    DEFAULT_ENTROPY,
    choice: getAttribute(generator, 'choice'),
    randbits: getAttribute(generator, 'getrandbits'),
    compare_digest: native('compare_digest(a, b, /)', compareDigest),
    ...libraryFunctions('secrets', {
      'randbelow(exclusive_upper_bound)': (bound) => {
        if (asIndex(bound) <= 0) throw valueError('Upper bound must be positive.');
        return callAttribute(generator, 'randrange', bound);
      },
      'token_bytes(nbytes=None)': (size) => new PyBytes(token(size)),
      'token_hex(nbytes=None)': (size) =>
        Array.from(token(size), (byte) => byte.toString(16).padStart(2, '0')).join(''),
      'token_urlsafe(nbytes=None)': (size) =>
        encodeBase64(token(size)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', ''),
    }),
  };
});
