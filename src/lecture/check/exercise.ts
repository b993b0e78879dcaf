// Notes on code that never ran: nothing they say of a run can hold. The offer is the variant that would run it, a
// call of the function at the start of the main one; where that needs no arguments it is tried at once.

import { plainName } from '../observation/observation.js';
import type { FunctionNode } from '../program/nodes.js';
import type { Claim, Subject } from './rule.js';
import { placedIn } from './subject.js';
import type { Edits } from './variant.js';
import { notExercised } from './verdict.js';

export interface Unexercised {
  readonly claim: Claim;
  /** What would run it: `await wrongWay()` before line 22. */
  readonly offer: string | null;
  /** The note on the variant that runs the code; null when none could be made. */
  readonly variant: Subject | null;
}

/** Null when some of the note's code ran, or there is none but definitions. */
export function unexercised(subject: Subject): Unexercised | null {
  const { listing, observation, lines, statements, note } = subject;
  const inner = statements.filter(({ function: around }) => around !== null);
  const [first] = inner;
  if (first === undefined || inner.length === 0) return null;
  if (
    statements.some(
      (each) =>
        each.function === null && !isDefinition(each.node.kind) && observation.timesRun(each.first) > 0,
    )
  )
    return null;
  if (inner.some((each) => observation.timesRun(each.first) > 0)) return null;
  const { function: around } = first;
  const call = around === null ? null : callOf(around, subject);
  const offer = call === null ? null : `\`${call.code}\` put before line ${call.before}`;
  const observed =
    around !== null && observation.timesRun(around.body[0]?.lineno ?? 0) > 0
      ? `${listing.named(lines)} never ran`
      : `${around?.name ?? 'the code'}() was never called: ${listing.named(lines)} never ran`;
  const claim = {
    quote: note.title,
    judgement: notExercised(observed, offer === null ? null : `run it with ${offer}`),
  };
  if (call === null) return { claim, offer, variant: null };
  const variant = subject.variant(call.edits);
  const tried = variant === null ? null : placedIn(subject, variant);
  const ran = tried?.statements.some(
    (each) => each.function !== null && tried.observation.timesRun(each.first) > 0,
  );
  return { claim, offer, variant: ran === true ? tried : null };
}

interface Call {
  readonly code: string;
  readonly before: number;
  readonly edits: Edits;
}

/** A call without arguments, put first in the main task's function, or before the first call at module level. */
function callOf({ kind, name, args }: FunctionNode, { listing, observation }: Subject): Call | null {
  const required = args.args.length + args.posonlyargs.length - args.defaults.length;
  if (required > 0 || args.kw_defaults.some((each) => each === null)) return null;
  const isAsync = kind === 'AsyncFunctionDef';
  const main = observation.mainTask;
  const caller = main === null ? undefined : listing.functions.get(plainName(main.created.function));
  const target = caller?.body[0] ?? (isAsync ? undefined : lastAtModuleLevel(listing));
  const before = target === undefined ? null : listing.numberOf(target.lineno);
  if (before === null) return null;
  const code = isAsync ? `await ${name}()` : `${name}()`;
  return { code, before, edits: { insert: new Map([[before, code]]) } };
}

function lastAtModuleLevel({ statements }: Subject['listing']): { lineno: number } | undefined {
  return statements.filter((each) => each.function === null && !isDefinition(each.node.kind)).at(-1)?.node;
}

function isDefinition(kind: string): boolean {
  return kind === 'FunctionDef' || kind === 'AsyncFunctionDef' || kind === 'ClassDef';
}
