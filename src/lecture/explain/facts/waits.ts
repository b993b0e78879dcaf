// What is waited for, in words.

import type { WaitTarget } from '../../../trace/events.js';
import type { Scene } from '../scene.js';
import { code, joined, listed, number } from '../wording.js';

const MOST_NAMED = 6;

/** What a task waits for: after "waited for". */
export function awaitedText(waits: WaitTarget, scene: Scene): string {
  switch (waits.kind) {
    case 'sleep':
      return code(waits.text);
    case 'task': {
      if (waits.id !== null && scene.isOwnTask(waits.id)) return `${scene.task(waits.id)} to finish`;
      const guarded = scene.tasks(awaitedTasks(waits, scene));
      const [what] = waits.text.split(', ');
      return guarded.length === 0 ? described(waits.text, scene) : `${what}, ${joined(guarded)}`;
    }
    case 'gather': {
      const parts = [...scene.tasks(awaitedTasks(waits, scene)), ...awaitedWork(waits, scene)];
      if (parts.length === 0) return 'all of its awaitables to finish';
      if (parts.length > MOST_NAMED) return `all ${number(parts.length)} of them to finish`;
      return `${joined(parts)} to finish`;
    }
    case 'executor': {
      if (isDescription(waits.text)) return waits.text;
      const work = waits.text.replace(/ in a worker thread$/, '');
      return `${code(work)} in ${scene.isWorkOfProcesses(work) ? 'a worker process' : scene.words.worker}`;
    }
    default:
      return firstOf(waits, scene) ?? described(waits.text, scene);
  }
}

/** `asyncio.wait` that does not wait for all. */
function firstOf(waits: WaitTarget, scene: Scene): string | null {
  const condition = /^asyncio\.wait\((FIRST_\w+)\)$/.exec(waits.text)?.[1];
  const names = scene.tasks(awaitedTasks(waits, scene));
  if (condition === undefined || names.length === 0) return null;
  const shown = listed(names, MOST_NAMED);
  return condition === 'FIRST_COMPLETED'
    ? `the first of ${shown} to finish`
    : `${shown} to finish, or one of them to fail`;
}

/** What a thread waits for in a blocking call: a call as code, a description as it is. */
export function blockedText(text: string, scene: Scene): string {
  const waiting = /^waiting for (.*)$/.exec(text)?.[1];
  if (waiting === undefined) return described(text, scene);
  const living = /^(?:thread|process) (.*) to end$/.exec(waiting)?.[1];
  if (living !== undefined) return `${code(scene.threadCalled(living))} to end`;
  const result = /^the result of (.*)$/.exec(waiting)?.[1];
  if (result === undefined) return waiting;
  return `the result of ${isDescription(result) ? result : code(result)}`;
}

function described(text: string, scene: Scene): string {
  const drained = /^all of (.*) being done$/.exec(text)?.[1];
  if (drained !== undefined) return `all items of ${scene.object(drained)} to be dealt with`;
  if (isDescription(text))
    return scene.withObjects(text.replace(/^data for \S+$/, 'data from the connection'));
  return scene.object(text);
}

/** Words that are no code: `an item of queue 1`. */
function isDescription(text: string): boolean {
  return /^(?:an?|the|all|room|data|what|its|some|\d+) /.test(text);
}

/** The tasks that are waited for, those of a gather inside of another included. */
export function awaitedTasks(waits: WaitTarget, scene: Scene): readonly number[] {
  return membersOf(waits, scene).filter((id) => scene.isOwnTask(id));
}

/** Calls in pools that are waited for together. */
function awaitedWork(waits: WaitTarget, scene: Scene): string[] {
  return membersOf(waits, scene).flatMap((id) => {
    const future = scene.observation.facts.schedule.futures.get(id);
    return future?.kind === 'executor' ? [code(future.text)] : [];
  });
}

function membersOf({ id }: WaitTarget, scene: Scene): number[] {
  if (id === null) return [];
  if (scene.isOwnTask(id)) return [id];
  const members = scene.observation.facts.schedule.futures.get(id)?.members ?? [];
  return members.flatMap((member) => {
    const inner = scene.observation.facts.schedule.futures.get(member)?.members ?? [];
    return inner.length === 0 ? [member] : inner;
  });
}
