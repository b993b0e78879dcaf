// What reaches out of the simulation: it can be imported and named, and is refused by name where it would touch the
// host.

import { Unsupported } from '../../base/unsupported.js';
import { type NativeBody, native } from '../../objects/native.js';
import type { PyType, Value } from '../../objects/object.js';
import { libraryClass } from '../library-class.js';

export function refusal(feature: string): NativeBody {
  return () => {
    throw new Unsupported(feature);
  };
}

/** Functions of a module that are refused when they are called. */
export function refusedFunctions(module: string, names: readonly string[]): Record<string, Value> {
  const functions: Record<string, Value> = {};
  for (const name of names)
    functions[name] = native(`def ${name}(*args, **kwargs)`, refusal(`${module}.${name}`));
  return functions;
}

/** A class that can be named, derived from and asked for its methods, but not made. */
export function refusedClass(
  module: string,
  name: string,
  methods: readonly string[] = [],
  bases: readonly PyType[] = [],
): PyType {
  const bodies: Record<string, NativeBody> = {};
  for (const method of ['__init__', ...methods])
    bodies[`${method}(self, *args, **kwargs)`] = refusal(
      method === '__init__' ? `${module}.${name}` : `${module}.${name}.${method}`,
    );
  return libraryClass(name, {
    module,
    methods: bodies,
    instanceDict: true,
    ...(bases.length === 0 ? {} : { bases }),
  });
}
