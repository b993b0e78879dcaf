// `with` and `async with`.

import type * as ast from '../../../../grammar/ast.js';
import type { Statement } from '../../program/listing.js';
import { joined } from '../wording.js';
import { type Gloss, gloss, type StatementFamily, type Surroundings } from './gloss.js';

export const contexts: StatementFamily = {
  With: (node, around, statement) => withGloss(node, around, statement),
  AsyncWith: (node, around, statement) => {
    const { does, notes } = withGloss(node, around, statement);
    return gloss(
      does,
      ...notes,
      around.words.say(
        '`async with` may suspend on the way in and on the way out.',
        '`async with` awaits `__aenter__` and `__aexit__`.',
      ),
    );
  },
};

function withGloss({ items }: ast.With | ast.AsyncWith, around: Surroundings, statement: Statement): Gloss {
  const parts = items.map(({ context_expr, optional_vars }) => {
    const entry = context_expr.kind === 'Call' ? around.expression(context_expr, statement) : null;
    const name = optional_vars === null ? '' : ` as ${around.code(optional_vars)}`;
    const isKnown = entry !== null && !entry.does.startsWith('call ');
    return {
      text: isKnown ? `${entry.does}${name}` : `use ${around.code(context_expr)}${name}`,
      notes: isKnown ? entry.notes : [],
    };
  });
  const isLock = items.every(({ context_expr }) => context_expr.kind !== 'Call');
  const text = isLock
    ? `enter ${joined(items.map(({ context_expr }) => around.code(context_expr)))}, and leave ${items.length === 1 ? 'it' : 'them'} at the end of the block whatever happens there`
    : `${joined(parts.map((part) => part.text))} for the block below`;
  return gloss(text, ...parts.flatMap(({ notes }) => notes));
}

export function wholeWith(
  node: ast.With | ast.AsyncWith,
  around: Surroundings,
  statement: Statement,
): string {
  const { does } = withGloss(node, around, statement);
  return `${does.replace(/ for the block below$/, '').replace(/, and leave (?:it|them) at the end of the block.*$/, '')}, and inside ${around.phrases(node.body)}`;
}
