// The public list: running a program, its trace, and what can be made of it. Nothing here needs Node.

export type { HostEntry, HostFolder, HostWriter } from './base/files/host-folder.js';
export { diagnosed, findings } from './diagnose/diagnose.js';
export type { Finding } from './diagnose/rule.js';
export { ndjsonLines, traceNdjson } from './export/ndjson.js';
export { type TextOptions, textLines, traceText } from './export/text.js';
export { runProgram } from './interpreter/interpreter.js';
export {
  type ClockName,
  DEFAULT_OPTIONS,
  type RunEnd,
  type RunOptions,
  type RunResult,
} from './interpreter/options.js';
export { VERSION } from './interpreter/version.js';
export { type CheckOptions, checkLecture } from './lecture/check/check.js';
export type { ExampleReport, LectureReport, NoteReport } from './lecture/check/report.js';
export type { CheckedClaim, Verdict } from './lecture/check/verdict.js';
export { type Example, examplesOf, findExample } from './lecture/document/examples.js';
export { type ExplainOptions, explainTrace } from './lecture/explain/explained.js';
export type { ExplainedNote, Explanation, Sentence } from './lecture/explain/explanation.js';
export { explanationFormats } from './lecture/explain/formats/formats.js';
export type { MarkdownOptions } from './lecture/explain/formats/markdown.js';
export type { ExplanationFormatName } from './lecture/explain/formats/names.js';
export { READER_LEVELS, type ReaderLevel } from './lecture/explain/words.js';
export type { Ran, RunProgram } from './lecture/observation/runner.js';
export { quizFormats } from './lecture/quiz/formats/formats.js';
export type { QuizFormatName } from './lecture/quiz/formats/names.js';
export type { Question, Quiz } from './lecture/quiz/question.js';
export { type QuizOptions, quizTrace } from './lecture/quiz/quizzed.js';
export { reportFormats } from './lecture/reports/formats.js';
export type { ReportFormatName } from './lecture/reports/names.js';
export type { ReportOptions } from './lecture/reports/report-format.js';
export type {
  EventHead,
  EventId,
  EventOf,
  EventPayloads,
  EventType,
  HandleTarget,
  TraceEvent,
  TraceLevel,
  WaitTarget,
} from './trace/events.js';
export type { LabelMode } from './trace/line-labels.js';
export { type JsonSchema, traceSchema } from './trace/schema.js';
export type { Nanoseconds } from './trace/time.js';
export {
  type ImportedFile,
  SCHEMA_VERSION,
  type StopReason,
  TRACE_FORMAT,
  type Trace,
  type TraceHeader,
} from './trace/trace.js';
