// "What if these two delays were swapped?": the program is run with the two exchanged.

import type * as ast from '../../../../grammar/ast.js';
import type { Scene } from '../../explain/scene.js';
import { code } from '../../explain/wording.js';
import type { RunProgram } from '../../observation/runner.js';
import type { Listing } from '../../program/listing.js';
import { type FunctionNode, walk, walkBody } from '../../program/nodes.js';
import type { Draft, QuestionKind } from '../question.js';
import { firstDifference } from './difference.js';

interface Delay {
  readonly node: ast.Constant;
  /** The line at which its statement begins to run. */
  readonly lineno: number;
}

export const swappedDelays: QuestionKind = {
  id: 'swapped-delays',
  draft: (scene, run) => {
    const delays = delaysIn(scene.listing).filter(({ lineno }) => scene.observation.timesRun(lineno) > 0);
    for (const [i, first] of delays.entries()) {
      const second = delays.slice(i + 1).find((each) => isOther(first, each, scene.listing));
      const draft = second === undefined ? null : asked(first, second, scene, run);
      if (draft !== null) return [draft];
    }
    return [];
  },
};

/** Numbers that say how long a sleep takes: given to `sleep` itself, or to a coroutine that passes them on. */
function delaysIn(listing: Listing): Delay[] {
  return listing.calls.flatMap(({ api, node, statement }) => {
    const called = node.func.kind === 'Name' ? listing.functions.get(node.func.id) : undefined;
    const given =
      api === 'asyncio.sleep' || api === 'time.sleep'
        ? node.args.slice(0, 1)
        : called === undefined
          ? []
          : passedOn(called, node, listing);
    return given.flatMap((each) =>
      isDelay(each) && isOnlyOne(each, listing) ? [{ node: each, lineno: statement.first }] : [],
    );
  });
}

/** The arguments for parameters that the function sleeps for. */
function passedOn(called: FunctionNode, { args, keywords }: ast.Call, listing: Listing): ast.Expr[] {
  const slept = new Set<string>();
  for (const node of walkBody(called)) {
    if (node.kind !== 'Call' || !/^(?:asyncio|time)\.sleep$/.test(listing.apis.of(node.func) ?? '')) continue;
    for (const each of node.args.flatMap((argument) => [...walk(argument)]))
      if (each.kind === 'Name') slept.add(each.id);
  }
  const names = [...called.args.posonlyargs, ...called.args.args].map(({ arg }) => arg);
  return [
    ...args.filter((_, i) => slept.has(names[i] ?? '')),
    ...keywords.flatMap(({ arg, value }) => (arg !== null && slept.has(arg) ? [value] : [])),
  ];
}

function isDelay(node: ast.Expr): node is ast.Constant {
  return node.kind === 'Constant' && (node.value.type === 'int' || node.value.type === 'float');
}

/** Whether the number stands once on its line, so that it is clear which one is meant. */
function isOnlyOne(node: ast.Constant, listing: Listing): boolean {
  const numbers = listing.text(node.lineno).match(/(?<![\w.])\d[\w.]*/g) ?? [];
  return numbers.filter((each) => Number(each) === Number(listing.code(node))).length === 1;
}

function isOther(one: Delay, other: Delay, listing: Listing): boolean {
  const [first, second] = [listing.code(one.node), listing.code(other.node)];
  return Number(first) !== Number(second) && Number(first) > 0 && Number(second) > 0;
}

function asked(one: Delay, other: Delay, scene: Scene, run: RunProgram): Draft | null {
  const { listing } = scene;
  const [first, second] = [listing.code(one.node), listing.code(other.node)];
  const lines = [...listing.lines];
  // From the right, so that columns of the same line stay what they are.
  const edits = [
    { node: one.node, text: second },
    { node: other.node, text: first },
  ].sort((a, b) => b.node.lineno - a.node.lineno || b.node.col_offset - a.node.col_offset);
  for (const { node, text } of edits) {
    const line = lines[node.lineno - 1] ?? '';
    lines[node.lineno - 1] = line.slice(0, node.col_offset) + text + line.slice(node.end_col_offset);
  }
  const where = `on ${scene.lines(new Set([one.node.lineno, other.node.lineno]))}`;
  return firstDifference(`${lines.join('\n')}\n`, scene, run, {
    kind: 'swapped-delays',
    change: `the delays ${code(first)} and ${code(second)} ${where} were swapped`,
    reason: 'Who sleeps for a shorter time is due earlier.',
    evidence: [one.lineno, other.lineno].map(
      (lineno) => scene.observation.line(lineno)?.first ?? scene.lastEvent,
    ),
  });
}
