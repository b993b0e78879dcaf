// Directories: `listdir`, `scandir`, `mkdir`, `walk`, and what moves and removes names.

import type { FileSystemNode } from '../../base/files/nodes.js';
import { joinPath } from '../../base/files/paths.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { isTrue } from '../../objects/compare.js';
import { PyList } from '../../objects/containers.js';
import { genericAlias } from '../../objects/generic-alias.js';
import { asSize } from '../../objects/index.js';
import { nativeIterator } from '../../objects/iteration.js';
import { defineType, native, type PyNative } from '../../objects/native.js';
import { PyObject, type PyType, type Value } from '../../objects/object.js';
import { repr } from '../../objects/repr.js';
import { encodeName } from '../io/file-paths.js';
import { flushDropped } from '../io/open-files.js';
import { onFile } from '../io/read-file.js';
import { perMachine } from '../library.js';
import { type GivenPath, givenPath, nameLike, refuseDescriptors } from './path-arguments.js';
import { statResult } from './stat-result.js';

export function directoryFunctions(m: KernelMachine): PyNative[] {
  const { files } = m;
  return [
    native('getcwd()', () => onFile(() => files.cwd)),
    native('getcwdb()', () => encodeName(onFile(() => files.cwd))),
    native('chdir(path)', (path = null) => {
      const given = givenPath('chdir', path, { descriptor: true });
      onFile(() => files.changeDirectory(given.text), given.shown);
      return null;
    }),
    native('listdir(path=None)', (path = null) => {
      flushDropped(m);
      const given = givenPath('listdir', path, { none: true, descriptor: true });
      const names = onFile(() => files.list(given.text), given.shown);
      return new PyList(names.map((name) => nameLike(given, name)));
    }),
    native('scandir(path=None)', (path = null) => scan(m, path)),
    native('mkdir(path, mode=511, *, dir_fd=None)', (path = null, mode = 0o777, dirFd = null) => {
      refuseDescriptors('mkdir', dirFd);
      const given = givenPath('mkdir', path);
      onFile(() => files.makeDirectory(given.text, asSize(mode)), given.shown);
      return null;
    }),
    native('rmdir(path, *, dir_fd=None)', (path = null, dirFd = null) => {
      refuseDescriptors('rmdir', dirFd);
      const given = givenPath('rmdir', path);
      onFile(() => files.removeDirectory(given.text), given.shown);
      return null;
    }),
    ...['unlink', 'remove'].map((name) =>
      native(`${name}(path, *, dir_fd=None)`, (path = null, dirFd = null) => {
        refuseDescriptors(name, dirFd);
        const given = givenPath(name, path);
        onFile(() => files.removeFile(given.text), given.shown);
        return null;
      }),
    ),
    ...['rename', 'replace'].map((name) =>
      native(
        `${name}(src, dst, *, src_dir_fd=None, dst_dir_fd=None)`,
        (source = null, target = null, sourceFd = null, targetFd = null) => {
          refuseDescriptors(name, sourceFd, targetFd);
          flushDropped(m);
          const from = givenPath(name, source, {}, 'src');
          const to = givenPath(name, target, {}, 'dst');
          onFile(() => files.rename(from.text, to.text), from.shown, to.shown);
          return null;
        },
      ),
    ),
    native(
      'link(src, dst, *, src_dir_fd=None, dst_dir_fd=None, follow_symlinks=True)',
      (source = null, target = null, sourceFd = null, targetFd = null) => {
        refuseDescriptors('link', sourceFd, targetFd);
        const from = givenPath('link', source, {}, 'src');
        const to = givenPath('link', target, {}, 'dst');
        onFile(() => files.link(from.text, to.text), from.shown, to.shown);
        return null;
      },
    ),
    native(
      'symlink(src, dst, target_is_directory=False, *, dir_fd=None)',
      (source = null, target = null, _isDirectory, dirFd = null) => {
        refuseDescriptors('symlink', dirFd);
        const from = givenPath('symlink', source, {}, 'src');
        const to = givenPath('symlink', target, {}, 'dst');
        onFile(() => files.symbolicLink(from.text, to.text), from.shown, to.shown);
        return null;
      },
    ),
    native('readlink(path, *, dir_fd=None)', (path = null, dirFd = null) => {
      refuseDescriptors('readlink', dirFd);
      const given = givenPath('readlink', path);
      return nameLike(
        given,
        onFile(() => files.readLink(given.text), given.shown),
      );
    }),
  ];
}

/** `os.DirEntry` */
class PyDirEntry extends PyObject {
  constructor(
    cls: PyType,
    readonly name: Value,
    readonly path: Value,
    /** As the file system takes it. */
    readonly text: string,
    /** What the entry was when the directory was read. */
    readonly node: FileSystemNode,
    readonly machine: KernelMachine,
  ) {
    super(cls);
  }

  /** What it leads to; null for a link to nothing. */
  target(follow: Value): FileSystemNode | null {
    if (this.node.kind !== 'link' || !isTrue(follow)) return this.node;
    return this.machine.files.find(this.text);
  }
}

export const dirEntryType = perMachine(
  (): PyType =>
    defineType('posix.DirEntry', {
      module: 'posix',
      final: true,
      slots: { repr: (self: PyDirEntry) => `<DirEntry ${repr(self.name)}>` },
      methods: {
        'is_dir(*, follow_symlinks=True)': (self: PyDirEntry, follow = true) =>
          self.target(follow)?.kind === 'directory',
        'is_file(*, follow_symlinks=True)': (self: PyDirEntry, follow = true) =>
          self.target(follow)?.kind === 'file',
        'is_symlink()': (self: PyDirEntry) => self.node.kind === 'link',
        'is_junction()': () => false,
        'stat(*, follow_symlinks=True)': (self: PyDirEntry, follow = true) => {
          const node = self.target(follow);
          if (node === null) onFile(() => self.machine.files.lookup(self.text), self.path);
          return statResult(node ?? self.node);
        },
        'inode()': (self: PyDirEntry) => self.node.inode,
        '__fspath__()': (self: PyDirEntry) => self.path,
      },
      classMethods: { '__class_getitem__(key, /)': (cls = null, key = null) => genericAlias(cls, key) },
      properties: { name: (self: PyDirEntry) => self.name, path: (self: PyDirEntry) => self.path },
    }),
);

/** The entries of a directory, in the order of their names. */
export function entriesOf(m: KernelMachine, given: GivenPath): PyDirEntry[] {
  const names = onFile(() => m.files.list(given.text), given.shown);
  const entries: PyDirEntry[] = [];
  for (const name of names) {
    const text = joinPath(given.text, name);
    const node = m.files.find(text, false);
    if (node === null) continue;
    const path = given.shown === null ? joinPath('.', name) : text;
    entries.push(
      new PyDirEntry(dirEntryType(m), nameLike(given, name), nameLike(given, path), text, node, m),
    );
  }
  return entries;
}

function scan(m: KernelMachine, path: Value): Value {
  flushDropped(m);
  const given = givenPath('scandir', path, { none: true, descriptor: true });
  return new PyScan(scanIteratorType(m), entriesOf(m, given));
}

class PyScan extends PyObject {
  at = 0;

  constructor(
    cls: PyType,
    readonly entries: readonly PyDirEntry[],
  ) {
    super(cls);
  }
}

const scanIteratorType = perMachine(
  (): PyType =>
    defineType('posix.ScandirIterator', {
      module: 'posix',
      final: true,
      slots: {
        iter: (self) => self,
        next: (self: PyScan) => self.entries[self.at++],
      },
      methods: {
        'close()': (self: PyScan) => {
          self.at = self.entries.length;
          return null;
        },
        '__enter__()': (self = null) => self,
        '__exit__(*args)': (self: PyScan) => {
          self.at = self.entries.length;
          return null;
        },
      },
    }),
);

/** A generator of the library, as an iterator. */
export function generatorOf(items: Iterable<Value>): Value {
  const iterator = items[Symbol.iterator]();
  return nativeIterator('generator', () => {
    const step = iterator.next();
    return step.done === true ? undefined : step.value;
  });
}
