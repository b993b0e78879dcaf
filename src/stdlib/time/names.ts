// What months and weekdays are called in the C locale.

/** Monday first. */
export const DAY_NAMES: readonly string[] = [
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
  'Sunday',
];

/** The first item is empty: months count from 1. */
export const MONTH_NAMES: readonly string[] = [
  '',
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

const short = (name: string): string => name.slice(0, 3);
export const dayAbbreviation = (weekday: number): string => short(DAY_NAMES[weekday] ?? '');
export const monthAbbreviation = (month: number): string => short(MONTH_NAMES[month] ?? '');
