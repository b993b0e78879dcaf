// File descriptors: `os.open`, `read`, `write`, `lseek` and their kin.

import { FileError } from '../../base/files/file-error.js';
import type { OpenMode } from '../../base/files/file-system.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { asBuffer, PyBytes } from '../../objects/buffers.js';
import { call } from '../../objects/call.js';
import { typeError } from '../../objects/exceptions.js';
import { asSize, indexOf } from '../../objects/index.js';
import { native, type PyNative } from '../../objects/native.js';
import type { Value } from '../../objects/object.js';
import { typeName } from '../../objects/types.js';
import { openFunction } from '../io/open.js';
import { flushDropped } from '../io/open-files.js';
import { onFile } from '../io/read-file.js';
import { openStandardDescriptors } from '../io/standard-streams.js';
import { givenPath, refuseDescriptors } from './path-arguments.js';
import { statResult } from './stat-result.js';

/** The flags of `os.open`, as Linux numbers them. */
export const OPEN_FLAGS = {
  O_RDONLY: 0,
  O_WRONLY: 1,
  O_RDWR: 2,
  O_CREAT: 0o100,
  O_EXCL: 0o200,
  O_NOCTTY: 0o400,
  O_TRUNC: 0o1000,
  O_APPEND: 0o2000,
  O_NONBLOCK: 0o4000,
  O_SYNC: 0o4010000,
  O_DIRECTORY: 0o200000,
  O_NOFOLLOW: 0o400000,
  O_CLOEXEC: 0o2000000,
} as const;

export function modeOfFlags(flags: number, permissions: number): OpenMode {
  const access = flags & 3;
  return {
    readable: access !== OPEN_FLAGS.O_WRONLY,
    writable: access !== OPEN_FLAGS.O_RDONLY,
    append: (flags & OPEN_FLAGS.O_APPEND) !== 0,
    create: (flags & OPEN_FLAGS.O_CREAT) !== 0,
    exclusive: (flags & OPEN_FLAGS.O_EXCL) !== 0,
    truncate: (flags & OPEN_FLAGS.O_TRUNC) !== 0,
    permissions,
  };
}

function fdOf(value: Value): number {
  const fd = indexOf(value);
  if (fd === undefined) throw typeError(`'${typeName(value)}' object cannot be interpreted as an integer`);
  return Number(fd);
}

export function descriptorFunctions(m: KernelMachine): PyNative[] {
  const { descriptors } = m.files;
  openStandardDescriptors(m);
  const at = (fd: Value) => descriptors.get(fdOf(fd));
  return [
    native(
      'open(path, flags, mode=511, *, dir_fd=None)',
      (path = null, flags = 0, mode = 0o777, dirFd = null) => {
        refuseDescriptors('open', dirFd);
        flushDropped(m);
        const given = givenPath('open', path);
        const options = modeOfFlags(asSize(flags), asSize(mode));
        return onFile(() => descriptors.add(m.files.open(given.text, options)), given.shown);
      },
    ),
    native('close(fd)', (fd = null) => {
      onFile(() => descriptors.close(fdOf(fd)));
      m.files.synchronize();
      return null;
    }),
    native('closerange(fd_low, fd_high, /)', (low = 0, high = 0) => {
      for (let fd = fdOf(low); fd < fdOf(high); fd++) if (descriptors.has(fd)) descriptors.close(fd);
      return null;
    }),
    native('read(fd, length, /)', (fd = null, count = null) => {
      const size = asSize(count);
      return onFile(() => {
        if (size < 0) throw new FileError('EINVAL');
        return new PyBytes(at(fd).read(size));
      });
    }),
    native('write(fd, data, /)', (fd = null, data = null) => {
      const bytes = asBuffer(data);
      return onFile(() => at(fd).write(bytes));
    }),
    native('lseek(fd, position, whence, /)', (fd = null, position = null, whence = null) =>
      onFile(() => at(fd).seek(asSize(position), asSize(whence))),
    ),
    native('ftruncate(fd, length, /)', (fd = null, length = null) => {
      onFile(() => at(fd).truncate(asSize(length)));
      return null;
    }),
    native('fstat(fd)', (fd = null) =>
      onFile(() => {
        const { node } = at(fd);
        if (node === null) throw new FileError('EBADF');
        return statResult(node);
      }),
    ),
    native('fsync(fd)', (fd = null) => {
      onFile(() => at(fd));
      return null;
    }),
    native('fdatasync(fd)', (fd = null) => {
      onFile(() => at(fd));
      return null;
    }),
    native('isatty(fd, /)', () => false),
    native('dup(fd, /)', (fd = null) => onFile(() => descriptors.add(at(fd)))),
    native('dup2(fd, fd2, inheritable=True)', (fd = null, target = null) => {
      onFile(() => descriptors.set(fdOf(target), at(fd)));
      return target;
    }),
    native('get_inheritable(fd, /)', () => false),
    native('set_inheritable(fd, inheritable, /)', () => null),
    native('get_terminal_size(fd=1, /)', () =>
      onFile(() => {
        throw new FileError('ENOTTY');
      }),
    ),
    native(
      'fdopen(fd, mode="r", buffering=-1, encoding=None, *args, **kwargs)',
      (fd = null, mode = 'r', buffering = -1, encoding = null) => {
        if (indexOf(fd) === undefined) throw typeError(`invalid fd type (${typeName(fd)}, expected integer)`);
        return call(openFunction(m), [fd, mode, buffering, encoding]);
      },
    ),
  ];
}
