// The report as SARIF 2.1.0: a result per claim that is wrong, at its line of the Markdown.

import { RULES } from '../check/rules.js';
import type { Verdict } from '../check/verdict.js';
import { claimSentence, findingsOf } from './claims.js';
import type { ReportFormat } from './report-format.js';

const LEVELS: Readonly<Record<Verdict, 'error' | 'warning' | 'note'>> = {
  contradicted: 'error',
  imprecise: 'warning',
  'not exercised': 'note',
  'not checkable': 'note',
  holds: 'note',
};

export const sarifReport: ReportFormat = (report, { isStrict }) => {
  const at = (line: number, file = report.file): object => ({
    physicalLocation: { artifactLocation: { uri: file }, region: { startLine: line } },
  });
  const claims = findingsOf(report, isStrict).map(({ claim }) => ({
    ruleId: claim.rule,
    level: LEVELS[claim.verdict],
    message: { text: claimSentence(claim) },
    locations: [at(claim.line)],
  }));
  const problems = report.problems.map(({ line, message, file }) => ({
    ruleId: 'lecture',
    level: 'error',
    message: { text: message },
    locations: [at(line, file)],
  }));
  const rules = [
    { id: 'lecture', shortDescription: { text: 'the lecture can be read and its programs run' } },
    { id: 'exercise', shortDescription: { text: 'the code that a note is about runs' } },
    { id: 'python', shortDescription: { text: 'a claim written in Python beside the lecture' } },
    ...RULES.map(({ id, summary }) => ({ id, shortDescription: { text: summary } })),
  ];
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{ tool: { driver: { name: 'loopscope', rules } }, results: [...problems, ...claims] }],
  };
  return [JSON.stringify(log, null, 2)];
};
