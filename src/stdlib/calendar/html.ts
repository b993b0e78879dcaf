// `calendar.HTMLCalendar`: months and years as tables.

import { getAttribute } from '../../objects/attributes.js';
import { isTrue } from '../../objects/compare.js';
import { PyList } from '../../objects/containers.js';
import { asIndex } from '../../objects/index.js';
import { toArray, unpack } from '../../objects/iteration.js';
import type { NativeBody } from '../../objects/native.js';
import type { PyType, Value } from '../../objects/object.js';
import { str } from '../../objects/repr.js';
import { getItem } from '../../objects/subscript.js';
import { callAttribute, perMachine } from '../library.js';
import { libraryClass } from '../library-class.js';
import { dayAbbreviation } from '../time/names.js';
import { calendarClass } from './days.js';
import { nameSequences } from './names.js';

/** An attribute of the calendar that names a CSS class. */
const cssClass = (self: Value, name: string): string => str(getAttribute(self, name));
const cssClassOf = (self: Value, list: string, index: Value): string =>
  str(getItem(getAttribute(self, list), index));

const table = (cls: string): string => `<table border="0" cellpadding="0" cellspacing="0" class="${cls}">`;

function formatYear(self: Value, year: Value, givenWidth: Value): string {
  const width = Math.max(Number(asIndex(givenWidth)), 1);
  const head = `<tr><th colspan="${width}" class="${cssClass(self, 'cssclass_year_head')}">${str(year)}</th></tr>`;
  let text = `${table(cssClass(self, 'cssclass_year'))}\n${head}`;
  for (let first = 1; first <= 12; first += width) {
    text += '<tr>';
    for (let month = first; month < Math.min(first + width, 13); month++) {
      text += `<td>${str(callAttribute(self, 'formatmonth', year, month, false))}</td>`;
    }
    text += '</tr>';
  }
  return `${text}</table>`;
}

function formatYearPage(self: Value, year: Value, width: Value, css: Value, given: Value): Value {
  const encoding = given === null ? 'utf-8' : str(given);
  const lines = [
    `<?xml version="1.0" encoding="${encoding}"?>`,
    '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">',
    '<html>',
    '<head>',
    `<meta http-equiv="Content-Type" content="text/html; charset=${encoding}" />`,
    ...(css === null ? [] : [`<link rel="stylesheet" type="text/css" href="${str(css)}" />`]),
    `<title>Calendar for ${str(year)}</title>`,
    '</head>',
    '<body>',
  ];
  const body = str(callAttribute(self, 'formatyear', year, width));
  const page = `${lines.join('\n')}\n${body}</body>\n</html>\n`;
  return callAttribute(page, 'encode', encoding, 'xmlcharrefreplace');
}

export const htmlCalendarClass = perMachine((m): PyType => {
  const { month_name: monthNames = null } = nameSequences(m);
  const joined = (texts: readonly Value[]): string => texts.map(str).join('');
  const methods: Record<string, NativeBody> = {
    'formatday(self, day, weekday)': (self, day, weekday) =>
      asIndex(day) === 0
        ? `<td class="${cssClass(self, 'cssclass_noday')}">&nbsp;</td>`
        : `<td class="${cssClassOf(self, 'cssclasses', weekday)}">${str(day)}</td>`,
    'formatweek(self, theweek)': (self, week) =>
      `<tr>${joined(toArray(week).map((pair) => callAttribute(self, 'formatday', ...unpack(pair, 2))))}</tr>`,
    'formatweekday(self, day)': (self, day) =>
      `<th class="${cssClassOf(self, 'cssclasses_weekday_head', day)}">${dayAbbreviation(Number(asIndex(day)))}</th>`,
    'formatweekheader(self)': (self) =>
      `<tr>${joined(toArray(callAttribute(self, 'iterweekdays')).map((day) => callAttribute(self, 'formatweekday', day)))}</tr>`,
    'formatmonthname(self, theyear, themonth, withyear=True)': (self, year, month, withYear) => {
      const name = str(getItem(monthNames, month));
      const shown = isTrue(withYear) ? `${name} ${str(year)}` : name;
      return `<tr><th colspan="7" class="${cssClass(self, 'cssclass_month_head')}">${shown}</th></tr>`;
    },
    'formatmonth(self, theyear, themonth, withyear=True)': (self, year, month, withYear) => {
      const lines = [
        table(cssClass(self, 'cssclass_month')),
        str(callAttribute(self, 'formatmonthname', year, month, withYear)),
        str(callAttribute(self, 'formatweekheader')),
        ...toArray(callAttribute(self, 'monthdays2calendar', year, month)).map((week) =>
          str(callAttribute(self, 'formatweek', week)),
        ),
        '</table>',
      ];
      return `${lines.join('\n')}\n`;
    },
    'formatyear(self, theyear, width=3)': formatYear,
    "formatyearpage(self, theyear, width=3, css='calendar.css', encoding=None)": formatYearPage,
  };
  const days = new PyList(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']);
  return libraryClass('HTMLCalendar', {
    module: 'calendar',
    bases: [calendarClass(m)],
    instanceDict: true,
    methods,
    attributes: {
      cssclasses: days,
      cssclasses_weekday_head: days,
      cssclass_noday: 'noday',
      cssclass_month_head: 'month',
      cssclass_month: 'month',
      cssclass_year_head: 'year',
      cssclass_year: 'year',
    },
  });
});
