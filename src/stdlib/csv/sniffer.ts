// `csv.Sniffer`: the dialect of a sample, and whether its first row names the columns.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { strValue } from '../../objects/boxed.js';
import { call } from '../../objects/call.js';
import { PyList } from '../../objects/containers.js';
import { isExceptionOf, typeError } from '../../objects/exceptions.js';
import { nativeIterator, toArray } from '../../objects/iteration.js';
import type { PyType, Value } from '../../objects/object.js';
import { str } from '../../objects/repr.js';
import { splitLines } from '../../objects/str-split.js';
import { lengthOf } from '../../objects/str-text.js';
import { contains } from '../../objects/subscript.js';
import { complexType, typeName } from '../../objects/types.js';
import { callAttribute, perMachine, setOwnAttribute } from '../library.js';
import { libraryClass } from '../library-class.js';
import { csvError, dialectOf, Quoting } from './dialect.js';
import { dialectClass } from './dialect-classes.js';
import { guessFromLines, guessFromQuotes } from './guessing.js';
import { PyCsvReader } from './reader.js';

function sniff(m: KernelMachine, sample: Value, delimiters: Value): PyType {
  const text = strValue(sample);
  if (text === undefined) throw typeError(`expected string or bytes-like object, got '${typeName(sample)}'`);
  const isAllowed = (sign: string): boolean => delimiters === null || contains(delimiters, sign);
  const guess = guessFromQuotes(m, text, isAllowed);
  let { delimiter, skipinitialspace } = guess;
  if (delimiter === '') [delimiter, skipinitialspace] = guessFromLines(text, isAllowed);
  if (delimiter === '') throw csvError(m, 'Could not determine delimiter');
  return libraryClass('dialect', {
    module: 'csv',
    bases: [dialectClass(m)],
    instanceDict: true,
    attributes: {
      _name: 'sniffed',
      lineterminator: '\r\n',
      quoting: Quoting.MINIMAL,
      doublequote: guess.doublequote,
      delimiter,
      quotechar: guess.quotechar === '' ? '"' : guess.quotechar,
      skipinitialspace,
    },
  });
}

/** What the values of a column have in common: they are numbers, or have one length; undefined before the first. */
type ColumnKind = 'number' | number | undefined;

function isNumber(text: Value): boolean {
  try {
    call(complexType, [text]);
    return true;
  } catch (error) {
    if (isExceptionOf(error, 'ValueError') || isExceptionOf(error, 'OverflowError')) return false;
    throw error;
  }
}

/** Rows that are looked at. */
const MOST_CHECKED = 21;

function hasHeader(m: KernelMachine, self: Value, sample: Value): boolean {
  const dialect = callAttribute(self, 'sniff', sample);
  const lines = splitLines(str(sample), true);
  let index = 0;
  const reader = new PyCsvReader(
    m,
    nativeIterator('line_iterator', () => lines[index++]),
    dialectOf(m, dialect, null),
  );
  const header = toArray(reader.step() ?? new PyList([]));
  const kinds = new Map<number, ColumnKind>(header.map((_field, column) => [column, undefined]));
  for (let checked = 0; checked < MOST_CHECKED; checked++) {
    const row = reader.step();
    if (row === undefined) break;
    const fields = toArray(row);
    if (fields.length !== header.length) continue;
    for (const [column, known] of [...kinds]) {
      const field = fields[column] ?? null;
      const kind = isNumber(field) ? 'number' : lengthOf(str(field));
      if (kind === known) continue;
      if (known === undefined) kinds.set(column, kind);
      else kinds.delete(column);
    }
  }
  let votes = 0;
  for (const [column, kind] of kinds) {
    const name = header[column] ?? null;
    const fits = kind === 'number' ? isNumber(name) : kind !== undefined && lengthOf(str(name)) === kind;
    votes += fits ? -1 : 1;
  }
  return votes > 0;
}

export const snifferClass = perMachine(
  (m: KernelMachine): PyType =>
    libraryClass('Sniffer', {
      module: 'csv',
      instanceDict: true,
      methods: {
        '__init__(self)': (self) => {
          setOwnAttribute(self, 'preferred', new PyList([',', '\t', ';', ' ', ':']));
          return null;
        },
        'sniff(self, sample, delimiters=None)': (_self, sample, delimiters) => sniff(m, sample, delimiters),
        'has_header(self, sample)': (self, sample) => hasHeader(m, self, sample),
      },
    }),
);
