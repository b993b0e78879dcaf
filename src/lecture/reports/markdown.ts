// The report as a Markdown table per program, to be read beside the lecture.

import { tally } from '../check/report.js';
import { VERDICTS } from '../check/verdict.js';
import { claimSentence, evidenceText } from './claims.js';
import type { ReportFormat } from './report-format.js';

export const markdownReport: ReportFormat = function* (report) {
  yield `# Check of ${report.file}`;
  yield '';
  const counts = tally(report);
  yield VERDICTS.map((verdict) => `${counts.get(verdict) ?? 0} ${verdict}`).join(', ');
  for (const { line, message, file } of report.problems)
    yield `- ${file === undefined ? '' : `${file}, `}line ${line}: ${message}`;
  for (const { title, name, notes } of report.examples) {
    yield '';
    yield `## ${title || name}`;
    yield '';
    yield '| note | verdict | claims | evidence |';
    yield '| --- | --- | --- | --- |';
    for (const { note, verdict, claims } of notes) {
      const shown = claims.length === 0 ? [''] : claims.map(claimSentence);
      const events = claims.map(evidenceText).filter((text) => text !== '');
      yield `| ${note.title} | ${verdict} | ${shown.map(cell).join('<br>')} | ${events.join('; ')} |`;
    }
  }
};

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', '<br>');
}
