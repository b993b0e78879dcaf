// What the words of the command line mean for an argument: how many it takes, and which value they make.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttributeOr } from '../../objects/attributes.js';
import { intValue, strValue } from '../../objects/boxed.js';
import { call, isCallable } from '../../objects/call.js';
import { PyList } from '../../objects/containers.js';
import { isExceptionOf } from '../../objects/exceptions.js';
import { iterate } from '../../objects/iteration.js';
import type { Value } from '../../objects/object.js';
import { repr, str } from '../../objects/repr.js';
import { contains } from '../../objects/subscript.js';
import { isInstance } from '../../objects/types.js';
import { callAttribute } from '../library.js';
import { registered } from './containers.js';
import { argumentError, argumentTypeErrorClass } from './errors.js';
import {
  get,
  isOptional,
  ONE_OR_MORE,
  OPTIONAL,
  PARSER,
  REMAINDER,
  SUPPRESS,
  ZERO_OR_MORE,
} from './names.js';

/**
 * Which words an argument takes, as a pattern over the command line, where `A` is a word, `O` an option and `-` the
 * word `--`. Options do not take `--`.
 */
function wordPattern(action: Value): string {
  const nargs = get(action, 'nargs');
  const dashes = isOptional(action) ? '' : '-*';
  const any = isOptional(action) ? 'A' : '[A-]';
  switch (nargs) {
    case null:
      return `(${dashes}A${dashes})`;
    case OPTIONAL:
      return `(${dashes}A?${dashes})`;
    case ZERO_OR_MORE:
      return `(${dashes}${any}*)`;
    case ONE_OR_MORE:
      return `(${dashes}A${any}*)`;
    case REMAINDER:
      return isOptional(action) ? '([AO]*)' : '([-AO]*)';
    case PARSER:
      return isOptional(action) ? '(A[AO]*)' : '(-*A[-AO]*)';
    case SUPPRESS:
      return `(${dashes}${dashes})`;
    default: {
      const words = Array.from({ length: Number(intValue(nargs) ?? 0) }, () => 'A');
      return `(${dashes}${words.join(dashes)}${dashes})`;
    }
  }
}

/** How many of the next words the argument takes. */
export function matchArgument(m: KernelMachine, action: Value, words: string): number {
  const match = new RegExp(`^${wordPattern(action)}`).exec(words);
  if (match !== null) return match[1]?.length ?? 0;
  const nargs = get(action, 'nargs');
  const count = intValue(nargs);
  let message = `expected ${str(nargs)} argument${count === 1 ? '' : 's'}`;
  if (nargs === null) message = 'expected one argument';
  if (nargs === OPTIONAL) message = 'expected at most one argument';
  if (nargs === ONE_OR_MORE) message = 'expected at least one argument';
  throw argumentError(m, action, message);
}

/** How many words each of the arguments takes, for as many of them as the words are enough for. */
export function matchPartial(actions: readonly Value[], words: string): number[] {
  for (let count = actions.length; count > 0; count--) {
    const pattern = actions.slice(0, count).map(wordPattern).join('');
    const match = new RegExp(`^${pattern}`).exec(words);
    if (match !== null) return match.slice(1).map((part) => part.length);
  }
  return [];
}

/** A word made into what the argument's type makes of it. */
export function convertWord(m: KernelMachine, parser: Value, action: Value, word: Value): Value {
  const type = registered(parser, 'type', get(action, 'type'));
  if (!isCallable(type)) throw argumentError(m, action, `${repr(type)} is not callable`);
  try {
    return call(type, [word]);
  } catch (error) {
    if (isExceptionOf(error, 'Exception') && isInstance(error, argumentTypeErrorClass(m)))
      throw argumentError(m, action, str(error));
    if (!isExceptionOf(error, 'TypeError') && !isExceptionOf(error, 'ValueError')) throw error;
    const own = get(action, 'type');
    const name = getAttributeOr(own, '__name__');
    throw argumentError(
      m,
      action,
      `invalid ${name === undefined ? repr(own) : str(name)} value: ${repr(word)}`,
    );
  }
}

export function checkValue(m: KernelMachine, action: Value, value: Value): void {
  const choices = get(action, 'choices');
  if (choices === null || contains(choices, value)) return;
  const shown = [...iterate(choices)].map(repr).join(', ');
  throw argumentError(m, action, `invalid choice: ${repr(value)} (choose from ${shown})`);
}

/** What the words given to an argument mean: one value or a list of them. */
export function valuesOf(parser: Value, action: Value, given: readonly Value[]): Value {
  const nargs = get(action, 'nargs');
  const words = [...given];
  const dashes = words.indexOf('--');
  if (dashes >= 0 && !isOptional(action) && nargs !== PARSER && nargs !== REMAINDER) words.splice(dashes, 1);
  const one = (word: Value): Value => callAttribute(parser, '_get_value', action, word);
  const check = (value: Value): void => {
    callAttribute(parser, '_check_value', action, value);
  };
  const [first] = words;
  if (first === undefined && nargs === OPTIONAL) {
    const value = get(action, isOptional(action) ? 'const' : 'default');
    if (strValue(value) === undefined) return value;
    const made = one(value);
    check(made);
    return made;
  }
  if (first === undefined && nargs === ZERO_OR_MORE && !isOptional(action)) {
    const value = get(action, 'default');
    if (value === null) return new PyList([]);
    check(value);
    return value;
  }
  if (first !== undefined && words.length === 1 && (nargs === null || nargs === OPTIONAL)) {
    const value = one(first);
    check(value);
    return value;
  }
  if (nargs === SUPPRESS) return SUPPRESS;
  const values = words.map(one);
  if (nargs === PARSER) check(values[0] ?? null);
  else if (nargs !== REMAINDER) for (const value of values) check(value);
  return new PyList(values);
}
