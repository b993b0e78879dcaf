// What a check of a lecture gives: plain data that every format of report is made from.

import type { LectureProblem, Note } from '../document/lecture.js';
import type { CheckedClaim, Verdict } from './verdict.js';

export interface NoteReport {
  readonly note: Note;
  readonly verdict: Verdict;
  readonly claims: readonly CheckedClaim[];
  /** Sentences that no rule understands. */
  readonly unread: readonly string[];
}

export interface ExampleReport {
  readonly title: string;
  /** As in `NAME.md#example-2`. */
  readonly name: string;
  readonly notes: readonly NoteReport[];
}

export interface LectureReport {
  /** As given. */
  readonly file: string;
  readonly examples: readonly ExampleReport[];
  /** Unclosed fences, programs that do not parse, notes on lines that do not exist, in the order of the Markdown. */
  readonly problems: readonly LectureProblem[];
}

export function notesOf(report: LectureReport): NoteReport[] {
  return report.examples.flatMap(({ notes }) => notes);
}

/** How many notes have each verdict. */
export function tally(report: LectureReport): ReadonlyMap<Verdict, number> {
  const counts = new Map<Verdict, number>();
  for (const { verdict } of notesOf(report)) counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
  return counts;
}

/** Whether something is wrong: with `strict`, also what was not exercised or could not be checked. */
export function hasFindings(report: LectureReport, strict: boolean): boolean {
  if (report.problems.length > 0) return true;
  return notesOf(report).some(({ verdict }) => verdict !== 'holds' && (strict || isWrong(verdict)));
}

export function isWrong(verdict: Verdict): boolean {
  return verdict === 'contradicted' || verdict === 'imprecise';
}
