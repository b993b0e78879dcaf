// `csv.reader`: lines of text into rows of fields, character by character.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { strValue } from '../../objects/boxed.js';
import { call } from '../../objects/call.js';
import { PyList } from '../../objects/containers.js';
import { getIter, next } from '../../objects/iteration.js';
import { defineType } from '../../objects/native.js';
import { PyObject, type PyType, type Value } from '../../objects/object.js';
import { floatType, typeName } from '../../objects/types.js';
import { once } from '../library.js';
import { csvError, csvState, type PyDialect, Quoting } from './dialect.js';

type State =
  | 'record start'
  | 'field start'
  | 'escaped'
  | 'in field'
  | 'in quotes'
  | 'escaped in quotes'
  | 'quote in quotes'
  | 'at line end'
  | 'behind escaped line end';

/** What follows the last character of a line. */
const END = '';

export class PyCsvReader extends PyObject {
  lineNumber = 0;
  readonly #lines: Value;
  #state: State = 'record start';
  #fields: Value[] = [];
  #field = '';
  #fieldSize = 0;
  #isUnquoted = true;

  constructor(
    readonly machine: KernelMachine,
    lines: Value,
    readonly dialect: PyDialect,
  ) {
    super(readerType());
    this.#lines = getIter(lines);
  }

  step(): Value | undefined {
    this.#fields = [];
    this.#clearField();
    this.#state = 'record start';
    do {
      const line = next(this.#lines);
      if (line === undefined) {
        if (this.#field === '' && !this.#isInQuotes) return undefined;
        if (this.dialect.strict) throw this.#error('unexpected end of data');
        this.#saveField();
        break;
      }
      const text = strValue(line);
      if (text === undefined) {
        throw this.#error(
          `iterator should return strings, not ${typeName(line)} (the file should be opened in text mode)`,
        );
      }
      this.lineNumber++;
      for (const char of text) this.#take(char);
      this.#take(END);
    } while (this.#state !== 'record start');
    return new PyList(this.#fields);
  }

  get #isInQuotes(): boolean {
    return this.#state === 'in quotes';
  }

  #error(message: string): Value {
    return csvError(this.machine, message);
  }

  #take(char: string): void {
    const { quotechar, quoting } = this.dialect;
    const isQuote = char === quotechar && quoting !== Quoting.NONE;
    switch (this.#state) {
      case 'record start':
        if (char === END) return;
        if (isLineEnd(char)) {
          this.#state = 'at line end';
          return;
        }
        this.#state = 'field start';
        this.#beginField(char, isQuote);
        return;
      case 'field start':
        this.#beginField(char, isQuote);
        return;
      case 'escaped':
        this.#add(char === END ? '\n' : char);
        this.#state = isLineEnd(char) ? 'behind escaped line end' : 'in field';
        return;
      case 'behind escaped line end':
        if (char !== END) this.#inField(char);
        return;
      case 'in field':
        this.#inField(char);
        return;
      case 'in quotes':
        this.#inQuotes(char, isQuote);
        return;
      case 'escaped in quotes':
        this.#add(char === END ? '\n' : char);
        this.#state = 'in quotes';
        return;
      case 'quote in quotes':
        this.#behindQuote(char, isQuote);
        return;
      case 'at line end':
        if (isLineEnd(char)) return;
        if (char !== END) {
          throw this.#error(
            "new-line character seen in unquoted field - do you need to open the file with newline=''?",
          );
        }
        this.#state = 'record start';
    }
  }

  #beginField(char: string, isQuote: boolean): void {
    const { escapechar, delimiter, skipinitialspace } = this.dialect;
    this.#isUnquoted = true;
    if (this.#endsLine(char)) return;
    if (isQuote) {
      this.#isUnquoted = false;
      this.#state = 'in quotes';
    } else if (char === escapechar) this.#state = 'escaped';
    else if (char === ' ' && skipinitialspace) return;
    else if (char === delimiter) this.#saveField();
    else {
      this.#add(char);
      this.#state = 'in field';
    }
  }

  #inField(char: string): void {
    if (this.#endsLine(char)) return;
    if (char === this.dialect.escapechar) this.#state = 'escaped';
    else if (char === this.dialect.delimiter) {
      this.#saveField();
      this.#state = 'field start';
    } else {
      this.#add(char);
      this.#state = 'in field';
    }
  }

  #inQuotes(char: string, isQuote: boolean): void {
    if (char === END) return;
    if (char === this.dialect.escapechar) this.#state = 'escaped in quotes';
    else if (isQuote) this.#state = this.dialect.doublequote ? 'quote in quotes' : 'in field';
    else this.#add(char);
  }

  #behindQuote(char: string, isQuote: boolean): void {
    const { delimiter, quotechar, strict } = this.dialect;
    if (isQuote) {
      this.#add(char);
      this.#state = 'in quotes';
    } else if (char === delimiter) {
      this.#saveField();
      this.#state = 'field start';
    } else if (!this.#endsLine(char)) {
      if (strict) throw this.#error(`'${delimiter}' expected after '${quotechar ?? ''}'`);
      this.#add(char);
      this.#state = 'in field';
    }
  }

  /** At the end of a line the field and the record end. */
  #endsLine(char: string): boolean {
    if (char !== END && !isLineEnd(char)) return false;
    this.#saveField();
    this.#state = char === END ? 'record start' : 'at line end';
    return true;
  }

  #add(char: string): void {
    const { fieldLimit } = csvState(this.machine);
    if (this.#fieldSize >= fieldLimit) {
      throw this.#error(`field larger than field limit (${fieldLimit})`);
    }
    this.#field += char;
    this.#fieldSize++;
  }

  #clearField(): void {
    this.#field = '';
    this.#fieldSize = 0;
    this.#isUnquoted = true;
  }

  #saveField(): void {
    const { quoting } = this.dialect;
    const isUnquoted = this.#isUnquoted;
    const field = this.#field;
    this.#clearField();
    const knowsNull = quoting === Quoting.NOTNULL || quoting === Quoting.STRINGS;
    const knowsNumbers = quoting === Quoting.NONNUMERIC || quoting === Quoting.STRINGS;
    if (isUnquoted && field === '' && knowsNull) this.#fields.push(null);
    else if (isUnquoted && field !== '' && knowsNumbers) this.#fields.push(call(floatType, [field]));
    else this.#fields.push(field);
  }
}

function isLineEnd(char: string): boolean {
  return char === '\n' || char === '\r';
}

const readerType: () => PyType = once(
  (): PyType =>
    defineType('_csv.reader', {
      module: '_csv',
      final: true,
      slots: { iter: (self) => self, next: (self: PyCsvReader) => self.step() },
      properties: {
        line_num: (self: PyCsvReader) => self.lineNumber,
        dialect: (self: PyCsvReader) => self.dialect,
      },
    }),
);
