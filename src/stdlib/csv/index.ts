// The `csv` module.

import { defineModule } from '../../execution/module.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { strValue } from '../../objects/boxed.js';
import { PyList, type PyTuple } from '../../objects/containers.js';
import { typeError } from '../../objects/exceptions.js';
import { keywordsOf } from '../../objects/keywords.js';
import { native } from '../../objects/native.js';
import type { Value } from '../../objects/object.js';
import {
  csvError,
  csvErrorClass,
  csvState,
  dialectOf,
  dialectType,
  namedDialect,
  Quoting,
} from './dialect.js';
import { dialectClass, standardDialects } from './dialect-classes.js';
import { dictReaderClass, dictWriterClass } from './dict-rows.js';
import { PyCsvReader } from './reader.js';
import { snifferClass } from './sniffer.js';
import { PyCsvWriter } from './writer.js';

const PUBLIC =
  'QUOTE_MINIMAL QUOTE_ALL QUOTE_NONNUMERIC QUOTE_NONE QUOTE_STRINGS QUOTE_NOTNULL Error Dialect excel excel_tab ' +
  'field_size_limit reader writer register_dialect get_dialect list_dialects Sniffer unregister_dialect DictReader ' +
  'DictWriter unix_dialect';

function nameOf(name: Value): string {
  const text = strValue(name);
  if (text === undefined) throw typeError('dialect name must be a string');
  return text;
}

export const csv = defineModule('csv', (m: KernelMachine) => {
  const state = csvState(m);
  const functions = [
    native(
      'reader(iterable, dialect=<excel>, /, **fmtparams)',
      (lines, dialect: Value | undefined, changes) =>
        new PyCsvReader(m, lines, dialectOf(m, dialect, keywordsOf(changes))),
    ),
    native(
      'writer(fileobj, dialect=<excel>, /, **fmtparams)',
      (file, dialect: Value | undefined, changes) =>
        new PyCsvWriter(m, file, dialectOf(m, dialect, keywordsOf(changes))),
    ),
    native(
      'register_dialect(name, dialect=<excel>, /, **fmtparams)',
      (name, dialect: Value | undefined, changes) => {
        const key = nameOf(name);
        state.dialects.set(key, dialectOf(m, dialect, keywordsOf(changes)));
        return null;
      },
    ),
    native('unregister_dialect(name)', (name) => {
      if (!state.dialects.delete(strValue(name) ?? '')) throw csvError(m, 'unknown dialect');
      return null;
    }),
    native('get_dialect(name)', (name) => namedDialect(m, name)),
    native('list_dialects()', () => new PyList([...state.dialects.keys()])),
    native('field_size_limit(*args)', (args: PyTuple) => {
      const old = state.fieldLimit;
      const [limit] = args.items;
      if (limit === undefined) return old;
      if (typeof limit !== 'number') throw typeError('limit must be an integer');
      state.fieldLimit = limit;
      return old;
    }),
  ];
  return {
    __all__: new PyList(PUBLIC.split(' ')),
    __version__: '1.0',
    ...Object.fromEntries(functions.map((fn): [string, Value] => [fn.name, fn])),
    ...Object.fromEntries(
      Object.entries(Quoting).map(([name, value]): [string, Value] => [`QUOTE_${name}`, value]),
    ),
    Error: csvErrorClass(m),
    Dialect: dialectClass(m),
    _Dialect: dialectType(m),
    ...standardDialects(m),
    DictReader: dictReaderClass(m),
    DictWriter: dictWriterClass(m),
    Sniffer: snifferClass(m),
  };
});
