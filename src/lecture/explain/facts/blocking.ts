// Calls that kept a thread waiting: in the thread of the event loop everybody waits, in any other only that thread.

import type { Block, HeldUp } from '../../../diagnose/facts.js';
import { isShutdown } from '../../../diagnose/rules/blocking-call.js';
import type { EventOf } from '../../../trace/events.js';
import type { Parking } from '../../observation/observation.js';
import type { Scene } from '../scene.js';
import { code, joined, listed, number, times } from '../wording.js';
import { type Fact, type Telling, tell } from './fact.js';

const MOST_SINGLE = 4;

export const blocking: Fact = {
  id: 'blocking',
  tell: (group, scene) => {
    const blocks = scene.observation.facts.steps.flatMap((step) =>
      step.blocks
        .filter(({ park }) => park.inFile === undefined && group.lines.includes(park.line))
        .filter(({ park, duration }) => duration > 0 || !isShutdown(park, scene.observation.facts))
        .map((block) => ({ ...block, task: step.task })),
    );
    const inLoop = new Set(blocks.map(({ park }) => park.seq));
    const elsewhere = scene.observation
      .parkingsAt(group.lines)
      .filter(({ event }) => group.lines.includes(event.line))
      .filter(
        ({ event }) =>
          !inLoop.has(event.seq) && event.waitsFor.kind !== 'loop' && !isIdleWorker(event, scene),
      )
      .filter(({ event, woken }) => woken !== event.t);
    return [...loopBlocked(blocks, scene), ...threadsBlocked(elsewhere, scene)];
  },
};

/** A pool's thread that has nothing to do stands where its last work ended. */
function isIdleWorker({ thread, seq }: EventOf<'thread.park'>, scene: Scene): boolean {
  const isWorker = scene.workers.has(thread);
  return (
    isWorker &&
    !scene.observation.works.some(
      ({ started, finished }) =>
        started?.thread === thread && started.seq < seq && (finished === null || finished.seq > seq),
    )
  );
}

function loopBlocked(blocks: readonly (Block & { readonly task: number })[], scene: Scene): Telling[] {
  const [first] = blocks;
  if (first === undefined) return [];
  const evidence = blocks.map(({ park }) => park.seq);
  if (blocks.length > MOST_SINGLE) {
    const total = blocks.reduce((sum, { duration }) => sum + duration, 0);
    const names = [...new Set(blocks.map(({ task }) => scene.task(task)))];
    return [
      tell(
        `${listed(names)} blocked the event loop here ${times(blocks.length)}, for ${scene.span(total)} in all${heldUpText(
          blocks.flatMap(({ heldUp }) => heldUp),
          scene,
        )}`,
        evidence,
      ),
    ];
  }
  return blocks.map(({ park, duration, heldUp, task }) => {
    const what = park.waitsFor.text;
    return tell(
      `${blockedText(what)} in ${scene.task(task)} blocked the event loop's thread ${scene.period(park.t, park.t + duration)}: no task could run${heldUpText(heldUp, scene)}`,
      [park.seq],
    );
  });
}

/** What a thread waits for: a call as code, a description as it is. */
function blockedText(text: string): string {
  const described = /^waiting for (.*)$/.exec(text)?.[1];
  if (described === undefined) return code(text);
  const result = /^the result of (.*)$/.exec(described)?.[1];
  return result === undefined ? described : `the result of ${code(result)}`;
}

function heldUpText(heldUp: readonly HeldUp[], scene: Scene): string {
  const names = [...new Set(scene.tasks(heldUp.map(({ task }) => task)))];
  return names.length === 0 ? '' : `; ${listed(names)} had to wait`;
}

function threadsBlocked(parkings: readonly Parking[], scene: Scene): Telling[] {
  const [first] = parkings;
  if (first === undefined) return [];
  const evidence = parkings.map(({ event }) => event.seq);
  const threads = [...new Set(parkings.map(({ thread }) => thread))];
  const texts = [...new Set(parkings.map(({ event }) => blockedText(event.waitsFor.text)))];
  const what = texts.length === 1 ? texts[0] : listed(texts, 3);
  const only = scene.observation.of('loop.start').next().done
    ? ''
    : '; only that thread waited, the event loop stayed free';
  if (parkings.length > MOST_SINGLE || threads.length < parkings.length) {
    const total = parkings.reduce((sum, { event, woken }) => sum + (woken === null ? 0 : woken - event.t), 0);
    const who = listed(threads.map((id) => scene.thread(id)));
    const all = total < 1_000_000 ? '' : `, for ${scene.span(total)} in all`;
    return [tell(`${who} waited here ${times(parkings.length)} for ${what}${all}`, evidence)];
  }
  const parts = parkings.map(({ thread, event, woken }) =>
    woken === null
      ? `${scene.thread(thread)} from ${scene.at(event.t)} on, without ever going on`
      : `${scene.thread(thread)} ${scene.period(event.t, woken)}`,
  );
  if (parkings.length === 1 && first.woken !== null)
    return [
      tell(
        `${scene.thread(first.thread)} waited here ${scene.period(first.event.t, first.woken)} for ${what}${first.thread === 0 ? '' : only}`,
        evidence,
      ),
    ];
  const free = only === '' ? '' : '; the event loop stayed free';
  return [
    tell(`${number(parkings.length)} threads waited here for ${what}: ${joined(parts)}${free}`, evidence),
  ];
}
