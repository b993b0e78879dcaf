// Explanations of programs and of sources, for tests and goldens.

import { diagnosed } from '../../src/diagnose/diagnose.js';
import { explain } from '../../src/lecture/explain/explain.js';
import type { Explanation } from '../../src/lecture/explain/explanation.js';
import { markdownLines } from '../../src/lecture/explain/formats/markdown.js';
import type { ReaderLevel } from '../../src/lecture/explain/words.js';
import { Listing } from '../../src/lecture/program/listing.js';
import type { Trace } from '../../src/trace/trace.js';
import { type Ran, runFixture, runSource } from './programs.js';

export interface Explained {
  readonly trace: Trace;
  readonly explanation: Explanation;
}

/** Null where the program left no trace, as one that does not parse. */
export function explainedFixture(program: string): Explained | null {
  const ran = runFixture(program, { trace: 'full' });
  return ran.result.trace === null ? null : explained(ran, 'beginner');
}

export function explainedSource(
  source: string,
  level: ReaderLevel = 'beginner',
  options: Parameters<typeof runSource>[1] = {},
): Explained {
  return explained(runSource(source, { trace: 'full', ...options }), level);
}

/** What `loopscope explain` prints. */
export function explanationOf(program: string): string {
  const result = explainedFixture(program);
  return result === null ? '' : markdownOf(result.explanation);
}

export function markdownOf(explanation: Explanation): string {
  return [...markdownLines(explanation, { evidence: false })].map((line) => `${line}\n`).join('');
}

function explained({ result }: Ran, level: ReaderLevel): Explained {
  if (result.trace === null) throw new Error(`the run left no trace: ${JSON.stringify(result.end)}`);
  const trace = diagnosed(result.trace);
  const { source, labels } = trace.header;
  return { trace, explanation: explain(trace, new Listing(source, labels), level) };
}
