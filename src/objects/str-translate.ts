// `str.maketrans` and `str.translate`.

import { intValue, strValue } from './boxed.js';
import { PyDict } from './containers.js';
import { isExceptionOf, typeError, valueError } from './exceptions.js';
import type { Value } from './object.js';
import { lengthOf } from './str-text.js';
import { getItem } from './subscript.js';
import { dictType, givenTypeName } from './types.js';

export function makeTranslation(x: Value, y?: Value, z?: Value): Value {
  if (y !== undefined) return translationOfStrings(x, y, z);
  if (!(x instanceof PyDict) || x.cls !== dictType) {
    throw typeError('if you give only one argument to maketrans it must be a dict');
  }
  const entries: [Value, Value][] = [];
  for (const [key, value] of x.table.entries()) entries.push([keyOf(key), value]);
  return PyDict.of(entries);
}

function keyOf(key: Value): Value {
  const char = strValue(key);
  if (char !== undefined) {
    if (lengthOf(char) !== 1) throw valueError('string keys in translate table must be of length 1');
    return char.codePointAt(0) ?? 0;
  }
  if (intValue(key) === undefined) throw typeError('keys in translate table must be strings or integers');
  return key;
}

function translationOfStrings(x: Value, y: Value, z: Value | undefined): Value {
  const to = strValue(y);
  if (to === undefined) throw typeError(`maketrans() argument 2 must be str, not ${givenTypeName(y)}`);
  const deleted = z === undefined ? '' : strValue(z);
  if (deleted === undefined)
    throw typeError(`maketrans() argument 3 must be str, not ${givenTypeName(z ?? null)}`);
  const from = strValue(x);
  if (from === undefined) {
    throw typeError('first maketrans argument must be a string if there is a second argument');
  }
  const targets = [...to];
  if (lengthOf(from) !== targets.length) {
    throw valueError('the first two maketrans arguments must have equal length');
  }
  const entries: [Value, Value][] = [];
  for (const [index, char] of [...from].entries()) {
    entries.push([char.codePointAt(0) ?? 0, targets[index]?.codePointAt(0) ?? 0]);
  }
  for (const char of deleted) entries.push([char.codePointAt(0) ?? 0, null]);
  return PyDict.of(entries);
}

/** `charmaptranslate`: what the table does not know stays. */
export function translate(text: string, table: Value): string {
  const known = new Map<string, string>();
  let result = '';
  for (const char of text) {
    let replacement = known.get(char);
    if (replacement === undefined) {
      replacement = lookUp(char, table);
      known.set(char, replacement);
    }
    result += replacement;
  }
  return result;
}

function lookUp(char: string, table: Value): string {
  let found: Value;
  try {
    found = getItem(table, char.codePointAt(0) ?? 0);
  } catch (error) {
    if (isExceptionOf(error, 'LookupError')) return char;
    throw error;
  }
  if (found === null) return '';
  const text = strValue(found);
  if (text !== undefined) return text;
  const code = intValue(found);
  if (code === undefined) throw typeError('character mapping must return integer, None or str');
  if (code < 0 || code > 0x10ffff) throw valueError('character mapping must be in range(0x110000)');
  return String.fromCodePoint(Number(code));
}
