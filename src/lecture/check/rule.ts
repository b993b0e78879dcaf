// What a claim rule is: one file that reads one kind of statement out of a sentence and holds it against the run.
//
// A rule reads only what it is sure to understand. A sentence that no rule reads is not checkable; a rule that reads
// a sentence wrongly accuses a lecturer falsely, which is worse than to miss a mistake.

import type { LectureExample, Note } from '../document/lecture.js';
import type { Observation } from '../observation/observation.js';
import type { CallSite, Listing, Statement } from '../program/listing.js';
import type { Sentence } from './sentence.js';
import type { Edits } from './variant.js';
import type { Judgement } from './verdict.js';

/** What a note is about, and what happened there. */
export interface Subject {
  readonly example: LectureExample;
  readonly note: Note;
  /** Physical lines of the note. */
  readonly lines: readonly number[];
  readonly statements: readonly Statement[];
  readonly calls: readonly CallSite[];
  readonly listing: Listing;
  readonly observation: Observation;
  /** Runs an edited copy; null when it cannot be run. */
  readonly variant: (edits: Edits) => Observation | null;
}

export interface Claim {
  /** The words that make it, out of the sentence. */
  readonly quote: string;
  readonly judgement: Judgement;
}

export interface ClaimRule {
  /** Stays the same for good. */
  readonly id: string;
  /** What it understands, in one sentence, with an example. */
  readonly summary: string;
  /** Claims about a `run` need the code to have run; those about the `program` do not. */
  readonly about: 'program' | 'run';
  readonly read: (sentence: Sentence, subject: Subject) => Claim[];
}
