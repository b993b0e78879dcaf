// Quizzes for those who use the library: from a trace alone.

import type { Trace } from '../../trace/trace.js';
import type { RunProgram } from '../observation/runner.js';
import { Listing } from '../program/listing.js';
import type { Quiz } from './question.js';
import { quizOf } from './quiz.js';

/** What a quiz needs besides the trace. */
export interface QuizOptions {
  /** Decides in which order the choices stand: the same seed gives the same order. */
  readonly seed?: number;
  /** Runs changed copies of the program, for questions about what would happen; without it none are asked. */
  readonly run?: RunProgram;
}

/**
 * Questions about the run that a trace records, each with one right answer, wrong ones that people believe, and the
 * events that show why. The run has to be traced at level `full`.
 */
export function quizTrace(trace: Trace, { seed = 0, run = nothing }: QuizOptions = {}): Quiz {
  const { source, labels } = trace.header;
  return quizOf(trace, new Listing(source, labels), run, seed);
}

const nothing: RunProgram = () => ({ trace: null, problem: 'nothing runs programs' });
