// The recorder: where the interpreter's events go while a program runs.
//
// The scheduler, the loop and frames keep the context (which thread, task, iteration, line, and why) up to date;
// every event is stamped with it. Storage is columnar, so that a line event costs a handful of stores and no
// object. Who emits what, and in which order, is not decided here; invariants.ts states it.

import type { EventId, EventPayloads, EventType, TraceLevel } from './events.js';
import { type Place, placeIn } from './places.js';
import type { Nanoseconds } from './time.js';
import { type Discarded, inOrderOfTime } from './time-order.js';
import { type ImportedFile, type RunDescription, SCHEMA_VERSION, TRACE_FORMAT, Trace } from './trace.js';

export interface RecorderOptions {
  readonly level: TraceLevel;
  readonly now: () => Nanoseconds;
  /**
   * From this many events on, lines, calls, returns, stores and raises are left out; from twice as many on,
   * everything but `program.end` is. A `program.limit` event says so each time. Default: 10 million.
   */
  readonly maxEvents?: number;
}

const DEFAULT_MAX_EVENTS = 10_000_000;
const FIRST_CAPACITY = 1024;

/** The types that a coarser level leaves out. */
const DETAIL: Readonly<Record<TraceLevel, readonly EventType[]>> = {
  schedule: ['line', 'call', 'return', 'store'],
  lines: ['store'],
  full: [],
};
const DROPPED_FIRST: readonly EventType[] = ['line', 'call', 'return', 'store', 'raise'];
const LINE = 0;

export class Recorder {
  /** Context, written by whoever switches; stamped on every event. */
  thread = 0;
  task: number | null = null;
  iteration = 0;
  cause: EventId | null = null;
  /** The line, with the file's number in front where it is not the program's own (places.ts). */
  line: Place = 0;

  /** Processes that run ahead of each other emit out of order; `finish` puts the events in the order of time. */
  hasProcesses = false;
  readonly #discarded: Discarded[] = [];

  readonly level: TraceLevel;
  readonly #now: () => Nanoseconds;
  readonly #maxEvents: number;
  #omitted = 0;

  #length = 0;
  #capacity = FIRST_CAPACITY;
  #t = new Float64Array(FIRST_CAPACITY);
  #type = new Uint8Array(FIRST_CAPACITY);
  #thread = new Int32Array(FIRST_CAPACITY);
  #task = new Int32Array(FIRST_CAPACITY);
  #iteration = new Int32Array(FIRST_CAPACITY);
  #line = new Int32Array(FIRST_CAPACITY);
  #cause = new Int32Array(FIRST_CAPACITY);
  #payload = new Int32Array(FIRST_CAPACITY);
  readonly #payloads: EventPayloads[EventType][] = [];
  readonly #types: EventType[] = ['line'];
  readonly #files: ImportedFile[] = [];
  readonly #fileNumbers = new Map<string, number>();
  readonly #typeNumbers = new Map<EventType, number>([['line', LINE]]);
  /** What is not recorded: by level from the start, more once a limit is reached. */
  readonly #skipped: Set<EventType>;
  #linesSkipped: boolean;
  #nextLimit: number;
  #full = false;

  constructor(options: RecorderOptions) {
    this.level = options.level;
    this.#now = options.now;
    this.#maxEvents = Math.max(1, options.maxEvents ?? DEFAULT_MAX_EVENTS);
    this.#nextLimit = this.#maxEvents;
    this.#skipped = new Set(DETAIL[options.level]);
    this.#linesSkipped = this.#skipped.has('line');
  }

  get length(): number {
    return this.#length;
  }

  /**
   * Records an event in the present context and returns its id, to be named as the cause of others. An event
   * that is left out returns the id of the latest recorded one. A `line` event that stands for rounds skipped
   * ahead is emitted after the skip, and dated from its start.
   */
  emit<Type extends EventType>(
    type: Type,
    payload: EventPayloads[Type],
    cause: EventId | null = this.cause,
  ): EventId {
    if (this.#length >= this.#nextLimit) this.#reachLimit();
    if (this.#full ? type !== 'program.end' : this.#skipped.has(type)) return this.#skip(type);
    const seq = this.#stamp(this.#numberOf(type), cause);
    this.#payload[seq] = this.#payloads.push(payload) - 1;
    if (type === 'line') this.#t[seq] = this.#now() - durationOf(payload);
    return seq;
  }

  /** A file that is being imported: its lines are told apart from the program's. */
  addFile(name: string, source: string): void {
    if (this.#fileNumbers.has(name)) return;
    this.#fileNumbers.set(name, this.#files.push({ name, source }));
  }

  /** A line of a file; one that was not added counts as the program's own. */
  placeOf(filename: string, lineno: number): Place {
    return placeIn(this.#fileNumbers.get(filename) ?? 0, lineno);
  }

  /** The program is about to run a line, once. */
  emitLine(place: Place): void {
    this.line = place;
    if (this.#length >= this.#nextLimit) this.#reachLimit();
    if (this.#linesSkipped) {
      this.#skip('line');
      return;
    }
    // Two statements: stamping may put a wider array in place of `#payload`.
    const seq = this.#stamp(LINE, this.cause);
    this.#payload[seq] = -1;
  }

  /** The threads were ended at `at`; what they had emitted ahead of that time never happened. */
  discardAfter(threads: readonly number[], at: Nanoseconds): void {
    this.#discarded.push({ threads: new Set(threads), at });
  }

  /** The trace of the run. The recorder is not used afterwards. */
  finish(run: RunDescription): Trace {
    const header = {
      format: TRACE_FORMAT,
      schemaVersion: SCHEMA_VERSION,
      ...run,
      options: { ...run.options, level: this.level },
      ...(this.#files.length === 0 ? {} : { files: this.#files }),
      omitted: this.#omitted,
    } as const;
    const columns = {
      t: this.#t,
      type: this.#type,
      thread: this.#thread,
      task: this.#task,
      iteration: this.#iteration,
      line: this.#line,
      cause: this.#cause,
      payload: this.#payload,
    };
    const { length, ...ordered } = this.hasProcesses
      ? inOrderOfTime(columns, this.#length, this.#discarded)
      : { length: this.#length, ...columns };
    return new Trace(header, length, { ...ordered, types: this.#types, payloads: this.#payloads });
  }

  #stamp(type: number, cause: EventId | null): EventId {
    const seq = this.#length;
    if (seq === this.#capacity) this.#grow();
    this.#length = seq + 1;
    this.#t[seq] = this.#now();
    this.#type[seq] = type;
    this.#thread[seq] = this.thread;
    this.#task[seq] = this.task ?? -1;
    this.#iteration[seq] = this.iteration;
    this.#line[seq] = this.line;
    this.#cause[seq] = cause ?? -1;
    return seq;
  }

  #numberOf(type: EventType): number {
    let number = this.#typeNumbers.get(type);
    if (number === undefined) {
      number = this.#types.push(type) - 1;
      this.#typeNumbers.set(type, number);
    }
    return number;
  }

  /** Counts what a limit keeps out; what the level leaves out was never asked for. */
  #skip(type: EventType): EventId {
    if (this.#full || !DETAIL[this.level].includes(type)) this.#omitted++;
    return this.#length - 1;
  }

  #reachLimit(): void {
    const last = this.#nextLimit > this.#maxEvents;
    this.#nextLimit = last ? Number.POSITIVE_INFINITY : this.#maxEvents * 2;
    const what = last ? 'nothing more is recorded' : 'lines, calls, stores and raises are no longer recorded';
    const message = `the trace has ${this.#length} events; ${what}`;
    const seq = this.#stamp(this.#numberOf('program.limit'), this.cause);
    this.#payload[seq] = this.#payloads.push({ limit: 'events', message }) - 1;
    for (const type of DROPPED_FIRST) this.#skipped.add(type);
    this.#linesSkipped = true;
    this.#full = last;
  }

  #grow(): void {
    this.#capacity *= 2;
    this.#t = widen(this.#t, new Float64Array(this.#capacity));
    this.#type = widen(this.#type, new Uint8Array(this.#capacity));
    this.#thread = widen(this.#thread, new Int32Array(this.#capacity));
    this.#task = widen(this.#task, new Int32Array(this.#capacity));
    this.#iteration = widen(this.#iteration, new Int32Array(this.#capacity));
    this.#line = widen(this.#line, new Int32Array(this.#capacity));
    this.#cause = widen(this.#cause, new Int32Array(this.#capacity));
    this.#payload = widen(this.#payload, new Int32Array(this.#capacity));
  }
}

function widen<Column extends Float64Array | Int32Array | Uint8Array>(old: Column, wider: Column): Column {
  wider.set(old);
  return wider;
}

function durationOf(payload: object): Nanoseconds {
  return 'duration' in payload && typeof payload.duration === 'number' ? payload.duration : 0;
}
