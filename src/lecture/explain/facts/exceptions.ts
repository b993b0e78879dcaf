// Exceptions that were raised here, and where they were caught.

import type * as ast from '../../../../grammar/ast.js';
import type { EventOf, EventType } from '../../../trace/events.js';
import { groupedBy } from '../groups-of.js';
import type { Scene } from '../scene.js';
import { code, listed, times } from '../wording.js';
import { type Fact, type Telling, tell } from './fact.js';

export const exceptions: Fact = {
  id: 'exception',
  tell: (group, scene) => {
    const raised = scene.events.at(group.lines, 'raise').filter((event) => !isDelivered(event, scene));
    const byName = groupedBy(raised, ({ exception }) => exception);
    return [...byName.values()].slice(0, 4).map((events) => told(events, scene));
  },
};

/** A cancellation that came with the task's step: whoever tells of the waiting tells it. */
function isDelivered({ task, seq, exception }: EventOf<'raise'>, scene: Scene): boolean {
  const step =
    task === null ? undefined : scene.observation.history(task)?.steps.findLast((each) => each.seq < seq);
  return step !== undefined && step.throws === exception && seq - step.seq <= 3;
}

function told(events: readonly EventOf<'raise'>[], scene: Scene): Telling {
  const [first] = events;
  if (first === undefined) return tell('', []);
  const messages = [...new Set(events.map(({ message }) => message))];
  const shown =
    messages.length === 1 && messages[0] !== '' ? `${first.exception}: ${messages[0]}` : first.exception;
  const count = events.length === 1 ? '' : ` ${times(events.length)}`;
  const caught = [...new Set(events.map((event) => caughtAt(event, scene)))];
  const [only] = caught;
  const where =
    caught.length !== 1 || only === undefined
      ? ''
      : only === null
        ? ''
        : `, and caught on ${scene.line(only)}`;
  const who =
    scene.hasThreads || first.task !== null
      ? ` in ${listed([...new Set(events.map((event) => scene.who(event)))])}`
      : '';
  return tell(
    `${code(shown)} was raised here${who}${count}${where}`,
    events.map(({ seq }) => seq),
  );
}

const FAR = 400;

/** Events after which the exception is gone, or another one is under way. */
const ENDS: ReadonlySet<EventType> = new Set(['raise', 'task.finish', 'thread.end', 'program.end']);

/** The line of the `except` that took it, in the same task or thread; null where none is seen. */
function caughtAt(raised: EventOf<'raise'>, scene: Scene): number | null {
  const handlers = handlersOf(scene);
  let head: ast.ExceptHandler | null = null;
  const end = Math.min(scene.lastEvent, raised.seq + FAR);
  for (let seq = raised.seq + 1; seq <= end; seq++) {
    const event = scene.trace.event(seq);
    if (event.task !== raised.task || event.thread !== raised.thread) continue;
    if (ENDS.has(event.type)) return null;
    if (event.type !== 'line' || event.inFile !== undefined) continue;
    const line = event.line;
    if (head?.body.some(({ lineno, end_lineno }) => line >= lineno && line <= end_lineno)) return head.lineno;
    head = handlers.get(line) ?? null;
    if (head?.body.some(({ lineno }) => lineno === line)) return head.lineno;
    if (head === null && !isOnTheWayOut(line, scene)) return null;
  }
  return null;
}

/** Lines that an exception runs as it passes: `finally` parts and the heads of `with` blocks. */
function isOnTheWayOut(line: number, { listing }: Scene): boolean {
  return listing.statements.some(({ node, first, last }) => {
    if (node.kind === 'With' || node.kind === 'AsyncWith') return line >= first && line <= last;
    if (node.kind !== 'Try' && node.kind !== 'TryStar') return false;
    return node.finalbody.some(({ lineno, end_lineno }) => line >= lineno && line <= end_lineno);
  });
}

const known = new WeakMap<Scene, ReadonlyMap<number, ast.ExceptHandler>>();

/** The program's handlers by their lines. */
function handlersOf(scene: Scene): ReadonlyMap<number, ast.ExceptHandler> {
  const found = known.get(scene) ?? collected(scene);
  known.set(scene, found);
  return found;
}

function collected({ listing }: Scene): ReadonlyMap<number, ast.ExceptHandler> {
  const handlers = new Map<number, ast.ExceptHandler>();
  for (const { node } of listing.statements)
    if (node.kind === 'Try' || node.kind === 'TryStar')
      for (const handler of node.handlers) handlers.set(handler.lineno, handler);
  return handlers;
}
