// What a run can be told, and what it gives back.

import type { HostFolder } from '../base/files/host-folder.js';
import type { Host } from '../base/host.js';
import { DEFAULT_SCENARIO, type Scenario } from '../base/scenario.js';
import { type CostModel, DEFAULT_COSTS } from '../execution/costs.js';
import type { TraceLevel } from '../trace/events.js';
import type { LabelMode } from '../trace/line-labels.js';
import { FOLD_AFTER } from '../trace/recorder.js';
import type { Trace } from '../trace/trace.js';

export type ClockName = 'model' | 'reference';

export interface RunOptions {
  /** The program's text. */
  readonly source: string;
  /** The name of the file as tracebacks and the trace show it. */
  readonly filename: string;
  /** `sys.argv[1:]` */
  readonly args: readonly string[];
  readonly clock: ClockName;
  /** Seed of `random`. */
  readonly seed: number;
  /** Factor on the cost model's prices; 0 makes computing free. */
  readonly cpuScale: number;
  /** The prices that `--clock model` charges. */
  readonly costs: CostModel;
  /** Simulated processor cores. */
  readonly cores: number;
  /** What the simulated web answers. */
  readonly scenario: Scenario;
  /** How long data takes one way through the simulated network, in seconds; null: what the clock's policy says. */
  readonly latency: number | null;
  /** Limits; null for none. Steps are counted in prices of a simple statement, time in virtual seconds. */
  readonly maxSteps: number | null;
  readonly maxTime: number | null;
  /** Events of the trace after which the run is stopped, looked at every millisecond of its time; null for no end. */
  readonly maxEvents: number | null;
  /** Null records nothing. */
  readonly trace: TraceLevel | null;
  /** How many lines, calls and stores on end are recorded one by one before they are folded; null for all. */
  readonly foldAfter: number | null;
  readonly lineLabels: LabelMode;
  /** Skip ahead over spin loops; stepping through them gives the same result, slowly. */
  readonly skipSpins: boolean;
  /** The folder the program lies in, as it may see it; null where it has no files but its own. */
  readonly folder: HostFolder | null;
  /** What else there is around the program; null for nothing. */
  readonly host: Host | null;
  /** Where the program's output goes, as it is written. */
  readonly write: (stream: 'stdout' | 'stderr', text: string) => void;
  /** The next line of standard input with its line end, or null at the end. */
  readonly readLine: () => string | null;
}

export const DEFAULT_OPTIONS: Omit<RunOptions, 'source' | 'filename' | 'write'> = {
  args: [],
  clock: 'model',
  seed: 0,
  cpuScale: 1,
  costs: DEFAULT_COSTS,
  cores: 8,
  latency: null,
  scenario: DEFAULT_SCENARIO,
  maxSteps: null,
  maxTime: null,
  maxEvents: null,
  trace: null,
  foldAfter: FOLD_AFTER,
  lineLabels: 'auto',
  skipSpins: true,
  folder: null,
  host: null,
  readLine: () => null,
};

/** How a run ended. Whatever the program printed has gone to `write` by then, an uncaught exception's traceback included. */
export type RunEnd =
  | { readonly kind: 'finished' }
  /** `sys.exit(...)` or an uncaught SystemExit. */
  | { readonly kind: 'exit' }
  | { readonly kind: 'exception'; readonly lastLine: string; readonly lineno: number | null }
  /** The source does not parse; CPython's message has been written to stderr. */
  | { readonly kind: 'syntax error'; readonly message: string; readonly lineno: number }
  | {
      readonly kind: 'unsupported';
      readonly message: string;
      readonly lineno: number | null;
      readonly column: number | null;
    }
  | { readonly kind: 'limit'; readonly message: string }
  | { readonly kind: 'deadlock'; readonly message: string }
  /** A bug of loopscope. */
  | { readonly kind: 'internal'; readonly message: string; readonly stack: string };

export interface RunResult {
  readonly end: RunEnd;
  /** The exit status `python FILE` would have. */
  readonly exitCode: number;
  /** Seconds of real time the program took, without start-up. */
  readonly elapsed: number;
  readonly trace: Trace | null;
}
