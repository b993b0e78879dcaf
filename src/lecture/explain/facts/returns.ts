// Values that functions returned.

import type { EventOf } from '../../../trace/events.js';
import type { Statement } from '../../program/listing.js';
import { isFunction } from '../../program/nodes.js';
import { qualifiedName } from '../../program/qualified-name.js';
import type { Scene } from '../scene.js';
import { joined, times } from '../wording.js';
import { type Fact, tell } from './fact.js';
import { linesOf } from './never-ran.js';
import { ends, foldedAt, valueText } from './values.js';

const MOST_SHOWN = 4;

export const returns: Fact = {
  id: 'return',
  tell: (group, scene) => {
    const all = group.statements.filter(({ node }) => node.kind === 'Return');
    // What a constant says need not be said again, unless there are others beside it.
    const telling = all.filter(
      ({ node }) =>
        node.kind === 'Return' && node.value !== null && (all.length > 1 || node.value.kind !== 'Constant'),
    );
    const events = telling
      .flatMap((statement) => [
        ...scene.events.at(linesOf(statement), 'return'),
        ...leftThroughOthers(statement, scene),
      ])
      .filter(({ value }) => !/^<.*>$/.test(value))
      .sort((a, b) => a.seq - b.seq);
    if (events.length === 0) return [];
    const texts = events.map(({ value }) => valueText(value));
    const evidence = events.map(({ seq }) => seq);
    const folded = foldedAt(events, scene);
    if (folded !== null) {
      const runs = telling.reduce((sum, { first }) => sum + scene.observation.timesRun(first), 0);
      const what =
        folded === 'calls' ? `among other things ${ends(texts)}` : `first ${texts[0]}, last ${texts.at(-1)}`;
      return [tell(`it returned ${times(Math.max(runs, texts.length))}, ${what}`, evidence)];
    }
    if (new Set(texts).size === 1) {
      const count =
        events.length === 1 ? '' : events.length === 2 ? ' both times' : ` all ${times(events.length)}`;
      return [tell(`it returned ${texts[0]}${count}`, evidence)];
    }
    if (texts.length <= MOST_SHOWN) return [tell(`it returned ${joined(texts)}`, evidence)];
    return [tell(`it returned ${times(texts.length)}, first ${texts[0]}, last ${texts.at(-1)}`, evidence)];
  },
};

/**
 * A `return` inside of `with` or `try` leaves by the end of the block: the function returns at the head of the `with`,
 * or at the last line of its `finally`.
 */
function leftThroughOthers(statement: Statement, scene: Scene): EventOf<'return'>[] {
  const { parents, function: around } = statement;
  const inner = parents.slice(parents.findLastIndex(isFunction) + 1);
  const blocks = inner.filter(
    ({ kind }) => kind === 'With' || kind === 'AsyncWith' || kind === 'Try' || kind === 'TryStar',
  );
  const owner = scene.listing.statements.find(({ node }) => node === around);
  if (blocks.length === 0 || owner === undefined) return [];
  const name = qualifiedName(owner);
  const lines = blocks.flatMap(({ lineno, end_lineno }) =>
    Array.from({ length: end_lineno - lineno + 1 }, (_, i) => lineno + i),
  );
  const own = new Set(linesOf(statement));
  const others = new Set(
    scene.listing.statements.flatMap((each) =>
      each.node.kind === 'Return' && each.function === around ? linesOf(each) : [],
    ),
  );
  return scene.events
    .at(lines, 'return')
    .filter((event) => event.function === name && !others.has(event.line))
    .filter((event) => own.has(lastReturnLine(event, others, scene) ?? 0));
}

const FAR = 400;

/** The line of the `return` statement that ran last in the frame; null where none is seen. */
function lastReturnLine(
  { seq, task, thread, function: name }: EventOf<'return'>,
  lines: ReadonlySet<number>,
  scene: Scene,
): number | null {
  for (let at = seq - 1; at >= Math.max(0, seq - FAR); at--) {
    const event = scene.trace.event(at);
    if (event.task !== task || event.thread !== thread) continue;
    if ((event.type === 'call' || event.type === 'return') && event.function === name) return null;
    if (event.type === 'line' && event.inFile === undefined && lines.has(event.line)) return event.line;
  }
  return null;
}
