// "raises a `ValueError`", "which `except` catches".

import { clausesOf, isDenied, isSupposed } from '../reading/clauses.js';
import type { Claim, ClaimRule, Subject } from '../rule.js';
import { blankCode } from '../sentence.js';
import { contradicted, holds, type Judgement } from '../verdict.js';

const NAME = String.raw`\x60?((?:\w+\.)*[A-Z]\w*(?:Error|Exception|Exit|Interrupt|Group|Iteration))\x60?`;
const RAISES = new RegExp(
  String.raw`\b(?:raises?|raised|throws?|threw|fails? with|failed with|propagates?|results? in)\s+(?:an? |the |its |a plain )?${NAME}|${NAME}\s+(?:is|was|gets?) (?:raised|thrown)\b(?! in\b)`,
  'i',
);

export const exception: ClaimRule = {
  id: 'exception',
  summary: 'what is raised: "raises a `ValueError`"',
  about: 'run',
  read: ({ text }, subject) =>
    clausesOf(text).flatMap((clause): Claim[] => {
      const match = RAISES.exec(clause.text);
      const name = match?.[1] ?? match?.[2];
      if (
        match === null ||
        name === undefined ||
        isSupposed(clause.text) ||
        /\bre-?raise[sd]?\b/i.test(clause.text)
      )
        return [];
      const judgement = judge(
        name.replace(/^.*\./, ''),
        isDenied(clause.text.slice(0, match.index)),
        isOfLines(clause.text.slice(0, match.index)),
        subject,
      );
      return judgement === null ? [] : [{ quote: match[0], judgement }];
    }),
};

/** Nothing, "it", "this line", "the call" or a call of the lines is what raises. */
function isOfLines(before: string): boolean {
  return /^\W*(?:(?:it|this|the|line|call|statement|then|and|always|for|\d+|an?)\W+)*$/i.test(
    blankCode(before),
  );
}

/** An exception that the run never raised at all is surely not raised here, nor is another than the one that was. */
function judge(
  name: string,
  isNegative: boolean,
  isDirect: boolean,
  { observation, lines, statements }: Subject,
): Judgement | null {
  const raised = [...observation.of('raise')].filter((event) => isNamed(event.exception, name));
  const here = raised.filter((event) => event.inFile === undefined && lines.includes(event.line));
  const evidence = (here.length > 0 ? here : raised).map(({ seq }) => seq).slice(0, 4);
  if (isNegative) {
    if (raised.length === 0) return holds(`no ${name} was raised`);
    return here.length === 0 ? null : contradicted(raisedText(name, here[0]?.message), evidence);
  }
  if (here.length > 0) return holds(raisedText(name, here[0]?.message), evidence);
  if (!observation.hasRun(lines)) return null;
  const other = observation.eventsAt(lines, 'raise');
  const only = new Set(other.map((event) => event.exception));
  const [instead] = other;
  // The line that raises is said to: what it raised is another class, and one kind alone.
  if (
    raised.length > 0 &&
    isDirect &&
    instead !== undefined &&
    only.size === 1 &&
    statements.some(({ node }) => node.kind === 'Raise')
  )
    return contradicted(raisedText(instead.exception, instead.message), [instead.seq], instead.exception);
  if (raised.length > 0) return null;
  return contradicted(`no ${name} was raised anywhere in the run`, [], null);
}

/** `asyncio.TimeoutError` is `TimeoutError`, and a group's own class stands for the general one. */
function isNamed(exception: string, name: string): boolean {
  const own = exception.replace(/^.*\./, '');
  return own === name || (name === 'BaseExceptionGroup' && own === 'ExceptionGroup');
}

function raisedText(name: string, message = ''): string {
  return message === '' ? `${name} was raised` : `${name} was raised: ${message}`;
}
