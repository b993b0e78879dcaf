// The formats of a check's report by name.

import { githubReport } from './github.js';
import { jsonReport } from './json.js';
import { junitReport } from './junit.js';
import { markdownReport } from './markdown.js';
import type { ReportFormatName } from './names.js';
import type { ReportFormat } from './report-format.js';
import { sarifReport } from './sarif.js';
import { textReport } from './text.js';

export const reportFormats: Readonly<Record<ReportFormatName, ReportFormat>> = {
  text: textReport,
  json: jsonReport,
  markdown: markdownReport,
  junit: junitReport,
  sarif: sarifReport,
  github: githubReport,
};
