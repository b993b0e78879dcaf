// The virtual clock: an integer count of nanoseconds since the program's start, that every timer, sleep, busy loop and
// worker thread shares.
//
// Time moves in three ways: work done by the program (the meter, through the cost model), readings, which are never
// free so that a spin loop ends, and jumps of the scheduler when nobody can run.

import type { CostModel } from '../execution/costs.js';
import type { Meter } from '../execution/machine.js';
import { MICROSECOND, MILLISECOND, type Nanoseconds, SECOND } from '../trace/time.js';

/** What `--clock` chooses. */
export interface ClockPolicy {
  readonly name: 'model' | 'reference';
  /** What a reading of any clock takes. */
  readonly tick: Nanoseconds;
  /** Factor from the meter's work to time. */
  readonly scale: number;
  /** When an idle event loop wakes for a timer `timeout` seconds away; `when` seconds is when the last of `idleWindow` is due. */
  idleUntil(now: Nanoseconds, timeout: number, when: number): Nanoseconds;
  /** How long data takes from one end of a simulated connection to the other. */
  readonly networkLatency: Nanoseconds;
  /** What a process pays for starting another. */
  readonly forkCost: Nanoseconds;
  /** How long after that the other one begins. */
  readonly forkLatency: Nanoseconds;
  /** How long something put into a pipe or queue takes to the process at its other end. */
  readonly messageLatency: Nanoseconds;
}

/**
 * The end of an idle event loop's wait: epoll takes whole milliseconds, rounded up. The timers that are due by then wake
 * the loop together, under both clocks.
 */
export function idleWindow(now: Nanoseconds, timeout: number): Nanoseconds {
  return now + Math.ceil(timeout * 1e3) * MILLISECOND;
}

/** The rules under which CPython's own output can be compared to the byte: computing is free, a reading takes 1 us. */
export const REFERENCE_CLOCK: ClockPolicy = {
  name: 'reference',
  tick: MICROSECOND,
  scale: 0,
  idleUntil: idleWindow,
  // As on the loopback interface: at once.
  networkLatency: 0,
  forkCost: 0,
  // Who starts a process is the first to go on.
  forkLatency: MILLISECOND,
  messageLatency: 0,
};

/** A machine in the same room. */
const NETWORK_LATENCY: Nanoseconds = MILLISECOND / 2;

/** Computing takes the cost model's time, and waits end exactly when they are due. */
export function modelClock(costs: CostModel, cpuScale: number): ClockPolicy {
  return {
    name: 'model',
    tick: costs.clockRead,
    scale: cpuScale,
    idleUntil: (now, _timeout, when) => Math.max(now, Math.ceil(when * SECOND)),
    networkLatency: NETWORK_LATENCY,
    forkCost: Math.round(costs.processStart * cpuScale),
    forkLatency: MILLISECOND,
    messageLatency: Math.round(costs.message * cpuScale),
  };
}

/** What the clocks of a process show while another one runs. */
export interface Moment {
  readonly now: Nanoseconds;
  readonly processTime: Nanoseconds;
}

export class Clock {
  /** Readings and jumps so far. */
  #moved: Nanoseconds = 0;
  /** Readings so far, which are processor time too. */
  #readings: Nanoseconds = 0;

  constructor(
    readonly policy: ClockPolicy,
    readonly meter: Meter,
  ) {}

  get now(): Nanoseconds {
    return this.#moved + Math.floor(this.meter.spent * this.policy.scale);
  }

  /** Processor time: work and readings, without waiting. */
  get processTime(): Nanoseconds {
    return this.#readings + Math.floor(this.meter.spent * this.policy.scale);
  }

  get moment(): Moment {
    return { now: this.now, processTime: this.processTime };
  }

  /** Another process takes over: its clocks, which may show less. */
  show({ now, processTime }: Moment): void {
    this.#moved += now - this.now;
    this.#readings += processTime - this.processTime;
  }

  /** Work of the machine itself that the meter does not know of. */
  spend(duration: Nanoseconds): void {
    this.#moved += duration;
    this.#readings += duration;
  }

  /** A reading: time passes, then it is told. */
  read(): Nanoseconds {
    this.tick();
    return this.now;
  }

  /** What a reading takes, without telling the time: `time.sleep` costs it as well. */
  tick(): void {
    this.#moved += this.policy.tick;
    this.#readings += this.policy.tick;
  }

  /** Moves to `when`, because nobody can run before. */
  advanceTo(when: Nanoseconds): void {
    const { now } = this;
    if (when > now) this.#moved += when - now;
  }

  /** What `spent` of the meter the clock shows `when` at, as things stand. */
  spentAt(when: Nanoseconds): number {
    const { scale } = this.policy;
    return scale === 0 ? Number.POSITIVE_INFINITY : (when - this.#moved) / scale;
  }

  /** Rounds of a loop, each of `price` work and one reading, whose readings all stay below `when`. */
  roundsBefore(when: Nanoseconds, price: number): number {
    const { tick, scale } = this.policy;
    const perRound = tick + price * scale;
    return perRound <= 0 ? 0 : Math.max(0, Math.floor((when - this.now) / perRound) - 2);
  }

  /** Time and work of that many rounds. */
  skipRounds(rounds: number, price: number): void {
    this.#moved += rounds * this.policy.tick;
    this.#readings += rounds * this.policy.tick;
    this.meter.spent += rounds * price;
  }
}
