// Host strings seen as sequences of code points, which is how Python counts, indexes, slices and orders them.
//
// A string without surrogates is its own code points, and almost all are: every function takes that path first.

const HIGH = 0xd800;
const LOW = 0xdc00;
const SURROGATE_END = 0xdfff;

/** The host knows at once that a string of one-byte characters has none. */
const PAIR = /[\ud800-\udbff][\udc00-\udfff]/;
const PAIRS = /[\ud800-\udbff][\udc00-\udfff]/g;

/** Whether code units and code points differ: the string has a surrogate pair. */
export function hasPairs(text: string): boolean {
  return PAIR.test(text);
}

/** `len(text)` */
export function lengthOf(text: string): number {
  return PAIR.test(text) ? text.length - (text.match(PAIRS)?.length ?? 0) : text.length;
}

/** Where the code point at `index` begins, counted in code units. */
export function unitIndex(text: string, index: number): number {
  if (!PAIR.test(text)) return index;
  let unit = 0;
  for (let left = index; left > 0 && unit < text.length; left--) unit += isPairAt(text, unit) ? 2 : 1;
  return unit;
}

/** How many code points stand before the code unit at `unit`. */
export function codePointIndex(text: string, unit: number): number {
  return PAIR.test(text) ? lengthOf(text.slice(0, unit)) : unit;
}

function isPairAt(text: string, unit: number): boolean {
  return (text.codePointAt(unit) ?? 0) > 0xffff;
}

/** The character at `index`, or undefined outside the string. Negative indexes are outside. */
export function charAt(text: string, index: number): string | undefined {
  if (!PAIR.test(text)) return text[index];
  if (index < 0) return undefined;
  const unit = unitIndex(text, index);
  const code = text.codePointAt(unit);
  return code === undefined ? undefined : String.fromCodePoint(code);
}

/** `text[start:end]` for positions within the string. */
export function substring(text: string, start: number, end: number): string {
  if (!PAIR.test(text)) return text.slice(start, end);
  const first = unitIndex(text, start);
  return text.slice(first, first + unitIndex(text.slice(first), end - start));
}

/** `count` characters from `start` in steps of `step`. */
export function pickChars(text: string, start: number, step: number, count: number): string {
  if (count <= 0) return '';
  if (step === 1) return substring(text, start, start + count);
  let picked = '';
  if (PAIR.test(text)) {
    const chars = [...text];
    for (let i = 0; i < count; i++) picked += chars[start + i * step] ?? '';
  } else for (let i = 0; i < count; i++) picked += text[start + i * step] ?? '';
  return picked;
}

/** Negative, zero or positive, by the first code point that differs. */
export function compareStrings(a: string, b: string): number {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x === y) continue;
    return x < HIGH || y < HIGH ? x - y : codePointAround(a, i) - codePointAround(b, i);
  }
  return a.length - b.length;
}

/** The code point that the code unit at `index` is part of. */
function codePointAround(text: string, index: number): number {
  const unit = text.charCodeAt(index);
  if (unit >= LOW && unit <= SURROGATE_END && index > 0) {
    const pair = text.codePointAt(index - 1) ?? 0;
    if (pair > 0xffff) return pair;
  }
  return text.codePointAt(index) ?? 0;
}

export function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 0x7f) return false;
  return true;
}

/** White space as `str.isspace` and `str.split` see it. None of it is beyond the first plane. */
export function isSpace(unit: number): boolean {
  if (unit < 0x80) return unit === 0x20 || (unit >= 0x09 && unit <= 0x0d) || (unit >= 0x1c && unit <= 0x1f);
  if (unit < 0x1680) return unit === 0x85 || unit === 0xa0;
  if (unit <= 0x200a) return unit === 0x1680 || unit >= 0x2000;
  return unit === 0x2028 || unit === 0x2029 || unit === 0x202f || unit === 0x205f || unit === 0x3000;
}

/** Numbers as text may stand in white space, but for the separators of ASCII (0x1c to 0x1f). */
export function stripAroundNumber(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isNumberSpace(text.charCodeAt(start))) start++;
  while (end > start && isNumberSpace(text.charCodeAt(end - 1))) end--;
  return text.slice(start, end);
}

function isNumberSpace(unit: number): boolean {
  return isSpace(unit) && (unit < 0x1c || unit > 0x1f);
}
