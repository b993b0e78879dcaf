// The lectures under fixtures/lectures/: NAME.md with its claims NAME.claims.py, and NAME.table.md, what a check says of
// each of their notes.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { checkLecture } from '../../src/lecture/check/check.js';
import { type LectureReport, notesOf, tally } from '../../src/lecture/check/report.js';
import type { CheckedClaim } from '../../src/lecture/check/verdict.js';
import { checkClaims } from '../../src/lecture/claims/claims.js';
import { hostedRunner, runLectureProgram } from './lecture-runs.js';
import { ROOT } from './programs.js';

const TABLE = '.table.md';
const reports = new Map<string, LectureReport>();

/** Paths of the lectures, from the root of the project. */
export function lectures(): string[] {
  return readdirSync(new URL('fixtures/lectures', ROOT), { encoding: 'utf8' })
    .filter((name) => name.endsWith('.md') && !name.endsWith(TABLE))
    .map((name) => `fixtures/lectures/${name}`)
    .sort();
}

export function tableUrl(lecture: string): URL {
  return new URL(lecture.replace(/\.md$/, TABLE), ROOT);
}

/** The recorded table, or null where there is none. */
export function recordedTable(lecture: string): string | null {
  return textOr(tableUrl(lecture), null);
}

/** Checks a lecture with the claims beside it. */
export function reportOf(lecture: string): LectureReport {
  const known = reports.get(lecture);
  if (known !== undefined) return known;
  const file = lecture.slice(lecture.lastIndexOf('/') + 1);
  const markdown = readFileSync(new URL(lecture, ROOT), 'utf8');
  const claimsFile = file.replace(/\.md$/, '.claims.py');
  const claims = textOr(new URL(`fixtures/lectures/${claimsFile}`, ROOT), '');
  const options = { markdown, file, claims, claimsFile, run: runLectureProgram, runHosted: hostedRunner() };
  const report = checkLecture(markdown, { file, run: runLectureProgram, moreClaims: checkClaims(options) });
  reports.set(lecture, report);
  return report;
}

export function tableOf(lecture: string): string {
  const report = reportOf(lecture);
  const notes = notesOf(report);
  const counts = [...tally(report)].map(([verdict, count]) => `${count} ${verdict}`).join(', ');
  const lines = [
    `# What a check of ${report.file} says`,
    '',
    `${notes.length} notes: ${counts}.`,
    `Notes without a claim: ${notes.filter(({ claims }) => claims.length === 0).length}.`,
    ...(report.problems.length === 0 ? [] : ['', ...report.problems.map(problemLine)]),
  ];
  for (const { title, notes: own } of report.examples) {
    lines.push(
      '',
      `## ${title}`,
      '',
      '| note | claim | read by | verdict | evidence |',
      '| --- | --- | --- | --- | --- |',
    );
    for (const { note, claims } of own) {
      if (claims.length === 0) lines.push(row(note.title, 'none', '', '', ''));
      for (const claim of claims) lines.push(claimRow(note.title, claim));
    }
  }
  return `${lines.join('\n')}\n`;
}

function claimRow(note: string, claim: CheckedClaim): string {
  const { quote, rule, verdict, evidence, suggestion } = claim;
  const parts = [
    claim.observed.replace(/\n\s*/g, ' '),
    ...(evidence.length === 0 ? [] : [`events ${evidence.join(', ')}`]),
    ...(suggestion === null ? [] : [`rather: ${suggestion}`]),
  ];
  return row(note, quote, rule, verdict, parts.join('; '));
}

function row(...cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('<', '\\<')).join(' | ')} |`;
}

function problemLine({ file, line, message }: LectureReport['problems'][number]): string {
  return `- ${file ?? 'the lecture'}, line ${line}: ${message}`;
}

function textOr<Else>(url: URL, otherwise: Else): string | Else {
  return existsSync(url) ? readFileSync(url, 'utf8') : otherwise;
}
