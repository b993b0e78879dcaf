// `io.FileIO`: an open file without a buffer (Modules/_io/fileio.c).

import { FileError } from '../../base/files/file-error.js';
import type { OpenMode } from '../../base/files/file-system.js';
import type { Description } from '../../base/files/open-file.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { strValue } from '../../objects/boxed.js';
import { asBuffer, PyBytes } from '../../objects/buffers.js';
import { call } from '../../objects/call.js';
import { isTrue } from '../../objects/compare.js';
import { typeError, valueError } from '../../objects/exceptions.js';
import { asSize, indexOf } from '../../objects/index.js';
import { defineType } from '../../objects/native.js';
import { PyObject, type PyType, type Value } from '../../objects/object.js';
import { repr } from '../../objects/repr.js';
import { Signature } from '../../objects/signature.js';
import { givenTypeName } from '../../objects/types.js';
import { perMachine } from '../library.js';
import { rawIoBaseType, sizeOrAll, unsupported, writableBuffer } from './bases.js';
import { pathText } from './file-paths.js';
import { flushDropped } from './open-files.js';
import { onFile, osError } from './read-file.js';

export class PyFileIO extends PyObject {
  fd = -1;
  readable = false;
  writable = false;
  creates = false;
  appends = false;
  closesDescriptor = true;
  seekable: boolean | null = null;

  constructor(
    cls: PyType,
    readonly machine: KernelMachine,
  ) {
    super(cls, new Map());
  }

  /** Throws when the file is closed. */
  description(): Description {
    if (this.fd < 0) throw valueError('I/O operation on closed file');
    return onFile(() => this.machine.files.descriptors.get(this.fd));
  }

  get mode(): string {
    if (this.creates) return this.readable ? 'xb+' : 'xb';
    if (this.appends) return this.readable ? 'ab+' : 'ab';
    if (this.readable) return this.writable ? 'rb+' : 'rb';
    return 'wb';
  }

  read(size: number): Uint8Array {
    const description = this.description();
    if (!this.readable) throw unsupported('File not open for reading');
    if (size >= 0) return onFile(() => description.read(size));
    return onFile(() => {
      const pieces: Uint8Array[] = [];
      for (;;) {
        const piece = description.read(1 << 20);
        if (piece.length === 0) return concatenated(pieces);
        pieces.push(piece);
      }
    });
  }

  write(bytes: Uint8Array): number {
    const description = this.description();
    if (!this.writable) throw unsupported('File not open for writing');
    return onFile(() => description.write(bytes));
  }

  seek(offset: number, whence: number): number {
    const description = this.description();
    return onFile(() => description.seek(offset, whence));
  }

  truncate(size: number): void {
    const description = this.description();
    if (!this.writable) throw unsupported('File not open for writing');
    onFile(() => description.truncate(size));
  }

  isSeekable(): boolean {
    return this.description().seekable;
  }

  close(): void {
    const { fd } = this;
    if (fd < 0) return;
    this.fd = -1;
    if (!this.closesDescriptor) return;
    onFile(() => this.machine.files.descriptors.close(fd));
    this.machine.files.synchronize();
  }
}

export function concatenated(pieces: readonly Uint8Array[]): Uint8Array {
  const [only] = pieces;
  if (only !== undefined && pieces.length === 1) return only;
  const whole = new Uint8Array(pieces.reduce((size, piece) => size + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

const signature = new Signature("FileIO(file, mode='r', closefd=True, opener=None)");

function badMode(): never {
  throw valueError('Must have exactly one of create/read/write/append mode and at most one plus');
}

/** What the letters of a mode say. */
function parseMode(mode: string): OpenMode {
  let kind = '';
  let plus = false;
  for (const letter of mode) {
    if ('xrwa'.includes(letter)) {
      if (kind !== '') badMode();
      kind = letter;
    } else if (letter === '+') {
      if (plus) badMode();
      plus = true;
    } else if (letter !== 'b') throw valueError(`invalid mode: ${mode}`);
  }
  if (kind === '') badMode();
  return {
    readable: kind === 'r' || plus,
    writable: kind !== 'r' || plus,
    append: kind === 'a',
    create: kind !== 'r',
    exclusive: kind === 'x',
    truncate: kind === 'w',
    permissions: 0o666,
  };
}

/** The flags of `os.open` that a mode stands for, as an opener gets them. */
function flagsOf(mode: OpenMode): number {
  const access = mode.readable ? (mode.writable ? 2 : 0) : 1;
  return (
    access |
    (mode.create ? 0o100 : 0) |
    (mode.exclusive ? 0o200 : 0) |
    (mode.truncate ? 0o1000 : 0) |
    (mode.append ? 0o2000 : 0) |
    0o2000000
  );
}

function initialize(self: PyFileIO, file: Value, mode: string, closefd: boolean, opener: Value): void {
  const { machine } = self;
  self.close();
  const number = typeof file === 'object' && strValue(file) === undefined ? indexOf(file) : intOf(file);
  if (number !== undefined && number < 0) throw valueError('negative file descriptor');
  const options = parseMode(mode);
  self.readable = options.readable;
  self.writable = options.writable;
  self.creates = options.exclusive;
  self.appends = options.append;
  self.closesDescriptor = closefd;
  if (number !== undefined) {
    self.fd = Number(number);
    onFile(() => machine.files.descriptors.get(self.fd));
  } else {
    const path = pathText(file, 'embedded null byte');
    if (!closefd) throw valueError('Cannot use closefd=False with file name');
    if (opener === null) {
      flushDropped(machine);
      self.fd = onFile(() => machine.files.descriptors.add(machine.files.open(path, options)), file);
    } else self.fd = openedBy(opener, file, flagsOf(options));
  }
  self.dict?.set('name', file);
  const description = onFile(() => machine.files.descriptors.get(self.fd), file);
  if (description.node?.kind === 'directory') {
    const { fd } = self;
    self.fd = -1;
    if (number === undefined) machine.files.descriptors.close(fd);
    onFile(() => {
      throw new FileError('EISDIR');
    }, file);
  }
  if (options.append && description.seekable) description.seek(0, 2);
}

function intOf(file: Value): number | bigint | undefined {
  return strValue(file) === undefined ? indexOf(file) : undefined;
}

function openedBy(opener: Value, file: Value, flags: number): number {
  const result = call(opener, [file, flags]);
  const fd = indexOf(result);
  if (fd === undefined) throw typeError('expected integer from opener');
  if (fd < 0) throw valueError(`opener returned ${fd}`);
  return Number(fd);
}

export const fileIoType = perMachine(
  (m): PyType =>
    defineType('_io.FileIO', {
      module: '_io',
      bases: [rawIoBaseType()],
      instanceDict: true,
      slots: {
        new_: (cls) => new PyFileIO(cls, m),
        init: (self: PyFileIO, args, keywords) => {
          const [file = null, mode = 'r', closefd = true, opener = null] = signature.bind(
            'FileIO',
            args,
            keywords,
          );
          const text = strValue(mode);
          if (text === undefined) {
            throw typeError(`FileIO() argument 'mode' must be str, not ${givenTypeName(mode)}`);
          }
          initialize(self, file, text, isTrue(closefd), opener);
        },
        repr: (self: PyFileIO) => {
          if (self.fd < 0) return '<_io.FileIO [closed]>';
          const name = self.dict?.get('name');
          const what = name === undefined ? `fd=${self.fd}` : `name=${repr(name)}`;
          const closefd = self.closesDescriptor ? 'True' : 'False';
          return `<_io.FileIO ${what} mode='${self.mode}' closefd=${closefd}>`;
        },
      },
      methods: {
        'read(size=-1, /)': (self: PyFileIO, size = null) => new PyBytes(self.read(sizeOrAll(size))),
        'readall()': (self: PyFileIO) => {
          self.description();
          if (!self.readable) throw osError(new FileError('EBADF'));
          return new PyBytes(self.read(-1));
        },
        'readinto(buffer, /)': (self: PyFileIO, buffer = null) => {
          const target = writableBuffer(buffer, 'readinto');
          const bytes = self.read(target.length);
          target.set(bytes);
          return bytes.length;
        },
        'write(b, /)': (self: PyFileIO, bytes = null) => self.write(asBuffer(bytes)),
        'seek(pos, whence=0, /)': (self: PyFileIO, offset = null, whence = 0) =>
          self.seek(asSize(offset), asSize(whence)),
        'tell()': (self: PyFileIO) => self.seek(0, 1),
        'truncate(size=None, /)': (self: PyFileIO, size = null) => {
          const to = size === null ? self.seek(0, 1) : asSize(size);
          self.truncate(to);
          return to;
        },
        'close()': (self: PyFileIO) => {
          self.close();
          return null;
        },
        'seekable()': (self: PyFileIO) => self.isSeekable(),
        'readable()': (self: PyFileIO) => {
          self.description();
          return self.readable;
        },
        'writable()': (self: PyFileIO) => {
          self.description();
          return self.writable;
        },
        'fileno()': (self: PyFileIO) => {
          self.description();
          return self.fd;
        },
        'isatty()': (self: PyFileIO) => {
          self.description();
          return false;
        },
        '_dealloc_warn(source, /)': () => null,
      },
      properties: {
        closed: (self: PyFileIO) => self.fd < 0,
        closefd: (self: PyFileIO) => self.closesDescriptor,
        mode: (self: PyFileIO) => self.mode,
        _blksize: () => 4096,
      },
    }),
);
