// Calls that kept a thread waiting: in the thread of the event loop everybody waits, in any other only that thread.

import type { Block, HeldUp } from '../../../diagnose/facts.js';
import { isShutdown } from '../../../diagnose/rules/blocking-call.js';
import type { EventOf } from '../../../trace/events.js';
import { MILLISECOND } from '../../../trace/time.js';
import type { Parking } from '../../observation/observation.js';
import type { Scene } from '../scene.js';
import { doing, joined, listed, number, times } from '../wording.js';
import { type Fact, type Telling, tell } from './fact.js';
import { blockedText } from './waits.js';

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
        `${listed(names)} blocked ${scene.words.loopThread} here ${times(blocks.length)}, for ${scene.span(total)} in all${heldUpText(
          blocks.flatMap(({ heldUp }) => heldUp),
          scene,
        )}`,
        evidence,
      ),
    ];
  }
  return blocks.map(({ park, duration, heldUp, task }) => {
    const what = blockedText(park.waitsFor.text, scene);
    const how = /^`.*\)`$/.test(what)
      ? `${what} in ${scene.task(task)} blocked`
      : `${scene.task(task)}, waiting for ${what}, blocked`;
    return tell(
      `${how} ${scene.words.loopThread} ${scene.period(park.t, park.t + duration)}: ${scene.words.nobodyRan}${heldUpText(heldUp, scene)}`,
      [park.seq],
    );
  });
}

function heldUpText(heldUp: readonly HeldUp[], scene: Scene): string {
  const names = [...new Set(scene.tasks(heldUp.map(({ task }) => task)))];
  return names.length === 0 ? '' : `; ${listed(names)} had to wait`;
}

function threadsBlocked(parkings: readonly Parking[], scene: Scene): Telling[] {
  const late = parkings.filter((each) => isAtExit(each, scene));
  const own = parkings.filter((each) => !late.includes(each));
  return [...waitedHere(own, scene), ...late.map((each) => atExit(each, scene))];
}

/** The main thread at the end of the program: it waits for threads that are no daemons, after the last line. */
function isAtExit({ event }: Parking, { observation, listing }: Scene): boolean {
  if (event.thread !== 0 || event.task !== null || event.waitsFor.kind !== 'join') return false;
  for (const line of observation.of('line', 'call'))
    if (line.thread === 0 && line.seq > event.seq) return false;
  const statement = listing.statementAt(event.line);
  const isWith = statement?.node.kind === 'With' || statement?.node.kind === 'AsyncWith';
  return !isWith && !listing.callsAt([event.line]).some(({ name }) => /\b(?:join|shutdown|run)$/.test(name));
}

function atExit({ event, woken }: Parking, scene: Scene): Telling {
  const when = woken === null ? `from ${scene.at(event.t)} on` : scene.period(event.t, woken);
  return tell(
    `after the last line ${scene.thread(0)} waited ${when} for ${blockedText(event.waitsFor.text, scene)}`,
    [event.seq],
  );
}

function waitedHere(parkings: readonly Parking[], scene: Scene): Telling[] {
  const [first] = parkings;
  if (first === undefined) return [];
  const evidence = parkings.map(({ event }) => event.seq);
  const threads = [...new Set(parkings.map(({ thread }) => thread))];
  const texts = [...new Set(parkings.map(({ event }) => blockedText(event.waitsFor.text, scene)))];
  const what = listed(texts, 3);
  const hasLoop = !scene.observation.of('loop.start').next().done;
  if (parkings.length > MOST_SINGLE || threads.length < parkings.length) {
    const total = parkings.reduce((sum, { event, woken }) => sum + (woken === null ? 0 : woken - event.t), 0);
    const all = total < MILLISECOND ? '' : `, for ${scene.span(total)} in all`;
    const waits = doing(
      parkings.map(({ thread }) => scene.thread(thread)),
      'waited here',
    );
    return [tell(`${waits} for ${what}${all}${inVain(parkings)}`, evidence)];
  }
  if (parkings.length === 1) {
    const free = hasLoop && first.thread !== 0 ? '; only that thread waited, the event loop stayed free' : '';
    const when =
      first.woken === null
        ? `from ${scene.at(first.event.t)} on, without ever going on,`
        : scene.period(first.event.t, first.woken);
    return [
      tell(
        `${scene.thread(first.thread)} waited here ${when} for ${what}${inVain(parkings)}${free}`,
        evidence,
      ),
    ];
  }
  const parts = parkings.map(({ thread, event, woken }) =>
    woken === null
      ? `${scene.thread(thread)} from ${scene.at(event.t)} on, without ever going on`
      : `${scene.thread(thread)} ${scene.period(event.t, woken)}`,
  );
  const noun = threads.every((id) => scene.isProcess(id)) ? 'processes' : 'threads';
  const free = hasLoop && !threads.includes(0) ? '; the event loop stayed free' : '';
  return [
    tell(
      `${number(parkings.length)} ${noun} waited here for ${what}: ${joined(parts)}${inVain(parkings)}${free}`,
      evidence,
    ),
  ];
}

/** Waits that a time limit ended and not what was waited for. */
function inVain(parkings: readonly Parking[]): string {
  const ended = parkings.filter(
    ({ event, wokenBy }) =>
      wokenBy === 'deadline' && event.waitsFor.kind !== 'time.sleep' && event.waitsFor.kind !== 'other',
  );
  if (ended.length === 0) return '';
  if (ended.length === parkings.length) return ', until the time was up';
  return ended.length === 1
    ? '; one of these waits ended because its time was up'
    : `; ${number(ended.length)} of these waits ended because their time was up`;
}
