// `gzip.GzipFile`: a file of compressed data, read or written as if it were not compressed (Lib/gzip.py).

import { FileError } from '../../base/files/file-error.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute, getAttributeOr } from '../../objects/attributes.js';
import { strValue } from '../../objects/boxed.js';
import { asBuffer, PyBytes } from '../../objects/buffers.js';
import { call } from '../../objects/call.js';
import { exception, type PyException, typeError, valueError } from '../../objects/exceptions.js';
import { addressOf } from '../../objects/identity.js';
import { asSizeArgument } from '../../objects/index.js';
import { defineType } from '../../objects/native.js';
import { PyObject, type PyType, type Value } from '../../objects/object.js';
import { repr } from '../../objects/repr.js';
import { Signature } from '../../objects/signature.js';
import { crc32 } from '../binascii/checksums.js';
import { bufferedIoBaseType, sizeOrAll } from '../io/bases.js';
import { fsPath } from '../io/file-paths.js';
import { openFunction } from '../io/open.js';
import { callAttribute, perMachine } from '../library.js';
import { EPOCH } from '../time/index.js';
import { Z_FINISH, Z_SYNC_FLUSH } from '../zlib/constants.js';
import { Deflater } from '../zlib/deflater.js';
import { statusError, zlibError } from '../zlib/error.js';
import { header, readMembers, trailer, wholeSeconds } from './members.js';

const EMPTY = new Uint8Array(0);

/** `time.time()` in whole seconds. */
export const now = (m: KernelMachine): number => Math.floor((EPOCH + m.readClock()) / 1e9);

/** The side of a file that is written. */
class Writing {
  checksum = 0;
  length = 0;

  constructor(
    readonly file: Value,
    readonly deflater: Deflater,
  ) {}

  write(data: Uint8Array, flush = 0): void {
    const bytes = this.deflater.push(data, flush);
    if (typeof bytes === 'number') throw statusError(bytes, 'while compressing data');
    this.checksum = crc32(data, this.checksum);
    this.length += data.length;
    if (bytes.length > 0) callAttribute(this.file, 'write', new PyBytes(bytes));
  }

  finish(): void {
    this.write(EMPTY, Z_FINISH);
    callAttribute(this.file, 'write', new PyBytes(trailer(this.checksum, this.length)));
  }
}

/** The side of a file that is read; it is read as a whole when something is first asked for. */
class Reading {
  position = 0;
  time: number | null = null;
  #data: Uint8Array | undefined;

  constructor(readonly file: Value) {}

  get data(): Uint8Array {
    if (this.#data === undefined) {
      const { data, time } = readMembers(asBuffer(callAttribute(this.file, 'read')), true);
      this.time = time;
      this.#data = data;
    }
    return this.#data;
  }

  take(limit: number): PyBytes {
    const { data, position } = this;
    const end = limit < 0 ? data.length : Math.min(data.length, position + limit);
    this.position = Math.max(position, end);
    return new PyBytes(data.slice(position, end));
  }

  takeLine(limit: number): PyBytes {
    const { data, position } = this;
    const at = data.indexOf(10, position);
    const length = Math.max(0, (at < 0 ? data.length : at + 1) - position);
    return this.take(limit < 0 ? length : Math.min(limit, length));
  }
}

class PyGzipFile extends PyObject {
  reading: Reading | null = null;
  writing: Writing | null = null;
  isClosed = true;
  name: Value = null;
  file: Value = null;
  /** The file was opened here, and is closed here. */
  owned: Value = null;

  constructor(cls: PyType) {
    super(cls, new Map());
  }

  checkOpen(): void {
    if (this.isClosed) throw valueError('I/O operation on closed file');
  }

  reader(method: string): Reading {
    this.checkOpen();
    const { reading } = this;
    if (reading === null) throw misused(`${method}() on write-only GzipFile object`);
    return reading;
  }

  writer(): Writing {
    if (this.reading !== null) throw misused('write() on read-only GzipFile object');
    if (this.writing === null) throw valueError('write() on closed GzipFile object');
    return this.writing;
  }

  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.writing?.finish();
    this.reading = null;
    this.writing = null;
    this.file = null;
    if (this.owned !== null) callAttribute(this.owned, 'close');
    this.owned = null;
  }
}

function misused(message: string): PyException {
  const { errno } = new FileError('EBADF');
  return exception('OSError', errno, message);
}

const signature = new Signature(
  'GzipFile(filename=None, mode=None, compresslevel=9, fileobj=None, mtime=None)',
);

function initialize(m: KernelMachine, self: PyGzipFile, given: readonly (Value | undefined)[]): void {
  const [filename = null, givenMode = null, level = 9, fileobj = null, mtime = null] = given;
  let mode = givenMode === null ? null : (strValue(givenMode) ?? '');
  if (mode !== null && (mode.includes('t') || mode.includes('U'))) {
    throw valueError(`Invalid mode: ${repr(givenMode)}`);
  }
  if (mode !== null && !mode.includes('b')) mode += 'b';
  let file = fileobj;
  if (file === null) {
    file = call(getAttribute(openFunction(m), '__call__'), [filename, mode ?? 'rb']);
    self.owned = file;
  }
  const named = getAttributeOr(file, 'name') ?? null;
  const isNamed = strValue(named) !== undefined || named instanceof PyBytes;
  const name = filename === null ? (isNamed ? named : '') : fsPath(filename);
  if (mode === null) mode = strValue(getAttributeOr(file, 'mode') ?? null) ?? 'rb';
  self.file = file;
  self.name = name;
  if (mode.startsWith('r')) self.reading = new Reading(file);
  else if ('wax'.includes(mode.charAt(0))) {
    self.writing = startWriting(m, file, strValue(name) ?? '', asSizeArgument(level), mtime);
  } else throw valueError(`Invalid mode: ${repr(mode)}`);
  self.isClosed = false;
}

function startWriting(m: KernelMachine, file: Value, name: string, level: number, mtime: Value): Writing {
  const deflater = Deflater.create({
    level,
    method: 8,
    windowBits: -15,
    memoryLevel: 8,
    strategy: 0,
    dictionary: null,
  });
  if (typeof deflater === 'number') throw zlibError('Invalid initialization option');
  const base = name.slice(name.lastIndexOf('/') + 1).replace(/\.gz$/, '');
  const time = mtime === null ? now(m) : wholeSeconds(mtime);
  callAttribute(file, 'write', new PyBytes(header(level, time, base)));
  return new Writing(file, deflater);
}

function seek(self: PyGzipFile, offset: Value, whence: Value): Value {
  self.checkOpen();
  const to = asSizeArgument(offset);
  const { reading, writing } = self;
  if (writing !== null) {
    if (whence !== 0 && whence !== 1) throw valueError('Seek from end not supported');
    const target = whence === 1 ? writing.length + to : to;
    if (target < writing.length) throw exception('OSError', 'Negative seek in write mode');
    const { length } = writing;
    writing.write(new Uint8Array(target - length));
    return length;
  }
  if (reading === null) return 0;
  const base = whence === 0 ? 0 : whence === 1 ? reading.position : reading.data.length;
  reading.position = Math.min(Math.max(0, base + to), reading.data.length);
  return reading.position;
}

export const gzipFileType = perMachine((m: KernelMachine): PyType => {
  return defineType('GzipFile', {
    module: 'gzip',
    bases: [bufferedIoBaseType()],
    instanceDict: true,
    slots: {
      new_: (cls) => new PyGzipFile(cls),
      init: (self: PyGzipFile, args, keywords) =>
        initialize(m, self, signature.bind('GzipFile.__init__', args, keywords)),
      repr: (self: PyGzipFile) => {
        const inner = self.file === null ? 'None' : repr(self.file);
        return `<gzip ${inner.startsWith('<') ? inner.slice(1, -1) : inner} ${addressOf(self)}>`;
      },
      next: (self: PyGzipFile) => {
        const line = self.reader('read').takeLine(-1);
        return line.data.length === 0 ? undefined : line;
      },
    },
    methods: {
      'write(data)': (self: PyGzipFile, data) => {
        self.checkOpen();
        const writer = self.writer();
        if (typeof data === 'string') throw typeError("a bytes-like object is required, not 'str'");
        const bytes = asBuffer(data).slice();
        writer.write(bytes);
        return bytes.length;
      },
      'read(size=-1)': (self: PyGzipFile, size) => self.reader('read').take(sizeOrAll(size)),
      'read1(size=-1)': (self: PyGzipFile, size) => self.reader('read1').take(sizeOrAll(size)),
      'peek(n)': (self: PyGzipFile) => {
        const { data, position } = self.reader('peek');
        return new PyBytes(data.slice(position, position + 8192));
      },
      'readline(size=-1)': (self: PyGzipFile, size) => self.reader('readline').takeLine(sizeOrAll(size)),
      [`flush(zlib_mode=${Z_SYNC_FLUSH})`]: (self: PyGzipFile, mode) => {
        self.checkOpen();
        const { writing } = self;
        if (writing !== null) {
          writing.write(EMPTY, asSizeArgument(mode));
          callAttribute(writing.file, 'flush');
        }
        return null;
      },
      'close()': (self: PyGzipFile) => {
        self.close();
        return null;
      },
      'tell()': (self: PyGzipFile) => {
        self.checkOpen();
        return self.reading?.position ?? self.writing?.length ?? 0;
      },
      'seek(offset, whence=0)': seek,
      'rewind()': (self: PyGzipFile) => {
        const { reading } = self;
        if (reading === null) throw exception('OSError', "Can't rewind in write mode");
        reading.position = 0;
        return null;
      },
      'fileno()': (self: PyGzipFile) => callAttribute(self.file, 'fileno'),
      'readable()': (self: PyGzipFile) => self.reading !== null,
      'writable()': (self: PyGzipFile) => self.writing !== null,
      'seekable()': () => true,
    },
    properties: {
      closed: (self: PyGzipFile) => self.isClosed,
      name: (self: PyGzipFile) => self.name,
      fileobj: (self: PyGzipFile) => self.file,
      mode: (self: PyGzipFile) => (self.writing === null ? 'rb' : 'wb'),
      mtime: (self: PyGzipFile) => {
        const { reading } = self;
        if (reading === null) {
          throw exception('AttributeError', "'_WriteBufferStream' object has no attribute '_last_mtime'");
        }
        return reading.time;
      },
    },
  });
});
