// What the virtual file system is made of: files, directories, symbolic links, and the null device.
//
// Directories and files that lie in the host's folder are read from there when they are first needed.

import type { HostFolder } from './host-folder.js';

/** Nanoseconds since 1970, on the program's clock. */
export type Time = bigint;

/** Bits of `st_mode` that say what a node is. */
export const FILE_TYPE = { file: 0o100000, directory: 0o040000, link: 0o120000, device: 0o020000 } as const;

abstract class BaseNode {
  /** Set when the node has no name any more. */
  removed = false;
  links = 1;
  accessed: Time;
  modified: Time;
  changed: Time;

  constructor(
    readonly inode: number,
    /** Permission bits. */
    public permissions: number,
    time: Time,
  ) {
    this.accessed = time;
    this.modified = time;
    this.changed = time;
  }

  touch(time: Time): void {
    this.modified = time;
    this.changed = time;
  }
}

/** Where on the host a node lies. */
export interface HostPlace {
  readonly folder: HostFolder;
  readonly path: string;
}

export class FileNode extends BaseNode {
  readonly kind = 'file';
  /** Null until it is read from the host. */
  #storage: Uint8Array | null;
  #size: number;

  constructor(
    inode: number,
    permissions: number,
    time: Time,
    readonly host: (HostPlace & { readonly size: number }) | null = null,
  ) {
    super(inode, permissions, time);
    this.#storage = host === null ? new Uint8Array(0) : null;
    this.#size = host?.size ?? 0;
  }

  get size(): number {
    return this.#size;
  }

  /** The contents; not to be kept, for writing may put others in their place. */
  get content(): Uint8Array {
    return this.#loaded().subarray(0, this.#size);
  }

  /** Grows and shrinks; what is new is zero. */
  resize(size: number): void {
    this.#reserve(size);
    if (size < this.#size) this.#loaded().fill(0, size, this.#size);
    this.#size = size;
  }

  writeAt(position: number, bytes: Uint8Array): void {
    const end = position + bytes.length;
    this.#reserve(end);
    this.#loaded().set(bytes, position);
    this.#size = Math.max(this.#size, end);
  }

  #loaded(): Uint8Array {
    if (this.#storage === null) {
      const content = this.host === null ? new Uint8Array(0) : this.host.folder.read(this.host.path);
      this.#storage = Uint8Array.from(content);
      this.#size = content.length;
    }
    return this.#storage;
  }

  #reserve(size: number): void {
    const storage = this.#loaded();
    if (size <= storage.length) return;
    const grown = new Uint8Array(Math.max(size, storage.length * 2, 64));
    grown.set(storage);
    this.#storage = grown;
  }
}

export class LinkNode extends BaseNode {
  readonly kind = 'link';

  constructor(
    inode: number,
    readonly target: string,
    time: Time,
  ) {
    super(inode, 0o777, time);
  }
}

/** `/dev/null` */
export class DeviceNode extends BaseNode {
  readonly kind = 'device';

  constructor(inode: number, time: Time) {
    super(inode, 0o666, time);
  }
}

export class DirectoryNode extends BaseNode {
  readonly kind = 'directory';
  #entries: Map<string, FileSystemNode> | null;

  constructor(
    inode: number,
    permissions: number,
    time: Time,
    public parent: DirectoryNode | null,
    readonly host: HostPlace | null = null,
    /** Makes the nodes of what the host has in it. */
    readonly load: ((directory: DirectoryNode) => Map<string, FileSystemNode>) | null = null,
  ) {
    super(inode, permissions, time);
    this.#entries = load === null ? new Map() : null;
  }

  /** Its entries have been looked at: only then can they have changed. */
  get isLoaded(): boolean {
    return this.#entries !== null;
  }

  get entries(): Map<string, FileSystemNode> {
    this.#entries ??= this.load?.(this) ?? new Map<string, FileSystemNode>();
    return this.#entries;
  }

  /** In the order of their code units, so that a listing never depends on the host. */
  get names(): string[] {
    return [...this.entries.keys()].sort();
  }
}

export type FileSystemNode = FileNode | DirectoryNode | LinkNode | DeviceNode;
