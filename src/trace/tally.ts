// What a folded stretch of events comes to: how often each line ran in it, and which functions were called.

import type { EventPayloads } from './events.js';
import { fileOf, lineOf, type Place, placeIn } from './places.js';
import type { Nanoseconds } from './time.js';

type LinePayload = EventPayloads['line'];

export class Tally {
  /** In the order in which they first ran. */
  readonly #places: Place[] = [];
  readonly #visits: number[] = [];
  readonly #indices = new Map<Place, number>();
  readonly #calls = new Map<string, number>();
  #latest = -1;

  clear(): void {
    this.#places.length = 0;
    this.#visits.length = 0;
    this.#indices.clear();
    this.#calls.clear();
    this.#latest = -1;
  }

  line(place: Place, times: number): void {
    // The rounds of a loop mostly take the same way, so the line that followed last time is looked at first.
    let index = this.#latest + 1 === this.#places.length ? 0 : this.#latest + 1;
    if (this.#places[index] !== place) index = this.#indices.get(place) ?? this.#add(place);
    this.#visits[index] = (this.#visits[index] ?? 0) + times;
    this.#latest = index;
  }

  call(name: string, times: number): void {
    this.#calls.set(name, (this.#calls.get(name) ?? 0) + times);
  }

  /** What an event at `place` that stands for rounds already says of them. */
  rounds(place: Place, payload: LinePayload): void {
    for (const [each, visits] of visitsOf(place, payload)) this.line(each, visits);
    for (const { function: name, times } of payload.calls ?? []) this.call(name, times);
  }

  /** The payload of the event at `place` that stands for all of it. */
  payload(place: Place, times: number, duration: Nanoseconds): LinePayload {
    const order = this.#places.map((_, index) => index).sort((a, b) => this.#placeAt(a) - this.#placeAt(b));
    const visits = order.map((index) => this.#visits[index] ?? 0);
    const files = order.map((index) => fileOf(this.#placeAt(index)));
    return {
      times,
      lines: order.map((index) => lineOf(this.#placeAt(index))),
      duration,
      ...(visits.every((each) => each === times) ? {} : { visits }),
      ...(files.every((file) => file === fileOf(place)) ? {} : { inFiles: files }),
      ...(this.#calls.size === 0
        ? {}
        : { calls: [...this.#calls].map(([name, count]) => ({ function: name, times: count })) }),
    };
  }

  #placeAt(index: number): Place {
    return this.#places[index] ?? 0;
  }

  #add(place: Place): number {
    const index = this.#places.push(place) - 1;
    this.#visits.push(0);
    this.#indices.set(place, index);
    return index;
  }
}

/** What a thread got to of its rounds until it was ended from outside after `duration`: rounds take about as long each. */
export function cutRounds(payload: LinePayload, duration: Nanoseconds): LinePayload {
  const portion = (times: number): number => Math.max(1, Math.floor((times * duration) / payload.duration));
  const { times, lines, visits, inFiles, calls } = payload;
  return {
    times: portion(times),
    lines,
    duration,
    ...(visits === undefined ? {} : { visits: visits.map(portion) }),
    ...(inFiles === undefined ? {} : { inFiles }),
    ...(calls === undefined ? {} : { calls: calls.map((call) => ({ ...call, times: portion(call.times) })) }),
  };
}

/** The lines that a `line` event at `place` stands for, with how often each of them ran. */
export function visitsOf(place: Place, { times, lines, visits, inFiles }: LinePayload): [Place, number][] {
  return lines.map((lineno, index) => [
    placeIn(inFiles?.[index] ?? fileOf(place), lineno),
    visits?.[index] ?? times,
  ]);
}
