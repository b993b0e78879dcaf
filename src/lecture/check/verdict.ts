// What a check says of a claim, and of a note as a whole.

import type { EventId } from '../../trace/events.js';

/** From the gravest to the one that says least. */
export const VERDICTS = ['contradicted', 'imprecise', 'not exercised', 'holds', 'not checkable'] as const;

/**
 * `contradicted`: the run shows otherwise. `imprecise`: right in spirit, a term or a number is off. `not exercised`:
 * the code never ran. `not checkable`: a definition, advice, or words that no rule understands.
 */
export type Verdict = (typeof VERDICTS)[number];

/** Another wording for a stretch of the Markdown, in UTF-16 code units. */
export interface Replacement {
  readonly offset: number;
  readonly length: number;
  readonly text: string;
}

export interface Judgement {
  readonly verdict: Verdict;
  /** What was observed, in a sentence. */
  readonly observed: string;
  readonly evidence: readonly EventId[];
  /** What the lecture could say instead; null where nothing is wrong. */
  readonly suggestion: string | null;
  /** The suggestion as an edit, where it is a matter of one number or word. */
  readonly replacement: Replacement | null;
}

/** A claim with its judgement. */
export interface CheckedClaim extends Judgement {
  /** Id of the rule that read it; `python` for a claim written beside the lecture. */
  readonly rule: string;
  /** The words of the lecture that make the claim, or the name of the claim's function. */
  readonly quote: string;
  /** Line of the Markdown (from 1): of the words, or of the note that a claim beside the lecture is about. */
  readonly line: number;
}

/** The verdict of a note: the gravest of its claims; without claims it is not checkable. */
export function gravest(verdicts: Iterable<Verdict>): Verdict {
  const found = new Set(verdicts);
  return VERDICTS.find((verdict) => found.has(verdict)) ?? 'not checkable';
}

export function holds(observed: string, evidence: readonly EventId[] = []): Judgement {
  return { verdict: 'holds', observed, evidence, suggestion: null, replacement: null };
}

export function contradicted(
  observed: string,
  evidence: readonly EventId[],
  suggestion: string | null = null,
  replacement: Replacement | null = null,
): Judgement {
  return { verdict: 'contradicted', observed, evidence, suggestion, replacement };
}

export function imprecise(
  observed: string,
  evidence: readonly EventId[],
  suggestion: string | null = null,
  replacement: Replacement | null = null,
): Judgement {
  return { verdict: 'imprecise', observed, evidence, suggestion, replacement };
}

/** `offer` says which variant would run the code, or null. */
export function notExercised(observed: string, offer: string | null = null): Judgement {
  return { verdict: 'not exercised', observed, evidence: [], suggestion: offer, replacement: null };
}
