// NDJSON: the header on the first line, then one event per line. Keys come in the order of the schema, whatever
// order the emitter had. `label` is what the file's comments call the line.

import type { EventOf, TraceEvent } from '../trace/events.js';
import { eventKeys, headerKeys } from '../trace/schema.js';
import type { LineLabels, Trace, TraceHeader } from '../trace/trace.js';

/** The lines of the document, without line ends. */
export function* ndjsonLines(trace: Trace): IterableIterator<string> {
  const { header } = trace;
  yield headerLine(header);
  const keys = eventKeys();
  for (const event of trace.events()) {
    // Given a list of keys, JSON.stringify writes these alone, in this order, at every depth.
    yield event.type === 'line'
      ? lineEvent(event, header.labels)
      : JSON.stringify(eventRecord(event, header.labels), keys.get(event.type));
  }
}

export function traceNdjson(trace: Trace): string {
  return `${[...ndjsonLines(trace)].join('\n')}\n`;
}

export type EventRecord = TraceEvent & { readonly label: string | null };

/** An event as the document has it. */
export function eventRecord(event: TraceEvent, labels: LineLabels): EventRecord {
  return { ...event, label: labelOf(event, labels) };
}

/** Line events are by far the most: spelled out in the schema's order, they are written five times as fast. */
function lineEvent(event: EventOf<'line'>, labels: LineLabels): string {
  const { seq, t, type, thread, task, iteration, line, inFile, cause, ...rounds } = event;
  const label = labelOf(event, labels);
  return JSON.stringify({
    seq,
    t,
    type,
    thread,
    task,
    iteration,
    line,
    label,
    inFile,
    cause,
    times: rounds.times,
    lines: rounds.lines,
    duration: rounds.duration,
    visits: rounds.visits,
    inFiles: rounds.inFiles,
    calls: rounds.calls,
  });
}

/** The comments that name lines are those of the program's own file. */
function labelOf({ line, inFile }: TraceEvent, labels: LineLabels): string | null {
  return inFile === undefined ? (labels?.[line] ?? null) : null;
}

function headerLine(header: TraceHeader): string {
  const fields = new Map<string, unknown>(Object.entries(header));
  return JSON.stringify(Object.fromEntries(headerKeys().map((key) => [key, fields.get(key)])));
}
