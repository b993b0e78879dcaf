// How a run ended, told to the user: the exit code and the message on stderr.

import type { RunEnd, RunResult } from '../interpreter/options.js';
import type { Verb } from './command.js';
import { EXIT } from './exit-codes.js';

/** `run` gives the program's own code where the program came to an end by itself. */
export function exitCodeOf({ end, exitCode }: RunResult, verb: Verb): number {
  switch (end.kind) {
    case 'finished':
    case 'exit':
      return verb === 'run' ? exitCode : EXIT.fine;
    case 'exception':
      return verb === 'run' ? exitCode : EXIT.exception;
    case 'syntax error':
    case 'unsupported':
      return EXIT.unreadable;
    case 'limit':
      return EXIT.limit;
    case 'deadlock':
      return EXIT.deadlock;
    case 'internal':
      return EXIT.internal;
  }
}

/** What there is to say about the end, or null. A syntax error has been written by then. */
export function endMessage(end: RunEnd, file: string): string | null {
  switch (end.kind) {
    case 'finished':
    case 'exit':
    case 'syntax error':
      return null;
    case 'exception':
      return `loopscope: the program ended with an uncaught exception: ${end.lastLine}`;
    case 'unsupported':
      return `loopscope: ${place(file, end.lineno, end.column)}: ${end.message}`;
    case 'limit':
    case 'deadlock':
      return `loopscope: ${end.message}`;
    case 'internal':
      return internalMessage(end.message, end.stack);
  }
}

/** A bug of ours. The JavaScript stack helps nobody but us, so it is shown on request only. */
export function internalMessage(message: string, stack: string): string {
  const lines = [
    `loopscope: internal error: ${message}`,
    'This is a bug of loopscope, not of your program. Please report it with the program that shows it.',
  ];
  return [...lines, isDebugging() ? stack : 'LOOPSCOPE_DEBUG=1 shows where it happened.'].join('\n');
}

function isDebugging(): boolean {
  const value = process.env.LOOPSCOPE_DEBUG;
  return value !== undefined && value !== '' && value !== '0';
}

function place(file: string, lineno: number | null, column: number | null): string {
  return [file, lineno, column].filter((part) => part !== null).join(':');
}
