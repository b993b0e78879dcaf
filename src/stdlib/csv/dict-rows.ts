// `csv.DictReader` and `csv.DictWriter`: rows as dicts, by the names of the fields.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute, setAttribute } from '../../objects/attributes.js';
import { call } from '../../objects/call.js';
import { isTrue } from '../../objects/compare.js';
import { PyDict, PyList, PyTuple } from '../../objects/containers.js';
import { stopIteration, valueError } from '../../objects/exceptions.js';
import { genericAlias } from '../../objects/generic-alias.js';
import { getIter, iterate, nativeIterator, next, toArray } from '../../objects/iteration.js';
import { keywordsOf } from '../../objects/keywords.js';
import type { PyType, Value } from '../../objects/object.js';
import { sub } from '../../objects/operators.js';
import { PyProperty } from '../../objects/property.js';
import { repr, str } from '../../objects/repr.js';
import { callAttribute, libraryFunction, perMachine, setOwnAttribute } from '../library.js';
import { libraryClass } from '../library-class.js';

/** Names that can be gone through only once are kept in a list. */
function keptNames(names: Value): Value {
  return names !== null && getIter(names) === names ? new PyList(toArray(names)) : names;
}

/** The names of the fields, from the first row if they were not given. */
function fieldNames(self: Value): Value {
  const reader = getAttribute(self, 'reader');
  if (getAttribute(self, '_fieldnames') === null) {
    const first = next(reader);
    if (first !== undefined) setAttribute(self, '_fieldnames', first);
  }
  setAttribute(self, 'line_num', getAttribute(reader, 'line_num'));
  return getAttribute(self, '_fieldnames');
}

function nextRow(self: Value): Value {
  if (getAttribute(self, 'line_num') === 0) getAttribute(self, 'fieldnames');
  const reader = getAttribute(self, 'reader');
  let row = next(reader);
  setAttribute(self, 'line_num', getAttribute(reader, 'line_num'));
  while (row instanceof PyList && row.items.length === 0) row = next(reader);
  if (row === undefined) throw stopIteration(null);
  const names = toArray(getAttribute(self, 'fieldnames'));
  const fields = toArray(row);
  const made = new PyDict();
  for (const [index, name] of names.entries()) {
    made.table.set(name, fields[index] ?? (index < fields.length ? null : getAttribute(self, 'restval')));
  }
  if (fields.length > names.length) {
    made.table.set(getAttribute(self, 'restkey'), new PyList(fields.slice(names.length)));
  }
  return made;
}

const classMethods = { '__class_getitem__(cls, item)': (cls: Value, item: Value) => genericAlias(cls, item) };

/** `reader(f, dialect, *args, **kwds)` of the module. */
function moduleFunction(m: KernelMachine, name: string, file: Value, rest: readonly Value[]): Value {
  const [dialect = null, args = null, keywords = null] = rest;
  const module = m.importModule('csv', m.builtins, [name], 0);
  const more = args instanceof PyTuple ? args.items : [];
  return call(getAttribute(module, name), [file, dialect, ...more], keywordsOf(keywords));
}

export const dictReaderClass = perMachine((m: KernelMachine): PyType => {
  const fieldnames = new PyProperty();
  fieldnames.getter = libraryFunction('fieldnames(self)', fieldNames, 'csv', 'DictReader.fieldnames');
  fieldnames.setter = libraryFunction('fieldnames(self, value)', (self, value) => {
    setAttribute(self, '_fieldnames', value);
    return null;
  });
  return libraryClass('DictReader', {
    module: 'csv',
    instanceDict: true,
    attributes: { fieldnames },
    classMethods,
    methods: {
      '__init__(self, f, fieldnames=None, restkey=None, restval=None, dialect="excel", *args, **kwds)': (
        self,
        file,
        names,
        restkey,
        restval,
        ...rest
      ) => {
        setOwnAttribute(self, '_fieldnames', keptNames(names));
        setOwnAttribute(self, 'restkey', restkey);
        setOwnAttribute(self, 'restval', restval);
        setOwnAttribute(self, 'reader', moduleFunction(m, 'reader', file, rest));
        setOwnAttribute(self, 'dialect', rest[0] ?? null);
        setOwnAttribute(self, 'line_num', 0);
        return null;
      },
      '__iter__(self)': (self) => self,
      '__next__(self)': nextRow,
    },
  });
});

/** The values of a row in the order of the fields. */
function valuesOf(self: Value, row: Value): Value {
  const names = getAttribute(self, 'fieldnames');
  if (getAttribute(self, 'extrasaction') === 'raise') {
    const wrong = sub(callAttribute(row, 'keys'), names);
    if (isTrue(wrong)) {
      const shown = [...iterate(wrong)].map(repr).join(', ');
      throw valueError(`dict contains fields not in fieldnames: ${shown}`);
    }
  }
  const iterator = getIter(names);
  return nativeIterator('generator', () => {
    const name = next(iterator);
    return name === undefined ? undefined : callAttribute(row, 'get', name, getAttribute(self, 'restval'));
  });
}

export const dictWriterClass = perMachine(
  (m: KernelMachine): PyType =>
    libraryClass('DictWriter', {
      module: 'csv',
      instanceDict: true,
      classMethods,
      methods: {
        '__init__(self, f, fieldnames, restval="", extrasaction="raise", dialect="excel", *args, **kwds)': (
          self,
          file,
          names,
          restval,
          extrasaction,
          ...rest
        ) => {
          const action = str(callAttribute(extrasaction, 'lower'));
          if (action !== 'raise' && action !== 'ignore') {
            throw valueError(`extrasaction (${action}) must be 'raise' or 'ignore'`);
          }
          setOwnAttribute(self, 'fieldnames', keptNames(names));
          setOwnAttribute(self, 'restval', restval);
          setOwnAttribute(self, 'extrasaction', action);
          setOwnAttribute(self, 'writer', moduleFunction(m, 'writer', file, rest));
          return null;
        },
        'writeheader(self)': (self) => {
          const names = toArray(getAttribute(self, 'fieldnames'));
          return callAttribute(
            self,
            'writerow',
            PyDict.of(names.map((name): [Value, Value] => [name, name])),
          );
        },
        'writerow(self, rowdict)': (self, row) =>
          callAttribute(getAttribute(self, 'writer'), 'writerow', callAttribute(self, '_dict_to_list', row)),
        'writerows(self, rowdicts)': (self, rows) => {
          const iterator = getIter(rows);
          const lists = nativeIterator('map', () => {
            const row = next(iterator);
            return row === undefined ? undefined : callAttribute(self, '_dict_to_list', row);
          });
          return callAttribute(getAttribute(self, 'writer'), 'writerows', lists);
        },
        '_dict_to_list(self, rowdict)': valuesOf,
      },
    }),
);
