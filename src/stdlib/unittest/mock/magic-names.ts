// The special methods that mocks know.

import { once } from '../../library.js';

const PLAIN =
  'lt le gt ge eq ne getitem setitem delitem len contains iter hash str sizeof enter exit divmod rdivmod neg pos abs invert complex int float index round trunc floor ceil bool next fspath aiter';
const NUMERIC = 'add sub mul matmul truediv floordiv mod lshift rshift and xor or pow';
/** Supported, but not there until they are set. */
const FURTHER =
  'get set delete reversed missing reduce reduce_ex getinitargs getnewargs getstate setstate getformat repr dir subclasses format getnewargs_ex';
const UNSUPPORTED = 'getattr setattr init new prepare instancecheck subclasscheck del';

const dunder = (name: string): string => `__${name}__`;
const words = (text: string): string[] => text.split(' ');

export const ASYNC_METHODS: readonly string[] = ['__aenter__', '__aexit__', '__anext__'];

/** What a MagicMock has from the start. */
export const supportedMagics = once((): ReadonlySet<string> => {
  const numeric = words(NUMERIC);
  const all = [
    ...words(PLAIN),
    ...numeric,
    ...numeric.map((name) => `i${name}`),
    ...numeric.map((name) => `r${name}`),
  ];
  return new Set(all.map(dunder));
});

const allMagics = once(
  (): ReadonlySet<string> => new Set([...supportedMagics(), ...ASYNC_METHODS, ...words(FURTHER).map(dunder)]),
);

const unsupported = once((): ReadonlySet<string> => new Set(words(UNSUPPORTED).map(dunder)));

export const isAnyMagic = (name: string): boolean => allMagics().has(name);

/** One that is called without `await`. */
export const isSyncMagic = (name: string): boolean => isAnyMagic(name) && !ASYNC_METHODS.includes(name);

export const isUnsupportedMagic = (name: string): boolean => unsupported().has(name);
