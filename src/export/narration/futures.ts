// Futures. Those that asyncio makes for sleeps, pools and gathers speak through the task that waits for them; a
// future the program made itself is told on its own.

import { type Narration, type Scene, say, type Verbosity } from './narration.js';
import { memberNames } from './words.js';

export const futures: Narration<'future.create' | 'future.resolve' | 'future.cancel'> = {
  'future.create': ({ id, text }, scene) => {
    const members = memberNames(id, scene);
    return say(2, 'quiet', `creates a future: ${members === null ? text : `${text} for ${members}`}`);
  },
  'future.resolve': ({ id, outcome, value }, scene) => {
    const what = outcome === 'result' ? `result ${value}` : `exception ${value}`;
    return say(
      levelOf(id, scene),
      outcome === 'result' ? 'task' : 'failure',
      `${nameOf(id, scene)}: ${what} is set`,
    );
  },
  'future.cancel': ({ id }, scene) => say(levelOf(id, scene), 'failure', `${nameOf(id, scene)} is cancelled`),
};

function nameOf(id: number, scene: Scene): string {
  return scene.schedule.futures.get(id)?.text ?? `future ${id}`;
}

function levelOf(id: number, scene: Scene): Verbosity {
  return scene.schedule.futures.get(id)?.kind === 'future' ? 1 : 2;
}
