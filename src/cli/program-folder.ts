// The folder of the program on the host, as the program may see it: to be read, and with --allow-write to be changed.
//
// Links that lead out of the folder lead nowhere: nothing else of the host is the program's business.

import {
  type Dirent,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import { FileError, type FileErrorName } from '../base/files/file-error.js';
import type { HostEntry, HostFolder, HostWriter } from '../base/files/host-folder.js';
import { errorCode } from './output.js';

/** A program from stdin has the working directory for its folder. */
export function programFolder(file: string, allowWrite: boolean): HostFolder {
  const top = file === '-' ? process.cwd() : dirname(resolve(file));
  const place = (path: string): string => join(top, path);
  return {
    list: (path) => onHost(() => listFolder(place(path), top)),
    read: (path) => onHost(() => readFileSync(place(path))),
    writer: allowWrite ? folderWriter(place) : null,
  };
}

function folderWriter(place: (path: string) => string): HostWriter {
  return {
    write: (path, content) => onHost(() => writeFileSync(place(path), content)),
    makeDirectory: (path) => onHost(() => void mkdirSync(place(path), { recursive: true })),
    removeFile: (path) => onHost(() => rmSync(place(path), { force: true })),
    removeDirectory: (path) => onHost(() => rmdirSync(place(path))),
  };
}

function listFolder(folder: string, top: string): HostEntry[] {
  const entries: HostEntry[] = [];
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const seen = entryOf(entry, folder, top);
    if (seen !== null) entries.push(seen);
  }
  return entries;
}

/** Null for what is neither a file nor a directory, and for what lies elsewhere. */
function entryOf(entry: Dirent, folder: string, top: string): HostEntry | null {
  const { name } = entry;
  const path = join(folder, name);
  if (entry.isDirectory()) return { name, kind: 'directory', size: 0 };
  if (entry.isFile()) return { name, kind: 'file', size: statSync(path).size };
  if (!entry.isSymbolicLink()) return null;
  try {
    const root = realpathSync(top);
    const target = realpathSync(path);
    // A link to a folder around it would make the tree endless.
    const isInside =
      target.startsWith(root + sep) && !`${realpathSync(folder)}${sep}`.startsWith(target + sep);
    if (!isInside) return null;
    const stats = statSync(target);
    if (stats.isDirectory()) return { name, kind: 'directory', size: 0 };
    return stats.isFile() ? { name, kind: 'file', size: stats.size } : null;
  } catch {
    return null;
  }
}

const KNOWN: readonly FileErrorName[] = [
  'EACCES',
  'EEXIST',
  'EISDIR',
  'ENOENT',
  'ENOTDIR',
  'ENOTEMPTY',
  'EPERM',
  'EROFS',
];

/** The host's error as the program's file system has it. */
function onHost<Result>(action: () => Result): Result {
  try {
    return action();
  } catch (error) {
    const code = errorCode(error);
    throw new FileError(KNOWN.find((known) => known === code) ?? 'EACCES');
  }
}
