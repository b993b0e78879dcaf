// "roughly 0.8 seconds total", "blocks the loop for exactly one second", "sleeps for 0.1 seconds", "about 1 s, not 2 s".

import type { EventId } from '../../../trace/events.js';
import type { Nanoseconds } from '../../../trace/time.js';
import { SECOND } from '../../../trace/time.js';
import { roundedSpan } from '../../observation/units.js';
import { isSupposed, nearestClauses } from '../reading/clauses.js';
import { agrees, type Span, spansIn } from '../reading/quantities.js';
import type { ClaimRule, Subject } from '../rule.js';
import type { Sentence } from '../sentence.js';
import { blankCode } from '../sentence.js';
import { contradicted, holds, type Judgement } from '../verdict.js';
import { listed } from '../wording.js';
import { blockedSpans, type Measured, printedAt, programSpan, sleptSpans, totalSpans } from './durations.js';

type Kind = 'total' | 'blocked' | 'slept' | 'printed';

const KINDS: readonly (readonly [Kind, RegExp])[] = [
  [
    'total',
    /\b(?:total|totals|elapsed|overall|altogether|in all|wall[- ]clock|takes?|took|finish(?:es|ed)?|completes?|ends?|whole (?:program|thing|run))\b/i,
  ],
  [
    'blocked',
    /\b(?:block(?:s|ed|ing)?|freez(?:e|es|ing)|frozen|stall(?:s|ed)?|holds?|held|monopoli[sz](?:e|es|ed|ing)|busy|spins?|stuck)\b/i,
  ],
  ['printed', /\bprint(?:s|ed)?\b/i],
  [
    'slept',
    /\b(?:sleep(?:s|ing)?|slept|waits?|waiting|suspend(?:s|ed)?|pauses?|paused|delays?|delayed|wak(?:e|es|ing)|woken|timer|deadline|timeout|interval|every|resumes?)\b/i,
  ],
];

export const duration: ClaimRule = {
  id: 'duration',
  summary: 'how long something took: "roughly 0.8 seconds total", "blocks for one second"',
  about: 'run',
  read: (sentence, subject) =>
    spansIn(sentence.text).flatMap((span) => {
      const judgement = judge(span, sentence, subject);
      return judgement === null ? [] : [{ quote: span.quote, judgement }];
    }),
};

function judge(span: Span, sentence: Sentence, subject: Subject): Judgement | null {
  const clauses = nearestClauses(sentence.text, span.start);
  const [own] = clauses;
  if (own === undefined || (isSupposed(own.text) && !span.isDenied)) return null;
  if (isMoment(span, sentence.text)) return happened(span, subject);
  const kind = kindOf(span, sentence.text);
  // "Six fetches of 0.5 seconds", "0.5 s of waiting": a part of what is measured.
  if (kind === null || isPart(span, sentence.text)) return null;
  const measured = measuredAs(kind, sentence.text, subject);
  if (measured.length === 0) return null;
  return compare(span, kind, measured, sentence);
}

function isPart({ start, end }: Span, text: string): boolean {
  const before = text.slice(0, start);
  const isWhole =
    /\b(?:deadline|timeout|delay|duration|total|sum|latency|interval|time|maximum|period) of\s+(?:\w+\s+)?$/i.test(
      before,
    );
  return (!isWhole && /\bof\s*$/i.test(before)) || /^\s*(?:each|apiece|per\b|of\b)/i.test(text.slice(end));
}

/** "from 0.10 s to 0.60 s", "at 0.50 s", "(0.50 s)": where on the clock, not how long. */
function isMoment({ start, end }: Span, text: string): boolean {
  const before = text.slice(0, start);
  if (/\b(?:at|from|to|until|till|by|since|between)\s+(?:about |roughly |t ?= ?)?$/i.test(before))
    return true;
  return /\(\s*$/.test(before) && /^\s*[),]/.test(text.slice(end));
}

/** By the word nearest to the number in its own clause, else by the clauses around it. */
function kindOf(span: Span, text: string): Kind | null {
  for (const [i, clause] of nearestClauses(text, span.start).entries()) {
    // What a clause with a number of its own says, it says of that number.
    if (i > 0 && spansIn(clause.text).length > 0) continue;
    const words = blankCode(clause.text);
    const found = KINDS.flatMap(([kind, pattern]) =>
      [...words.matchAll(new RegExp(pattern, 'gi'))].map((match) => ({
        kind,
        distance: Math.abs(clause.start + match.index - span.start),
      })),
    ).sort((a, b) => a.distance - b.distance);
    const [nearest] = found;
    if (nearest !== undefined) return nearest.kind;
  }
  return null;
}

/** Something at the lines happened then; if nothing did, another clock may be meant. */
function happened({ nanoseconds, precision }: Span, { observation, lines }: Subject): Judgement | null {
  const events = observation.eventsAt(lines, 'line', 'output', 'task.suspend', 'task.step', 'task.finish');
  const found = events.find(({ t }) => agrees(nanoseconds, t, precision));
  return found === undefined
    ? null
    : holds(`something happened here at ${roundedSpan(found.t)}`, [found.seq]);
}

const WHOLE =
  /\b(?:whole|entire|complete) (?:program|script|run|example)\b|\bthe program (?:takes|finishes|ends|runs)\b/i;

function measuredAs(kind: Kind, text: string, subject: Subject): readonly Measured[] {
  switch (kind) {
    case 'total':
      return WHOLE.test(text) ? [programSpan(subject)] : totalSpans(subject);
    case 'printed':
      return printedAt(subject);
    case 'blocked':
      return blockedSpans(subject);
    case 'slept':
      return sleptSpans(subject);
  }
}

function compare(
  span: Span,
  kind: Kind,
  measured: readonly Measured[],
  sentence: Sentence,
): Judgement | null {
  const matching = measured.filter(({ duration: each }) => agrees(span.nanoseconds, each, span.precision));
  const shown = matching.length > 0 ? matching : measured;
  const evidence: EventId[] = shown.flatMap((each) => each.evidence).slice(0, 12);
  const observed = observedText(kind, shown);
  if (span.isDenied) {
    return matching.length === 0
      ? holds(`${observed}, not ${span.text}`, evidence)
      : contradicted(observed, evidence);
  }
  if (matching.length > 0) return holds(observed, evidence);
  const values = new Set(measured.map(({ duration: each }) => roundedSpan(each)));
  // "After one second" may count from anywhere.
  if (kind === 'printed') return null;
  // One of several spans might be meant, or a part that is not measured: only a single value says surely otherwise.
  if (values.size > 1) return null;
  const [only] = measured;
  if (only === undefined) return null;
  const wording = inUnit(only.duration, span);
  const replacement =
    span.digits === null
      ? null
      : {
          offset: sentence.offsetAt(span.start),
          length: span.digits.length,
          text: wording,
        };
  const unit = unitWord(span.text.slice((span.digits ?? '').length).trim(), wording);
  const suggestion = span.digits === null ? roundedSpan(only.duration) : `${wording} ${unit}`;
  return contradicted(observed, evidence, suggestion, replacement);
}

function unitWord(unit: string, value: string): string {
  const word = unit.replace(/^-/, '');
  if (!/^(?:second|millisecond|minute)s?$/i.test(word)) return word;
  return word.replace(/s$/i, '') + (value === '1' ? '' : 's');
}

/** In the unit of the claim, with as many decimals as it takes. */
function inUnit(duration: Nanoseconds, { unit }: Span): string {
  return String(Number((duration / unit).toFixed(unit === SECOND ? 2 : 0)));
}

function observedText(kind: Kind, measured: readonly Measured[]): string {
  const values = listed([...new Set(measured.map(({ duration: each }) => roundedSpan(each)))]);
  const [first] = measured;
  switch (kind) {
    case 'total':
      return `${first?.what ?? 'it'} took ${values}`;
    case 'printed':
      return `it printed at ${values}`;
    case 'blocked':
      return `${first?.what ?? 'it'} held its thread for ${values}`;
    case 'slept':
      return `${first?.what ?? 'it'} waited ${values}`;
  }
}
