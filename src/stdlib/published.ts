// `__all__`, for the modules that have one in CPython: those of its names that are there.

import type { ModuleDefinition } from '../execution/module.js';
import type { KernelMachine } from '../kernel/kernel-machine.js';
import { PyList } from '../objects/containers.js';

export function published(
  definition: ModuleDefinition<KernelMachine>,
  publicNames: Readonly<Record<string, string>>,
): ModuleDefinition<KernelMachine> {
  const { name } = definition;
  const names = Object.hasOwn(publicNames, name) ? publicNames[name] : undefined;
  if (names === undefined) return definition;
  return {
    name,
    contents: (machine, module) => {
      const contents = definition.contents(machine, module);
      if (!Object.hasOwn(contents, '__all__')) {
        const known = names.split(' ').filter((known) => Object.hasOwn(contents, known));
        contents.__all__ = new PyList(known);
      }
      return contents;
    },
  };
}
