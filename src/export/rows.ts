// From events to rows of the narrated trace, one pass over the trace. Lines that ran are held back until something
// else is told; then they are folded, and the line that this something happened on needs no row of its own.

import type { EventOf, TraceEvent } from '../trace/events.js';
import type { RanLine } from '../trace/fold-lines.js';
import { fileOf, lineOf, type Place, placeName, placeOf } from '../trace/places.js';
import { Schedule } from '../trace/schedule.js';
import { visitsOf } from '../trace/tally.js';
import { taskNames, threadNames } from '../trace/task-names.js';
import type { Nanoseconds } from '../trace/time.js';
import type { Trace, TraceHeader } from '../trace/trace.js';
import type { Row } from './columns.js';
import { narrate } from './narration/narrate.js';
import type { Remark, Scene, Verbosity } from './narration/narration.js';
import { NOTICEABLE } from './narration/words.js';
import { codeText, lineRemarks } from './source-lines.js';

/** The names in a trace and the state of its replay. */
export function sceneOf(trace: Trace): Scene {
  const tasks = taskNames(trace);
  const threads = threadNames(trace);
  return {
    trace,
    schedule: new Schedule(),
    task: (id) => tasks.get(id) ?? `task ${id}`,
    thread: (id) => threads.get(id) ?? `thread ${id}`,
    line: (place) => `line ${placeName(trace.header, place)}`,
    code: sourceReader(trace.header),
  };
}

/** The text of a line of the program or of an imported file. */
function sourceReader({ source, files = [] }: TraceHeader): (place: Place) => string {
  const texts = [source, ...files.map((file) => file.source)].map((text) => text.split('\n'));
  return (place) => texts[fileOf(place)]?.[lineOf(place) - 1] ?? '';
}

/** Where a stretch of lines ran. */
interface Stretch extends Pick<TraceEvent, 'thread' | 'task' | 'iteration'> {
  /** Whether an event loop runs in the thread. */
  readonly inLoop: boolean;
}

export class RowWriter {
  readonly #depths = new Map<string, number>();
  #ran: RanLine[] = [];
  #stretch: Stretch = { thread: 0, task: null, iteration: 0, inLoop: false };
  /** Whether a loop runs in the thread of the present event; true also for the events that start and close it. */
  #inLoop = false;
  #printed: EventOf<'output'> | null = null;

  constructor(
    readonly scene: Scene,
    readonly verbosity: Verbosity,
  ) {}

  *rows(): IterableIterator<Row> {
    let last: TraceEvent | null = null;
    for (const event of this.scene.trace.recorded()) {
      const { schedule } = this.scene;
      const wasInLoop = schedule.inLoop(event.thread);
      schedule.apply(event);
      this.#inLoop = wasInLoop || schedule.inLoop(event.thread);
      last = event;
      if (event.type === 'line') yield* this.#line(event);
      else if (event.type === 'output') yield* this.#output(event);
      else yield* this.#other(event);
    }
    yield* this.#flushOutput();
    if (last !== null) yield* this.#flushLines(last);
  }

  *#line(event: EventOf<'line'>): IterableIterator<Row> {
    yield* this.#flushOutput();
    if (this.verbosity === 2 && event.times === 1) {
      yield this.#rowAt(event, {
        text: codeText(placeOf(event), this.scene),
        level: 2,
        tone: 'quiet',
        fit: 'cut',
      });
      return;
    }
    if (!isSamePlace(this.#stretch, event)) yield* this.#flushLines(event);
    this.#stretch = this.#stretchOf(event);
    const depth = this.#depths.get(stackOf(event)) ?? 0;
    const { t, times, duration } = event;
    const all = visitsOf(placeOf(event), event);
    const lines = all.map(([place]) => place);
    const visits = all.map(([, each]) => each);
    this.#ran.push({ lineno: placeOf(event), t, duration, depth, times, lines, visits });
  }

  /** One `print` can be several writes: they are told together up to the end of the line. */
  *#output(event: EventOf<'output'>): IterableIterator<Row> {
    const printed = this.#printed;
    if (
      printed !== null &&
      printed.stream === event.stream &&
      !printed.text.endsWith('\n') &&
      isSamePlace(printed, event)
    ) {
      this.#printed = { ...printed, text: printed.text + event.text };
      return;
    }
    yield* this.#flushOutput();
    yield* this.#flushLines(event);
    this.#printed = event;
  }

  *#other(event: TraceEvent): IterableIterator<Row> {
    const remarks = narrate(event, this.scene).filter(
      (remark) => remark.level <= this.verbosity && !this.#isHidden(event, remark),
    );
    if (remarks.length > 0) {
      yield* this.#flushOutput();
      yield* this.#flushLines(event);
      for (const remark of remarks) yield this.#rowAt(event, remark);
    }
    if (event.type === 'call') this.#depths.set(stackOf(event), event.depth);
    else if (event.type === 'return') this.#depths.set(stackOf(event), event.depth - 1);
  }

  /** The tasks of the teardown are told by what `loop.stop` says about it. */
  #isHidden(event: TraceEvent, remark: Remark): boolean {
    if (this.verbosity === 2) return false;
    const id = event.type === 'task.create' ? event.id : (remark.about ?? event.task);
    return id !== null && this.scene.schedule.tasks.get(id)?.isTeardown === true;
  }

  *#flushOutput(): IterableIterator<Row> {
    const printed = this.#printed;
    if (printed === null) return;
    this.#printed = null;
    for (const remark of narrate(printed, this.scene)) yield this.#rowAt(printed, remark);
  }

  /** Tells the lines that ran before `event`. */
  *#flushLines(event: TraceEvent): IterableIterator<Row> {
    const ran = this.#ran;
    const stretch = this.#stretch;
    if (ran.length === 0) return;
    const latest = ran.at(-1);
    if (
      latest !== undefined &&
      latest.times === 1 &&
      latest.lineno === placeOf(event) &&
      isSamePlace(stretch, event) &&
      event.t - latest.t < NOTICEABLE
    ) {
      ran.pop();
    }
    this.#ran = [];
    const end = latest !== undefined && ran.length > 0 && ran.at(-1) !== latest ? latest.t : event.t;
    for (const remark of lineRemarks(ran, end, event.seq, stretch.inLoop, this.scene)) {
      if (remark.level <= this.verbosity) yield this.#row(stretch, remark.t, remark.place, remark);
    }
  }

  #stretchOf({ thread, task, iteration }: TraceEvent): Stretch {
    return { thread, task, iteration, inLoop: this.#inLoop };
  }

  #rowAt(event: TraceEvent, remark: Remark): Row {
    return this.#row(this.#stretchOf(event), event.t, placeOf(event), remark);
  }

  #row(stretch: Stretch, t: Nanoseconds, here: Place, remark: Remark): Row {
    const subject = remark.about ?? stretch.task;
    const isLoop = subject === null && stretch.inLoop;
    const isElsewhere = isLoop ? stretch.iteration > 0 : subject !== stretch.task;
    const place = remark.place ?? (isElsewhere ? 0 : here);
    const nobody = isLoop ? '(loop)' : '-';
    return {
      t,
      thread: this.scene.thread(stretch.thread),
      task: subject === null ? nobody : this.scene.task(subject),
      line: place === 0 ? '-' : placeName(this.scene.trace.header, place),
      text: remark.text,
      tone: remark.tone,
      fit: remark.fit ?? 'wrap',
    };
  }
}

type Spot = Pick<Stretch, 'thread' | 'task'>;

function isSamePlace(a: Spot, b: Spot): boolean {
  return a.thread === b.thread && a.task === b.task;
}

/** Whose stack of frames: each task has its own. */
function stackOf(event: Spot): string {
  return event.task === null ? `thread ${event.thread}` : `task ${event.task}`;
}
