// The `uuid` module. Node, clock and random bits are the machine's own, so that a program makes the same UUIDs every
// time.

import { defineModule } from '../../execution/module.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute } from '../../objects/attributes.js';
import { strValue } from '../../objects/boxed.js';
import { asBuffer, bufferOf, PyBytes } from '../../objects/buffers.js';
import { call } from '../../objects/call.js';
import { encodeText } from '../../objects/codecs.js';
import { PyTuple } from '../../objects/containers.js';
import { typeError } from '../../objects/exceptions.js';
import { hash } from '../../objects/hash.js';
import { asIndex } from '../../objects/index.js';
import { normalize } from '../../objects/int-arithmetic.js';
import { extendType } from '../../objects/native.js';
import { PyObject, type PyType, type Value } from '../../objects/object.js';
import { Signature } from '../../objects/signature.js';
import { NotImplemented } from '../../objects/types.js';
import { algorithmNamed } from '../hashlib/algorithms.js';
import { callAttribute, libraryFunctions, perMachine } from '../library.js';
import { libraryClass } from '../library-class.js';
import { randomBytes } from '../os/process.js';
import {
  bytesOfNumber,
  dashed,
  FIELDS,
  fieldsOf,
  hexOf,
  mask,
  numberOfArguments,
  numberOfBytes,
  swapped,
  VARIANTS,
  variantOf,
  versionOf,
  withVersion,
} from './identifier.js';

class PyUuid extends PyObject {
  constructor(
    cls: PyType,
    readonly value: bigint,
    readonly isSafe: Value,
  ) {
    super(cls);
  }

  field(index: number): bigint {
    return fieldsOf(this.value)[index] ?? 0n;
  }

  /** 60 bits of a time, in tenths of a microsecond since 1582. */
  get time(): bigint {
    return ((this.field(2) & 0x0fffn) << 48n) | (this.field(1) << 32n) | this.field(0);
  }

  get clockSequence(): bigint {
    return ((this.field(3) & 0x3fn) << 8n) | this.field(4);
  }
}

const safeUuid = perMachine((m: KernelMachine): Value => {
  const enumModule = m.importModule('enum', m.builtins, null, 0);
  const members = new PyTuple([
    new PyTuple(['safe', 0]),
    new PyTuple(['unsafe', -1]),
    new PyTuple(['unknown', null]),
  ]);
  return callAttribute(enumModule, 'Enum', 'SafeUUID', members);
});

const construction = new Signature(
  'def __init__(self, hex=None, bytes=None, bytes_le=None, fields=None, int=None, version=None, *, is_safe=<unknown>)',
);

function ordered(test: (a: bigint, b: bigint) => boolean) {
  return (self: PyUuid, other: Value): Value =>
    other instanceof PyUuid ? test(self.value, other.value) : NotImplemented;
}

const uuidClass = perMachine((m: KernelMachine): PyType => {
  const type = libraryClass('UUID', { module: 'uuid', instanceDict: false });
  const fields = FIELDS.map(({ name }, index): [string, (self: PyUuid) => Value] => [
    name,
    (self) => normalize(self.field(index)),
  ]);
  return extendType(type, {
    slots: {
      new_: (cls, args, keywords) => {
        const [, hex = null, bytes = null, bytesLe = null, parts = null, int = null, version = null, safe] =
          construction.bind('UUID.__init__', [null, ...args], keywords);
        const value = numberOfArguments(hex, bytes, bytesLe, parts, int, version);
        return new PyUuid(cls, value, safe ?? getAttribute(safeUuid(m), 'unknown'));
      },
      init: () => undefined,
      str: (self: PyUuid) => dashed(self.value),
      repr: (self: PyUuid) => `UUID('${dashed(self.value)}')`,
      hash: (self: PyUuid) => hash(normalize(self.value)),
      eq: ordered((a, b) => a === b),
      lt: ordered((a, b) => a < b),
      le: ordered((a, b) => a <= b),
      gt: ordered((a, b) => a > b),
      ge: ordered((a, b) => a >= b),
      int: (self: PyUuid) => normalize(self.value),
      setattr: () => {
        throw typeError('UUID objects are immutable');
      },
    },
    properties: {
      ...Object.fromEntries(fields),
      int: (self: PyUuid) => normalize(self.value),
      is_safe: (self: PyUuid) => self.isSafe,
      hex: (self: PyUuid) => hexOf(self.value),
      bytes: (self: PyUuid) => new PyBytes(bytesOfNumber(self.value)),
      bytes_le: (self: PyUuid) => new PyBytes(swapped(bytesOfNumber(self.value))),
      fields: (self: PyUuid) => new PyTuple(fieldsOf(self.value).map(normalize)),
      time: (self: PyUuid) => normalize(self.time),
      clock_seq: (self: PyUuid) => normalize(self.clockSequence),
      urn: (self: PyUuid) => `urn:uuid:${dashed(self.value)}`,
      variant: (self: PyUuid) => variantOf(self.value),
      version: (self: PyUuid) => versionOf(self.value),
    },
  });
});

/** Tenths of a microsecond from 1582-10-15 to 1970-01-01. */
const EPOCH_OFFSET = 0x01b21dd213814000n;

/** A node of our own: the bit that says so is set. */
const MULTICAST = 1n << 40n;

interface UuidState {
  node: bigint | undefined;
  lastTime: bigint;
}

const state = perMachine((_m: KernelMachine): UuidState => ({ node: undefined, lastTime: -1n }));

function nodeOf(m: KernelMachine): bigint {
  const known = state(m);
  known.node ??= numberOfBytes(randomBytes(m, 6)) | MULTICAST;
  return known.node;
}

function timeBased(m: KernelMachine, node: Value, sequence: Value): bigint {
  const known = state(m);
  let time = BigInt(Math.floor(m.readClock() / 100)) + EPOCH_OFFSET;
  if (time <= known.lastTime) time = known.lastTime + 1n;
  known.lastTime = time;
  const clock = sequence === null ? numberOfBytes(randomBytes(m, 2)) & mask(14) : BigInt(asIndex(sequence));
  const place = node === null ? nodeOf(m) : BigInt(asIndex(node));
  const low = (time & mask(32)) << 96n;
  const middle = ((time >> 32n) & mask(16)) << 80n;
  const high = ((time >> 48n) & mask(12)) << 64n;
  return withVersion(low | middle | high | ((clock & mask(14)) << 48n) | (place & mask(48)), 1);
}

function named(algorithm: 'md5' | 'sha1', version: number, space: Value, name: Value): bigint {
  const hasher = algorithmNamed(algorithm)?.begin();
  const text = strValue(name);
  const data = text === undefined ? asBuffer(name) : encodeText(text, 'utf-8', 'strict');
  const prefix = bufferOf(getAttribute(space, 'bytes'));
  hasher?.update(prefix ?? new Uint8Array(0));
  hasher?.update(data);
  const digest = hasher?.digest().subarray(0, 16) ?? new Uint8Array(16);
  return withVersion(numberOfBytes(digest), version);
}

const NAMESPACES = {
  NAMESPACE_DNS: 0x6ba7b8109dad11d180b400c04fd430c8n,
  NAMESPACE_URL: 0x6ba7b8119dad11d180b400c04fd430c8n,
  NAMESPACE_OID: 0x6ba7b8129dad11d180b400c04fd430c8n,
  NAMESPACE_X500: 0x6ba7b8149dad11d180b400c04fd430c8n,
};

export const uuid = defineModule('uuid', (m: KernelMachine) => {
  const type = uuidClass(m);
  const make = (value: bigint): Value => call(type, [], new Map([['int', normalize(value)]]));
  return {
    UUID: type,
    SafeUUID: safeUuid(m),
    ...VARIANTS,
    ...Object.fromEntries(Object.entries(NAMESPACES).map(([name, value]) => [name, make(value)])),
    ...libraryFunctions('uuid', {
      'getnode()': () => normalize(nodeOf(m)),
      'uuid1(node=None, clock_seq=None)': (node, sequence) => make(timeBased(m, node, sequence)),
      'uuid3(namespace, name)': (space, name) => make(named('md5', 3, space, name)),
      'uuid4()': () => make(withVersion(numberOfBytes(randomBytes(m, 16)), 4)),
      'uuid5(namespace, name)': (space, name) => make(named('sha1', 5, space, name)),
    }),
  };
});
