// The method resolution order of a class (`mro_internal` in Objects/typeobject.c): C3 over the bases, or what the
// metaclass's own `mro()` says.

import { bind, call } from './call.js';
import { typeError } from './exceptions.js';
import { iterate } from './iteration.js';
import { linearize, MroConflict, PyType, type Value } from './object.js';
import { typeName, typeType } from './types.js';

/** The MRO of a class with these bases, without itself. Raises TypeError where they have no consistent order. */
export function checkBases(bases: readonly PyType[]): readonly PyType[] {
  const seen = new Set<PyType>();
  for (const base of bases) {
    if (seen.has(base)) throw typeError(`duplicate base class ${base.name}`);
    seen.add(base);
  }
  try {
    return linearize(bases);
  } catch (error) {
    if (!(error instanceof MroConflict)) throw error;
    throw typeError(
      `Cannot create a consistent method resolution order (MRO) for bases ${[...new Set(error.names)].join(', ')}`,
    );
  }
}

/** The MRO that the metaclass's `mro()` gives, where a program overrides it. */
export function customMro(cls: PyType): PyType[] | undefined {
  const method = cls.cls.lookup('mro');
  if (method === undefined || method === typeType.attrs.get('mro')) return undefined;
  const mro: PyType[] = [];
  for (const item of iterate(call(bind(method, cls, cls.cls)))) mro.push(asClass(item));
  return mro;
}

function asClass(item: Value): PyType {
  if (item instanceof PyType) return item;
  throw typeError(`mro() returned a non-class ('${typeName(item)}')`);
}
