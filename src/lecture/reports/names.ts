// The formats of a check's report, as `--format` names them.

export const REPORT_FORMATS = ['text', 'json', 'markdown', 'junit', 'sarif', 'github'] as const;
export type ReportFormatName = (typeof REPORT_FORMATS)[number];
