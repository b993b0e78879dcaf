// Clocks.

import type { CallFamily } from './gloss.js';
import { gloss } from './gloss.js';

export const clocks: CallFamily = {
  'time.perf_counter': () => gloss('read the clock'),
  'time.monotonic': () => gloss('read the clock'),
  'time.time': () => gloss('read the clock'),
  'time.perf_counter_ns': () => gloss('read the clock in nanoseconds'),
  'time.monotonic_ns': () => gloss('read the clock in nanoseconds'),
  'time.process_time': () => gloss('read how long the processor has worked for the program'),
};
