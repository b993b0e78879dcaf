// Rewriting what a check has found wrong, where it is a matter of one number or printed line.

import { type LectureReport, notesOf } from './report.js';
import type { CheckedClaim, Replacement } from './verdict.js';

export interface Update {
  readonly claim: CheckedClaim;
  readonly replacement: Replacement;
}

/** Contradicted claims with an edit, in the order of the text, each place once. */
export function updatesOf(report: LectureReport): Update[] {
  const updates = notesOf(report)
    .flatMap(({ claims }) => claims)
    .flatMap((claim) => {
      const { replacement, verdict } = claim;
      return replacement === null || verdict !== 'contradicted' ? [] : [{ claim, replacement }];
    })
    .sort((a, b) => a.replacement.offset - b.replacement.offset);
  return updates.filter(({ replacement }, i) => {
    const before = updates[i - 1]?.replacement;
    return before === undefined || replacement.offset >= before.offset + before.length;
  });
}

export function updated(markdown: string, updates: readonly Update[]): string {
  let text = markdown;
  for (const { replacement } of updates.toReversed()) {
    const { offset, length } = replacement;
    text = text.slice(0, offset) + replacement.text + text.slice(offset + length);
  }
  return text;
}
