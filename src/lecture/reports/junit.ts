// The report as JUnit XML: a suite per program, a case per note.

import { isWrong, type NoteReport } from '../check/report.js';
import { claimSentence } from './claims.js';
import type { ReportFormat, ReportOptions } from './report-format.js';
import { escapeXml } from './xml.js';

export const junitReport: ReportFormat = function* (report, options) {
  yield '<?xml version="1.0" encoding="UTF-8"?>';
  yield `<testsuites name="${escapeXml(report.file)}">`;
  if (report.problems.length > 0) {
    yield `  <testsuite name="${escapeXml(report.file)}" tests="${report.problems.length}" failures="0" errors="${report.problems.length}">`;
    for (const { line, message, file = report.file } of report.problems) {
      yield `    <testcase name="line ${line}" classname="${escapeXml(file)}">`;
      yield `      <error message="${escapeXml(message)}"/>`;
      yield '    </testcase>';
    }
    yield '  </testsuite>';
  }
  for (const { title, name, notes } of report.examples) {
    const failures = notes.filter((note) => fails(note, options)).length;
    const skipped = notes.filter((note) => isSkipped(note, options)).length;
    yield `  <testsuite name="${escapeXml(title || name)}" tests="${notes.length}" failures="${failures}" errors="0" skipped="${skipped}">`;
    for (const note of notes) yield* caseLines(note, name, options);
    yield '  </testsuite>';
  }
  yield '</testsuites>';
};

function* caseLines(report: NoteReport, name: string, options: ReportOptions): IterableIterator<string> {
  const { note, verdict, claims } = report;
  const head = `    <testcase name="${escapeXml(note.title)}" classname="${escapeXml(name)}" line="${note.line}"`;
  const wrong = claims.filter((claim) => isWrong(claim.verdict) || claim.verdict === 'not exercised');
  const text = escapeXml(wrong.map(claimSentence).join('\n'));
  if (fails(report, options)) {
    yield `${head}>`;
    yield `      <failure type="${verdict}" message="${verdict}">${text}</failure>`;
    yield '    </testcase>';
  } else if (isSkipped(report, options)) {
    yield `${head}>`;
    yield `      <skipped message="${verdict}"/>`;
    yield '    </testcase>';
  } else yield `${head}/>`;
}

function fails({ verdict }: NoteReport, { isStrict }: ReportOptions): boolean {
  return isWrong(verdict) || (isStrict && verdict !== 'holds');
}

function isSkipped(report: NoteReport, options: ReportOptions): boolean {
  return report.verdict !== 'holds' && !fails(report, options);
}
