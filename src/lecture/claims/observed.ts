// Runs a program for its claims.

import { PySyntaxProblem } from '../../../grammar/syntax-error.js';
import { Observation } from '../observation/observation.js';
import type { RunProgram } from '../observation/runner.js';
import { Listing } from '../program/listing.js';

/** What the program did, or why it could not run. A program that ends by an exception has run. */
export function observed(source: string, name: string, run: RunProgram): Observation | string {
  try {
    new Listing(source, null);
  } catch (error) {
    if (!(error instanceof PySyntaxProblem)) throw error;
    return `${error.type}: ${error.message} (line ${error.lineno})`;
  }
  const { trace, problem } = run(source, name);
  if (trace === null) return problem ?? 'it could not start';
  return new Observation(trace, new Listing(source, trace.header.labels));
}
