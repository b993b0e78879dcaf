// `loopscope quiz`: questions about a run. On a terminal they are asked one by one, and the answers marked.

import { isatty } from 'node:tty';
import { diagnosed } from '../diagnose/diagnose.js';
import type { RunProgram } from '../lecture/observation/runner.js';
import { Listing } from '../lecture/program/listing.js';
import { quizJson } from '../lecture/quiz/formats/json.js';
import { letter, questionLines, quizText } from '../lecture/quiz/formats/text.js';
import type { Quiz } from '../lecture/quiz/question.js';
import { quizOf } from '../lecture/quiz/quiz.js';
import type { Command } from './command.js';
import { endMessage, exitCodeOf } from './endings.js';
import { STDERR, STDOUT, say, writeNow } from './output.js';
import { readProgram } from './program-file.js';
import { runWith } from './run-program.js';
import { lineReader, programInput } from './standard-input.js';
import { writeLines } from './write-lines.js';

/** A changed copy that goes on for longer never ends. */
const MOST_STEPS = 2_000_000_000;
const MOST_SECONDS = 60;

export function quiz(command: Command): number {
  const program = readProgram(command);
  const { settings } = command;
  let stderr = '';
  const result = runWith(command, program, {
    trace: 'full',
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
    if (isAsked && settings.format === null && !settings.answers) ask(made);
    else {
      const lines = settings.format === 'json' ? quizJson : quizText;
      writeLines(settings.output, lines(made, settings.answers));
    }
  }
  const message = endMessage(result.end, program.name);
  if (message !== null) say(message);
  return exitCodeOf(result, 'quiz');
}

function runner(command: Command): RunProgram {
  const { maxSteps, maxTime } = command.settings;
  const settings = {
    ...command.settings,
    maxSteps: maxSteps ?? MOST_STEPS,
    maxTime: maxTime ?? MOST_SECONDS,
    allowWrite: false,
  };
  return (source, name) => {
    const surroundings = { trace: 'full', write: () => undefined, readLine: () => null } as const;
    const { trace, end } = runWith({ ...command, settings }, { source, name }, surroundings);
    return { trace: trace === null ? null : diagnosed(trace), problem: endMessage(end, name) };
  };
}

function ask({ questions }: Quiz): void {
  const readLine = lineReader(0);
  let right = 0;
  for (const [i, question] of questions.entries()) {
    writeNow(STDOUT, `${[...questionLines(question, i)].join('\n')}\n> `);
    const reply = readLine();
    if (reply === null) break;
    const isRight = reply.trim().toLowerCase().replace(/\)$/, '') === letter(question.answer);
    if (isRight) right++;
    writeNow(STDOUT, `${isRight ? 'Right.' : `No: ${letter(question.answer)}).`} ${question.why}\n\n`);
  }
  writeNow(STDOUT, `${right} of ${questions.length} right.\n`);
}
