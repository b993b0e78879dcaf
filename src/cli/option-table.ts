// The options of the command line: one table that parsing, help and near matches read.

import { EXPLANATION_FORMATS } from '../lecture/explain/formats/names.js';
import { READER_LEVELS } from '../lecture/explain/words.js';
import { QUIZ_FORMATS } from '../lecture/quiz/formats/names.js';
import { REPORT_FORMATS } from '../lecture/reports/names.js';
import type { TraceLevel } from '../trace/events.js';
import { type Format, type Settings, TRACE_FORMATS, type Verb } from './command.js';
import { UsageError } from './usage-error.js';

export interface OptionRow {
  /** `--name` */
  readonly name: string;
  /** `-x`, or null. */
  readonly short: string | null;
  /** What the help calls the value; null for a switch. */
  readonly value: string | null;
  readonly help: string;
  readonly verbs: readonly Verb[];
  /** Stores the value (empty for a switch), or throws a UsageError. */
  readonly apply: (settings: Settings, value: string, verb: Verb) => void;
}

/** Formats the design has and this version has not. */
const LATER_FORMATS = ['perfetto', 'svg', 'mermaid', 'html'];

const LEVELS: readonly TraceLevel[] = ['schedule', 'lines', 'full'];
const PROGRAMS: readonly Verb[] = ['run', 'trace', 'explain', 'quiz'];
const RUNS: readonly Verb[] = [...PROGRAMS, 'check'];
const REPORTS: readonly Verb[] = ['trace', 'explain', 'quiz', 'check'];

export function optionTable(): readonly OptionRow[] {
  return [
    option(
      '--format',
      'NAME',
      'trace: text, ndjson; explain: markdown, html, json; quiz: text, json; check: text, json, markdown, junit, sarif, github',
      REPORTS,
      (settings, value, verb) => {
        settings.format = formatFor(verb, value);
      },
    ),
    option('--output', 'FILE', "write there; '-' is stdout", [...REPORTS, 'schema'], (settings, value) => {
      settings.output = value;
    }),
    option(
      '--example',
      'N',
      'run the Nth ```python block of a Markdown FILE',
      PROGRAMS,
      (settings, value) => {
        settings.example = value;
      },
    ),
    option(
      '--level',
      'NAME',
      'what is recorded: schedule, lines, full; whom explain speaks to: beginner, engineer',
      ['trace', 'explain'],
      (settings, value, verb) => {
        if (verb === 'explain') settings.reader = choice('--level', READER_LEVELS, value);
        else settings.level = choice('--level', LEVELS, value);
      },
    ),
    option('--answers', null, "a quiz's answers, at its end", ['quiz'], (settings) => {
      settings.answers = true;
    }),
    option('--evidence', null, 'the events behind each sentence', ['explain'], (settings) => {
      settings.evidence = true;
    }),
    option(
      '--line-labels',
      'auto|comment|physical',
      "the file's '# line 7' or its own lines",
      REPORTS,
      (settings, value) => {
        settings.lineLabels = choice('--line-labels', ['auto', 'comment', 'physical'], value);
      },
    ),
    option(
      '--clock',
      'model|reference',
      'computing costs time, or reading a clock only',
      RUNS,
      (settings, value) => {
        settings.clock = choice('--clock', ['model', 'reference'], value);
      },
    ),
    option('--cpu-scale', 'FACTOR', 'factor on the cost of computing; 0: free', RUNS, (settings, value) => {
      settings.cpuScale = number('--cpu-scale', value, 0);
    }),
    option('--cores', 'N', 'simulated processor cores (8)', RUNS, (settings, value) => {
      settings.cores = wholeNumber('--cores', value, 1);
    }),
    option(
      '--latency',
      'SECONDS',
      'one way through the simulated network (0.0005; --clock reference: 0)',
      RUNS,
      (settings, value) => {
        settings.latency = number('--latency', value, 0);
      },
    ),
    option('--scenario', 'FILE', 'YAML: what the simulated web answers, by URL', RUNS, (settings, value) => {
      settings.scenario = value;
    }),
    option('--seed', 'N', "seed of random numbers, of a quiz's order (0)", RUNS, (settings, value) => {
      settings.seed = wholeNumber('--seed', value, 0);
    }),
    option('--max-steps', 'N', 'stop after so many simple statements', RUNS, (settings, value) => {
      settings.maxSteps = wholeNumber('--max-steps', value, 1);
    }),
    option('--max-time', 'SECONDS', 'stop at this virtual time', RUNS, (settings, value) => {
      settings.maxTime = number('--max-time', value, 0);
    }),
    option('--allow-write', null, "write files to the FILE's folder for real", PROGRAMS, (settings) => {
      settings.allowWrite = true;
    }),
    option('--strict', null, 'also fail on what never ran or cannot be checked', ['check'], (settings) => {
      settings.strict = true;
    }),
    option('--update', null, 'rewrite wrong numbers in the lecture, after asking', ['check'], (settings) => {
      if (settings.update === 'no') settings.update = 'ask';
    }),
    option('--yes', null, '--update without asking', ['check'], (settings) => {
      settings.update = 'yes';
    }),
    option('--elapsed', null, "'# elapsed SECONDS' of real time on stderr", ['run'], (settings) => {
      settings.elapsed = true;
    }),
    option(
      '--color',
      'auto|always|never',
      'auto: NO_COLOR, FORCE_COLOR, then the terminal',
      ['trace', 'check'],
      (settings, value) => {
        settings.color = choice('--color', ['auto', 'always', 'never'], value);
      },
    ),
    option('--quiet', null, 'only what tasks do and print; no messages', PROGRAMS, (settings) => {
      settings.verbosity = 0;
    }),
    option(
      '--verbose',
      null,
      'every event, loops round by round; of a check, what holds as well',
      ['trace', 'check'],
      (settings) => {
        settings.verbosity = 2;
      },
    ),
  ];
}

const SHORT: Readonly<Record<string, string>> = { '--output': '-o', '--quiet': '-q', '--verbose': '-v' };

function option(
  name: string,
  value: string | null,
  help: string,
  verbs: readonly Verb[],
  apply: OptionRow['apply'],
): OptionRow {
  return { name, short: SHORT[name] ?? null, value, help, verbs, apply };
}

function formatFor(verb: Verb, value: string): Format {
  if (verb === 'check') return choice('--format', REPORT_FORMATS, value);
  if (verb === 'quiz') return choice('--format', QUIZ_FORMATS, value);
  if (verb === 'explain') return choice('--format', EXPLANATION_FORMATS, value);
  if (LATER_FORMATS.includes(value)) {
    throw new UsageError(
      `--format ${value} is not built yet; this version has ${TRACE_FORMATS.join(' and ')}`,
    );
  }
  return choice('--format', TRACE_FORMATS, value);
}

function choice<Choice extends string>(name: string, choices: readonly Choice[], value: string): Choice {
  const found = choices.find((each) => each === value);
  if (found === undefined) throw new UsageError(`${name} is one of ${choices.join(', ')}, not '${value}'`);
  return found;
}

function number(name: string, value: string, least: number): number {
  const result = /^\d+(\.\d*)?(e[+-]?\d+)?$|^\.\d+$/i.test(value) ? Number(value) : Number.NaN;
  if (!(result >= least && Number.isFinite(result))) {
    throw new UsageError(`${name} takes a number from ${least} up, not '${value}'`);
  }
  return result;
}

function wholeNumber(name: string, value: string, least: number): number {
  const result = /^\d+$/.test(value) ? Number(value) : Number.NaN;
  if (!(Number.isSafeInteger(result) && result >= least)) {
    throw new UsageError(`${name} takes a whole number from ${least} up, not '${value}'`);
  }
  return result;
}
