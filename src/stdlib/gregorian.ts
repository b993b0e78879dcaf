// The Gregorian calendar, as if it had always been in use: days counted from 1 January of year 1, which is day 1.

const DAYS_IN_400_YEARS = 146_097;
const DAYS_IN_100_YEARS = 36_524;
const DAYS_IN_4_YEARS = 1_461;
/** The days of a common year before each month, January first. */
const DAYS_BEFORE_MONTH = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365] as const;

export const MIN_YEAR = 1;
export const MAX_YEAR = 9999;
export const MAX_ORDINAL = 3_652_059;
/** 1 January 1970. */
export const EPOCH_ORDINAL = 719_163;

export interface YearMonthDay {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

export const floorDivide = (a: number, b: number): number => Math.floor(a / b);
/** The remainder of `floorDivide`, never negative for a positive divisor. */
export const modulo = (a: number, b: number): number => a - b * Math.floor(a / b);

export function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

export function daysInMonth(year: number, month: number): number {
  if (month === 2 && isLeap(year)) return 29;
  return (DAYS_BEFORE_MONTH[month] ?? 0) - (DAYS_BEFORE_MONTH[month - 1] ?? 0);
}

/** The number of a day in its year, from 1. */
export function dayOfYear({ year, month, day }: YearMonthDay): number {
  return (DAYS_BEFORE_MONTH[month - 1] ?? 0) + (month > 2 && isLeap(year) ? 1 : 0) + day;
}

function daysBeforeYear(year: number): number {
  const past = year - 1;
  return past * 365 + floorDivide(past, 4) - floorDivide(past, 100) + floorDivide(past, 400);
}

export function ordinalOf(date: YearMonthDay): number {
  return daysBeforeYear(date.year) + dayOfYear(date);
}

export function dateOfOrdinal(ordinal: number): YearMonthDay {
  const days = ordinal - 1;
  const fourCenturies = floorDivide(days, DAYS_IN_400_YEARS);
  let rest = days - fourCenturies * DAYS_IN_400_YEARS;
  // The last century of four, and the last year of four, are a day longer.
  const centuries = Math.min(3, floorDivide(rest, DAYS_IN_100_YEARS));
  rest -= centuries * DAYS_IN_100_YEARS;
  const fours = floorDivide(rest, DAYS_IN_4_YEARS);
  rest -= fours * DAYS_IN_4_YEARS;
  const years = Math.min(3, floorDivide(rest, 365));
  rest -= years * 365;
  const year = fourCenturies * 400 + centuries * 100 + fours * 4 + years + 1;
  let month = 1;
  while (rest >= daysInMonth(year, month)) rest -= daysInMonth(year, month++);
  return { year, month, day: rest + 1 };
}

/** Monday is 0. */
export function weekdayOfOrdinal(ordinal: number): number {
  return modulo(ordinal + 6, 7);
}

export function weekday(date: YearMonthDay): number {
  return weekdayOfOrdinal(ordinalOf(date));
}

/** The Monday of week 1, the first week with four days of the year. */
export function isoYearStart(year: number): number {
  const first = daysBeforeYear(year) + 1;
  const day = weekdayOfOrdinal(first);
  return first - day + (day > 3 ? 7 : 0);
}

export interface IsoWeek {
  readonly year: number;
  readonly week: number;
  /** Monday is 1. */
  readonly weekday: number;
}

export function isoWeek(date: YearMonthDay): IsoWeek {
  const ordinal = ordinalOf(date);
  let { year } = date;
  if (ordinal >= isoYearStart(year + 1)) year++;
  else if (ordinal < isoYearStart(year)) year--;
  const days = ordinal - isoYearStart(year);
  return { year, week: floorDivide(days, 7) + 1, weekday: (days % 7) + 1 };
}

/** Some years have 53 weeks. */
export function isoWeeksInYear(year: number): number {
  return (isoYearStart(year + 1) - isoYearStart(year)) / 7;
}
