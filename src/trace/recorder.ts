// The recorder: where the interpreter's events go while a program runs.
//
// The scheduler, the loop and frames keep the context (which thread, task, iteration, line, and why) up to date;
// every event is stamped with it. Storage is columnar, so that a line event costs a handful of stores and no
// object. A long stretch of nothing but lines, calls, returns and stores is folded (compaction.ts). Who emits what, and
// in which order, is not decided here; invariants.ts states it.

import { Compactor } from './compaction.js';
import type { EventId, EventPayloads, EventType, TraceLevel } from './events.js';
import { type Deferred, depthOf, durationOf, finished, type Payload, roundsOf } from './payloads.js';
import { type Place, placeIn } from './places.js';
import { StackDepths } from './stack-depths.js';
import { CALL, LINE, RETURN, STORE, type Stretch } from './stretch.js';
import { cutRounds } from './tally.js';
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
  /** How long a stretch may get before it is folded; null for no end. Default: `FOLD_AFTER`. */
  readonly foldAfter?: number | null;
}

const DEFAULT_MAX_EVENTS = 10_000_000;
/** Loops of a thousand rounds, which a reader may still want to follow one by one, are kept as they are. */
export const FOLD_AFTER = 8000;
const FIRST_CAPACITY = 1024;

/** The types that a coarser level leaves out. */
const DETAIL: Readonly<Record<TraceLevel, readonly EventType[]>> = {
  schedule: ['line', 'call', 'return', 'store'],
  lines: ['store'],
  full: [],
};
const DROPPED_FIRST: readonly EventType[] = ['line', 'call', 'return', 'store', 'raise'];

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
  readonly #payloads: Payload[] = [];
  /** Their positions are the numbers in stretch.ts. */
  readonly #types: EventType[] = ['line', 'call', 'return', 'store'];
  readonly #files: ImportedFile[] = [];
  readonly #fileNumbers = new Map<string, number>();
  readonly #typeNumbers = new Map<EventType, number>(this.#types.map((type, number) => [type, number]));
  /** What is not recorded: by level from the start, more once a limit is reached. */
  readonly #skipped: Set<EventType>;
  #linesSkipped: boolean;
  #nextLimit: number;
  #full = false;

  /** Where the present stretch begins. */
  #stretch = 0;
  /** It was folded: so is the rest when it ends. */
  #isFolded = false;
  readonly #foldAfter: number;
  /** The length at which it is folded. */
  #foldAt: number;
  /** The length at which there is something to do: a limit, or folding. */
  #mark: number;
  readonly #compactor = new Compactor();
  readonly #depths = new StackDepths();

  constructor(options: RecorderOptions) {
    this.level = options.level;
    this.#now = options.now;
    this.#maxEvents = Math.max(1, options.maxEvents ?? DEFAULT_MAX_EVENTS);
    this.#nextLimit = this.#maxEvents;
    this.#skipped = new Set(DETAIL[options.level]);
    this.#linesSkipped = this.#skipped.has('line');
    this.#foldAfter =
      (options.foldAfter === undefined ? FOLD_AFTER : options.foldAfter) ?? Number.POSITIVE_INFINITY;
    this.#foldAt = this.#foldAfter;
    this.#mark = Math.min(this.#nextLimit, this.#foldAt);
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
    if (this.#length >= this.#mark) this.#reachMark();
    if (this.#full ? type !== 'program.end' : this.#skipped.has(type)) return this.#skip(type);
    const number = this.#numberOf(type);
    if (number > STORE && this.#isFolded) this.#fold();
    const seq = this.#stamp(number, cause);
    this.#payload[seq] = this.#payloads.push(payload) - 1;
    if (number === LINE) this.#t[seq] = this.#now() - durationOf(payload);
    else if (number > STORE) this.#beginStretch(seq + 1);
    else if (number === CALL) this.#enter(depthOf(payload));
    else if (number === RETURN) this.#enter(depthOf(payload) - 1);
    return seq;
  }

  /** A Python function begins. */
  emitCall(call: Deferred): void {
    this.#emitDetail(CALL, 'call', call);
    this.#enter(call.depth);
  }

  emitReturn(returned: Deferred): void {
    this.#emitDetail(RETURN, 'return', returned);
    this.#enter(returned.depth - 1);
  }

  emitStore(store: Deferred): void {
    this.#emitDetail(STORE, 'store', store);
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
    if (this.#length >= this.#mark) this.#reachMark();
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
    const payloads: EventPayloads[EventType][] = [];
    for (let seq = 0; seq < this.#length; seq++) {
      const index = this.#payload[seq] ?? -1;
      if (index < 0) continue;
      const payload = this.#payloads[index];
      const type = this.#types[this.#type[seq] ?? -1];
      if (payload === undefined || type === undefined) continue;
      const rounds = type === 'line' ? roundsOf(payload) : null;
      payloads[index] = rounds === null ? finished(type, payload) : this.#cut(seq, rounds);
    }
    const { length, ...ordered } = this.hasProcesses
      ? inOrderOfTime(columns, this.#length, this.#discarded)
      : { length: this.#length, ...columns };
    return new Trace(header, length, { ...ordered, types: this.#types, payloads });
  }

  /** Rounds that were recorded ahead of the end of their thread did not all happen. */
  #cut(seq: EventId, rounds: EventPayloads['line']): EventPayloads['line'] {
    const begin = this.#t[seq] ?? 0;
    const ended = this.#discarded.filter(({ threads }) => threads.has(this.#thread[seq] ?? 0));
    const end = Math.min(...ended.map(({ at }) => at), begin + rounds.duration);
    return end < begin || end === begin + rounds.duration ? rounds : cutRounds(rounds, end - begin);
  }

  #emitDetail(number: number, type: EventType, payload: Deferred): void {
    if (this.#length >= this.#mark) this.#reachMark();
    if (this.#full || this.#skipped.has(type)) {
      this.#skip(type);
      return;
    }
    const seq = this.#stamp(number, this.cause);
    this.#payload[seq] = this.#payloads.push(payload) - 1;
  }

  #enter(depth: number): void {
    this.#depths.enter(this.task ?? -1 - this.thread, depth, this.#stretch);
  }

  #beginStretch(seq: EventId): void {
    this.#stretch = seq;
    this.#isFolded = false;
    this.#foldAt = seq + this.#foldAfter;
    this.#mark = Math.min(this.#nextLimit, this.#foldAt);
  }

  #reachMark(): void {
    if (this.#length >= this.#foldAt) this.#fold();
    if (this.#length >= this.#nextLimit) this.#reachLimit();
    this.#mark = Math.min(this.#nextLimit, this.#foldAt);
  }

  /** Folds the present stretch. */
  #fold(): void {
    const from = this.#startOfContext();
    this.#isFolded = true;
    const depth = from === this.#stretch ? this.#depths.before(from) : null;
    if (depth !== null) {
      this.#length = this.#compactor.foldLoops(this.#columnsOfStretch(), from, depth);
      const enough = this.#foldAfter / 2;
      // Long calls first: what short ones did is worth more to a reader.
      for (const most of [this.#foldAfter / 8, 0])
        if (this.#length - from > enough)
          this.#length = this.#compactor.foldCalls(this.#columnsOfStretch(), from, most);
    }
    // What could not be folded is looked at again when it has doubled.
    this.#foldAt = this.#length + Math.max(this.#foldAfter, this.#length - from);
  }

  #columnsOfStretch(): Stretch {
    return {
      t: this.#t,
      type: this.#type,
      line: this.#line,
      payload: this.#payload,
      payloads: this.#payloads,
      length: this.#length,
    };
  }

  /** Where the part of the stretch begins that has one context. */
  #startOfContext(): EventId {
    const last = this.#length - 1;
    let seq = last;
    while (
      seq > this.#stretch &&
      this.#thread[seq - 1] === this.#thread[last] &&
      this.#task[seq - 1] === this.#task[last] &&
      this.#iteration[seq - 1] === this.#iteration[last] &&
      this.#cause[seq - 1] === this.#cause[last]
    )
      seq--;
    return seq;
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
    this.#beginStretch(seq + 1);
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
