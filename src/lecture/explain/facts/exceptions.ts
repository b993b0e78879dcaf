// Exceptions that were raised here, and where they were caught.

import type * as ast from '../../../../grammar/ast.js';
import type { EventId, EventOf, EventType } from '../../../trace/events.js';
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
  const doers =
    scene.hasThreads || first.task !== null
      ? [...new Set(events.map((event) => scene.who(event)))].filter((name) => name !== 'the event loop')
      : [];
  const who = doers.length === 0 ? '' : ` in ${listed(doers)}`;
  const count = events.length === 1 ? '' : ` ${times(events.length)}${who === '' ? '' : ','}`;
  const when = events.length === 1 && scene.hasTime ? ` at ${scene.at(first.t)}` : '';
  const fates = events.map((event) => fateOf(event, scene));
  const texts = [...new Set(fates.map((fate) => fateText(fate, events.length, scene)))];
  const [fate] = texts.length === 1 ? texts : [];
  return tell(`${code(shown)} was raised here${count}${who}${when}${fate ?? ''}`, [
    ...events.map(({ seq }) => seq),
    ...(fate === undefined ? [] : fates.flatMap((each) => (each === null ? [] : [each.seq]))),
  ]);
}

/** What became of an exception, with the event that shows it. */
interface Fate {
  readonly end: 'caught' | 'task' | 'thread';
  /** Of the `except` that took it. */
  readonly line: number;
  readonly seq: EventId;
}

function fateText(fate: Fate | null, count: number, scene: Scene): string {
  switch (fate?.end) {
    case 'caught':
      return `, and caught on ${scene.line(fate.line)}`;
    case 'task':
      return count === 1
        ? '; nothing in the task caught it, and it ended the task'
        : '; nothing in the tasks caught it, and it ended them';
    case 'thread':
      return `; nothing caught it, and it ended ${count === 1 ? 'the thread' : 'these threads'}`;
    default:
      return '';
  }
}

const FAR = 400;

/** Events after which the exception is gone, or another one is under way. */
const ENDS: ReadonlySet<EventType> = new Set([
  'raise',
  'task.finish',
  'executor.finish',
  'thread.end',
  'program.end',
]);

/** Where it was caught in the same task or thread, or what it ended; null where neither is seen. */
function fateOf(raised: EventOf<'raise'>, scene: Scene): Fate | null {
  const handlers = handlersOf(scene);
  let head: ast.ExceptHandler | null = null;
  const end = Math.min(scene.lastEvent, raised.seq + FAR);
  for (let seq = raised.seq + 1; seq <= end; seq++) {
    const event = scene.trace.event(seq);
    if (event.task !== raised.task || event.thread !== raised.thread) continue;
    if (event.type === 'task.finish') {
      const isIt = event.outcome === 'raised' && event.value.startsWith(raised.exception);
      return isIt && event.id === raised.task ? { end: 'task', line: 0, seq } : null;
    }
    if (event.type === 'thread.end' && raised.task === null && !scene.isProcess(raised.thread))
      return { end: 'thread', line: 0, seq };
    if (ENDS.has(event.type)) return null;
    if (event.type !== 'line' || event.inFile !== undefined) continue;
    const line = event.line;
    const taken: ast.ExceptHandler | null =
      head?.body.some(({ lineno, end_lineno }) => line >= lineno && line <= end_lineno) === true
        ? head
        : handlerOn(line, handlers);
    if (taken !== null) return { end: 'caught', line: taken.lineno, seq };
    head = handlers.get(line) ?? null;
    if (head === null && !isOnTheWayOut(line, scene)) return null;
  }
  return null;
}

/** A handler that has its body on its own line. */
function handlerOn(line: number, handlers: ReadonlyMap<number, ast.ExceptHandler>): ast.ExceptHandler | null {
  const head = handlers.get(line) ?? null;
  return head?.body.some(({ lineno }) => lineno === line) === true ? head : null;
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
