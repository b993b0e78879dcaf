// Names and numbers of months and weekdays, and the errors for numbers that are none.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute, setAttribute } from '../../objects/attributes.js';
import { call } from '../../objects/call.js';
import { PyList, tuple } from '../../objects/containers.js';
import { exceptionType, indexError, PyException } from '../../objects/exceptions.js';
import { asIndex } from '../../objects/index.js';
import { PyObject, type PyType, type Value } from '../../objects/object.js';
import { repr } from '../../objects/repr.js';
import { PySlice, resolveSlice } from '../../objects/slice.js';
import { intEnumClass } from '../enum/classes.js';
import { libraryFunction, perMachine } from '../library.js';
import { libraryClass } from '../library-class.js';
import { DAY_NAMES, dayAbbreviation, MONTH_NAMES, monthAbbreviation } from '../time/names.js';

/** An int enumeration whose members show as names of the module: `calendar.MONDAY`. */
function numbering(m: KernelMachine, name: string, names: readonly string[], first: number): Value {
  const members = new PyList(names.map((member, index) => tuple(member.toUpperCase(), first + index)));
  const type = call(intEnumClass(m), [name, members], new Map<string, Value>([['module', 'calendar']]));
  const show = libraryFunction(
    'global_enum_repr(self)',
    (self) => `calendar.${String(getAttribute(self, '_name_'))}`,
    'enum',
  );
  setAttribute(type, '__repr__', show);
  return type;
}

export const monthEnum = perMachine((m) => numbering(m, 'Month', MONTH_NAMES.slice(1), 1));
export const dayEnum = perMachine((m) => numbering(m, 'Day', DAY_NAMES, 0));

export function dayNumber(m: KernelMachine, weekday: number): Value {
  return call(dayEnum(m), [weekday]);
}

function badNumber(name: string, parameter: string, message: (shown: string) => string) {
  return perMachine(
    (_m): PyType =>
      libraryClass(name, {
        module: 'calendar',
        bases: [exceptionType('ValueError')],
        methods: {
          [`__init__(self, ${parameter})`]: (self, number) => {
            setAttribute(self, parameter, number);
            return null;
          },
          '__str__(self)': (self) => message(repr(getAttribute(self, parameter))),
        },
      }),
  );
}

export const illegalMonthClass = badNumber(
  'IllegalMonthError',
  'month',
  (shown) => `bad month number ${shown}; must be 1-12`,
);
export const illegalWeekdayClass = badNumber(
  'IllegalWeekdayError',
  'weekday',
  (shown) => `bad weekday number ${shown}; must be 0 (Monday) to 6 (Sunday)`,
);

export function raiseBad(cls: PyType, number: Value): never {
  const error = call(cls, [number]);
  if (error instanceof PyException) throw error;
  throw new Error('an exception class makes exceptions');
}

/** A sequence of names: `month_name`. */
class PyNames extends PyObject {
  constructor(
    readonly names: readonly string[],
    cls: PyType,
  ) {
    super(cls, new Map());
  }
}

function namesClass(name: string) {
  return perMachine(
    (_m): PyType =>
      libraryClass(name, {
        module: 'calendar',
        instanceDict: true,
        methods: {
          '__len__(self)': (self: PyNames) => self.names.length,
          '__getitem__(self, i)': (self: PyNames, index) => {
            if (index instanceof PySlice) {
              const { start, step, count } = resolveSlice(index, self.names.length);
              return new PyList(
                Array.from({ length: count }, (_, place) => self.names[start + place * step] ?? ''),
              );
            }
            const given = Number(asIndex(index));
            const found = self.names[given < 0 ? given + self.names.length : given];
            if (found === undefined) throw indexError('list index out of range');
            return found;
          },
        },
      }),
  );
}

const monthNamesClass = namesClass('_localized_month');
const dayNamesClass = namesClass('_localized_day');

export function nameSequences(m: KernelMachine): Record<string, Value> {
  return {
    month_name: new PyNames(MONTH_NAMES, monthNamesClass(m)),
    month_abbr: new PyNames(
      MONTH_NAMES.map((_, month) => monthAbbreviation(month)),
      monthNamesClass(m),
    ),
    day_name: new PyNames(DAY_NAMES, dayNamesClass(m)),
    day_abbr: new PyNames(
      DAY_NAMES.map((_, day) => dayAbbreviation(day)),
      dayNamesClass(m),
    ),
  };
}
