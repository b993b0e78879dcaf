// Spans as prose has them: `0.6 s` where the trace's own texts show every microsecond.

import { MICROSECOND, MILLISECOND, type Nanoseconds, SECOND } from '../../trace/time.js';

/** Three figures: `1.3 s`, `0.105 s`, `12.4 ms`, `105 us`, `0 s`. */
export function roundedSpan(span: Nanoseconds): string {
  const size = Math.abs(span);
  if (size >= 100 * MILLISECOND) return `${figures(span / SECOND)} s`;
  if (size >= MILLISECOND) return `${figures(span / MILLISECOND)} ms`;
  if (size >= MICROSECOND) return `${figures(span / MICROSECOND)} us`;
  return size === 0 ? '0 s' : 'under 1 us';
}

/** A point in time: `0.50 s`, to the hundredth as lectures print it; finer where that would say nothing. */
export function pointInTime(time: Nanoseconds): string {
  if (time !== 0 && time < 10 * MILLISECOND) return roundedSpan(time);
  return `${(time / SECOND).toFixed(2)} s`;
}

function figures(value: number): string {
  const digits = Math.max(0, 3 - Math.max(1, Math.ceil(Math.log10(Math.abs(value) + Number.EPSILON))));
  return String(Number(value.toFixed(digits)));
}
