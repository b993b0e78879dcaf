// What only some exceptions carry: `errno`, `value`, `name`, ... (the structs of Objects/exceptions.c).
//
// An exception that a native made has only its arguments; its fields are worked out from them when they are asked for.
// One that a program made has them from its constructor. Unicode errors stand in `unicode-errors.ts`.

import { PyTuple } from './containers.js';
import { exceptionType, type PyException, typeError } from './exceptions.js';
import { toArray } from './iteration.js';
import type { Keywords, PyType, Value } from './object.js';
import { typeOf } from './types.js';

/** The exceptions that share a set of fields. */
export interface ExceptionFamily {
  readonly type: PyType;
  readonly names: readonly string[];
  /** Keyword arguments of the constructor, which become fields. */
  readonly keywords?: readonly string[];
  /** Works the fields out from the arguments. */
  fill(error: PyException, fields: Map<string, Value>, args: readonly Value[]): void;
}

export const families = new Map<PyType, ExceptionFamily>();

export function addFamily(family: ExceptionFamily): void {
  families.set(family.type, family);
}

/** The family of an exception class; undefined for the many exceptions that carry only their arguments. */
export function familyOf(cls: PyType): ExceptionFamily | undefined {
  for (const type of cls.mro) {
    const family = families.get(type);
    if (family !== undefined) return family;
  }
  return undefined;
}

/** The fields of an exception, worked out first if a native made it. */
export function fieldsOf(error: PyException): Map<string, Value> {
  if (error.fields !== null) return error.fields;
  error.fields = new Map();
  familyOf(typeOf(error))?.fill(error, error.fields, error.args);
  return error.fields;
}

/** Sets fields of an exception that a native makes: the `name` of an ImportError. */
export function withFields(error: PyException, values: Readonly<Record<string, Value>>): PyException {
  const fields = fieldsOf(error);
  for (const [name, value] of Object.entries(values)) fields.set(name, value);
  return error;
}

/** A field; None where it was never set. */
export function field(error: PyException, name: string): Value {
  return fieldsOf(error).get(name) ?? null;
}

/** Fields that are given by keyword: `AttributeError('...', name='x', obj=y)`. */
export function takeKeywords(
  family: ExceptionFamily,
  fields: Map<string, Value>,
  keywords: Keywords | null,
): void {
  for (const [name, value] of keywords ?? []) {
    if (!family.keywords?.includes(name)) {
      throw typeError(`${family.type.name}() got an unexpected keyword argument '${name}'`);
    }
    fields.set(name, value);
  }
}

addFamily({
  type: exceptionType('StopIteration'),
  names: ['value'],
  fill(_error, fields, args) {
    fields.set('value', args[0] ?? null);
  },
});

addFamily({
  type: exceptionType('SystemExit'),
  names: ['code'],
  fill(_error, fields, args) {
    const [only = null] = args;
    fields.set('code', args.length > 1 ? new PyTuple(args) : only);
  },
});

addFamily({
  type: exceptionType('ImportError'),
  names: ['msg', 'name', 'path', 'name_from'],
  keywords: ['name', 'path', 'name_from'],
  fill(_error, fields, args) {
    const [message] = args;
    if (args.length === 1 && message !== undefined) fields.set('msg', message);
  },
});

addFamily({
  type: exceptionType('AttributeError'),
  names: ['name', 'obj'],
  keywords: ['name', 'obj'],
  fill() {},
});

addFamily({ type: exceptionType('NameError'), names: ['name'], keywords: ['name'], fill() {} });

addFamily({
  type: exceptionType('OSError'),
  names: ['errno', 'strerror', 'filename', 'filename2', 'characters_written'],
  fill(error, fields, args) {
    const [errno = null, strerror = null, filename = null, , filename2 = null] = args;
    if (args.length < 2 || args.length > 5) return;
    fields.set('errno', errno);
    fields.set('strerror', strerror);
    if (filename === null) return;
    if (typeOf(error) === exceptionType('BlockingIOError') && typeof filename === 'number') {
      fields.set('characters_written', filename);
      return;
    }
    fields.set('filename', filename);
    if (filename2 !== null) fields.set('filename2', filename2);
    error.args = args.slice(0, 2);
  },
});

addFamily({
  type: exceptionType('SyntaxError'),
  names: ['msg', 'filename', 'lineno', 'offset', 'text', 'end_lineno', 'end_offset', 'print_file_and_line'],
  fill(_error, fields, args) {
    const [message, location] = args;
    if (message !== undefined) fields.set('msg', message);
    if (args.length !== 2 || location === undefined) return;
    const details = toArray(location);
    if (details.length < 4) throw typeError(`function takes at least 4 arguments (${details.length} given)`);
    if (details.length > 6) throw typeError(`function takes at most 6 arguments (${details.length} given)`);
    if (details.length === 5) {
      throw typeError('end_offset must be provided when end_lineno is provided');
    }
    const names = ['filename', 'lineno', 'offset', 'text', 'end_lineno', 'end_offset'];
    for (const [index, name] of names.entries()) {
      const value = details[index];
      if (value !== undefined) fields.set(name, value);
    }
  },
});

/** The subclass of OSError that stands for an error number on Linux. */
const SUBCLASS_OF_ERRNO: Readonly<Record<number, Parameters<typeof exceptionType>[0]>> = {
  1: 'PermissionError',
  2: 'FileNotFoundError',
  3: 'ProcessLookupError',
  4: 'InterruptedError',
  10: 'ChildProcessError',
  11: 'BlockingIOError',
  13: 'PermissionError',
  17: 'FileExistsError',
  20: 'NotADirectoryError',
  21: 'IsADirectoryError',
  32: 'BrokenPipeError',
  103: 'ConnectionAbortedError',
  104: 'ConnectionResetError',
  108: 'BrokenPipeError',
  110: 'TimeoutError',
  111: 'ConnectionRefusedError',
  114: 'BlockingIOError',
  115: 'BlockingIOError',
};

/** The class that `OSError(errno, ...)` makes an instance of. */
export function osErrorClass(args: readonly Value[]): PyType {
  const [errno] = args;
  const name =
    typeof errno === 'number' && args.length >= 2 && args.length <= 5 ? SUBCLASS_OF_ERRNO[errno] : undefined;
  return exceptionType(name ?? 'OSError');
}
