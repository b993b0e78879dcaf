// `ntpath`: what can be said of Windows paths from their text alone (Lib/ntpath.py).

import { defineModule } from '../execution/module.js';
import type { KernelMachine } from '../kernel/kernel-machine.js';
import { strValue } from '../objects/boxed.js';
import { PyTuple } from '../objects/containers.js';
import type { Value } from '../objects/object.js';
import { fsPath } from './io/file-paths.js';
import { libraryFunctions } from './library.js';
import { WINDOWS } from './pathlib/flavours.js';

const textOf = (path: Value): string => strValue(fsPath(path)) ?? '';

function split(path: string): [string, string] {
  const [drive, root, rest] = WINDOWS.splitRoot(path);
  const cut = Math.max(rest.lastIndexOf('\\'), rest.lastIndexOf('/')) + 1;
  return [drive + root + rest.slice(0, cut).replace(/[\\/]+$/, ''), rest.slice(cut)];
}

function splitExtension(path: string): [string, string] {
  const start = Math.max(path.lastIndexOf('\\'), path.lastIndexOf('/')) + 1;
  const dot = path.lastIndexOf('.');
  if (dot <= start || /^\.*$/.test(path.slice(start, dot))) return [path, ''];
  return [path.slice(0, dot), path.slice(dot)];
}

function normalize(path: string): string {
  const [drive, root, rest] = WINDOWS.splitRoot(path.replaceAll('/', '\\'));
  const parts: string[] = [];
  for (const part of rest.split('\\')) {
    if (part === '' || part === '.') continue;
    if (part !== '..' || (root === '' && (parts.length === 0 || parts.at(-1) === '..'))) parts.push(part);
    else parts.pop();
  }
  return drive + root + parts.join('\\') || '.';
}

export const ntpath = defineModule('ntpath', (_m: KernelMachine) => ({
  curdir: '.',
  pardir: '..',
  extsep: '.',
  sep: '\\',
  pathsep: ';',
  altsep: '/',
  defpath: '.;C:\\bin',
  devnull: 'nul',
  ...libraryFunctions('ntpath', {
    'normcase(s)': (path) => textOf(path).replaceAll('/', '\\').toLowerCase(),
    'isabs(s)': (path) => /^(.:[\\/]|[\\/]{2})/s.test(textOf(path)),
    'join(path, *paths)': (first, others) =>
      WINDOWS.join(textOf(first), ...(others instanceof PyTuple ? others.items.map(textOf) : [])),
    'splitdrive(p, /)': (path) => {
      const [drive, root, rest] = WINDOWS.splitRoot(textOf(path));
      return new PyTuple([drive, root + rest]);
    },
    'splitroot(p, /)': (path) => new PyTuple([...WINDOWS.splitRoot(textOf(path))]),
    'split(p)': (path) => new PyTuple(split(textOf(path))),
    'splitext(p)': (path) => new PyTuple(splitExtension(textOf(path))),
    'basename(p)': (path) => split(textOf(path))[1],
    'dirname(p)': (path) => split(textOf(path))[0],
    'normpath(path)': (path) => normalize(textOf(path)),
  }),
}));
