// What a `PrettyPrinter` was told, and the order in which it shows what has none.

import { isTrue, richCompare } from '../../objects/compare.js';
import { PyDict, PyTuple } from '../../objects/containers.js';
import { isExceptionOf } from '../../objects/exceptions.js';
import { idOfValue } from '../../objects/identity.js';
import { toArray } from '../../objects/iteration.js';
import type { Value } from '../../objects/object.js';
import { repr } from '../../objects/repr.js';
import { compareStrings } from '../../objects/str-text.js';
import { timsort } from '../../objects/timsort.js';
import { typeName, typeOf } from '../../objects/types.js';
import { callAttribute } from '../library.js';

export interface Settings {
  readonly indent: number;
  readonly width: number;
  /** Undefined for no limit. */
  readonly depth: number | undefined;
  readonly isCompact: boolean;
  readonly sortsDicts: boolean;
  readonly underscoresNumbers: boolean;
}

/** A representation, whether it could be read back, and whether something in it holds itself. */
export interface Shown {
  readonly text: string;
  readonly readable: boolean;
  readonly recursive: boolean;
}

/** `<`, and where that does not go the name of the type. */
function isBefore(a: Value, b: Value): boolean {
  try {
    return isTrue(richCompare(a, b, 'lt'));
  } catch (error) {
    if (!isExceptionOf(error, 'TypeError')) throw error;
    const order = compareStrings(repr(typeOf(a)), repr(typeOf(b)));
    return order === 0 ? idOfValue(a) < idOfValue(b) : order < 0;
  }
}

export function inOrder(items: Value[]): Value[] {
  timsort(items, null, isBefore);
  return items;
}

/** The items of a dict, by key if dicts are sorted. */
export function dictItems(dict: Value, isSorted: boolean): (readonly [Value, Value])[] {
  const pairs =
    dict instanceof PyDict ? [...dict.table.entries()] : toArray(callAttribute(dict, 'items')).map(pairOf);
  if (!isSorted) return pairs;
  const keys = pairs.map(([key]) => key);
  const places = pairs.map((_pair, index): Value => index);
  timsort(keys, places, isBefore);
  return places.flatMap((place) => (typeof place === 'number' ? (pairs.slice(place, place + 1) ?? []) : []));
}

function pairOf(item: Value): readonly [Value, Value] {
  const [key = null, value = null] = item instanceof PyTuple ? item.items : toArray(item);
  return [key, value];
}

export function recursionText(value: Value): string {
  return `<Recursion on ${typeName(value)} with id=${idOfValue(value)}>`;
}
