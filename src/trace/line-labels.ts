// Line labels: the numbers a lecture counts its lines by, read from comments such as `# line 10`.
//
// A label may be followed by more words (`# line 9  BLOCKS EVENT LOOP`) and may end a comment that says something
// else (`# no yield here  # line 5`). Only a number right after `# line` counts, so `# see line 10` labels nothing.

import type { LineLabels } from './trace.js';

/** `auto` uses labels when the file is labelled throughout; `comment` uses whatever there is. */
export type LabelMode = 'auto' | 'comment' | 'physical';

/** A comment, `#` included; the lexer's comments are of this shape. */
export interface LabelComment {
  readonly lineno: number;
  readonly text: string;
}

const LABEL = /#\s*line\s+(\d+)(?![\w.])/i;

export function lineLabels(comments: readonly LabelComment[], mode: LabelMode): LineLabels {
  if (mode === 'physical') return null;
  const labels: Record<number, string> = {};
  const numbers: number[] = [];
  for (const { lineno, text } of comments) {
    const number = LABEL.exec(text)?.[1];
    if (number === undefined) continue;
    labels[lineno] = String(Number(number));
    numbers.push(Number(number));
  }
  if (numbers.length === 0 || (mode === 'auto' && !isCount(numbers))) return null;
  return labels;
}

/**
 * Whether the numbers count a file's lines: each is larger than the one before, and at least half of the numbers
 * from the first to the last are there. A stray `# line 40 is slow` in an unlabelled file is neither.
 */
function isCount(numbers: readonly number[]): boolean {
  let last = 0;
  for (const number of numbers) {
    if (number <= last) return false;
    last = number;
  }
  const first = numbers[0] ?? last;
  if (numbers.length === 1) return first === 1;
  return numbers.length * 2 >= last - first + 1;
}

/**
 * What a report calls a line: its label, or its number where lines are counted physically. A line without a label
 * in a labelled file is `:12`, the physical number, so that it is not taken for a label.
 */
export function lineName(labels: LineLabels, lineno: number): string {
  if (lineno === 0) return '';
  if (labels === null) return String(lineno);
  return labels[lineno] ?? `:${lineno}`;
}

/** Lines in a few words: `5-7`, `1-3, 13, 23`. Consecutive labels make a range; the order is that of the file. */
export function lineRanges(labels: LineLabels, linenos: Iterable<number>): string {
  const sorted = [...new Set(linenos)].sort((a, b) => a - b);
  const names = sorted.map((lineno) => lineName(labels, lineno));
  const ranges: string[] = [];
  let from = 0;
  for (let i = 1; i <= names.length; i++) {
    if (i < names.length && follows(names[i - 1], names[i])) continue;
    const [first, last] = [names[from] ?? '', names[i - 1] ?? ''];
    ranges.push(i - from > 1 ? `${first}-${last}` : first);
    from = i;
  }
  return ranges.join(', ');
}

function follows(name: string | undefined, next: string | undefined): boolean {
  if (name === undefined || next === undefined) return false;
  const [a, b] = [name, next].map((text) => Number(text.startsWith(':') ? text.slice(1) : text));
  return name.startsWith(':') === next.startsWith(':') && a !== undefined && b === a + 1;
}
