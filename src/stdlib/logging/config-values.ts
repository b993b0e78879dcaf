// What stands in a configuration of `logging.config`: dicts of settings, and names of things to be found by import.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute, getAttributeOr } from '../../objects/attributes.js';
import { strValue } from '../../objects/boxed.js';
import { PyDict, PyList, PyTuple } from '../../objects/containers.js';
import { exception, isExceptionOf, PyException, typeError, valueError } from '../../objects/exceptions.js';
import type { Value } from '../../objects/object.js';
import { repr, str } from '../../objects/repr.js';
import { typeName } from '../../objects/types.js';

export function settingsOf(value: Value): PyDict {
  if (value instanceof PyDict) return value;
  throw exception('AttributeError', `'${typeName(value)}' object has no attribute 'get'`);
}

export const setting = (settings: PyDict, name: string, fallback: Value = null): Value =>
  settings.table.get(name) ?? fallback;

/** A part of the configuration, by names. */
export function* entriesOf(config: PyDict, part: string): Iterable<readonly [name: Value, settings: Value]> {
  const given = config.table.get(part);
  if (given !== undefined && given !== null) yield* settingsOf(given).table.entries();
}

/** `package.module.name`: modules are imported on the way. */
export function resolve(m: KernelMachine, dotted: Value): Value {
  const text = strValue(dotted);
  if (text === undefined) {
    throw exception('AttributeError', `'${typeName(dotted)}' object has no attribute 'split'`);
  }
  const [first = '', ...rest] = text.split('.');
  let used = first;
  try {
    let found: Value = m.importModule(used, m.builtins, null, 0);
    for (const part of rest) {
      used += `.${part}`;
      let next = getAttributeOr(found, part);
      if (next === undefined) {
        m.importModule(used, m.builtins, null, 0);
        next = getAttribute(found, part);
      }
      found = next;
    }
    return found;
  } catch (error) {
    if (!isExceptionOf(error, 'ImportError')) throw error;
    throw causedBy(valueError(`Cannot resolve ${repr(text)}: ${str(error)}`), error);
  }
}

export function causedBy(error: PyException, cause: PyException): PyException {
  error.cause = cause;
  return error;
}

/** Runs an action; what goes wrong is the cause of a ValueError. */
export function orUnable<Result>(message: string, action: () => Result): Result {
  try {
    return action();
  } catch (error) {
    if (!(error instanceof PyException) || !isExceptionOf(error, 'Exception')) throw error;
    throw causedBy(valueError(message), error);
  }
}

/** Values as they are meant: `ext://sys.stdout` is what the name says. */
export function converted(m: KernelMachine, value: Value): Value {
  if (value instanceof PyDict) {
    return PyDict.of([...value.table.entries()].map(([key, item]) => [key, converted(m, item)] as const));
  }
  if (value instanceof PyList) return new PyList(value.items.map((item) => converted(m, item)));
  if (value instanceof PyTuple && value.cls.name === 'tuple') {
    return new PyTuple(value.items.map((item) => converted(m, item)));
  }
  const text = typeof value === 'string' ? value : '';
  if (text.startsWith('ext://')) return resolve(m, text.slice(6));
  if (text.startsWith('cfg://')) {
    throw exception(
      'NotImplementedError',
      `loopscope has no values of the form ${text} in logging configurations`,
    );
  }
  return value;
}

/** The settings that are arguments of what makes the thing. */
export function argumentsOf(settings: PyDict, taken: readonly string[]): Map<string, Value> {
  const keywords = new Map<string, Value>();
  for (const [key, value] of settings.table.entries()) {
    const name = strValue(key);
    if (name === undefined) throw typeError('keywords must be strings');
    if (!taken.includes(name) && /^[\p{L}_][\p{L}\p{N}_]*$/u.test(name)) keywords.set(name, value);
  }
  return keywords;
}
