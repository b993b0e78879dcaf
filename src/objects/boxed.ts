// Numbers and strings that are objects: every float, and instances of subclasses of int and str.

import { type Attributes, PyObject, type PyType, type Value } from './object.js';
import { floatType } from './types.js';

export class PyFloat extends PyObject {
  constructor(
    readonly value: number,
    cls: PyType = floatType,
    dict: Attributes | null = null,
  ) {
    super(cls, dict);
  }
}

/** An instance of a class that derives from int. Plain ints are numbers and bigints. */
export class PyInt extends PyObject {
  constructor(
    readonly value: number | bigint,
    cls: PyType,
    dict: Attributes | null = null,
  ) {
    super(cls, dict);
  }
}

/** An instance of a class that derives from str. Plain strings are host strings. */
export class PyStr extends PyObject {
  constructor(
    readonly value: string,
    cls: PyType,
    dict: Attributes | null = null,
  ) {
    super(cls, dict);
  }
}

/** The host number or bigint of an int, a bool or an instance of a subclass; undefined for anything else. */
export function intValue(value: Value): number | bigint | undefined {
  if (typeof value === 'number' || typeof value === 'bigint') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  return value instanceof PyInt ? value.value : undefined;
}

/** The host string of a str or an instance of a subclass; undefined for anything else. */
export function strValue(value: Value): string | undefined {
  if (typeof value === 'string') return value;
  return value instanceof PyStr ? value.value : undefined;
}
