// Events of several processes in the order of time: a process runs ahead of the others' clocks, so its events were
// recorded before theirs.

import type { EventId } from './events.js';
import type { Nanoseconds } from './time.js';
import type { Columns } from './trace.js';

/** Threads that were ended from outside; what they had emitted ahead of that time never happened. */
export interface Discarded {
  readonly threads: ReadonlySet<number>;
  readonly at: Nanoseconds;
}

type Ordered = Pick<Columns, 't' | 'type' | 'thread' | 'task' | 'iteration' | 'line' | 'cause' | 'payload'>;

/** The columns in the order of time, those of one moment as they were recorded, and how many events are left. */
export function inOrderOfTime(
  columns: Ordered,
  recorded: number,
  discarded: readonly Discarded[],
): Ordered & { readonly length: number } {
  const { t, thread } = columns;
  const timeOf = (seq: EventId): Nanoseconds => t[seq] ?? 0;
  const stays = (seq: EventId): boolean =>
    !discarded.some(({ threads, at }) => timeOf(seq) > at && threads.has(thread[seq] ?? 0));
  const order: EventId[] = [];
  for (let seq = 0; seq < recorded; seq++) if (stays(seq)) order.push(seq);
  order.sort((a, b) => timeOf(a) - timeOf(b) || a - b);
  const places = new Int32Array(recorded);
  order.forEach((seq, place) => {
    places[seq] = place;
  });
  const inOrder = (column: Int32Array): Int32Array => Int32Array.from(order, (seq) => column[seq] ?? 0);
  return {
    length: order.length,
    t: Float64Array.from(order, timeOf),
    type: Uint8Array.from(order, (seq) => columns.type[seq] ?? 0),
    thread: inOrder(columns.thread),
    task: inOrder(columns.task),
    iteration: inOrder(columns.iteration),
    line: inOrder(columns.line),
    payload: inOrder(columns.payload),
    cause: inOrder(columns.cause).map((cause) => (cause < 0 ? cause : (places[cause] ?? 0))),
  };
}
