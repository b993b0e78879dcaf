// `csv.Dialect` and the classes that describe the usual dialects.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { setAttribute } from '../../objects/attributes.js';
import { call } from '../../objects/call.js';
import { isExceptionOf } from '../../objects/exceptions.js';
import type { PyType, Value } from '../../objects/object.js';
import { str } from '../../objects/repr.js';
import { typeOf } from '../../objects/types.js';
import { callAttribute, perMachine } from '../library.js';
import { libraryClass } from '../library-class.js';
import { csvError, csvState, dialectType, Quoting } from './dialect.js';

export const dialectClass = perMachine((m: KernelMachine): PyType => {
  const type: PyType = libraryClass('Dialect', {
    module: 'csv',
    instanceDict: true,
    attributes: {
      _name: '',
      _valid: false,
      delimiter: null,
      quotechar: null,
      escapechar: null,
      doublequote: null,
      skipinitialspace: null,
      lineterminator: null,
      quoting: null,
    },
    methods: {
      '__init__(self)': (self) => {
        if (typeOf(self) !== type) setAttribute(self, '_valid', true);
        callAttribute(self, '_validate');
        return null;
      },
      '_validate(self)': (self) => {
        try {
          call(dialectType(m), [self]);
        } catch (error) {
          if (!isExceptionOf(error, 'TypeError')) throw error;
          throw csvError(m, str(error));
        }
        return null;
      },
    },
  });
  return type;
});

export const standardDialects = perMachine((m: KernelMachine) => {
  const derive = (name: string, base: PyType, attributes: Record<string, Value>): PyType =>
    libraryClass(name, { module: 'csv', bases: [base], instanceDict: true, attributes });
  const usual = { delimiter: ',', quotechar: '"', doublequote: true, skipinitialspace: false };
  const excel = derive('excel', dialectClass(m), {
    ...usual,
    lineterminator: '\r\n',
    quoting: Quoting.MINIMAL,
  });
  const excelTab = derive('excel_tab', excel, { delimiter: '\t' });
  const unix = derive('unix_dialect', dialectClass(m), {
    ...usual,
    lineterminator: '\n',
    quoting: Quoting.ALL,
  });
  const { dialects } = csvState(m);
  dialects.set('excel', call(dialectType(m), [excel]));
  dialects.set('excel-tab', call(dialectType(m), [excelTab]));
  dialects.set('unix', call(dialectType(m), [unix]));
  return { excel, excel_tab: excelTab, unix_dialect: unix };
});
