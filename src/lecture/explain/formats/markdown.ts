// An explanation in a lecture's own form: a list of notes, each with its lines in bold.

import type { Explanation, Sentence } from '../explanation.js';

/** How an explanation is written down. */
export interface MarkdownOptions {
  /** Behind each sentence the events that show it. */
  readonly evidence: boolean;
}

export function* markdownLines(
  explanation: Explanation,
  { evidence }: MarkdownOptions,
): IterableIterator<string> {
  yield '**Line-by-line explanation:**';
  for (const remark of explanation.remarks) {
    yield '';
    yield `> ${shown(remark, evidence)}`;
  }
  for (const { title, sentences } of explanation.notes) {
    yield '';
    yield `- **${title}:** ${sentences.map((each) => shown(each, evidence)).join(' ')}`;
  }
}

function shown({ text, evidence }: Sentence, withEvidence: boolean): string {
  return withEvidence && evidence.length > 0 ? `${text} [${eventNumbers(evidence)}]` : text;
}

/** `event 5`, `events 5, 9`. */
export function eventNumbers(evidence: readonly number[]): string {
  return `event${evidence.length === 1 ? '' : 's'} ${evidence.join(', ')}`;
}
