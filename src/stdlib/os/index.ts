// The `os` module: files in memory over the program's own folder, and a process that is alone in the world.

import { defineModule, PyModule } from '../../execution/module.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { exceptionType } from '../../objects/exceptions.js';
import { native, type PyNative } from '../../objects/native.js';
import type { PyType, Value } from '../../objects/object.js';
import { PySet } from '../../objects/set-type.js';
import { abstractClass } from '../collections/abc/make.js';
import { fsPath } from '../io/file-paths.js';
import { perMachine } from '../library.js';
import { structSequenceType } from '../struct-sequence.js';
import { attributeFunctions } from './attributes.js';
import { descriptorFunctions, OPEN_FLAGS } from './descriptors.js';
import { dirEntryType, directoryFunctions } from './directories.js';
import { environmentFunctions } from './environ.js';
import { processFunctions, refusedFunctions } from './process.js';
import { statResultType } from './stat-result.js';
import { treeFunctions } from './trees.js';

const barePathLike = abstractClass('PathLike', {
  abstract: { '__fspath__(self)': () => null },
  hook: ['__fspath__'],
  generic: true,
});

export const pathLikeType = perMachine((m): PyType => {
  const type = barePathLike(m);
  type.module = 'os';
  type.attrs.set('__module__', 'os');
  return type;
});

function natives(m: KernelMachine): PyNative[] {
  const functions = [
    ...directoryFunctions(m),
    ...attributeFunctions(m),
    ...descriptorFunctions(m),
    ...processFunctions(m),
    native('fspath(path)', (path = null) => fsPath(path)),
    native('device_encoding(fd)', () => null),
  ];
  for (const fn of functions) fn.module = 'posix';
  return functions;
}

export const os = defineModule('os', (m: KernelMachine) => {
  const path = m.importModule('posixpath', m.builtins, [], 0);
  m.loadedModules.table.set('os.path', path);
  const constants = path instanceof PyModule ? path.namespace : null;
  const shared: Record<string, Value> = {};
  for (const name of ['curdir', 'pardir', 'sep', 'pathsep', 'defpath', 'extsep', 'altsep', 'devnull']) {
    shared[name] = constants?.get(name) ?? null;
  }
  const functions = Object.fromEntries(natives(m).map((fn) => [fn.name, fn]));
  const supporting = (...names: string[]): PySet =>
    PySet.of(names.map((name) => functions[name] ?? null).filter((fn) => fn !== null));
  return {
    name: 'posix',
    linesep: '\n',
    path,
    error: exceptionType('OSError'),
    ...shared,
    F_OK: 0,
    R_OK: 4,
    W_OK: 2,
    X_OK: 1,
    SEEK_SET: 0,
    SEEK_CUR: 1,
    SEEK_END: 2,
    EX_OK: 0,
    P_NOWAIT: 1,
    P_WAIT: 0,
    supports_bytes_environ: true,
    supports_dir_fd: PySet.of([]),
    supports_effective_ids: PySet.of([]),
    supports_fd: supporting('stat', 'chmod', 'utime', 'truncate'),
    supports_follow_symlinks: supporting('stat', 'utime'),
    ...OPEN_FLAGS,
    ...functions,
    ...refusedFunctions(),
    ...treeFunctions(m),
    ...environmentFunctions(m),
    DirEntry: dirEntryType(m),
    PathLike: pathLikeType(m),
    stat_result: statResultType(),
    terminal_size: structSequenceType('os.terminal_size', ['columns', 'lines']),
  };
});
