// Exceptions: raised, caught, cleaned up after, asserted.

import type * as ast from '../../../../grammar/ast.js';
import { joined } from '../wording.js';
import { type Gloss, gloss, type StatementFamily, type Surroundings } from './gloss.js';

export const errors: StatementFamily = {
  Try: (node, around) => gloss(tryText(node, around)),
  TryStar: (node, around) =>
    gloss(
      tryText(node, around),
      around.words.say(
        '`except*` takes the exceptions of its kind out of a group and lets the others go on.',
        '`except*` calls `split` on the group and raises the rest again.',
      ),
    ),
  Raise: ({ exc, cause }, around) => {
    if (exc === null) return gloss('raise the exception again that is being handled');
    const isNone = cause?.kind === 'Constant' && cause.value.type === 'None';
    const from =
      cause === null ? '' : isNone ? ', hiding where it came from' : `, caused by ${around.code(cause)}`;
    return gloss(`raise ${around.code(exc)}${from}`);
  },
  Assert: ({ test }, around) =>
    gloss(`make sure that ${around.code(test)}`, 'If that is not so, `assert` raises an `AssertionError`.'),
};

function tryText({ handlers, finalbody }: ast.Try | ast.TryStar, around: Surroundings): string {
  const caught = handlers.map((handler) => caughtBy(handler, around));
  const cleanup = finalbody.length === 0 ? '' : 'whatever happens, the `finally` part runs at the end';
  if (caught.length === 0) return `try what follows; ${cleanup}`;
  return `try what follows, ready to catch ${joined(caught, 'or')}${cleanup === '' ? '' : `; ${cleanup}`}`;
}

/** A `try` statement with all its parts in one breath. */
export function wholeTry(node: ast.Try | ast.TryStar, around: Surroundings): string {
  const body = around.phrases(node.body);
  // A loop or a branch is no infinitive.
  const parts = [
    /^(?:for each|if|repeat|see which) /.test(body) ? `try the following: ${body}` : `try to ${body}`,
  ];
  for (const handler of node.handlers)
    parts.push(`on ${caughtBy(handler, around)}, ${around.phrases(handler.body)}`);
  if (node.orelse.length > 0) parts.push(`without an exception, ${around.phrases(node.orelse)}`);
  if (node.finalbody.length > 0) parts.push(`in any case, ${around.phrases(node.finalbody)}`);
  return parts.join('; ');
}

export function caughtBy({ type }: ast.ExceptHandler, around: Surroundings): string {
  if (type === null) return 'any exception';
  if (type.kind === 'Tuple')
    return joined(
      type.elts.map((each) => around.code(each)),
      'or',
    );
  return around.code(type);
}

export function handlerGloss(handler: ast.ExceptHandler, around: Surroundings): Gloss {
  const name = handler.name === null ? '' : `, as \`${handler.name}\``;
  return gloss(`catch ${caughtBy(handler, around)}${name}`);
}
