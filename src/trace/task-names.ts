// What people call tasks and threads: the function's name and just enough of its arguments to tell instances
// apart. `Task-2` says which task came second; `task('A')` says which one it is.

import type { EventOf } from './events.js';
import type { Trace } from './trace.js';

type Created = EventOf<'task.create'>;

/** An argument whose repr is short and says something: a string, a number, True, False, None. */
const SIMPLE = /^(?:'[^']*'|"[^"]*"|-?[\d.]+(?:e[-+]?\d+)?|True|False|None)$/;
const MAX_ARGUMENT = 14;

/** Every task's label, by id: `main`, `task('A')`, `rightWay #2`, or the name the program gave it. */
export function taskNames(trace: Trace): ReadonlyMap<number, string> {
  const groups = new Map<string, Created[]>();
  for (let seq = 0; seq < trace.length; seq++) {
    if (trace.typeAt(seq) !== 'task.create') continue;
    const event = trace.event(seq);
    if (event.type !== 'task.create') continue;
    const base = baseName(event);
    const group = groups.get(base);
    if (group === undefined) groups.set(base, [event]);
    else group.push(event);
  }
  const names = new Map<number, string>();
  for (const [base, group] of groups) {
    const shown = group.length === 1 ? [''] : (tellingArguments(group) ?? group.map((_, i) => ` #${i + 1}`));
    group.forEach((task, i) => {
      names.set(task.id, base + (shown[i] ?? ''));
    });
  }
  return names;
}

/**
 * Every thread's label, by id: `main`, `worker-1` for a pool's threads, the process's name for the main thread of
 * another process, else the thread's own name.
 */
export function threadNames(trace: Trace): ReadonlyMap<number, string> {
  const names = new Map([[0, 'main']]);
  const processes = new Map<number, string>();
  let workers = 0;
  for (let seq = 0; seq < trace.length; seq++) {
    const type = trace.typeAt(seq);
    if (type !== 'thread.start' && type !== 'process.start') continue;
    const event = trace.event(seq);
    if (event.type === 'process.start') {
      processes.set(event.id, event.name);
      names.set(event.main, event.name);
    } else if (event.type === 'thread.start' && !names.has(event.id)) {
      const owner = event.process === undefined ? '' : `${processes.get(event.process) ?? ''}/`;
      names.set(event.id, event.executor === null ? owner + event.name : `worker-${++workers}`);
    }
  }
  return names;
}

/** A name the program chose, else the function's own name without its surroundings. */
function baseName(task: Created): string {
  if (!/^Task-\d+$/.test(task.name)) return task.name;
  return task.function.replace(/^.*<locals>\./, '');
}

/** `('A')` for each: the first argument that differs everywhere, else the fewest leading ones that do together. */
function tellingArguments(group: readonly Created[]): string[] | null {
  const count = Math.min(...group.map((task) => task.args.length));
  for (let i = 0; i < count; i++) {
    const single = distinct(group.map((task) => task.args.slice(i, i + 1)));
    if (single !== null) return single;
  }
  for (let length = 2; length <= count; length++) {
    const leading = distinct(group.map((task) => task.args.slice(0, length)));
    if (leading !== null) return leading;
  }
  return null;
}

function distinct(choices: readonly (readonly string[])[]): string[] | null {
  if (!choices.every((args) => args.every((arg) => arg.length <= MAX_ARGUMENT && SIMPLE.test(arg))))
    return null;
  const texts = choices.map((args) => `(${args.join(', ')})`);
  return new Set(texts).size === texts.length ? texts : null;
}
