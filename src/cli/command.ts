// What the command line asks for: plain data, passed from the main thread to the one that runs the program.

import type { Scenario } from '../base/scenario.js';
import type { ClockName } from '../interpreter/options.js';
import type { ExplanationFormatName } from '../lecture/explain/formats/names.js';
import type { ReaderLevel } from '../lecture/explain/words.js';
import type { QuizFormatName } from '../lecture/quiz/formats/names.js';
import type { ReportFormatName } from '../lecture/reports/names.js';
import type { TraceLevel } from '../trace/events.js';
import type { LabelMode } from '../trace/line-labels.js';

export const VERBS = ['run', 'trace', 'explain', 'quiz', 'check', 'schema'] as const;
export type Verb = (typeof VERBS)[number];

export const TRACE_FORMATS = ['text', 'ndjson'] as const;
export type TraceFormat = (typeof TRACE_FORMATS)[number];

export type Format = TraceFormat | ReportFormatName | ExplanationFormatName | QuizFormatName;

export type ColorMode = 'auto' | 'always' | 'never';

/** The options of a command, whether given or not. */
export interface Settings {
  /** Where the trace or report goes; `-` is stdout. */
  output: string;
  /** Null: text, or what else is the verb's own. */
  format: Format | null;
  /** Which fenced block of a Markdown file is the program, or null. */
  example: string | null;
  /** Null leaves the choice to the format. */
  level: TraceLevel | null;
  /** Whose words an explanation uses. */
  reader: ReaderLevel;
  /** Sentences show the events behind them. */
  evidence: boolean;
  /** A quiz shows its answers. */
  answers: boolean;
  lineLabels: LabelMode;
  clock: ClockName;
  seed: number;
  cpuScale: number;
  cores: number;
  /** The file that says what the simulated web answers, or null. */
  scenario: string | null;
  /** Seconds; null leaves it to the clock. */
  latency: number | null;
  maxSteps: number | null;
  maxTime: number | null;
  color: ColorMode;
  /** 0 with `-q`, 2 with `-v`. */
  verbosity: 0 | 1 | 2;
  elapsed: boolean;
  /** What the program writes below its folder is carried to the host. */
  allowWrite: boolean;
  /** A check also fails on notes that are not exercised or not checkable. */
  strict: boolean;
  /** A check rewrites wrong numbers: after asking, or without. */
  update: 'no' | 'ask' | 'yes';
}

export interface Command {
  readonly verb: Verb;
  /** The program's or lecture's file; `-` is stdin. Empty for verbs that take none. */
  readonly file: string;
  /** The program's own arguments. */
  readonly args: readonly string[];
  readonly settings: Readonly<Settings>;
  /** What `--scenario` names, read. */
  readonly scenario?: Scenario;
}

export function defaultSettings(): Settings {
  return {
    output: '-',
    format: null,
    example: null,
    level: null,
    reader: 'beginner',
    evidence: false,
    answers: false,
    lineLabels: 'auto',
    clock: 'model',
    seed: 0,
    cpuScale: 1,
    cores: 8,
    latency: null,
    scenario: null,
    maxSteps: null,
    maxTime: null,
    color: 'auto',
    verbosity: 1,
    elapsed: false,
    allowWrite: false,
    strict: false,
    update: 'no',
  };
}
