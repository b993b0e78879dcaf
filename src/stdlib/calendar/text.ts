// `calendar.TextCalendar`: months and years as plain text.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { call } from '../../objects/call.js';
import { isTrue } from '../../objects/compare.js';
import { asIndex } from '../../objects/index.js';
import { toArray, unpack } from '../../objects/iteration.js';
import type { NativeBody } from '../../objects/native.js';
import type { PyType, Value } from '../../objects/object.js';
import { repr, str } from '../../objects/repr.js';
import { getItem } from '../../objects/subscript.js';
import { callAttribute, perMachine } from '../library.js';
import { libraryClass } from '../library-class.js';
import { DAY_NAMES, dayAbbreviation } from '../time/names.js';
import { calendarClass } from './days.js';
import { nameSequences } from './names.js';

const number = (value: Value): number => Number(asIndex(value));
const center = (text: string, width: number): string => str(callAttribute(text, 'center', width));
const trimEnd = (text: string): string => str(callAttribute(text, 'rstrip'));

/** Columns side by side, each centered. */
export function columns(texts: readonly string[], width: number, spacing: number): string {
  return texts.map((text) => center(text, width)).join(' '.repeat(Math.max(0, spacing)));
}

export function printText(m: KernelMachine, text: Value, end: string): Value {
  const print = m.builtins.get('print') ?? null;
  return call(print, [text], new Map([['end', end]]));
}

function formatMonth(self: Value, year: Value, month: Value, givenWidth: Value, givenLines: Value): string {
  const width = Math.max(2, number(givenWidth));
  const newLines = '\n'.repeat(Math.max(1, number(givenLines)));
  const name = callAttribute(self, 'formatmonthname', year, month, 7 * (width + 1) - 1);
  const lines = [
    trimEnd(str(name)),
    trimEnd(str(callAttribute(self, 'formatweekheader', width))),
    ...toArray(callAttribute(self, 'monthdays2calendar', year, month)).map((week) =>
      trimEnd(str(callAttribute(self, 'formatweek', week, width))),
    ),
  ];
  return lines.map((line) => line + newLines).join('');
}

function formatYear(self: Value, year: Value, ...given: Value[]): string {
  const [w = 0, l = 0, c = 0, perRow = 3] = given.map(number);
  const width = Math.max(2, w);
  const newLines = '\n'.repeat(Math.max(1, l));
  const spacing = Math.max(2, c);
  const columnWidth = (width + 1) * 7 - 1;
  const row = (texts: readonly string[]): string => trimEnd(columns(texts, columnWidth, spacing)) + newLines;
  const title = trimEnd(center(repr(year), columnWidth * perRow + spacing * (perRow - 1)));
  let text = title + newLines;
  const header = str(callAttribute(self, 'formatweekheader', width));
  const rows = toArray(callAttribute(self, 'yeardays2calendar', year, perRow));
  for (const [index, months] of rows.entries()) {
    const weeks = toArray(months).map((month) => toArray(month));
    const first = perRow * index + 1;
    const names = weeks.map((_, offset) =>
      str(callAttribute(self, 'formatmonthname', year, first + offset, columnWidth, false)),
    );
    text += newLines + row(names) + row(names.map(() => header));
    const height = Math.max(...weeks.map((month) => month.length));
    for (let line = 0; line < height; line++) {
      text += row(
        weeks.map((month) => {
          const week = month[line];
          return week === undefined ? '' : str(callAttribute(self, 'formatweek', week, width));
        }),
      );
    }
  }
  return text;
}

function formatWeekday(day: Value, givenWidth: Value): string {
  const width = number(givenWidth);
  const index = number(day);
  const name = width >= 9 ? (DAY_NAMES[index] ?? '') : dayAbbreviation(index);
  return center(name.slice(0, width), width);
}

export const textCalendarClass = perMachine((m): PyType => {
  const { month_name: monthNames = null } = nameSequences(m);
  const joined = (texts: readonly Value[]): string => texts.map(str).join(' ');
  const methods: Record<string, NativeBody> = {
    'prweek(self, theweek, width)': (self, week, width) =>
      printText(m, callAttribute(self, 'formatweek', week, width), ''),
    'formatday(self, day, weekday, width)': (_self, day, _weekday, width) =>
      center(number(day) === 0 ? '' : String(number(day)).padStart(2), number(width)),
    'formatweek(self, theweek, width)': (self, week, width) =>
      joined(toArray(week).map((pair) => callAttribute(self, 'formatday', ...unpack(pair, 2), width))),
    'formatweekday(self, day, width)': (_self, day, width) => formatWeekday(day, width),
    'formatweekheader(self, width)': (self, width) =>
      joined(
        toArray(callAttribute(self, 'iterweekdays')).map((day) =>
          callAttribute(self, 'formatweekday', day, width),
        ),
      ),
    'formatmonthname(self, theyear, themonth, width, withyear=True)': (
      _self,
      year,
      month,
      width,
      withYear,
    ) => {
      const name = str(getItem(monthNames, month));
      return center(isTrue(withYear) ? `${name} ${repr(year)}` : name, number(width));
    },
    'prmonth(self, theyear, themonth, w=0, l=0)': (self, year, month, w, l) =>
      printText(m, callAttribute(self, 'formatmonth', year, month, w, l), ''),
    'formatmonth(self, theyear, themonth, w=0, l=0)': formatMonth,
    'formatyear(self, theyear, w=2, l=1, c=6, m=3)': formatYear,
    'pryear(self, theyear, w=0, l=0, c=6, m=3)': (self, year, w, l, c, perRow) =>
      printText(m, callAttribute(self, 'formatyear', year, w, l, c, perRow), ''),
  };
  return libraryClass('TextCalendar', {
    module: 'calendar',
    bases: [calendarClass(m)],
    instanceDict: true,
    methods,
  });
});
