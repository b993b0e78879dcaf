// From the text of a path to what it leads to, part by part.

import { FileError } from './file-error.js';
import type { DirectoryNode, FileSystemNode } from './nodes.js';
import { normalizedParts, partsOf } from './paths.js';

const MAX_LINKS = 40;
const MAX_NAME = 255;

/** A directory, a name in it, and what has that name. */
export interface Found {
  readonly parent: DirectoryNode;
  readonly name: string;
  readonly node: FileSystemNode | null;
  /** The text asked for a directory: it ends in a slash. */
  readonly wantsDirectory: boolean;
}

export class PathWalk {
  readonly #place: readonly string[];
  readonly #alias: readonly string[] | null;

  constructor(
    readonly root: DirectoryNode,
    /** Where the program's folder is. */
    place: string,
    /** Under what other path it is found, too. */
    alias: string,
  ) {
    this.#place = partsOf(place);
    const parts = normalizedParts(partsOf(alias));
    this.#alias = parts.length === 0 || `/${parts.join('/')}` === place ? null : parts;
  }

  /** Throws `FileError` where it leads through something that is no directory. */
  find(path: string, from: DirectoryNode, followLinks: boolean): Found {
    if (path === '') throw new FileError('ENOENT');
    if (path.includes('\0')) throw new FileError('EINVAL');
    const { parts, aliased } = this.#partsFrom(path, from);
    let directory = path.startsWith('/') || aliased ? this.root : from;
    let followed = 0;
    const wantsDirectory = /\/\.?$/.test(path);
    let pending = parts;
    for (;;) {
      const [name, ...rest] = pending;
      if (name === undefined) return this.#itself(directory);
      requireAccess(directory, 1);
      if (name.length > MAX_NAME) throw new FileError('ENAMETOOLONG');
      const isLast = rest.length === 0;
      const node: FileSystemNode | null =
        name === '..' ? (directory.parent ?? this.root) : (directory.entries.get(name) ?? null);
      if (isLast && name === '..' && node?.kind === 'directory') return this.#itself(node);
      if (node?.kind === 'link' && (!isLast || followLinks || wantsDirectory)) {
        if (++followed > MAX_LINKS) throw new FileError('ELOOP');
        if (node.target.startsWith('/')) directory = this.root;
        pending = [...partsOf(node.target), ...rest];
        continue;
      }
      if (isLast) return { parent: directory, name, node, wantsDirectory };
      if (node === null) throw new FileError('ENOENT');
      if (node.kind !== 'directory') throw new FileError('ENOTDIR');
      directory = node;
      pending = rest;
    }
  }

  #itself(directory: DirectoryNode): Found {
    const parent = directory.parent ?? this.root;
    return { parent, name: '.', node: directory, wantsDirectory: true };
  }

  /** The parts of a path; one that begins with the other name of the program's folder begins with its place instead. */
  #partsFrom(path: string, from: DirectoryNode): { parts: readonly string[]; aliased: boolean } {
    const given = partsOf(path);
    const alias = this.#alias;
    if (alias === null) return { parts: given, aliased: false };
    const base = path.startsWith('/') ? [] : partsOf(pathOf(from));
    const all = [...base, ...given];
    for (let count = base.length; count <= all.length; count++) {
      const reached = normalizedParts(all.slice(0, count));
      if (reached.length !== alias.length || !reached.every((part, index) => part === alias[index])) continue;
      return { parts: [...this.#place, ...all.slice(count)], aliased: true };
    }
    return { parts: given, aliased: false };
  }
}

/** The path from the root. */
export function pathOf(directory: DirectoryNode): string {
  const parts: string[] = [];
  for (let node: DirectoryNode = directory; node.parent !== null; node = node.parent) {
    const parent: DirectoryNode = node.parent;
    const entry = [...parent.entries].find(([, child]) => child === node);
    if (entry === undefined) throw new FileError('ENOENT');
    parts.unshift(entry[0]);
  }
  return `/${parts.join('/')}`;
}

/** Whether the owner may: 4 read, 2 write, 1 search or execute. */
export function mayAccess(node: FileSystemNode, bits: number): boolean {
  return ((node.permissions >> 6) & bits) === bits;
}

export function requireAccess(node: FileSystemNode, bits: number): void {
  if (!mayAccess(node, bits)) throw new FileError('EACCES');
}
