// Phrases that several families share: what a task waits for, who else waits, lists of names.

import type { EventId, EventOf, HandleTarget, WaitTarget } from '../../trace/events.js';
import type { TaskState } from '../../trace/schedule.js';
import type { Nanoseconds } from '../../trace/time.js';
import { MILLISECOND } from '../../trace/time.js';
import { secondsText, spanText } from '../../trace/time-text.js';
import type { Scene } from './narration.js';

/** Spans shorter than this are not worth a word about who was kept waiting. */
export const NOTICEABLE: Nanoseconds = MILLISECOND;

const MOST_NAMES = 8;

/** `a, b, c`, or the first ones and how many more there are. */
export function listed(names: readonly string[]): string {
  if (names.length <= MOST_NAMES) return names.join(', ');
  return `${names.slice(0, MOST_NAMES - 1).join(', ')} and ${names.length - MOST_NAMES + 1} more`;
}

/** A function's name as a call: `tick()`; left alone when it has its parentheses. */
export function asCall(name: string): string {
  return name.endsWith(')') ? name : `${name}()`;
}

/** What stands in the ready queue, in words. */
export function readyQueue(targets: readonly HandleTarget[], scene: Scene): string {
  const names: string[] = [];
  let own = 0;
  for (const target of targets) {
    if (scene.schedule.isInternal(target)) own++;
    else names.push(targetName(target, scene));
  }
  if (own > 0) names.push(own === 1 ? "a callback of asyncio's own" : `${own} callbacks of asyncio's own`);
  return names.length === 0 ? 'empty' : listed(names);
}

export function targetName(target: HandleTarget, scene: Scene): string {
  if (target.task !== null && target.kind !== 'callback' && target.kind !== 'internal') {
    return scene.task(target.task);
  }
  return `${target.kind === 'internal' ? "asyncio's " : 'callback '}${asCall(target.text)}`;
}

/** Names of the tasks and futures a future stands for, or null when it stands for none. */
export function memberNames(id: number | null, scene: Scene): string | null {
  const members = id === null ? undefined : scene.schedule.futures.get(id)?.members;
  if (members === undefined || members.length === 0) return null;
  return listed(members.map((member) => futureName(member, scene)));
}

export function futureName(id: number, scene: Scene): string {
  if (scene.schedule.tasks.has(id)) return scene.task(id);
  return scene.schedule.futures.get(id)?.text ?? `future ${id}`;
}

/** What is waited for: a task's label, what a gather gathers, or the words that came with it. */
export function awaited(waits: WaitTarget, scene: Scene): string {
  if (waits.kind === 'task' && waits.id !== null) return futureName(waits.id, scene);
  return memberNames(waits.id, scene) ?? waits.text;
}

/** What the task does on suspending, and who will wake it. */
export function suspension(waits: WaitTarget, scene: Scene): string {
  const until = waits.deadline === null ? '' : secondsText(waits.deadline);
  switch (waits.kind) {
    case 'sleep':
      return `suspends: ${waits.text} -> I/O registry, timer due at ${until}`;
    case 'yield':
      return `suspends: ${waits.text} -> ready queue`;
    case 'executor':
      return `suspends -> I/O registry: waits for ${waits.text}`;
    case 'task':
      return `suspends until ${awaited(waits, scene)} is done`;
    case 'gather':
      return `suspends until all of these are done: ${awaited(waits, scene)}`;
    default:
      return `suspends: waits for ${waits.text}${until === '' ? '' : `, until ${until} at most`}`;
  }
}

/** Why a waiting task may go on. */
export function wakeReason(task: TaskState, scene: Scene): string {
  const waits = task.waitsFor;
  if (waits === null) return 'may go on';
  switch (waits.kind) {
    case 'sleep':
      return `${waits.text} is over`;
    case 'executor':
      return 'the worker thread is done';
    case 'task':
      return `${awaited(waits, scene)} is done`;
    case 'gather':
      return 'all it waited for are done';
    case 'future':
    case 'result':
      return `${waits.text} has its result`;
    default:
      return `got what it waited for, ${waits.text}`;
  }
}

/** Who was kept waiting while somebody held the loop, up to event `until`. */
export function meanwhile(scene: Scene, until: EventId): string {
  const waiting: string[] = [];
  for (const { target, entered } of scene.schedule.ready.values()) {
    if (!scene.schedule.isInternal(target) && entered.seq < until) waiting.push(targetName(target, scene));
  }
  const late = scene.schedule.overdue().map((timer) => overdueText(timer, scene));
  const parts: string[] = [];
  if (waiting.length > 0) parts.push(`meanwhile in the ready queue: ${listed(waiting)}`);
  if (late.length > 0) parts.push(`meanwhile due: ${listed(late)}`);
  return parts.length === 0 ? 'nobody else was ready' : parts.join('; ');
}

function overdueText(timer: EventOf<'timer.add'>, scene: Scene): string {
  const owner = timer.task === null ? '' : `${scene.task(timer.task)}'s `;
  return `${owner}${timer.text} (since ${secondsText(timer.when)})`;
}

/** `, after 0.1 s in the ready queue`, when it was long enough to notice. */
export function afterWaiting(waited: Nanoseconds | undefined): string {
  return waited === undefined || waited < NOTICEABLE ? '' : `, after ${spanText(waited)} in the ready queue`;
}
