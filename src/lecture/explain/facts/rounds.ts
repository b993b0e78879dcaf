// Loops, branches and everything else that ran more than once: how often, and for whom.

import type * as ast from '../../../../grammar/ast.js';
import type { LineHistory } from '../../observation/observation.js';
import { clausesOf } from '../clauses.js';
import type { Scene } from '../scene.js';
import { listed, number, times } from '../wording.js';
import { type Fact, type Telling, tell } from './fact.js';

export const rounds: Fact = {
  id: 'rounds',
  tell: (group, scene) => {
    const tellings: Telling[] = [];
    if (group.clause !== null) return [];
    for (const { node } of group.statements) {
      if (isLoop(node)) tellings.push(...loopRounds(node, scene));
      else if (node.kind === 'If') tellings.push(...branch(node, scene));
    }
    return tellings.slice(0, 4);
  },
};

function isLoop(node: ast.Stmt): node is ast.For | ast.AsyncFor | ast.While {
  return node.kind === 'For' || node.kind === 'AsyncFor' || node.kind === 'While';
}

function loopRounds(node: ast.For | ast.AsyncFor | ast.While, scene: Scene): Telling[] {
  const body = node.body[0];
  const line = body === undefined ? null : scene.observation.line(body.lineno);
  const head = scene.observation.line(node.lineno);
  if (head === null) return [];
  if (line === null)
    return scene.isComplete ? [tell('the loop never went round', [head.first, head.last])] : [];
  // A body on the head's own line is counted with it.
  if (body?.lineno === node.lineno) return [];
  const who = forWhom(line, scene);
  return [tell(`the loop went round ${atLeast(scene)}${times(line.times)}${who}`, [line.first, line.last])];
}

function branch(node: ast.If, scene: Scene): Telling[] {
  const head = scene.observation.line(node.lineno);
  const [first] = node.body;
  if (head === null || first === undefined || first.lineno === node.lineno || !scene.isComplete) return [];
  const taken = scene.observation.line(first.lineno);
  const evidence = [head.first, head.last, ...(taken === null ? [] : [taken.first, taken.last])];
  const count = taken?.times ?? 0;
  if (head.times === 1) return [tell(`the condition was ${count > 0 ? 'true' : 'false'}`, evidence)];
  if (count === 0) return [tell(`the condition was false all ${number(head.times)} times`, evidence)];
  if (count === head.times) return [tell(`the condition was true all ${number(head.times)} times`, evidence)];
  // A loop around may jump back into the branch; then counts say nothing.
  if (count > head.times || clausesOf(node, scene.listing).length > 2) return [];
  return [tell(`the condition was true ${times(count)} out of ${number(head.times)}`, evidence)];
}

/** What nothing else has told the number of. */
export const runs: Fact = {
  id: 'runs',
  tell: (group, scene, told) => {
    if (told.size > 0 || group.isHead || group.clause !== null) return [];
    const line = scene.observation.line(group.lead.first);
    if (line === null || line.times < 2) return [];
    return [
      tell(`this ran ${atLeast(scene)}${times(line.times)}${forWhom(line, scene)}`, [line.first, line.last]),
    ];
  },
};

function forWhom({ tasks, threads }: LineHistory, scene: Scene): string {
  const own = scene.tasks([...tasks].flatMap((id) => (id === null ? [] : [id])));
  if (own.length > 1) return `, for ${listed(own)}`;
  if (own.length === 0 && threads.size > 1)
    return `, in ${listed([...threads].map((id) => scene.thread(id)))}`;
  return '';
}

function atLeast({ isComplete }: Scene): string {
  return isComplete ? '' : 'at least ';
}
