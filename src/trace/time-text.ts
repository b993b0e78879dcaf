// Virtual times as people read them: seconds with six decimals, so that a microsecond is visible. Finer detail is
// in the trace itself.

import { MICROSECOND, type Nanoseconds, SECOND } from './time.js';

/** A point in time or a span, `0.100003`. Cut, not rounded: a time never appears later than it was. */
export function secondsText(time: Nanoseconds): string {
  const sign = time < 0 ? '-' : '';
  const micros = Math.floor(Math.abs(time) / MICROSECOND);
  const perSecond = SECOND / MICROSECOND;
  const whole = Math.floor(micros / perSecond);
  return `${sign}${whole}.${String(micros % perSecond).padStart(6, '0')}`;
}

/** A span with the figures that matter: `0.1 s`, `0.199997 s`, `3 us`; `under 1 us`. */
export function spanText(span: Nanoseconds): string {
  const micros = Math.floor(Math.abs(span) / MICROSECOND);
  if (micros === 0) return span === 0 ? '0 s' : 'under 1 us';
  if (micros < 1000) return `${micros} us`;
  return `${secondsText(span).replace(/\.?0+$/, '')} s`;
}
