// `multiprocessing.Pipe` and the two connections it gives.
//
// A process that is started has the open ends of its parent, too. Only when nobody has the other end open any more does
// a reader get EOFError and a writer BrokenPipeError.

import { extendBlocking } from '../../execution/blocking.js';
import type { Pause } from '../../execution/pause.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { SharedObject } from '../../kernel/shared-object.js';
import type { SimProcess } from '../../kernel/sim-process.js';
import { Meeting } from '../../kernel/waits.js';
import { PyByteArray, PyBytes } from '../../objects/buffers.js';
import { isTrue } from '../../objects/compare.js';
import { PyTuple } from '../../objects/containers.js';
import { exception, type PyException, typeError } from '../../objects/exceptions.js';
import { addressOf } from '../../objects/identity.js';
import { defineType } from '../../objects/native.js';
import type { PyType, Value } from '../../objects/object.js';
import { typeName } from '../../objects/types.js';
import { deadlineAfter } from '../deadlines.js';
import { perMachine } from '../library.js';
import { Channel } from './channel.js';
import { pickled, unpickled } from './messages.js';

type Message = Uint8Array;

const osError = (text: string): PyException => exception('OSError', text);

/** The connections that are open somewhere. */
const openConnections = perMachine((m: KernelMachine) => {
  const open = new Set<Connection>();
  m.scheduler.observers.push({
    forked: (parent, child) => {
      for (const { holders } of open) if (holders.has(parent)) holders.add(child);
    },
    ended: (process) => {
      for (const connection of [...open]) connection.letGo(process);
    },
  });
  return open;
});

class Connection extends SharedObject {
  override travels = true;
  readonly holders = new Set<SimProcess>();
  peer: Connection | null = null;

  constructor(
    cls: PyType,
    readonly machine: KernelMachine,
    readonly incoming: Channel<Message> | null,
    readonly outgoing: Channel<Message> | null,
    readonly handle: number,
  ) {
    super(cls, new Map());
    this.holders.add(machine.scheduler.process);
    openConnections(machine).add(this);
  }

  get isClosed(): boolean {
    return !this.holders.has(this.machine.scheduler.process);
  }

  letGo(process: SimProcess): void {
    if (!this.holders.delete(process) || this.holders.size > 0) return;
    openConnections(this.machine).delete(this);
    this.outgoing?.wakeAll();
  }

  #isPeerGone(): boolean {
    return this.peer === null || this.peer.holders.size === 0;
  }

  #checkOpen(): void {
    if (this.isClosed) throw osError('handle is closed');
  }

  #readable(): Channel<Message> {
    this.#checkOpen();
    if (this.incoming === null) throw osError('connection is write-only');
    return this.incoming;
  }

  *send(data: () => Message): Generator<Pause, null, Value> {
    this.#checkOpen();
    const { outgoing } = this;
    if (outgoing === null) throw osError('connection is read-only');
    const message = data();
    yield new Meeting();
    if (this.#isPeerGone()) throw exception('BrokenPipeError', 32, 'Broken pipe');
    outgoing.add(message);
    return null;
  }

  *receive(): Generator<Pause, Message, Value> {
    const message = yield* this.#readable().take(null, () => this.#isPeerGone());
    if (message === undefined) throw exception('EOFError');
    return message;
  }

  /** True at the end, too: there is something to find out. */
  *poll(timeout: Value): Generator<Pause, boolean, Value> {
    const channel = this.#readable();
    yield new Meeting();
    const deadline = deadlineAfter(this.machine, timeout);
    return (yield* channel.wait(deadline, () => this.#isPeerGone())) || this.#isPeerGone();
  }
}

function bytesOf(value: Value): Message {
  if (value instanceof PyBytes || value instanceof PyByteArray) return Uint8Array.from(value.data);
  throw typeError(`a bytes-like object is required, not '${typeName(value)}'`);
}

export const connectionType = perMachine((m: KernelMachine): PyType => {
  const close = function* (self: Connection): Generator<Pause, Value, Value> {
    yield new Meeting();
    self.letGo(m.scheduler.process);
    return null;
  };
  const type = defineType('Connection', {
    module: 'multiprocessing.connection',
    slots: {
      repr: (self: Connection) => `<multiprocessing.connection.Connection object at ${addressOf(self)}>`,
    },
    methods: {
      'fileno()': (self: Connection) => {
        if (self.isClosed) throw osError('handle is closed');
        return self.handle;
      },
      '__enter__()': (self: Value) => self,
    },
    properties: {
      closed: (self: Connection) => self.isClosed,
      readable: (self: Connection) => self.incoming !== null,
      writable: (self: Connection) => self.outgoing !== null,
    },
  });
  extendBlocking(m, type, {
    'send(obj)': (self: Connection, item: Value) => self.send(() => pickled(m, item)),
    'recv()': function* (self: Connection) {
      return unpickled(m, yield* self.receive());
    },
    'send_bytes(buf, offset=0, size=None)': (self: Connection, data: Value) => self.send(() => bytesOf(data)),
    'recv_bytes(maxlength=None)': function* (self: Connection) {
      return new PyBytes(yield* self.receive());
    },
    'poll(timeout=0)': (self: Connection, timeout: Value) => self.poll(timeout),
    'close()': close,
    '__exit__(exc_type, exc_value, exc_tb)': close,
  });
  return type;
});

const handles = perMachine(() => ({ next: 3 }));

/** `Pipe(duplex)` */
export function makePipe(m: KernelMachine, duplex: Value): PyTuple {
  const cls = connectionType(m);
  const isDuplex = isTrue(duplex);
  const counter = handles(m);
  const forward = new Channel<Message>(m, 'pipe');
  const back = isDuplex ? new Channel<Message>(m, 'pipe') : null;
  const reader = new Connection(cls, m, forward, back, counter.next++);
  const writer = new Connection(cls, m, back, forward, counter.next++);
  reader.peer = writer;
  writer.peer = reader;
  return new PyTuple([reader, writer]);
}
