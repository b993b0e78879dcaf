// `io.StringIO` (Modules/_io/stringio.c). Positions count code points.

import { intValue, strValue } from '../../objects/boxed.js';
import { exception, typeError, valueError } from '../../objects/exceptions.js';
import { asSize, indexOf } from '../../objects/index.js';
import { defineType } from '../../objects/native.js';
import { PyObject, type PyType, type Value } from '../../objects/object.js';
import { repr } from '../../objects/repr.js';
import { Signature } from '../../objects/signature.js';
import { hasPairs, lengthOf, substring, unitIndex } from '../../objects/str-text.js';
import { typeName } from '../../objects/types.js';
import { once } from '../library.js';
import { textIoBaseType } from './bases.js';

export class PyStringIO extends PyObject {
  text = '';
  /** In code points. */
  position = 0;
  newline: string | null = '\n';
  isOpen = true;
  /** Line ends that were read with universal newlines. */
  readonly seen = new Set<string>();

  constructor(cls: PyType) {
    super(cls, new Map());
  }

  get length(): number {
    return lengthOf(this.text);
  }

  checkOpen(): void {
    if (!this.isOpen) throw valueError('I/O operation on closed file');
  }

  write(given: string): number {
    let text = given;
    if (this.newline === null) text = this.#translated(given);
    else if (this.newline === '\r' || this.newline === '\r\n') text = given.replaceAll('\n', this.newline);
    const size = this.length;
    if (this.position === size) this.text += text;
    else {
      const padded = this.position > size ? this.text + '\0'.repeat(this.position - size) : this.text;
      this.text =
        substring(padded, 0, this.position) +
        text +
        substring(padded, this.position + lengthOf(text), lengthOf(padded));
    }
    this.position += lengthOf(text);
    return lengthOf(given);
  }

  #translated(given: string): string {
    for (const [end] of given.matchAll(/\r\n|\r|\n/g)) this.seen.add(end);
    return given.replace(/\r\n|\r/g, '\n');
  }

  /** The rest from the position on, at most `limit` code points. */
  take(limit: number): string {
    const size = this.length;
    const end = limit < 0 ? size : Math.min(size, this.position + limit);
    if (this.position >= end) return '';
    const taken = substring(this.text, this.position, end);
    this.position = end;
    return taken;
  }

  readLine(limit: number): string {
    if (this.position >= this.length) return '';
    const start = hasPairs(this.text) ? unitIndex(this.text, this.position) : this.position;
    const end = this.#lineEnd(start);
    const line = this.text.slice(start, end);
    return this.take(limit < 0 ? lengthOf(line) : Math.min(limit, lengthOf(line)));
  }

  #lineEnd(start: number): number {
    const { newline, text } = this;
    if (newline === '') {
      const found = /\r\n|\r|\n/.exec(text.slice(start));
      return found === null ? text.length : start + found.index + found[0].length;
    }
    const mark = newline === null ? '\n' : newline;
    const at = text.indexOf(mark, start);
    return at < 0 ? text.length : at + mark.length;
  }
}

const signature = new Signature("StringIO(initial_value='', newline='\\n')");

function limitOf(value: Value | undefined): number {
  if (value === undefined || value === null) return -1;
  const index = indexOf(value);
  if (index === undefined) throw typeError(`argument should be integer or None, not '${typeName(value)}'`);
  return asSize(value);
}

export const stringIoType = once(
  (): PyType =>
    defineType('_io.StringIO', {
      module: '_io',
      bases: [textIoBaseType()],
      instanceDict: true,
      slots: {
        new_: (cls) => new PyStringIO(cls),
        init: (self: PyStringIO, args, keywords) => {
          const [initial = '', newline = '\n'] = signature.bind('StringIO', args, keywords);
          const text = initial === null ? '' : strValue(initial);
          if (text === undefined) {
            throw typeError(`initial_value must be str or None, not ${typeName(initial)}`);
          }
          const end = newline === null ? null : strValue(newline);
          if (end === undefined) throw typeError(`newline must be str or None, not ${typeName(newline)}`);
          if (end !== null && !['', '\n', '\r', '\r\n'].includes(end)) {
            throw valueError(`illegal newline value: ${repr(newline)}`);
          }
          self.newline = end;
          self.text = '';
          self.position = 0;
          self.write(text);
          self.position = 0;
        },
        next: (self: PyStringIO) => {
          self.checkOpen();
          const line = self.readLine(-1);
          return line === '' ? undefined : line;
        },
      },
      methods: {
        'write(s, /)': (self: PyStringIO, given) => {
          const text = strValue(given ?? null);
          if (text === undefined)
            throw typeError(`string argument expected, got '${typeName(given ?? null)}'`);
          self.checkOpen();
          return self.write(text);
        },
        'read(size=-1, /)': (self: PyStringIO, size) => {
          self.checkOpen();
          return self.take(limitOf(size));
        },
        'readline(size=-1, /)': (self: PyStringIO, size) => {
          self.checkOpen();
          return self.readLine(limitOf(size));
        },
        'getvalue()': (self: PyStringIO) => {
          self.checkOpen();
          return self.text;
        },
        'tell()': (self: PyStringIO) => {
          self.checkOpen();
          return self.position;
        },
        'seek(pos, whence=0, /)': (self: PyStringIO, target, whence) => {
          self.checkOpen();
          const to = asSize(target ?? null);
          if (whence === 0) {
            if (to < 0) throw valueError(`Negative seek position ${to}`);
            self.position = to;
          } else if (whence !== 1 && whence !== 2) {
            throw valueError(`Invalid whence (${String(intValue(whence ?? null))}, should be 0, 1 or 2)`);
          } else if (to !== 0) throw exception('OSError', "Can't do nonzero cur-relative seeks");
          else if (whence === 2) self.position = self.length;
          return self.position;
        },
        'truncate(pos=None, /)': (self: PyStringIO, size) => {
          self.checkOpen();
          const to = size === null || size === undefined ? self.position : asSize(size);
          if (to < 0) throw valueError(`Negative size value ${to}`);
          if (to < self.length) self.text = substring(self.text, 0, to);
          return to;
        },
        'close()': (self: PyStringIO) => {
          self.isOpen = false;
          return null;
        },
        'readable()': (self: PyStringIO) => isOpen(self),
        'writable()': (self: PyStringIO) => isOpen(self),
        'seekable()': (self: PyStringIO) => isOpen(self),
      },
      properties: {
        closed: (self: PyStringIO) => !self.isOpen,
        line_buffering: () => false,
        newlines: (self: PyStringIO) =>
          self.newline === null && self.seen.size > 0 ? ([...self.seen][0] ?? null) : null,
      },
    }),
);

function isOpen(self: PyStringIO): boolean {
  self.checkOpen();
  return true;
}
