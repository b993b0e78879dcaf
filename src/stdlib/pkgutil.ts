// The `pkgutil` module: which modules a package has (Lib/pkgutil.py).

import { joinPath } from '../base/files/paths.js';
import { defineModule } from '../execution/module.js';
import type { KernelMachine } from '../kernel/kernel-machine.js';
import { getAttribute, getAttributeOr } from '../objects/attributes.js';
import { strValue } from '../objects/boxed.js';
import { PyBytes } from '../objects/buffers.js';
import { call } from '../objects/call.js';
import { PyTuple } from '../objects/containers.js';
import { isExceptionOf } from '../objects/exceptions.js';
import type { Value } from '../objects/object.js';
import { directoryOf, entriesOf, searchPath } from './importlib/path-finder.js';
import { contentOf } from './importlib/specs.js';
import { libraryFunctions } from './library.js';
import { generatorOf } from './os/directories.js';
import { structSequenceType } from './struct-sequence.js';

interface Listed {
  readonly name: string;
  readonly isPackage: boolean;
}

function modulesIn(m: KernelMachine, entries: readonly string[]): Listed[] {
  const found = new Map<string, Listed>();
  for (const entry of entries) {
    const directory = directoryOf(m, entry);
    for (const name of directory?.names ?? []) {
      const node = directory?.entries.get(name);
      const isPackage = node?.kind === 'directory' && node.entries.has('__init__.py');
      const module = isPackage ? name : /^(.+)\.py$/.exec(name)?.[1];
      if (module === undefined || module === '__init__' || module.includes('.') || found.has(module))
        continue;
      found.set(module, { name: module, isPackage });
    }
  }
  return [...found.values()];
}

export const pkgutil = defineModule('pkgutil', (m: KernelMachine) => {
  const infoType = structSequenceType('pkgutil.ModuleInfo', ['module_finder', 'name', 'ispkg']);
  infoType.qualname = 'ModuleInfo';
  const info = (name: string, isPackage: boolean): Value => new PyTuple([null, name, isPackage], infoType);
  const entries = (path: Value): string[] => entriesOf(path ?? searchPath(m));
  function* walk(path: Value, prefix: string, onError: Value): Generator<Value, void> {
    for (const { name, isPackage } of modulesIn(m, entries(path))) {
      yield info(prefix + name, isPackage);
      if (!isPackage) continue;
      try {
        const module = m.importModule(prefix + name, m.builtins, [], 0);
        yield* walk(getAttributeOr(module, '__path__') ?? null, `${prefix}${name}.`, onError);
      } catch (error) {
        const isMissing = isExceptionOf(error, 'ImportError');
        if (onError !== null) call(onError, [prefix + name]);
        else if (!isMissing) throw error;
      }
    }
  }
  return {
    ModuleInfo: infoType,
    ...libraryFunctions('pkgutil', {
      "iter_modules(path=None, prefix='')": (path, prefix) =>
        generatorOf(
          modulesIn(m, entries(path)).map(({ name, isPackage }) =>
            info((strValue(prefix) ?? '') + name, isPackage),
          ),
        ),
      "walk_packages(path=None, prefix='', onerror=None)": (path, prefix, onError) =>
        generatorOf(walk(path, strValue(prefix) ?? '', onError)),
      'get_data(package, resource)': (name, resource) => {
        const module = m.importModule(strValue(name) ?? '', m.builtins, [], 0);
        const file = strValue(getAttributeOr(module, '__file__') ?? null);
        if (file === undefined) return null;
        const folder = file.slice(0, Math.max(0, file.lastIndexOf('/')));
        return new PyBytes(contentOf(m, joinPath(folder, strValue(resource) ?? '')));
      },
      'resolve_name(name)': (given) => {
        const [path = '', attributes] = (strValue(given) ?? '').split(':');
        if (attributes !== undefined) {
          const module = m.importModule(path, m.builtins, [], 0);
          return attributes
            .split('.')
            .filter(Boolean)
            .reduce<Value>((object, name) => getAttribute(object, name), module);
        }
        const [first = '', ...rest] = path.split('.');
        let object: Value = m.importModule(first, m.builtins, [], 0);
        let full = first;
        for (const name of rest) {
          full = `${full}.${name}`;
          const known = getAttributeOr(object, name);
          object = known === undefined ? m.importModule(full, m.builtins, [], 0) : known;
        }
        return object;
      },
      'extend_path(path, name)': (path) => path,
    }),
  };
});
