// The `socket` and `select` modules: their constants, exceptions and classes. Whatever would open a socket is refused.

import { defineModule } from '../../execution/module.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute } from '../../objects/attributes.js';
import { call } from '../../objects/call.js';
import { PyDict } from '../../objects/containers.js';
import { exceptionType } from '../../objects/exceptions.js';
import { defineType, native } from '../../objects/native.js';
import type { Value } from '../../objects/object.js';
import { refusedClass, refusedFunctions } from './refused.js';

/** As on Linux. */
const CONSTANTS: Record<string, number> = {
  AI_ADDRCONFIG: 32,
  AI_ALL: 16,
  AI_CANONNAME: 2,
  AI_NUMERICHOST: 4,
  AI_NUMERICSERV: 1024,
  AI_PASSIVE: 1,
  AI_V4MAPPED: 8,
  EAI_AGAIN: -3,
  EAI_FAIL: -4,
  EAI_NODATA: -5,
  EAI_NONAME: -2,
  EAI_SERVICE: -8,
  INADDR_ANY: 0,
  INADDR_BROADCAST: 0xffffffff,
  INADDR_LOOPBACK: 0x7f000001,
  IPPROTO_ICMP: 1,
  IPPROTO_IP: 0,
  IPPROTO_IPV6: 41,
  IPPROTO_TCP: 6,
  IPPROTO_UDP: 17,
  IPV6_V6ONLY: 26,
  MSG_DONTWAIT: 64,
  MSG_NOSIGNAL: 16384,
  MSG_OOB: 1,
  MSG_PEEK: 2,
  MSG_TRUNC: 32,
  MSG_WAITALL: 256,
  NI_NUMERICHOST: 1,
  NI_NUMERICSERV: 2,
  SHUT_RD: 0,
  SHUT_WR: 1,
  SHUT_RDWR: 2,
  SOL_IP: 0,
  SOL_SOCKET: 1,
  SOL_TCP: 6,
  SOL_UDP: 17,
  SOMAXCONN: 4096,
  SO_ACCEPTCONN: 30,
  SO_BROADCAST: 6,
  SO_ERROR: 4,
  SO_KEEPALIVE: 9,
  SO_LINGER: 13,
  SO_RCVBUF: 8,
  SO_RCVTIMEO: 20,
  SO_REUSEADDR: 2,
  SO_REUSEPORT: 15,
  SO_SNDBUF: 7,
  SO_SNDTIMEO: 21,
  SO_TYPE: 3,
  TCP_KEEPCNT: 6,
  TCP_KEEPIDLE: 4,
  TCP_KEEPINTVL: 5,
  TCP_NODELAY: 1,
};

const FAMILIES = { AF_UNSPEC: 0, AF_UNIX: 1, AF_INET: 2, AF_INET6: 10 };
const KINDS = { SOCK_STREAM: 1, SOCK_DGRAM: 2, SOCK_RAW: 3, SOCK_CLOEXEC: 524288, SOCK_NONBLOCK: 2048 };

const METHODS = [
  'accept',
  'bind',
  'close',
  'connect',
  'connect_ex',
  'detach',
  'dup',
  'fileno',
  'getblocking',
  'getpeername',
  'getsockname',
  'getsockopt',
  'gettimeout',
  'listen',
  'makefile',
  'recv',
  'recv_into',
  'recvfrom',
  'recvfrom_into',
  'recvmsg',
  'send',
  'sendall',
  'sendfile',
  'sendmsg',
  'sendto',
  'setblocking',
  'setsockopt',
  'settimeout',
  'shutdown',
];

const FUNCTIONS = [
  'create_connection',
  'create_server',
  'fromfd',
  'getaddrinfo',
  'getfqdn',
  'gethostbyaddr',
  'gethostbyname',
  'gethostname',
  'getnameinfo',
  'getservbyname',
  'if_nameindex',
  'socketpair',
];

/** An `IntEnum`, and its members as names of the module. */
function intEnum(m: KernelMachine, name: string, members: Record<string, number>): Record<string, Value> {
  const enumModule = m.importModule('enum', m.builtins, [], 0);
  const made = call(
    getAttribute(enumModule, 'IntEnum'),
    [name, PyDict.of(Object.entries(members))],
    new Map([['module', 'socket']]),
  );
  const names: Record<string, Value> = { [name]: made };
  for (const member of Object.keys(members)) names[member] = getAttribute(made, member);
  return names;
}

export const socket = defineModule('socket', (m: KernelMachine) => {
  const osError = exceptionType('OSError');
  const socketClass = refusedClass('socket', 'socket', METHODS);
  let timeout: Value = null;
  return {
    ...CONSTANTS,
    ...intEnum(m, 'AddressFamily', FAMILIES),
    ...intEnum(m, 'SocketKind', KINDS),
    ...refusedFunctions('socket', FUNCTIONS),
    has_ipv6: true,
    error: osError,
    timeout: exceptionType('TimeoutError'),
    herror: defineType('herror', { module: 'socket', bases: [osError] }),
    gaierror: defineType('gaierror', { module: 'socket', bases: [osError] }),
    socket: socketClass,
    SocketType: socketClass,
    getdefaulttimeout: native('getdefaulttimeout()', () => timeout),
    setdefaulttimeout: native('setdefaulttimeout(timeout, /)', (given) => {
      timeout = given;
      return null;
    }),
    htons: native('htons(x, /)', swapped16),
    ntohs: native('ntohs(x, /)', swapped16),
  };
});

/** Between the byte order of networks and that of the machines Python runs on. */
function swapped16(value: Value): Value {
  const number = Number(value) & 0xffff;
  return ((number & 0xff) << 8) | (number >> 8);
}

export const select = defineModule('select', () => ({
  EPOLLERR: 8,
  EPOLLHUP: 16,
  EPOLLIN: 1,
  EPOLLOUT: 4,
  EPOLLPRI: 2,
  POLLERR: 8,
  POLLHUP: 16,
  POLLIN: 1,
  POLLNVAL: 32,
  POLLOUT: 4,
  POLLPRI: 2,
  PIPE_BUF: 4096,
  error: exceptionType('OSError'),
  epoll: refusedClass('select', 'epoll', ['poll', 'register', 'unregister', 'close']),
  ...refusedFunctions('select', ['poll', 'select']),
}));
