// The events of a trace: everything the interpreter says about a run, and all that a view may know.
//
// An event is plain data. Its type is `noun.verb`. Ids are small integers counted per noun in order of first
// appearance (a task is a future: the two share one count); names and descriptions travel in the event that
// introduces an id. Values of the program appear as bounded `repr` text made when the event happened.
//
// Causes: every event but `program.start` names the earlier event that made it happen. Walking back from any
// event leads through timers, callbacks, cancellations or threads to the start of the program.

import type { Nanoseconds } from './time.js';

export type EventId = number;

/** What every event carries. */
export interface EventHead {
  /** Position in the trace, from 0. */
  readonly seq: EventId;
  readonly t: Nanoseconds;
  /** The simulated thread that was running; 0 is the main thread of the program. */
  readonly thread: number;
  /** The task whose step was running, or null outside of any. */
  readonly task: number | null;
  /** Number of the loop iteration, from 1; 0 outside of a running loop. */
  readonly iteration: number;
  /** The program's line that was running (from 1), or 0 where no line of the program was. */
  readonly line: number;
  /** The imported file that the line is in, counted from 1 in the header's `files`; absent for the program's own. */
  readonly inFile?: number;
  /** The event that made this one happen; null for `program.start` alone. */
  readonly cause: EventId | null;
}

/** What a task or a thread waits for. */
export interface WaitTarget {
  /** `sleep`: a timer resolves the future. `executor`: a worker thread does. `time.sleep` and so on: a blocking call. */
  readonly kind:
    | 'sleep'
    | 'task'
    | 'gather'
    | 'executor'
    | 'future'
    | 'yield'
    | 'lock'
    | 'event'
    | 'condition'
    | 'semaphore'
    | 'barrier'
    | 'queue'
    | 'join'
    | 'result'
    | 'time.sleep'
    | 'loop'
    | 'other';
  /** Id of the future or task waited for, where there is one. */
  readonly id: number | null;
  /** In a few words: `asyncio.sleep(0.5)`, `task('A')`, `blockingOperation(1) in a worker thread`. */
  readonly text: string;
  /** When the waiting ends by the clock, or null. */
  readonly deadline: Nanoseconds | null;
}

/** What a handle in the ready queue or on the timer heap will do. */
export interface HandleTarget {
  /**
   * `step`: a task runs for the first time or after a bare yield. `wakeup`: a task resumes because what it waited
   * for is done. `callback`: a function of the program. `internal`: asyncio's own, such as the one that ends a sleep.
   */
  readonly kind: 'step' | 'wakeup' | 'callback' | 'internal';
  /** The task that is stepped, or null. */
  readonly task: number | null;
  /** Name of the function that is called. */
  readonly text: string;
}

/** A function, and how often it was called. */
export interface CallCount {
  readonly function: string;
  readonly times: number;
}

/** The payloads by event type. Fields are all present; null says "does not apply". */
export interface EventPayloads {
  'program.start': { readonly file: string };
  /** `exception` is the last line of the traceback, or null. */
  'program.end': { readonly exitCode: number; readonly exception: string | null };
  /** `events`: the trace itself is cut short, the run goes on. Any other limit ended the run. */
  'program.limit': {
    readonly limit: 'steps' | 'time' | 'memory' | 'output' | 'recursion' | 'events';
    readonly message: string;
  };

  /**
   * The program is about to run this line. Where `duration` is 0 and `lines` is this line, that is all. Else the event
   * stands for whatever ran from its time on for `duration`: `times` rounds of a loop over `lines`, or, where `times`
   * is 1, all that a call did.
   */
  line: {
    readonly times: number;
    /** In ascending order, file by file. */
    readonly lines: readonly number[];
    readonly duration: Nanoseconds;
    /** How often each of `lines` ran; absent where each did `times` times. */
    readonly visits?: readonly number[];
    /** The file of each of `lines`, as in `inFile`, 0 for the program's own; absent where all are in the event's. */
    readonly inFiles?: readonly number[];
    /** Python functions that were called meanwhile; absent where none was. */
    readonly calls?: readonly CallCount[];
  };
  /** A Python function begins; `depth` counts frames. */
  call: { readonly function: string; readonly args: string; readonly depth: number };
  return: { readonly function: string; readonly value: string; readonly depth: number };
  /** An exception was raised (or left a native) at this line. */
  raise: { readonly exception: string; readonly message: string };
  /** `name`: a variable's, or that of an attribute with its owner: `self.balance`. */
  store: { readonly name: string; readonly value: string };
  output: { readonly stream: 'stdout' | 'stderr'; readonly text: string };

  'coroutine.create': {
    readonly coroutine: number;
    readonly function: string;
    readonly args: readonly string[];
  };
  'coroutine.unawaited': { readonly coroutine: number; readonly function: string };

  /** `name` is asyncio's (`Task-2`); `args` are reprs of the coroutine's arguments, in order. */
  'task.create': {
    readonly id: number;
    readonly name: string;
    readonly function: string;
    readonly args: readonly string[];
    readonly coroutine: number | null;
  };
  /** The task runs from here to its next suspend or finish. `throws`: the exception delivered into it, or null. */
  'task.step': { readonly id: number; readonly first: boolean; readonly throws: string | null };
  'task.suspend': { readonly id: number; readonly waitsFor: WaitTarget };
  'task.finish': {
    readonly id: number;
    readonly outcome: 'returned' | 'raised' | 'cancelled';
    readonly value: string;
  };
  /** Cancellation was asked for; it is delivered by the `task.step` whose `throws` is CancelledError. */
  'task.cancel': { readonly id: number; readonly message: string | null; readonly requests: number };

  /** `members`: the futures and tasks it stands for (`gather`, `shield`, ...), else empty. */
  'future.create': {
    readonly id: number;
    readonly kind: WaitTarget['kind'];
    readonly text: string;
    readonly members: readonly number[];
  };
  'future.resolve': {
    readonly id: number;
    readonly outcome: 'result' | 'exception';
    readonly value: string;
  };
  'future.cancel': { readonly id: number };

  /** `entry` says what made the loop: `asyncio.run`, `run_until_complete`, ... */
  'loop.start': { readonly loop: number; readonly entry: string };
  /** One `_run_once`. The ready queue as the iteration begins, due timers already moved into it; pending timers. */
  'loop.iteration': {
    readonly loop: number;
    readonly ready: readonly HandleTarget[];
    readonly timers: number;
  };
  /** Nothing is ready: the loop waits from here to `loop.wake`. `until` is the earliest deadline or null. */
  'loop.idle': { readonly loop: number; readonly until: Nanoseconds | null };
  /** `idle`: how long it waited. */
  'loop.wake': {
    readonly loop: number;
    readonly by: 'timer' | 'thread';
    readonly idle: Nanoseconds;
  };
  /** `phase` of the teardown: what `asyncio.run` does after the main task. */
  'loop.stop': {
    readonly loop: number;
    readonly phase: 'stop' | 'cancel tasks' | 'shutdown asyncgens' | 'shutdown executor';
    readonly count: number;
  };
  'loop.close': { readonly loop: number };

  'ready.enter': { readonly handle: number; readonly target: HandleTarget; readonly length: number };
  'ready.leave': { readonly handle: number; readonly target: HandleTarget; readonly waited: Nanoseconds };

  'timer.add': {
    readonly timer: number;
    readonly when: Nanoseconds;
    readonly target: HandleTarget;
    readonly text: string;
  };
  /** `late`: how long after its deadline the loop got to it. */
  'timer.fire': { readonly timer: number; readonly when: Nanoseconds; readonly late: Nanoseconds };
  'timer.cancel': { readonly timer: number; readonly when: Nanoseconds };
  /** Timers with one deadline: their order is the heap's, not the program's. */
  'timer.tie': { readonly timers: readonly number[]; readonly when: Nanoseconds };

  /** Something outside the loop's thread will wake it: an executor's future, a simulated socket. */
  'io.register': { readonly id: number; readonly text: string };
  'io.complete': { readonly id: number; readonly text: string };

  /** A process was started, with a main thread `main` of its own; `parent` is the one that started it, the program is 0. */
  'process.start': {
    readonly id: number;
    readonly name: string;
    readonly parent: number;
    readonly main: number;
  };
  /** The process runs on that core from here on, whenever it runs. */
  'process.run': { readonly id: number; readonly core: number };
  /** Negative: it was ended by that signal. */
  'process.end': { readonly id: number; readonly exitCode: number };

  /** `executor`: whose worker thread it is, or null. `process`: absent for threads of the program's own process. */
  'thread.start': {
    readonly id: number;
    readonly name: string;
    readonly daemon: boolean;
    readonly executor: number | null;
    readonly process?: number;
  };
  /** The thread has the processor from here on. */
  'thread.run': { readonly id: number };
  'thread.park': { readonly id: number; readonly waitsFor: WaitTarget };
  'thread.wake': { readonly id: number; readonly by: 'deadline' | 'thread' };
  'thread.end': { readonly id: number };

  'executor.submit': {
    readonly executor: number;
    readonly work: number;
    readonly text: string;
    readonly queued: number;
  };
  'executor.start': { readonly executor: number; readonly work: number; readonly text: string };
  'executor.finish': {
    readonly executor: number;
    readonly work: number;
    readonly outcome: 'returned' | 'raised';
    readonly value: string;
  };
  'executor.shutdown': { readonly executor: number; readonly wait: boolean; readonly pending: number };

  /** `text` names the object: `lock`, `queue`. What is acquired and released in an event is its flag, in a queue an item. */
  'sync.wait': { readonly object: number; readonly kind: WaitTarget['kind']; readonly text: string };
  'sync.acquire': { readonly object: number; readonly kind: WaitTarget['kind']; readonly text: string };
  'sync.release': { readonly object: number; readonly kind: WaitTarget['kind']; readonly text: string };

  /** `heldUp`: tasks that had to wait meanwhile; `delay`: for how long at most, where that makes sense. */
  diagnostic: {
    readonly rule: string;
    readonly severity: 'info' | 'warning' | 'error';
    readonly message: string;
    readonly evidence: readonly EventId[];
    readonly heldUp: readonly number[];
    readonly delay: Nanoseconds | null;
    /** What to do, in one sentence; null where there is nothing to do. */
    readonly fix: string | null;
  };
}

export type EventType = keyof EventPayloads;

/** The events of some types; a union when `Type` is one. */
export type EventOf<Type extends EventType> = {
  [Each in Type]: EventHead & { readonly type: Each } & EventPayloads[Each];
}[Type];

/** Any event; `type` tells which. */
export type TraceEvent = EventOf<EventType>;

/**
 * `schedule` leaves out line, call, return and store events; `lines` leaves out store. At any of them a long stretch of
 * these may be folded into `line` events that stand for many rounds.
 */
export type TraceLevel = 'schedule' | 'lines' | 'full';
