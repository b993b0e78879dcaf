// Explanations for those who use the library: from a trace alone.

import { diagnosed } from '../../diagnose/diagnose.js';
import type { Trace } from '../../trace/trace.js';
import { Listing } from '../program/listing.js';
import { explain } from './explain.js';
import type { Explanation } from './explanation.js';
import type { ReaderLevel } from './words.js';

/** What an explanation is written for. */
export interface ExplainOptions {
  /** `beginner`: a lecture's words. `engineer`: CPython's names of the same things. */
  readonly level?: ReaderLevel;
}

/**
 * An explanation of a program, line by line: what each part is, and what it did in the run that the trace records.
 * Every sentence about the run names the events that show it. The run has to be traced at level `full`.
 *
 * @example
 * const { trace } = runProgram({ ...DEFAULT_OPTIONS, source, filename: 'x.py', trace: 'full', write: () => {} });
 * if (trace !== null) console.log([...explanationFormats.markdown(explainTrace(trace), { evidence: false })].join('\n'));
 */
export function explainTrace(trace: Trace, { level = 'beginner' }: ExplainOptions = {}): Explanation {
  const { source, labels } = trace.header;
  const isDiagnosed = trace.diagnostics.length > 0;
  return explain(isDiagnosed ? trace : diagnosed(trace), new Listing(source, labels), level);
}
