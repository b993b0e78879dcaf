// The report as GitHub's workflow commands: an annotation at each wrong claim's line of the Markdown.

import type { Verdict } from '../check/verdict.js';
import { claimSentence, findingsOf } from './claims.js';
import type { ReportFormat } from './report-format.js';

export const githubReport: ReportFormat = function* (report, { isStrict }) {
  for (const { line, message, file = report.file } of report.problems)
    yield command('error', file, line, 'lecture', message);
  for (const { note, claim } of findingsOf(report, isStrict)) {
    yield command(levelOf(claim.verdict), report.file, claim.line, note.note.title, claimSentence(claim));
  }
};

function levelOf(verdict: Verdict): string {
  if (verdict === 'contradicted') return 'error';
  return verdict === 'imprecise' ? 'warning' : 'notice';
}

function command(level: string, file: string, line: number, title: string, message: string): string {
  return `::${level} file=${property(file)},line=${line},title=${property(title)}::${data(message)}`;
}

/** As the runner unescapes them: percent signs and line ends, in properties colons and commas too. */
function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
