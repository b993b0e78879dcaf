// "giving output like `[0.00] A: starting`", "prints `done`", "the result is `[1, 2]`", "returns `'A done'`".

import type { EventId, EventOf } from '../../../trace/events.js';
import { isSupposed } from '../reading/clauses.js';
import { expressionOf } from '../reading/names.js';
import type { Claim, ClaimRule, Subject } from '../rule.js';
import type { Sentence } from '../sentence.js';
import { contradicted, holds, type Judgement } from '../verdict.js';

const PRINTS =
  /\b(?:prints?|outputs?|displays?|shows?|logs?|output (?:like|such as|is)|(?:message|line|text)(?: like| such as)?|printed as)\s+(?:out\s+)?(?:the\s+)?(?:\w+\s+){0,2}?(?:like |such as |is )?(?:`([^`]+)`|"([^"]+)"|\u201c([^\u201d]+)\u201d)/gi;
const BEFORE =
  /`([^`]+)`[^`.;]{0,50}?\b(?:printed|comes?|appears?|shown|is|prints?)\s+(before|after)\s+(?:the\s+)?`([^`]+)`/i;
const RETURNS =
  /\b(?:returns?|result(?:s)? (?:is|are|in)|evaluates? to|(?:its|the) value is|is equal to|equals)\s+(?:the (?:string|value|number|list) )?`([^`]+)`/gi;

export const output: ClaimRule = {
  id: 'output',
  summary: 'what is printed or returned: "prints `A: starting`", "returns `\'A done\'`"',
  about: 'run',
  read: (sentence, subject) => [
    ...printed(sentence, subject),
    ...printedBefore(sentence, subject),
    ...returned(sentence, subject),
  ],
};

function printed({ text, offsetAt }: Sentence, subject: Subject): Claim[] {
  const events = subject.observation.outputsAt(subject.lines);
  if (events.length === 0) return [];
  return [...text.matchAll(PRINTS)].flatMap((match): Claim[] => {
    const claimed = match[1] ?? match[2] ?? match[3] ?? '';
    if (isSupposed(text.slice(0, match.index))) return [];
    const isOutput = events.some((event) => event.text.includes(claimed));
    // `results` in "Print `results`" is what the code says, not what comes out.
    if (!isOutput && match[1] !== undefined && isInSource(claimed, subject)) return [];
    const offset = offsetAt(match.index + match[0].length - 1 - claimed.length);
    const judgement = compareOutput(claimed, events, offset, subject);
    return judgement === null ? [] : [{ quote: match[0], judgement }];
  });
}

/** "`a` comes before `b`", of two texts that are printed once each. */
function printedBefore({ text }: Sentence, { observation }: Subject): Claim[] {
  const match = BEFORE.exec(text);
  if (match === null || isSupposed(text)) return [];
  const [quote, one = '', relation = '', other = ''] = match;
  const events = [...observation.of('output')];
  const [a, b] = [one, other].map((each) => events.filter((event) => event.text.includes(each)));
  const [first, second] = [a?.[0], b?.[0]];
  if (first === undefined || second === undefined || first === second || a?.length !== 1 || b?.length !== 1)
    return [];
  const isBefore = first.seq < second.seq;
  const [earlier, later] = isBefore ? [first, second] : [second, first];
  const observed = `${quoted(earlier.text)} was printed before ${quoted(later.text)}`;
  const evidence = [earlier.seq, later.seq];
  const isRight = isBefore === /before/i.test(relation);
  return [{ quote, judgement: isRight ? holds(observed, evidence) : contradicted(observed, evidence) }];
}

function isInSource(code: string, { listing, lines }: Subject): boolean {
  if (/^[\w.]+(?:\(.*\))?$/.test(code) && expressionOf(code) !== null && !/^\d/.test(code)) return true;
  return lines.some((lineno) => listing.text(lineno).includes(code) && /[{}()]/.test(code));
}

/** Whole when something printed has it; else off by figures when it differs from a printed line in them alone. */
function compareOutput(
  claimed: string,
  events: readonly EventOf<'output'>[],
  offset: number,
  { observation }: Subject,
): Judgement | null {
  const found = events.find(({ text }) => text.includes(claimed));
  if (found !== undefined) return holds(`it printed ${quoted(found.text)}`, [found.seq]);
  if (observation.output.includes(claimed)) return null;
  // Dots, braces and the like stand for what differs.
  if (/\.\.\.|\u2026|[{}<>]/.test(claimed)) return null;
  const alike = events
    .flatMap((event) => event.text.split('\n').map((line) => ({ line, seq: event.seq })))
    .filter(({ line }) => line !== '' && isAlike(line, claimed));
  const [first] = alike;
  if (first === undefined) return null;
  const replacement = { offset, length: claimed.length, text: first.line };
  return contradicted(
    `it printed ${quoted(first.line)}`,
    alike.map(({ seq }) => seq).slice(0, 4),
    first.line,
    replacement,
  );
}

/** The same message with other figures, or as many words of which at least half are the same. */
function isAlike(line: string, claimed: string): boolean {
  if (shape(line) === shape(claimed)) return true;
  const [a, b] = [line, claimed].map((text) => text.trim().split(/\s+/));
  if (a === undefined || b === undefined || a.length !== b.length || a.length < 2) return false;
  return a.filter((word, i) => word === b[i]).length * 2 >= a.length;
}

/** The text with its figures masked. */
function shape(text: string): string {
  return text.replace(/\d+(?:\.\d+)?/g, '0').trim();
}

function returned({ text, offsetAt }: Sentence, subject: Subject): Claim[] {
  return [...text.matchAll(RETURNS)].flatMap((match): Claim[] => {
    const claimed = match[1] ?? '';
    if (isSupposed(text.slice(0, match.index)) || !isLiteral(claimed)) return [];
    const values = valuesAt(subject);
    if (values.length === 0) return [];
    const same = values.find(({ value }) => value === claimed || value === claimed.replaceAll('"', "'"));
    if (same !== undefined) return [{ quote: match[0], judgement: holds(`it is ${same.value}`, [same.seq]) }];
    const distinct = [...new Set(values.map(({ value }) => value))];
    const [only] = values;
    // Another value on these lines might be meant; only a single one says surely otherwise.
    if (distinct.length !== 1 || only === undefined || shape(only.value) !== shape(claimed)) return [];
    if (subject.observation.folded(subject.lines) !== null) return [];
    const offset = offsetAt(match.index + match[0].length - 1 - claimed.length);
    const replacement = { offset, length: claimed.length, text: only.value };
    return [
      {
        quote: match[0],
        judgement: contradicted(`it is ${only.value}`, [only.seq], only.value, replacement),
      },
    ];
  });
}

function isLiteral(code: string): boolean {
  return /^(?:['"[({]|-?\d|True$|False$|None$)/.test(code);
}

/** What functions returned and variables were given at the lines. */
function valuesAt({ observation, lines }: Subject): { value: string; seq: EventId }[] {
  const stored = observation.eventsAt(lines, 'store').map(({ value, seq }) => ({ value, seq }));
  const given = observation
    .eventsAt(lines, 'return', 'task.finish')
    .map(({ value, seq }) => ({ value, seq }));
  return [...given, ...stored];
}

function quoted(text: string): string {
  return `"${text.replace(/\n$/, '').replace(/\n/g, '\\n')}"`;
}
