// Exceptions: the instances that are thrown, the hierarchy of built-in types, and helpers to make them.
//
// A Python exception is thrown through the host as the exception object itself. The host makes no stack trace
// for it; the Python traceback is built as the exception leaves each frame (`execution`).

import { type Attributes, PyObject, PyType, type Value } from './object.js';
import type { PyTraceback } from './traceback.js';
import { baseExceptionType, objectType, typeOf } from './types.js';

/** An instance of an exception class. */
export class PyException extends PyObject {
  args: readonly Value[];
  /** `__cause__`, `__context__`, `__traceback__`. */
  cause: PyException | null = null;
  context: PyException | null = null;
  suppressContext = false;
  /** The context has been decided for this raising, even if it is null. */
  contextIsSet = false;
  traceback: PyTraceback | null = null;
  /** What only some exceptions have (`errno`, `value`, `name`); null until it is asked for, in `exception-fields.ts`. */
  fields: Map<string, Value> | null = null;

  constructor(cls: PyType, args: readonly Value[] = [], dict: Attributes | null = null) {
    super(cls, dict);
    this.args = args;
  }
}

/** Every built-in exception under its parent, as `Lib/test/exception_hierarchy.txt` draws it. */
const HIERARCHY = {
  BaseExceptionGroup: 'BaseException',
  GeneratorExit: 'BaseException',
  KeyboardInterrupt: 'BaseException',
  SystemExit: 'BaseException',
  Exception: 'BaseException',
  ArithmeticError: 'Exception',
  FloatingPointError: 'ArithmeticError',
  OverflowError: 'ArithmeticError',
  ZeroDivisionError: 'ArithmeticError',
  AssertionError: 'Exception',
  AttributeError: 'Exception',
  BufferError: 'Exception',
  EOFError: 'Exception',
  ImportError: 'Exception',
  ModuleNotFoundError: 'ImportError',
  LookupError: 'Exception',
  IndexError: 'LookupError',
  KeyError: 'LookupError',
  MemoryError: 'Exception',
  NameError: 'Exception',
  UnboundLocalError: 'NameError',
  OSError: 'Exception',
  BlockingIOError: 'OSError',
  ChildProcessError: 'OSError',
  ConnectionError: 'OSError',
  BrokenPipeError: 'ConnectionError',
  ConnectionAbortedError: 'ConnectionError',
  ConnectionRefusedError: 'ConnectionError',
  ConnectionResetError: 'ConnectionError',
  FileExistsError: 'OSError',
  FileNotFoundError: 'OSError',
  InterruptedError: 'OSError',
  IsADirectoryError: 'OSError',
  NotADirectoryError: 'OSError',
  PermissionError: 'OSError',
  ProcessLookupError: 'OSError',
  TimeoutError: 'OSError',
  ReferenceError: 'Exception',
  RuntimeError: 'Exception',
  NotImplementedError: 'RuntimeError',
  PythonFinalizationError: 'RuntimeError',
  RecursionError: 'RuntimeError',
  StopAsyncIteration: 'Exception',
  StopIteration: 'Exception',
  SyntaxError: 'Exception',
  IndentationError: 'SyntaxError',
  TabError: 'IndentationError',
  SystemError: 'Exception',
  TypeError: 'Exception',
  ValueError: 'Exception',
  UnicodeError: 'ValueError',
  UnicodeDecodeError: 'UnicodeError',
  UnicodeEncodeError: 'UnicodeError',
  UnicodeTranslateError: 'UnicodeError',
  Warning: 'Exception',
  BytesWarning: 'Warning',
  DeprecationWarning: 'Warning',
  EncodingWarning: 'Warning',
  FutureWarning: 'Warning',
  ImportWarning: 'Warning',
  PendingDeprecationWarning: 'Warning',
  ResourceWarning: 'Warning',
  RuntimeWarning: 'Warning',
  SyntaxWarning: 'Warning',
  UnicodeWarning: 'Warning',
  UserWarning: 'Warning',
} as const;

export type ExceptionName = keyof typeof HIERARCHY | 'BaseException';

function buildHierarchy(): ReadonlyMap<string, PyType> {
  const types = new Map<string, PyType>([['BaseException', baseExceptionType]]);
  for (const [name, parentName] of Object.entries(HIERARCHY)) {
    types.set(name, new PyType(name, [types.get(parentName) ?? objectType], { module: 'builtins' }));
  }
  const group = types.get('BaseExceptionGroup');
  const exception = types.get('Exception');
  if (group && exception) types.set('ExceptionGroup', new PyType('ExceptionGroup', [group, exception]));
  return types;
}

/** The built-in exception types by name, `ExceptionGroup` included. */
export const exceptionTypes = buildHierarchy();

export function exceptionType(name: ExceptionName | 'ExceptionGroup'): PyType {
  const type = exceptionTypes.get(name);
  if (type === undefined) throw new Error(`no built-in exception ${name}`);
  return type;
}

/** An instance of a built-in exception, made without running any Python code. */
export function exception(name: ExceptionName, ...args: Value[]): PyException {
  return new PyException(exceptionType(name), args);
}

export const typeError = (message: string): PyException => exception('TypeError', message);
export const valueError = (message: string): PyException => exception('ValueError', message);
export const indexError = (message: string): PyException => exception('IndexError', message);
export const keyError = (key: Value): PyException => exception('KeyError', key);
export const runtimeError = (message: string): PyException => exception('RuntimeError', message);
export const overflowError = (message: string): PyException => exception('OverflowError', message);
export const zeroDivisionError = (message: string): PyException => exception('ZeroDivisionError', message);

/** An AttributeError that knows its object, for `Did you mean`. */
export function attributeError(message: string, object: Value, name: string): PyException {
  const error = exception('AttributeError', message);
  error.fields = new Map([
    ['name', name],
    ['obj', object],
  ]);
  return error;
}

export function nameError(message: string, name: string): PyException {
  const error = exception('NameError', message);
  error.fields = new Map([['name', name]]);
  return error;
}

/** StopIteration with the value a generator returned; None gives no argument, as in CPython. */
export function stopIteration(value: Value): PyException {
  return value === null ? exception('StopIteration') : exception('StopIteration', value);
}

export function isExceptionOf(value: unknown, name: ExceptionName | 'ExceptionGroup'): value is PyException {
  return value instanceof PyException && typeOf(value).isSubtypeOf(exceptionType(name));
}

/** The value carried by StopIteration. */
export function stopIterationValue(error: PyException): Value {
  return error.args[0] ?? null;
}
