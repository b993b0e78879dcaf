// "giving output like `[0.00] A: starting`", "prints `done`", "you will see `1` first".

import type { EventOf } from '../../../trace/events.js';
import { isDenied, isSupposed } from '../reading/clauses.js';
import {
  hasPlaceholder,
  isInSource,
  isNear,
  linesPrinted,
  linesWith,
  mostAlike,
} from '../reading/printed-text.js';
import type { Claim, ClaimRule, Subject } from '../rule.js';
import type { Sentence } from '../sentence.js';
import { contradicted, holds, type Judgement } from '../verdict.js';

const VERB =
  'prints?|printed|outputs?|displays?|displayed|shows?|showed|logs?|logged|writes|wrote|see|reads?|output (?:like|such as|is|was|will be)|(?:message|line|text)(?: like| such as)?|printed as';
const PRINTS = new RegExp(
  String.raw`\b(?:${VERB})\s+(?:out\s+)?(?:the\s+)?(?!(?:before|after|by|when|if|is)\b)(?:\w+\s+){0,2}?(?:like |such as |is )?(?:\x60([^\x60]+)\x60|"([^"]+)"|\u201c([^\u201d]+)\u201d)`,
  'gi',
);
/** Nothing stands between the verb and the text: what is quoted is all that is printed. */
const PLAINLY = /\b(?:prints?|printed|output is|output was|see)\s+(?:["\x60\u201c])/i;
/** Who prints is the line itself: nothing before the verb, or "it", "this line". */
const BY_LINE =
  /(?:^|[.;:,(]|\b(?:it|this|and|then|which|also|line|first|you will|we|you|line \d+|the output is))\s*$/i;
/** What follows shows that the text is a pattern for several. */
const PATTERN =
  /^\s*(?:pairs?|lines?|messages?|for (?:each|every)|per\b|once per|and so on|etc|style|format)/i;

export const output: ClaimRule = {
  id: 'output',
  summary: 'what is printed: "prints `A: starting`", "the output is `total 3`"',
  about: 'run',
  read: (sentence, subject) => printed(sentence, subject),
};

function printed({ text, offsetAt }: Sentence, subject: Subject): Claim[] {
  const events = subject.observation.outputsIn(subject.lines);
  if (events.length === 0) return [];
  return [...text.matchAll(PRINTS)].flatMap((match): Claim[] => {
    const claimed = match[1] ?? match[2] ?? match[3] ?? '';
    const before = text.slice(0, match.index);
    if (isSupposed(before) || isDenied(before.slice(-24))) return [];
    const isOutput = linesWith(claimed, linesPrinted(events)).length > 0;
    if (!isOutput && match[1] !== undefined && isInSource(claimed, subject)) return [];
    const isPlain = PLAINLY.test(match[0]) && !PATTERN.test(text.slice(match.index + match[0].length));
    const offset = offsetAt(match.index + match[0].length - 1 - claimed.length);
    const judgement = compareOutput(
      { claimed, offset, isPlain, isByLine: BY_LINE.test(before) && !/\bline \d/i.test(text) },
      events,
      subject,
    );
    return judgement === null ? [] : [{ quote: match[0], judgement }];
  });
}

interface Said {
  readonly claimed: string;
  readonly offset: number;
  readonly isPlain: boolean;
  readonly isByLine: boolean;
}

/** Off when the whole program never prints it, or these lines do not, where it is they that are said to. */
function compareOutput(
  { claimed, offset, isPlain, isByLine }: Said,
  events: readonly EventOf<'output'>[],
  { observation, lines: linenos }: Subject,
): Judgement | null {
  const lines = linesPrinted(events);
  const [found] = linesWith(claimed, lines);
  if (found !== undefined) return holds(`it printed ${quoted(found.line)}`, [found.seq]);
  const isElsewhere = observation.output.includes(claimed);
  const isOwn = isPlain && isByLine && observation.suspensionsAt(linenos).length === 0;
  if ((isElsewhere && !isOwn) || hasPlaceholder(claimed)) return null;
  if (lines.some(({ line }) => isNear(line, claimed))) return null;
  const alike = mostAlike(claimed, lines);
  const shown = alike.length > 0 ? alike : isPlain && isByLine ? lines : [];
  const [first] = shown;
  if (first === undefined) return null;
  // Of several lines that are as near, none is surely the one that was meant.
  const isSure = new Set(shown.map(({ line }) => line)).size === 1;
  const replacement = isSure ? { offset, length: claimed.length, text: first.line } : null;
  return contradicted(
    `it printed ${[...new Set(shown.map(({ line }) => quoted(line)))].slice(0, 4).join(', ')}`,
    shown.map(({ seq }) => seq).slice(0, 4),
    isSure ? first.line : null,
    replacement,
  );
}

function quoted(text: string): string {
  return `"${text}"`;
}
