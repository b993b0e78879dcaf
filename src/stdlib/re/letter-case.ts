// Upper and lower case as patterns that ignore case see it: character by character, with the simple mappings.
//
// Two characters are the same when their lower cases are, or when those are different but have the same upper case
// (`ß` has none of its own, `ς` and `σ` share theirs).

import { once } from '../library.js';

const DOTTED_CAPITAL_I = 0x130;

export function lowerUnicode(code: number): number {
  if (code < 0x80) return lowerAscii(code);
  if (code === DOTTED_CAPITAL_I) return 0x69;
  return String.fromCodePoint(code).toLowerCase().codePointAt(0) ?? code;
}

export function lowerAscii(code: number): number {
  return code >= 0x41 && code <= 0x5a ? code + 32 : code;
}

/** The first character of the upper case: all that patterns look at. */
function upperUnicode(code: number): number {
  return String.fromCodePoint(code).toUpperCase().codePointAt(0) ?? code;
}

export function isCasedUnicode(code: number): boolean {
  return lowerUnicode(code) !== code || upperUnicode(code) !== code;
}

export function isCasedAscii(code: number): boolean {
  const lower = code | 0x20;
  return code < 0x80 && lower >= 0x61 && lower <= 0x7a;
}

/** Where the scripts with two cases stand. */
const CASED_BLOCKS: readonly (readonly [number, number])[] = [
  [0x41, 0x587],
  [0x10a0, 0x10ff],
  [0x13a0, 0x13fd],
  [0x1c80, 0x1cbf],
  [0x1d79, 0x1d8e],
  [0x1e00, 0x1fff],
  [0x2126, 0x2188],
  [0x24b6, 0x24e9],
  [0x2c00, 0x2d2d],
  [0xa640, 0xa7ff],
  [0xab53, 0xabbf],
  [0xfb00, 0xfb17],
  [0xff21, 0xff5a],
  [0x10400, 0x105bc],
  [0x10c80, 0x10cf2],
  [0x118a0, 0x118df],
  [0x16e40, 0x16e7f],
  [0x1e900, 0x1e943],
];

interface CaseTable {
  /** Lower case characters with the same upper case, by each of them. */
  readonly siblings: ReadonlyMap<number, readonly number[]>;
  /** All characters with this lower case. */
  readonly variants: ReadonlyMap<number, readonly number[]>;
}

function addTo(groups: Map<string | number, number[]>, key: string | number, code: number): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, [code]);
  else if (!group.includes(code)) group.push(code);
}

const caseTable = once((): CaseTable => {
  const variants = new Map<number, number[]>();
  const byUpper = new Map<string, number[]>();
  for (const [first, last] of CASED_BLOCKS) {
    for (let code = first; code <= last; code++) {
      const lower = lowerUnicode(code);
      const upper = String.fromCodePoint(lower).toUpperCase();
      if (lower === code && upper === String.fromCodePoint(code)) continue;
      addTo(variants, lower, code);
      addTo(variants, lower, lower);
      addTo(byUpper, upper, lower);
    }
  }
  const siblings = new Map<number, readonly number[]>();
  for (const group of byUpper.values()) {
    if (group.length > 1) for (const code of group) siblings.set(code, group);
  }
  return { siblings, variants };
});

/** The other lower case characters that count as the same as this one; most have none. */
export function siblingsOf(lower: number): readonly number[] {
  if (lower < 0x80) {
    if (lower === 0x69) return [0x69, 0x131];
    if (lower === 0x73) return [0x73, 0x17f];
    return [lower];
  }
  return caseTable().siblings.get(lower) ?? [lower];
}

/** Every character that counts as the same as this lower case one. */
export function sameIgnoringCase(lower: number): readonly number[] {
  const { variants } = caseTable();
  return siblingsOf(lower).flatMap((sibling) => variants.get(sibling) ?? [sibling]);
}
