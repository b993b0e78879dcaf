// `repr()`, `str()`, `ascii()` and `format()` of any value, and the guard against containers that hold themselves.

import { PyFloat, strValue } from './boxed.js';
import { callSpecial } from './call.js';
import { exception, typeError } from './exceptions.js';
import { floatRepr } from './float-repr.js';
import { formatFloat, formatInt } from './format-number.js';
import { formatString } from './format-string.js';
import type { PyObject, Value } from './object.js';
import { escapeNonAscii, strRepr } from './str-repr.js';
import { floatType, givenTypeName, typeName, typeOf } from './types.js';

export function repr(value: Value): string {
  switch (typeof value) {
    case 'number':
      return String(value);
    case 'string':
      return strRepr(value);
    case 'boolean':
      return value ? 'True' : 'False';
    default: {
      if (value instanceof PyFloat && value.cls === floatType) return floatRepr(value.value);
      const slot = typeOf(value).slots.repr;
      return slot === undefined ? `<${typeName(value)} object>` : slot(value);
    }
  }
}

export function str(value: Value): string {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
      return String(value);
    case 'boolean':
      return value ? 'True' : 'False';
    default: {
      if (value instanceof PyFloat && value.cls === floatType) return floatRepr(value.value);
      const slot = typeOf(value).slots.str;
      return slot === undefined ? repr(value) : slot(value);
    }
  }
}

/** `str(value)` as an object: what a class's `__str__` gives may be of a subclass of `str`. */
export function strObject(value: Value): Value {
  const result = typeOf(value).heap ? callSpecial(value, '__str__') : undefined;
  if (result === undefined) return str(value);
  if (strValue(result) !== undefined) return result;
  throw typeError(`__str__ returned non-string (type ${typeName(result)})`);
}

/** `repr(value)` as an object. */
export function reprObject(value: Value): Value {
  const result = typeOf(value).heap ? callSpecial(value, '__repr__') : undefined;
  if (result === undefined) return repr(value);
  if (strValue(result) !== undefined) return result;
  throw typeError(`__repr__ returned non-string (type ${typeName(result)})`);
}

/** `format(value, spec)` as an object. */
export function formatObject(value: Value, spec: string): Value {
  const result = typeOf(value).heap ? callSpecial(value, '__format__', [spec]) : undefined;
  if (result === undefined) return format(value, spec);
  if (strValue(result) !== undefined) return result;
  throw typeError(`__format__ must return a str, not ${typeName(result)}`);
}

export function ascii(value: Value): string {
  return escapeNonAscii(repr(value));
}

/** `format(value, spec)`: `PyObject_Format`. */
export function format(value: Value, spec: string): string {
  if (typeof value === 'string') return spec === '' ? value : formatString(value, spec);
  if (typeof value === 'number') return spec === '' ? String(value) : formatInt(value, spec);
  if (value instanceof PyFloat && value.cls === floatType) {
    return spec === '' ? floatRepr(value.value) : formatFloat(value, spec);
  }
  const result = callSpecial(value, '__format__', [spec]);
  if (result === undefined) throw typeError(`Type ${typeName(value)} doesn't define __format__`);
  const text = strValue(result);
  if (text === undefined) throw typeError(`__format__ must return a str, not ${typeName(result)}`);
  return text;
}

/** The body of `__format__` for a type: without a specification it is `str()`. */
export function formatMethod<Self extends Value>(format: (self: Self, spec: string) => string) {
  return (self: Self, given: Value): string => {
    const spec = strValue(given);
    if (spec === undefined) throw typeError(`__format__() argument must be str, not ${givenTypeName(given)}`);
    return spec === '' ? str(self) : format(self, spec);
  };
}

/** The containers being shown, outermost first. */
const shown: PyObject[] = [];

/** Containers in containers: `Py_C_RECURSION_LIMIT`. */
const MOST_SHOWN = 10_000;

/** Begins to show a container. False when it is being shown already, so that it holds itself: `Py_ReprEnter`. */
export function reprEnter(object: PyObject): boolean {
  if (shown.includes(object)) return false;
  if (shown.length >= MOST_SHOWN) {
    throw exception('RecursionError', 'maximum recursion depth exceeded while getting the repr of an object');
  }
  shown.push(object);
  return true;
}

/** Ends what `reprEnter` began, also when showing an item raised. */
export function reprLeave(object: PyObject): void {
  const index = shown.lastIndexOf(object);
  if (index >= 0) shown.splice(index);
}

/** The text of a container by `show`, or `placeholder` (`[...]`) where it is part of itself. */
export function reprGuarded(object: PyObject, placeholder: string, show: () => string): string {
  if (!reprEnter(object)) return placeholder;
  try {
    return show();
  } finally {
    reprLeave(object);
  }
}
