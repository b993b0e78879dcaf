// Whole trees: removing, copying and moving them (Lib/shutil.py).

import type { DirectoryNode, FileSystemNode } from '../../base/files/nodes.js';
import { joinPath } from '../../base/files/paths.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { call } from '../../objects/call.js';
import { PyList, type PyTuple, tuple } from '../../objects/containers.js';
import { withFields } from '../../objects/exception-fields.js';
import { PyException } from '../../objects/exceptions.js';
import { toArray } from '../../objects/iteration.js';
import type { PyType, Value } from '../../objects/object.js';
import { str } from '../../objects/repr.js';
import { onFile, plainOsError } from '../io/read-file.js';

/** Called with what failed: `rmtree(..., onexc=...)`. */
export type OnError = (
  fn: 'lstat' | 'scandir' | 'unlink' | 'rmdir',
  path: string,
  error: PyException,
) => void;

const raise: OnError = (_fn, _path, error) => {
  throw error;
};

export function removeTree(
  m: KernelMachine,
  path: string,
  shown: Value = path,
  onError: OnError = raise,
): void {
  const attempt = <Result>(fn: Parameters<OnError>[0], action: () => Result): Result | undefined => {
    try {
      return onFile(action, fn === 'lstat' || path === shown ? shown : path);
    } catch (error) {
      if (!(error instanceof PyException)) throw error;
      onError(fn, path, error);
      return undefined;
    }
  };
  const node = attempt('lstat', () => m.files.lookup(path, false));
  if (node === undefined) return;
  if (node.kind === 'link') {
    const problem = plainOsError('Cannot call rmtree on a symbolic link');
    onError('lstat', path, withFields(problem, { filename: shown }));
    return;
  }
  const names = attempt('scandir', () => m.files.list(path));
  if (names === undefined) return;
  for (const name of names) {
    const child = joinPath(path, name);
    if (m.files.find(child, false)?.kind === 'directory') removeTree(m, child, child, onError);
    else attempt('unlink', () => m.files.removeFile(child));
  }
  attempt('rmdir', () => m.files.removeDirectory(path));
}

export interface CopyOptions {
  /** Links are copied as links. */
  readonly links: boolean;
  /** Gives the names of a directory to leave out. */
  readonly ignore: Value;
  readonly copy: Value;
  readonly ignoreDangling: boolean;
  readonly existOk: boolean;
  /** `shutil.Error` */
  readonly errorType: PyType;
}

/** `copytree`: goes on after errors, and tells all of them at the end. */
export function copyTree(m: KernelMachine, from: string, to: string, options: CopyOptions): void {
  const { files } = m;
  const names = onFile(() => files.list(from), from);
  const ignored = new Set(
    options.ignore === null ? [] : toArray(call(options.ignore, [from, new PyList([...names])])).map(str),
  );
  makeDirectories(m, to, options.existOk);
  const errors: Value[] = [];
  for (const name of names) {
    if (ignored.has(name)) continue;
    const [source, target] = [joinPath(from, name), joinPath(to, name)];
    try {
      copyEntry(m, source, target, options);
    } catch (error) {
      if (!(error instanceof PyException)) throw error;
      if (error.cls === options.errorType) errors.push(...toArray(error.args[0] ?? null));
      else errors.push(tuple(source, target, str(error)));
    }
  }
  copyAttributes(m, from, to);
  if (errors.length > 0) throw new PyException(options.errorType, [new PyList(errors)], new Map());
}

function copyEntry(m: KernelMachine, source: string, target: string, options: CopyOptions): void {
  const { files } = m;
  const node = files.find(source, false);
  if (node?.kind === 'link') {
    if (options.links) {
      onFile(() => files.symbolicLink(node.target, target), node.target, target);
      return;
    }
    if (files.find(source) === null && options.ignoreDangling) return;
  }
  if (files.find(source)?.kind === 'directory') copyTree(m, source, target, options);
  else call(options.copy, [source, target]);
}

function makeDirectories(m: KernelMachine, path: string, existOk: boolean): void {
  const parent = path.slice(0, Math.max(0, path.lastIndexOf('/')));
  if (parent !== '' && m.files.find(parent) === null) makeDirectories(m, parent, true);
  if (existOk && m.files.find(path)?.kind === 'directory') return;
  onFile(() => m.files.makeDirectory(path, 0o777), path);
}

/** `copystat`: permissions and times. */
export function copyAttributes(m: KernelMachine, from: string, to: string): void {
  const source = onFile(() => m.files.lookup(from), from);
  const target = onFile(() => m.files.lookup(to), to);
  m.files.changePermissions(target, source.permissions);
  m.files.setTimes(target, source.accessed, source.modified);
}

export function isInside(m: KernelMachine, path: string, directory: string): boolean {
  const outer: FileSystemNode | null = m.files.find(directory);
  let node: DirectoryNode | null = directoryOf(m.files.find(path) ?? m.files.find(parentOf(path)));
  for (; node !== null; node = node.parent) if (node === outer) return true;
  return false;
}

const directoryOf = (node: FileSystemNode | null): DirectoryNode | null =>
  node?.kind === 'directory' ? node : null;
const parentOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/'))) || '.';

export const errorTriple = (type: Value, error: PyException): PyTuple => tuple(type, error, error.traceback);
