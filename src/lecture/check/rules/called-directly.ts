// "When called from within a coroutine directly, it blocks the event loop": a variant calls it there.

import { plainName } from '../../observation/observation.js';
import { type FunctionNode, isFunction } from '../../program/nodes.js';
import { functionsNamed } from '../reading/names.js';
import type { ClaimRule, Subject } from '../rule.js';
import { blankCode } from '../sentence.js';
import { placedIn } from '../subject.js';
import { contradicted, holds } from '../verdict.js';
import { blockedSpans } from './durations.js';

const DIRECTLY =
  /\b(?:if|when)\s+(?:(?:it|this|you|we|this function) (?:is |were |was |are )?)?call(?:ed|s|ing)?\b[^,.;]*\b(?:directly|in(?:side)? (?:of )?a coroutine|from (?:within |inside )?a coroutine)\b/i;
const BLOCKS = /\b(?:blocks?|freezes?|stalls?)\b[^.;]*\bloop\b/i;

export const calledDirectly: ClaimRule = {
  id: 'called-directly',
  summary: 'a function called in a coroutine instead of a thread: "when called directly, it blocks the loop"',
  about: 'program',
  read: ({ text }, subject) => {
    const directly = DIRECTLY.exec(blankCode(text));
    const blocks = directly === null ? null : BLOCKS.exec(text.slice(directly.index));
    const called = blocks === null ? null : functionMeant(text, subject);
    const call = called === null ? null : callOf(called, subject);
    if (blocks === null || called === null || call === null) return [];
    const { code, before } = call;
    const variant = subject.variant({ insert: new Map([[before, code]]) });
    if (variant === null) return [];
    const body = variant.listing.functions.get(called.name);
    if (body === undefined) return [];
    const lines = Array.from({ length: body.end_lineno - body.lineno + 1 }, (_, i) => body.lineno + i);
    const [held] = blockedSpans({ ...placedIn(subject, variant), lines }).filter(({ evidence: [seq] }) => {
      const event = seq === undefined ? null : variant.trace.event(seq);
      return event !== null && event.task !== null && event.thread === 0;
    });
    const tried = `with \`${code}\` put before line ${before}`;
    const judgement =
      held === undefined
        ? contradicted(`${tried}: nothing held the event loop`, [])
        : holds(`${tried}: ${held.what} held the event loop`);
    return [{ quote: blocks[0], judgement }];
  },
};

/** The plain function that the sentence names, or the one that the note's lines define. */
function functionMeant(text: string, { listing, statements }: Subject): FunctionNode | null {
  const named = functionsNamed(text, listing);
  const defined = statements.flatMap(({ node }) => (isFunction(node) ? node : []));
  const [meant] = [...named, ...defined].filter(({ kind }) => kind === 'FunctionDef');
  return meant ?? null;
}

/** A call with the arguments that the program gives it, at the start of the main task's function. */
function callOf(
  { name }: FunctionNode,
  { listing, observation }: Subject,
): { code: string; before: number } | null {
  const main = observation.mainTask;
  const caller = main === null ? undefined : listing.functions.get(plainName(main.created.function));
  const before = caller?.body[0] === undefined ? null : listing.numberOf(caller.body[0].lineno);
  if (before === null) return null;
  for (const { node } of listing.calls) {
    const at = node.args.findIndex((each) => each.kind === 'Name' && each.id === name);
    const given = at >= 0 ? node.args.slice(at + 1) : listing.code(node.func) === name ? node.args : null;
    // Arguments of another function are not known at the start of this one.
    if (given?.every((each) => each.kind === 'Constant'))
      return { code: `${name}(${given.map((each) => listing.code(each)).join(', ')})`, before };
  }
  return null;
}
