// `csv.writer`: rows of values into lines of text.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttributeOr } from '../../objects/attributes.js';
import { PyFloat, strValue } from '../../objects/boxed.js';
import { call, isCallable } from '../../objects/call.js';
import { isExceptionOf, type PyException, typeError } from '../../objects/exceptions.js';
import { getIter, iterate, next } from '../../objects/iteration.js';
import { defineType } from '../../objects/native.js';
import { PyObject, type PyType, type Value } from '../../objects/object.js';
import { str } from '../../objects/repr.js';
import { typeName, typeOf } from '../../objects/types.js';
import { once } from '../library.js';
import { csvError, type PyDialect, Quoting } from './dialect.js';

export class PyCsvWriter extends PyObject {
  readonly #write: Value;

  constructor(
    readonly machine: KernelMachine,
    file: Value,
    readonly dialect: PyDialect,
  ) {
    super(writerType());
    const write = getAttributeOr(file, 'write');
    if (write === undefined || !isCallable(write)) {
      throw typeError('argument 1 must have a "write" method');
    }
    this.#write = write;
  }

  /** Gives what the file's `write` gives. */
  writeRow(row: Value): Value {
    const { delimiter, lineterminator } = this.dialect;
    const fields: string[] = [];
    let isNull = false;
    const iterator = this.#iterator(row);
    for (let value = next(iterator); value !== undefined; value = next(iterator)) {
      isNull = value === null;
      fields.push(this.#field(value, this.#needsQuotes(value)));
    }
    if (fields.length === 1 && fields[0] === '') {
      if (this.dialect.quoting === Quoting.NONE || (isNull && this.#knowsNull)) {
        throw this.#error('single empty field record must be quoted');
      }
      fields[0] = this.#field(null, true);
    }
    return call(this.#write, [fields.join(delimiter) + lineterminator]);
  }

  #error(message: string): PyException {
    return csvError(this.machine, message);
  }

  #iterator(row: Value): Value {
    try {
      return getIter(row);
    } catch (error) {
      if (!isExceptionOf(error, 'TypeError')) throw error;
      throw this.#error(`iterable expected, not ${typeName(row)}`);
    }
  }

  get #knowsNull(): boolean {
    return this.dialect.quoting === Quoting.STRINGS || this.dialect.quoting === Quoting.NOTNULL;
  }

  #needsQuotes(value: Value): boolean {
    switch (this.dialect.quoting) {
      case Quoting.NONNUMERIC:
        return !isNumber(value);
      case Quoting.ALL:
        return true;
      case Quoting.STRINGS:
        return strValue(value) !== undefined;
      case Quoting.NOTNULL:
        return value !== null;
      default:
        return false;
    }
  }

  #field(value: Value, wantsQuotes: boolean): string {
    const { delimiter, skipinitialspace, quoting, quotechar = '' } = this.dialect;
    const text = value === null ? '' : str(value);
    let isQuoted = wantsQuotes;
    if (text === '' && delimiter === ' ' && skipinitialspace) {
      if (quoting === Quoting.NONE || (value === null && this.#knowsNull)) {
        throw this.#error('empty field must be quoted if delimiter is a space and skipinitialspace is true');
      }
      isQuoted = true;
    }
    let written = '';
    for (const char of text) {
      const [prefix, needsQuotes] = this.#protection(char);
      written += prefix + char;
      isQuoted ||= needsQuotes;
    }
    return isQuoted ? quotechar + written + quotechar : written;
  }

  /** What stands before a character that means something, and whether its field needs quotes. */
  #protection(char: string): readonly [string, boolean] {
    const { delimiter, escapechar, quotechar, lineterminator, quoting, doublequote } = this.dialect;
    const isSpecial =
      char === delimiter || char === escapechar || char === quotechar || char === '\n' || char === '\r';
    if (!isSpecial && !lineterminator.includes(char)) return ['', false];
    if (quoting !== Quoting.NONE && char !== escapechar) {
      if (char !== quotechar) return ['', true];
      if (doublequote) return [quotechar, true];
    }
    if (escapechar === undefined) throw this.#error('need to escape, but no escapechar set');
    return [escapechar, false];
  }
}

/** Whether `float()` or `int()` could take it, by its type: `PyNumber_Check`. */
function isNumber(value: Value): boolean {
  if (typeof value === 'number' || typeof value === 'bigint' || value instanceof PyFloat) return true;
  const cls = typeOf(value);
  return (
    ['__index__', '__int__', '__float__'].some((name) => cls.lookup(name) !== undefined) ||
    cls.name === 'complex'
  );
}

const writerType: () => PyType = once(
  (): PyType =>
    defineType('_csv.writer', {
      module: '_csv',
      final: true,
      methods: {
        'writerow(row, /)': (self: PyCsvWriter, row) => self.writeRow(row),
        'writerows(rows, /)': (self: PyCsvWriter, rows) => {
          for (const row of iterate(rows)) self.writeRow(row);
          return null;
        },
      },
      properties: { dialect: (self: PyCsvWriter) => self.dialect },
    }),
);
