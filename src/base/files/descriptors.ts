// The table of file descriptors of one run.

import { FileError } from './file-error.js';
import type { Description } from './open-file.js';

export class Descriptors {
  readonly #open = new Map<number, Description>();

  /** Enters it under the lowest number that is free. */
  add(description: Description): number {
    let fd = 0;
    while (this.#open.has(fd)) fd++;
    this.#open.set(fd, description);
    return fd;
  }

  set(fd: number, description: Description): void {
    this.#open.set(fd, description);
  }

  get(fd: number): Description {
    const found = this.#open.get(fd);
    if (found === undefined) throw new FileError('EBADF');
    return found;
  }

  has(fd: number): boolean {
    return this.#open.has(fd);
  }

  close(fd: number): void {
    if (!this.#open.delete(fd)) throw new FileError('EBADF');
  }
}
