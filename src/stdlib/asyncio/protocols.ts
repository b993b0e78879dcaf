// `asyncio.Protocol` and its kin: classes whose methods a transport calls, all of them empty.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import type { NativeBody } from '../../objects/native.js';
import type { PyType } from '../../objects/object.js';
import { perMachine } from '../library.js';
import { libraryClass } from '../library-class.js';

const nothing: NativeBody = () => null;

function protocol(name: string, methods: readonly string[], bases: readonly PyType[] = []): PyType {
  return libraryClass(name, {
    module: 'asyncio.protocols',
    methods: Object.fromEntries(methods.map((signature) => [signature, nothing])),
    ...(bases.length === 0 ? {} : { bases }),
  });
}

export interface ProtocolTypes {
  readonly [name: string]: PyType;
  readonly BaseProtocol: PyType;
  readonly Protocol: PyType;
}

export const protocolTypes = perMachine((_m: KernelMachine): ProtocolTypes => {
  const base = protocol('BaseProtocol', [
    'connection_made(self, transport)',
    'connection_lost(self, exc)',
    'pause_writing(self)',
    'resume_writing(self)',
  ]);
  return {
    BaseProtocol: base,
    Protocol: protocol('Protocol', ['data_received(self, data)', 'eof_received(self)'], [base]),
    BufferedProtocol: protocol(
      'BufferedProtocol',
      ['get_buffer(self, sizehint)', 'buffer_updated(self, nbytes)', 'eof_received(self)'],
      [base],
    ),
    DatagramProtocol: protocol(
      'DatagramProtocol',
      ['datagram_received(self, data, addr)', 'error_received(self, exc)'],
      [base],
    ),
    SubprocessProtocol: protocol(
      'SubprocessProtocol',
      ['pipe_data_received(self, fd, data)', 'pipe_connection_lost(self, fd, exc)', 'process_exited(self)'],
      [base],
    ),
  };
});
