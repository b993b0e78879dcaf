// Edited copies of a program: "without the yield" is the program without that line, run like any other.
//
// Lines are named as the lecture counts them. An edit that would leave a block empty leaves a `pass` there.

import type { Listing } from '../program/listing.js';

export interface Edits {
  /** New text by line number; the line's indentation is kept when the text has none. */
  readonly replace?: ReadonlyMap<number, string>;
  /** Text put before a line, with that line's indentation. */
  readonly insert?: ReadonlyMap<number, string>;
  readonly remove?: readonly number[];
}

/** The edited source. Throws a RangeError that names a line which does not exist. */
export function editedSource(listing: Listing, { replace, insert, remove = [] }: Edits): string {
  const lines: string[] = [...listing.lines];
  const at = (number: number): number => {
    const [lineno] = listing.linesOf([{ first: number, last: number }]);
    if (lineno === undefined) throw new RangeError(`the program has no line ${number}`);
    return lineno - 1;
  };
  for (const [number, text] of replace ?? []) {
    lines[at(number)] = labelled(listing, number, indentedLike(lines[at(number)] ?? '', text));
  }
  for (const number of remove) {
    lines[at(number)] = labelled(listing, number, withoutLine(listing, at(number) + 1));
  }
  for (const [number, text] of insert ?? []) {
    const index = at(number);
    lines[index] = `${indentedLike(listing.text(index + 1), text)}\n${lines[index] ?? ''}`;
  }
  return `${lines.join('\n')}\n`;
}

/** What is left of a statement's line: a `pass` keeps the block, and the lines below keep their numbers. */
function withoutLine(listing: Listing, lineno: number): string {
  return listing.statementAt(lineno)?.first === lineno ? indentedLike(listing.text(lineno), 'pass') : '';
}

/** The line goes on to bear its number where the lecture counts by labels. */
function labelled({ labels }: Listing, number: number, text: string): string {
  return labels === null || /#\s*line\s+\d/i.test(text) ? text : `${text}  # line ${number}`;
}

function indentedLike(line: string, text: string): string {
  const indent = /^\s*/.exec(line)?.[0] ?? '';
  return text
    .split('\n')
    .map((each, i) => (i === 0 && /^\s/.test(each) ? each : indent + each))
    .join('\n');
}
