// Servers and connections of a loop over the simulated network: `create_server`, `create_connection`, `Server`.

import { Unsupported } from '../../base/unsupported.js';
import { awaitValue, PyCoroutine } from '../../execution/coroutine.js';
import type { Pausable, Pause } from '../../execution/pause.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { intValue, strValue } from '../../objects/boxed.js';
import { call } from '../../objects/call.js';
import { isTrue } from '../../objects/compare.js';
import { PyDict, PyTuple, tuple } from '../../objects/containers.js';
import { isExceptionOf, PyException, runtimeError, valueError } from '../../objects/exceptions.js';
import { toArray } from '../../objects/iteration.js';
import { defineType, native } from '../../objects/native.js';
import { PyObject, type PyType, type Value } from '../../objects/object.js';
import { repr } from '../../objects/repr.js';
import { perMachine } from '../library.js';
import type { PyLoop } from './base_events.js';
import { isCancelledError } from './exceptions.js';
import { runInExecutor } from './executors.js';
import type { PyFuture } from './futures.js';
import { gatherAll } from './gathering.js';
import { extendCoroutines } from './native-coroutine.js';
import { type Endpoint, isNumericHost, type Listener, networkOf, resolvedHost } from './network.js';
import { sleepTurn } from './sleeping.js';
import { PySocketTransport, socketTransportType } from './socket-transport.js';
import type { AsyncioState } from './state.js';
import { PyTransportSocket } from './transport-socket.js';

type Steps<Result = Value> = Generator<Pause, Result, Value>;

export class PyServer extends PyObject {
  listeners: Listener[] | null = [];
  readonly #sockets: PyTransportSocket[] = [];
  readonly #transports = new Set<PySocketTransport>();
  /** Who waits in `wait_closed`; null once everything is over. */
  #waiters: PyFuture[] | null = [];
  #serving = false;
  #forever: PyFuture | null = null;

  constructor(
    cls: PyType,
    readonly loop: PyLoop,
    readonly addresses: readonly (readonly [host: string, port: number])[],
    readonly protocolFactory: Value,
  ) {
    super(cls, new Map());
    const { state } = loop;
    for (const [host, port] of addresses) {
      const listener = networkOf(state.machine).listen(loop, host, port, (end) => this.#accept(end));
      this.listeners?.push(listener);
      this.#sockets.push(new PyTransportSocket(listener.fd, listener.address, null));
    }
  }

  get sockets(): Value {
    return new PyTuple(this.listeners === null ? [] : [...this.#sockets]);
  }

  get isServing(): boolean {
    return this.#serving;
  }

  startServing(): void {
    this.#serving = true;
  }

  attach(transport: PySocketTransport): void {
    this.#transports.add(transport);
  }

  detach(transport: PySocketTransport): void {
    this.#transports.delete(transport);
    if (this.#transports.size === 0 && this.listeners === null) this.#wakeUp();
  }

  /** `_accept_connection`: a task of its own makes the transport. */
  #accept(endpoint: Endpoint): void {
    const { loop } = this;
    const { state } = loop;
    const name = '_accept_connection2';
    const coroutine = new PyCoroutine(state.machine, null, name, `BaseSelectorEventLoop.${name}`, () =>
      this.#makeTransport(endpoint),
    );
    state.spawn(loop, coroutine, null, null);
  }

  /** `_accept_connection2`: where no protocol can be made the connection ends, and only debug mode tells why. */
  *#makeTransport(endpoint: Endpoint): Steps {
    const { loop } = this;
    const { state } = loop;
    let protocol: Value;
    try {
      protocol = call(this.protocolFactory);
    } catch (error) {
      if (!isExceptionOf(error, 'Exception')) throw error;
      endpoint.close();
      if (loop.debug) {
        const message = 'Error on transport creation for incoming connection';
        loop.callExceptionHandler(
          PyDict.of([
            ['message', message],
            ['exception', error],
          ]),
        );
      }
      return null;
    }
    const waiter = state.newFuture(loop, 'other', 'the transport of the connection');
    new PySocketTransport(socketTransportType(state.machine), loop, endpoint, protocol, this, waiter);
    yield* awaitValue(waiter);
    return null;
  }

  close(): void {
    const { listeners } = this;
    if (listeners === null) return;
    this.listeners = null;
    for (const listener of listeners) listener.close();
    for (const socket of this.#sockets) socket.closed = true;
    this.#serving = false;
    if (this.#forever !== null && !this.#forever.done) {
      this.#forever.cancel();
      this.#forever = null;
    }
    if (this.#transports.size === 0) this.#wakeUp();
  }

  closeClients(abort: boolean): void {
    for (const transport of [...this.#transports]) {
      if (abort) transport.abort(null);
      else transport.close();
    }
  }

  #wakeUp(): void {
    const waiters = this.#waiters ?? [];
    this.#waiters = null;
    for (const waiter of waiters) if (!waiter.done) waiter.setResult(null);
  }

  *waitClosed(): Steps {
    if (this.#waiters === null) return null;
    const waiter = this.loop.state.newFuture(this.loop, 'other', 'the end of the server');
    this.#waiters.push(waiter);
    yield* awaitValue(waiter);
    return null;
  }

  *serveForever(): Steps {
    if (this.#forever !== null)
      throw runtimeError(`server ${repr(this)} is already being awaited on serve_forever()`);
    if (this.listeners === null) throw runtimeError(`server ${repr(this)} is closed`);
    this.startServing();
    const future = this.loop.state.newFuture(this.loop, 'other', 'the end of the server');
    this.#forever = future;
    try {
      return yield* awaitValue(future);
    } catch (error) {
      if (isCancelledError(error)) {
        this.close();
        yield* this.waitClosed();
      }
      throw error;
    } finally {
      this.#forever = null;
    }
  }
}

export const serverType = perMachine((m: KernelMachine) => {
  const server = defineType('Server', {
    mutable: true,
    module: 'asyncio.base_events',
    instanceDict: true,
    slots: { repr: (self: PyServer) => `<Server sockets=${repr(self.sockets)}>` },
    methods: {
      'get_loop()': (self: PyServer) => self.loop,
      'is_serving()': (self: PyServer) => self.isServing,
      'close()': (self: PyServer) => {
        self.close();
        return null;
      },
      'close_clients()': (self: PyServer) => {
        self.closeClients(false);
        return null;
      },
      'abort_clients()': (self: PyServer) => {
        self.closeClients(true);
        return null;
      },
    },
    properties: { sockets: (self: PyServer) => self.sockets },
  });
  extendCoroutines(m, server, {
    'start_serving()': function* (self: PyServer) {
      self.startServing();
      yield* sleepTurn();
      return null;
    },
    'serve_forever()': (self: PyServer) => self.serveForever(),
    'wait_closed()': (self: PyServer) => self.waitClosed(),
    // biome-ignore lint/correctness/useYield: entering does not wait
    '__aenter__()': function* (self: PyServer) {
      return self;
    },
    '__aexit__(*exc)': function* (self: PyServer) {
      self.close();
      yield* self.waitClosed();
      return null;
    },
  });
  return server;
});

/** `_ensure_resolved`: names are looked up by a worker thread. */
function* resolve(state: AsyncioState, loop: PyLoop, host: string, isServer: boolean): Steps<string> {
  if (!isNumericHost(host)) {
    const lookUp = native('getaddrinfo(*args)', () => null);
    yield* awaitValue(yield* runInExecutor(state, loop, null, lookUp, [], `getaddrinfo(${repr(host)})`));
  }
  return resolvedHost(host, isServer);
}

function coroutine(state: AsyncioState, name: string, body: () => Pausable): PyCoroutine {
  return new PyCoroutine(state.machine, null, name, `BaseEventLoop.${name}`, body);
}

/** `loop.create_server` */
export function createServer(
  state: AsyncioState,
  loop: PyLoop,
  protocolFactory: Value,
  host: Value,
  port: Value,
  options: { readonly ssl: Value; readonly sock: Value; readonly startServing: Value },
): PyCoroutine {
  return coroutine(state, 'create_server', function* () {
    refuseEncryption(options.ssl);
    if (options.sock !== null) throw new Unsupported('create_server with a socket of the program');
    if (host === null && port === null) throw valueError('Neither host/port nor sock were specified');
    const hosts = host === null ? [''] : strValue(host) === undefined ? toArray(host) : [host];
    const number = Number(intValue(port) ?? 0);
    const lookUps = hosts.map((each) =>
      coroutine(state, '_create_server_getaddrinfo', () => resolve(state, loop, strValue(each) ?? '', true)),
    );
    const found = yield* awaitValue(gatherAll(state, lookUps, false));
    const addresses = [...new Set(toArray(found))].map((each) => [strValue(each) ?? '', number] as const);
    const server = new PyServer(serverType(state.machine), loop, addresses, protocolFactory);
    if (isTrue(options.startServing)) {
      server.startServing();
      yield* sleepTurn();
    }
    return server;
  });
}

/** `loop.create_connection` */
export function createConnection(
  state: AsyncioState,
  loop: PyLoop,
  protocolFactory: Value,
  host: Value,
  port: Value,
  options: { readonly ssl: Value; readonly sock: Value },
): PyCoroutine {
  return coroutine(state, 'create_connection', function* () {
    refuseEncryption(options.ssl);
    if (options.sock !== null) throw new Unsupported('create_connection with a socket of the program');
    if (host === null && port === null)
      throw valueError('host and port was not specified and no sock specified');
    const address = yield* resolve(state, loop, strValue(host) ?? '', false);
    const number = Number(intValue(port) ?? 0);
    const future = state.newFuture(loop, 'other', `the connection to ${address}:${number}`);
    let endpoint: Endpoint | null = null;
    networkOf(state.machine).connect(loop, address, number, (outcome) => {
      if (future.done) return;
      if (outcome instanceof PyException) future.setException(outcome);
      else {
        endpoint = outcome;
        future.setResult(null);
      }
    });
    yield* awaitValue(future);
    if (endpoint === null) return null;
    const protocol = call(protocolFactory);
    const waiter = state.newFuture(loop, 'other', 'the transport of the connection');
    const type = socketTransportType(state.machine);
    const transport = new PySocketTransport(type, loop, endpoint, protocol, null, waiter);
    yield* awaitValue(waiter);
    return tuple(transport, protocol);
  });
}

function refuseEncryption(ssl: Value): void {
  if (ssl !== null && isTrue(ssl)) throw new Unsupported('connections with ssl');
}
