// How much memory a dict takes in CPython on a 64-bit machine, as far as that follows from its items.

import type { DictTable } from './containers.js';

const HEADER = 48;
const KEYS_HEADER = 32;
const SMALLEST = 8;

/** How many slots the hash table of a dict has that grew by one item at a time. */
export function dictSlots(items: number): number {
  let slots = SMALLEST;
  while (usable(slots) < items) slots *= 2;
  return slots;
}

const usable = (slots: number): number => Math.floor((slots * 2) / 3);

function indexSize(slots: number): number {
  if (slots <= 0x80) return 1;
  return slots <= 0x8000 ? 2 : 4;
}

/** `dict.__sizeof__()`: what is empty shares its table with all that is empty; text needs no hash beside it. */
export function dictSize(table: DictTable): number {
  if (table.size === 0) return HEADER;
  const slots = dictSlots(table.size);
  let entry = 16;
  for (const key of table.keys()) {
    if (typeof key === 'string') continue;
    entry = 24;
    break;
  }
  return HEADER + KEYS_HEADER + slots * indexSize(slots) + usable(slots) * entry;
}
