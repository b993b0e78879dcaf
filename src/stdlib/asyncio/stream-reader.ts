// `asyncio.StreamReader`: bytes that have come, for coroutines that read them in lines, pieces or up to a separator.

import { awaitValue, PyCoroutine } from '../../execution/coroutine.js';
import type { Pause } from '../../execution/pause.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { intValue } from '../../objects/boxed.js';
import { asBuffer, PyByteArray, PyBytes } from '../../objects/buffers.js';
import { isTrue } from '../../objects/compare.js';
import { PyTuple } from '../../objects/containers.js';
import { exception, isExceptionOf, PyException, runtimeError, valueError } from '../../objects/exceptions.js';
import { defineType } from '../../objects/native.js';
import { PyObject, type PyType, type Value } from '../../objects/object.js';
import { repr, str } from '../../objects/repr.js';
import { construction } from '../declare.js';
import { callAttribute } from '../library.js';
import { concatenated, findBytes } from './byte-strings.js';
import { type CreationStack, creationStack } from './creation.js';
import { incompleteRead, incompleteReadError, limitOverrun, limitOverrunError } from './exceptions.js';
import { PyFuture } from './futures.js';
import type { EventLoop } from './loop.js';
import { extendCoroutines } from './native-coroutine.js';
import type { AsyncioState } from './state.js';

/** `_DEFAULT_LIMIT` */
export const DEFAULT_LIMIT = 2 ** 16;
const NEWLINE = new Uint8Array([10]);
const NOTHING = new Uint8Array(0);

type Reading = Generator<Pause, Value, Value>;

export class PyStreamReader extends PyObject {
  limit = DEFAULT_LIMIT;
  eof = false;
  waiter: Value = null;
  error: Value = null;
  transport: Value = null;
  paused = false;
  created: CreationStack | null = null;
  readonly #buffer = new PyByteArray(NOTHING);
  #loop: EventLoop | null = null;

  constructor(
    cls: PyType,
    readonly state: AsyncioState,
  ) {
    super(cls, new Map());
  }

  begin(limit: number, loop: EventLoop): void {
    if (limit <= 0) throw valueError('Limit cannot be <= 0');
    this.limit = limit;
    this.#loop = loop;
    if (loop.debug) this.created = creationStack(loop.machine);
  }

  get loop(): EventLoop {
    return this.#loop ?? this.state.requireRunningLoop();
  }

  get buffer(): PyByteArray {
    return this.#buffer;
  }

  describe(): string {
    const info = ['StreamReader'];
    const { buffer, waiter, error, transport } = this;
    if (buffer.length > 0) info.push(`${buffer.length} bytes`);
    if (this.eof) info.push('eof');
    if (this.limit !== DEFAULT_LIMIT) info.push(`limit=${this.limit}`);
    if (waiter !== null) info.push(`waiter=${repr(waiter)}`);
    if (error !== null) info.push(`exception=${repr(error)}`);
    if (transport !== null) info.push(`transport=${repr(transport)}`);
    if (this.paused) info.push('paused');
    return `<${info.join(' ')}>`;
  }

  // ---- what the protocol does

  feedData(data: Uint8Array): void {
    if (this.eof) throw exception('AssertionError', 'feed_data after feed_eof');
    if (data.length === 0) return;
    this.#buffer.splice(this.#buffer.length, 0, data);
    this.wake();
    if (this.transport === null || this.paused || this.#buffer.length <= 2 * this.limit) return;
    try {
      callAttribute(this.transport, 'pause_reading');
      this.paused = true;
    } catch (error) {
      if (!isExceptionOf(error, 'NotImplementedError')) throw error;
      // One that can not pause is not asked again.
      this.transport = null;
    }
  }

  feedEof(): void {
    this.eof = true;
    this.wake();
  }

  setException(error: Value): void {
    this.error = error;
    const { waiter } = this;
    this.waiter = null;
    if (waiter instanceof PyFuture && waiter.state !== 'CANCELLED') waiter.setException(error);
  }

  /** `_wakeup_waiter` */
  wake(): void {
    const { waiter } = this;
    this.waiter = null;
    if (waiter instanceof PyFuture && waiter.state !== 'CANCELLED') waiter.setResult(null);
  }

  // ---- what coroutines do

  #resumeTransport(): void {
    if (!this.paused || this.#buffer.length > this.limit) return;
    this.paused = false;
    callAttribute(this.transport, 'resume_reading');
  }

  /** `_wait_for_data` */
  *waitForData(method: string): Reading {
    if (this.waiter !== null) {
      throw runtimeError(`${method}() called while another coroutine is already waiting for incoming data`);
    }
    if (this.eof) throw exception('AssertionError', '_wait_for_data after EOF');
    if (this.paused) {
      this.paused = false;
      callAttribute(this.transport, 'resume_reading');
    }
    const waiter = this.state.newFuture(this.loop, 'other', `data for StreamReader.${method}`);
    this.waiter = waiter;
    try {
      return yield* awaitValue(waiter);
    } finally {
      this.waiter = null;
    }
  }

  #raiseError(): void {
    if (this.error instanceof PyException) throw this.error;
  }

  /** The first `count` bytes, which leave the buffer. */
  #take(count: number): PyBytes {
    const taken = this.#buffer.data.slice(0, count);
    this.#buffer.splice(0, taken.length, NOTHING);
    return new PyBytes(taken);
  }

  *readUntil(separators: readonly Uint8Array[]): Reading {
    const sorted = [...separators].sort((a, b) => a.length - b.length);
    const [shortest] = sorted;
    const longest = sorted.at(-1);
    if (shortest === undefined || longest === undefined)
      throw valueError('Separator should contain at least one element');
    if (shortest.length === 0) throw valueError('Separator should be at least one-byte string');
    this.#raiseError();
    let offset = 0;
    for (;;) {
      const { data } = this.#buffer;
      if (data.length - offset >= shortest.length) {
        const match = firstMatch(data, sorted, offset);
        if (match !== undefined) {
          if (match.start > this.limit)
            throw limitOverrun('Separator is found, but chunk is longer than limit', match.start);
          const chunk = this.#take(match.end);
          this.#resumeTransport();
          return chunk;
        }
        offset = Math.max(0, data.length + 1 - longest.length);
        if (offset > this.limit)
          throw limitOverrun('Separator is not found, and chunk exceed the limit', offset);
      }
      if (this.eof) throw incompleteRead(this.#take(data.length), null);
      yield* this.waitForData('readuntil');
    }
  }

  *readLine(): Reading {
    try {
      return yield* this.readUntil([NEWLINE]);
    } catch (error) {
      if (!(error instanceof PyException)) throw error;
      if (error.cls === incompleteReadError) return error.dict?.get('partial') ?? null;
      if (error.cls !== limitOverrunError) throw error;
      const consumed = Number(error.dict?.get('consumed') ?? 0);
      const isLine = this.#buffer.data[consumed] === 10;
      this.#take(isLine ? consumed + 1 : this.#buffer.length);
      this.#resumeTransport();
      const refused = valueError(str(error.args[0] ?? ''));
      refused.context = error;
      refused.contextIsSet = true;
      throw refused;
    }
  }

  /** A line for `async for`. */
  *nextLine(): Reading {
    const line = yield* this.readLine();
    if (asBuffer(line).length === 0) throw exception('StopAsyncIteration');
    return line;
  }

  *read(count: number): Reading {
    this.#raiseError();
    if (count === 0) return new PyBytes(NOTHING);
    if (count < 0) {
      const blocks: Uint8Array[] = [];
      for (;;) {
        const block = asBuffer(yield* this.read(this.limit));
        if (block.length === 0) return new PyBytes(concatenated(blocks));
        blocks.push(block);
      }
    }
    if (this.#buffer.length === 0 && !this.eof) yield* this.waitForData('read');
    const data = this.#take(count);
    this.#resumeTransport();
    return data;
  }

  *readExactly(count: number): Reading {
    if (count < 0) throw valueError('readexactly size can not be less than zero');
    this.#raiseError();
    if (count === 0) return new PyBytes(NOTHING);
    while (this.#buffer.length < count) {
      if (this.eof) throw incompleteRead(this.#take(this.#buffer.length), count);
      yield* this.waitForData('readexactly');
    }
    const data = this.#take(count);
    this.#resumeTransport();
    return data;
  }
}

interface Match {
  readonly start: number;
  readonly end: number;
}

/** The match that ends first. */
function firstMatch(data: Uint8Array, separators: readonly Uint8Array[], from: number): Match | undefined {
  let best: Match | undefined;
  for (const separator of separators) {
    const start = findBytes(data, separator, from);
    const end = start + separator.length;
    if (start >= 0 && (best === undefined || end < best.end)) best = { start, end };
  }
  return best;
}

const countOf = (value: Value): number => Number(intValue(value) ?? 0);

export function makeStreamReader(m: KernelMachine, state: AsyncioState): PyType {
  const effect =
    (act: (self: PyStreamReader, value: Value) => void) => (self: PyStreamReader, value: Value) => {
      act(self, value);
      return null;
    };
  const reader = defineType('StreamReader', {
    mutable: true,
    module: 'asyncio.streams',
    instanceDict: true,
    slots: {
      ...construction(
        'StreamReader',
        'limit=65536, loop=None',
        (cls) => new PyStreamReader(cls, state),
        (self: PyStreamReader, limit, loop) => {
          self.begin(countOf(limit), state.givenLoop(loop));
          return null;
        },
      ),
      repr: (self: PyStreamReader) => self.describe(),
      aiter: (self: PyStreamReader) => self,
      anext: (self: PyStreamReader) =>
        new PyCoroutine(m, null, '__anext__', 'StreamReader.__anext__', () => self.nextLine()),
    },
    methods: {
      'exception()': (self: PyStreamReader) => self.error,
      'set_exception(exc)': effect((self, error) => self.setException(error)),
      'set_transport(transport)': effect((self, transport) => {
        if (self.transport !== null) throw exception('AssertionError', 'Transport already set');
        self.transport = transport;
      }),
      'feed_eof()': effect((self) => self.feedEof()),
      'at_eof()': (self: PyStreamReader) => self.eof && self.buffer.length === 0,
      'feed_data(data)': effect((self, data) => self.feedData(asBuffer(data))),
      '_wakeup_waiter()': effect((self) => self.wake()),
    },
    properties: {
      _loop: (self: PyStreamReader) => self.loop.value,
      _limit: (self: PyStreamReader) => self.limit,
      _buffer: (self: PyStreamReader) => self.buffer,
      _eof: {
        get: (self: PyStreamReader) => self.eof,
        set: (self: PyStreamReader, value) => {
          self.eof = isTrue(value ?? false);
        },
      },
      _waiter: {
        get: (self: PyStreamReader) => self.waiter,
        set: (self: PyStreamReader, value) => {
          self.waiter = value ?? null;
        },
      },
      _exception: (self: PyStreamReader) => self.error,
      _transport: {
        get: (self: PyStreamReader) => self.transport,
        set: (self: PyStreamReader, value) => {
          self.transport = value ?? null;
        },
      },
      _paused: (self: PyStreamReader) => self.paused,
      _source_traceback: (self: PyStreamReader) => (self.created === null ? null : self.created.summary),
    },
  });
  extendCoroutines(m, reader, {
    'readline()': (self: PyStreamReader) => self.readLine(),
    "readuntil(separator=b'\\n')": (self: PyStreamReader, separator: Value) =>
      self.readUntil((separator instanceof PyTuple ? separator.items : [separator]).map(asBuffer)),
    'read(n=-1)': (self: PyStreamReader, count: Value) => self.read(countOf(count)),
    'readexactly(n)': (self: PyStreamReader, count: Value) => self.readExactly(countOf(count)),
    '_wait_for_data(func_name)': (self: PyStreamReader, name: Value) => self.waitForData(str(name)),
  });
  return reader;
}
