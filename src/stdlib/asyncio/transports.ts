// `asyncio.Transport` and its kin: what a transport has to have. The one that carries data is in `socket-transport.ts`.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttributeOr } from '../../objects/attributes.js';
import { intValue } from '../../objects/boxed.js';
import { isTrue } from '../../objects/compare.js';
import { PyDict, tuple } from '../../objects/containers.js';
import { exception, isExceptionOf, valueError } from '../../objects/exceptions.js';
import { toArray } from '../../objects/iteration.js';
import type { NativeBody } from '../../objects/native.js';
import type { PyType, Value } from '../../objects/object.js';
import { repr } from '../../objects/repr.js';
import { callAttribute, ownAttribute, perMachine, setOwnAttribute } from '../library.js';
import { libraryClass } from '../library-class.js';
import { joinBytes } from './byte-strings.js';

const notImplemented: NativeBody = () => {
  throw exception('NotImplementedError');
};

const missing = (signatures: readonly string[]): Record<string, NativeBody> =>
  Object.fromEntries(signatures.map((signature) => [signature, notImplemented]));

function transport(name: string, bases: readonly PyType[], methods: Record<string, NativeBody>): PyType {
  return libraryClass(name, {
    module: 'asyncio.transports',
    methods,
    instanceDict: true,
    ...(bases.length === 0 ? {} : { bases }),
  });
}

export interface TransportTypes {
  readonly [name: string]: PyType;
  readonly Transport: PyType;
}

export const transportTypes = perMachine((_m: KernelMachine): TransportTypes => {
  const base = transport('BaseTransport', [], {
    '__init__(self, extra=None)': (self, extra) => {
      setOwnAttribute(self, '_extra', extra ?? new PyDict());
      return null;
    },
    'get_extra_info(self, name, default=None)': (self, name, fallback) =>
      callAttribute(ownAttribute(self, '_extra') ?? new PyDict(), 'get', name, fallback),
    ...missing(['is_closing(self)', 'close(self)', 'set_protocol(self, protocol)', 'get_protocol(self)']),
  });
  const read = transport(
    'ReadTransport',
    [base],
    missing(['is_reading(self)', 'pause_reading(self)', 'resume_reading(self)']),
  );
  const write = transport('WriteTransport', [base], {
    ...missing([
      'set_write_buffer_limits(self, high=None, low=None)',
      'get_write_buffer_size(self)',
      'get_write_buffer_limits(self)',
      'write(self, data)',
      'write_eof(self)',
      'can_write_eof(self)',
      'abort(self)',
    ]),
    'writelines(self, list_of_data)': (self, parts) =>
      callAttribute(self, 'write', joinBytes(toArray(parts))),
  });
  const both = transport('Transport', [read, write], {});
  return {
    BaseTransport: base,
    ReadTransport: read,
    WriteTransport: write,
    Transport: both,
    DatagramTransport: transport(
      'DatagramTransport',
      [base],
      missing(['sendto(self, data, addr=None)', 'abort(self)']),
    ),
    SubprocessTransport: transport(
      'SubprocessTransport',
      [base],
      missing([
        'get_pid(self)',
        'get_returncode(self)',
        'get_pipe_transport(self, fd)',
        'send_signal(self, signal)',
        'terminate(self)',
        'kill(self)',
      ]),
    ),
    _FlowControlMixin: transport('_FlowControlMixin', [both], flowControl),
  };
});

const KILOBYTE = 1024;

function setLimits(self: Value, high: Value, low: Value): void {
  const top = high ?? (low === null ? 64 * KILOBYTE : 4 * Number(intValue(low) ?? 0));
  const highest = Number(intValue(top) ?? 0);
  const lowest = low === null ? Math.floor(highest / 4) : Number(intValue(low) ?? 0);
  if (!(highest >= lowest && lowest >= 0))
    throw valueError(`high (${repr(top)}) must be >= low (${repr(lowest)}) must be >= 0`);
  setOwnAttribute(self, '_high_water', highest);
  setOwnAttribute(self, '_low_water', lowest);
}

const own = (self: Value, name: string): Value => ownAttribute(self, name) ?? null;
const size = (self: Value): number => Number(intValue(callAttribute(self, 'get_write_buffer_size')) ?? 0);

/** Calls the protocol; what it raises goes to the loop's exception handler. */
function tellProtocol(self: Value, method: string): null {
  const protocol = getAttributeOr(self, '_protocol') ?? null;
  try {
    callAttribute(protocol, method);
  } catch (error) {
    if (!isExceptionOf(error, 'Exception')) throw error;
    callAttribute(
      own(self, '_loop'),
      'call_exception_handler',
      PyDict.of([
        ['message', `protocol.${method}() failed`],
        ['exception', error],
        ['transport', self],
        ['protocol', protocol],
      ]),
    );
  }
  return null;
}

const flowControl: Record<string, NativeBody> = {
  '__init__(self, extra=None, loop=None)': (self, extra, loop) => {
    setOwnAttribute(self, '_extra', extra ?? new PyDict());
    setOwnAttribute(self, '_loop', loop ?? null);
    setOwnAttribute(self, '_protocol_paused', false);
    setLimits(self, null, null);
    return null;
  },
  '_maybe_pause_protocol(self)': (self) => {
    if (size(self) <= Number(own(self, '_high_water')) || isTrue(own(self, '_protocol_paused'))) return null;
    setOwnAttribute(self, '_protocol_paused', true);
    return tellProtocol(self, 'pause_writing');
  },
  '_maybe_resume_protocol(self)': (self) => {
    if (!isTrue(own(self, '_protocol_paused')) || size(self) > Number(own(self, '_low_water'))) return null;
    setOwnAttribute(self, '_protocol_paused', false);
    return tellProtocol(self, 'resume_writing');
  },
  'get_write_buffer_limits(self)': (self) => tuple(own(self, '_low_water'), own(self, '_high_water')),
  '_set_write_buffer_limits(self, high=None, low=None)': (self, high, low) => {
    setLimits(self, high ?? null, low ?? null);
    return null;
  },
  'set_write_buffer_limits(self, high=None, low=None)': (self, high, low) => {
    setLimits(self, high ?? null, low ?? null);
    return callAttribute(self, '_maybe_pause_protocol');
  },
  'get_write_buffer_size(self)': notImplemented,
};
