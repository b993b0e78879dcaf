// Runs the programs of lectures, as the command does.

import { diagnosed } from '../../src/diagnose/diagnose.js';
import { runProgram } from '../../src/interpreter/interpreter.js';
import { DEFAULT_OPTIONS, type RunResult } from '../../src/interpreter/options.js';
import type { RunHosted } from '../../src/lecture/claims/claims.js';
import type { RunProgram } from '../../src/lecture/observation/runner.js';

const LIMITS = { maxSteps: 1_000_000_000, maxEvents: 2_000_000, maxTime: 86_400 };

export const runLectureProgram: RunProgram = (source, name, clock = 'model') => {
  const { trace, end } = runProgram({
    ...DEFAULT_OPTIONS,
    ...LIMITS,
    source,
    filename: name,
    clock,
    trace: 'full',
    write: () => undefined,
  });
  return {
    trace: trace === null ? null : diagnosed(trace),
    problem: problemOf(end),
    lineno: 'lineno' in end ? end.lineno : null,
  };
};

/** What the claims print is collected in `printed`. */
export function hostedRunner(printed: string[] = []): RunHosted {
  return (source, name, host) => {
    const write = (_stream: string, text: string): void => {
      printed.push(text);
    };
    const { end } = runProgram({ ...DEFAULT_OPTIONS, ...LIMITS, source, filename: name, host, write });
    const message = problemOf(end);
    return message === null ? null : { message, lineno: 'lineno' in end ? end.lineno : null };
  };
}

function problemOf(end: RunResult['end']): string | null {
  if (end.kind === 'finished' || end.kind === 'exit') return null;
  return end.kind === 'exception' ? end.lastLine : end.message;
}
