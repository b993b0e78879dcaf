// `logging.Filter`, and what can have filters.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute, getAttributeOr } from '../../objects/attributes.js';
import { call } from '../../objects/call.js';
import { isTrue } from '../../objects/compare.js';
import { PyList } from '../../objects/containers.js';
import { iterate } from '../../objects/iteration.js';
import type { PyType, Value } from '../../objects/object.js';
import { str } from '../../objects/repr.js';
import { contains } from '../../objects/subscript.js';
import { isInstance } from '../../objects/types.js';
import { callAttribute, perMachine, setOwnAttribute } from '../library.js';
import { libraryClass } from '../library-class.js';
import { recordClass } from './records.js';

/** Lets through what is logged under a name and below it. */
export const filterClass = perMachine(
  (_m: KernelMachine): PyType =>
    libraryClass('Filter', {
      module: 'logging',
      instanceDict: true,
      methods: {
        "__init__(self, name='')": (self, name) => {
          setOwnAttribute(self, 'name', name);
          setOwnAttribute(self, 'nlen', str(name).length);
          return null;
        },
        'filter(self, record)': (self, record) => {
          const own = str(getAttribute(self, 'name'));
          const name = str(getAttribute(record, 'name'));
          return own === '' || name === own || name.startsWith(`${own}.`);
        },
      },
    }),
);

/** Asks the filters one after the other; one may put another record in the place of the one given. */
function applyFilters(m: KernelMachine, self: Value, given: Value): Value {
  let record = given;
  for (const filter of iterate(getAttribute(self, 'filters'))) {
    const method = getAttributeOr(filter, 'filter');
    const result = call(method === undefined ? filter : method, [record]);
    if (!isTrue(result)) return false;
    if (isInstance(result, recordClass(m))) record = result;
  }
  return record;
}

export const filtererClass: (m: KernelMachine) => PyType = perMachine(
  (m: KernelMachine): PyType =>
    libraryClass('Filterer', {
      module: 'logging',
      instanceDict: true,
      methods: {
        '__init__(self)': (self) => {
          setOwnAttribute(self, 'filters', new PyList([]));
          return null;
        },
        'addFilter(self, filter)': (self, filter) => {
          const filters = getAttribute(self, 'filters');
          if (!contains(filters, filter)) callAttribute(filters, 'append', filter);
          return null;
        },
        'removeFilter(self, filter)': (self, filter) => {
          const filters = getAttribute(self, 'filters');
          if (contains(filters, filter)) callAttribute(filters, 'remove', filter);
          return null;
        },
        'filter(self, record)': (self, record) => applyFilters(m, self, record),
      },
    }),
);
