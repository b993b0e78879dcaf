// What is known of files, and changing it: `stat`, `chmod`, `utime`, `access`.

import { FileError } from '../../base/files/file-error.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { PyFloat } from '../../objects/boxed.js';
import { isTrue } from '../../objects/compare.js';
import { PyTuple } from '../../objects/containers.js';
import { exception, typeError, valueError } from '../../objects/exceptions.js';
import { asIndex, asSize } from '../../objects/index.js';
import { native, type PyNative } from '../../objects/native.js';
import type { Value } from '../../objects/object.js';
import { onFile } from '../io/read-file.js';
import { givenPath, nodeOf, refuseDescriptors } from './path-arguments.js';
import { statResult } from './stat-result.js';

const SECOND = 1_000_000_000n;

/** Nanoseconds of a time in seconds, int or float. */
function nanoseconds(time: Value): bigint {
  if (!(time instanceof PyFloat)) return BigInt(asIndex(time)) * SECOND;
  const whole = Math.floor(time.value);
  return BigInt(whole) * SECOND + BigInt(Math.floor((time.value - whole) * 1e9));
}

function pairOf(value: Value, parameter: string): readonly [Value, Value] {
  if (value instanceof PyTuple && value.items.length === 2) {
    return [value.items[0] ?? null, value.items[1] ?? null];
  }
  throw typeError(
    parameter === 'times'
      ? "utime: 'times' must be either a tuple of two ints or None"
      : "utime: 'ns' must be a tuple of two ints",
  );
}

export function attributeFunctions(m: KernelMachine): PyNative[] {
  const { files } = m;
  return [
    native('stat(path, *, dir_fd=None, follow_symlinks=True)', (path = null, dirFd = null, follow = true) => {
      refuseDescriptors('stat', dirFd);
      return statResult(nodeOf(m, givenPath('stat', path, { descriptor: true }), isTrue(follow)));
    }),
    native('lstat(path, *, dir_fd=None)', (path = null, dirFd = null) => {
      refuseDescriptors('lstat', dirFd);
      return statResult(nodeOf(m, givenPath('lstat', path), false));
    }),
    native(
      'access(path, mode, *, dir_fd=None, effective_ids=False, follow_symlinks=True)',
      (path = null, mode = 0) => {
        const given = givenPath('access', path, { descriptor: true });
        const node = given.fd === null ? files.find(given.text) : nodeOf(m, given);
        return node !== null && files.mayAccess(node, asSize(mode) & 7);
      },
    ),
    native('chmod(path, mode, *, dir_fd=None, follow_symlinks=True)', (path = null, mode = 0) => {
      files.changePermissions(nodeOf(m, givenPath('chmod', path, { descriptor: true })), asSize(mode));
      return null;
    }),
    native('fchmod(fd, mode)', (fd = null, mode = 0) => {
      files.changePermissions(nodeOf(m, givenPath('fchmod', fd, { descriptor: true })), asSize(mode));
      return null;
    }),
    ...['chown', 'lchown'].map((name) =>
      native(`${name}(path, uid, gid)`, (path = null) => {
        const given = givenPath(name, path);
        nodeOf(m, given);
        return onFile(() => {
          throw new FileError('EPERM');
        }, given.shown);
      }),
    ),
    native('truncate(path, length)', (path = null, length = 0) => {
      const given = givenPath('truncate', path, { descriptor: true });
      const options = { readable: false, writable: true, append: false, create: false };
      onFile(() => {
        const file = files.open(given.text, {
          ...options,
          exclusive: false,
          truncate: false,
          permissions: 0,
        });
        file.truncate(asSize(length));
      }, given.shown);
      files.synchronize();
      return null;
    }),
    native(
      'utime(path, times=None, *, ns=<unrepresentable>, dir_fd=None, follow_symlinks=True)',
      (path = null, times = null, ns, dirFd = null, follow = true) => {
        refuseDescriptors('utime', dirFd);
        if (times !== null && ns !== undefined) {
          throw valueError("utime: you may specify either 'times' or 'ns' but not both");
        }
        const node = nodeOf(m, givenPath('utime', path, { descriptor: true }), isTrue(follow));
        if (ns !== undefined) {
          const [accessed, modified] = pairOf(ns, 'ns');
          files.setTimes(node, BigInt(asIndex(accessed)), BigInt(asIndex(modified)));
        } else if (times === null) files.setTimes(node, files.now(), files.now());
        else {
          const [accessed, modified] = pairOf(times, 'times');
          files.setTimes(node, nanoseconds(accessed), nanoseconds(modified));
        }
        return null;
      },
    ),
    native('umask(mask, /)', (mask = 0) => {
      const before = files.umask;
      files.umask = asSize(mask) & 0o777;
      return before;
    }),
    native('statvfs(path)', () => {
      throw exception('NotImplementedError', 'os.statvfs: the files here lie on no disk');
    }),
  ];
}
