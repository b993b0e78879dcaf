// Time as the trace writes it: whole nanoseconds of virtual time since the program's start.

/** An integer count of nanoseconds. Seconds as floats exist only at Python's surface. */
export type Nanoseconds = number;

export const MICROSECOND = 1_000;
export const MILLISECOND = 1_000_000;
export const SECOND = 1_000_000_000;

/** Seconds as CPython's clock functions return them. */
export function toSeconds(time: Nanoseconds): number {
  return time / SECOND;
}

/** Nanoseconds of a span in seconds, rounded up as CPython rounds timeouts (`_PyTime_ROUND_CEILING`). */
export function fromSeconds(seconds: number): Nanoseconds {
  return Math.ceil(seconds * SECOND);
}
