// `BaseException` and the exceptions with fields of their own: constructors, text, attributes (Objects/exceptions.c).
//
// Groups stand in `exception-group.ts`. Printing with a traceback stands in `format-exception.ts`.

import { setAttribute } from './attributes.js';
import { strValue } from './boxed.js';
import { PyDict, PyTuple } from './containers.js';
import {
  type ExceptionFamily,
  families,
  familyOf,
  field,
  fieldsOf,
  osErrorClass,
  takeKeywords,
} from './exception-fields.js';
import { addNote } from './exception-notes.js';
import { exception, exceptionType, PyException, typeError } from './exceptions.js';
import { lastingDictAccessor } from './instance-dict.js';
import { toArray } from './iteration.js';
import { extendType, type TypeDefinition } from './native.js';
import type { Keywords, PyType, Value } from './object.js';
import { repr, str } from './repr.js';
import { PyTraceback } from './traceback.js';
import { baseExceptionType, typeName, typeOf } from './types.js';
import { unicodeErrorText } from './unicode-errors.js';

function refuseKeywords(self: Value, keywords: Keywords | null): void {
  if (keywords !== null && keywords.size > 0)
    throw typeError(`${typeName(self)}() takes no keyword arguments`);
}

/** `BaseException.__str__` */
function plainText(error: PyException): string {
  fieldsOf(error);
  const [only] = error.args;
  if (only === undefined) return '';
  return error.args.length === 1 ? str(only) : repr(new PyTuple(error.args));
}

/** `ValueError('text')` */
function exceptionRepr(error: PyException): string {
  fieldsOf(error);
  const name = typeName(error).slice(typeName(error).lastIndexOf('.') + 1);
  const [only] = error.args;
  return error.args.length === 1 && only !== undefined
    ? `${name}(${repr(only)})`
    : `${name}${repr(new PyTuple(error.args))}`;
}

/** An attribute that holds an exception or None: `__cause__`, `__context__`. */
function chained(what: 'cause' | 'context') {
  return {
    get: (self: PyException) => self[what],
    set(self: PyException, value: Value | undefined): void {
      if (value === undefined) throw typeError(`__${what}__ may not be deleted`);
      if (value !== null && !(value instanceof PyException)) {
        throw typeError(`exception ${what} must be None or derive from BaseException`);
      }
      self[what] = value;
      if (what === 'cause') self.suppressContext = true;
    },
  };
}

function setTraceback(self: PyException, value: Value | undefined): void {
  if (value === undefined) throw typeError('__traceback__ may not be deleted');
  if (value !== null && !(value instanceof PyTraceback)) {
    throw typeError('__traceback__ must be a traceback or None');
  }
  self.traceback = value;
}

/** `__reduce__`: the class, its arguments, and what was set on the instance besides. */
function reduce(self: PyException): PyTuple {
  const fields = fieldsOf(self);
  const family = familyOf(typeOf(self));
  const args = new PyTuple(family?.type === exceptionType('OSError') ? fullOsErrorArgs(self) : self.args);
  const state = new Map<Value, Value>(self.dict ?? []);
  for (const name of family?.keywords ?? []) {
    const value = fields.get(name);
    if (value !== undefined && name !== 'obj') state.set(name, value);
  }
  if (state.size === 0) return new PyTuple([typeOf(self), args]);
  if (family?.type === exceptionType('AttributeError')) state.set('args', args);
  return new PyTuple([typeOf(self), args, PyDict.of(state)]);
}

function fullOsErrorArgs(self: PyException): readonly Value[] {
  const [filename, filename2] = [field(self, 'filename'), field(self, 'filename2')];
  if (self.args.length !== 2 || filename === null) return self.args;
  return filename2 === null ? [...self.args, filename] : [...self.args, filename, null, filename2];
}

extendType(baseExceptionType, {
  doc: 'Common base class for all exceptions',
  slots: {
    new_: (cls, args) => new PyException(cls, args),
    init(self: PyException, args, keywords) {
      refuseKeywords(self, keywords);
      self.args = args;
    },
    repr: exceptionRepr,
    str: plainText,
  },
  methods: {
    'with_traceback(object, /)': (self: PyException, traceback) => {
      setTraceback(self, traceback);
      return self;
    },
    'add_note(object, /)': (self: PyException, note) => {
      const value = note ?? null;
      if (strValue(value) === undefined) throw typeError(`note must be a str, not '${typeName(value)}'`);
      addNote(self, value);
      return null;
    },
    '__reduce__()': reduce,
    '__setstate__(object, /)': (self: PyException, state) => {
      if (state === null) return null;
      if (!(state instanceof PyDict)) throw typeError('state is not a dictionary');
      for (const [key, value] of state.table.entries()) setAttribute(self, strValue(key) ?? '', value);
      return null;
    },
  },
  properties: {
    args: {
      get(self: PyException) {
        fieldsOf(self);
        return new PyTuple(self.args);
      },
      set(self: PyException, value) {
        if (value === undefined) throw typeError('args may not be deleted');
        fieldsOf(self);
        self.args = toArray(value);
      },
    },
    __dict__: lastingDictAccessor,
    __cause__: chained('cause'),
    __context__: chained('context'),
    __traceback__: { get: (self: PyException) => self.traceback, set: setTraceback },
    __suppress_context__: {
      get: (self: PyException) => self.suppressContext,
      set(self: PyException, value) {
        if (value === undefined) throw typeError("can't delete numeric/char attribute");
        if (typeof value !== 'boolean') throw typeError('attribute value type must be bool');
        self.suppressContext = value;
      },
    },
  },
});

/** Fills the fields of an exception from the arguments of its constructor. */
function construct(
  family: ExceptionFamily,
  self: PyException,
  args: readonly Value[],
  keywords: Keywords | null,
): void {
  if (family.keywords === undefined) refuseKeywords(self, keywords);
  const fields = new Map<string, Value>();
  self.args = args;
  self.fields = fields;
  takeKeywords(family, fields, keywords);
  family.fill(self, fields, args);
}

const osErrorFamily = familyOf(exceptionType('OSError'));

/** A subclass with an `__init__` but no `__new__` of its own is filled by `__init__`: `oserror_use_init`. */
function isFilledByInit(cls: PyType): boolean {
  return cls.slots.init !== initOsError && cls.slots.new_ === newOsError;
}

function newOsError(cls: PyType, args: readonly Value[], keywords: Keywords | null): PyException {
  const useInit = isFilledByInit(cls);
  const actual = cls === exceptionType('OSError') ? osErrorClass(args) : cls;
  const error = new PyException(actual, useInit ? [] : args);
  error.fields = new Map();
  if (!useInit && osErrorFamily !== undefined) {
    refuseKeywords(error, keywords);
    construct(osErrorFamily, error, args, null);
  }
  return error;
}

function initOsError(self: PyException, args: readonly Value[], keywords: Keywords | null): void {
  if (!isFilledByInit(typeOf(self)) || osErrorFamily === undefined) return;
  construct(osErrorFamily, self, args, keywords);
}

/** `[Errno 2] No such file or directory: 'x'` */
function osErrorText(error: PyException): string {
  const fields = fieldsOf(error);
  const [errno, strerror, filename] = [
    field(error, 'errno'),
    field(error, 'strerror'),
    fields.get('filename'),
  ];
  if (filename !== undefined) {
    const filename2 = fields.get('filename2');
    const names = filename2 === undefined ? repr(filename) : `${repr(filename)} -> ${repr(filename2)}`;
    return `[Errno ${str(errno)}] ${str(strerror)}: ${names}`;
  }
  return fields.has('errno') && fields.has('strerror')
    ? `[Errno ${str(errno)}] ${str(strerror)}`
    : plainText(error);
}

/** `invalid syntax (x.py, line 1)` */
function syntaxErrorText(error: PyException): string {
  const message = str(field(error, 'msg'));
  const filename = strValue(field(error, 'filename'));
  const lineno = field(error, 'lineno');
  const hasLine = typeof lineno === 'number' || typeof lineno === 'bigint';
  const base = filename?.slice(filename.lastIndexOf('/') + 1);
  if (base !== undefined) return hasLine ? `${message} (${base}, line ${lineno})` : `${message} (${base})`;
  return hasLine ? `${message} (line ${lineno})` : message;
}

const TEXTS: Readonly<Record<string, (error: PyException) => string>> = {
  OSError: osErrorText,
  SyntaxError: syntaxErrorText,
  ImportError: (error) => strValue(field(error, 'msg')) ?? plainText(error),
  UnicodeEncodeError: unicodeErrorText,
  UnicodeDecodeError: unicodeErrorText,
  UnicodeTranslateError: unicodeErrorText,
};

function fieldAccessor(name: string) {
  return {
    get(self: PyException): Value {
      const value = fieldsOf(self).get(name);
      if (value === undefined && name === 'characters_written') throw exception('AttributeError', name);
      return value ?? null;
    },
    set(self: PyException, value: Value | undefined): void {
      if (value === undefined) fieldsOf(self).delete(name);
      else fieldsOf(self).set(name, value);
    },
  };
}

for (const family of families.values()) {
  const { type } = family;
  const properties: NonNullable<TypeDefinition['properties']> = {};
  for (const name of family.names) properties[name] = fieldAccessor(name);
  const text = TEXTS[type.name];
  const making: TypeDefinition['slots'] =
    family === osErrorFamily
      ? { new_: newOsError, init: initOsError }
      : {
          new_(cls, args) {
            const error = new PyException(cls, args);
            error.fields = new Map();
            return error;
          },
          init(self: PyException, args, keywords) {
            construct(family, self, args, keywords);
          },
        };
  extendType(type, { slots: text === undefined ? making : { ...making, str: text }, properties });
}

extendType(exceptionType('KeyError'), {
  slots: {
    str(self: PyException) {
      const [only] = self.args;
      return self.args.length === 1 && only !== undefined ? repr(only) : plainText(self);
    },
  },
});
