// The report for people: a line per note with its verdict, and below it what is wrong with which words.

import { type NoteReport, notesOf, tally } from '../check/report.js';
import { type CheckedClaim, VERDICTS, type Verdict } from '../check/verdict.js';
import { evidenceText } from './claims.js';
import type { ReportFormat, ReportOptions } from './report-format.js';

const MARKS: Readonly<Record<Verdict, string>> = {
  holds: '✓',
  contradicted: '✗',
  imprecise: '~',
  'not exercised': '○',
  'not checkable': '·',
};
/** Green, red, yellow, cyan, dim. */
const COLORS: Readonly<Record<Verdict, string>> = {
  holds: '32',
  contradicted: '31',
  imprecise: '33',
  'not exercised': '36',
  'not checkable': '2',
};
const WIDTH = Math.max(...VERDICTS.map(({ length }) => length));

export const textReport: ReportFormat = function* (report, options) {
  const title = Math.max(5, ...notesOf(report).map(({ note }) => note.title.length));
  for (const { line, message, file = report.file } of report.problems) {
    yield painted(`${file}:${line}: ${message}`, '31', options);
  }
  if (report.problems.length > 0) yield '';
  for (const example of report.examples) {
    yield painted(example.title || example.name, '1', options);
    if (example.notes.length === 0) yield '  no notes';
    for (const note of example.notes) yield* noteLines(note, title, report.file, options);
    yield '';
  }
  const counts = tally(report);
  const parts = VERDICTS.filter((each) => counts.has(each)).map((each) => `${counts.get(each)} ${each}`);
  const problems = report.problems.length;
  if (problems > 0) parts.push(`${plural(problems, 'problem')} in the file`);
  yield `${plural(notesOf(report).length, 'note')}: ${parts.join(', ')}`;
};

function* noteLines(
  report: NoteReport,
  width: number,
  file: string,
  options: ReportOptions,
): IterableIterator<string> {
  const { note, verdict, claims, unread } = report;
  const count = claims.length === 0 ? '' : plural(claims.length, 'claim');
  const rest =
    claims.length === 0 || unread.length === 0 ? '' : `, ${plural(unread.length, 'sentence')} not read`;
  const head = `${MARKS[verdict]} ${note.title.padEnd(width)}  ${verdict.padEnd(WIDTH)}  ${count}${rest}`;
  yield `  ${painted(head.trimEnd(), COLORS[verdict], options)}`;
  for (const claim of claims) {
    if (claim.verdict === 'holds' && !options.isVerbose) continue;
    yield* claimLines(claim, file, options);
  }
  if (options.isVerbose)
    for (const sentence of unread) yield `      ${painted(`not read: ${sentence}`, '2', options)}`;
}

function* claimLines(claim: CheckedClaim, file: string, options: ReportOptions): IterableIterator<string> {
  const { quote, verdict, observed, suggestion, line, rule } = claim;
  const where = rule === 'python' ? quote : `${file}:${line} "${quote}"`;
  yield `      ${painted(MARKS[verdict], COLORS[verdict], options)} ${where}`;
  const evidence = evidenceText(claim);
  for (const [i, text] of observed.split('\n').entries()) {
    const tail = i === 0 && evidence !== '' ? `  (${evidence})` : '';
    yield `          ${i === 0 ? 'observed: ' : '          '}${text}${tail}`;
  }
  if (suggestion !== null)
    yield `          ${verdict === 'not exercised' ? 'try:     ' : 'suggest: '} ${suggestion}`;
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function painted(text: string, code: string, { color }: ReportOptions): string {
  return color ? `\u001b[${code}m${text}\u001b[0m` : text;
}
