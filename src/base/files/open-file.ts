// What a file descriptor stands for: an open file with a position, or one of the program's standard streams.

import { FileError } from './file-error.js';
import type { DeviceNode, DirectoryNode, FileNode, Time } from './nodes.js';

export interface Description {
  readonly readable: boolean;
  readonly writable: boolean;
  readonly seekable: boolean;
  readonly node: FileNode | DirectoryNode | DeviceNode | null;
  /** At most so many bytes from the position on; none at the end. */
  read(count: number): Uint8Array;
  /** Gives how many bytes were written. */
  write(bytes: Uint8Array): number;
  /** Gives the new position from the start. */
  seek(offset: number, whence: number): number;
  truncate(size: number): void;
}

export interface Access {
  readonly readable: boolean;
  readonly writable: boolean;
  /** Every write goes to the end. */
  readonly append: boolean;
}

/** An open file, a directory that is open to be looked at, or the null device. */
export class OpenNode implements Description {
  readonly readable: boolean;
  readonly writable: boolean;
  readonly append: boolean;
  readonly seekable = true;
  #position = 0;

  constructor(
    readonly node: FileNode | DirectoryNode | DeviceNode,
    access: Access,
    private readonly now: () => Time,
    private readonly wrote: (node: FileNode) => void,
  ) {
    this.readable = access.readable;
    this.writable = access.writable;
    this.append = access.append;
  }

  read(count: number): Uint8Array {
    const { node } = this;
    if (!this.readable) throw new FileError('EBADF');
    if (node.kind === 'directory') throw new FileError('EISDIR');
    if (node.kind === 'device') return new Uint8Array(0);
    node.accessed = this.now();
    const { content } = node;
    const start = Math.min(this.#position, content.length);
    const bytes = content.slice(start, Math.min(start + count, content.length));
    this.#position += bytes.length;
    return bytes;
  }

  write(bytes: Uint8Array): number {
    const { node } = this;
    if (!this.writable || node.kind === 'directory') throw new FileError('EBADF');
    if (node.kind === 'device') return bytes.length;
    if (this.append) this.#position = node.size;
    if (bytes.length > 0) {
      node.writeAt(this.#position, bytes);
      node.touch(this.now());
      this.wrote(node);
    }
    this.#position += bytes.length;
    return bytes.length;
  }

  seek(offset: number, whence: number): number {
    const size = this.node.kind === 'file' ? this.node.size : 0;
    const base = whence === 0 ? 0 : whence === 1 ? this.#position : size;
    if (whence < 0 || whence > 2 || base + offset < 0) throw new FileError('EINVAL');
    this.#position = this.node.kind === 'device' ? 0 : base + offset;
    return this.#position;
  }

  truncate(size: number): void {
    const { node } = this;
    if (!this.writable || node.kind !== 'file' || size < 0) throw new FileError('EINVAL');
    node.resize(size);
    node.touch(this.now());
    this.wrote(node);
  }
}
