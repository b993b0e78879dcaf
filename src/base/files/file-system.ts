// The files that a program sees: a tree in memory, with a folder of the host laid beneath the working directory.
//
// Nothing else of the host is there. What the program writes stays in memory; where the folder has a writer, changes
// below the working directory are carried to the host when a file is closed and when the run ends.

import { Descriptors } from './descriptors.js';
import { FileError } from './file-error.js';
import { HostChanges } from './host-changes.js';
import type { HostFolder } from './host-folder.js';
import { DeviceNode, DirectoryNode, FileNode, type FileSystemNode, LinkNode, type Time } from './nodes.js';
import { type Access, type Description, OpenNode } from './open-file.js';
import { type Found, mayAccess, PathWalk, pathOf, requireAccess } from './path-walk.js';
import { absolutePath, folderOf, joinPath } from './paths.js';

export const HOME = '/home/user';
/** Where the program's folder is, and the working directory at the start. */
export const PROGRAM_FOLDER = `${HOME}/project`;

export interface FileSystemOptions {
  readonly folder: HostFolder | null;
  /** The name of the program's file as it was given: its folder is also found under that name. */
  readonly program: string;
  readonly now: () => Time;
}

export interface OpenMode extends Access {
  readonly create: boolean;
  /** With `create`: the file must not be there. */
  readonly exclusive: boolean;
  readonly truncate: boolean;
  readonly permissions: number;
}

export class FileSystem {
  readonly root: DirectoryNode;
  readonly descriptors = new Descriptors();
  umask = 0o022;
  #workingDirectory: DirectoryNode;
  readonly #program: DirectoryNode;
  readonly #walk: PathWalk;
  readonly #host: HostChanges | null;
  /** When the run began: the host's own times are not the program's to see. */
  readonly #start: Time;
  #inodes = 0;

  constructor(private readonly options: FileSystemOptions) {
    const { folder, program } = options;
    this.#start = options.now();
    this.root = new DirectoryNode(this.#inode(), 0o755, this.#start, null);
    const user = this.#directory(this.#directory(this.root, 'home'), 'user');
    const temporary = this.#directory(this.root, 'tmp');
    temporary.permissions = 0o1777;
    const devices = this.#directory(this.root, 'dev');
    devices.entries.set('null', new DeviceNode(this.#inode(), this.#start));
    this.#program =
      folder === null ? this.#directory(user, 'project') : this.#hostDirectory(user, folder, '');
    user.entries.set('project', this.#program);
    this.#workingDirectory = this.#program;
    const writer = folder?.writer ?? null;
    this.#host = writer === null ? null : new HostChanges(writer, this.#program);
    this.#walk = new PathWalk(this.root, PROGRAM_FOLDER, absolutePath(PROGRAM_FOLDER, folderOf(program)));
  }

  // ---- the working directory

  get cwd(): string {
    return this.pathOf(this.#workingDirectory);
  }

  changeDirectory(path: string): void {
    const node = this.lookup(path);
    if (node.kind !== 'directory') throw new FileError('ENOTDIR');
    requireAccess(node, 1);
    this.#workingDirectory = node;
  }

  /** The path from the root. */
  pathOf(directory: DirectoryNode): string {
    return pathOf(directory);
  }

  // ---- finding

  /** What a path leads to. Throws `FileError`. */
  lookup(path: string, followLinks = true): FileSystemNode {
    const { node, wantsDirectory } = this.#find(path, followLinks);
    if (node === null) throw new FileError('ENOENT');
    if (wantsDirectory && node.kind !== 'directory') throw new FileError('ENOTDIR');
    return node;
  }

  /** The same, or null where there is nothing. */
  find(path: string, followLinks = true): FileSystemNode | null {
    try {
      return this.lookup(path, followLinks);
    } catch (error) {
      if (error instanceof FileError) return null;
      throw error;
    }
  }

  #find(path: string, followLinks: boolean): Found {
    return this.#walk.find(path, this.#workingDirectory, followLinks);
  }

  mayAccess(node: FileSystemNode, bits: number): boolean {
    return mayAccess(node, bits);
  }

  // ---- opening

  open(path: string, mode: OpenMode): Description {
    const found = this.#find(path, !(mode.create && mode.exclusive));
    const { node } = found;
    if (node === null) {
      if (!mode.create) throw new FileError('ENOENT');
      if (found.wantsDirectory) throw new FileError('EISDIR');
      return this.#openNode(this.#createFile(found, mode.permissions), mode);
    }
    if (mode.create && mode.exclusive) throw new FileError('EEXIST');
    if (node.kind === 'link') throw new FileError('ELOOP');
    if (node.kind === 'directory' && mode.writable) throw new FileError('EISDIR');
    if (found.wantsDirectory && node.kind !== 'directory') throw new FileError('ENOTDIR');
    requireAccess(node, (mode.readable ? 4 : 0) | (mode.writable ? 2 : 0));
    if (mode.truncate && node.kind === 'file') {
      node.resize(0);
      node.touch(this.options.now());
      this.#host?.wrote(node);
    }
    return this.#openNode(node, mode);
  }

  #openNode(node: FileNode | DirectoryNode | DeviceNode, access: Access): Description {
    return new OpenNode(node, access, this.options.now, (written) => this.#host?.wrote(written));
  }

  #createFile(found: Found, permissions: number): FileNode {
    const file = new FileNode(this.#inode(), permissions & ~this.umask & 0o7777, this.options.now());
    this.#enter(found, file);
    this.#host?.wrote(file);
    return file;
  }

  #enter({ parent, name }: Found, node: FileSystemNode): void {
    if (parent.removed) throw new FileError('ENOENT');
    requireAccess(parent, 2);
    parent.entries.set(name, node);
    parent.touch(this.options.now());
  }

  // ---- directories and names

  list(path: string): string[] {
    const node = this.lookup(path);
    if (node.kind !== 'directory') throw new FileError('ENOTDIR');
    requireAccess(node, 4);
    return node.names;
  }

  makeDirectory(path: string, permissions: number): void {
    const found = this.#find(path, false);
    if (found.node !== null) throw new FileError('EEXIST');
    const bits = permissions & ~this.umask & 0o1777;
    const made = new DirectoryNode(this.#inode(), bits, this.options.now(), found.parent);
    this.#enter(found, made);
    this.#host?.write(made);
  }

  removeFile(path: string): void {
    const found = this.#find(path, false);
    const { node } = found;
    if (node === null) throw new FileError('ENOENT');
    if (node.kind === 'directory') throw new FileError('EISDIR');
    if (found.wantsDirectory) throw new FileError('ENOTDIR');
    this.#leave(found, node);
  }

  removeDirectory(path: string): void {
    const found = this.#find(path, false);
    const { node } = found;
    if (node === null) throw new FileError('ENOENT');
    if (node.kind !== 'directory') throw new FileError('ENOTDIR');
    if (found.name === '.') {
      if (/(^|\/)\.\/?$/.test(path)) throw new FileError('EINVAL');
      throw new FileError(node.entries.size > 0 ? 'ENOTEMPTY' : 'EINVAL');
    }
    if (node.entries.size > 0) throw new FileError('ENOTEMPTY');
    this.#leave(found, node);
  }

  #leave({ parent, name }: Found, node: FileSystemNode): void {
    requireAccess(parent, 3);
    if (node.kind !== 'link') this.#host?.remove(parent, name, node);
    parent.entries.delete(name);
    parent.touch(this.options.now());
    if (--node.links === 0 || node.kind === 'directory') node.removed = true;
  }

  /** `os.replace` */
  rename(from: string, to: string): void {
    const source = this.#find(from, false);
    const target = this.#find(to, false);
    const { node } = source;
    if (node === null) throw new FileError('ENOENT');
    if (source.name === '.' || target.name === '.') throw new FileError('EINVAL');
    if (node === target.node) return;
    const other = target.node;
    if (node.kind === 'directory') {
      for (let up: DirectoryNode | null = target.parent; up !== null; up = up.parent) {
        if (up === node) throw new FileError('EINVAL');
      }
      if (other !== null && other.kind !== 'directory') throw new FileError('ENOTDIR');
      if (other !== null && other.entries.size > 0) throw new FileError('ENOTEMPTY');
    } else {
      if (source.wantsDirectory || (target.wantsDirectory && other === null)) throw new FileError('ENOTDIR');
      if (other?.kind === 'directory') throw new FileError('EISDIR');
    }
    requireAccess(source.parent, 3);
    requireAccess(target.parent, 3);
    if (other !== null) this.#leave(target, other);
    const links = node.links;
    this.#host?.load(node);
    this.#host?.remove(source.parent, source.name, node);
    source.parent.entries.delete(source.name);
    source.parent.touch(this.options.now());
    if (node.kind === 'directory') node.parent = target.parent;
    this.#enter(target, node);
    node.links = links;
    node.changed = this.options.now();
    this.#host?.write(node);
  }

  link(from: string, to: string): void {
    const node = this.lookup(from, false);
    if (node.kind === 'directory') throw new FileError('EPERM');
    const target = this.#find(to, false);
    if (target.node !== null) throw new FileError('EEXIST');
    this.#enter(target, node);
    node.links++;
    if (node.kind === 'file') {
      this.#host?.wrote(node);
    }
  }

  symbolicLink(target: string, path: string): void {
    if (target === '') throw new FileError('ENOENT');
    const found = this.#find(path, false);
    if (found.node !== null) throw new FileError('EEXIST');
    this.#enter(found, new LinkNode(this.#inode(), target, this.options.now()));
  }

  readLink(path: string): string {
    const node = this.lookup(path, false);
    if (node.kind !== 'link') throw new FileError('EINVAL');
    return node.target;
  }

  // ---- attributes

  changePermissions(node: FileSystemNode, permissions: number): void {
    node.permissions = permissions & 0o7777;
    node.changed = this.options.now();
  }

  setTimes(node: FileSystemNode, accessed: Time, modified: Time): void {
    node.accessed = accessed;
    node.modified = modified;
    node.changed = this.options.now();
  }

  now(): Time {
    return this.options.now();
  }

  /** Carries to the host what has not been yet. */
  synchronize(): void {
    this.#host?.synchronize();
  }

  // ---- making nodes

  #inode(): number {
    return ++this.#inodes;
  }

  #directory(parent: DirectoryNode, name: string): DirectoryNode {
    const made = new DirectoryNode(this.#inode(), 0o755, this.#start, parent);
    parent.entries.set(name, made);
    return made;
  }

  #hostDirectory(parent: DirectoryNode, folder: HostFolder, path: string): DirectoryNode {
    const load = (directory: DirectoryNode): Map<string, FileSystemNode> => {
      const entries = new Map<string, FileSystemNode>();
      for (const { name, kind, size } of folder.list(path)) {
        const place = joinPath(path, name);
        const node: FileSystemNode =
          kind === 'directory'
            ? this.#hostDirectory(directory, folder, place)
            : new FileNode(this.#inode(), 0o644, this.#start, { folder, path: place, size });
        entries.set(name, node);
      }
      return entries;
    };
    return new DirectoryNode(this.#inode(), 0o755, this.#start, parent, { folder, path }, load);
  }
}
