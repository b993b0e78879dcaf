// Union, intersection, difference and symmetric difference of set tables, step for step as CPython does them
// (`set_merge`, `set_intersection`, ...), because the steps decide in which order the result iterates.

import { PyDict } from './containers.js';
import { getIter, nextSlot } from './iteration.js';
import type { Value } from './object.js';
import { DUMMY, SetTable } from './set-table.js';
import { dictType } from './types.js';

/** What the right operand is: a set's table or any iterable. */
export type Operand = SetTable | Value;

/**
 * Calls `visit` for every item; sets of items hashed by identity take this way too. A dict may change meanwhile, as
 * `PyDict_Next` does not look.
 */
function forEachItem(operand: Operand, visit: (item: Value) => void): void {
  if (isExactDict(operand)) {
    for (const key of [...operand.table.keys()]) visit(key);
    return;
  }
  if (operand instanceof SetTable) {
    for (const item of operand.toArray()) visit(item);
    return;
  }
  const iterator = getIter(operand);
  const step = nextSlot(iterator);
  for (let item = step(iterator); item !== undefined; item = step(iterator)) visit(item);
}

function isExactDict(operand: Operand): operand is PyDict {
  return operand instanceof PyDict && operand.cls === dictType;
}

/** `set.update` with one operand: `set_update_internal`. */
export function update(table: SetTable, operand: Operand): void {
  if (operand instanceof SetTable) {
    merge(table, operand);
    return;
  }
  if (isExactDict(operand)) {
    const { size } = operand.table;
    if (table.identities === null && (table.fill + size) * 5 >= table.mask * 3) {
      table.resize((table.used + size) * 2);
    }
  }
  const iterator = getIter(operand);
  const step = nextSlot(iterator);
  for (let item = step(iterator); item !== undefined; item = step(iterator)) table.add(item);
}

/** `set_merge` */
function merge(table: SetTable, other: SetTable): void {
  if (other === table || other.size === 0) return;
  if (table.identities !== null || other.identities !== null) {
    for (const item of other.toArray()) table.add(item);
    return;
  }
  if ((table.fill + other.used) * 5 >= table.mask * 3) table.resize((table.used + other.used) * 2);
  if (table.fill === 0 && table.mask === other.mask && other.fill === other.used) {
    table.copySlots(other);
    return;
  }
  const clean = table.fill === 0;
  if (clean) {
    table.reserve();
    table.fill = other.used;
    table.used = other.used;
  }
  for (let slot = 0; slot < other.keys.length; slot++) {
    const key = other.keys[slot];
    if (key === undefined || key === DUMMY) continue;
    if (clean) table.insertClean(key, other.lowAt(slot), other.highAt(slot));
    else table.addHashed(key, other.lowAt(slot), other.highAt(slot));
  }
}

export function copyOf(table: SetTable): SetTable {
  const result = new SetTable();
  merge(result, table);
  return result;
}

export function fromOperand(operand: Operand): SetTable {
  const result = new SetTable();
  update(result, operand);
  return result;
}

/** `set_intersection`: of two sets the smaller one is gone through. */
export function intersection(table: SetTable, operand: Operand): SetTable {
  if (operand === table) return copyOf(table);
  const result = new SetTable();
  if (!(operand instanceof SetTable)) {
    forEachItem(operand, (item) => {
      if (table.has(item)) result.add(item);
    });
    return result;
  }
  const [walked, asked] = operand.size > table.size ? [table, operand] : [operand, table];
  keepItems(result, walked, asked, true);
  return result;
}

/** Adds to `result` the items of `walked` that are (or are not) in `asked`. */
function keepItems(result: SetTable, walked: SetTable, asked: SetTable, wanted: boolean): void {
  if (walked.identities !== null || asked.identities !== null) {
    for (const item of walked.toArray()) if (asked.has(item) === wanted) result.add(item);
    return;
  }
  for (let slot = 0; slot < walked.keys.length; slot++) {
    const key = walked.keys[slot];
    if (key === undefined || key === DUMMY) continue;
    const word = walked.lowAt(slot);
    const high = walked.highAt(slot);
    if (asked.find(key, word, high) >= 0 === wanted) result.addHashed(key, word, high);
  }
}

/** `set_difference_update_internal` */
export function differenceUpdate(table: SetTable, operand: Operand): void {
  if (operand === table) {
    table.clear();
    return;
  }
  if (operand instanceof SetTable && operand.identities === null && table.identities === null) {
    // A much larger set is first cut down to what the two have in common.
    const removed = operand.used >> 3 > table.used ? intersection(table, operand) : operand;
    for (let slot = 0; slot < removed.keys.length; slot++) {
      const key = removed.keys[slot];
      if (key === undefined || key === DUMMY) continue;
      table.deleteHashed(key, removed.lowAt(slot), removed.highAt(slot));
    }
  } else {
    forEachItem(operand, (item) => table.delete(item));
  }
  if (table.identities === null && table.fill - table.used > Math.trunc(table.mask / 4)) table.grow();
}

/** `set_difference` */
export function difference(table: SetTable, operand: Operand): SetTable {
  const size =
    operand instanceof SetTable ? operand.size : isExactDict(operand) ? operand.table.size : undefined;
  if (size === undefined || table.size >> 2 > size) {
    const result = copyOf(table);
    differenceUpdate(result, operand);
    return result;
  }
  const result = new SetTable();
  if (operand instanceof SetTable) keepItems(result, table, operand, false);
  else if (isExactDict(operand)) {
    for (const item of table.toArray()) if (!operand.table.has(item)) result.add(item);
  }
  return result;
}

/** `set_symmetric_difference_update` */
export function symmetricDifferenceUpdate(table: SetTable, operand: Operand): void {
  if (operand === table) {
    table.clear();
    return;
  }
  const other = operand instanceof SetTable || isExactDict(operand) ? operand : fromOperand(operand);
  forEachItem(other, (item) => {
    if (!table.delete(item)) table.add(item);
  });
}

export function symmetricDifference(table: SetTable, operand: Operand): SetTable {
  const result = fromOperand(operand);
  symmetricDifferenceUpdate(result, table);
  return result;
}

export function isSubset(table: SetTable, other: SetTable): boolean {
  if (table.size > other.size) return false;
  if (table.identities !== null || other.identities !== null) {
    return table.toArray().every((item) => other.has(item));
  }
  for (let slot = 0; slot < table.keys.length; slot++) {
    const key = table.keys[slot];
    if (key === undefined || key === DUMMY) continue;
    if (other.find(key, table.lowAt(slot), table.highAt(slot)) < 0) return false;
  }
  return true;
}

export function isDisjoint(table: SetTable, operand: Operand): boolean {
  if (operand === table) return table.size === 0;
  if (operand instanceof SetTable) {
    const [walked, asked] = operand.size > table.size ? [table, operand] : [operand, table];
    return !walked.toArray().some((item) => asked.has(item));
  }
  const iterator = getIter(operand);
  const step = nextSlot(iterator);
  for (let item = step(iterator); item !== undefined; item = step(iterator)) {
    if (table.has(item)) return false;
  }
  return true;
}
