// The last lines of the narrated trace: how the run ended, where the time went, and, for each task, how long it
// held the loop, stood in the ready queue, and waited.

import { placeName, placeOf } from '../trace/places.js';
import type { TaskState } from '../trace/schedule.js';
import { secondsText, spanText } from '../trace/time-text.js';
import { paint } from './ansi.js';
import { wrapWords } from './columns.js';
import type { Scene } from './narration/narration.js';
import { awaited, NOTICEABLE } from './narration/words.js';

/** To be called once the scene's schedule has seen the whole trace. */
export function summaryLines(scene: Scene, width: number, color: boolean): string[] {
  const { schedule, trace } = scene;
  const { header } = trace;
  const lines = [
    `${endText(scene)} after ${secondsText(schedule.now)} s of virtual time, ${secondsText(schedule.idle)} s of it idle`,
  ];
  const hold = schedule.longest;
  if (hold !== null && hold.duration >= NOTICEABLE) {
    const held = `${spanText(hold.duration)} from ${secondsText(hold.start)} on`;
    lines.push(`longest hold of the event loop: ${scene.task(hold.task)}, ${held}`);
  }
  if (header.omitted > 0) lines.push(`${header.omitted} events are missing: the trace reached its limit`);
  if (header.stopReason === 'deadlock') lines.push(...deadlockLines(scene));
  const wrapped = [paint('Summary', 'title', color), ...lines.flatMap((line) => wrapWords(line, width))];
  const tasks = [...schedule.tasks.values()].filter(({ isTeardown }) => !isTeardown);
  if (tasks.length > 0) wrapped.push('', ...taskTable(tasks, scene, color));
  return wrapped;
}

function endText(scene: Scene): string {
  switch (scene.trace.header.stopReason) {
    case 'finished':
      return 'the program finished';
    case 'exception':
      return 'an uncaught exception ended the program';
    case 'exit':
      return 'the program ended itself';
    case 'limit':
      return 'a limit stopped the program';
    case 'deadlock':
      return 'deadlock: nothing could go on';
    case 'unsupported':
      return 'something that is not supported stopped the program';
  }
}

/** Who waits for what, where. */
function deadlockLines(scene: Scene): string[] {
  const { header } = scene.trace;
  const lines: string[] = [];
  for (const task of scene.schedule.tasks.values()) {
    if (task.status !== 'waiting' || task.waitsFor === null) continue;
    const what = awaited(task.waitsFor, scene);
    lines.push(`- ${scene.task(task.id)} waits for ${what}, at line ${placeName(header, task.place)}`);
  }
  for (const thread of scene.schedule.threads.values()) {
    if (thread.status !== 'parked' || thread.parked === null || thread.parked.waitsFor.kind === 'loop')
      continue;
    const { waitsFor } = thread.parked;
    const name = scene.thread(thread.id);
    lines.push(
      `- thread ${name} waits for ${waitsFor.text}, at line ${placeName(header, placeOf(thread.parked))}`,
    );
  }
  return lines;
}

const HEADINGS = ['task', 'steps', 'held the loop', 'in ready queue', 'waited', 'end'] as const;

function taskTable(tasks: readonly TaskState[], scene: Scene, color: boolean): string[] {
  const rows = tasks.map((task) => [
    scene.task(task.id),
    String(task.steps),
    ...(['running', 'ready', 'waiting'] as const).map((status) => {
      const open = task.status === status ? scene.schedule.now - task.since : 0;
      return secondsText(task.spent[status] + open);
    }),
    resultText(task),
  ]);
  const widths = HEADINGS.map((heading, i) =>
    Math.max(heading.length, ...rows.map((row) => row[i]?.length ?? 0)),
  );
  const lineOf = (cells: readonly string[]) =>
    cells
      .map((cell, i) =>
        i === 0 || i === cells.length - 1 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0),
      )
      .join('  ')
      .trimEnd();
  return [paint(lineOf(HEADINGS), 'title', color), ...rows.map(lineOf)];
}

function resultText(task: TaskState): string {
  switch (task.finish?.outcome) {
    case 'returned':
      return 'returned';
    case 'raised':
      return `failed: ${task.finish.value}`;
    case 'cancelled':
      return 'cancelled';
    default:
      return `never finished (${task.status})`;
  }
}
