// Where the run ended otherwise than by the last line.

import { stoppedText } from '../remarks.js';
import { code } from '../wording.js';
import type { Fact } from './fact.js';
import { tell } from './fact.js';

export const endings: Fact = {
  id: 'ending',
  tell: (group, scene) =>
    scene.events.at(group.lines, 'program.end', 'program.limit').flatMap((event) => {
      if (event.type === 'program.limit') return [tell(`here ${stoppedText(event.message)}`, [event.seq])];
      if (event.exception === null) return [];
      return [
        tell(`here the program ended with an uncaught exception: ${code(event.exception)}`, [event.seq]),
      ];
    }),
};
