// From when on something counts. Shorter than this it is what any program does.

import { MILLISECOND } from '../trace/time.js';

/** A call that blocks the loop, and a delay that somebody suffers. */
export const NOTICEABLE = 5 * MILLISECOND;
/** asyncio's own `slow_callback_duration`: a step that holds the loop so long is slow whoever waits. */
export const SLOW = 100 * MILLISECOND;
