// What `match` patterns take for a sequence or a mapping, and types that match themselves positionally.

import type { PatternKind, PyType, Value } from './object.js';
import {
  boolType,
  bytearrayType,
  bytesType,
  dictType,
  floatType,
  frozensetType,
  intType,
  listType,
  mappingProxyType,
  memoryviewType,
  rangeType,
  setType,
  strType,
  tupleType,
  typeOf,
} from './types.js';

for (const type of [listType, memoryviewType, rangeType, tupleType]) type.patternKind = 'sequence';
for (const type of [dictType, mappingProxyType]) type.patternKind = 'mapping';

/** Lists, tuples, ranges, memoryviews, and instances of classes that are registered as sequences. */
export function isSequencePattern(value: Value): boolean {
  return typeOf(value).patternKind === 'sequence';
}

export function isMappingPattern(value: Value): boolean {
  return typeOf(value).patternKind === 'mapping';
}

/** A registered class is of the kind of what it is registered for, as are its subclasses: `set_collection_flag_recursive`. */
export function setPatternKind(type: PyType, kind: PatternKind): void {
  if (!type.heap || type.patternKind === kind) return;
  type.patternKind = kind;
  for (const reference of type.subclasses) {
    const subclass = reference.deref();
    if (subclass !== undefined) setPatternKind(subclass, kind);
  }
}

const SELF_MATCHING = [
  boolType,
  bytearrayType,
  bytesType,
  dictType,
  floatType,
  frozensetType,
  intType,
  listType,
  setType,
  strType,
  tupleType,
];

/** `_Py_TPFLAGS_MATCH_SELF`: `case int(x)` captures the subject itself. */
export function isSelfMatching(type: PyType): boolean {
  return SELF_MATCHING.some((base) => type.mro.includes(base));
}
