// A text file: characters over a stream of bytes (Modules/_io/textio.c). Its type stands in `text-io-wrapper.ts`.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute } from '../../objects/attributes.js';
import { asBuffer, PyBytes } from '../../objects/buffers.js';
import { encodeText } from '../../objects/codecs.js';
import { isTrue } from '../../objects/compare.js';
import { exception, typeError, valueError } from '../../objects/exceptions.js';
import { asSize } from '../../objects/index.js';
import { PyObject, type PyType, type Value } from '../../objects/object.js';
import { lengthOf, unitIndex } from '../../objects/str-text.js';
import { typeName } from '../../objects/types.js';
import { callAttribute } from '../library.js';
import { closedError, unsupported } from './bases.js';
import { PyBuffered } from './buffered.js';
import { concatenated } from './file-io.js';
import { lineEnd, type Newline, NewlineReader, written } from './newlines.js';
import { type HoldsBack, holdsBack, holdsNothing } from './open-files.js';
import { type DecoderState, PieceDecoder } from './text-decoder.js';

export const CHUNK_SIZE = 8192;

const LONE_SURROGATE = /\p{Surrogate}/u;

export interface TextOptions {
  readonly encoding: string;
  readonly errors: string;
  readonly newline: Newline;
  readonly lineBuffering: boolean;
  readonly writeThrough: boolean;
}

/** Where a piece of the stream began, so that `tell` can count the bytes of what was taken of it. */
interface Snapshot {
  readonly decoder: DecoderState;
  readonly holdsReturn: boolean;
  readonly bytes: Uint8Array;
}

export class PyTextFile extends PyObject implements HoldsBack {
  buffer: Value = null;
  isReady = false;
  isDetached = false;
  options: TextOptions = {
    encoding: 'utf-8',
    errors: 'strict',
    newline: null,
    lineBuffering: false,
    writeThrough: false,
  };
  chunkSize = CHUNK_SIZE;
  /** Takes text as it is: the standard streams, while nobody has changed their encoding. */
  direct: ((text: string) => void) | null = null;
  seekable = false;
  /** False while the file is read line by line. */
  tells = true;
  #decoder: PieceDecoder | null = null;
  #newlines = new NewlineReader(true, true);
  #decoded = '';
  /** How much of `#decoded` was given, in code units. */
  #used = 0;
  #snapshot: Snapshot | null = null;
  #pending: Uint8Array[] = [];
  #pendingSize = 0;
  /** The encoding's byte order mark has been written, or must not be. */
  #isMarked = false;

  constructor(
    cls: PyType,
    readonly machine: KernelMachine,
  ) {
    super(cls, new Map());
  }

  initialize(buffer: Value, options: TextOptions): void {
    encodeText('', options.encoding, 'strict');
    this.buffer = buffer;
    this.options = options;
    this.#newlines = new NewlineReader(
      options.newline === null || options.newline === '',
      options.newline === null,
    );
    this.#decoder = null;
    this.#forget();
    this.seekable = isTrue(callAttribute(buffer, 'seekable'));
    this.tells = this.seekable;
    this.isReady = true;
    this.isDetached = false;
    const isWritable = isTrue(callAttribute(buffer, 'writable'));
    this.#isMarked = isWritable && this.seekable && asSize(callAttribute(buffer, 'tell')) !== 0;
  }

  /** Changes how text is written and, before anything was read, how it is read. */
  reconfigure(options: TextOptions): void {
    const changesReading =
      options.encoding !== this.options.encoding ||
      options.errors !== this.options.errors ||
      options.newline !== this.options.newline;
    if (changesReading && (this.#decoded !== '' || this.#snapshot !== null)) {
      throw unsupported('It is not possible to set the encoding or newline of stream after the first read');
    }
    encodeText('', options.encoding, 'strict');
    callAttribute(this, 'flush');
    if (changesReading) {
      this.direct = null;
      this.#decoder = null;
      this.#newlines = new NewlineReader(
        options.newline === null || options.newline === '',
        options.newline === null,
      );
    }
    this.options = options;
  }

  stream(): Value {
    if (this.isReady) return this.buffer;
    throw valueError(
      this.isDetached ? 'underlying buffer has been detached' : 'I/O operation on uninitialized object',
    );
  }

  get isClosed(): boolean {
    const buffer = this.stream();
    return buffer instanceof PyBuffered ? buffer.isClosed : isTrue(getAttribute(buffer, 'closed'));
  }

  checkOpen(): void {
    if (this.isClosed) throw closedError();
  }

  get newlines(): Value {
    return this.#newlines.newlines;
  }

  // ---- writing

  write(text: string): void {
    this.checkOpen();
    if (this.direct !== null && !LONE_SURROGATE.test(text)) {
      this.direct(text);
      return;
    }
    if (!isTrue(callAttribute(this.buffer, 'writable'))) throw unsupported('not writable');
    const { newline, lineBuffering, writeThrough } = this.options;
    const bytes = this.#encode(written(text, newline));
    this.#pending.push(bytes);
    this.#pendingSize += bytes.length;
    if (this.#pendingSize >= this.chunkSize || writeThrough || (lineBuffering && /[\n\r]/.test(text))) {
      this.flushPending();
    } else holdsBack(this.machine, this);
    if (lineBuffering && /[\n\r]/.test(text)) callAttribute(this.buffer, 'flush');
    this.#forget();
  }

  #encode(text: string): Uint8Array {
    const { encoding, errors } = this.options;
    if (text === '') return new Uint8Array(0);
    const marked = this.#isMarked ? unmarked(encoding) : encoding;
    this.#isMarked = true;
    return encodeText(text, marked, errors);
  }

  flushPending(): void {
    if (this.#pendingSize === 0) return;
    const bytes = concatenated(this.#pending);
    this.#pending = [];
    this.#pendingSize = 0;
    holdsNothing(this.machine, this);
    callAttribute(this.buffer, 'write', new PyBytes(bytes));
  }

  flush(): void {
    this.checkOpen();
    this.tells = this.seekable;
    this.flushPending();
    callAttribute(this.buffer, 'flush');
  }

  close(): void {
    if (this.isClosed) return;
    try {
      callAttribute(this, 'flush');
    } finally {
      holdsNothing(this.machine, this);
      callAttribute(this.buffer, 'close');
    }
  }

  detach(): Value {
    callAttribute(this, 'flush');
    const buffer = this.stream();
    this.buffer = null;
    this.isReady = false;
    this.isDetached = true;
    return buffer;
  }

  // ---- reading

  checkReadable(): void {
    this.checkOpen();
    if (!isTrue(callAttribute(this.buffer, 'readable'))) throw unsupported('not readable');
    this.flushPending();
  }

  #reader(): PieceDecoder {
    this.#decoder ??= new PieceDecoder(this.options.encoding, this.options.errors);
    return this.#decoder;
  }

  /** Reads and decodes one more piece; false at the end. */
  #readMore(): boolean {
    const decoder = this.#reader();
    const before = { decoder: decoder.state, holdsReturn: this.#newlines.holdsReturn };
    const method = this.buffer instanceof PyBuffered ? 'read1' : this.#chunkReader();
    const given = callAttribute(this.buffer, method, this.chunkSize);
    if (!(given instanceof PyBytes) && typeof given !== 'object') {
      throw typeError(
        `underlying ${method}() should have returned a bytes-like object, not '${typeName(given)}'`,
      );
    }
    const bytes = asBuffer(given);
    const isLast = bytes.length === 0;
    const text = this.#newlines.read(decoder.decode(bytes, isLast), isLast);
    this.#snapshot = { ...before, bytes };
    this.#decoded = text;
    this.#used = 0;
    return !isLast || text !== '';
  }

  #chunkReader(): 'read1' | 'read' {
    return this.buffer instanceof PyObject && this.buffer.cls.lookup('read1') !== undefined
      ? 'read1'
      : 'read';
  }

  readAll(): string {
    this.checkReadable();
    const rest = this.#decoded.slice(this.#used);
    const given = callAttribute(this.buffer, 'read');
    if (given === null) return rest;
    const text = this.#newlines.read(this.#reader().decode(asBuffer(given), true), true);
    this.#forget();
    return rest + text;
  }

  /** At most so many characters. */
  read(count: number): string {
    this.checkReadable();
    let result = '';
    let missing = count;
    while (missing > 0) {
      if (this.#used >= this.#decoded.length && !this.#readMore()) break;
      const rest = this.#decoded.slice(this.#used);
      const taken = rest.slice(0, unitIndex(rest, missing));
      this.#used += taken.length;
      result += taken;
      missing -= lengthOf(taken);
    }
    return result;
  }

  readLine(limit: number): string {
    this.checkReadable();
    const { newline } = this.options;
    let line = '';
    for (;;) {
      if (this.#used >= this.#decoded.length && !this.#readMore()) break;
      // Ends of two characters may lie across two pieces.
      const start = this.#used;
      const rest = line + this.#decoded.slice(start);
      const searchFrom = newline === '\r\n' && line.endsWith('\r') ? line.length - 1 : line.length;
      const end = lineEnd(rest, searchFrom, newline);
      const whole = end < 0 ? rest : rest.slice(0, end);
      if (limit >= 0 && lengthOf(whole) >= limit) {
        const cut = whole.slice(0, unitIndex(whole, limit));
        this.#used = start + cut.length - line.length;
        return cut;
      }
      this.#used = start + whole.length - line.length;
      line = whole;
      if (end >= 0) return line;
    }
    return line;
  }

  // ---- positions

  #forget(): void {
    this.#decoded = '';
    this.#used = 0;
    this.#snapshot = null;
  }

  tell(): number {
    this.checkOpen();
    if (!this.seekable) throw unsupported('underlying stream is not seekable');
    if (!this.tells) throw exception('OSError', 'telling position disabled by next() call');
    this.flush();
    const position = asSize(callAttribute(this.buffer, 'tell'));
    const snapshot = this.#snapshot;
    if (snapshot === null || this.#decoder === null) return position;
    return position - snapshot.bytes.length + this.#bytesUsed(snapshot);
  }

  /** How many bytes of the piece give the characters that were taken of it. */
  #bytesUsed({ decoder: state, holdsReturn, bytes }: Snapshot): number {
    if (this.#used === 0) return -state.pending.length - (holdsReturn ? 1 : 0);
    const decoder = new PieceDecoder(this.options.encoding, this.options.errors);
    decoder.state = state;
    const newlines = new NewlineReader(this.#newlines.universal, this.#newlines.translates);
    newlines.holdsReturn = holdsReturn;
    let given = 0;
    for (let at = 0; at < bytes.length; at++) {
      given += newlines.read(decoder.decode(bytes.subarray(at, at + 1), false), false).length;
      if (given > this.#used) return at;
      if (given === this.#used && decoder.isClean && !newlines.holdsReturn) return at + 1;
    }
    return bytes.length;
  }

  seek(cookie: number, whence: number): number {
    this.checkOpen();
    if (!this.seekable) throw unsupported('underlying stream is not seekable');
    let to = cookie;
    if (whence === 1) {
      if (cookie !== 0) throw unsupported("can't do nonzero cur-relative seeks");
      to = this.tell();
    } else if (whence === 2) {
      if (cookie !== 0) throw unsupported("can't do nonzero end-relative seeks");
      this.flush();
      this.#startAgain();
      const end = asSize(callAttribute(this.buffer, 'seek', 0, 2));
      this.#isMarked = end !== 0;
      return end;
    } else if (whence !== 0) throw valueError(`invalid whence (${whence}, should be 0, 1 or 2)`);
    if (to < 0) throw valueError(`negative seek position ${to}`);
    this.flush();
    callAttribute(this.buffer, 'seek', to, 0);
    this.#startAgain();
    if (to !== 0 && this.#decoder === null) this.#decoder = continuing(this.options);
    this.#isMarked = to !== 0;
    return to;
  }

  #startAgain(): void {
    this.#forget();
    this.#decoder = null;
    this.#newlines.holdsReturn = false;
  }

  truncate(size: Value): Value {
    callAttribute(this, 'flush');
    const to = size === null ? callAttribute(this, 'tell') : size;
    return callAttribute(this.stream(), 'truncate', to);
  }
}

/** The encoding as it goes on after its byte order mark. */
function unmarked(encoding: string): string {
  const name = encoding.toLowerCase().replaceAll(/[^a-z0-9]+/g, '');
  if (name === 'utf8sig') return 'utf-8';
  if (name === 'utf16') return 'utf-16-le';
  return name === 'utf32' ? 'utf-32-le' : encoding;
}

function continuing({ encoding, errors }: TextOptions): PieceDecoder {
  return new PieceDecoder(unmarked(encoding), errors);
}
