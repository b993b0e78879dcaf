// `asyncio.StreamWriter`: what a program writes goes to a transport; `drain` waits while that has too much.

import { Unsupported } from '../../base/unsupported.js';
import { awaitValue } from '../../execution/coroutine.js';
import { Emit } from '../../execution/pause.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { isTrue } from '../../objects/compare.js';
import { PyException } from '../../objects/exceptions.js';
import { defineType } from '../../objects/native.js';
import { PyObject, type PyType, type Value } from '../../objects/object.js';
import { repr } from '../../objects/repr.js';
import { construction } from '../declare.js';
import { callAttribute } from '../library.js';
import type { PyFuture } from './futures.js';
import { extendCoroutines } from './native-coroutine.js';
import type { AsyncioState } from './state.js';

export class PyStreamWriter extends PyObject {
  transport: Value = null;
  protocol: Value = null;
  reader: Value = null;
  loop: Value = null;
  completed: PyFuture | null = null;

  constructor(cls: PyType) {
    super(cls, new Map());
  }

  begin(state: AsyncioState, transport: Value, protocol: Value, reader: Value, loop: Value): void {
    this.transport = transport;
    this.protocol = protocol;
    this.reader = reader;
    this.loop = loop;
    this.completed = state.newFuture(state.givenLoop(loop));
    this.completed.setResult(null);
  }
}

export function makeStreamWriter(m: KernelMachine, state: AsyncioState): PyType {
  const forward =
    (name: string) =>
    (self: PyStreamWriter, ...args: Value[]) =>
      callAttribute(self.transport, name, ...args);
  const writer = defineType('StreamWriter', {
    mutable: true,
    module: 'asyncio.streams',
    instanceDict: true,
    slots: {
      ...construction(
        'StreamWriter',
        'transport, protocol, reader, loop',
        (cls) => new PyStreamWriter(cls),
        (self: PyStreamWriter, transport, protocol, reader, loop) => {
          self.begin(state, transport, protocol, reader, loop);
          return null;
        },
      ),
      repr: ({ transport, reader }: PyStreamWriter) => {
        const shown = reader === null ? '' : ` reader=${repr(reader)}`;
        return `<StreamWriter transport=${repr(transport)}${shown}>`;
      },
    },
    methods: {
      'write(data)': forward('write'),
      'writelines(data)': forward('writelines'),
      'write_eof()': forward('write_eof'),
      'can_write_eof()': forward('can_write_eof'),
      'close()': forward('close'),
      'is_closing()': forward('is_closing'),
      'get_extra_info(name, default=None)': forward('get_extra_info'),
      'start_tls(sslcontext, **options)': () => {
        throw new Unsupported('StreamWriter.start_tls');
      },
    },
    properties: {
      transport: (self: PyStreamWriter) => self.transport,
      _transport: (self: PyStreamWriter) => self.transport,
      _protocol: (self: PyStreamWriter) => self.protocol,
      _reader: (self: PyStreamWriter) => self.reader,
      _loop: (self: PyStreamWriter) => self.loop,
    },
  });
  extendCoroutines(m, writer, {
    'wait_closed()': function* (self: PyStreamWriter) {
      yield* awaitValue(callAttribute(self.protocol, '_get_close_waiter', self));
      return null;
    },
    'drain()': function* (self: PyStreamWriter) {
      if (self.reader !== null) {
        const error = callAttribute(self.reader, 'exception');
        if (error instanceof PyException) throw error;
      }
      // One round of the loop, so that `connection_lost` may be called.
      if (isTrue(callAttribute(self.transport, 'is_closing'))) yield new Emit(null);
      yield* awaitValue(callAttribute(self.protocol, '_drain_helper'));
      return null;
    },
  });
  return writer;
}
