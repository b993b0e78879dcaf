// `io.BufferedReader`, `BufferedWriter`, `BufferedRandom` and `BufferedRWPair`.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute, getAttributeOr } from '../../objects/attributes.js';
import { asBuffer, PyBytes } from '../../objects/buffers.js';
import { isTrue } from '../../objects/compare.js';
import { exception, typeError, valueError } from '../../objects/exceptions.js';
import { asSize, indexOf } from '../../objects/index.js';
import { defineType, type TypeDefinition } from '../../objects/native.js';
import { PyObject, type PyType, type Value } from '../../objects/object.js';
import { Signature } from '../../objects/signature.js';
import { typeName } from '../../objects/types.js';
import { callAttribute, perMachine } from '../library.js';
import { bufferedIoBaseType, closedError, sizeOrAll, unsupported, writableBuffer } from './bases.js';
import { DEFAULT_BUFFER_SIZE, PyBuffered } from './buffered.js';

function sizeOf(value: Value): number {
  const size = indexOf(value);
  if (size === undefined) throw typeError(`'${typeName(value)}' object cannot be interpreted as an integer`);
  return asSize(size);
}

/** A size that must be -1 or more. */
function countOf(value: Value): number {
  const count = sizeOrAll(value);
  if (count < -1) throw valueError('read length must be non-negative or -1');
  return count;
}

const reading: NonNullable<TypeDefinition['methods']> = {
  'read(size=-1, /)': (self: PyBuffered, size = null) => {
    const count = countOf(size);
    self.stream();
    self.checkOpen('read');
    const bytes = self.read(count);
    return bytes === null ? null : new PyBytes(bytes);
  },
  'read1(size=-1, /)': (self: PyBuffered, size = null) => {
    const count = sizeOrAll(size);
    self.checkOpen('read');
    return new PyBytes(self.readOnce(count < 0 ? self.size : count));
  },
  'peek(size=0, /)': (self: PyBuffered) => {
    self.checkOpen('peek');
    return new PyBytes(self.peek().slice());
  },
  'readline(size=-1, /)': (self: PyBuffered, size = null) => {
    const limit = sizeOrAll(size);
    self.checkOpen('readline');
    return new PyBytes(self.readLine(limit));
  },
  'readinto(buffer, /)': (self: PyBuffered, buffer = null) => {
    self.checkOpen('readinto');
    const target = writableBuffer(buffer, 'readinto');
    const bytes = self.read(target.length);
    if (bytes === null) return null;
    target.set(bytes);
    return bytes.length;
  },
  'readinto1(buffer, /)': (self: PyBuffered, buffer = null) => {
    self.checkOpen('readinto');
    const target = writableBuffer(buffer, 'readinto1');
    const bytes = self.readOnce(target.length);
    target.set(bytes);
    return bytes.length;
  },
};

const writing: NonNullable<TypeDefinition['methods']> = {
  'write(buffer, /)': (self: PyBuffered, given = null) => {
    const bytes = asBuffer(given);
    self.stream();
    if (self.isClosed) throw valueError('write to closed file');
    return self.write(bytes);
  },
};

const common: NonNullable<TypeDefinition['methods']> = {
  'flush()': (self: PyBuffered) => {
    self.stream();
    if (self.canWrite) self.checkOpen('flush');
    else if (self.isClosed) throw closedError();
    self.flush();
    return null;
  },
  'seek(target, whence=0, /)': (self: PyBuffered, target = null, given = 0) => {
    const whence = asSize(given);
    if (whence < 0 || whence > 2) {
      throw valueError(`whence value ${whence} unsupported`);
    }
    self.checkOpen('seek');
    const offset = sizeOf(target);
    if (!isTrue(callAttribute(self.raw, 'seekable'))) {
      throw unsupported('File or stream is not seekable.');
    }
    return self.seek(offset, whence);
  },
  'tell()': (self: PyBuffered) => {
    self.stream();
    return self.tell();
  },
  'truncate(pos=None, /)': (self: PyBuffered, size = null) => {
    self.checkOpen('truncate');
    if (!self.canWrite) throw unsupported('truncate');
    return self.truncate(size);
  },
  'close()': (self: PyBuffered) => {
    self.stream();
    self.close();
    return null;
  },
  'detach()': (self: PyBuffered) => self.detach(),
  'seekable()': (self: PyBuffered) => callAttribute(self.stream(), 'seekable'),
  'fileno()': (self: PyBuffered) => callAttribute(self.stream(), 'fileno'),
  'isatty()': (self: PyBuffered) => callAttribute(self.stream(), 'isatty'),
  '_dealloc_warn(source, /)': () => null,
};

const properties: NonNullable<TypeDefinition['properties']> = {
  raw: (self: PyBuffered) => self.raw,
  closed: (self: PyBuffered) => self.isClosed,
  name: (self: PyBuffered) => getAttribute(self.stream(), 'name'),
  mode: (self: PyBuffered) => getAttribute(self.stream(), 'mode'),
};

interface Kind {
  readonly name: string;
  readonly canRead: boolean;
  readonly canWrite: boolean;
}

function bufferedType(m: KernelMachine, { name, canRead, canWrite }: Kind): PyType {
  const signature = new Signature(`${name}(raw, buffer_size=${DEFAULT_BUFFER_SIZE})`);
  const check = (raw: Value, method: string, message: string): void => {
    if (!isTrue(callAttribute(raw, method))) {
      throw unsupported(message);
    }
  };
  return defineType(`_io.${name}`, {
    module: '_io',
    bases: [bufferedIoBaseType()],
    instanceDict: true,
    slots: {
      new_: (cls) => new PyBuffered(cls, m, canRead, canWrite),
      init: (self: PyBuffered, args, keywords) => {
        const [raw = null, size = DEFAULT_BUFFER_SIZE] = signature.bind(name, args, keywords);
        if (canRead && canWrite) check(raw, 'seekable', 'File or stream is not seekable.');
        if (canRead) check(raw, 'readable', 'File or stream is not readable.');
        if (canWrite) check(raw, 'writable', 'File or stream is not writable.');
        self.initialize(raw, sizeOf(size));
      },
      repr: (self: PyBuffered) => self.show(`_io.${name}`),
      ...(canRead
        ? {
            next: (self: PyBuffered) => {
              self.checkOpen('readline');
              const line = self.readLine(-1);
              return line.length === 0 ? undefined : new PyBytes(line);
            },
          }
        : {}),
    },
    methods: {
      ...common,
      ...(canRead ? reading : {}),
      ...(canWrite ? writing : {}),
      'readable()': (self: PyBuffered) => canRead && isTrue(callAttribute(self.stream(), 'readable')),
      'writable()': (self: PyBuffered) => canWrite && isTrue(callAttribute(self.stream(), 'writable')),
    },
    properties,
  });
}

export const bufferedReaderType = perMachine((m) =>
  bufferedType(m, { name: 'BufferedReader', canRead: true, canWrite: false }),
);
export const bufferedWriterType = perMachine((m) =>
  bufferedType(m, { name: 'BufferedWriter', canRead: false, canWrite: true }),
);
export const bufferedRandomType = perMachine((m) =>
  bufferedType(m, { name: 'BufferedRandom', canRead: true, canWrite: true }),
);

class PyPair extends PyObject {
  constructor(
    cls: PyType,
    public reader: Value = null,
    public writer: Value = null,
  ) {
    super(cls, new Map());
  }
}

const pairSignature = new Signature(`BufferedRWPair(reader, writer, buffer_size=${DEFAULT_BUFFER_SIZE}, /)`);

/** Two streams seen as one: for pipes and sockets. */
export const bufferedRwPairType = perMachine((m): PyType => {
  const toReader =
    (name: string) =>
    (self: PyPair, ...args: Value[]): Value =>
      callAttribute(self.reader, name, ...args);
  const toWriter =
    (name: string) =>
    (self: PyPair, ...args: Value[]): Value =>
      callAttribute(self.writer, name, ...args);
  return defineType('_io.BufferedRWPair', {
    module: '_io',
    bases: [bufferedIoBaseType()],
    instanceDict: true,
    slots: {
      new_: (cls) => new PyPair(cls),
      init: (self: PyPair, args, keywords) => {
        const [reader = null, writer = null, size = DEFAULT_BUFFER_SIZE] = pairSignature.bind(
          'BufferedRWPair',
          args,
          keywords,
        );
        if (!isTrue(callAttribute(reader, 'readable'))) throw unsupported('File or stream is not readable.');
        if (!isTrue(callAttribute(writer, 'writable'))) throw unsupported('File or stream is not writable.');
        self.reader = makeBuffered(m, bufferedReaderType(m), reader, sizeOf(size));
        self.writer = makeBuffered(m, bufferedWriterType(m), writer, sizeOf(size));
      },
    },
    methods: {
      'read(size=-1, /)': toReader('read'),
      'peek(size=0, /)': toReader('peek'),
      'read1(size=-1, /)': toReader('read1'),
      'readinto(buffer, /)': toReader('readinto'),
      'readinto1(buffer, /)': toReader('readinto1'),
      'readable()': toReader('readable'),
      'write(b, /)': toWriter('write'),
      'flush()': toWriter('flush'),
      'writable()': toWriter('writable'),
      'close()': (self: PyPair) => {
        let problem: unknown;
        try {
          callAttribute(self.writer, 'close');
        } catch (error) {
          problem = error;
        }
        callAttribute(self.reader, 'close');
        if (problem !== undefined) throw problem;
        return null;
      },
      'isatty()': (self: PyPair) =>
        isTrue(callAttribute(self.writer, 'isatty')) || isTrue(callAttribute(self.reader, 'isatty')),
    },
    properties: {
      closed: (self: PyPair) => {
        if (self.writer === null)
          throw exception('RuntimeError', 'the BufferedRWPair object is being garbage-collected');
        return getAttributeOr(self.writer, 'closed') ?? false;
      },
    },
  });
});

/** A buffered stream as `open` makes it. */
export function makeBuffered(m: KernelMachine, type: PyType, raw: Value, size: number): PyBuffered {
  const canRead = type !== bufferedWriterType(m);
  const canWrite = type !== bufferedReaderType(m);
  const stream = new PyBuffered(type, m, canRead, canWrite);
  stream.initialize(raw, size);
  return stream;
}
