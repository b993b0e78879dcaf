// What the command line asks for: plain data, passed from the main thread to the one that runs the program.

import type { ClockName } from '../interpreter/options.js';
import type { TraceLevel } from '../trace/events.js';
import type { LabelMode } from '../trace/line-labels.js';

export const VERBS = ['run', 'trace', 'schema'] as const;
export type Verb = (typeof VERBS)[number];

export const FORMATS = ['text', 'ndjson'] as const;
export type Format = (typeof FORMATS)[number];

export type ColorMode = 'auto' | 'always' | 'never';

/** The options of a command, whether given or not. */
export interface Settings {
  /** Where the trace goes; `-` is stdout. */
  output: string;
  format: Format;
  /** Which fenced block of a Markdown file is the program, or null. */
  example: string | null;
  /** Null leaves the choice to the format. */
  level: TraceLevel | null;
  lineLabels: LabelMode;
  clock: ClockName;
  seed: number;
  cpuScale: number;
  cores: number;
  maxSteps: number | null;
  maxTime: number | null;
  color: ColorMode;
  /** 0 with `-q`, 2 with `-v`. */
  verbosity: 0 | 1 | 2;
  elapsed: boolean;
  /** What the program writes below its folder is carried to the host. */
  allowWrite: boolean;
}

export interface Command {
  readonly verb: Verb;
  /** The program's file; `-` is stdin. Empty for verbs that take none. */
  readonly file: string;
  /** The program's own arguments. */
  readonly args: readonly string[];
  readonly settings: Readonly<Settings>;
}

export function defaultSettings(): Settings {
  return {
    output: '-',
    format: 'text',
    example: null,
    level: null,
    lineLabels: 'auto',
    clock: 'model',
    seed: 0,
    cpuScale: 1,
    cores: 8,
    maxSteps: null,
    maxTime: null,
    color: 'auto',
    verbosity: 1,
    elapsed: false,
    allowWrite: false,
  };
}
