// The simulated network: connections in memory between programs' own servers and clients, with a latency on the
// virtual clock. There is no way out of it.
//
// A connection has two ends. What one end sends is due at the other one latency later, in order; pieces that are due
// together arrive as one. Buffers are as large as it takes: an end never has to wait before it sends.

import { Unsupported } from '../../base/unsupported.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { exception, type PyException } from '../../objects/exceptions.js';
import type { EventId } from '../../trace/events.js';
import type { Nanoseconds } from '../../trace/time.js';
import { perMachine } from '../library.js';
import type { PyLoop } from './base_events.js';
import { concatenated } from './byte-strings.js';
import type { Callback } from './handles.js';
import { type IoSource, tellOfDeparture } from './io-registry.js';

/** `_SelectorSocketTransport.max_size`: what one reading takes at most. */
const MAX_READ = 256 * 1024;
const FIRST_EPHEMERAL_PORT = 49152;
const EADDRINUSE = 98;
const ECONNREFUSED = 111;

export interface Address {
  readonly host: string;
  readonly port: number;
}

interface Parcel {
  readonly when: Nanoseconds;
  /** Null for the end of the data. */
  readonly data: Uint8Array | null;
  readonly id: number;
  readonly cause: EventId | null;
}

/** One end of a connection. */
export class Endpoint implements IoSource {
  peer: Endpoint | null = null;
  closed = false;
  /** Something was sent after the other end had closed: the next time it is a broken pipe. */
  refused = false;
  /** What the loop does when there is something to read; null while the transport does not read. */
  onReadable: Callback | null = null;
  readonly #inbound: Parcel[] = [];

  constructor(
    readonly network: Network,
    readonly loop: PyLoop,
    readonly local: Address,
    readonly remote: Address,
    readonly fd: number,
  ) {}

  get readyAt(): Nanoseconds | null {
    return this.onReadable === null ? null : (this.#inbound[0]?.when ?? null);
  }

  get cause(): EventId | null {
    return this.#inbound[0]?.cause ?? null;
  }

  get arrival(): IoSource['arrival'] {
    const first = this.#inbound[0];
    return { id: first?.id ?? 0, text: describeParcel(this, first?.data ?? null) };
  }

  get callback(): Callback {
    return this.onReadable ?? NOTHING_TO_DO;
  }

  /** Reads or stops reading: `_add_reader`, `_remove_reader`. */
  read(callback: Callback | null): void {
    this.onReadable = callback;
    if (callback === null) this.loop.io.sources.delete(this);
    else this.loop.io.sources.add(this);
  }

  /** Sends data, or the end of it. */
  send(data: Uint8Array | null): void {
    const { peer } = this;
    if (peer === null || peer.closed) {
      this.refused = true;
      return;
    }
    const { machine, state } = this.loop;
    const id = state.nextId('future');
    const cause = tellOfDeparture(machine, id, describeParcel(peer, data));
    peer.#inbound.push({ when: machine.clock.now + this.network.latency, data, id, cause });
    peer.loop.wakeFromOutside();
  }

  /** What is due now, as one piece; null for the end. */
  receive(): Uint8Array | null {
    const { now } = this.loop.machine.clock;
    const pieces: Uint8Array[] = [];
    let size = 0;
    for (let first = this.#inbound[0]; first !== undefined; first = this.#inbound[0]) {
      if (first.when > now || first.data === null || size >= MAX_READ) break;
      this.#inbound.shift();
      pieces.push(first.data);
      size += first.data.length;
    }
    if (pieces.length > 0) return concatenated(pieces);
    this.#inbound.shift();
    return null;
  }

  close(): void {
    if (this.closed) return;
    this.send(null);
    this.closed = true;
    this.read(null);
  }
}

const NOTHING_TO_DO: Callback = {
  target: { kind: 'internal', task: null, text: 'nothing' },
  callable: null,
  run: () => undefined,
};

function describeParcel(to: Endpoint, data: Uint8Array | null): string {
  const what = data === null ? 'the end of the data' : `${data.length} bytes`;
  return `${what} for ${to.local.host}:${to.local.port}`;
}

/** Something that happens once, one or more latencies from now: a connection that comes about. */
class Happening implements IoSource {
  readonly readyAt: Nanoseconds;
  readonly cause: EventId | null;
  readonly arrival: IoSource['arrival'];

  constructor(
    loop: PyLoop,
    delay: Nanoseconds,
    text: string,
    readonly callback: Callback,
  ) {
    const { machine, state } = loop;
    this.readyAt = machine.clock.now + delay;
    this.arrival = { id: state.nextId('future'), text };
    this.cause = tellOfDeparture(machine, this.arrival.id, text);
    loop.io.sources.add(this);
    loop.wakeFromOutside();
  }
}

/** A server's open port. */
export class Listener {
  constructor(
    readonly network: Network,
    readonly loop: PyLoop,
    readonly address: Address,
    readonly fd: number,
    readonly accept: (endpoint: Endpoint) => void,
  ) {}

  close(): void {
    this.network.listeners.delete(this);
  }
}

export class Network {
  readonly listeners = new Set<Listener>();
  #nextPort = FIRST_EPHEMERAL_PORT;
  /** The numbers below are the standard streams', the selector's and the self-pipe's. */
  #nextFd = 6;

  constructor(readonly machine: KernelMachine) {}

  get latency(): Nanoseconds {
    return this.machine.clock.policy.networkLatency;
  }

  #freePort(): number {
    return this.#nextPort++;
  }

  listen(loop: PyLoop, host: string, port: number, accept: (endpoint: Endpoint) => void): Listener {
    const taken = [...this.listeners].some(({ address }) => port !== 0 && address.port === port);
    if (taken) throw osError('OSError', EADDRINUSE, addressInUse(host, port));
    const address = { host, port: port === 0 ? this.#freePort() : port };
    const listener = new Listener(this, loop, address, this.#nextFd++, accept);
    this.listeners.add(listener);
    return listener;
  }

  /** Connects; `established` runs in the client's loop when it is done. */
  connect(
    loop: PyLoop,
    host: string,
    port: number,
    established: (outcome: Endpoint | PyException) => void,
  ): void {
    const remote = { host, port };
    const listener = [...this.listeners].find(({ address }) => address.port === port);
    const done = (outcome: Endpoint | PyException) =>
      this.#happen(loop, 2 * this.latency, `the connection to ${host}:${port}`, '_sock_connect_cb', () =>
        established(outcome),
      );
    if (listener === undefined) {
      done(osError('ConnectionRefusedError', ECONNREFUSED, `Connect call failed ('${host}', ${port})`));
      return;
    }
    const local = { host: '127.0.0.1', port: this.#freePort() };
    const client = new Endpoint(this, loop, local, remote, this.#nextFd++);
    const server = new Endpoint(this, listener.loop, { host, port }, local, this.#nextFd++);
    client.peer = server;
    server.peer = client;
    const { address } = listener;
    const text = `a connection for ${address.host}:${address.port}`;
    this.#happen(listener.loop, this.latency, text, '_accept_connection', () => {
      if (this.listeners.has(listener)) listener.accept(server);
      else server.close();
    });
    done(client);
  }

  #happen(loop: PyLoop, delay: Nanoseconds, text: string, name: string, run: () => void): void {
    const happening: Happening = new Happening(loop, delay, text, {
      target: { kind: 'internal', task: null, text: `BaseSelectorEventLoop.${name}` },
      callable: null,
      run: () => {
        loop.io.sources.delete(happening);
        run();
      },
    });
  }
}

export const networkOf = perMachine((m: KernelMachine) => new Network(m));

/** Numeric addresses need no looking up. */
export function isNumericHost(host: string): boolean {
  return /^\d+\.\d+\.\d+\.\d+$/.test(host) || host === '::1' || host === '::' || host === '';
}

const LOCAL_NAMES: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '0.0.0.0', '::1', '::', '']);

/** The address of a host; only the program's own machine can be reached. */
export function resolvedHost(host: string, isServer: boolean): string {
  if (!LOCAL_NAMES.has(host))
    throw new Unsupported(
      `a connection to ${host}: in the simulated network there are only the servers of the program itself`,
    );
  if (host === '0.0.0.0' || host === '::' || host === '') return isServer ? '0.0.0.0' : '127.0.0.1';
  return '127.0.0.1';
}

function addressInUse(host: string, port: number): string {
  return `error while attempting to bind on address ('${host}', ${port}): address already in use`;
}

function osError(type: 'OSError' | 'ConnectionRefusedError', errno: number, message: string): PyException {
  return exception(type, errno, message);
}
