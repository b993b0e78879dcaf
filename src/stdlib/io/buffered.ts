// What the buffered streams share: bytes read ahead from a raw stream, and bytes not yet written to it
// (Modules/_io/bufferedio.c).

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute } from '../../objects/attributes.js';
import { PyByteArray, PyBytes } from '../../objects/buffers.js';
import { isTrue } from '../../objects/compare.js';
import { exception, valueError } from '../../objects/exceptions.js';
import { asSize } from '../../objects/index.js';
import { PyObject, type PyType, type Value } from '../../objects/object.js';
import { repr } from '../../objects/repr.js';
import { callAttribute } from '../library.js';
import { unsupported } from './bases.js';
import { concatenated, PyFileIO } from './file-io.js';
import { type HoldsBack, holdsBack, holdsNothing } from './open-files.js';

export const DEFAULT_BUFFER_SIZE = 8192;

export class PyBuffered extends PyObject implements HoldsBack {
  /** Null before `__init__` and after `detach`. */
  raw: Value = null;
  isReady = false;
  isDetached = false;
  size = DEFAULT_BUFFER_SIZE;
  /** Read from the raw stream and not yet given. */
  #ahead: Uint8Array = new Uint8Array(0);
  #pending: Uint8Array[] = [];
  #pendingSize = 0;

  constructor(
    cls: PyType,
    readonly machine: KernelMachine,
    readonly canRead: boolean,
    readonly canWrite: boolean,
  ) {
    super(cls, new Map());
  }

  initialize(raw: Value, size: number): void {
    if (size <= 0) throw valueError('buffer size must be strictly positive');
    this.raw = raw;
    this.size = size;
    this.isReady = true;
    this.isDetached = false;
    this.#ahead = new Uint8Array(0);
    this.#pending = [];
    this.#pendingSize = 0;
  }

  /** The raw stream, which must be there. */
  stream(): Value {
    if (this.isReady) return this.raw;
    throw valueError(
      this.isDetached ? 'raw stream has been detached' : 'I/O operation on uninitialized object',
    );
  }

  get isClosed(): boolean {
    const raw = this.stream();
    return raw instanceof PyFileIO ? raw.fd < 0 : isTrue(getAttribute(raw, 'closed'));
  }

  checkOpen(what: string): void {
    if (this.isClosed) throw valueError(`${what} of closed file`);
  }

  checkReadable(what: string): void {
    if (!this.canRead) throw unsupported(what);
    this.checkOpen(what);
  }

  // ---- reading

  get ahead(): Uint8Array {
    return this.#ahead;
  }

  /** At most `count` bytes, with at most one read of the raw stream; fewer where that gives fewer. */
  readOnce(count: number): Uint8Array {
    this.flushPending();
    if (this.#ahead.length === 0) this.#ahead = this.rawRead(Math.max(this.size, count)) ?? new Uint8Array(0);
    return this.#take(count);
  }

  /** Looks at what comes next without taking it. */
  peek(): Uint8Array {
    this.flushPending();
    if (this.#ahead.length === 0) this.#ahead = this.rawRead(this.size) ?? new Uint8Array(0);
    return this.#ahead;
  }

  /** `count` bytes, or what there is before the end; all for a negative count. Null where nothing can be had now. */
  read(count: number): Uint8Array | null {
    this.flushPending();
    if (count < 0) return this.#readAll();
    const pieces: Uint8Array[] = [];
    let missing = count;
    while (missing > 0) {
      if (this.#ahead.length === 0) {
        const piece = this.rawRead(Math.max(this.size, missing));
        if (piece === null && pieces.length === 0) return null;
        if (piece === null || piece.length === 0) break;
        this.#ahead = piece;
      }
      const taken = this.#take(missing);
      pieces.push(taken);
      missing -= taken.length;
    }
    return concatenated(pieces);
  }

  #readAll(): Uint8Array | null {
    const pieces: Uint8Array[] = this.#ahead.length === 0 ? [] : [this.#ahead];
    this.#ahead = new Uint8Array(0);
    for (;;) {
      const piece = this.raw instanceof PyFileIO ? this.raw.read(-1) : this.rawRead(this.size);
      if (piece === null && pieces.length === 0) return null;
      if (piece === null || piece.length === 0) return concatenated(pieces);
      pieces.push(piece);
    }
  }

  readLine(limit: number): Uint8Array {
    const pieces: Uint8Array[] = [];
    let size = 0;
    while (limit < 0 || size < limit) {
      const ahead = this.peek();
      if (ahead.length === 0) break;
      const end = ahead.indexOf(10);
      const wanted = end < 0 ? ahead.length : end + 1;
      const piece = this.#take(limit < 0 ? wanted : Math.min(wanted, limit - size));
      pieces.push(piece);
      size += piece.length;
      if (piece.at(-1) === 10) break;
    }
    return concatenated(pieces);
  }

  #take(count: number): Uint8Array {
    const taken = this.#ahead.slice(0, count);
    this.#ahead = this.#ahead.subarray(taken.length);
    return taken;
  }

  /** One read of the raw stream. */
  rawRead(count: number): Uint8Array | null {
    const { raw } = this;
    if (raw instanceof PyFileIO && raw.machine.files.descriptors.has(raw.fd)) return raw.read(count);
    const buffer = new PyByteArray(new Uint8Array(count));
    const result = callAttribute(raw, 'readinto', buffer);
    if (result === null) return null;
    const got = asSize(result);
    if (got < 0 || got > count) {
      throw exception(
        'OSError',
        `raw readinto() returned invalid length ${got} (should have been between 0 and ${count})`,
      );
    }
    return buffer.data.slice(0, got);
  }

  // ---- writing

  write(bytes: Uint8Array): number {
    this.#forgetAhead();
    let rest = bytes;
    if (this.#pendingSize + bytes.length > this.size) {
      this.flushPending();
      while (rest.length > this.size) rest = rest.subarray(this.#rawWrite(rest));
    }
    if (rest.length > 0) {
      this.#pending.push(rest.slice());
      this.#pendingSize += rest.length;
      holdsBack(this.machine, this);
    }
    return bytes.length;
  }

  flushPending(): void {
    if (this.#pendingSize === 0) return;
    let rest = concatenated(this.#pending);
    this.#pending = [];
    this.#pendingSize = 0;
    holdsNothing(this.machine, this);
    while (rest.length > 0) {
      const count = this.#rawWrite(rest);
      rest = rest.subarray(count);
    }
  }

  #rawWrite(bytes: Uint8Array): number {
    const { raw } = this;
    if (raw instanceof PyFileIO) return raw.write(bytes);
    const result = callAttribute(raw, 'write', new PyBytes(bytes.slice()));
    if (result === null)
      throw exception('BlockingIOError', 11, 'write could not complete without blocking', 0);
    const count = asSize(result);
    if (count < 0 || count > bytes.length) {
      throw exception(
        'OSError',
        `raw write() returned invalid length ${count} (should have been between 0 and ${bytes.length})`,
      );
    }
    return count;
  }

  // ---- positions

  /** What was read ahead is given back to the raw stream. */
  #forgetAhead(): void {
    const size = this.#ahead.length;
    if (size === 0) return;
    this.#ahead = new Uint8Array(0);
    this.rawSeek(-size, 1);
  }

  rawSeek(offset: number, whence: number): number {
    const { raw } = this;
    const position =
      raw instanceof PyFileIO ? raw.seek(offset, whence) : asSize(callAttribute(raw, 'seek', offset, whence));
    if (position < 0) throw exception('OSError', `Raw stream returned invalid position ${position}`);
    return position;
  }

  tell(): number {
    const { raw } = this;
    const position = raw instanceof PyFileIO ? raw.seek(0, 1) : asSize(callAttribute(raw, 'tell'));
    if (position < 0) throw exception('OSError', `Raw stream returned invalid position ${position}`);
    return position - this.#ahead.length + this.#pendingSize;
  }

  seek(offset: number, whence: number): number {
    this.flushPending();
    const size = this.#ahead.length;
    this.#ahead = new Uint8Array(0);
    return this.rawSeek(whence === 1 ? offset - size : offset, whence);
  }

  truncate(size: Value): Value {
    this.flushPending();
    const to = size === null ? this.tell() : size;
    return callAttribute(this.raw, 'truncate', to);
  }

  flush(): void {
    this.flushPending();
    this.#forgetAhead();
    if (!(this.raw instanceof PyFileIO)) callAttribute(this.raw, 'flush');
  }

  close(): void {
    if (this.isClosed) return;
    try {
      callAttribute(this, 'flush');
    } finally {
      holdsNothing(this.machine, this);
      callAttribute(this.raw, 'close');
    }
  }

  detach(): Value {
    const raw = this.stream();
    this.flush();
    this.raw = null;
    this.isReady = false;
    this.isDetached = true;
    return raw;
  }

  show(type: string): string {
    const name = this.raw instanceof PyObject ? this.raw.dict?.get('name') : undefined;
    return name === undefined ? `<${type}>` : `<${type} name=${repr(name)}>`;
  }
}
