// The transport of a simulated connection: between an endpoint of the network and the program's protocol
// (`selector_events._SelectorSocketTransport`).

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute } from '../../objects/attributes.js';
import { bufferOf, PyBytes } from '../../objects/buffers.js';
import { call } from '../../objects/call.js';
import { isTrue } from '../../objects/compare.js';
import { PyDict, tuple } from '../../objects/containers.js';
import {
  exception,
  isExceptionOf,
  type PyException,
  runtimeError,
  typeError,
} from '../../objects/exceptions.js';
import { toArray } from '../../objects/iteration.js';
import { defineType, type NativeBody } from '../../objects/native.js';
import { PyObject, type PyType, type Value } from '../../objects/object.js';
import { typeName } from '../../objects/types.js';
import { callAttribute, perMachine } from '../library.js';
import type { PyLoop } from './base_events.js';
import { joinBytes } from './byte-strings.js';
import type { PyFuture } from './futures.js';
import type { Callback } from './handles.js';
import type { Endpoint } from './network.js';
import type { PyServer } from './servers.js';
import { setResultUnlessCancelled } from './sleeping.js';
import { addressValue, PyTransportSocket } from './transport-socket.js';
import { transportTypes } from './transports.js';

const EPIPE = 32;
const HIGH_WATER = 64 * 1024;

/** A callback of the transport's own; what the protocol raises in it goes to the loop's exception handler. */
const internal = (text: string, run: () => void, callable: Value = null): Callback => ({
  target: { kind: 'internal', task: null, text },
  callable,
  run(handle) {
    try {
      run();
    } catch (error) {
      if (handle === null) throw error;
      handle.report(error);
    }
  },
});

export class PySocketTransport extends PyObject {
  closing = false;
  lost = false;
  #eofSent = false;
  #paused = false;
  readonly extra: PyDict;
  readonly socket: PyTransportSocket;

  constructor(
    cls: PyType,
    readonly loop: PyLoop,
    readonly endpoint: Endpoint,
    public protocol: Value,
    readonly server: PyServer | null,
    waiter: PyFuture | null,
  ) {
    super(cls, new Map());
    const { local, remote, fd } = endpoint;
    this.socket = new PyTransportSocket(fd, local, remote);
    this.extra = PyDict.of([
      ['socket', this.socket],
      ['sockname', addressValue(local)],
      ['peername', addressValue(remote)],
    ]);
    loop.state.transports.add(this);
    server?.attach(this);
    const made = getAttribute(protocol, 'connection_made');
    loop.callSoon(internal('protocol.connection_made', () => call(made, [this]), made));
    loop.callSoon(internal('_SelectorSocketTransport._add_reader', () => this.#startReading()));
    if (waiter !== null) loop.callSoon(setResultUnlessCancelled(waiter, null));
  }

  describe(): string {
    const { fd } = this.endpoint;
    const state = this.lost ? ' closed' : this.closing ? ' closing' : '';
    const read = this.endpoint.onReadable === null ? 'idle' : 'polling';
    const polling = this.lost ? '' : ` read=${read} write=<idle, bufsize=0>`;
    return `<_SelectorSocketTransport${state} fd=${fd}${polling}>`;
  }

  get isReading(): boolean {
    return !this.closing && !this.#paused;
  }

  pauseReading(): void {
    if (!this.isReading) return;
    this.#paused = true;
    this.endpoint.read(null);
  }

  resumeReading(): void {
    if (this.closing || !this.#paused) return;
    this.#paused = false;
    this.#startReading();
  }

  #startReading(): void {
    if (!this.isReading) return;
    this.endpoint.read(internal('_SelectorSocketTransport._read_ready', () => this.#readReady()));
  }

  #readReady(): void {
    if (this.lost || this.endpoint.closed) return;
    const data = this.endpoint.receive();
    if (data !== null) {
      this.#tell('data_received', new PyBytes(data));
      return;
    }
    const keepsOpen = this.#tell('eof_received');
    if (keepsOpen !== undefined && isTrue(keepsOpen)) this.endpoint.read(null);
    else if (keepsOpen !== undefined) this.close();
  }

  /** Calls the protocol. An exception of its ends the connection. */
  #tell(method: string, ...args: Value[]): Value | undefined {
    try {
      return callAttribute(this.protocol, method, ...args);
    } catch (error) {
      if (!isExceptionOf(error, 'Exception')) throw error;
      this.#fail(error, `Fatal error: protocol.${method}() call failed.`);
      return undefined;
    }
  }

  /** `_fatal_error` */
  #fail(error: PyException, message: string): void {
    if (!isExceptionOf(error, 'OSError')) {
      this.loop.callExceptionHandler(
        PyDict.of([
          ['message', message],
          ['exception', error],
          ['transport', this],
          ['protocol', this.protocol],
        ]),
      );
    }
    this.abort(error);
  }

  write(given: Value): void {
    const data = bufferOf(given);
    if (data === undefined) {
      throw typeError(`data argument must be a bytes-like object, not '${typeName(given)}'`);
    }
    if (this.#eofSent) throw runtimeError('Cannot call write() after write_eof()');
    if (data.length === 0 || this.lost || this.closing) return;
    if (this.endpoint.refused) {
      this.#fail(exception('BrokenPipeError', EPIPE, 'Broken pipe'), 'Fatal write error on socket transport');
      return;
    }
    this.endpoint.send(data.slice());
  }

  writeEof(): void {
    if (this.closing || this.#eofSent) return;
    this.#eofSent = true;
    this.endpoint.send(null);
  }

  close(): void {
    this.abort(null);
  }

  /** `_force_close`: there is never anything left to be sent. */
  abort(error: PyException | null): void {
    if (this.closing) return;
    this.closing = true;
    this.endpoint.read(null);
    this.loop.callSoon(
      internal('_SelectorSocketTransport._call_connection_lost', () => {
        try {
          callAttribute(this.protocol, 'connection_lost', error);
        } finally {
          this.lost = true;
          this.socket.closed = true;
          if (!this.#eofSent || this.endpoint.peer !== null) this.endpoint.close();
          this.loop.state.transports.delete(this);
          this.server?.detach(this);
        }
      }),
    );
  }
}

export const socketTransportType = perMachine((m: KernelMachine) => {
  const effect =
    (act: (self: PySocketTransport, ...args: Value[]) => void): NativeBody =>
    (self: PySocketTransport, ...args) => {
      act(self, ...args);
      return null;
    };
  return defineType('_SelectorSocketTransport', {
    mutable: true,
    module: 'asyncio.selector_events',
    bases: [transportTypes(m).Transport],
    instanceDict: true,
    slots: { repr: (self: PySocketTransport) => self.describe() },
    methods: {
      'get_extra_info(name, default=None)': (self: PySocketTransport, name, fallback) =>
        self.extra.table.get(name) ?? fallback,
      'is_closing()': (self: PySocketTransport) => self.closing,
      'close()': effect((self) => self.close()),
      'abort()': effect((self) => self.abort(null)),
      'set_protocol(protocol)': effect((self, protocol = null) => {
        self.protocol = protocol;
      }),
      'get_protocol()': (self: PySocketTransport) => self.protocol,
      'is_reading()': (self: PySocketTransport) => self.isReading,
      'pause_reading()': effect((self) => self.pauseReading()),
      'resume_reading()': effect((self) => self.resumeReading()),
      'write(data)': effect((self, data = null) => self.write(data)),
      'writelines(list_of_data)': effect((self, parts = null) => self.write(joinBytes(toArray(parts)))),
      'write_eof()': effect((self) => self.writeEof()),
      'can_write_eof()': () => true,
      'get_write_buffer_size()': () => 0,
      'get_write_buffer_limits()': () => tuple(HIGH_WATER / 4, HIGH_WATER),
      'set_write_buffer_limits(high=None, low=None)': effect(() => undefined),
    },
    properties: {
      _protocol: (self: PySocketTransport) => self.protocol,
      _loop: (self: PySocketTransport) => self.loop,
    },
  });
});
