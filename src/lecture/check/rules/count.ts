// "integers 0 through 4999", "equals the length of `items` (5000)", "prints that 5000 items are done"; what the lines
// make is counted in made.ts.

import type { EventId } from '../../../trace/events.js';
import { isSupposed } from '../reading/clauses.js';
import { countsIn, numberFrom } from '../reading/quantities.js';
import type { Claim, ClaimRule, Subject } from '../rule.js';
import type { Sentence } from '../sentence.js';
import { contradicted, holds, type Judgement } from '../verdict.js';

const INTEGERS =
  /\b(?:integers?|numbers?|values?|indices|indexes)\s+(?:from\s+)?(\d+(?:,\d{3})*)\s*(?:through|to|up to|-|\u2013|\.\.)\s*(\d+(?:,\d{3})*)/i;
const LENGTH = /\b(?:length|size|len|number|count) of (?:the )?`(\w+)`[^.(]*\((\d+(?:,\d{3})*)\)/i;

export const count: ClaimRule = {
  id: 'count',
  summary: 'how many: "integers 0 through 4999", "the length of `items` (5000)"',
  about: 'run',
  read: (sentence, subject) => {
    if (isSupposed(sentence.text)) return [];
    return [...things(sentence, subject), ...integers(sentence, subject), ...lengths(sentence, subject)];
  },
};

interface Counted {
  readonly count: number;
  readonly evidence: readonly EventId[];
}

function things({ text, offsetAt }: Sentence, subject: Subject): Claim[] {
  return countsIn(text, 'item|yield').flatMap((claimed): Claim[] => {
    if (claimed.isDenied) return [];
    const found = counted(claimed.noun, claimed.count, subject);
    if (found === null) return [];
    const observed = `${found.count} ${claimed.noun}${found.count === 1 ? '' : 's'}`;
    const quote = claimed.text;
    if (found.count === claimed.count) return [{ quote, judgement: holds(observed, found.evidence) }];
    const digits = /^\d/.test(claimed.text) ? claimed.end - claimed.start : null;
    const replacement =
      digits === null ? null : { offset: offsetAt(claimed.start), length: digits, text: String(found.count) };
    return [{ quote, judgement: contradicted(observed, found.evidence, observed, replacement) }];
  });
}

function counted(noun: string, claimed: number, subject: Subject): Counted | null {
  const { observation, lines } = subject;
  if (noun === 'item') {
    const printed = observation
      .eventsAt(lines, 'output')
      .filter((event) => event.text.split(/\D+/).includes(String(claimed)));
    return printed.length === 0
      ? null
      : { count: claimed, evidence: printed.map(({ seq }) => seq).slice(0, 2) };
  }
  if (noun === 'yield') {
    const yields = observation.suspensionsAt(lines).filter(({ event }) => event.waitsFor.kind === 'yield');
    return yields.length === 0
      ? null
      : { count: yields.length, evidence: yields.map(({ event }) => event.seq).slice(0, 8) };
  }
  return null;
}

function integers({ text, offsetAt }: Sentence, { calls, listing }: Subject): Claim[] {
  const match = INTEGERS.exec(text);
  const ranges = calls.filter(({ name }) => name === 'range');
  const [range] = ranges;
  if (match === null || range === undefined || ranges.length > 1) return [];
  const numbers = range.node.args.map((each) => Number(listing.code(each)));
  if (numbers.length > 2 || numbers.some((each) => !Number.isInteger(each))) return [];
  const [from, past] = numbers.length === 1 ? [0, numbers[0] ?? 0] : [numbers[0] ?? 0, numbers[1] ?? 0];
  const [first, last] = [numberFrom(match[1] ?? ''), numberFrom(match[2] ?? '')];
  const observed = `\`${listing.code(range.node)}\` is ${from} through ${past - 1}`;
  if (first === from && last === past - 1) return [{ quote: match[0], judgement: holds(observed) }];
  const wrong = match[2] ?? '';
  const at = match.index + match[0].lastIndexOf(wrong);
  const replacement =
    first === from ? { offset: offsetAt(at), length: wrong.length, text: String(past - 1) } : null;
  return [
    { quote: match[0], judgement: contradicted(observed, [], `${from} through ${past - 1}`, replacement) },
  ];
}

/** What the lines printed has the number. */
function lengths({ text }: Sentence, { observation, lines }: Subject): Claim[] {
  const match = LENGTH.exec(text);
  const claimed = match?.[2]?.replaceAll(',', '');
  if (match === null || claimed === undefined) return [];
  const events = observation.eventsAt(lines, 'output');
  const found = events.find((event) => event.text.split(/\D+/).includes(claimed));
  if (found !== undefined)
    return [{ quote: match[0], judgement: holds(`it printed "${found.text.trimEnd()}"`, [found.seq]) }];
  const judgement = otherNumber(events);
  return judgement === null ? [] : [{ quote: match[0], judgement }];
}

function otherNumber(events: readonly { readonly text: string; readonly seq: EventId }[]): Judgement | null {
  const numbers = events.flatMap(({ text }) => text.match(/\d+/g) ?? []);
  const [event] = events;
  if (event === undefined || new Set(numbers).size !== 1) return null;
  return contradicted(`it printed "${event.text.trimEnd()}"`, [event.seq], numbers[0] ?? null);
}
