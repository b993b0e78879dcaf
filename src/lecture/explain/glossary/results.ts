// What statements give away: return, yield, print; and expressions that stand for themselves.

import type * as ast from '../../../../grammar/ast.js';
import { type Node, walk } from '../../program/nodes.js';
import { isPrint } from '../runs.js';
import { code, counted, joined, times } from '../wording.js';
import { type Gloss, gloss, type StatementFamily, type Surroundings } from './gloss.js';

export const results: StatementFamily = {
  Return: ({ value }, around, statement) => {
    if (value === null) return gloss('return without a value');
    if (value.kind === 'Await') {
      const { does, notes } = around.expression(value, statement);
      return gloss(`${does}, and return the result`, ...notes);
    }
    return gloss(`return ${around.code(value)}`);
  },
  Expr: ({ value }, around, statement) => {
    if (value.kind === 'Constant')
      return value.value.type === 'str' ? docstring(value.value.value) : gloss('do nothing');
    return around.expression(value, statement);
  },
};

function docstring(text: string): Gloss {
  const first = text.trim().split('\n')[0] ?? '';
  return gloss(
    first === '' ? 'an empty text' : `the docstring says what this is: ${code(first.replace(/\.$/, ''))}`,
  );
}

/** What `print` prints, by its parts: the values are told by the run. */
export function printGloss(call: ast.Call, around: Surroundings): Gloss {
  const [only] = call.args;
  const notes: string[] = [];
  if (call.args.length === 0) return gloss('print an empty line');
  if (call.args.length === 1 && only?.kind === 'Constant' && only.value.type === 'str')
    return gloss('print a message');
  const parts = call.args.flatMap((argument) => printedParts(argument, around));
  const nodes: Node[] = [...walk(call)];
  const shown = joined(withCounts(parts));
  if (nodes.some((each) => decimalsOf(each, around) !== null)) notes.push(roundingNote(nodes, around));
  return gloss(
    shown === '' ? 'print a message' : `print ${isPlain(call.args) ? '' : 'a line with '}${shown}`,
    ...notes,
  );
}

function isPlain(args: readonly ast.Expr[]): boolean {
  return args.length === 1 && args[0]?.kind !== 'JoinedStr';
}

function printedParts(node: ast.Expr, around: Surroundings): string[] {
  if (node.kind === 'Constant') return [];
  if (node.kind === 'Starred') return [`all of ${around.code(node.value)}`];
  if (node.kind !== 'JoinedStr') return [timeOr(node, around)];
  return node.values.flatMap((part) => (part.kind === 'FormattedValue' ? [timeOr(part.value, around)] : []));
}

function timeOr(node: ast.Expr, around: Surroundings): string {
  const api = node.kind === 'Call' ? around.listing.apis.of(node.func) : null;
  if (api !== null && /^(?:time\.(?:perf_counter|monotonic|time)|asyncio\.loop\.time)$/.test(api))
    return 'the time';
  return around.code(node);
}

/** To how many places a part of an f-string is rounded; null where it is not. */
function decimalsOf(node: Node, around: Surroundings): number | null {
  if (node.kind !== 'FormattedValue' || node.format_spec === null) return null;
  const places = /\.(\d+)f/.exec(around.listing.code(node))?.[1];
  return places === undefined ? null : Number(places);
}

function roundingNote(nodes: readonly Node[], around: Surroundings): string {
  const places = [...new Set(nodes.flatMap((each) => decimalsOf(each, around) ?? []))];
  const [only] = places;
  if (places.length !== 1 || only === undefined) return 'A format such as `:.2f` rounds the number.';
  const to = only === 0 ? 'a whole number' : counted(only, 'decimal place');
  return `The format \`:.${only}f\` rounds the number to ${to}.`;
}

/** A part that is written more than once is named once: `f()` twice. */
function withCounts(parts: readonly string[]): string[] {
  return [...new Set(parts)].map((part) => {
    const count = parts.filter((each) => each === part).length;
    return count === 1 ? part : `${part} (${times(count)})`;
  });
}

/** An expression on its own: print, await, yield, a call. Null where the libraries' glossary has the word. */
export function ownExpression(node: ast.Expr, around: Surroundings): Gloss | null {
  switch (node.kind) {
    case 'Call': {
      if (isPrint(node)) return printGloss(node, around);
      const appended = appending(node, around);
      return appended ?? null;
    }
    case 'Yield':
      return gloss(
        node.value === null ? 'yield nothing in particular' : `yield ${around.code(node.value)}`,
        around.words.say(
          'At `yield` the function stops where it is, and goes on from there when the next value is asked for.',
          '`yield` suspends the frame; `__next__` or `send` resumes it.',
        ),
      );
    case 'YieldFrom':
      return gloss(`yield all that ${around.code(node.value)} yields`);
    case 'NamedExpr':
      return gloss(`set ${code(node.target.id)} to ${around.code(node.value)}`);
    default:
      return null;
  }
}

function appending({ func, args }: ast.Call, around: Surroundings): Gloss | null {
  const [first] = args;
  if (func.kind !== 'Attribute' || first === undefined || args.length !== 1) return null;
  switch (func.attr) {
    case 'append':
      return gloss(`append ${around.code(first)} to ${around.code(func.value)}`);
    case 'extend':
      return gloss(`append all of ${around.code(first)} to ${around.code(func.value)}`);
    case 'add':
      return around.listing.apis.of(func) === null
        ? gloss(`add ${around.code(first)} to ${around.code(func.value)}`)
        : null;
    default:
      return null;
  }
}
