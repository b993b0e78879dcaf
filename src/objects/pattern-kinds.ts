// What `match` patterns take for a sequence or a mapping, and types that match themselves positionally.

import { getAttributeOr } from './attributes.js';
import { PyDict, PyList, PyTuple } from './containers.js';
import type { PyType, Value } from './object.js';
import {
  boolType,
  bytearrayType,
  bytesType,
  dictType,
  floatType,
  frozensetType,
  intType,
  listType,
  memoryviewType,
  rangeType,
  setType,
  strType,
  tupleType,
  typeOf,
} from './types.js';

/** `Py_TPFLAGS_SEQUENCE`: list, tuple, range, memoryview, their subclasses, and classes registered as sequences. */
export function isSequencePattern(value: Value): boolean {
  if (value instanceof PyList || value instanceof PyTuple) return true;
  const { mro } = typeOf(value);
  return (
    mro.includes(rangeType) || mro.includes(memoryviewType) || hasFlag(typeOf(value), '__match_sequence__')
  );
}

export function isMappingPattern(value: Value): boolean {
  return value instanceof PyDict || hasFlag(typeOf(value), '__match_mapping__');
}

/** Set by the modules that define or register such types. */
function hasFlag(type: PyType, flag: string): boolean {
  return getAttributeOr(type, flag) === true;
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
