// What was printed.

import type { EventOf } from '../../../trace/events.js';
import type { Scene } from '../scene.js';
import { code, joined, times } from '../wording.js';
import { type Fact, type Telling, tell } from './fact.js';

const MOST_SHOWN = 4;

export const printed: Fact = {
  id: 'printed',
  tell: (group, scene) => {
    const events = scene.events.at(group.lines, 'output').filter(({ text }) => text !== '');
    return [
      ...streamTold(
        events.filter(({ stream }) => stream === 'stdout'),
        '',
        scene,
      ),
      ...streamTold(
        events.filter(({ stream }) => stream === 'stderr'),
        ' on stderr',
        scene,
      ),
    ];
  },
};

function streamTold(events: readonly EventOf<'output'>[], where: string, scene: Scene): Telling[] {
  const [first] = events;
  const last = events.at(-1);
  if (first === undefined || last === undefined) return [];
  const evidence = events.map(({ seq }) => seq);
  const texts = events.map(({ text }) => shown(text));
  const distinct = [...new Set(texts)];
  if (distinct.length === 1 && texts.length > 1)
    return [tell(`it printed ${times(texts.length)}${where}: ${distinct[0]}`, evidence)];
  if (texts.length <= MOST_SHOWN) {
    const points = new Set(events.map(({ t }) => scene.at(t)));
    const when = points.size === 1 && scene.hasTime ? ` at ${scene.at(first.t)}` : '';
    return [tell(`it printed${where}${when}: ${joined(texts)}`, evidence)];
  }
  return [
    tell(
      `it printed ${times(texts.length)}${where}, from ${texts[0]}${timed(first, scene)} to ${texts.at(-1)}${timed(last, scene)}`,
      evidence,
    ),
  ];
}

/** A traceback is read where it was written. */
function shown(text: string): string {
  return /^(?: {2}\+ Exception Group )?Traceback \(most/.test(text)
    ? 'a traceback'
    : code(text.replace(/\n$/, ''));
}

function timed({ t }: EventOf<'output'>, scene: Scene): string {
  return scene.hasTime ? ` (${scene.at(t)})` : '';
}
