// `asyncio.trsock.TransportSocket`: what a transport or a server shows of its socket.

import { Unsupported } from '../../base/unsupported.js';
import { tuple } from '../../objects/containers.js';
import { defineType } from '../../objects/native.js';
import { PyObject, type Value } from '../../objects/object.js';
import { repr } from '../../objects/repr.js';
import { once } from '../library.js';
import type { Address } from './network.js';

const AF_INET = 2;
const SOCK_STREAM = 1;
const IPPROTO_TCP = 6;

export class PyTransportSocket extends PyObject {
  closed = false;

  constructor(
    readonly fd: number,
    readonly local: Address,
    readonly remote: Address | null,
  ) {
    super(transportSocketType());
  }

  get number(): number {
    return this.closed ? -1 : this.fd;
  }
}

export const addressValue = ({ host, port }: Address): Value => tuple(host, port);

const refused = (name: string) => () => {
  throw new Unsupported(`TransportSocket.${name}`);
};

export const transportSocketType = once(() =>
  defineType('TransportSocket', {
    module: 'asyncio.trsock',
    slots: {
      repr: (self: PyTransportSocket) => {
        const parts = [
          `fd=${self.number}`,
          `family=${AF_INET}`,
          `type=${SOCK_STREAM}`,
          `proto=${IPPROTO_TCP}`,
        ];
        if (!self.closed) {
          parts.push(`laddr=${repr(addressValue(self.local))}`);
          if (self.remote !== null) parts.push(`raddr=${repr(addressValue(self.remote))}`);
        }
        return `<asyncio.TransportSocket ${parts.join(', ')}>`;
      },
    },
    methods: {
      'fileno()': (self: PyTransportSocket) => self.number,
      'getsockname()': (self: PyTransportSocket) => addressValue(self.local),
      'getpeername()': (self: PyTransportSocket) => (self.remote === null ? null : addressValue(self.remote)),
      'setsockopt(*args)': () => null,
      'getsockopt(*args)': refused('getsockopt'),
      'gettimeout()': () => 0,
      'settimeout(value)': () => null,
      'setblocking(flag)': () => null,
      'dup()': refused('dup'),
    },
    properties: { family: () => AF_INET, type: () => SOCK_STREAM, proto: () => IPPROTO_TCP },
  }),
);
