// `asyncio.open_connection` and `start_server`, and the classes of streams.

import { awaitValue } from '../../execution/coroutine.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute } from '../../objects/attributes.js';
import { call } from '../../objects/call.js';
import type { PyDict } from '../../objects/containers.js';
import { tuple } from '../../objects/containers.js';
import { toArray } from '../../objects/iteration.js';
import { keywordsOf } from '../../objects/keywords.js';
import { native } from '../../objects/native.js';
import type { Value } from '../../objects/object.js';
import { coroutineFunction } from './native-coroutine.js';
import type { AsyncioState } from './state.js';
import { makeStreamProtocol } from './stream-protocol.js';
import { makeStreamReader } from './stream-reader.js';
import { makeStreamWriter } from './stream-writer.js';

export function makeStreams(m: KernelMachine, state: AsyncioState): Record<string, Value> {
  const StreamReader = makeStreamReader(m, state);
  const StreamWriter = makeStreamWriter(m, state);
  const protocols = makeStreamProtocol(m, state, StreamWriter);
  const { StreamReaderProtocol } = protocols;
  const newReader = (limit: Value, loop: Value): Value =>
    call(
      StreamReader,
      [],
      new Map([
        ['limit', limit],
        ['loop', loop],
      ]),
    );
  return {
    StreamReader,
    StreamWriter,
    ...protocols,
    open_connection: coroutineFunction(
      m,
      'open_connection(host=None, port=None, *, limit=65536, **kwds)',
      function* (host: Value, port: Value, limit: Value, options: PyDict) {
        const loop = state.requireRunningLoop().value;
        const reader = newReader(limit, loop);
        const protocol = call(StreamReaderProtocol, [reader], new Map([['loop', loop]]));
        const factory = native('factory()', () => protocol);
        const connect = getAttribute(loop, 'create_connection');
        const made = yield* awaitValue(call(connect, [factory, host, port], keywordsOf(options)));
        const [transport = null] = toArray(made);
        return tuple(reader, call(StreamWriter, [transport, protocol, reader, loop]));
      },
    ),
    start_server: coroutineFunction(
      m,
      'start_server(client_connected_cb, host=None, port=None, *, limit=65536, **kwds)',
      function* (callback: Value, host: Value, port: Value, limit: Value, options: PyDict) {
        const loop = state.requireRunningLoop().value;
        const factory = native('factory()', () =>
          call(StreamReaderProtocol, [newReader(limit, loop), callback], new Map([['loop', loop]])),
        );
        const create = getAttribute(loop, 'create_server');
        return yield* awaitValue(call(create, [factory, host, port], keywordsOf(options)));
      },
    ),
  };
}
