// `time.strftime` as the C library of Linux does it in the C locale: flags and a minimal width may stand between the
// percent sign and the directive. What is no directive stays as it is.

import { EPOCH_ORDINAL, floorDivide, isLeap, modulo, ordinalOf } from '../gregorian.js';
import { DAY_NAMES, dayAbbreviation, MONTH_NAMES, monthAbbreviation } from './names.js';
import { SECONDS_PER_DAY, type TimeFields } from './struct-time.js';

/** A number to be padded to a width, or a text. */
type Piece = NumberPiece | { readonly text: string; readonly swapCase?: 'upper' | 'lower' };

interface NumberPiece {
  readonly number: number;
  readonly width: number;
  readonly pad: '0' | ' ';
  /** Shows a plus, too. */
  readonly sign?: boolean;
}

const number = (value: number, width = 2, pad: '0' | ' ' = '0'): Piece => ({ number: value, width, pad });
const text = (value: string): Piece => ({ text: value, swapCase: 'upper' });

/** Seconds since the epoch; fields beyond their range count on: `mktime`. */
export function secondsOfFields({ year, month, day, hour, minute, second }: TimeFields): number {
  const months = year * 12 + month - 1;
  const first = ordinalOf({ year: floorDivide(months, 12), month: modulo(months, 12) + 1, day: 1 });
  return (first + day - 1 - EPOCH_ORDINAL) * SECONDS_PER_DAY + hour * 3600 + minute * 60 + second;
}

const twelveHours = (hour: number): number => (hour % 12 === 0 ? 12 : hour % 12);

/** The ISO year and week: those of the week's Thursday, from the weekday and the day of the year alone. */
function isoWeekOf({ year, weekday, yearDay }: TimeFields): { readonly year: number; readonly week: number } {
  let thursday = yearDay - weekday + 3;
  let isoYear = year;
  const daysOf = (some: number): number => (isLeap(some) ? 366 : 365);
  if (thursday < 1) thursday += daysOf(--isoYear);
  else if (thursday > daysOf(isoYear)) thursday -= daysOf(isoYear++);
  return { year: isoYear, week: floorDivide(thursday - 1, 7) + 1 };
}

const DATE = '%m/%d/%y';
const TIME = '%H:%M:%S';

function piece(directive: string, fields: TimeFields): Piece | undefined {
  const { year, month, day, hour, minute, second, weekday, yearDay } = fields;
  const all = (format: string): Piece => ({ text: strftime(format, fields) });
  const weekday1 = weekday === 6 ? 0 : weekday + 1;
  switch (directive) {
    case 'a':
      return text(dayAbbreviation(weekday));
    case 'A':
      return text(DAY_NAMES[weekday] ?? '');
    case 'b':
    case 'h':
      return text(monthAbbreviation(month));
    case 'B':
      return text(MONTH_NAMES[month] ?? '');
    case 'c':
      return all(`%a %b %e ${TIME} %Y`);
    case 'C':
      return number(floorDivide(year, 100), 1);
    case 'd':
      return number(day);
    case 'D':
    case 'x':
      return all(DATE);
    case 'e':
      return number(day, 2, ' ');
    case 'F':
      return all('%Y-%m-%d');
    case 'g':
      return number(modulo(isoWeekOf(fields).year, 100));
    case 'G':
      return number(isoWeekOf(fields).year, 1);
    case 'H':
      return number(hour);
    case 'I':
      return number(twelveHours(hour));
    case 'j':
      return number(yearDay, 3);
    case 'k':
      return number(hour, 2, ' ');
    case 'l':
      return number(twelveHours(hour), 2, ' ');
    case 'm':
      return number(month);
    case 'M':
      return number(minute);
    case 'n':
      return { text: '\n' };
    case 'p':
      return { text: hour < 12 ? 'AM' : 'PM', swapCase: 'lower' };
    case 'P':
      return { text: hour < 12 ? 'am' : 'pm' };
    case 'r':
      return all('%I:%M:%S %p');
    case 'R':
      return all('%H:%M');
    case 's':
      return number(secondsOfFields(fields), 1);
    case 'S':
      return number(second);
    case 't':
      return { text: '\t' };
    case 'T':
    case 'X':
      return all(TIME);
    case 'u':
      return number(weekday + 1, 1);
    case 'U':
      return number(floorDivide(yearDay - 1 - weekday1 + 7, 7));
    case 'V':
      return number(isoWeekOf(fields).week);
    case 'w':
      return number(weekday1, 1);
    case 'W':
      return number(floorDivide(yearDay - 1 - weekday + 7, 7));
    case 'y':
      return number(modulo(year, 100));
    case 'Y':
      return number(year, 1);
    case 'z':
      return fields.isDst < 0 ? { text: '' } : { number: 0, width: 4, pad: '0', sign: true };
    case 'Z':
      return { text: fields.zone ?? '', swapCase: 'lower' };
    case '%':
      return { text: '%' };
    default:
      return undefined;
  }
}

function showNumber(
  { number, width, pad, sign = false }: NumberPiece,
  padding: string,
  least: number,
): string {
  const before = number < 0 ? '-' : sign ? '+' : '';
  const digits = String(Math.abs(number));
  if (padding === '-') return (before + digits).padStart(least);
  const fill = padding === '_' ? ' ' : padding === '0' ? '0' : pad;
  return before + digits.padStart(Math.max(width, least), fill);
}

function show(shown: Piece, flags: string, width: number): string {
  const padding = /[-_0](?=[^-_0]*$)/.exec(flags)?.[0] ?? '';
  if ('number' in shown) return showNumber(shown, padding, width);
  let { text: result } = shown;
  if (flags.includes('#')) {
    if (shown.swapCase === 'upper') result = result.toUpperCase();
    else if (shown.swapCase === 'lower') result = result.toLowerCase();
  } else if (flags.includes('^')) result = result.toUpperCase();
  return result.padStart(width, padding === '0' ? '0' : ' ');
}

export function strftime(format: string, fields: TimeFields): string {
  return format.replace(/%([-_0^#]*)(\d*)([EO]?)(.)/gsu, (whole, flags, width, modifier, directive) => {
    if (modifier === 'E' && !'cCxXyY'.includes(directive)) return whole;
    if (modifier === 'O' && !'deHImMSuUVwWy'.includes(directive)) return whole;
    const shown = piece(directive, fields);
    return shown === undefined ? whole : show(shown, flags, Number(width));
  });
}
