// What the verbs do, in the thread that runs the program. Each gives the exit code.

import { isatty } from 'node:tty';
import { diagnosed } from '../diagnose/diagnose.js';
import { ndjsonLines } from '../export/ndjson.js';
import { textLines } from '../export/text.js';
import type { TraceLevel } from '../trace/events.js';
import { traceSchema } from '../trace/schema.js';
import type { Trace } from '../trace/trace.js';
import { useColor } from './color.js';
import type { Command, Settings } from './command.js';
import { endMessage, exitCodeOf } from './endings.js';
import { EXIT } from './exit-codes.js';
import { check, explainProgram } from './lecture-verbs.js';
import { Output, STDERR, STDOUT, say, writeNow } from './output.js';
import { readProgram } from './program-file.js';
import { quiz } from './quiz.js';
import { runWith } from './run-program.js';
import { programInput } from './standard-input.js';
import { writeLines } from './write-lines.js';

export function execute(command: Command): number {
  switch (command.verb) {
    case 'run':
      return run(command);
    case 'trace':
      return trace(command);
    case 'explain':
      return explainProgram(command);
    case 'quiz':
      return quiz(command);
    case 'check':
      return check(command);
    case 'schema':
      writeLines(command.settings.output, [JSON.stringify(traceSchema(), null, 2)]);
      return EXIT.fine;
  }
}

function run(command: Command): number {
  const program = readProgram(command);
  const stdout = new Output(STDOUT);
  const readLine = programInput(command);
  const result = runWith(command, program, {
    trace: null,
    write: (stream, text) => {
      if (stream === 'stdout') stdout.write(text);
      else {
        stdout.flush();
        writeNow(STDERR, text);
      }
    },
    readLine: () => {
      stdout.flush();
      return readLine();
    },
  });
  stdout.flush();
  const message = result.end.kind === 'exception' ? null : endMessage(result.end, program.name);
  if (message !== null) say(message);
  if (command.settings.elapsed) say(`# elapsed ${result.elapsed.toFixed(6)}`);
  return exitCodeOf(result, 'run');
}

function trace(command: Command): number {
  const program = readProgram(command);
  const { settings } = command;
  let stderr = '';
  const result = runWith(command, program, {
    trace: settings.level ?? defaultLevel(settings),
    ...(settings.verbosity === 2 ? { foldAfter: null } : {}),
    write: (stream, text) => {
      if (stream === 'stderr') stderr += text;
    },
    readLine: programInput(command),
  });
  // What the program printed is in the trace; a program that does not parse has none.
  if (result.end.kind === 'syntax error') writeNow(STDERR, stderr);
  else if (result.trace !== null) writeLines(settings.output, traceLines(diagnosed(result.trace), settings));
  const message = endMessage(result.end, program.name);
  if (message !== null && !(result.end.kind === 'exception' && settings.verbosity === 0)) say(message);
  return exitCodeOf(result, 'trace');
}

/** Without `-v` the narration has no place for stores, and every event is what NDJSON is for. */
function defaultLevel({ format, verbosity }: Readonly<Settings>): TraceLevel {
  return format === 'ndjson' || verbosity === 2 ? 'full' : 'lines';
}

function traceLines(trace: Trace, settings: Readonly<Settings>): Iterable<string> {
  if (settings.format === 'ndjson') return ndjsonLines(trace);
  const isTerminal = settings.output === '-' && isatty(STDOUT);
  const color = useColor(settings.color, { isTerminal, env: process.env });
  return textLines(trace, { color, verbosity: settings.verbosity });
}
