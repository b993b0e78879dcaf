// An explanation as data.

import type { Explanation } from '../explanation.js';

/** Format name and version, so that a reader knows what it has. */
export const EXPLANATION_FORMAT = 'loopscope-explanation';
export const EXPLANATION_VERSION = '1.0.0';

export function* jsonLines({ file, level, listing, notes, remarks }: Explanation): IterableIterator<string> {
  const document = {
    format: EXPLANATION_FORMAT,
    version: EXPLANATION_VERSION,
    file,
    level,
    labelled: listing.labels !== null,
    remarks,
    notes: notes.map(({ title, first, last, sentences }) => ({
      title,
      /** As the lecture counts lines; null where they have no number. */
      span: spanOf(first, last, (line) => listing.numberOf(line)),
      lines: { first, last },
      sentences,
    })),
  };
  yield* JSON.stringify(document, null, 2).split('\n');
}

function spanOf(
  first: number,
  last: number,
  numberOf: (line: number) => number | null,
): { first: number; last: number } | null {
  const numbers: number[] = [];
  for (let line = first; line <= last; line++) {
    const number = numberOf(line);
    if (number !== null) numbers.push(number);
  }
  const [from] = numbers;
  const to = numbers.at(-1);
  return from === undefined || to === undefined ? null : { first: from, last: to };
}
