// Timers. A sleep's timer speaks through the task that sleeps.

import { secondsText, spanText } from '../../trace/time-text.js';
import { causeOf, type Narration, say } from './narration.js';
import { NOTICEABLE } from './words.js';

export const timers: Narration<'timer.add' | 'timer.fire' | 'timer.cancel' | 'timer.tie'> = {
  'timer.add': ({ text, when }) =>
    say(isSleep(text) ? 2 : 1, 'loop', `sets a timer: ${text}, due at ${secondsText(when)}`),
  'timer.fire': (event, scene) => {
    const text = causeOf(scene, event, ['timer.add'], 1)?.text ?? 'a timer';
    const lateness = event.late < NOTICEABLE ? '' : `, ${spanText(event.late)} late`;
    return say(isSleep(text) ? 2 : 1, 'loop', `timer due: ${text}${lateness}`);
  },
  'timer.cancel': ({ when }) => say(2, 'quiet', `the timer due at ${secondsText(when)} is cancelled`),
  'timer.tie': ({ timers: tied, when }) =>
    say(1, 'loop', `tie: ${tied.length} timers are due at ${secondsText(when)}; the timer heap orders them`),
};

function isSleep(text: string): boolean {
  return /^(asyncio\.)?sleep\b/.test(text);
}
