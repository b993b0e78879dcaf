// The `shutil` module: copying, moving and removing (Lib/shutil.py). Archives are refused.

import { Unsupported } from '../../base/unsupported.js';
import { defineModule } from '../../execution/module.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute } from '../../objects/attributes.js';
import { strValue } from '../../objects/boxed.js';
import { PyBytes } from '../../objects/buffers.js';
import { call } from '../../objects/call.js';
import { isTrue } from '../../objects/compare.js';
import { PyTuple } from '../../objects/containers.js';
import { exceptionType, PyException } from '../../objects/exceptions.js';
import { asSize } from '../../objects/index.js';
import { toArray } from '../../objects/iteration.js';
import type { PyType, Value } from '../../objects/object.js';
import { repr, str } from '../../objects/repr.js';
import { PySet } from '../../objects/set-type.js';
import { length } from '../../objects/subscript.js';
import { nameMatcher } from '../glob/patterns.js';
import { decodeName, fsPath } from '../io/file-paths.js';
import { flushDropped } from '../io/open-files.js';
import { onFile, readFile } from '../io/read-file.js';
import { callAttribute, libraryFunction, libraryFunctions } from '../library.js';
import { libraryClass } from '../library-class.js';
import { variable } from '../os/environ.js';
import { structSequenceType } from '../struct-sequence.js';
import { copyAttributes, copyTree, errorTriple, isInside, removeTree } from './trees.js';

const textOf = (path: Value): string => {
  const given = fsPath(path);
  return given instanceof PyBytes ? decodeName(given.data) : (strValue(given) ?? '');
};

const baseName = (path: string): string => {
  const bare = path.replace(/\/+$/, '');
  return bare.slice(bare.lastIndexOf('/') + 1);
};

const ARCHIVES = ['make_archive', 'unpack_archive', 'get_archive_formats', 'get_unpack_formats'];

export const shutil = defineModule('shutil', (m: KernelMachine) => {
  const { files } = m;
  const errorClass = (name: string, base: PyType): PyType =>
    libraryClass(name, { module: 'shutil', bases: [base], instanceDict: true });
  const ShutilError = errorClass('Error', exceptionType('OSError'));
  const SameFileError = errorClass('SameFileError', ShutilError);
  const fail = (type: PyType, message: string): never => {
    throw new PyException(type, [message], new Map());
  };

  const copyFile = (source: Value, target: Value, follow: Value): Value => {
    flushDropped(m);
    const [from, to] = [textOf(source), textOf(target)];
    const [fromNode, toNode] = [files.find(from), files.find(to)];
    if (fromNode !== null && fromNode === toNode) {
      fail(SameFileError, `${repr(source)} and ${repr(target)} are the same file`);
    }
    const link = files.find(from, false);
    if (!isTrue(follow) && link?.kind === 'link') {
      onFile(() => files.symbolicLink(link.target, to), link.target, target);
      return target;
    }
    const content = readFile(m, from);
    onFile(() => {
      const options = { readable: false, writable: true, append: false, create: true, exclusive: false };
      files.open(to, { ...options, truncate: true, permissions: 0o666 }).write(content);
    }, target);
    files.synchronize();
    return target;
  };

  /** The target, or what the file is called in it where that is a directory. */
  const inTarget = (source: Value, target: Value): Value =>
    files.find(textOf(target))?.kind === 'directory'
      ? call(getAttribute(m.importModule('posixpath', m.builtins, [], 0), 'join'), [
          target,
          baseName(textOf(source)),
        ])
      : target;

  const copyBoth = (source: Value, target: Value, follow: Value): Value => {
    const to = inTarget(source, target);
    copyFile(source, to, follow);
    copyAttributes(m, textOf(source), textOf(to));
    return to;
  };
  const copy2 = libraryFunction('copy2(src, dst, *, follow_symlinks=True)', copyBoth, 'shutil');

  const move = (source: Value, target: Value, copyFunction: Value): Value => {
    flushDropped(m);
    const [from, to] = [textOf(source), textOf(target)];
    let real = to;
    if (files.find(to)?.kind === 'directory') {
      if (files.find(from) === files.find(to)) {
        files.rename(from, to);
        return target;
      }
      real = `${to.replace(/\/+$/, '')}/${baseName(from)}`;
      if (files.find(real, false) !== null) fail(ShutilError, `Destination path '${real}' already exists`);
    }
    const shown = real === to ? target : real;
    if (files.find(from)?.kind === 'directory' && isInside(m, real, from)) {
      fail(ShutilError, `Cannot move a directory '${from}' into itself '${str(target)}'.`);
    }
    void copyFunction;
    onFile(() => files.lookup(from, false), source);
    onFile(() => files.rename(from, real), source, shown);
    return shown;
  };

  const removing = (path: Value, ignore: Value, onError: Value, onExc: Value): Value => {
    flushDropped(m);
    const os = m.importModule('os', m.builtins, null, 0);
    removeTree(m, textOf(path), path, (fn, failed, error) => {
      if (isTrue(ignore)) return;
      const operation = getAttribute(os, fn);
      if (onExc !== null) call(onExc, [operation, failed, error]);
      else if (onError !== null) call(onError, [operation, failed, errorTriple(error.cls, error)]);
      else throw error;
    });
    return null;
  };

  return {
    Error: ShutilError,
    SameFileError,
    SpecialFileError: errorClass('SpecialFileError', exceptionType('OSError')),
    ExecError: errorClass('ExecError', exceptionType('OSError')),
    ReadError: errorClass('ReadError', exceptionType('OSError')),
    RegistryError: errorClass('RegistryError', exceptionType('Exception')),
    COPY_BUFSIZE: 262144,
    copy2,
    ...libraryFunctions('shutil', {
      'copyfile(src, dst, *, follow_symlinks=True)': copyFile,
      'copymode(src, dst, *, follow_symlinks=True)': (source, target) => {
        const from = onFile(() => files.lookup(textOf(source)), source);
        files.changePermissions(
          onFile(() => files.lookup(textOf(target)), target),
          from.permissions,
        );
        return null;
      },
      'copystat(src, dst, *, follow_symlinks=True)': (source, target) => {
        copyAttributes(m, textOf(source), textOf(target));
        return null;
      },
      'copy(src, dst, *, follow_symlinks=True)': (source, target, follow) => {
        const to = inTarget(source, target);
        copyFile(source, to, follow);
        const from = files.lookup(textOf(source));
        files.changePermissions(files.lookup(textOf(to)), from.permissions);
        return to;
      },
      'copyfileobj(fsrc, fdst, length=0)': (source, target, size) => {
        const count = asSize(size) > 0 ? asSize(size) : 65536;
        for (;;) {
          const piece = callAttribute(source, 'read', count);
          if (length(piece) === 0) return null;
          callAttribute(target, 'write', piece);
        }
      },
      'copytree(src, dst, symlinks=False, ignore=None, copy_function=<unrepresentable>, ignore_dangling_symlinks=False, dirs_exist_ok=False)':
        (source, target, links, ignore, copy, dangling, existOk) => {
          flushDropped(m);
          copyTree(m, textOf(source), textOf(target), {
            links: isTrue(links),
            ignore,
            copy: copy === undefined ? copy2 : copy,
            ignoreDangling: isTrue(dangling),
            existOk: isTrue(existOk),
            errorType: ShutilError,
          });
          return target;
        },
      'rmtree(path, ignore_errors=False, onerror=None, *, onexc=None, dir_fd=None)': removing,
      'move(src, dst, copy_function=None)': move,
      'ignore_patterns(*patterns)': (patterns) => {
        const matchers = toArray(patterns).map((pattern) => nameMatcher(str(pattern)));
        return libraryFunction(
          '_ignore_patterns(path, names)',
          (_path, names) =>
            PySet.of(toArray(names).filter((name) => matchers.some((matches) => matches(str(name))))),
          'shutil',
          'ignore_patterns.<locals>._ignore_patterns',
        );
      },
      'disk_usage(path)': (path) => {
        onFile(() => files.lookup(textOf(path)), path);
        const usage = structSequenceType('shutil.usage', ['total', 'used', 'free']);
        return new PyTuple([1 << 30, 0, 1 << 30], usage);
      },
      'which(cmd, mode=1, path=None)': () => null,
      'chown(path, user=None, group=None)': () => {
        throw new Unsupported('shutil.chown: files here belong to the program');
      },
      'get_terminal_size(fallback=None)': (fallback) => {
        const size = structSequenceType('os.terminal_size', ['columns', 'lines']);
        const [columns = 80, lines = 24] = fallback === null ? [] : toArray(fallback);
        const own = (name: string, otherwise: Value): Value => {
          const number = Number(variable(m, name) ?? '');
          return Number.isSafeInteger(number) && number > 0 ? number : otherwise;
        };
        return new PyTuple([own('COLUMNS', columns), own('LINES', lines)], size);
      },
      ...Object.fromEntries(
        ARCHIVES.map((name) => [
          `${name}(*args, **kwargs)`,
          () => {
            throw new Unsupported(`shutil.${name}`);
          },
        ]),
      ),
    }),
  };
});
