// The `locale` module with the one locale there is: `C`, in UTF-8.

import { defineModule } from '../execution/module.js';
import type { KernelMachine } from '../kernel/kernel-machine.js';
import { strValue } from '../objects/boxed.js';
import { call } from '../objects/call.js';
import { equals, isTrue } from '../objects/compare.js';
import { PyDict, PyList, PyTuple, tuple } from '../objects/containers.js';
import { exceptionType, PyException, typeError, valueError } from '../objects/exceptions.js';
import type { PyType, Value } from '../objects/object.js';
import { lt, mod } from '../objects/operators.js';
import { format, str } from '../objects/repr.js';
import { libraryFunctions } from './library.js';
import { libraryClass } from './library-class.js';

const CATEGORIES = {
  LC_CTYPE: 0,
  LC_NUMERIC: 1,
  LC_TIME: 2,
  LC_COLLATE: 3,
  LC_MONETARY: 4,
  LC_MESSAGES: 5,
  LC_ALL: 6,
};
const CHAR_MAX = 127;

/** Names under which the locale can be asked for. */
const KNOWN = new Set(['', 'C', 'POSIX', 'C.UTF-8', 'C.utf8']);

function conventions(): PyDict {
  const entries: [string, Value][] = [
    ['int_curr_symbol', ''],
    ['currency_symbol', ''],
    ['mon_decimal_point', ''],
    ['mon_thousands_sep', ''],
    ['mon_grouping', new PyList([])],
    ['positive_sign', ''],
    ['negative_sign', ''],
  ];
  for (const name of 'int_frac_digits frac_digits p_cs_precedes p_sep_by_space n_cs_precedes n_sep_by_space p_sign_posn n_sign_posn'.split(
    ' ',
  ))
    entries.push([name, CHAR_MAX]);
  entries.push(['decimal_point', '.'], ['thousands_sep', ''], ['grouping', new PyList([])]);
  return PyDict.of(entries);
}

export const locale = defineModule('locale', (m: KernelMachine) => {
  const LocaleError: PyType = libraryClass('Error', {
    module: 'locale',
    bases: [exceptionType('Exception')],
    instanceDict: true,
  });
  const refuse = (message: string): PyException => {
    const error = call(LocaleError, [message]);
    return error instanceof PyException ? error : valueError(message);
  };
  let current = 'C';
  const builtin = (name: string): Value => m.builtins.get(name) ?? null;
  return {
    ...CATEGORIES,
    CHAR_MAX,
    Error: LocaleError,
    ...libraryFunctions('locale', {
      'setlocale(category, locale=None)': (_category, given) => {
        if (given === null) return current;
        const name = given instanceof PyTuple ? given.items.map(str).join('.') : strValue(given);
        if (name === undefined)
          throw typeError('locale must be None, a string, or an iterable of two strings');
        if (!KNOWN.has(name)) throw refuse('unsupported locale setting');
        current = name === '' ? 'C.UTF-8' : name;
        return current;
      },
      'getlocale(category=0)': () =>
        current === 'C' || current === 'POSIX' ? tuple(null, null) : tuple('C', 'UTF-8'),
      'getdefaultlocale(envvars=None)': () => tuple('C', 'UTF-8'),
      'getpreferredencoding(do_setlocale=True)': () => 'UTF-8',
      'getencoding()': () => 'UTF-8',
      'localeconv()': conventions,
      'strcoll(a, b)': (a, b) => (equals(a, b) ? 0 : isTrue(lt(a, b)) ? -1 : 1),
      'strxfrm(a)': (text) => text,
      'str(val)': (value) => format(value, '.12g'),
      'atof(string, func=None)': (text, func) => call(func ?? builtin('float'), [text]),
      'atoi(string, func=None)': (text, func) => call(func ?? builtin('int'), [text]),
      'delocalize(string)': (text) => text,
      'localize(string, grouping=False, monetary=False)': (text) => text,
      'format_string(f, val, grouping=False, monetary=False)': (text, values) => mod(text, values),
      'currency(val, symbol=True, grouping=False, international=False)': () => {
        throw valueError("Currency formatting is not possible using the 'C' locale.");
      },
      'normalize(localename)': (name) => name,
    }),
  };
});
