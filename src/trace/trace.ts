// A finished trace: a header that describes the run, and the events in order.
//
// Events are stored in columns (a run can have millions of line events) and assembled into plain objects when
// asked for. Views read traces through this file alone; the recorder fills the columns.

import type {
  EventHead,
  EventId,
  EventOf,
  EventPayloads,
  EventType,
  TraceEvent,
  TraceLevel,
} from './events.js';
import { fileOf, lineOf, type Place, placeOf } from './places.js';
import type { Nanoseconds } from './time.js';

export const TRACE_FORMAT = 'loopscope-trace';
/** A new optional field or event type is a minor version, a change of meaning a major one. */
export const SCHEMA_VERSION = '1.3.0';

/** Physical line (from 1) to the label the file's own comments give it; null when lines are counted physically. */
export type LineLabels = Readonly<Record<number, string>> | null;

/**
 * Why the run ended: the program's last line, an exception nobody caught, `sys.exit`, a limit, or nothing
 * that could ever wake up.
 */
export type StopReason = 'finished' | 'exception' | 'exit' | 'limit' | 'deadlock' | 'unsupported';

export interface RunOptions {
  readonly clock: 'model' | 'reference';
  readonly seed: number;
  readonly cpuScale: number;
  readonly cores: number;
}

/** A file of the program besides its own that was imported. */
export interface ImportedFile {
  /** Named as the program's file is. */
  readonly name: string;
  readonly source: string;
}

/** What the interpreter knows about a run besides its events. */
export interface RunDescription {
  readonly toolVersion: string;
  /** The file's name as given, with forward slashes, never absolute. */
  readonly file: string;
  readonly source: string;
  readonly labels: LineLabels;
  readonly options: RunOptions;
  /** Price of each thing that costs time, in nanoseconds, by name. */
  readonly costModel: Readonly<Record<string, number>>;
  readonly stopReason: StopReason;
}

export interface TraceHeader extends RunDescription {
  readonly format: typeof TRACE_FORMAT;
  readonly schemaVersion: string;
  readonly options: RunOptions & { readonly level: TraceLevel };
  /** Imported files; the `inFile` of an event counts them from 1. Absent where nothing was imported. */
  readonly files?: readonly ImportedFile[];
  /** Events left out because the recorder's limit was reached; a `program.limit` event says where. */
  readonly omitted: number;
}

/** The columns of the first `length` events. -1 stands for null; `payload` indexes `payloads`. */
export interface Columns {
  readonly t: Float64Array;
  readonly type: Uint8Array;
  readonly thread: Int32Array;
  readonly task: Int32Array;
  readonly iteration: Int32Array;
  /** Places: the line, and the file in front of it. */
  readonly line: Int32Array;
  readonly cause: Int32Array;
  /** -1: a `line` event of one round. */
  readonly payload: Int32Array;
  /** The type that each number in the `type` column stands for. */
  readonly types: readonly EventType[];
  readonly payloads: readonly EventPayloads[EventType][];
}

/** Something found in a finished trace: a `diagnostic` event to be, and the place it speaks of (0: none). */
export type Finding = EventPayloads['diagnostic'] &
  Pick<EventHead, 'thread' | 'task'> & { readonly place: Place };

export class Trace {
  readonly #columns: Columns;
  /** What was found afterwards; it follows the recorded events. */
  readonly #diagnostics: readonly EventOf<'diagnostic'>[];
  readonly #recorded: number;
  readonly length: number;

  constructor(
    readonly header: TraceHeader,
    recorded: number,
    columns: Columns,
    diagnostics: readonly EventOf<'diagnostic'>[] = [],
  ) {
    this.#recorded = recorded;
    this.#columns = columns;
    this.#diagnostics = diagnostics;
    this.length = recorded + diagnostics.length;
  }

  /** The same trace with what was found in it, each finding caused by its first evidence. */
  withDiagnostics(found: readonly Finding[]): Trace {
    const t = this.timeAt(this.#recorded - 1);
    const events = found.map(
      ({ place, ...finding }, index): EventOf<'diagnostic'> => ({
        seq: this.#recorded + index,
        t,
        type: 'diagnostic',
        iteration: 0,
        line: lineOf(place),
        ...(fileOf(place) === 0 ? {} : { inFile: fileOf(place) }),
        cause: finding.evidence[0] ?? 0,
        ...finding,
      }),
    );
    return new Trace(this.header, this.#recorded, this.#columns, events);
  }

  /** What `withDiagnostics` added. */
  get diagnostics(): readonly EventOf<'diagnostic'>[] {
    return this.#diagnostics;
  }

  /** The event at position `seq`; a RangeError when there is none. */
  event(seq: EventId): TraceEvent {
    const found = this.#diagnosticAt(seq);
    if (found !== undefined) return found;
    const columns = this.#columns;
    const payload = columns.payload[seq];
    const type = columns.types[columns.type[seq] ?? -1];
    if (payload === undefined || type === undefined || seq >= this.#recorded) {
      throw new RangeError(`no event ${seq} in a trace of ${this.length}`);
    }
    if (payload < 0) {
      return this.#line(seq);
    }
    const stored = columns.payloads[payload];
    if (stored === undefined) throw new RangeError(`event ${seq} has no payload`);
    return this.#assemble(seq, type, stored);
  }

  /** The event's type, without assembling the event. */
  typeAt(seq: EventId): EventType | undefined {
    if (seq >= this.#recorded) return this.#diagnosticAt(seq)?.type;
    return this.#columns.types[this.#columns.type[seq] ?? -1];
  }

  /** Where the event happened, without assembling it. */
  placeAt(seq: EventId): Place {
    const found = this.#diagnosticAt(seq);
    return found === undefined ? (this.#columns.line[seq] ?? 0) : placeOf(found);
  }

  timeAt(seq: EventId): Nanoseconds {
    return this.#diagnosticAt(seq)?.t ?? this.#columns.t[seq] ?? 0;
  }

  *events(): IterableIterator<TraceEvent> {
    for (let seq = 0; seq < this.length; seq++) yield this.event(seq);
  }

  /** The events of the run itself, without what was found afterwards. */
  *recorded(): IterableIterator<TraceEvent> {
    for (let seq = 0; seq < this.#recorded; seq++) yield this.event(seq);
  }

  /** The chain of causes: the event itself, what made it happen, and so on back to the program's start. */
  *causes(seq: EventId): IterableIterator<TraceEvent> {
    let next: EventId | null = seq;
    while (next !== null) {
      const event = this.event(next);
      yield event;
      // Causes point backwards; anything else would make this walk endless.
      next = event.cause !== null && event.cause < event.seq ? event.cause : null;
    }
  }

  /** A negative index would be looked up as a name, which takes a microsecond. */
  #diagnosticAt(seq: EventId): EventOf<'diagnostic'> | undefined {
    return seq < this.#recorded ? undefined : this.#diagnostics[seq - this.#recorded];
  }

  /** A line that ran once: by far the most events, so it is put together in one go. */
  #line(seq: EventId): EventOf<'line'> {
    const { t, thread, task, iteration, line, cause } = this.#columns;
    const place = line[seq] ?? 0;
    const file = fileOf(place);
    const lineno = lineOf(place);
    const event: EventOf<'line'> = {
      seq,
      t: t[seq] ?? 0,
      type: 'line',
      thread: thread[seq] ?? 0,
      task: orNull(task[seq]),
      iteration: iteration[seq] ?? 0,
      line: lineno,
      cause: orNull(cause[seq]),
      times: 1,
      lines: [lineno],
      duration: 0,
    };
    return file === 0 ? event : { ...event, inFile: file };
  }

  #assemble<Type extends EventType>(seq: EventId, type: Type, payload: EventPayloads[Type]): EventOf<Type> {
    const columns = this.#columns;
    const place = columns.line[seq] ?? 0;
    const file = fileOf(place);
    const head: EventHead & { readonly type: Type } = {
      seq,
      t: columns.t[seq] ?? 0,
      type,
      thread: columns.thread[seq] ?? 0,
      task: orNull(columns.task[seq]),
      iteration: columns.iteration[seq] ?? 0,
      line: lineOf(place),
      ...(file === 0 ? {} : { inFile: file }),
      cause: orNull(columns.cause[seq]),
    };
    return Object.assign(head, payload);
  }
}

function orNull(value: number | undefined): number | null {
  return value === undefined || value < 0 ? null : value;
}
