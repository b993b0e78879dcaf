// "returns `'A done'`", "the result is `[1, 2]`", "`averager()` returns `None`", "it starts at 100".

import type { EventId } from '../../../trace/events.js';
import { plainName } from '../../observation/observation.js';
import { clausesOf, isDenied, isSupposed } from '../reading/clauses.js';
import { expressionOf, functionsNamed } from '../reading/names.js';
import { shapeOf } from '../reading/printed-text.js';
import type { Claim, ClaimRule, Subject } from '../rule.js';
import type { Sentence } from '../sentence.js';
import { contradicted, holds, type Judgement } from '../verdict.js';

const LITERAL = String.raw`(?:\x60([^\x60]+)\x60|(-?\d+(?:\.\d+)?)(?![\d.]*\w|\s*(?:ms|s|seconds?|times?|%)\b))`;
const RETURNS = new RegExp(
  String.raw`\b(?:returns?|returned|gives? back|result(?:s)? (?:is|are|was)|evaluates? to|(?:(?:its|the) )?(?:\w+ )?(?:value|sum|total|average|length) (?:is|was|becomes)|is equal to|equals|which is)\s+(?:the (?:string|value|number|list|tuple) )?${LITERAL}`,
  'gi',
);
const STARTS = new RegExp(
  String.raw`\b(?:it|which|that|the (?:counter|account|balance|total|value|variable)|\x60\w+\x60)\s+(?:(?:is |was )?(?:initiali[sz]ed|set) (?:to|with)|starts? (?:at|with|from|as)|started (?:at|with|from|as)|begins? (?:at|with))\s+${LITERAL}`,
  'gi',
);

export const value: ClaimRule = {
  id: 'value',
  summary: 'values: "returns `\'A done\'`", "the result is `[1, 2]`", "it starts at 100"',
  about: 'run',
  read: (sentence, subject) => [...results(sentence, subject), ...starts(sentence, subject)],
};

interface Value {
  readonly value: string;
  readonly seq: EventId;
}

function results({ text, offsetAt }: Sentence, subject: Subject): Claim[] {
  return [...text.matchAll(RETURNS)].flatMap((match): Claim[] => {
    const claimed = match[1] ?? match[2] ?? '';
    const before = text.slice(0, match.index);
    const clause = clausesOf(before).at(-1)?.text ?? '';
    if (isSupposed(clause) || isDenied(clause) || !isLiteral(claimed)) return [];
    const isReturn = /^(?:returns?|returned|gives?)/i.test(match[0]);
    const named = isReturn ? returnsOf(clause, subject) : null;
    const found = named ?? valuesAt(subject, isReturn);
    const offset = offsetAt(
      match.index + match[0].length - (match[1] === undefined ? 0 : 1) - claimed.length,
    );
    const isOneStore =
      subject.statements.length === 1 && /^(?:(?:its|the) )?(?:result|value)s? (?:is|was)/i.test(match[0]);
    const isSure = isReturn ? named !== null || isOfReturn(clause, subject) : isOneStore;
    const judgement = compare(claimed, found, offset, isSure);
    if (judgement?.verdict === 'contradicted' && subject.observation.folded(subject.lines) !== null)
      return [];
    return judgement === null ? [] : [{ quote: match[0], judgement }];
  });
}

function compare(
  claimed: string,
  values: readonly Value[],
  offset: number,
  isSure: boolean,
): Judgement | null {
  if (values.length === 0) return null;
  const same = values.find((each) => isSame(each.value, claimed));
  if (same !== undefined) return holds(`it is ${same.value}`, [same.seq]);
  const distinct = new Set(values.map((each) => each.value));
  const [only] = values;
  // Another value on these lines might be meant; only a single one says surely otherwise.
  if (distinct.size !== 1 || only === undefined || isOpaque(only.value, claimed)) return null;
  if (!isSure && shapeOf(only.value) !== shapeOf(claimed)) return null;
  const replacement = { offset, length: claimed.length, text: only.value };
  return contradicted(`it is ${only.value}`, [only.seq], only.value, replacement);
}

/** A text that was cut, or an object, which only a plain value surely is not. */
function isOpaque(actual: string, claimed: string): boolean {
  if (/^<.*>$/.test(actual)) return !/^(?:None|True|False|-?\d[\d.]*)$/.test(claimed);
  return /\.\.\.|<.*>/.test(actual);
}

function isSame(actual: string, claimed: string): boolean {
  const quotes = claimed.replaceAll('"', "'");
  if (actual === claimed || actual === quotes) return true;
  const [a, b] = [Number(actual), Number(claimed)];
  return actual !== '' && claimed !== '' && Number.isFinite(a) && a === b;
}

function isLiteral(code: string): boolean {
  return /^(?:['"[({]|-?\d|True$|False$|None$)/.test(code) && expressionOf(code) !== null;
}

/** What the program's function that is named last gave, to the note's lines if they call it, else ever. */
function returnsOf(clause: string, { observation, listing, lines, calls }: Subject): Value[] | null {
  const named = functionsNamed(clause, listing).at(-1);
  if (named === undefined) return null;
  const isCalled = calls.some(({ name }) => name === named.name);
  const given = [...observation.of('return')].filter((event) => plainName(event.function) === named.name);
  const here = given.filter(
    ({ seq }) => isCalled && observation.calledFrom(seq).some((at) => lines.includes(at)),
  );
  const meant = isCalled ? here : given;
  return meant.length === 0 ? null : meant.map(({ value: each, seq }) => ({ value: each, seq }));
}

/** "Returns `x`", "it returns `x`" in the note of a `return` statement or of a function with a single one. */
function isOfReturn(clause: string, { statements }: Subject): boolean {
  const isPronoun = /(?:^|\b(?:it|and|then|this line|always))\s*$/i.test(clause.trim());
  return isPronoun && statements.filter(({ node }) => node.kind === 'Return').length === 1;
}

/** What functions returned and, unless only those are wanted, variables were given at the lines. */
function valuesAt({ observation, lines }: Subject, onlyReturned: boolean): Value[] {
  const pick = ({ value: each, seq }: Value): Value => ({ value: each, seq });
  const given = observation.eventsAt(lines, 'return', 'task.finish').map(pick);
  return onlyReturned && given.length > 0
    ? given
    : [...given, ...observation.eventsAt(lines, 'store').map(pick)];
}

/** The first value of the one variable that the lines set to a number or text. */
function starts({ text, offsetAt }: Sentence, subject: Subject): Claim[] {
  const { observation, lines } = subject;
  return [...text.matchAll(STARTS)].flatMap((match): Claim[] => {
    const claimed = match[1] ?? match[2] ?? '';
    if (isSupposed(text.slice(0, match.index)) || !isLiteral(claimed)) return [];
    const stores = observation.eventsAt(lines, 'store');
    if (new Set(stores.map(({ name }) => name)).size !== 1) return [];
    const offset = offsetAt(
      match.index + match[0].length - (match[1] === undefined ? 0 : 1) - claimed.length,
    );
    const judgement = compare(claimed, stores.slice(0, 1), offset, false);
    return judgement === null ? [] : [{ quote: match[0], judgement }];
  });
}
