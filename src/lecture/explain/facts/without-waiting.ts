// An `await` that found everything there: the task went on at once, and nobody else had a turn.

import { ownNodes, type Statement } from '../../program/listing.js';
import { listed, times } from '../wording.js';
import { type Fact, tell } from './fact.js';

/** Other facts that say how the `await` went. */
const TOLD = ['suspension', 'inner-call', 'sync', 'blocking', 'pool'];

export const withoutWaiting: Fact = {
  id: 'without-waiting',
  tell: ({ statements, lines, isHead, clause }, scene, told) => {
    if (isHead || clause !== null || scene.trace.header.stopReason !== 'finished' || !scene.isComplete)
      return [];
    if (TOLD.some((kind) => told.has(kind))) return [];
    const awaiting = statements.filter((each) => scene.listing.awaitsItself(each));
    const [only] = awaiting;
    if (only === undefined || awaiting.length > 1 || !isPlain(only)) return [];
    const line = scene.observation.line(only.first);
    if (line === null || scene.events.at(lines, 'raise', 'task.suspend', 'coroutine.unawaited').length > 0)
      return [];
    const names = scene.tasks([...line.tasks].flatMap((id) => (id === null ? [] : [id])));
    if (names.length === 0) return [];
    const count = line.times === 1 ? '' : `, ${times(line.times)}`;
    return [
      tell(
        `there was nothing to wait for here: ${listed(names)} went on at once${scene.words.say('', ', without a suspension')}${count}`,
        [line.first, line.last],
      ),
    ];
  },
};

/** Whether its `await` runs whenever the statement does. */
function isPlain({ node }: Statement): boolean {
  if (node.kind !== 'Expr' && node.kind !== 'Assign' && node.kind !== 'AnnAssign' && node.kind !== 'Return')
    return false;
  for (const each of ownNodes(node))
    if (each.kind === 'BoolOp' || each.kind === 'IfExp' || each.kind === 'comprehension') return false;
  return true;
}
