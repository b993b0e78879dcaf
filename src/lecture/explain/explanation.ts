// What an explanation is: notes on stretches of a program, each a few sentences; what happened is told with the
// events that show it.

import type { EventId } from '../../trace/events.js';
import type { Listing } from '../program/listing.js';
import type { ReaderLevel } from './words.js';

/** One sentence of a note. */
export interface Sentence {
  /** `glossary`: what the code says. Anything else happened in this run. */
  readonly kind: string;
  /** Markdown on one line. */
  readonly text: string;
  /** Events that show it; empty for the glossary alone. */
  readonly evidence: readonly EventId[];
}

/** What is said on a stretch of lines. */
export interface ExplainedNote {
  /** `Line 4`, `Lines 5–8`. */
  readonly title: string;
  /** Physical lines, both included. */
  readonly first: number;
  readonly last: number;
  readonly sentences: readonly Sentence[];
}

/** Notes on all of a program, in the order of its lines. */
export interface Explanation {
  /** The program's file. */
  readonly file: string;
  readonly level: ReaderLevel;
  readonly listing: Listing;
  readonly notes: readonly ExplainedNote[];
  /** How the run ended, where not by its last line, or what is missing from its trace. */
  readonly remarks: readonly Sentence[];
}
