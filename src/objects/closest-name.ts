// The name that takes the fewest changes to become from a wrong one (Python/suggestions.c).

const MAX_CANDIDATES = 750;
const MAX_LENGTH = 40;
const MOVE_COST = 2;
const CASE_COST = 1;

/** What a call with a keyword that a function has not is told, with the keyword it may have meant. */
export function unexpectedKeyword(called: string, wrong: string, known: readonly string[]): string {
  const meant = closest(known, wrong);
  const hint = meant === undefined ? '' : `. Did you mean '${meant}'?`;
  return `${called} got an unexpected keyword argument '${wrong}'${hint}`;
}

/** `_Py_CalculateSuggestions` */
export function closest(names: readonly string[], wrong: string): string | undefined {
  if (names.length >= MAX_CANDIDATES) return undefined;
  const target = utf8(wrong);
  let suggestion: string | undefined;
  let best = Number.POSITIVE_INFINITY;
  for (const name of names) {
    if (name === wrong) continue;
    const candidate = utf8(name);
    // No more than a third of the bytes may change.
    const third = Math.floor(((target.length + candidate.length + 3) * MOVE_COST) / 6);
    const limit = Math.min(third, best - 1);
    const distance = levenshtein(target, candidate, limit);
    if (distance > limit || distance >= best) continue;
    suggestion = name;
    best = distance;
  }
  return suggestion;
}

/** The cost of turning one name into the other, or more than `limit`: one row of the usual table at a time. */
function levenshtein(a: readonly number[], b: readonly number[], limit: number): number {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let [endA, endB] = [a.length, b.length];
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) {
    endA--;
    endB--;
  }
  const trimmed = [a.slice(start, endA), b.slice(start, endB)].sort((x, y) => x.length - y.length);
  const [shorter = [], longer = []] = trimmed;
  if (shorter.length === 0) return longer.length * MOVE_COST;
  if (longer.length > MAX_LENGTH) return limit + 1;
  if ((longer.length - shorter.length) * MOVE_COST > limit) return limit + 1;
  const row = shorter.map((_, index) => (index + 1) * MOVE_COST);
  let result = 0;
  for (const [index, letter] of longer.entries()) {
    let diagonal = index * MOVE_COST;
    result = diagonal;
    let least = Number.POSITIVE_INFINITY;
    for (const [column, other] of shorter.entries()) {
      const substituted = diagonal + substitutionCost(letter, other);
      diagonal = row[column] ?? 0;
      result = Math.min(substituted, Math.min(result, diagonal) + MOVE_COST);
      row[column] = result;
      least = Math.min(least, result);
    }
    if (least > limit) return limit + 1;
  }
  return result;
}

function substitutionCost(a: number, b: number): number {
  if (a === b) return 0;
  return lower(a) === lower(b) ? CASE_COST : MOVE_COST;
}

/** Only ASCII letters have cases here. */
function lower(byte: number): number {
  return byte >= 0x41 && byte <= 0x5a ? byte + 32 : byte;
}

/** The name as CPython's C code compares it: byte by byte. */
function utf8(name: string): number[] {
  const bytes: number[] = [];
  for (const character of name) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x80) bytes.push(code);
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), 0x80 | (code & 63));
    else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
    else {
      bytes.push(
        0xf0 | (code >> 18),
        0x80 | ((code >> 12) & 63),
        0x80 | ((code >> 6) & 63),
        0x80 | (code & 63),
      );
    }
  }
  return bytes;
}
