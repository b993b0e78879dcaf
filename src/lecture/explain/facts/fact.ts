// What a fact is: something that this run did at the lines of a group, told from its events. Each file of this folder
// tells one kind.

import type { EventId } from '../../../trace/events.js';
import type { Sentence } from '../explanation.js';
import type { Group } from '../grouping.js';
import type { Scene } from '../scene.js';
import { sentence } from '../wording.js';

export interface Fact {
  /** The kind of its sentences. */
  readonly id: string;
  /** Nothing where nothing of the kind happened. `told`: kinds that have been told of this group already. */
  readonly tell: (group: Group, scene: Scene, told: ReadonlySet<string>) => readonly Telling[];
}

/** A sentence and the events that show it. */
export interface Telling {
  readonly text: string;
  readonly evidence: readonly EventId[];
}

/** So many events at most are named for one sentence: the first ones and the last. */
const MOST_EVIDENCE = 12;

export function tell(text: string, evidence: Iterable<EventId>): Telling {
  const events = [...new Set(evidence)].sort((a, b) => a - b);
  const kept =
    events.length <= MOST_EVIDENCE ? events : [...events.slice(0, MOST_EVIDENCE - 1), ...events.slice(-1)];
  return { text: sentence(text), evidence: kept };
}

export function sentenceOf(kind: string, { text, evidence }: Telling): Sentence {
  return { kind, text, evidence };
}
