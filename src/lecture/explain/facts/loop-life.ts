// Event loops: how long they ran, how much of it idle, and how they were torn down.

import { NOTICEABLE } from '../../../diagnose/thresholds.js';
import type { EventOf } from '../../../trace/events.js';
import { MILLISECOND } from '../../../trace/time.js';
import type { Scene } from '../scene.js';
import { counted, number } from '../wording.js';
import { type Fact, type Telling, tell } from './fact.js';

export const loopLife: Fact = {
  id: 'loop',
  tell: (group, scene) => {
    const started = scene.events.at(group.lines, 'loop.start');
    if (started.length > 3) {
      return [
        tell(
          `an event loop was started here ${number(started.length)} times`,
          started.map(({ seq }) => seq),
        ),
      ];
    }
    return started.flatMap((event) => lifeOf(event, scene));
  },
};

function lifeOf(start: EventOf<'loop.start'>, scene: Scene): Telling[] {
  let idle = 0;
  let cycles = 0;
  let stop: EventOf<'loop.stop'> | null = null;
  const phases: EventOf<'loop.stop'>[] = [];
  const evidence = [start.seq];
  let closed: EventOf<'loop.close'> | null = null;
  for (const event of scene.observation.of(
    'loop.start',
    'loop.wake',
    'loop.iteration',
    'loop.stop',
    'loop.close',
  )) {
    if (event.seq <= start.seq || event.loop !== start.loop || closed !== null) continue;
    if (event.type === 'loop.start') break;
    if (event.type === 'loop.wake' && stop === null) idle += event.idle;
    else if (event.type === 'loop.iteration' && stop === null) cycles++;
    else if (event.type === 'loop.stop') {
      if (event.phase === 'stop') stop ??= event;
      else phases.push(event);
    } else if (event.type === 'loop.close') {
      evidence.push(event.seq);
      closed = event;
    }
  }
  const end = stop?.t ?? scene.observation.end;
  const rounds =
    scene.words.level === 'engineer' ? `, in ${counted(cycles, `\`_run_once\``, '`_run_once` calls')}` : '';
  const idleText =
    idle < MILLISECOND
      ? scene.words.say(', and was never idle', ', and never blocked in `select`')
      : `, and ${scene.words.say('was idle for', 'was blocked in `select` for')} ${scene.span(idle)} of that time`;
  const tellings = [
    tell(
      `${scene.words.say('the event loop', '`run_forever`')} ran ${scene.period(start.t, end)}${rounds}${idleText}`,
      stop === null ? [start.seq, scene.lastEvent] : [start.seq, stop.seq],
    ),
  ];
  const cancel = phases.find(({ phase }) => phase === 'cancel tasks');
  if (cancel === undefined) return tellings;
  const over = [cancel.seq, ...evidence.slice(1)];
  // Cleaning up takes time where tasks or worker threads have to be waited for.
  const later = closed === null || closed.t - end < NOTICEABLE ? '' : ` at ${scene.at(closed.t)}`;
  if (cancel.count === 0) {
    const close = closed === null ? '' : `, and the loop was closed${later}`;
    tellings.push(
      tell(
        `${scene.words.say('when the main task was done, no other task was left to cancel', '`_cancel_all_tasks` found no other task')}${close}`,
        over,
      ),
    );
  } else {
    const were = cancel.count === 1 ? 'was' : 'were';
    const close = closed === null ? '' : ` before the loop was closed${later}`;
    tellings.push(
      tell(
        scene.words.say(
          `when the main task was done, ${counted(cancel.count, 'other task')} ${were} left and had to be cancelled${close}`,
          `\`_cancel_all_tasks\` cancelled ${counted(cancel.count, 'other task')}${close}`,
        ),
        over,
      ),
    );
  }
  return tellings;
}
