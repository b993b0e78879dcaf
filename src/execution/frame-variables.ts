// The variables of a frame by name: those in slots, own cells and cells of the closure.

import { PyDict } from '../objects/containers.js';
import { HashTable } from '../objects/hash-table.js';
import type { Value } from '../objects/object.js';
import type { Frame } from './frame.js';

/** Temporaries and the first iterator of a generator expression have names that no program can write. */
function isHidden(name: string): boolean {
  return name.startsWith('.');
}

/** The names that a function's frame has variables for, bound or not. */
export function variableNames(frame: Frame): string[] {
  const { code } = frame;
  const names = new Set<string>();
  for (const name of code.localNames) if (!isHidden(name)) names.add(name);
  for (const name of [...code.cellNames, ...code.freeNames]) names.add(name);
  return [...names];
}

function cellIndex({ code }: Frame, name: string): number {
  const own = code.cellNames.indexOf(name);
  if (own >= 0) return own;
  const free = code.freeNames.indexOf(name);
  return free < 0 ? -1 : code.cellNames.length + free;
}

/**
 * A comprehension's variable may have the name of one outside it, and hides it while it has a value. The slot of a
 * parameter that lives in a cell only holds what was given.
 */
export function readVariable(frame: Frame, name: string): Value | undefined {
  const { localNames, cellNames, freeNames, cellParameters } = frame.code;
  if (isHidden(name)) return undefined;
  for (let slot = localNames.lastIndexOf(name); slot >= 0; slot = before(localNames, name, slot)) {
    if (frame.locals[slot] === undefined || cellParameters.some(([given]) => given === slot)) continue;
    return frame.locals[slot];
  }
  for (let cell = cellNames.lastIndexOf(name); cell >= 0; cell = before(cellNames, name, cell)) {
    const value = frame.cells[cell]?.value;
    if (value !== undefined) return value;
  }
  const free = freeNames.indexOf(name);
  return free < 0 ? undefined : frame.cells[cellNames.length + free]?.value;
}

function before(names: readonly string[], name: string, index: number): number {
  return index === 0 ? -1 : names.lastIndexOf(name, index - 1);
}

/** False where the frame has no variable of that name. */
export function writeVariable(frame: Frame, name: string, value: Value): boolean {
  const cell = frame.cells[cellIndex(frame, name)];
  if (cell !== undefined) {
    cell.value = value;
    return true;
  }
  const slot = frame.code.localNames.indexOf(name);
  if (slot < 0 || isHidden(name)) return false;
  frame.locals[slot] = value;
  return true;
}

const extras = new WeakMap<Frame, HashTable>();

/** Names that `f_locals` was given beside the frame's variables. */
export function extraNames(frame: Frame): HashTable {
  let table = extras.get(frame);
  if (table === undefined) {
    table = new HashTable();
    extras.set(frame, table);
  }
  return table;
}

/** A copy of all that a function's frame has a value for. */
export function variableTable(frame: Frame): HashTable {
  const table = new HashTable();
  for (const name of variableNames(frame)) {
    const value = readVariable(frame, name);
    if (value !== undefined) table.set(name, value);
  }
  for (const [key, value] of extras.get(frame)?.entries() ?? []) table.set(key, value);
  return table;
}

/** `locals()`: the namespace of a module or class body, or a copy of a function's variables. */
export function frameLocals(frame: Frame): Value {
  const names = frame.names ?? (frame.code.kind === 'module' ? frame.globals.dictObject : undefined);
  if (names === undefined) return new PyDict(variableTable(frame));
  return inComprehension(frame) && names instanceof PyDict ? withVariables(names, frame) : names;
}

/** The body of a module or class has variables of its own only while a comprehension in it runs. */
function inComprehension(frame: Frame): boolean {
  return frame.locals.some(
    (value, slot) => value !== undefined && !isHidden(frame.code.localNames[slot] ?? '.'),
  );
}

function withVariables(names: PyDict, frame: Frame): Value {
  const table = new HashTable();
  for (const [key, value] of names.table.entries()) table.set(key, value);
  for (const [key, value] of variableTable(frame).entries()) table.set(key, value);
  return new PyDict(table);
}
