// Which characters a unit of a pattern accepts: digits, spaces and word characters by the flags, sets, and letters
// whatever their case.

import { isSpace } from '../../objects/str-text.js';
import {
  isCasedAscii,
  isCasedUnicode,
  lowerAscii,
  lowerUnicode,
  sameIgnoringCase,
  siblingsOf,
} from './letter-case.js';
import { type Category, Flag, type SetItem, type UnitNode } from './nodes.js';

/** Whether a character, given by its code, is accepted. */
export type CharacterTest = (code: number) => boolean;

const NEWLINE = 0x0a;

const isAsciiDigit: CharacterTest = (code) => code >= 0x30 && code <= 0x39;
const isAsciiSpace: CharacterTest = (code) => code === 0x20 || (code >= 0x09 && code <= 0x0d);
const isAsciiWord: CharacterTest = (code) =>
  (code >= 0x61 && code <= 0x7a) ||
  (code >= 0x41 && code <= 0x5a) ||
  (code >= 0x30 && code <= 0x39) ||
  code === 0x5f;

const DECIMAL = /^\p{Nd}$/u;
const WORD = /^[\p{L}\p{N}]$/u;

const isDigit: CharacterTest = (code) =>
  code < 0x80 ? isAsciiDigit(code) : DECIMAL.test(String.fromCodePoint(code));
const isWord: CharacterTest = (code) =>
  code < 0x80 ? isAsciiWord(code) : WORD.test(String.fromCodePoint(code));

export function categoryTest(category: Category, flags: number): CharacterTest {
  const isUnicode = (flags & Flag.UNICODE) !== 0;
  switch (category) {
    case 'digit':
      return isUnicode ? isDigit : isAsciiDigit;
    case 'space':
      return isUnicode ? isSpace : isAsciiSpace;
    case 'word':
      return isUnicode ? isWord : isAsciiWord;
  }
}

const anything: CharacterTest = () => true;
const notNewline: CharacterTest = (code) => code !== NEWLINE;

export function unitTest(node: UnitNode, flags: number): CharacterTest {
  switch (node.kind) {
    case 'any':
      return (flags & Flag.DOTALL) === 0 ? notNewline : anything;
    case 'literal':
      return setTest([node], flags);
    case 'set': {
      const test = setTest(node.items, flags);
      return node.negated ? (code) => !test(code) : test;
    }
  }
}

function setTest(items: readonly SetItem[], flags: number): CharacterTest {
  const plain = plainSetTest(items, flags);
  if ((flags & Flag.IGNORECASE) === 0) return plain;
  const isUnicode = (flags & Flag.UNICODE) !== 0;
  if (!isUnicode) return (code) => foldedAsciiTest(plain, code);
  if (!items.some((item) => hasCase(item))) return plain;
  return foldedTest(plain, items);
}

function hasCase(item: SetItem): boolean {
  if (item.kind === 'category') return false;
  if (item.kind === 'literal') return isCasedUnicode(item.code);
  if (item.high > 0xff || item.high - item.low > 0xff) return true;
  for (let code = item.low; code <= item.high; code++) if (isCasedUnicode(code)) return true;
  return false;
}

/** Letters outside ASCII have no case here. */
function foldedAsciiTest(plain: CharacterTest, code: number): boolean {
  if (plain(code)) return true;
  return isCasedAscii(code) && plain(lowerAscii(code) === code ? code - 32 : code + 32);
}

function foldedTest(plain: CharacterTest, items: readonly SetItem[]): CharacterTest {
  const [only] = items;
  if (items.length === 1 && only?.kind === 'literal') {
    const siblings = siblingsOf(lowerUnicode(only.code));
    const [first] = siblings;
    if (siblings.length === 1) return (code) => code === first || lowerUnicode(code) === first;
    return (code) => siblings.includes(lowerUnicode(code));
  }
  const known = new Map<number, boolean>();
  return (code) => {
    const lower = lowerUnicode(code);
    let accepted = known.get(lower);
    if (accepted === undefined) {
      accepted = plain(lower) || sameIgnoringCase(lower).some(plain);
      known.set(lower, accepted);
    }
    return accepted;
  };
}

/** The set as it is written. Characters below 128 are looked up in a table. */
function plainSetTest(items: readonly SetItem[], flags: number): CharacterTest {
  const tests = items.map((item) => itemTest(item, flags));
  const [first, second] = tests;
  if (first !== undefined && tests.length === 1) return first;
  if (first !== undefined && second !== undefined && tests.length === 2) {
    return (code) => first(code) || second(code);
  }
  const low = new Uint8Array(128);
  for (let code = 0; code < low.length; code++) low[code] = tests.some((test) => test(code)) ? 1 : 0;
  return (code) => (code < 128 ? low[code] === 1 : tests.some((test) => test(code)));
}

function itemTest(item: SetItem, flags: number): CharacterTest {
  switch (item.kind) {
    case 'literal': {
      const wanted = item.code;
      return (code) => code === wanted;
    }
    case 'range': {
      const { low, high } = item;
      return (code) => code >= low && code <= high;
    }
    case 'category': {
      const test = categoryTest(item.category, flags);
      return item.negated ? (code) => !test(code) : test;
    }
  }
}

/** How characters are compared where a group is referred to. */
export function foldingOf(flags: number): ((code: number) => number) | undefined {
  if ((flags & Flag.IGNORECASE) === 0) return undefined;
  return (flags & Flag.UNICODE) === 0 ? lowerAscii : lowerUnicode;
}
