// The `calendar` module (Lib/calendar.py), in the C locale.

import { defineModule } from '../../execution/module.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute, setAttribute } from '../../objects/attributes.js';
import { call } from '../../objects/call.js';
import { isTrue } from '../../objects/compare.js';
import { PyList, tuple } from '../../objects/containers.js';
import { exceptionType } from '../../objects/exceptions.js';
import { asIndex } from '../../objects/index.js';
import { iterate, toArray } from '../../objects/iteration.js';
import type { NativeBody } from '../../objects/native.js';
import type { Value } from '../../objects/object.js';
import { add, floordiv, le, mod, mul, sub } from '../../objects/operators.js';
import { str } from '../../objects/repr.js';
import { checkDate } from '../datetime/fields.js';
import { EPOCH_ORDINAL, ordinalOf } from '../gregorian.js';
import { libraryFunctions } from '../library.js';
import { calendarClass, monthRange, weekday } from './days.js';
import { htmlCalendarClass } from './html.js';
import {
  dayEnum,
  dayNumber,
  illegalMonthClass,
  illegalWeekdayClass,
  monthEnum,
  nameSequences,
  raiseBad,
} from './names.js';
import { columns, printText, textCalendarClass } from './text.js';

const COLUMN_WIDTH = 20;
const SPACING = 6;

/** The leap days before a year. */
function leapDaysBefore(year: Value): Value {
  const past = sub(year, 1);
  return add(sub(floordiv(past, 4), floordiv(past, 100)), floordiv(past, 400));
}

function isLeap(year: Value): boolean {
  const isMultiple = (of: number): boolean => !isTrue(mod(year, of));
  return isMultiple(4) && (!isMultiple(100) || isMultiple(400));
}

/** Seconds since 1970 of a time tuple in UTC. */
function timegm(moment: Value): Value {
  const [year = 1, month = 1, day = 1, hour = 0, minute = 0, second = 0] = toArray(moment);
  const first = { year: Number(asIndex(year)), month: Number(asIndex(month)), day: 1 };
  checkDate(first);
  const days = sub(add(ordinalOf(first) - EPOCH_ORDINAL, day), 1);
  return add(mul(add(mul(add(mul(days, 24), hour), 60), minute), 60), second);
}

function functions(m: KernelMachine, shared: Value): Record<string, NativeBody> {
  const formatString = (texts: Value, width: Value, spacing: Value): string =>
    columns([...iterate(texts)].map(str), Number(asIndex(width)), Number(asIndex(spacing)));
  const widths = `colwidth=${COLUMN_WIDTH}, spacing=${SPACING}`;
  return {
    'isleap(year)': isLeap,
    'leapdays(y1, y2)': (from, to) => sub(leapDaysBefore(to), leapDaysBefore(from)),
    'weekday(year, month, day)': (year, month, day) => {
      const [monthNumber, dayOfMonth] = [Number(asIndex(month)), Number(asIndex(day))];
      const given = Number(asIndex(year));
      const isDate = given >= 1 && given <= 9999;
      checkDate({
        year: isDate ? given : 2000 + (((given % 400) + 400) % 400),
        month: monthNumber,
        day: dayOfMonth,
      });
      return dayNumber(m, weekday(year, monthNumber, dayOfMonth));
    },
    'monthrange(year, month)': (year, month) => {
      const { first, length } = monthRange(m, year, month);
      return tuple(dayNumber(m, first), length);
    },
    'setfirstweekday(firstweekday)': (first) => {
      if (!isTrue(le(0, first)) || !isTrue(le(first, 6))) raiseBad(illegalWeekdayClass(m), first);
      setAttribute(shared, 'firstweekday', first);
      return null;
    },
    [`format(cols, ${widths})`]: (texts, width, spacing) =>
      printText(m, formatString(texts, width, spacing), '\n'),
    [`formatstring(cols, ${widths})`]: formatString,
    'timegm(tuple)': timegm,
  };
}

/** Functions that are methods of one calendar that all share. */
const SHARED = {
  firstweekday: 'getfirstweekday',
  monthcalendar: 'monthdayscalendar',
  prweek: 'prweek',
  week: 'formatweek',
  weekheader: 'formatweekheader',
  prmonth: 'prmonth',
  month: 'formatmonth',
  calendar: 'formatyear',
  prcal: 'pryear',
} as const;

export const calendar = defineModule('calendar', (m: KernelMachine) => {
  const shared = call(textCalendarClass(m));
  const members = [monthEnum(m), dayEnum(m)].flatMap((numbers) =>
    [...iterate(numbers)].map((member): [string, Value] => [String(getAttribute(member, '_name_')), member]),
  );
  return {
    Calendar: calendarClass(m),
    TextCalendar: textCalendarClass(m),
    HTMLCalendar: htmlCalendarClass(m),
    IllegalMonthError: illegalMonthClass(m),
    IllegalWeekdayError: illegalWeekdayClass(m),
    error: exceptionType('ValueError'),
    Month: monthEnum(m),
    Day: dayEnum(m),
    ...Object.fromEntries(members),
    ...nameSequences(m),
    mdays: new PyList([0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]),
    EPOCH: 1970,
    ...libraryFunctions('calendar', functions(m, shared)),
    c: shared,
    ...Object.fromEntries(
      Object.entries(SHARED).map(([name, method]): [string, Value] => [name, getAttribute(shared, method)]),
    ),
  };
});
