// What a program changes below its folder, carried to the host: at once where a name comes or goes, and when it is closed
// for what is in a file.

import type { HostWriter } from './host-folder.js';
import type { DirectoryNode, FileNode, FileSystemNode } from './nodes.js';
import { joinPath } from './paths.js';

export class HostChanges {
  readonly #dirty = new Set<FileNode>();

  constructor(
    readonly writer: HostWriter,
    /** The program's folder. */
    readonly top: DirectoryNode,
  ) {}

  /** The contents have changed; the host gets them later. */
  wrote(node: FileNode): void {
    this.#dirty.add(node);
  }

  synchronize(): void {
    for (const node of this.#dirty) this.write(node);
    this.#dirty.clear();
  }

  /** A node with all below it, under each of its names. */
  write(node: FileSystemNode): void {
    for (const place of placesOf(node, this.top, '')) {
      if (node.kind === 'file') this.writer.write(place, node.content);
      else if (node.kind === 'directory') {
        this.writer.makeDirectory(place);
        for (const child of node.entries.values()) this.write(child);
      }
    }
  }

  /** A name that is about to go, with all below it. */
  remove(parent: DirectoryNode, name: string, node: FileSystemNode): void {
    const place = this.#placeOf(parent, name);
    if (place === null) return;
    if (node.kind === 'file') this.writer.removeFile(place);
    if (node.kind !== 'directory') return;
    for (const [inner, child] of node.entries) this.remove(node, inner, child);
    this.writer.removeDirectory(place);
  }

  /** Reads what a node still has on the host only, before its place there changes. */
  load(node: FileSystemNode): void {
    if (node.kind === 'file') void node.content;
    if (node.kind === 'directory') for (const child of node.entries.values()) this.load(child);
  }

  /** The place of a name on the host; null outside of the program's folder. */
  #placeOf(parent: DirectoryNode, name: string): string | null {
    if (parent === this.top) return name;
    for (const place of placesOf(parent, this.top, '')) return joinPath(place, name);
    return null;
  }
}

/** Every name below a directory that a node has. */
function* placesOf(node: FileSystemNode, directory: DirectoryNode, path: string): Generator<string, void> {
  // What was never looked at holds nothing of the program's.
  if (!directory.isLoaded) return;
  for (const [name, child] of directory.entries) {
    const place = joinPath(path, name);
    if (child === node) yield place;
    else if (child.kind === 'directory') yield* placesOf(node, child, place);
  }
}
