// `Path`: what looks at files and changes them.

import { FileError } from '../../base/files/file-error.js';
import { HOME } from '../../base/files/file-system.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { strValue } from '../../objects/boxed.js';
import { bufferOf, PyBytes } from '../../objects/buffers.js';
import { call } from '../../objects/call.js';
import { isTrue } from '../../objects/compare.js';
import { PyList, tuple } from '../../objects/containers.js';
import {
  exception,
  isExceptionOf,
  PyException,
  runtimeError,
  typeError,
  valueError,
} from '../../objects/exceptions.js';
import { asSize } from '../../objects/index.js';
import type { NativeBody } from '../../objects/native.js';
import type { Value } from '../../objects/object.js';
import { repr } from '../../objects/repr.js';
import { typeName } from '../../objects/types.js';
import { openFunction } from '../io/open.js';
import { flushDropped } from '../io/open-files.js';
import { onFile } from '../io/read-file.js';
import { callAttribute } from '../library.js';
import { generatorOf } from '../os/directories.js';
import { variable } from '../os/environ.js';
import { statResult } from '../os/stat-result.js';
import { realPath } from '../posixpath/index.js';
import { globPaths } from './globbing.js';
import { PyPath } from './path-object.js';

const open = (m: KernelMachine, self: Value, ...args: Value[]): Value =>
  call(openFunction(m), [self, ...args]);

/** What a `with` statement would do around a file. */
function using(file: Value, action: (file: Value) => Value): Value {
  try {
    return action(file);
  } finally {
    callAttribute(file, 'close');
  }
}

function reading(m: KernelMachine): Record<string, NativeBody> {
  return {
    "open(self, mode='r', buffering=-1, encoding=None, errors=None, newline=None)": (self: PyPath, ...args) =>
      open(m, self, ...args),
    'read_text(self, encoding=None, errors=None, newline=None)': (self, encoding, errors, newline) =>
      using(open(m, self, 'r', -1, encoding, errors, newline), (file) => callAttribute(file, 'read')),
    'read_bytes(self)': (self) => using(open(m, self, 'rb', 0), (file) => callAttribute(file, 'read')),
    'write_text(self, data, encoding=None, errors=None, newline=None)': (
      self,
      data,
      encoding,
      errors,
      newline,
    ) => {
      if (strValue(data) === undefined) throw typeError(`data must be str, not ${typeName(data)}`);
      return using(open(m, self, 'w', -1, encoding, errors, newline), (file) =>
        callAttribute(file, 'write', data),
      );
    },
    'write_bytes(self, data)': (self, data) => {
      const bytes = bufferOf(data);
      if (bytes === undefined)
        throw typeError(`memoryview: a bytes-like object is required, not '${typeName(data)}'`);
      return using(open(m, self, 'wb'), (file) => callAttribute(file, 'write', new PyBytes(bytes.slice())));
    },
  };
}

function asking(m: KernelMachine): Record<string, NativeBody> {
  const { files } = m;
  const node = (self: PyPath, follow = true) => {
    flushDropped(m);
    return self.text.includes('\0') ? null : files.find(self.text, follow);
  };
  const stat = (self: PyPath, follow: boolean): Value => {
    flushDropped(m);
    if (self.text.includes('\0')) throw valueError('stat: embedded null character in path');
    return statResult(onFile(() => files.lookup(self.text, follow), self.text));
  };
  const never = () => false;
  return {
    'stat(self, *, follow_symlinks=True)': (self: PyPath, follow) => stat(self, isTrue(follow)),
    'lstat(self)': (self: PyPath) => stat(self, false),
    'exists(self, *, follow_symlinks=True)': (self: PyPath, follow) => node(self, isTrue(follow)) !== null,
    'is_dir(self, *, follow_symlinks=True)': (self: PyPath, follow) =>
      node(self, isTrue(follow))?.kind === 'directory',
    'is_file(self, *, follow_symlinks=True)': (self: PyPath, follow) =>
      node(self, isTrue(follow))?.kind === 'file',
    'is_symlink(self)': (self: PyPath) => node(self, false)?.kind === 'link',
    'is_mount(self)': (self: PyPath) => node(self) === files.root,
    'is_junction(self)': never,
    'is_block_device(self)': never,
    'is_char_device(self)': (self: PyPath) => node(self)?.kind === 'device',
    'is_fifo(self)': never,
    'is_socket(self)': never,
    'samefile(self, other_path)': (self: PyPath, other) => {
      const path = other instanceof PyPath ? other : self.make(other);
      if (!(path instanceof PyPath)) return false;
      return (
        onFile(() => files.lookup(self.text), self.text) === onFile(() => files.lookup(path.text), path.text)
      );
    },
    'owner(self, *, follow_symlinks=True)': (self: PyPath) => {
      stat(self, true);
      return 'user';
    },
    'group(self, *, follow_symlinks=True)': (self: PyPath) => {
      stat(self, true);
      return 'user';
    },
    'readlink(self)': (self: PyPath) => self.make(onFile(() => files.readLink(self.text), self.text)),
    'absolute(self)': (self: PyPath) => {
      if (self.isAbsolute) return self;
      return self.make(files.cwd, ...self.parsed.tail);
    },
    'resolve(self, strict=False)': (self: PyPath, strict) =>
      self.make(realPath(m, self.text, isTrue(strict))),
    'expanduser(self)': (self: PyPath) => {
      const { drive, root, tail } = self.parsed;
      const [first, ...rest] = tail;
      if (drive !== '' || root !== '' || first === undefined || !first.startsWith('~')) return self;
      if (first !== '~' && first !== '~user') throw runtimeError('Could not determine home directory.');
      return self.make(variable(m, 'HOME') ?? HOME, ...rest);
    },
  };
}

function listing(m: KernelMachine): Record<string, NativeBody> {
  const { files } = m;
  const child = (self: PyPath, name: string): Value =>
    self.make(self.text === '.' ? name : self, ...(self.text === '.' ? [] : [name]));
  return {
    'iterdir(self)': (self: PyPath) => {
      flushDropped(m);
      const names = onFile(() => files.list(self.text), self.text);
      return generatorOf(
        (function* (): Generator<Value, void> {
          for (const name of names) yield child(self, name);
        })(),
      );
    },
    'glob(self, pattern, *, case_sensitive=None, recurse_symlinks=False)': (
      self: PyPath,
      pattern,
      sensitive,
      recurse,
    ) => glob(m, self, pattern, { sensitive, recurse, isBelow: false }),
    'rglob(self, pattern, *, case_sensitive=None, recurse_symlinks=False)': (
      self: PyPath,
      pattern,
      sensitive,
      recurse,
    ) => glob(m, self, pattern, { sensitive, recurse, isBelow: true }),
    'walk(self, top_down=True, on_error=None, follow_symlinks=False)': (
      self: PyPath,
      topDown,
      onError,
      follow,
    ) => generatorOf(walk(m, self, { topDown: isTrue(topDown), onError, follow: isTrue(follow) })),
  };
}

interface Globbing {
  readonly sensitive: Value;
  readonly recurse: Value;
  /** `rglob` */
  readonly isBelow: boolean;
}

function glob(
  m: KernelMachine,
  self: PyPath,
  given: Value,
  { sensitive, recurse, isBelow }: Globbing,
): Value {
  flushDropped(m);
  const pattern = given instanceof PyPath ? given : self.make(given);
  if (!(pattern instanceof PyPath)) throw typeError('with_segments() must return a path');
  if (pattern.anchor !== '') throw exception('NotImplementedError', 'Non-relative patterns are unsupported');
  const parts = [...pattern.parsed.tail];
  if (parts.length === 0 && !isBelow) throw valueError(`Unacceptable pattern: ${repr(pattern)}`);
  if (/[/\\]$/.test(pattern.rawText) && pattern.rawText.endsWith(self.flavour.separator)) parts.push('');
  const base = self.text === '.' ? '' : self.text;
  const options = {
    ignoresCase: sensitive === null ? self.flavour.ignoresCase : !isTrue(sensitive),
    followsLinks: isTrue(recurse),
  };
  const found = globPaths(m, base, isBelow ? ['**', ...parts] : parts, options);
  return generatorOf(
    (function* (): Generator<Value, void> {
      for (const path of found) yield self.make(path);
    })(),
  );
}

interface Walking {
  readonly topDown: boolean;
  readonly onError: Value;
  readonly follow: boolean;
}

function* walk(m: KernelMachine, self: PyPath, options: Walking): Generator<Value, void> {
  let names: string[];
  try {
    names = onFile(() => m.files.list(self.text), self.text);
  } catch (error) {
    if (!(error instanceof PyException)) throw error;
    if (options.onError !== null) call(options.onError, [error]);
    return;
  }
  const isDirectory = (name: string): boolean =>
    m.files.find(`${self.text}/${name}`, options.follow)?.kind === 'directory';
  const directories = new PyList(names.filter(isDirectory));
  const others = new PyList(names.filter((name) => !isDirectory(name)));
  if (options.topDown) yield tuple(self, directories, others);
  for (const name of [...directories.items]) {
    const child = self.make(self, name);
    if (child instanceof PyPath) yield* walk(m, child, options);
  }
  if (!options.topDown) yield tuple(self, directories, others);
}

function changing(m: KernelMachine): Record<string, NativeBody> {
  const { files } = m;
  const moved = (self: PyPath, target: Value): Value => {
    const to = target instanceof PyPath ? target : self.make(target);
    if (!(to instanceof PyPath)) throw typeError('with_segments() must return a path');
    flushDropped(m);
    onFile(() => files.rename(self.text, to.text), self.text, to.text);
    return to;
  };
  return {
    'touch(self, mode=438, exist_ok=True)': (self: PyPath, mode, existOk) => {
      const options = { readable: false, writable: true, append: false, create: true, truncate: false };
      onFile(() => {
        files.open(self.text, { ...options, exclusive: !isTrue(existOk), permissions: asSize(mode) });
        const node = files.lookup(self.text);
        files.setTimes(node, files.now(), files.now());
      }, self.text);
      files.synchronize();
      return null;
    },
    'mkdir(self, mode=511, parents=False, exist_ok=False)': (self: PyPath, mode, parents, existOk) => {
      makeDirectory(m, self, asSize(mode), isTrue(parents), isTrue(existOk));
      return null;
    },
    'unlink(self, missing_ok=False)': (self: PyPath, missingOk) => {
      try {
        onFile(() => files.removeFile(self.text), self.text);
      } catch (error) {
        if (!isTrue(missingOk) || !isExceptionOf(error, 'FileNotFoundError')) throw error;
      }
      return null;
    },
    'rmdir(self)': (self: PyPath) => {
      onFile(() => files.removeDirectory(self.text), self.text);
      return null;
    },
    'rename(self, target)': moved,
    'replace(self, target)': moved,
    'symlink_to(self, target, target_is_directory=False)': (self: PyPath, target) => {
      const to = target instanceof PyPath ? target.text : (strValue(target) ?? '');
      onFile(() => files.symbolicLink(to, self.text), to, self.text);
      return null;
    },
    'hardlink_to(self, target)': (self: PyPath, target) => {
      const from = target instanceof PyPath ? target.text : (strValue(target) ?? '');
      onFile(() => files.link(from, self.text), from, self.text);
      return null;
    },
    'chmod(self, mode, *, follow_symlinks=True)': (self: PyPath, mode) => {
      files.changePermissions(
        onFile(() => files.lookup(self.text), self.text),
        asSize(mode),
      );
      return null;
    },
    'lchmod(self, mode)': (self: PyPath, mode) => {
      files.changePermissions(
        onFile(() => files.lookup(self.text, false), self.text),
        asSize(mode),
      );
      return null;
    },
  };
}

function makeDirectory(
  m: KernelMachine,
  self: PyPath,
  mode: number,
  parents: boolean,
  existOk: boolean,
): void {
  const { files } = m;
  try {
    files.makeDirectory(self.text, mode);
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    const { parsed } = self;
    if (error.code === 'ENOENT' && parents && parsed.tail.length > 0) {
      const parent = self.fromParsed({ ...parsed, tail: parsed.tail.slice(0, -1) });
      if (parent instanceof PyPath && parent.text !== self.text) {
        makeDirectory(m, parent, 511, true, true);
        makeDirectory(m, self, mode, false, existOk);
        return;
      }
    }
    if (existOk && files.find(self.text)?.kind === 'directory') return;
    onFile(() => {
      throw error;
    }, self.text);
  }
}

export function concreteMethods(m: KernelMachine): Record<string, NativeBody> {
  return { ...reading(m), ...asking(m), ...listing(m), ...changing(m) };
}

export function concreteClassMethods(m: KernelMachine): Record<string, NativeBody> {
  return {
    'cwd(cls)': (cls) => call(cls, [m.files.cwd]),
    'home(cls)': (cls) => call(cls, [variable(m, 'HOME') ?? HOME]),
    'from_uri(cls, uri)': (cls, uri) => {
      const text = strValue(uri) ?? '';
      if (!text.startsWith('file:')) throw valueError(`URI does not start with 'file:': ${repr(uri)}`);
      const path = text.slice(5).replace(/^\/\/localhost(?=\/)|^\/\/(?=\/)/, '');
      const made = call(cls, [decodeURIComponent(path)]);
      if (made instanceof PyPath && !made.isAbsolute) throw valueError(`URI is not absolute: ${repr(uri)}`);
      return made;
    },
  };
}
