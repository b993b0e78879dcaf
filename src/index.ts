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
export { type Example, examplesOf, findExample } from './lecture/document/examples.js';
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
