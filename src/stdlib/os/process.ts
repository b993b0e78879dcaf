// The process a program believes to be: fixed numbers, seeded randomness, and the refusal of all that would leave it.

import { ERRORS } from '../../base/files/file-error.js';
import { Unsupported } from '../../base/unsupported.js';
import { blocking } from '../../execution/blocking.js';
import type { Pause } from '../../execution/pause.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import type { SimProcess } from '../../kernel/sim-process.js';
import { Meeting, ThreadWait } from '../../kernel/waits.js';
import { getAttribute } from '../../objects/attributes.js';
import { PyFloat } from '../../objects/boxed.js';
import { PyBytes } from '../../objects/buffers.js';
import { call } from '../../objects/call.js';
import { PyTuple } from '../../objects/containers.js';
import { valueError } from '../../objects/exceptions.js';
import { asSize } from '../../objects/index.js';
import { native, type PyNative } from '../../objects/native.js';
import type { Value } from '../../objects/object.js';
import { perMachine } from '../library.js';
import { MersenneTwister } from '../random/mersenne-twister.js';
import { structSequence, structSequenceType } from '../struct-sequence.js';
import { USER_ID } from './stat-result.js';

const PROCESS_ID = 4242;

export function processId(process: SimProcess): number {
  return PROCESS_ID + process.id;
}

/** What would start, stop or talk to processes, and what changes who one is. */
const REFUSED =
  'abort execl execle execlp execlpe execv execve execvp execvpe fork forkpty killpg nice openpty pipe pipe2 ' +
  'popen posix_spawn posix_spawnp register_at_fork sched_setaffinity setgid setsid setuid spawnl spawnle spawnlp ' +
  'spawnlpe spawnv spawnve spawnvp spawnvpe system wait wait3 wait4 waitpid chroot mkfifo mknod sendfile';

export function refusedFunctions(): Record<string, Value> {
  const functions: Record<string, Value> = {};
  for (const name of REFUSED.split(' ')) {
    functions[name] = native(`${name}(*args, **kwargs)`, () => {
      throw new Unsupported(`os.${name}: a program here is alone, without processes and host`);
    });
  }
  return functions;
}

/** Random bytes of the system: as seeded as all that is random here, but not the numbers of `random`. */
const entropy = perMachine((m) => {
  const twister = new MersenneTwister();
  twister.seed((BigInt(m.options.seed) << 64n) | 0x75_72_61_6e_64_6f_6dn);
  return twister;
});

export function randomBytes(m: KernelMachine, count: number): Uint8Array {
  if (count < 0) throw valueError('negative argument not allowed');
  const twister = entropy(m);
  return Uint8Array.from({ length: count }, () => Number(twister.getrandbits(8)));
}

/** `os._exit`: a process that another one has started is gone, whatever it was doing. */
function* endAtOnce(m: KernelMachine, status: Value): Generator<Pause, Value, Value> {
  const { scheduler } = m;
  if (scheduler.process.id === 0)
    throw new Unsupported('os._exit in the process of the program itself: sys.exit() ends it');
  yield new Meeting();
  scheduler.endProcess(scheduler.process, Number(asSize(status)) & 0xff);
  yield new ThreadWait('other', 'the process has ended', null);
  return null;
}

export function processFunctions(m: KernelMachine): PyNative[] {
  const uname = structSequence('posix.uname_result', {
    sysname: 'Linux',
    nodename: 'localhost',
    release: '6.1.0',
    version: '#1 SMP',
    machine: 'x86_64',
  });
  const times = structSequenceType('posix.times_result', [
    'user',
    'system',
    'children_user',
    'children_system',
    'elapsed',
  ]);
  const cores = (): number => m.options.cores;
  return [
    native('getpid()', () => processId(m.scheduler.process)),
    native('getppid()', () => {
      const { parent } = m.scheduler.process;
      return parent === null ? PROCESS_ID - 1 : processId(parent);
    }),
    native('kill(pid, signal, /)', (pid = null, signal = null) => {
      if (asSize(pid) !== processId(m.scheduler.process))
        throw new Unsupported('os.kill: a program here is alone, and can send signals to itself only');
      if (asSize(signal) === 0) return null;
      return call(getAttribute(m.importModule('signal', m.builtins, ['raise_signal'], 0), 'raise_signal'), [
        signal,
      ]);
    }),
    blocking(m, '_exit(status)', (status = null) => endAtOnce(m, status)),
    native('getuid()', () => USER_ID),
    native('geteuid()', () => USER_ID),
    native('getgid()', () => USER_ID),
    native('getegid()', () => USER_ID),
    native('getgroups()', () => new PyTuple([USER_ID])),
    native('getlogin()', () => 'user'),
    native('cpu_count()', cores),
    native('process_cpu_count()', cores),
    native('getloadavg()', () => new PyTuple([new PyFloat(0), new PyFloat(0), new PyFloat(0)])),
    native('uname()', () => uname),
    native('times()', () => {
      const seconds = new PyFloat(m.clock.processTime / 1e9);
      const zero = new PyFloat(0);
      return new PyTuple([seconds, zero, zero, zero, new PyFloat(m.clock.now / 1e9)], times);
    }),
    native('urandom(size, /)', (size = null) => new PyBytes(randomBytes(m, asSize(size)))),
    native('getrandom(size, flags=0)', (size = null) => new PyBytes(randomBytes(m, asSize(size)))),
    native('strerror(code, /)', (code = null) => errorText(asSize(code))),
    native('sched_yield()', () => null),
  ];
}

function errorText(code: number): string {
  if (code === 0) return 'Success';
  for (const [number, text] of Object.values(ERRORS)) if (number === code) return text;
  return `Unknown error ${code}`;
}
