// `loopscope explain`: notes on a program's lines, from its text and from one run.

import { diagnosed } from '../diagnose/diagnose.js';
import { explain } from '../lecture/explain/explain.js';
import { explanationFormats } from '../lecture/explain/formats/formats.js';
import { EXPLANATION_FORMATS } from '../lecture/explain/formats/names.js';
import { Listing } from '../lecture/program/listing.js';
import type { Trace } from '../trace/trace.js';
import type { Command, Settings } from './command.js';
import { endMessage, exitCodeOf } from './endings.js';
import { STDERR, say, writeNow } from './output.js';
import { readProgram } from './program-file.js';
import { runWith } from './run-program.js';
import { programInput } from './standard-input.js';
import { writeLines } from './write-lines.js';

/** More than this is nothing to be read; a program that never ends has more in the end. */
const MOST_EVENTS = 2_000_000;
/** A loop without end leaves few events: it is stopped by what it has run. */
const MOST_STEPS = 400_000_000;

export function explainProgram(command: Command): number {
  const program = readProgram(command);
  const { settings } = command;
  let stderr = '';
  const limited = { ...command, settings: { ...settings, maxSteps: settings.maxSteps ?? MOST_STEPS } };
  const result = runWith(limited, program, {
    trace: 'full',
    maxEvents: MOST_EVENTS,
    write: (stream, text) => {
      if (stream === 'stderr') stderr += text;
    },
    readLine: programInput(command),
  });
  // What the program printed is in the notes; a program that does not parse has none.
  if (result.end.kind === 'syntax error') writeNow(STDERR, stderr);
  else if (result.trace !== null)
    writeLines(settings.output, explanationLines(diagnosed(result.trace), settings));
  const message = endMessage(result.end, program.name);
  if (message !== null && !(result.end.kind === 'exception' && settings.verbosity === 0)) say(message);
  return exitCodeOf(result, 'explain');
}

function explanationLines(trace: Trace, { format, reader, evidence }: Readonly<Settings>): Iterable<string> {
  const { source, labels } = trace.header;
  const explanation = explain(trace, new Listing(source, labels), reader);
  const name = EXPLANATION_FORMATS.find((each) => each === format) ?? 'markdown';
  return explanationFormats[name](explanation, { evidence });
}
