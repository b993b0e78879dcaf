// The `stat` module: the bits of `st_mode`, and the items of `os.stat_result`.

import { defineModule } from '../execution/module.js';
import type { KernelMachine } from '../kernel/kernel-machine.js';
import { asSize } from '../objects/index.js';
import { native, type PyNative } from '../objects/native.js';
import type { Value } from '../objects/object.js';

const KINDS = {
  S_IFDIR: 0o040000,
  S_IFCHR: 0o020000,
  S_IFBLK: 0o060000,
  S_IFREG: 0o100000,
  S_IFIFO: 0o010000,
  S_IFLNK: 0o120000,
  S_IFSOCK: 0o140000,
} as const;
const LETTERS = [
  ['l', KINDS.S_IFLNK],
  ['s', KINDS.S_IFSOCK],
  ['-', KINDS.S_IFREG],
  ['b', KINDS.S_IFBLK],
  ['d', KINDS.S_IFDIR],
  ['c', KINDS.S_IFCHR],
  ['p', KINDS.S_IFIFO],
] as const;

const BITS = {
  S_ISUID: 0o4000,
  S_ISGID: 0o2000,
  S_ISVTX: 0o1000,
  S_ENFMT: 0o2000,
  S_IREAD: 0o400,
  S_IWRITE: 0o200,
  S_IEXEC: 0o100,
  S_IRWXU: 0o700,
  S_IRUSR: 0o400,
  S_IWUSR: 0o200,
  S_IXUSR: 0o100,
  S_IRWXG: 0o070,
  S_IRGRP: 0o040,
  S_IWGRP: 0o020,
  S_IXGRP: 0o010,
  S_IRWXO: 0o007,
  S_IROTH: 0o004,
  S_IWOTH: 0o002,
  S_IXOTH: 0o001,
} as const;

const ITEMS = 'MODE INO DEV NLINK UID GID SIZE ATIME MTIME CTIME';

const kindOf = (mode: number): number => mode & 0o170000;

/** `-rwxr-xr-x` */
function modeText(mode: number): string {
  const kind = LETTERS.find(([, bits]) => kindOf(mode) === bits)?.[0] ?? '?';
  const triples = [
    [6, BITS.S_ISUID, 's'],
    [3, BITS.S_ISGID, 's'],
    [0, BITS.S_ISVTX, 't'],
  ] as const;
  const permissions = triples.map(([shift, special, letter]) => {
    const bits = (mode >> shift) & 7;
    const executes = (bits & 1) !== 0;
    let last = executes ? 'x' : '-';
    if ((mode & special) !== 0) last = executes ? letter : letter.toUpperCase();
    return `${(bits & 4) === 0 ? '-' : 'r'}${(bits & 2) === 0 ? '-' : 'w'}${last}`;
  });
  return kind + permissions.join('');
}

function functions(): PyNative[] {
  const test = (name: string, kind: number) =>
    native(`${name}(mode, /)`, (mode = null) => kindOf(asSize(mode)) === kind);
  return [
    test('S_ISDIR', KINDS.S_IFDIR),
    test('S_ISCHR', KINDS.S_IFCHR),
    test('S_ISBLK', KINDS.S_IFBLK),
    test('S_ISREG', KINDS.S_IFREG),
    test('S_ISFIFO', KINDS.S_IFIFO),
    test('S_ISLNK', KINDS.S_IFLNK),
    test('S_ISSOCK', KINDS.S_IFSOCK),
    native('S_IMODE(mode, /)', (mode = null) => asSize(mode) & 0o7777),
    native('S_IFMT(mode, /)', (mode = null) => kindOf(asSize(mode))),
    native('filemode(mode, /)', (mode = null) => modeText(asSize(mode))),
  ];
}

export const stat = defineModule(
  'stat',
  (_m: KernelMachine): Record<string, Value> => ({
    ...KINDS,
    ...BITS,
    ...Object.fromEntries(ITEMS.split(' ').map((item, index) => [`ST_${item}`, index])),
    ...Object.fromEntries(functions().map((fn) => [fn.name, fn])),
  }),
);
