// Which base decides how instances of a class are laid out (`best_base`, `solid_base` in Objects/typeobject.c).
//
// A built-in type has a layout of its own where it makes its own instances; a class has one where its `__slots__` are
// not empty. A class can derive from two layouts only if one of them extends the other.

import { typeError } from './exceptions.js';
import type { PyType } from './object.js';
import { objectType } from './types.js';

/** The base that instances are built on. Raises TypeError where the bases' layouts conflict. */
export function bestBase(bases: readonly PyType[]): PyType {
  let [base = objectType] = bases;
  let winner = solidBase(base);
  for (const other of bases) {
    const candidate = solidBase(other);
    if (winner.isSubtypeOf(candidate)) continue;
    if (!candidate.isSubtypeOf(winner)) throw typeError('multiple bases have instance lay-out conflict');
    winner = candidate;
    base = other;
  }
  return base;
}

/** `__base__`; null for `object`. */
export function baseOf(type: PyType): PyType | null {
  return type === objectType
    ? null
    : type.bases.length === 1
      ? (type.bases[0] ?? null)
      : bestBase(type.bases);
}

/** The nearest ancestor, or the type itself, that has a layout of its own. */
export function solidBase(type: PyType): PyType {
  let solid = type;
  for (;;) {
    const base = baseOf(solid);
    if (base === null || hasOwnLayout(solid, base)) return solid;
    solid = base;
  }
}

function hasOwnLayout(type: PyType, base: PyType): boolean {
  return type.heap ? type.memberCount > base.memberCount : type.ownSlots.new_ !== undefined;
}
