// `posixpath`, which is `os.path`.

import { FileError } from '../../base/files/file-error.js';
import { HOME } from '../../base/files/file-system.js';
import type { FileSystemNode } from '../../base/files/nodes.js';
import { defineModule } from '../../execution/module.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { PyFloat, strValue } from '../../objects/boxed.js';
import { PyBytes } from '../../objects/buffers.js';
import { isTrue } from '../../objects/compare.js';
import { PyTuple } from '../../objects/containers.js';
import { typeError, valueError } from '../../objects/exceptions.js';
import { indexOf } from '../../objects/index.js';
import { toArray } from '../../objects/iteration.js';
import type { NativeBody } from '../../objects/native.js';
import type { Value } from '../../objects/object.js';
import { typeName } from '../../objects/types.js';
import { decodeName, fsPath } from '../io/file-paths.js';
import { flushDropped } from '../io/open-files.js';
import { onFile } from '../io/read-file.js';
import { libraryFunctions } from '../library.js';
import { variable } from '../os/environ.js';
import { givenPath, nameLike, nodeOf } from '../os/path-arguments.js';
import { sizeOf } from '../os/stat-result.js';
import * as text from './text.js';

interface Given {
  readonly text: string;
  readonly isBytes: boolean;
}

function given(path: Value): Given {
  const value = fsPath(path);
  if (value instanceof PyBytes) return { text: decodeName(value.data), isBytes: true };
  return { text: strValue(value) ?? '', isBytes: false };
}

const pair = (path: Given, parts: readonly string[]): Value =>
  new PyTuple(parts.map((part) => nameLike(path, part)));

/** `_check_arg_types`: what `join` and its kin say of arguments that do not go together. */
function checkedAll(fn: string, paths: readonly Value[]): Given[] {
  const result: Given[] = [];
  for (const path of paths) {
    const isPath = path instanceof PyBytes || strValue(path) !== undefined;
    if (!isPath)
      throw typeError(`${fn}() argument must be str, bytes, or os.PathLike object, not '${typeName(path)}'`);
    result.push(given(path));
  }
  if (new Set(result.map((path) => path.isBytes)).size > 1) {
    throw typeError("Can't mix strings and bytes in path components");
  }
  return result;
}

const asIs = (path: Value): Value =>
  path instanceof PyBytes || strValue(path) !== undefined ? path : fsPathOr(path);

function fsPathOr(path: Value): Value {
  try {
    return fsPath(path);
  } catch {
    return path;
  }
}

/** The node of a path that a test asks for; null where there is none. */
function found(m: KernelMachine, path: Value, followLinks = true): FileSystemNode | null {
  flushDropped(m);
  const isText = path instanceof PyBytes || strValue(path) !== undefined;
  const fd = isText ? undefined : indexOf(path);
  if (fd !== undefined) {
    return m.files.descriptors.has(Number(fd)) ? m.files.descriptors.get(Number(fd)).node : null;
  }
  if (!isText) fsPathChecked(path);
  const { text: name } = given(path);
  return name.includes('\0') ? null : m.files.find(name, followLinks);
}

function fsPathChecked(path: Value): void {
  if (fsPathOr(path) === path) {
    throw typeError(`stat: path should be string, bytes, os.PathLike or integer, not ${typeName(path)}`);
  }
}

function pure(): Record<string, NativeBody> {
  return {
    'normcase(s)': (path) => fsPath(path),
    'isabs(s)': (path) => given(path).text.startsWith('/'),
    'join(a, *p)': (first, others) => {
      const rest = others instanceof PyTuple ? others.items : [];
      const paths = [fsPath(first), ...rest.map(asIs)];
      const [head, ...tail] = checkedAll('join', paths);
      if (head === undefined) return '';
      return nameLike(head, text.join(head.text, ...tail.map((part) => part.text)));
    },
    'split(p)': (path) => pair(given(path), text.split(given(path).text)),
    'splitext(p)': (path) => pair(given(path), text.splitExtension(given(path).text)),
    'splitdrive(p)': (path) => pair(given(path), ['', given(path).text]),
    'splitroot(p, /)': (path) => pair(given(path), text.splitRoot(given(path).text)),
    'basename(p)': (path) =>
      nameLike(given(path), given(path).text.slice(given(path).text.lastIndexOf('/') + 1)),
    'dirname(p)': (path) => nameLike(given(path), text.split(given(path).text)[0]),
    'normpath(path)': (path) => nameLike(given(path), text.normalize(given(path).text)),
    'commonprefix(m)': (paths) => {
      const items = toArray(paths);
      if (items.length === 0) return '';
      const texts = checkedAll('commonprefix', items.map(fsPath));
      const [first] = texts;
      return first === undefined ? '' : nameLike(first, text.commonPrefix(texts.map((path) => path.text)));
    },
    'commonpath(paths)': (paths) => {
      const texts = checkedAll('commonpath', toArray(paths).map(fsPath));
      const [first] = texts;
      if (first === undefined) throw valueError('commonpath() arg is an empty sequence');
      if (new Set(texts.map((path) => path.text.startsWith('/'))).size > 1) {
        throw valueError("Can't mix absolute and relative paths");
      }
      const split = texts.map((path) => path.text.split('/').filter((part) => part !== '' && part !== '.'));
      const [least = [], ...others] = split;
      let count = 0;
      while (count < least.length && others.every((parts) => parts[count] === least[count])) count++;
      return nameLike(first, (first.text.startsWith('/') ? '/' : '') + least.slice(0, count).join('/'));
    },
  };
}

/** What only other systems have. */
function neverSo(path: Value): Value {
  fsPath(path);
  return false;
}

function asking(m: KernelMachine): Record<string, NativeBody> {
  const time = (name: 'modified' | 'accessed' | 'changed') => (path: Value) =>
    new PyFloat(Number(nodeOf(m, givenPath('stat', path, { descriptor: true }))[name]) / 1e9);
  return {
    'exists(path)': (path) => found(m, path) !== null,
    'lexists(path)': (path) => found(m, path, false) !== null,
    'isfile(path)': (path) => found(m, path)?.kind === 'file',
    'isdir(s)': (path) => found(m, path)?.kind === 'directory',
    'islink(path)': (path) => found(m, path, false)?.kind === 'link',
    'isjunction(path)': neverSo,
    'isdevdrive(path)': neverSo,
    'ismount(path)': (path) => found(m, path) === m.files.root,
    'getsize(filename)': (path) => sizeOf(nodeOf(m, givenPath('stat', path, { descriptor: true }))),
    'getmtime(filename)': time('modified'),
    'getatime(filename)': time('accessed'),
    'getctime(filename)': time('changed'),
    'samefile(f1, f2)': (first, second) =>
      nodeOf(m, givenPath('stat', first, { descriptor: true })) ===
      nodeOf(m, givenPath('stat', second, { descriptor: true })),
    'sameopenfile(fp1, fp2)': (first, second) =>
      nodeOf(m, givenPath('fstat', first, { descriptor: true })) ===
      nodeOf(m, givenPath('fstat', second, { descriptor: true })),
    'samestat(s1, s2)': (first, second) =>
      first instanceof PyTuple && second instanceof PyTuple && first.items[1] === second.items[1],
    'abspath(path)': (path) => nameLike(given(path), text.absolute(given(path).text, m.files.cwd)),
    'relpath(path, start=None)': (path, start) => {
      const to = given(path);
      if (to.text === '') throw valueError('no path specified');
      const from = start === null ? { text: '.', isBytes: to.isBytes } : given(start);
      if (from.isBytes !== to.isBytes) throw typeError("Can't mix strings and bytes in path components");
      return nameLike(to, text.relativeTo(to.text, from.text, m.files.cwd));
    },
    'realpath(filename, *, strict=False)': (path, strict) => {
      const name = given(path);
      return nameLike(name, realPath(m, name.text, isTrue(strict)));
    },
    'expanduser(path)': (path) => {
      const name = given(path);
      const user = /^~[^/]*/.exec(name.text)?.[0];
      if (user !== '~' && user !== '~user') return fsPath(path);
      const home = (user === '~' ? variable(m, 'HOME') : undefined) ?? HOME;
      return nameLike(name, home.replace(/\/+$/, '') + name.text.slice(user.length) || '/');
    },
    'expandvars(path)': (path) => {
      const name = given(path);
      return nameLike(
        name,
        name.text.replace(
          /\$(\w+|\{[^}]*\})/g,
          (whole, key: string) => variable(m, key.replace(/^\{|\}$/g, '')) ?? whole,
        ),
      );
    },
  };
}

/** Follows every link; parts that are not there stay as they are unless `strict`. */
export function realPath(m: KernelMachine, path: string, strict: boolean): string {
  const pending = text.join(m.files.cwd, path).split('/').filter(Boolean);
  let real = '';
  let followed = 0;
  for (let part = pending.shift(); part !== undefined; part = pending.shift()) {
    if (part === '.') continue;
    if (part === '..') {
      real = real.slice(0, Math.max(0, real.lastIndexOf('/')));
      continue;
    }
    const next = `${real}/${part}`;
    const node = m.files.find(next, false);
    if (node === null && strict) onFile(() => m.files.lookup(next, false), next);
    if (node?.kind !== 'link') {
      real = node?.kind === 'directory' ? m.files.pathOf(node) : next;
      continue;
    }
    if (++followed > 40) {
      if (strict) {
        onFile(() => {
          throw new FileError('ELOOP');
        }, next);
      }
      real = next;
      continue;
    }
    if (node.target.startsWith('/')) real = '';
    pending.unshift(...node.target.split('/').filter(Boolean));
  }
  return real === '' ? '/' : real.replace(/^\/\//, '/');
}

export const posixpath = defineModule('posixpath', (m: KernelMachine) => ({
  curdir: '.',
  pardir: '..',
  extsep: '.',
  sep: '/',
  pathsep: ':',
  defpath: '/bin:/usr/bin',
  altsep: null,
  devnull: '/dev/null',
  supports_unicode_filenames: false,
  ...libraryFunctions('posixpath', { ...pure(), ...asking(m) }),
}));
