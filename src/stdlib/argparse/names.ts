// Words with a meaning of their own in `argparse`, and the short ways to the attributes of its objects.

import { getAttribute } from '../../objects/attributes.js';
import { isTrue } from '../../objects/compare.js';
import { PyDict, PyList } from '../../objects/containers.js';
import { toArray } from '../../objects/iteration.js';
import type { Value } from '../../objects/object.js';
import { str } from '../../objects/repr.js';
import { setOwnAttribute } from '../library.js';

export const SUPPRESS = '==SUPPRESS==';
export const OPTIONAL = '?';
export const ZERO_OR_MORE = '*';
export const ONE_OR_MORE = '+';
export const PARSER = 'A...';
export const REMAINDER = '...';

export const get = getAttribute;
export const set = setOwnAttribute;

/** The list behind an attribute, to read and to change. */
export function listOf(self: Value, name: string): Value[] {
  const value = getAttribute(self, name);
  return value instanceof PyList ? value.items : toArray(value);
}

export function tableOf(self: Value, name: string): PyDict['table'] {
  const value = getAttribute(self, name);
  return value instanceof PyDict ? value.table : new PyDict().table;
}

export const text = (self: Value, name: string): string => str(getAttribute(self, name));
export const flag = (self: Value, name: string): boolean => isTrue(getAttribute(self, name));

export const optionStrings = (action: Value): string[] =>
  toArray(getAttribute(action, 'option_strings')).map(str);
export const isOptional = (action: Value): boolean => isTrue(getAttribute(action, 'option_strings'));
