// `asyncio.StreamReaderProtocol`: hands what a transport brings to a StreamReader, and starts the program's callback
// for each connection of a server.

import { awaitValue } from '../../execution/coroutine.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { call } from '../../objects/call.js';
import { PyDict } from '../../objects/containers.js';
import { exception } from '../../objects/exceptions.js';
import { defineType, type NativeBody } from '../../objects/native.js';
import { PyObject, type PyType, type Value } from '../../objects/object.js';
import { construction } from '../declare.js';
import { callAttribute } from '../library.js';
import { PyFuture as Future, InternalCallback, type PyFuture } from './futures.js';
import type { EventLoop } from './loop.js';
import { extendCoroutines } from './native-coroutine.js';
import { protocolTypes } from './protocols.js';
import { type AsyncioState, isCoroutine } from './state.js';
import { PyStreamWriter } from './stream-writer.js';

/** `FlowControlMixin`: who waits in `drain` while the transport has too much. */
class PyFlowControl extends PyObject {
  paused = false;
  connectionLost = false;
  readonly drainWaiters: PyFuture[] = [];
  #loop: EventLoop | null = null;

  constructor(
    cls: PyType,
    readonly state: AsyncioState,
  ) {
    super(cls, new Map());
  }

  get loop(): EventLoop {
    return this.#loop ?? this.state.requireRunningLoop();
  }

  attach(loop: EventLoop): void {
    this.#loop = loop;
  }

  resume(): void {
    this.paused = false;
    for (const waiter of this.drainWaiters) if (!waiter.done) waiter.setResult(null);
  }

  lose(error: Value): void {
    this.connectionLost = true;
    if (!this.paused) return;
    for (const waiter of this.drainWaiters) {
      if (waiter.done) continue;
      if (error === null) waiter.setResult(null);
      else waiter.setException(error);
    }
  }
}

class PyStreamProtocol extends PyFlowControl {
  reader: Value = null;
  callback: Value = null;
  transport: Value = null;
  task: Value = null;
  closed: PyFuture | null = null;

  begin(reader: Value, callback: Value, loop: EventLoop): void {
    this.attach(loop);
    this.reader = reader;
    this.callback = callback;
    this.closed = this.state.newFuture(loop, 'other', 'the end of the connection');
  }

  made(transport: Value, writerType: PyType): void {
    this.transport = transport;
    const { reader, callback, loop, state } = this;
    if (reader !== null) callAttribute(reader, 'set_transport', transport);
    if (callback === null) return;
    const writer = new PyStreamWriter(writerType);
    writer.begin(state, transport, this, reader, loop.value);
    const result = call(callback, [reader, writer]);
    if (!isCoroutine(result)) return;
    const task = state.spawn(loop, result, null, null);
    this.task = task;
    const onDone = new InternalCallback(
      { kind: 'internal', task: null, text: 'StreamReaderProtocol.connection_made.<locals>.callback' },
      () => {
        if (task instanceof Future && task.state !== 'CANCELLED') {
          const error = task.exception();
          if (error === null) return;
          loop.callExceptionHandler(
            PyDict.of([
              ['message', 'Unhandled exception in client_connected_cb'],
              ['exception', error],
              ['transport', transport],
            ]),
          );
        }
        callAttribute(transport, 'close');
      },
    );
    callAttribute(task, 'add_done_callback', onDone);
  }

  override lose(error: Value): void {
    const { reader, closed } = this;
    if (reader !== null) {
      if (error === null) callAttribute(reader, 'feed_eof');
      else callAttribute(reader, 'set_exception', error);
    }
    if (closed !== null && !closed.done) {
      if (error === null) closed.setResult(null);
      else {
        closed.setException(error);
        // Whoever is interested asks; nobody is told that nobody did.
        closed.exception();
      }
    }
    super.lose(error);
    this.reader = null;
    this.task = null;
    this.transport = null;
  }
}

export interface StreamProtocolTypes {
  readonly FlowControlMixin: PyType;
  readonly StreamReaderProtocol: PyType;
}

export function makeStreamProtocol(
  m: KernelMachine,
  state: AsyncioState,
  writerType: PyType,
): StreamProtocolTypes {
  const module = 'asyncio.streams';
  const flow = defineType('FlowControlMixin', {
    mutable: true,
    module,
    bases: [protocolTypes(m).Protocol],
    instanceDict: true,
    slots: construction(
      'FlowControlMixin',
      'loop=None',
      (cls) => new PyFlowControl(cls, state),
      (self: PyFlowControl, loop) => {
        self.attach(state.givenLoop(loop));
        return null;
      },
    ),
    methods: {
      'pause_writing()': effect<PyFlowControl>((self) => {
        if (self.paused) throw exception('AssertionError');
        self.paused = true;
      }),
      'resume_writing()': effect<PyFlowControl>((self) => {
        if (!self.paused) throw exception('AssertionError');
        self.resume();
      }),
      'connection_lost(exc)': effect<PyFlowControl>((self, error) => self.lose(error)),
      '_get_close_waiter(stream)': () => {
        throw exception('NotImplementedError');
      },
    },
    properties: {
      _loop: (self: PyFlowControl) => self.loop.value,
      _paused: (self: PyFlowControl) => self.paused,
      _connection_lost: (self: PyFlowControl) => self.connectionLost,
    },
  });
  extendCoroutines(m, flow, {
    '_drain_helper()': function* (self: PyFlowControl) {
      if (self.connectionLost) throw exception('ConnectionResetError', 'Connection lost');
      if (!self.paused) return null;
      const waiter = state.newFuture(self.loop, 'other', 'room in the write buffer');
      self.drainWaiters.push(waiter);
      try {
        yield* awaitValue(waiter);
      } finally {
        self.drainWaiters.splice(self.drainWaiters.indexOf(waiter), 1);
      }
      return null;
    },
  });
  const protocol = defineType('StreamReaderProtocol', {
    mutable: true,
    module,
    bases: [flow],
    instanceDict: true,
    slots: construction(
      'StreamReaderProtocol',
      'stream_reader, client_connected_cb=None, loop=None',
      (cls) => new PyStreamProtocol(cls, state),
      (self: PyStreamProtocol, reader, callback, loop) => {
        self.begin(reader, callback, state.givenLoop(loop));
        return null;
      },
    ),
    methods: {
      'connection_made(transport)': effect<PyStreamProtocol>((self, transport) =>
        self.made(transport, writerType),
      ),
      'data_received(data)': effect<PyStreamProtocol>(({ reader }, data) => {
        if (reader !== null) callAttribute(reader, 'feed_data', data);
      }),
      'eof_received()': ({ reader }: PyStreamProtocol) => {
        if (reader !== null) callAttribute(reader, 'feed_eof');
        return true;
      },
      '_get_close_waiter(stream)': (self: PyStreamProtocol) => self.closed,
    },
    properties: {
      _stream_reader: (self: PyStreamProtocol) => self.reader,
      _transport: (self: PyStreamProtocol) => self.transport,
      _task: (self: PyStreamProtocol) => self.task,
      _closed: (self: PyStreamProtocol) => self.closed,
      _client_connected_cb: (self: PyStreamProtocol) => self.callback,
      _over_ssl: () => false,
    },
  });
  return { FlowControlMixin: flow, StreamReaderProtocol: protocol };
}

interface Effect<Self> {
  act(self: Self, value: Value): void;
}

function effect<Self extends PyObject>(act: Effect<Self>['act']): NativeBody {
  return (self: Self, value: Value) => {
    act(self, value);
    return null;
  };
}
