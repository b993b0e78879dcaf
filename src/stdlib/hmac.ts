// The `hmac` module.

import { defineModule, PyModule } from '../execution/module.js';
import type { KernelMachine } from '../kernel/kernel-machine.js';
import { getAttribute, getAttributeOr, setAttribute } from '../objects/attributes.js';
import { intValue, strValue } from '../objects/boxed.js';
import { asBuffer, bufferOf, PyByteArray, PyBytes } from '../objects/buffers.js';
import { call, isCallable } from '../objects/call.js';
import { isTrue } from '../objects/compare.js';
import { typeError, valueError } from '../objects/exceptions.js';
import { native } from '../objects/native.js';
import { PyObject, type PyType, type Value } from '../objects/object.js';
import { str } from '../objects/repr.js';
import { isAscii } from '../objects/str-text.js';
import { typeName } from '../objects/types.js';
import { newHash } from './hashlib/index.js';
import { callAttribute, libraryFunctions, perMachine } from './library.js';
import { libraryClass } from './library-class.js';

const INNER = 0x36;
const OUTER = 0x5c;
/** Where a hash does not say its own. */
const USUAL_BLOCK_SIZE = 64;

/** A new hash of the kind that is named, or that a function or module makes. */
function hashOf(digestmod: Value, data?: Uint8Array): Value {
  const args = data === undefined ? [] : [new PyBytes(data)];
  if (strValue(digestmod) !== undefined) return newHash(digestmod, args[0], null);
  if (isCallable(digestmod)) return call(digestmod, args);
  if (digestmod instanceof PyModule) return call(getAttribute(digestmod, 'new'), args);
  throw typeError(`'${typeName(digestmod)}' object is not callable`);
}

const masked = (key: Uint8Array, mask: number): Value => new PyBytes(key.map((byte) => byte ^ mask));

function initialize(self: Value, key: Value, message: Value, digestmod: Value): void {
  if (!(key instanceof PyBytes || key instanceof PyByteArray))
    throw typeError(`key: expected bytes or bytearray, but got '${typeName(key)}'`);
  if (!isTrue(digestmod)) throw typeError("Missing required argument 'digestmod'.");
  const [inner, outer] = [hashOf(digestmod), hashOf(digestmod)];
  const size = Number(intValue(getAttributeOr(inner, 'block_size') ?? null) ?? USUAL_BLOCK_SIZE);
  const block = new Uint8Array(size);
  if (key.data.length > size) block.set(asBuffer(callAttribute(hashOf(digestmod, key.data), 'digest')));
  else block.set(key.data);
  callAttribute(inner, 'update', masked(block, INNER));
  callAttribute(outer, 'update', masked(block, OUTER));
  setAttribute(self, '_inner', inner);
  setAttribute(self, '_outer', outer);
  setAttribute(self, 'digest_size', getAttribute(inner, 'digest_size'));
  setAttribute(self, 'block_size', size);
  if (message !== null) callAttribute(inner, 'update', message);
}

/** The outer hash of what has come so far. */
function finished(self: Value): Value {
  const outer = callAttribute(getAttribute(self, '_outer'), 'copy');
  callAttribute(outer, 'update', callAttribute(getAttribute(self, '_inner'), 'digest'));
  return outer;
}

const hmacClass = perMachine((_m: KernelMachine): PyType => {
  const type: PyType = libraryClass('HMAC', {
    module: 'hmac',
    instanceDict: true,
    attributes: { blocksize: USUAL_BLOCK_SIZE },
    methods: {
      "__init__(self, key, msg=None, digestmod='')": (self, key, message, digestmod) => {
        initialize(self, key, message, digestmod);
        return null;
      },
      'update(self, msg)': (self, message) => callAttribute(getAttribute(self, '_inner'), 'update', message),
      'copy(self)': (self) => {
        const other = new PyObject(type, new Map());
        for (const name of ['_inner', '_outer'])
          setAttribute(other, name, callAttribute(getAttribute(self, name), 'copy'));
        for (const name of ['digest_size', 'block_size']) setAttribute(other, name, getAttribute(self, name));
        return other;
      },
      'digest(self)': (self) => callAttribute(finished(self), 'digest'),
      'hexdigest(self)': (self) => callAttribute(finished(self), 'hexdigest'),
    },
    properties: { name: (self) => `hmac-${str(getAttribute(getAttribute(self, '_inner'), 'name'))}` },
  });
  return type;
});

/** Equality that takes as long for equal as for different values: here simply equality. */
export function compareDigest(a: Value, b: Value): boolean {
  const [first, second] = [strValue(a), strValue(b)];
  if (first !== undefined && second !== undefined) {
    if (!isAscii(first) || !isAscii(second))
      throw typeError('comparing strings with non-ASCII characters is not supported');
    return first === second;
  }
  const [left, right] = [bufferOf(a), bufferOf(b)];
  if (left === undefined && right === undefined) {
    throw typeError(
      `unsupported operand types(s) or combination of types: '${typeName(a)}' and '${typeName(b)}'`,
    );
  }
  const [x, y] = [asBuffer(a), asBuffer(b)];
  return x.length === y.length && x.every((byte, index) => byte === y[index]);
}

const table = (mask: number): Value =>
  new PyBytes(Uint8Array.from({ length: 256 }, (_, byte) => byte ^ mask));

export const hmac = defineModule('hmac', (m: KernelMachine) => ({
  HMAC: hmacClass(m),
  digest_size: null,
  trans_5C: table(OUTER),
  trans_36: table(INNER),
  compare_digest: native('compare_digest(a, b, /)', compareDigest),
  ...libraryFunctions('hmac', {
    "new(key, msg=None, digestmod='')": (key, message, digestmod) =>
      call(hmacClass(m), [key, message, digestmod]),
    'digest(key, msg, digest)': (key, message, digest) => {
      if (bufferOf(key) === undefined) throw valueError('key must be bytes');
      return callAttribute(call(hmacClass(m), [key, message, digest]), 'digest');
    },
  }),
}));
