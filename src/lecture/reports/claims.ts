// What the formats share: which claims are findings, and a claim in a sentence.

import { isWrong, type LectureReport, type NoteReport } from '../check/report.js';
import type { CheckedClaim, Verdict } from '../check/verdict.js';

export interface Finding {
  readonly note: NoteReport;
  readonly claim: CheckedClaim;
}

/** Claims that are wrong; with `isStrict` also those that were not exercised. */
export function findingsOf(report: LectureReport, isStrict: boolean): Finding[] {
  return report.examples.flatMap(({ notes }) =>
    notes.flatMap((note) =>
      note.claims
        .filter(({ verdict }) => isWrong(verdict) || (isStrict && verdict === 'not exercised'))
        .map((claim) => ({ note, claim })),
    ),
  );
}

/** `"roughly 0.8 seconds" is contradicted: total took 0.6 s. Suggested: 0.6 seconds` */
export function claimSentence({ quote, verdict, observed, suggestion }: CheckedClaim): string {
  const advice = suggestion === null ? '' : `. Suggested: ${suggestion}`;
  return `"${quote}" ${copula(verdict)}: ${observed}${advice}`;
}

function copula(verdict: Verdict): string {
  return verdict === 'holds' ? 'holds' : `is ${verdict}`;
}

/** `events 20, 22, 24`, or nothing. */
export function evidenceText({ evidence }: Pick<CheckedClaim, 'evidence'>): string {
  if (evidence.length === 0) return '';
  const shown = evidence.slice(0, 6).join(', ');
  const more = evidence.length > 6 ? ` and ${evidence.length - 6} more` : '';
  return `event${evidence.length === 1 ? '' : 's'} ${shown}${more}`;
}
