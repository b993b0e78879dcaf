// What is waited for, in words.

import type { WaitTarget } from '../../../trace/events.js';
import type { Scene } from '../scene.js';
import { code, joined, number } from '../wording.js';

/** What a task waits for: after "waited for". */
export function awaitedText(waits: WaitTarget, scene: Scene): string {
  const { schedule } = scene.observation.facts;
  switch (waits.kind) {
    case 'sleep':
      return `${code(waits.text)}`;
    case 'task':
      return waits.id !== null && scene.isOwnTask(waits.id)
        ? `${scene.task(waits.id)} to finish`
        : code(waits.text);
    case 'gather': {
      const members = (waits.id === null ? undefined : schedule.futures.get(waits.id)?.members) ?? [];
      const names = scene.tasks(members);
      if (names.length === 0) return 'all of its awaitables to finish';
      if (names.length > 6) return `all ${number(names.length)} tasks to finish`;
      return names.length === 1 ? `${names[0]} to finish` : `${joined(names)} to finish`;
    }
    case 'executor':
      return `${code(waits.text.replace(/ in a worker thread$/, ''))} in ${scene.words.worker}`;
    default:
      return isDescription(waits.text) ? waits.text : code(waits.text);
  }
}

/** Words that are no code: `an item of queue 1`. */
function isDescription(text: string): boolean {
  return /^\S+ \S+ \S/.test(text) && !/[()]/.test(text);
}

/** The tasks that are waited for. */
export function awaitedTasks(waits: WaitTarget, scene: Scene): readonly number[] {
  if (waits.id === null) return [];
  if (scene.isOwnTask(waits.id)) return [waits.id];
  return scene.observation.facts.schedule.futures.get(waits.id)?.members ?? [];
}
