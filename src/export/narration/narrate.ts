// What is said about an event: the families of this folder, put together.

import type { EventOf, EventType, TraceEvent } from '../../trace/events.js';
import { executors } from './executors.js';
import { futures } from './futures.js';
import { loop } from './loop.js';
import type { Narration, Remark, Scene } from './narration.js';
import { program } from './program.js';
import { ready } from './ready.js';
import { sync } from './sync.js';
import { tasks } from './tasks.js';
import { threads } from './threads.js';
import { timers } from './timers.js';

const narration: Narration = {
  ...program,
  ...tasks,
  ...futures,
  ...loop,
  ...ready,
  ...timers,
  ...threads,
  ...executors,
  ...sync,
};

export function narrate(event: TraceEvent, scene: Scene): readonly Remark[] {
  return tell(event.type, event, scene);
}

function tell<Type extends EventType>(type: Type, event: EventOf<Type>, scene: Scene): readonly Remark[] {
  return narration[type](event, scene);
}
