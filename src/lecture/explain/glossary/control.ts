// Loops, branches and jumps.

import type * as ast from '../../../../grammar/ast.js';
import { clausesOf } from '../clauses.js';
import { code, joined } from '../wording.js';
import { gloss, type StatementFamily, type Surroundings } from './gloss.js';

export const control: StatementFamily = {
  For: (node, around) =>
    gloss(`for each ${target(node.target, around)} of ${around.code(node.iter)}`, ...iteration(node.iter)),
  AsyncFor: (node, around) =>
    gloss(
      `for each ${target(node.target, around)} of ${around.code(node.iter)}, as they come`,
      around.words.say(
        '`async for` awaits each value: the task may suspend there until it comes.',
        '`async for` awaits `__anext__` until it raises `StopAsyncIteration`.',
      ),
    ),
  While: (node, around) => {
    const endless = isTrue(node.test);
    const spins = !endless && node.body.every(({ kind }) => kind === 'Pass');
    const doesAwait = around.listing.awaits(node);
    const spinNote =
      'The loop does nothing but look at its condition again and again, which keeps the processor busy.';
    const inCoroutine = around.statementOf(node)?.function?.kind === 'AsyncFunctionDef';
    const noAwait =
      inCoroutine && !doesAwait
        ? [
            around.words.say(
              'There is no `await` in this loop: until it ends, the event loop cannot run anything else.',
              'There is no `await` in this loop: until it ends, `Task.__step` does not return to `_run_once`.',
            ),
          ]
        : [];
    return gloss(
      endless ? 'repeat without end' : `repeat as long as ${around.code(node.test)}`,
      ...(spins ? [spinNote] : []),
      ...noAwait,
    );
  },
  If: (node, around) =>
    isMainGuard(node.test)
      ? gloss('if this file is run as a program and not imported')
      : gloss(`if ${around.code(node.test)}`),
  Match: (node, around) =>
    gloss(
      `see which pattern ${around.code(node.subject)} matches, from the top`,
      'Only the first case that matches runs.',
    ),
  Break: () => gloss('leave the loop'),
  Continue: () => gloss('go on with the next round of the loop'),
  Pass: () => gloss('do nothing'),
};

/** A compound statement with its body in one breath. */
export function wholeControl(node: ast.Stmt, around: Surroundings): string | null {
  switch (node.kind) {
    case 'For':
    case 'AsyncFor':
    case 'While': {
      const isSpin = node.kind === 'While' && node.body.every(({ kind }) => kind === 'Pass');
      const body = isSpin ? '' : `: ${around.phrases(node.body)}`;
      const otherwise =
        node.orelse.length === 0 ? '' : `; when it ends without \`break\`, ${around.phrases(node.orelse)}`;
      return `${headOf(node, around)}${body}${otherwise}`;
    }
    case 'If': {
      const [next] = node.orelse;
      const hasElse = clausesOf(node, around.listing).length > 0;
      const otherwise =
        next === undefined
          ? ''
          : hasElse
            ? `; otherwise ${around.phrases(node.orelse)}`
            : `; else ${around.phrase(next)}`;
      return `${headOf(node, around)}, ${around.phrases(node.body)}${otherwise}`;
    }
    case 'Match':
      return `${headOf(node, around)}: ${node.cases
        .map((each) => `${pattern(each, around)}: ${around.phrases(each.body)}`)
        .join('; ')}`;
    default:
      return null;
  }
}

export function pattern({ pattern: matched, guard }: ast.MatchCase, around: Surroundings): string {
  const isAny = matched.kind === 'MatchAs' && matched.pattern === null && matched.name === null;
  const text = isAny ? 'anything else' : code(around.listing.code(matched));
  return guard === null ? text : `${text} if ${around.code(guard)}`;
}

function headOf(node: ast.For | ast.AsyncFor | ast.While | ast.If | ast.Match, around: Surroundings): string {
  switch (node.kind) {
    case 'For':
    case 'AsyncFor':
      return `for each ${target(node.target, around)} of ${around.code(node.iter)}`;
    case 'While':
      return isTrue(node.test) ? 'repeat without end' : `repeat as long as ${around.code(node.test)}`;
    case 'If':
      return isMainGuard(node.test)
        ? 'if this file is run as a program and not imported'
        : `if ${around.code(node.test)}`;
    case 'Match':
      return `see which pattern ${around.code(node.subject)} matches`;
  }
}

/** `index` and `item` where a tuple is taken apart. */
export function target(node: ast.Expr, around: Surroundings): string {
  if (node.kind === 'Tuple' || node.kind === 'List')
    return joined(node.elts.map((each) => target(each, around)));
  return around.code(node);
}

function iteration(iter: ast.Expr): string[] {
  if (iter.kind !== 'Call' || iter.func.kind !== 'Name') return [];
  switch (iter.func.id) {
    case 'enumerate':
      return ['`enumerate` gives each value together with its position.'];
    case 'zip':
      return ['`zip` takes one value of each at a time.'];
    case 'reversed':
      return ['`reversed` goes through it from the end.'];
    default:
      return [];
  }
}

function isTrue(test: ast.Expr): boolean {
  return test.kind === 'Constant' && test.value.type === 'bool' && test.value.value;
}

function isMainGuard(test: ast.Expr): boolean {
  return test.kind === 'Compare' && test.left.kind === 'Name' && test.left.id === '__name__';
}
