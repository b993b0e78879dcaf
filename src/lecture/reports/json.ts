// The report as data: one JSON document.

import { tally } from '../check/report.js';
import type { ReportFormat } from './report-format.js';

export const JSON_REPORT_FORMAT = 'loopscope-check';
export const JSON_REPORT_VERSION = '1.0.0';

export const jsonReport: ReportFormat = (report) => {
  const examples = report.examples.map(({ title, name, notes }) => ({
    title,
    name,
    notes: notes.map(({ note, verdict, claims, unread }) => ({
      title: note.title,
      lines: note.spans,
      line: note.line,
      verdict,
      claims,
      unread,
    })),
  }));
  const document = {
    format: JSON_REPORT_FORMAT,
    version: JSON_REPORT_VERSION,
    file: report.file,
    counts: Object.fromEntries(tally(report)),
    problems: report.problems,
    examples,
  };
  return [JSON.stringify(document, null, 2)];
};
