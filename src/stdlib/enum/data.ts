// What an enumeration knows of its members, and the kinds of names in its body.

import { equals } from '../../objects/compare.js';
import { PyDict, PyList } from '../../objects/containers.js';
import { isExceptionOf } from '../../objects/exceptions.js';
import type { PyType, Value } from '../../objects/object.js';

export type Boundary = 'strict' | 'conform' | 'eject' | 'keep';

export class EnumData {
  /** Names of the canonical members in order. */
  readonly names = new PyList([]);
  /** All members by name, aliases included. */
  readonly members = new PyDict();
  readonly values = new PyDict();
  /** Values that no dict takes as keys, with their members. */
  readonly unhashable: [Value, Value][] = [];
  /** The class is being made: its members are not there yet. */
  inProgress = true;
  flagMask = 0n;
  singlesMask = 0n;
  allBits = 0n;
  /** Members of a flag are listed in the order of their definition, not of their bits. */
  byDefinition = false;

  constructor(
    readonly memberType: PyType,
    readonly isFlag: boolean,
    readonly boundary: Boundary,
    /** Shows a value in the repr of a member; null for `repr`. */
    readonly valueRepr: Value,
  ) {}

  /** The member with a value, or undefined. */
  byValue(value: Value): Value | undefined {
    try {
      return this.values.table.get(value);
    } catch (error) {
      if (!isExceptionOf(error, 'TypeError')) throw error;
    }
    return this.unhashable.find(([other]) => equals(other, value))?.[1];
  }

  addValue(value: Value, member: Value): void {
    try {
      if (!this.values.table.has(value)) this.values.table.set(value, member);
    } catch (error) {
      if (!isExceptionOf(error, 'TypeError')) throw error;
      this.unhashable.push([value, member]);
    }
  }
}

const data = new WeakMap<PyType, EnumData>();

export function setEnumData(cls: PyType, value: EnumData): void {
  data.set(cls, value);
}

/** Undefined for a class that is no enumeration. */
export function enumData(cls: PyType): EnumData | undefined {
  return data.get(cls);
}

export const isDunder = (name: string): boolean => /^__[^_](?:.*[^_])?__$/s.test(name) && name.length > 4;
export const isSunder = (name: string): boolean => /^_[^_](?:.*[^_])?_$/s.test(name) && name.length > 2;

export function isPrivate(cls: string, name: string): boolean {
  const prefix = `_${cls}__`;
  return name.startsWith(prefix) && name.length > prefix.length && !name.endsWith('__');
}
