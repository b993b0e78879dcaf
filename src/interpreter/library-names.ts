// Modules that no file of a program can stand in for: those that CPython has built in or frozen, and those that are
// loaded before a program starts.

export const ALWAYS_LIBRARY: ReadonlySet<string> = new Set([
  'abc',
  'atexit',
  'builtins',
  'codecs',
  'errno',
  'faulthandler',
  'gc',
  'genericpath',
  'importlib',
  'io',
  'itertools',
  'marshal',
  'ntpath',
  'os',
  'posix',
  'posixpath',
  'pwd',
  'runpy',
  'site',
  'stat',
  'sys',
  'time',
  'zipimport',
]);
