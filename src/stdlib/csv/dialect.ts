// `_csv.Dialect`: how a CSV file is written, checked; and the dialects that are known by name.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttributeOr } from '../../objects/attributes.js';
import { strValue } from '../../objects/boxed.js';
import { call } from '../../objects/call.js';
import { isTrue } from '../../objects/compare.js';
import {
  PyException as Exception,
  exceptionType,
  type PyException,
  typeError,
  valueError,
} from '../../objects/exceptions.js';
import { defineType } from '../../objects/native.js';
import { type Keywords, PyObject, type PyType, type Value } from '../../objects/object.js';
import { charAt, lengthOf } from '../../objects/str-text.js';
import { typeName } from '../../objects/types.js';
import { perMachine } from '../library.js';
import { libraryClass } from '../library-class.js';

export const Quoting = { MINIMAL: 0, ALL: 1, NONNUMERIC: 2, NONE: 3, STRINGS: 4, NOTNULL: 5 } as const;

export const csvErrorClass = perMachine((_m: KernelMachine) =>
  libraryClass('Error', { module: '_csv', bases: [exceptionType('Exception')] }),
);

export function csvError(m: KernelMachine, message: string): PyException {
  return new Exception(csvErrorClass(m), [message]);
}

export class PyDialect extends PyObject {
  constructor(
    cls: PyType,
    readonly delimiter: string,
    readonly quotechar: string | undefined,
    readonly escapechar: string | undefined,
    readonly lineterminator: string,
    readonly quoting: number,
    readonly doublequote: boolean,
    readonly skipinitialspace: boolean,
    readonly strict: boolean,
  ) {
    super(cls);
  }
}

const NAMES = [
  'delimiter',
  'doublequote',
  'escapechar',
  'lineterminator',
  'quotechar',
  'quoting',
  'skipinitialspace',
  'strict',
];

export class CsvState {
  readonly dialects = new Map<string, Value>();
  fieldLimit = 131072;
}

export const csvState = perMachine((_m: KernelMachine) => new CsvState());

export function namedDialect(m: KernelMachine, name: Value): Value {
  const known = csvState(m).dialects.get(strValue(name) ?? '');
  if (known === undefined) throw csvError(m, 'unknown dialect');
  return known;
}

/** The dialect of a reader or writer: a name or an object with attributes, changed by keyword arguments. */
export function dialectOf(m: KernelMachine, given: Value | undefined, changes: Keywords | null): PyDialect {
  const dialect = call(dialectType(m), given === undefined ? [] : [given], changes);
  if (dialect instanceof PyDialect) return dialect;
  throw typeError(`expected a dialect, not ${typeName(dialect)}`);
}

export const dialectType = perMachine(
  (m: KernelMachine): PyType =>
    defineType('_csv.Dialect', {
      module: '_csv',
      slots: { new_: (cls, args, keywords) => newDialect(m, cls, args, keywords), init: () => undefined },
      properties: {
        delimiter: (self: PyDialect) => self.delimiter,
        quotechar: (self: PyDialect) => self.quotechar ?? null,
        escapechar: (self: PyDialect) => self.escapechar ?? null,
        lineterminator: (self: PyDialect) => self.lineterminator,
        quoting: (self: PyDialect) => self.quoting,
        doublequote: (self: PyDialect) => self.doublequote,
        skipinitialspace: (self: PyDialect) => self.skipinitialspace,
        strict: (self: PyDialect) => self.strict,
      },
      methods: {
        '__reduce__()': (self) => {
          throw typeError(`cannot pickle '${typeName(self)}' instances`);
        },
      },
    }),
);

function newDialect(
  m: KernelMachine,
  cls: PyType,
  args: readonly Value[],
  keywords: Keywords | null,
): PyDialect {
  const parts = new Map<string, Value>();
  for (const [index, name] of NAMES.entries()) {
    const value = args[index + 1];
    if (value !== undefined) parts.set(name, value);
  }
  for (const [name, value] of keywords ?? []) {
    if (name !== 'dialect' && !NAMES.includes(name)) {
      throw typeError(`this function got an unexpected keyword argument '${name}'`);
    }
    parts.set(name, value);
  }
  let base = args[0] ?? keywords?.get('dialect') ?? null;
  if (strValue(base) !== undefined) base = namedDialect(m, base);
  if (base instanceof PyDialect && parts.size === 0) return base;
  if (base !== null) {
    for (const name of NAMES) {
      const value = parts.has(name) ? undefined : getAttributeOr(base, name);
      if (value !== undefined) parts.set(name, value);
    }
  }
  return checked(dialectFrom(cls, parts));
}

function dialectFrom(cls: PyType, parts: ReadonlyMap<string, Value>): PyDialect {
  const delimiter = character(parts, 'delimiter', ',', 'string');
  const truth = (name: string, otherwise: boolean): boolean => {
    const value = parts.get(name);
    return value === undefined ? otherwise : isTrue(value);
  };
  const doublequote = truth('doublequote', true);
  const escapechar = character(parts, 'escapechar', undefined, 'string or None');
  const terminator = parts.get('lineterminator') ?? '\r\n';
  const lineterminator = parts.get('lineterminator') === null ? null : strValue(terminator);
  if (lineterminator === undefined) throw typeError('"lineterminator" must be a string');
  const quotechar = character(parts, 'quotechar', '"', 'string or None');
  let quoting = parts.get('quoting') ?? Quoting.MINIMAL;
  if (typeof quoting !== 'number' || parts.get('quoting') === null) {
    throw typeError('"quoting" must be an integer');
  }
  const [skip, strict] = [truth('skipinitialspace', false), truth('strict', false)];
  if (quoting < Quoting.MINIMAL || quoting > Quoting.NOTNULL) throw typeError('bad "quoting" value');
  if (delimiter === undefined) throw typeError('delimiter must be set');
  if (quotechar === undefined && !parts.has('quoting')) quoting = Quoting.NONE;
  if (quoting !== Quoting.NONE && quotechar === undefined) {
    throw typeError('quotechar must be set if quoting enabled');
  }
  if (lineterminator === null) throw typeError('lineterminator must be set');
  return new PyDialect(
    cls,
    delimiter,
    quotechar,
    escapechar,
    lineterminator,
    quoting,
    doublequote,
    skip,
    strict,
  );
}

function character(
  parts: ReadonlyMap<string, Value>,
  name: string,
  otherwise: string | undefined,
  expected: string,
): string | undefined {
  const value = parts.get(name);
  if (value === undefined) return otherwise;
  if (value === null && expected !== 'string') return undefined;
  const text = strValue(value);
  if (text === undefined) throw typeError(`"${name}" must be ${expected}, not ${typeName(value)}`);
  if (lengthOf(text) !== 1) throw typeError(`"${name}" must be a 1-character string`);
  return charAt(text, 0);
}

/** Signs that would be mistaken for one another are refused. */
function checked(dialect: PyDialect): PyDialect {
  const { delimiter, escapechar, quotechar, skipinitialspace } = dialect;
  const signs: [string, string | undefined, boolean][] = [
    ['delimiter', delimiter, true],
    ['escapechar', escapechar, !skipinitialspace],
    ['quotechar', quotechar, !skipinitialspace],
  ];
  for (const [name, sign, maySpace] of signs) {
    if (sign === undefined) continue;
    if (sign === '\r' || sign === '\n' || (sign === ' ' && !maySpace)) throw valueError(`bad ${name} value`);
    if (dialect.lineterminator.includes(sign)) throw valueError(`bad ${name} or lineterminator value`);
  }
  for (const [index, [name, sign]] of signs.entries()) {
    for (const [other, otherSign] of signs.slice(index + 1)) {
      if (sign !== undefined && sign === otherSign) throw valueError(`bad ${name} or ${other} value`);
    }
  }
  return dialect;
}
