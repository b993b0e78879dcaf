// `import`: modules written in TypeScript. What is not there is refused in CPython's words.

import { instantiateModule, type ModuleDefinition, PyModule } from '../execution/module.js';
import type { Namespace } from '../execution/namespace.js';
import type { KernelMachine } from '../kernel/kernel-machine.js';
import { strValue } from '../objects/boxed.js';
import { PyDict } from '../objects/containers.js';
import { exception, type PyException } from '../objects/exceptions.js';
import type { Value } from '../objects/object.js';
import { stdlibModuleNames } from '../objects/stdlib-module-names.js';
import { MODULES } from '../stdlib/index.js';

export class ModuleTable {
  /** `sys.modules` */
  readonly modules = new PyDict();

  constructor(readonly machine: KernelMachine) {}

  /** The module, or the package it stands in where only names of the package are asked for (`import a.b`). */
  import(name: string, globals: Namespace, fromNames: readonly string[] | null, level: number): Value {
    const absolute = level === 0 ? name : this.#resolve(name, globals, level);
    const parts = absolute.split('.');
    let parent: PyModule | null = null;
    let top: PyModule | null = null;
    for (let depth = 1; depth <= parts.length; depth++) {
      const full = parts.slice(0, depth).join('.');
      const module = this.#load(full, parent);
      const own = parts[depth - 1];
      if (parent !== null && own !== undefined) parent.namespace.set(own, module);
      parent = module;
      top ??= module;
    }
    const found = fromNames === null ? top : parent;
    if (found === null) throw exception('ValueError', 'Empty module name');
    if (fromNames !== null) this.#loadSubmodules(found, absolute, fromNames);
    return found;
  }

  #resolve(name: string, globals: Namespace, level: number): string {
    const packageName = strValue(globals.get('__package__') ?? null) ?? '';
    if (packageName === '')
      throw exception('ImportError', 'attempted relative import with no known parent package');
    const parts = packageName.split('.');
    if (level - 1 >= parts.length)
      throw exception('ImportError', 'attempted relative import beyond top-level package');
    const base = parts.slice(0, parts.length - (level - 1)).join('.');
    return name === '' ? base : `${base}.${name}`;
  }

  #load(full: string, parent: PyModule | null): PyModule {
    const known = this.modules.table.get(full);
    if (known instanceof PyModule) return known;
    if (known === null) throw notFound(`import of ${full} halted; None in sys.modules`, full);
    const definition: ModuleDefinition<KernelMachine> | undefined = MODULES.get(full);
    if (definition === undefined) {
      if (parent === null) throw notFound(notHere(full), full);
      const isPackage = [...MODULES.keys()].some((name) => name.startsWith(`${String(parent.name)}.`));
      const reason = isPackage ? '' : `; '${String(parent.name)}' is not a package`;
      throw notFound(`No module named '${full}'${reason}`, full);
    }
    return instantiateModule(definition, this.machine, (module) => this.modules.table.set(full, module));
  }

  #loadSubmodules(module: PyModule, full: string, names: readonly string[]): void {
    for (const name of names) {
      const submodule = `${full}.${name}`;
      if (!module.namespace.has(name) && MODULES.has(submodule))
        module.namespace.set(name, this.#load(submodule, module));
    }
  }
}

/** CPython's words; a module that CPython has and loopscope has not is said to be just that. */
function notHere(name: string): string {
  if (!stdlibModuleNames().has(name)) return `No module named '${name}'`;
  return `No module named '${name}': it is part of Python's library, but loopscope does not have it yet`;
}

function notFound(message: string, name: string): PyException {
  const error = exception('ModuleNotFoundError', message);
  error.dict = new Map<Value, Value>([['name', name]]);
  return error;
}
