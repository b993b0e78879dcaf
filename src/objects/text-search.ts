// Where a text occurs in another: what `find`, `index` and `count` of str and bytes share.
//
// The host's search takes time in proportion to the product of both lengths at worst, which a long text asked for in a
// longer one can make hours. CPython guarantees the sum (`stringlib_find` takes the two-way algorithm for long texts);
// so does the table of borders here.

/** From this length on a text is searched for in guaranteed linear time. */
const LONG = 1_000;

/** The first place of `part` in `whole`, or -1. */
export function indexIn(whole: string, part: string): number {
  return part.length < LONG ? whole.indexOf(part) : new LinearSearch(whole, part).next();
}

/** How often `part`, which is not empty, occurs in `whole`, without overlaps. */
export function countIn(whole: string, part: string): number {
  if (part.length < LONG) return whole.split(part).length - 1;
  const search = new LinearSearch(whole, part);
  let count = 0;
  while (search.next() >= 0) count++;
  return count;
}

/** Knuth, Morris and Pratt's search: no unit of `whole` is looked at twice. */
class LinearSearch {
  /** For each length of a beginning of `part`: that of its longest proper end which is a beginning, too. */
  readonly #borders: Int32Array;
  #at = 0;

  constructor(
    readonly whole: string,
    readonly part: string,
  ) {
    this.#borders = part.length > whole.length ? new Int32Array(0) : bordersOf(part);
  }

  /** The next place, behind the one found before, or -1. */
  next(): number {
    const { whole, part } = this;
    if (part.length > whole.length) return -1;
    let matched = 0;
    while (this.#at < whole.length) {
      const unit = whole.charCodeAt(this.#at++);
      while (matched > 0 && part.charCodeAt(matched) !== unit) matched = this.#borders[matched] ?? 0;
      if (part.charCodeAt(matched) === unit) matched++;
      if (matched === part.length) return this.#at - matched;
    }
    return -1;
  }
}

function bordersOf(part: string): Int32Array {
  const borders = new Int32Array(part.length + 1);
  let length = 0;
  for (let at = 1; at < part.length; at++) {
    const unit = part.charCodeAt(at);
    while (length > 0 && part.charCodeAt(length) !== unit) length = borders[length] ?? 0;
    if (part.charCodeAt(length) === unit) length++;
    borders[at + 1] = length;
  }
  return borders;
}
