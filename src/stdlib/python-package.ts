// Modules that are written in Python here, too, because programs derive from their classes and await their coroutines:
// some of Python's own, and packages that tutorials import. Natives do what leaves the program.

import { defineModule, type ModuleDefinition, type PyModule } from '../execution/module.js';
import type { KernelMachine } from '../kernel/kernel-machine.js';
import type { Value } from '../objects/object.js';

/** Frames of such code are the library's: tracebacks leave them out (`exception-summary.ts`). */
export function pythonPackage(
  name: string,
  source: string,
  natives: (m: KernelMachine) => Record<string, Value>,
): ModuleDefinition<KernelMachine> {
  return defineModule(name, (m: KernelMachine, module: PyModule) => {
    const { namespace } = module;
    for (const [key, value] of Object.entries(natives(m))) namespace.set(`_${key}`, value);
    m.runLibraryCode(source, `<library ${name}>`, namespace);
    return {};
  });
}

/** A module whose names are another's: `requests.exceptions`, `tqdm.asyncio`. */
export function partOf(
  name: string,
  whole: string,
  names: readonly string[],
): ModuleDefinition<KernelMachine> {
  return defineModule(name, (m: KernelMachine, module: PyModule) => {
    const source = `from ${whole} import ${names.join(', ')}\n`;
    m.runLibraryCode(source, `<library ${name}>`, module.namespace);
    return {};
  });
}
