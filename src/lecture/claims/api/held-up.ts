// Whom the code at some lines held up: tasks that could have run while a call kept the loop's thread waiting there, or
// while the program computed there.

import type { Observation } from '../../observation/observation.js';
import type { Delay } from './happenings.js';

export function heldUpAt({ facts }: Observation, lines: readonly number[]): Delay[] {
  const delays = new Map<number, { waited: number; readonly events: number[] }>();
  const add = (task: number, waited: number, event: number): void => {
    const delay = delays.get(task) ?? { waited: 0, events: [] };
    delay.waited += waited;
    delay.events.push(event);
    delays.set(task, delay);
  };
  for (const step of facts.steps) {
    for (const { park, heldUp } of step.blocks) {
      if (park.inFile !== undefined || !lines.includes(park.line)) continue;
      for (const { task, waited } of heldUp) add(task, waited, park.seq);
    }
    if (!lines.includes(step.longest)) continue;
    for (const { task, waited } of step.heldUp) add(task, waited, step.begin.seq);
  }
  return [...delays].map(([task, { waited, events }]) => ({ task, waited, events }));
}
