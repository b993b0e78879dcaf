// What a format of a check's report is: one file with one function.

import type { LectureReport } from '../check/report.js';

export interface ReportOptions {
  readonly color: boolean;
  /** Notes that hold, and sentences that no rule understands, are told as well. */
  readonly isVerbose: boolean;
  /** What is not exercised or not checkable counts as a finding. */
  readonly isStrict: boolean;
}

/** The lines of the report, without line ends. */
export type ReportFormat = (report: LectureReport, options: ReportOptions) => Iterable<string>;
