// The instructions of a pickle (Lib/pickletools.py describes them), by their names there.

const code = (char: string): number => char.charCodeAt(0);

export const OP = {
  MARK: code('('),
  STOP: code('.'),
  POP: code('0'),
  POP_MARK: code('1'),
  DUP: code('2'),
  FLOAT: code('F'),
  INT: code('I'),
  BININT: code('J'),
  BININT1: code('K'),
  LONG: code('L'),
  BININT2: code('M'),
  NONE: code('N'),
  PERSID: code('P'),
  BINPERSID: code('Q'),
  REDUCE: code('R'),
  STRING: code('S'),
  BINSTRING: code('T'),
  SHORT_BINSTRING: code('U'),
  UNICODE: code('V'),
  BINUNICODE: code('X'),
  APPEND: code('a'),
  BUILD: code('b'),
  GLOBAL: code('c'),
  DICT: code('d'),
  EMPTY_DICT: code('}'),
  APPENDS: code('e'),
  GET: code('g'),
  BINGET: code('h'),
  LONG_BINGET: code('j'),
  LIST: code('l'),
  EMPTY_LIST: code(']'),
  PUT: code('p'),
  BINPUT: code('q'),
  LONG_BINPUT: code('r'),
  SETITEM: code('s'),
  TUPLE: code('t'),
  EMPTY_TUPLE: code(')'),
  SETITEMS: code('u'),
  BINFLOAT: code('G'),
  BINBYTES: code('B'),
  SHORT_BINBYTES: code('C'),
  PROTO: 0x80,
  NEWOBJ: 0x81,
  TUPLE1: 0x85,
  TUPLE2: 0x86,
  TUPLE3: 0x87,
  NEWTRUE: 0x88,
  NEWFALSE: 0x89,
  LONG1: 0x8a,
  LONG4: 0x8b,
  SHORT_BINUNICODE: 0x8c,
  BINUNICODE8: 0x8d,
  BINBYTES8: 0x8e,
  EMPTY_SET: 0x8f,
  ADDITEMS: 0x90,
  FROZENSET: 0x91,
  NEWOBJ_EX: 0x92,
  STACK_GLOBAL: 0x93,
  MEMOIZE: 0x94,
  FRAME: 0x95,
  BYTEARRAY8: 0x96,
} as const;

export const HIGHEST_PROTOCOL = 5;
export const DEFAULT_PROTOCOL = 4;

interface GlobalName {
  readonly module: string;
  readonly name: string;
}

/** Modules and builtins that had other names in Python 2, for which protocols below 3 are written. */
const OLD_MODULES: ReadonlyMap<string, string> = new Map([
  ['builtins', '__builtin__'],
  ['copyreg', 'copy_reg'],
]);
const OLD_BUILTINS: ReadonlyMap<string, string> = new Map([
  ['range', 'xrange'],
  ['int', 'long'],
  ['str', 'unicode'],
  ['chr', 'unichr'],
]);

/** The name of Python 2; exceptions had a module of their own there. */
export function oldName({ module, name }: GlobalName, isException: boolean): GlobalName {
  if (module === 'builtins' && isException) return { module: 'exceptions', name };
  const old = module === 'builtins' ? (OLD_BUILTINS.get(name) ?? name) : name;
  return { module: OLD_MODULES.get(module) ?? module, name: old };
}

/** The name of today. */
export function newName({ module, name }: GlobalName): GlobalName {
  if (module === 'exceptions') return { module: 'builtins', name };
  const current = [...OLD_MODULES].find(([, old]) => old === module)?.[0] ?? module;
  const builtin = [...OLD_BUILTINS].find(([, old]) => old === name)?.[0] ?? name;
  return { module: current, name: current === 'builtins' ? builtin : name };
}
