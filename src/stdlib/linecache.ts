// The `linecache` module: lines of files by number, without errors (Lib/linecache.py).

import { defineModule } from '../execution/module.js';
import type { KernelMachine } from '../kernel/kernel-machine.js';
import { strValue } from '../objects/boxed.js';
import { PyDict, PyList, tuple } from '../objects/containers.js';
import { isExceptionOf } from '../objects/exceptions.js';
import { asSize } from '../objects/index.js';
import type { Value } from '../objects/object.js';
import { sourceText } from './importlib/source-text.js';
import { contentOf } from './importlib/specs.js';
import { libraryFunctions, perMachine } from './library.js';

const cache = perMachine(() => new PyDict());

function linesOf(m: KernelMachine, filename: Value): PyList {
  const name = strValue(filename);
  const known = name === undefined ? undefined : cache(m).table.get(name);
  if (known !== undefined) return keptLines(known);
  const lines = name === undefined || /^<.*>$/.test(name) ? null : fileLines(m, name);
  if (name === undefined || lines === null) return new PyList([]);
  const size = lines.reduce((sum, line) => sum + line.length, 0);
  const list = new PyList([...lines]);
  cache(m).table.set(name, tuple(size, null, list, name));
  return list;
}

function keptLines(entry: Value): PyList {
  const items = entry !== null && typeof entry === 'object' && 'items' in entry ? entry.items : [];
  const lines = Array.isArray(items) ? items[2] : undefined;
  return lines instanceof PyList ? lines : new PyList([]);
}

/** With their line ends; null for what can not be read. */
function fileLines(m: KernelMachine, name: string): string[] | null {
  try {
    const lines = sourceText(contentOf(m, name)).match(/[^\n]*\n|[^\n]+$/g) ?? [];
    return lines.map((line) => (line.endsWith('\n') ? line : `${line}\n`));
  } catch (error) {
    if (isExceptionOf(error, 'Exception')) return null;
    throw error;
  }
}

export const linecache = defineModule('linecache', (m: KernelMachine) => ({
  __all__: new PyList(['getline', 'clearcache', 'checkcache', 'lazycache']),
  cache: cache(m),
  ...libraryFunctions('linecache', {
    'getline(filename, lineno, module_globals=None)': (filename, lineno) => {
      const line = linesOf(m, filename).items[asSize(lineno) - 1];
      return line === undefined ? '' : line;
    },
    'getlines(filename, module_globals=None)': (filename) => linesOf(m, filename),
    'clearcache()': () => {
      cache(m).table.clear();
      return null;
    },
    'checkcache(filename=None)': (filename) => {
      if (filename === null) cache(m).table.clear();
      else cache(m).table.delete(filename);
      return null;
    },
    'updatecache(filename, module_globals=None)': (filename) => {
      cache(m).table.delete(filename);
      return linesOf(m, filename);
    },
    'lazycache(filename, module_globals)': () => false,
  }),
}));
