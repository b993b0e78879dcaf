// The program as a whole, and what its code does on its own: output, calls, exceptions, names.

import { type Narration, nothing, say } from './narration.js';

/** Exceptions that Python raises to itself in the ordinary course of things. */
const ROUTINE = new Set(['StopIteration', 'StopAsyncIteration', 'GeneratorExit', 'CancelledError']);

export const program: Narration<
  | 'program.start'
  | 'program.end'
  | 'program.limit'
  | 'line'
  | 'call'
  | 'return'
  | 'raise'
  | 'store'
  | 'output'
  | 'coroutine.create'
  | 'coroutine.unawaited'
  | 'diagnostic'
> = {
  'program.start': () => say(0, 'task', 'the program starts'),
  'program.end': ({ exitCode, exception }) => {
    const code = exitCode === 0 ? '' : `, exit code ${exitCode}`;
    return exception === null
      ? say(0, 'task', `the program ends${code}`)
      : say(0, 'failure', `the program ends with an uncaught exception${code}: ${exception}`);
  },
  'program.limit': ({ limit, message }) => say(0, 'failure', `limit (${limit}): ${message}`),

  // Lines are folded before they are told; text.ts does that.
  line: () => nothing,
  call: ({ function: name, args }) => say(2, 'quiet', `calls ${name}(${args})`),
  return: ({ function: name, value }) => say(2, 'quiet', `${name} returns ${value}`),
  raise: ({ exception, message }) => {
    const text = message === '' ? exception : `${exception}: ${message}`;
    return say(ROUTINE.has(exception) ? 2 : 0, 'failure', `raises ${text}`);
  },
  store: ({ name, value }) => say(2, 'quiet', `${name} = ${value}`),
  output: ({ stream, text }) => [
    {
      text: `${stream === 'stdout' ? 'prints' : 'prints (stderr)'} ${text === '\n' ? '(an empty line)' : text.replace(/\n$/, '')}`,
      level: 0,
      tone: 'output',
      fit: 'verbatim',
    },
  ],

  'coroutine.create': ({ function: name, args }) =>
    say(2, 'quiet', `calls ${name}(${args.join(', ')}): makes a coroutine, runs nothing yet`),
  'coroutine.unawaited': ({ function: name }) =>
    say(0, 'failure', `the coroutine ${name}() was never awaited: none of it ran`),
  diagnostic: ({ rule, severity, message }) =>
    say(
      severity === 'info' ? 1 : 0,
      severity === 'info' ? 'quiet' : 'hold',
      `${severity}: ${message} [${rule}]`,
    ),
};
