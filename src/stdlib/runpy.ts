// The `runpy` module: running a module or a file as a program (Lib/runpy.py).

import { defineModule, PyModule } from '../execution/module.js';
import type { KernelMachine } from '../kernel/kernel-machine.js';
import { getAttribute, getAttributeOr } from '../objects/attributes.js';
import { strValue } from '../objects/boxed.js';
import { PyDict, PyList } from '../objects/containers.js';
import { exception } from '../objects/exceptions.js';
import type { Value } from '../objects/object.js';
import { findSpec } from './importlib/index.js';
import { contentOf } from './importlib/specs.js';
import { pathText } from './io/file-paths.js';
import { libraryFunctions } from './library.js';

interface Run {
  readonly name: string;
  readonly filename: string;
  readonly spec: Value;
  readonly package: string | null;
  readonly globals: Value;
}

/** Runs a file as a module that is in `sys.modules` for the time being; gives a copy of its namespace. */
function run(m: KernelMachine, { name, filename, spec, package: parent, globals }: Run): Value {
  const module = new PyModule(name);
  const { namespace } = module;
  if (globals instanceof PyDict)
    for (const [key, value] of globals.table.entries()) namespace.set(key, value);
  const before = m.loadedModules.table.get(name);
  const described = { __name__: name, __file__: filename, __cached__: null, __doc__: null, __loader__: null };
  for (const [key, value] of Object.entries(described)) namespace.set(key, value);
  namespace.set('__package__', parent);
  namespace.set('__spec__', spec);
  m.loadedModules.table.set(name, module);
  try {
    m.runSourceFile(contentOf(m, filename), filename, namespace);
  } finally {
    if (before === undefined) m.loadedModules.table.delete(name);
    else m.loadedModules.table.set(name, before);
  }
  const copy = new PyDict();
  for (const [key, value] of namespace.entries()) copy.table.set(key, value);
  return copy;
}

function moduleSpec(m: KernelMachine, full: string): Value {
  const dot = full.lastIndexOf('.');
  const parent = dot < 0 ? null : m.importModule(full.slice(0, dot), m.builtins, [], 0);
  const path = parent === null ? null : (getAttributeOr(parent, '__path__') ?? null);
  const spec = findSpec(m, full, path);
  if (spec === null) throw exception('ImportError', `No module named ${full}`);
  if (getAttribute(spec, 'submodule_search_locations') === null) return spec;
  const main = findSpec(m, `${full}.__main__`, getAttribute(spec, 'submodule_search_locations'));
  if (main !== null) return main;
  throw exception(
    'ImportError',
    `No module named ${full}.__main__; '${full}' is a package and cannot be directly executed`,
  );
}

export const runpy = defineModule('runpy', (m: KernelMachine) => ({
  __all__: new PyList(['run_module', 'run_path']),
  ...libraryFunctions('runpy', {
    'run_module(mod_name, init_globals=None, run_name=None, alter_sys=False)': (given, globals, runName) => {
      const spec = moduleSpec(m, strValue(given) ?? '');
      const full = strValue(getAttribute(spec, 'name')) ?? '';
      return run(m, {
        name: strValue(runName) ?? full,
        filename: strValue(getAttribute(spec, 'origin')) ?? '',
        spec,
        package: strValue(getAttribute(spec, 'parent')) ?? '',
        globals,
      });
    },
    'run_path(path_name, init_globals=None, run_name=None)': (path, globals, runName) =>
      run(m, {
        name: strValue(runName) ?? '<run_path>',
        filename: pathText(path),
        spec: null,
        package: '',
        globals,
      }),
  }),
}));
