// How an assertion fails: with the message of the test's author, the standard one, or both.

import type { KernelMachine } from '../../../kernel/kernel-machine.js';
import { getAttribute } from '../../../objects/attributes.js';
import { intValue } from '../../../objects/boxed.js';
import { call } from '../../../objects/call.js';
import { isTrue } from '../../../objects/compare.js';
import type { PyException } from '../../../objects/exceptions.js';
import { iterate } from '../../../objects/iteration.js';
import type { NativeBody } from '../../../objects/native.js';
import type { Value } from '../../../objects/object.js';
import { str } from '../../../objects/repr.js';
import { lengthOf } from '../../../objects/str-text.js';
import { callAttribute } from '../../library.js';
import { libraryModule, raised, textOf } from '../support.js';

/** Keyed by signature, as class definitions take them. */
export type Assertions = Record<string, NativeBody>;

/** `_formatMessage` */
export function formatMessage(test: Value, message: Value, standard: string): Value {
  if (!isTrue(getAttribute(test, 'longMessage'))) return isTrue(message) ? message : standard;
  return message === null ? standard : `${standard} : ${str(message)}`;
}

/** The exception to throw when the standard message is all there is to say. */
export function failure(test: Value, message: Value): PyException {
  return raised(call(getAttribute(test, 'failureException'), [message]));
}

/** The same with the message that the author may have given. */
export function failed(test: Value, message: Value, standard: string): PyException {
  return failure(test, callAttribute(test, '_formatMessage', message, standard));
}

/** `_truncateMessage`: long differences are left out. */
export function withDifference(test: Value, message: string, difference: string): string {
  const limit = getAttribute(test, 'maxDiff');
  const size = lengthOf(difference);
  if (limit === null || size <= Number(intValue(limit) ?? 0)) return message + difference;
  return `${message}\nDiff is ${size} characters long. Set self.maxDiff to None to see it.`;
}

/** The lines of `difflib.ndiff`. */
export function ndiff(m: KernelMachine, first: Value, second: Value): string[] {
  const lines = callAttribute(libraryModule(m, 'difflib'), 'ndiff', first, second);
  return [...iterate(lines)].map(textOf);
}

/** The lines of `pprint.pformat`. */
export function prettyLines(m: KernelMachine, value: Value): Value {
  return callAttribute(callAttribute(libraryModule(m, 'pprint'), 'pformat', value), 'splitlines');
}
