// The part of a program that a note is about.

import type { Observation } from '../observation/observation.js';
import type { Listing } from '../program/listing.js';
import type { Subject } from './rule.js';

export function placed(
  listing: Listing,
  lines: readonly number[],
): Pick<Subject, 'lines' | 'statements' | 'calls'> {
  return { lines, statements: listing.statementsAt(lines), calls: listing.callsAt(lines) };
}

/** The same note on another run, such as a variant's. */
export function placedIn(subject: Subject, observation: Observation): Subject {
  const { listing } = observation;
  return { ...subject, listing, observation, ...placed(listing, listing.linesOf(subject.note.spans)) };
}
