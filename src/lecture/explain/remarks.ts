// What has to be said about a run as a whole: that it did not come to its end, or that its trace is cut short.

import type { Sentence } from './explanation.js';
import { sentenceOf, tell } from './facts/fact.js';
import type { Scene } from './scene.js';
import { code, number } from './wording.js';

export function remarksOn(scene: Scene): Sentence[] {
  const { header } = scene.trace;
  const remarks: Sentence[] = [];
  const add = (kind: string, text: string, evidence: readonly number[]): void => {
    remarks.push(sentenceOf(kind, tell(text, evidence)));
  };
  for (const { seq, limit, message } of scene.observation.of('program.limit'))
    add('ending', limit === 'events' ? `the trace is cut short: ${message}` : stoppedText(message), [seq]);
  if (header.stopReason === 'deadlock') {
    const found = scene.trace.diagnostics.filter(({ rule }) => rule === 'deadlock');
    add(
      'ending',
      `the run ended in a deadlock: nothing could ever wake up${found.length === 0 ? '' : `: ${found.map(({ message }) => message).join('; ')}`}`,
      [scene.lastEvent, ...found.map(({ seq }) => seq)],
    );
  }
  const [end] = [...scene.observation.of('program.end')];
  if (header.stopReason === 'exception' && end?.exception != null)
    add('ending', `the program ended with an uncaught exception: ${code(end.exception)}`, [end.seq]);
  if (header.omitted > 0)
    add('ending', `${number(header.omitted)} events are missing; counts are at least what is said`, [
      scene.lastEvent,
    ]);
  return remarks;
}

/** The limit's own words, `stopped after 5000 steps`, as a sentence. */
export function stoppedText(message: string): string {
  return message.startsWith('stopped') ? `the run was ${message}` : `the run was stopped: ${message}`;
}
