// Loops, branches and everything else that ran more than once: how often, and for whom.

import type * as ast from '../../../../grammar/ast.js';
import type { LineHistory } from '../../observation/observation.js';
import type { Statement } from '../../program/listing.js';
import type { Clause } from '../clauses.js';
import { isCountable } from '../countable.js';
import type { Scene } from '../scene.js';
import { listed, number, times } from '../wording.js';
import { type Fact, type Telling, tell } from './fact.js';

const MOST_TOLD = 4;

export const rounds: Fact = {
  id: 'rounds',
  tell: (group, scene) => {
    if (group.clause !== null) return [];
    const counted = group.statements.filter(({ node }) => isLoop(node) || node.kind === 'If');
    const needsLine = counted.length > 1;
    const tellings = counted.flatMap((statement) =>
      statement.node.kind === 'If'
        ? branch(statement, statement.node, needsLine, scene)
        : isLoop(statement.node)
          ? loopRounds(statement, statement.node, needsLine, scene)
          : [],
    );
    return tellings.slice(0, MOST_TOLD);
  },
};

function isLoop(node: ast.Stmt): node is ast.For | ast.AsyncFor | ast.While {
  return node.kind === 'For' || node.kind === 'AsyncFor' || node.kind === 'While';
}

function loopRounds(
  { first }: Statement,
  node: ast.For | ast.AsyncFor | ast.While,
  needsLine: boolean,
  scene: Scene,
): Telling[] {
  const head = scene.observation.line(first);
  if (head === null) return [];
  const counted = countedLine(node.body, scene);
  const body = counted === undefined ? takenValues(first, node, scene) : counted;
  if (body === undefined) return [];
  const where = needsLine ? ` on ${scene.line(first)}` : '';
  if (body === null)
    return scene.isComplete ? [tell(`the loop${where} never went round`, [head.first, head.last])] : [];
  return [
    tell(`the loop${where} went round ${atLeast(scene)}${times(body.times)}${forWhom(body, scene)}`, [
      body.first,
      body.last,
    ]),
  ];
}

/** How often a body began, as its first statement shows it; undefined where that cannot be counted. */
function countedLine(body: readonly ast.Stmt[], scene: Scene): LineHistory | null | undefined {
  const [first] = body;
  const statement = scene.listing.statements.find(({ node }) => node === first);
  if (statement === undefined || isLoop(statement.node) || !isCountable(statement, scene.listing))
    return undefined;
  return scene.observation.line(statement.first);
}

/** The rounds of a `for` loop, as the values show that its target got. */
function takenValues(
  first: number,
  node: ast.For | ast.AsyncFor | ast.While,
  scene: Scene,
): LineHistory | undefined {
  if (node.kind === 'While' || scene.observation.folded([first]) !== null) return undefined;
  const name = firstName(node.target);
  const stores = scene.events.at([first], 'store').filter((event) => event.name === name);
  const [begin] = stores;
  const end = stores.at(-1);
  if (begin === undefined || end === undefined) return undefined;
  return {
    place: first,
    times: stores.length,
    first: begin.seq,
    last: end.seq,
    tasks: new Set(stores.map(({ task }) => task)),
    threads: new Set(stores.map(({ thread }) => thread)),
    folded: null,
  };
}

function firstName(target: ast.Expr): string | null {
  if (target.kind === 'Name') return target.id;
  const [first] = target.kind === 'Tuple' || target.kind === 'List' ? target.elts : [];
  return first === undefined ? null : firstName(first);
}

function branch(statement: Statement, node: ast.If, needsLine: boolean, scene: Scene): Telling[] {
  const head = scene.observation.line(statement.first);
  if (head === null || !scene.isComplete || !isCountable(statement, scene.listing)) return [];
  const counted = countedLine(node.body, scene);
  // Reached once, it is seen whether the body ran, however often its parts did.
  const taken = counted === undefined && head.times === 1 ? ranAtAll(node.body, scene) : counted;
  if (taken === undefined) return [];
  const evidence = [head.first, head.last, ...(taken === null ? [] : [taken.first, taken.last])];
  const subject = `the condition${needsLine ? ` on ${scene.line(statement.first)}` : ''} was`;
  const count = taken?.times ?? 0;
  if (head.times === 1) return [tell(`${subject} ${count > 0 ? 'true' : 'false'}`, evidence)];
  const all = head.times === 2 ? 'both times' : `all ${number(head.times)} times`;
  if (count === 0) return [tell(`${subject} false ${all}`, evidence)];
  if (count === head.times) return [tell(`${subject} true ${all}`, evidence)];
  return count > head.times
    ? []
    : [tell(`${subject} true ${times(count)} out of ${number(head.times)}`, evidence)];
}

function ranAtAll(body: readonly ast.Stmt[], scene: Scene): LineHistory | null {
  for (const each of body) {
    const line = scene.observation.line(each.lineno);
    if (line !== null) return line;
  }
  return null;
}

/** What nothing else has told the number of. */
export const runs: Fact = {
  id: 'runs',
  tell: ({ lead, isHead, clause }, scene, told) => {
    if (clause !== null) return told.size > 0 ? [] : clauseRuns(clause, scene);
    if (told.size > 0 || isHead || !isCountable(lead, scene.listing)) return [];
    // These only say what a name means.
    if (lead.node.kind === 'Global' || lead.node.kind === 'Nonlocal') return [];
    const line = scene.observation.line(lead.first);
    if (line === null || line.times < 2) return [];
    return [
      tell(`this ran ${atLeast(scene)}${times(line.times)}${forWhom(line, scene)}`, [line.first, line.last]),
    ];
  },
};

function forWhom({ tasks, threads }: LineHistory, scene: Scene): string {
  const own = scene.tasks([...tasks].flatMap((id) => (id === null ? [] : [id])));
  if (own.length > 1) return `, for ${own.length === 2 ? listed(own) : `${number(own.length)} tasks`}`;
  if (own.length === 0 && threads.size > 1)
    return `, in ${listed([...threads].map((id) => scene.thread(id)))}`;
  return '';
}

function atLeast({ isComplete }: Scene): string {
  return isComplete ? '' : 'at least ';
}

/** How often a part was entered: a case that matched, an exception that was caught. */
function clauseRuns({ kind, body }: Clause, scene: Scene): Telling[] {
  const line = countedLine(body, scene);
  if (line === undefined || line === null) return [];
  const what = kind === 'case' ? 'this case matched' : 'this part ran';
  return [
    tell(`${what} ${atLeast(scene)}${times(line.times)}${forWhom(line, scene)}`, [line.first, line.last]),
  ];
}
