// `loopscope quiz`: questions about a run. On a terminal they are asked one by one, and the answers marked.

import { isatty } from 'node:tty';
import { diagnosed } from '../diagnose/diagnose.js';
import type { RunProgram } from '../lecture/observation/runner.js';
import { Listing } from '../lecture/program/listing.js';
import { ask } from '../lecture/quiz/asking.js';
import { quizFormats } from '../lecture/quiz/formats/formats.js';
import { QUIZ_FORMATS } from '../lecture/quiz/formats/names.js';
import { quizOf } from '../lecture/quiz/quiz.js';
import type { Command } from './command.js';
import { endMessage, exitCodeOf } from './endings.js';
import { STDERR, STDOUT, say, writeNow } from './output.js';
import { readProgram } from './program-file.js';
import { runWith } from './run-program.js';
import { lineReader, programInput } from './standard-input.js';
import { writeLines } from './write-lines.js';

/** What has more than this never ends: nobody answers questions on it. */
const MOST_EVENTS = 1_000_000;
const MOST_STEPS = 400_000_000;
/** A changed copy that goes on for longer never ends. */
const MOST_SECONDS = 600;

export function quiz(command: Command): number {
  const program = readProgram(command);
  const { settings } = command;
  let stderr = '';
  const result = runWith(limited(command, null), program, {
    trace: 'full',
    maxEvents: MOST_EVENTS,
    write: (stream, text) => {
      if (stream === 'stderr') stderr += text;
    },
    readLine: programInput(command),
  });
  if (result.end.kind === 'syntax error') writeNow(STDERR, stderr);
  else if (result.trace !== null) {
    const { source, labels } = result.trace.header;
    const made = quizOf(result.trace, new Listing(source, labels), runner(command), settings.seed);
    const isAsked = isatty(0) && isatty(STDOUT) && settings.output === '-' && command.file !== '-';
    if (isAsked && settings.format === null && !settings.answers)
      ask(made, lineReader(0), (text) => writeNow(STDOUT, text));
    else {
      const format = QUIZ_FORMATS.find((each) => each === settings.format) ?? 'text';
      writeLines(settings.output, quizFormats[format](made, settings.answers));
    }
  }
  const message = endMessage(result.end, program.name);
  if (message !== null) say(message);
  return exitCodeOf(result, 'quiz');
}

function runner(command: Command): RunProgram {
  const { settings } = limited(command, MOST_SECONDS);
  return (source, name) => {
    const { trace, end } = runWith(
      { ...command, settings: { ...settings, allowWrite: false } },
      { source, name },
      { trace: 'full', maxEvents: MOST_EVENTS, write: () => undefined, readLine: () => null },
    );
    return { trace: trace === null ? null : diagnosed(trace), problem: endMessage(end, name) };
  };
}

function limited(command: Command, seconds: number | null): Command {
  const { maxSteps, maxTime } = command.settings;
  const limits = { maxSteps: maxSteps ?? MOST_STEPS, maxTime: maxTime ?? seconds };
  return { ...command, settings: { ...command.settings, ...limits } };
}
