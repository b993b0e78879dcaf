// The options of doctest: bits of a number.

export const FLAGS = {
  DONT_ACCEPT_TRUE_FOR_1: 1,
  DONT_ACCEPT_BLANKLINE: 2,
  NORMALIZE_WHITESPACE: 4,
  ELLIPSIS: 8,
  SKIP: 16,
  IGNORE_EXCEPTION_DETAIL: 32,
  REPORT_UDIFF: 64,
  REPORT_CDIFF: 128,
  REPORT_NDIFF: 256,
  REPORT_ONLY_FIRST_FAILURE: 512,
  FAIL_FAST: 1024,
} as const;

export const COMPARISON_FLAGS = 63;
export const REPORTING_FLAGS = 1984;

const BY_NAME: ReadonlyMap<string, number> = new Map(Object.entries(FLAGS));

export const flagNamed = (name: string): number | undefined => BY_NAME.get(name);
