// `calendar.Calendar`: the weeks of months and years as dates, numbers and tuples.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute, setAttribute } from '../../objects/attributes.js';
import { PyList, tuple } from '../../objects/containers.js';
import { asIndex } from '../../objects/index.js';
import { nativeIterator, toArray } from '../../objects/iteration.js';
import type { NativeBody } from '../../objects/native.js';
import type { PyType, Value } from '../../objects/object.js';
import { add, sub } from '../../objects/operators.js';
import { PyProperty } from '../../objects/property.js';
import { dateOfClass } from '../datetime/date.js';
import { datetimeTypes } from '../datetime/types.js';
import { daysInMonth, MAX_YEAR, MIN_YEAR, modulo, weekday as weekdayOf } from '../gregorian.js';
import { callAttribute, libraryFunction, perMachine } from '../library.js';
import { libraryClass } from '../library-class.js';
import { illegalMonthClass, raiseBad } from './names.js';

/** Years beyond those of dates have the weekdays of a year that dates have. */
export function weekday(year: Value, month: number, day: number): number {
  const given = Number(asIndex(year));
  const shown = given < MIN_YEAR || given > MAX_YEAR ? 2000 + modulo(given, 400) : given;
  return weekdayOf({ year: shown, month, day });
}

export interface MonthRange {
  readonly first: number;
  readonly length: number;
}

/** The weekday that a month begins with, and its number of days. */
export function monthRange(m: KernelMachine, year: Value, month: Value): MonthRange {
  const number = Number(asIndex(month));
  if (number < 1 || number > 12) raiseBad(illegalMonthClass(m), month);
  return {
    first: weekday(year, number, 1),
    length: daysInMonth(modulo(Number(asIndex(year)), 400) + 400, number),
  };
}

export function firstWeekday(self: Value): number {
  return Number(asIndex(getAttribute(self, 'firstweekday')));
}

interface Day {
  readonly year: Value;
  readonly month: number;
  readonly day: number;
  /** The month asked for, and no day of its neighbours. */
  readonly isOwn: boolean;
}

/** The days of a month's weeks. */
function weeksOf(m: KernelMachine, self: Value, year: Value, month: Value): Day[] {
  const { first, length } = monthRange(m, year, month);
  const start = firstWeekday(self);
  const before = modulo(first - start, 7);
  const after = modulo(start - first - length, 7);
  const number = Number(asIndex(month));
  const previous = number === 1 ? { year: sub(year, 1), month: 12 } : { year, month: number - 1 };
  const next = number === 12 ? { year: add(year, 1), month: 1 } : { year, month: number + 1 };
  const end = daysInMonth(modulo(Number(asIndex(previous.year)), 400) + 400, previous.month);
  const days: Day[] = [];
  for (let day = end - before + 1; day <= end; day++) days.push({ ...previous, day, isOwn: false });
  for (let day = 1; day <= length; day++) days.push({ year, month: number, day, isOwn: true });
  for (let day = 1; day <= after; day++) days.push({ ...next, day, isOwn: false });
  return days;
}

type Show = (day: Day, weekday: number) => Value;

/** An iterator as the generators of CPython's library are; nothing is looked at before the first step. */
function generator(make: () => Iterable<Value>): Value {
  let items: Iterator<Value> | undefined;
  return nativeIterator('generator', () => {
    items ??= make()[Symbol.iterator]();
    const { value, done } = items.next();
    return done === true ? undefined : value;
  });
}

function chunks(items: readonly Value[], size: number): PyList {
  const rows: Value[] = [];
  for (let index = 0; index < items.length; index += size) {
    rows.push(new PyList(items.slice(index, index + size)));
  }
  return new PyList(rows);
}

function monthIterators(m: KernelMachine): Record<string, NativeBody> {
  const types = datetimeTypes(m);
  const number = ({ day, isOwn }: Day): number => (isOwn ? day : 0);
  const shows: Record<string, Show> = {
    itermonthdates: ({ year, month, day }) =>
      dateOfClass(types, types.date(), { year: Number(asIndex(year)), month, day }),
    itermonthdays: number,
    itermonthdays2: (day, weekdayNumber) => tuple(number(day), weekdayNumber),
    itermonthdays3: ({ year, month, day }) => tuple(year, month, day),
    itermonthdays4: ({ year, month, day }, weekdayNumber) => tuple(year, month, day, weekdayNumber),
  };
  return Object.fromEntries(
    Object.entries(shows).map(([name, show]): [string, NativeBody] => [
      `${name}(self, year, month)`,
      (self, year, month) =>
        generator(function* () {
          const start = firstWeekday(self);
          for (const [index, day] of weeksOf(m, self, year, month).entries()) {
            yield show(day, (start + index) % 7);
          }
        }),
    ]),
  );
}

/** Lists of weeks, and of months in rows. */
function calendars(): Record<string, NativeBody> {
  const methods: Record<string, NativeBody> = {};
  for (const [kind, iterator] of [
    ['dates', 'itermonthdates'],
    ['days2', 'itermonthdays2'],
    ['days', 'itermonthdays'],
  ] as const) {
    methods[`month${kind}calendar(self, year, month)`] = (self, year, month) =>
      chunks(toArray(callAttribute(self, iterator, year, month)), 7);
    methods[`year${kind}calendar(self, year, width=3)`] = (self, year, width) => {
      const months = Array.from({ length: 12 }, (_, index) =>
        callAttribute(self, `month${kind}calendar`, year, index + 1),
      );
      return chunks(months, Number(asIndex(width)));
    };
  }
  return methods;
}

export const calendarClass = perMachine((m): PyType => {
  const get = (self: Value): Value => modulo(Number(asIndex(getAttribute(self, '_firstweekday'))), 7);
  const set = (self: Value, value: Value): Value => {
    setAttribute(self, '_firstweekday', value);
    return null;
  };
  const property = new PyProperty();
  property.getter = libraryFunction('getfirstweekday(self)', get, 'calendar', 'Calendar.getfirstweekday');
  property.setter = libraryFunction(
    'setfirstweekday(self, firstweekday)',
    set,
    'calendar',
    'Calendar.setfirstweekday',
  );
  return libraryClass('Calendar', {
    module: 'calendar',
    instanceDict: true,
    attributes: { firstweekday: property },
    methods: {
      '__init__(self, firstweekday=0)': (self, first) => {
        setAttribute(self, 'firstweekday', first);
        return null;
      },
      'getfirstweekday(self)': get,
      'setfirstweekday(self, firstweekday)': set,
      'iterweekdays(self)': (self) =>
        generator(function* () {
          const start = firstWeekday(self);
          for (let index = 0; index < 7; index++) yield (start + index) % 7;
        }),
      ...monthIterators(m),
      ...calendars(),
    },
  });
});
