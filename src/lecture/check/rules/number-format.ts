// "The `:.2f` format rounds the float to two decimal places."

import { countsIn } from '../reading/quantities.js';
import type { ClaimRule } from '../rule.js';
import { contradicted, holds } from '../verdict.js';

const FORMAT = /`[^`]*?:?\.(\d+)f[^`]*`/;

export const numberFormat: ClaimRule = {
  id: 'number-format',
  summary: 'what a format does to a number: "`:.2f` rounds to two decimal places"',
  about: 'program',
  read: ({ text }, { listing, lines }) => {
    const [claimed] = countsIn(text, 'decimal place|decimal|digit');
    const named = FORMAT.exec(text)?.[1];
    const written = new Set(
      lines.flatMap((lineno) =>
        [...listing.text(lineno).matchAll(/\.(\d+)f\b/g)].map(([, digits]) => digits),
      ),
    );
    const [only] = written;
    const digits = named ?? (written.size === 1 ? only : undefined);
    if (claimed === undefined || digits === undefined) return [];
    const isHere = written.has(digits);
    if (!isHere)
      return [{ quote: claimed.text, judgement: contradicted(`there is no \`.${digits}f\` here`, []) }];
    const observed = `\`.${digits}f\` gives ${digits} decimal place${digits === '1' ? '' : 's'}`;
    const judgement =
      claimed.count === Number(digits)
        ? holds(observed)
        : contradicted(observed, [], `${digits} decimal places`);
    return [{ quote: claimed.text, judgement }];
  },
};
