// "roughly 0.8 seconds total", "blocks the loop for exactly one second", "sleeps for 0.1 seconds", "about 1 s, not 2 s".

import type { EventId } from '../../../trace/events.js';
import type { Nanoseconds } from '../../../trace/time.js';
import { MILLISECOND, SECOND } from '../../../trace/time.js';
import { roundedSpan } from '../../observation/units.js';
import { isSupposed, nearestClauses } from '../reading/clauses.js';
import { agrees, type Span, spansIn } from '../reading/quantities.js';
import type { ClaimRule, Subject } from '../rule.js';
import type { Sentence } from '../sentence.js';
import { blankCode } from '../sentence.js';
import { contradicted, holds, type Judgement } from '../verdict.js';
import { listed } from '../wording.js';
import { blockedSpans, type Measured, printedAt, programSpan, sleptSpans, totalSpans } from './durations.js';
import { elapsedSpans, momentsAt, spansWithin } from './elapsed.js';

type Kind = 'total' | 'blocked' | 'slept' | 'printed';

const KINDS: readonly (readonly [Kind, RegExp])[] = [
  [
    'total',
    /\b(?:total|totals|elapsed|overall|altogether|in all|wall[- ]clock|takes?|took|taken|finish(?:es|ed)?|completes?|completed|ends?|ended|runs for|ran for|whole (?:program|thing|run))\b/i,
  ],
  [
    'blocked',
    /\b(?:block(?:s|ed|ing)?|freez(?:e|es|ing)|frozen|stall(?:s|ed)?|holds?|held|monopoli[sz](?:e|es|ed|ing)|busy|spins?|stuck)\b/i,
  ],
  ['printed', /\bprint(?:s|ed)?\b/i],
  [
    'slept',
    /\b(?:sleep(?:s|ing)?|slept|waits?|waited|waiting|lasts?|lasted|suspend(?:s|ed)?|pauses?|paused|delays?|delayed|wak(?:e|es|ing)|woken|timer|deadline|timeout|interval|every|resumes?|from now)\b/i,
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
  if (isPart(span, sentence.text)) return null;
  const measured = kind === null ? [] : measuredAs(kind, sentence.text, subject);
  const matching = measured.filter(({ duration: each }) => agrees(span.nanoseconds, each, span.precision));
  if (matching.length === 0 && isAfter(span, sentence.text))
    return span.isDenied ? null : after(span, subject);
  // "Six fetches of 0.5 seconds", "0.5 s of waiting": a part of what is measured.
  if (kind === null) return null;
  const isOne = new Set(measured.map(({ duration: each }) => roundedSpan(each))).size === 1;
  const whole = kind === 'total' && matching.length === 0 ? elapsedSpans(subject) : [];
  const all = [...measured, ...whole];
  if (all.length === 0) return null;
  const isDirect = isOfLines(kind, own.text, span.start - own.start);
  // What is said of something else than the lines as a whole may be any span that went on meanwhile.
  const isPlausible = (): boolean =>
    spansWithin(null, subject).some((each) => agrees(span.nanoseconds, each, span.precision));
  // "Four times a quarter of a second: one second."
  const sum = measured.reduce((total, each) => total + each.duration, 0);
  const isSum = measured.length > 1 && agrees(span.nanoseconds, sum, span.precision);
  const isAny = all.some(({ duration: each }) => agrees(span.nanoseconds, each, span.precision));
  const judgement = compare(
    span,
    kind,
    isAny ? all : isOne || whole.length === 0 ? measured : whole,
    sentence,
  );
  return judgement?.verdict === 'contradicted' &&
    !span.isDenied &&
    (isSum || isFromElsewhere(span, sentence.text) || (!isDirect && isPlausible()))
    ? null
    : judgement;
}

/** The verb is another clause's, and the number's own clause says more than the number. */
function isFromElsewhere(span: Span, text: string): boolean {
  const [own] = nearestClauses(text, span.start);
  if (own === undefined || KINDS.some(([, pattern]) => pattern.test(blankCode(own.text)))) return false;
  const rest = own.text.replace(span.quote, ' ').replace(span.text, ' ');
  return (rest.match(/[\w\x60]+/g) ?? []).length > 3;
}

/** What the words are about: "the total is", "it sleeps", "this line blocks", or nothing before the verb. */
function isOfLines(kind: Kind, clause: string, at: number): boolean {
  const words = blankCode(clause.slice(0, at));
  if (kind === 'slept' && /\bevery\s*$/i.test(words)) return true;
  const before = words.split(/\band\b/i).at(-1) ?? words;
  if (/\b(?:first|second|each|every|single|per|one of)\b/i.test(words)) return false;
  if (
    kind === 'total' &&
    /\b(?:total|elapsed|overall|altogether|in all|wall[- ]clock|whole|entire|program|together)\b/i.test(
      clause,
    )
  )
    return true;
  return /^\W*(?:(?:and|then|so|here|now|but|this|it|that|the|line|lines|sleep|call|await|block|code|statement|\d+|will|is|was|always|also|\x60_*\x60)\W+)*(?:\w+\W*)?(?:(?:for|about|roughly|exactly|approximately|only|up to|at least|at most|the event loop|its thread|the thread|around|a|an)\W*)*$/i.test(
    before,
  );
}

/** "after 0.5 seconds": from a start that is not named. */
function isAfter({ start }: Span, text: string): boolean {
  return /\bafter\s+(?:(?:about|roughly|around|approximately|exactly|only|just|another|a total of)\s+)*$/i.test(
    text.slice(0, start),
  );
}

/** Only what is so far from everything that it can be counted from is surely wrong. */
function after(span: Span, subject: Subject): Judgement | null {
  const moments = momentsAt(subject);
  if (moments.length === 0 || !subject.observation.hasRun(subject.lines)) return null;
  const spans = spansWithin(
    moments.map(({ seq }) => ({ what: '', duration: 0, evidence: [seq, seq] })),
    subject,
  );
  const isPossible = [...moments.map(({ since }) => since), ...spans].some((each) =>
    agrees(span.nanoseconds, each, span.precision === 'at least' ? 'plain' : span.precision),
  );
  if (isPossible) return null;
  const late = moments.filter(({ at: each }) => each >= MILLISECOND);
  const at = [...new Set((late.length > 0 ? late : moments).map(({ at: each }) => roundedSpan(each)))];
  const evidence = [...new Set(moments.map(({ seq }) => seq))].slice(0, 8);
  return contradicted(`it happened at ${listed(at)}`, evidence);
}

function isPart({ start, end }: Span, text: string): boolean {
  const before = text.slice(0, start);
  const isWhole =
    /\b(?:deadline|timeout|delay|duration|total|sum|latency|interval|time|maximum|period) of\s+(?:\w+\s+)?$/i.test(
      before,
    );
  if (
    /\b(?:plus|and another|and then|\+)\s+(?:the |another |an extra )?$/i.test(before) ||
    /^\s*(?:plus|\+)/i.test(text.slice(end))
  )
    return true;
  if (/\d[\s\w]{0,9}\bto\s+$/i.test(before) || /^\s*to\s+[\d.]/i.test(text.slice(end))) return true;
  return (!isWhole && /\bof\s*$/i.test(before)) || /^\s*(?:each|apiece|per\b|of\b)/i.test(text.slice(end));
}

/** "from 0.10 s to 0.60 s", "at 0.50 s", "(0.50 s)": where on the clock, not how long. */
function isMoment({ start, end }: Span, text: string): boolean {
  const before = text.slice(0, start);
  // "up to 0.2 seconds", "0.1 to 0.3 seconds" are no points in time.
  if (/\bup to\s+$/i.test(before) || (/\d[\s\w]{0,9}\bto\s+$/i.test(before) && !/\bfrom\b/i.test(before)))
    return false;
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
      return `${first?.what ?? 'it'} ${measured.every(({ isPlanned }) => isPlanned === true) ? 'was to wait' : 'waited'} ${values}`;
  }
}
