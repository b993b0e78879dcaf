// `import`: modules of the program, found on `sys.path`, and modules of the library, written in TypeScript
// (Lib/importlib/_bootstrap.py).

import { folderOf } from '../base/files/paths.js';
import { instantiateModule, PyModule } from '../execution/module.js';
import type { Namespace } from '../execution/namespace.js';
import type { KernelMachine } from '../kernel/kernel-machine.js';
import { getAttribute, getAttributeOr, setAttribute } from '../objects/attributes.js';
import { strValue } from '../objects/boxed.js';
import { call } from '../objects/call.js';
import { PyDict, PyList } from '../objects/containers.js';
import { withFields } from '../objects/exception-fields.js';
import { exception, isExceptionOf, type PyException, typeError } from '../objects/exceptions.js';
import { iterate } from '../objects/iteration.js';
import type { Value } from '../objects/object.js';
import { repr, str } from '../objects/repr.js';
import { stdlibModuleNames } from '../objects/stdlib-module-names.js';
import { typeName } from '../objects/types.js';
import {
  entriesOf,
  type Found,
  findOnPath,
  programDirectory,
  searchPath,
} from '../stdlib/importlib/path-finder.js';
import {
  contentOf,
  describeModule,
  makeSpec,
  namespaceLoaderClass,
  sourceSpec,
} from '../stdlib/importlib/specs.js';
import { MODULES } from '../stdlib/index.js';
import { ALWAYS_LIBRARY } from './library-names.js';

export class ModuleTable {
  /** `sys.modules` */
  readonly modules = new PyDict();

  constructor(readonly machine: KernelMachine) {}

  /** The module, or the package it stands in where only names of the package are asked for (`import a.b`). */
  import(name: string, globals: Namespace, fromNames: readonly string[] | null, level: number): Value {
    if (level < 0) throw exception('ValueError', 'level must be >= 0');
    if (level === 0 && name === '') throw exception('ValueError', 'Empty module name');
    const absolute = level === 0 ? name : this.#resolve(name, globals, level);
    const module = this.load(absolute);
    if (fromNames !== null) {
      this.#loadSubmodules(module, fromNames);
      return module;
    }
    if (level === 0) return this.#loaded(name.split('.')[0] ?? name) ?? module;
    if (name === '') return module;
    const cut = absolute.slice(0, absolute.length - name.length + (name.split('.')[0]?.length ?? 0));
    return this.#loaded(cut) ?? module;
  }

  /** `resolve_name`, with the package as `calc___package__` finds it. */
  #resolve(name: string, globals: Namespace, level: number): string {
    const packageName = this.#packageOf(globals);
    if (packageName === '') {
      throw exception('ImportError', 'attempted relative import with no known parent package');
    }
    const parts = packageName.split('.');
    if (level > parts.length) {
      throw exception('ImportError', 'attempted relative import beyond top-level package');
    }
    const base = parts.slice(0, parts.length - (level - 1)).join('.');
    this.load(base);
    return name === '' ? base : `${base}.${name}`;
  }

  #packageOf(globals: Namespace): string {
    const own = globals.get('__package__') ?? null;
    const spec = globals.get('__spec__') ?? null;
    if (own !== null) {
      const name = strValue(own);
      if (name === undefined) throw typeError('package must be a string');
      return name;
    }
    if (spec !== null) return strValue(getAttributeOr(spec, 'parent') ?? null) ?? '';
    const name = strValue(globals.get('__name__') ?? null);
    if (name === undefined) throw exception('KeyError', "'__name__' not in globals");
    return globals.has('__path__') ? name : name.split('.').slice(0, -1).join('.');
  }

  #loaded(full: string): Value | undefined {
    return this.modules.table.get(full);
  }

  /** `_find_and_load` */
  load(full: string): Value {
    const known = this.#loaded(full);
    if (known === null) throw notFound(`import of ${full} halted; None in sys.modules`, full);
    if (known !== undefined) return known;
    const dot = full.lastIndexOf('.');
    if (dot < 0) return this.#loadNew(full, full, null, null);
    const parentName = full.slice(0, dot);
    const parent = this.load(parentName);
    const early = this.#loaded(full);
    if (early !== undefined && early !== null) return early;
    const path = getAttributeOr(parent, '__path__');
    if (path === undefined && !MODULES.has(full) && !isLibraryPackage(parentName)) {
      throw notFound(`No module named ${repr(full)}; ${repr(parentName)} is not a package`, full);
    }
    const own = full.slice(dot + 1);
    const release = markUnfinished(parent, own);
    let module: Value;
    try {
      module = this.#loadNew(full, own, parent, path ?? null);
    } finally {
      release();
    }
    if (parent instanceof PyModule) parent.namespace.set(own, module);
    else setAttribute(parent, own, module);
    return module;
  }

  #loadNew(full: string, own: string, parent: Value, path: Value): Value {
    const spec = this.#askFinders(full, path);
    if (spec !== null) return this.#loadFromSpec(full, spec);
    if (parent === null && ALWAYS_LIBRARY.has(full) && MODULES.has(full)) return this.#instantiate(full);
    const entries = parent === null ? entriesOf(this.#searchPath()) : path === null ? [] : entriesOf(path);
    const found = findOnPath(this.machine, own, entries);
    if (found !== null && found.kind !== 'namespace') return this.#loadSource(full, found);
    if (MODULES.has(full)) return this.#instantiate(full);
    if (found?.kind === 'namespace') return this.#loadNamespace(full, found.portions);
    throw notFound(parent === null ? notHere(full) : `No module named ${repr(full)}`, full);
  }

  /** `sys.path`, which a program may have replaced. */
  #searchPath(): Value {
    const sys = this.#loaded('sys');
    const own = sys === undefined ? undefined : getAttributeOr(sys, 'path');
    return own ?? searchPath(this.machine);
  }

  #instantiate(full: string): Value {
    const definition = MODULES.get(full);
    if (definition === undefined) throw notFound(notHere(full), full);
    const module = instantiateModule(definition, this.machine, (made) => this.modules.table.set(full, made));
    return this.#loaded(full) ?? module;
  }

  #loadSource(full: string, found: Found & { readonly kind: 'module' | 'package' }): Value {
    const { filename } = found;
    const module = new PyModule(full);
    describeModule(module, sourceSpec(this.machine, full, filename, found.kind === 'package'));
    const directory = found.kind === 'package' ? folderOf(folderOf(filename)) : folderOf(filename);
    if (directory === programDirectory(this.machine)) {
      module.shadowing = stdlibModuleNames().has(full) ? 'library' : 'third-party';
    }
    return this.#execute(full, module, () =>
      this.machine.runSourceFile(contentOf(this.machine, filename), filename, module.namespace),
    );
  }

  #loadNamespace(full: string, portions: readonly string[]): Value {
    const module = new PyModule(full);
    const loader = call(namespaceLoaderClass(this.machine), [full, null, null]);
    describeModule(module, makeSpec(this.machine, full, loader, { locations: new PyList([...portions]) }));
    this.modules.table.set(full, module);
    return module;
  }

  /** The module is in `sys.modules` while its code runs, and stays only if that ends well. */
  #execute(full: string, module: Value, run: () => void): Value {
    const { table } = this.modules;
    const spec = getAttributeOr(module, '__spec__') ?? null;
    if (spec !== null) setAttribute(spec, '_initializing', true);
    table.set(full, module);
    try {
      run();
    } catch (error) {
      table.delete(full);
      throw error;
    } finally {
      if (spec !== null) setAttribute(spec, '_initializing', false);
    }
    const result = table.get(full);
    if (result === undefined) throw exception('KeyError', full);
    table.delete(full);
    table.set(full, result);
    return result;
  }

  /** What the finders find that a program put into `sys.meta_path`. */
  #askFinders(full: string, path: Value): Value {
    const sys = this.#loaded('sys');
    const finders = sys === undefined ? undefined : getAttributeOr(sys, 'meta_path');
    if (!(finders instanceof PyList) || finders.items.length === 0) return null;
    for (const finder of [...finders.items]) {
      const find = getAttributeOr(finder, 'find_spec');
      const spec = find === undefined ? null : call(find, [full, path, null]);
      if (spec !== null) return spec;
    }
    return null;
  }

  /** `_load_unlocked`, with a loader of the program. */
  #loadFromSpec(full: string, spec: Value): Value {
    const loader = getAttributeOr(spec, 'loader') ?? null;
    const create = getAttributeOr(loader, 'create_module');
    const made = create === undefined ? null : call(create, [spec]);
    const module = made ?? new PyModule(full);
    describeModule(module, spec);
    return this.#execute(full, module, () => {
      if (loader !== null) call(getAttribute(loader, 'exec_module'), [module]);
    });
  }

  /** `_handle_fromlist`: names that a package has not may be its submodules. */
  #loadSubmodules(module: Value, names: readonly string[]): void {
    const packageName = strValue(getAttributeOr(module, '__name__') ?? null);
    if (packageName === undefined) return;
    if (getAttributeOr(module, '__path__') === undefined && !isLibraryPackage(packageName)) return;
    for (const name of names) {
      if (name === '*') {
        const all = getAttributeOr(module, '__all__');
        if (all === undefined) continue;
        const listed = [...iterate(all)].map((item) => {
          const text = strValue(item);
          if (text !== undefined) return text;
          throw typeError(`Item in ${packageName}.__all__ must be str, not ${typeName(item)}`);
        });
        this.#loadSubmodules(
          module,
          listed.filter((item) => item !== '*'),
        );
        continue;
      }
      if (getAttributeOr(module, name) !== undefined) continue;
      const full = `${packageName}.${name}`;
      try {
        this.load(full);
      } catch (error) {
        const isMissing = isExceptionOf(error, 'ModuleNotFoundError') && missingName(error) === full;
        if (!isMissing || this.#loaded(full) === null) throw error;
      }
    }
  }
}

const missingName = (error: PyException): string => str(getAttributeOr(error, 'name') ?? null);

export function isLibraryPackage(name: string): boolean {
  if (!MODULES.has(name)) return false;
  const prefix = `${name}.`;
  return [...MODULES.names].some((each) => each.startsWith(prefix));
}

/** While a submodule is being imported, its package says that it is (`_uninitialized_submodules`). */
function markUnfinished(parent: Value, name: string): () => void {
  const spec = getAttributeOr(parent, '__spec__') ?? null;
  const list = spec === null ? undefined : getAttributeOr(spec, '_uninitialized_submodules');
  if (!(list instanceof PyList)) return () => undefined;
  list.items.push(name);
  return () => void list.items.pop();
}

/** CPython's words; a module that CPython has and loopscope has not is said to be just that. */
function notHere(name: string): string {
  if (!stdlibModuleNames().has(name)) return `No module named ${repr(name)}`;
  return `No module named ${repr(name)}: it is part of Python's library, but loopscope does not have it yet`;
}

function notFound(message: string, name: string): PyException {
  return withFields(exception('ModuleNotFoundError', message), { name });
}
