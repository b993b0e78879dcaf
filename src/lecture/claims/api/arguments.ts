// The arguments that claims give to the trace's methods.

import { HostError, HostFloat, HostObject, HostUnknown, type HostValue } from '../../../base/host.js';
import { type Nanoseconds, SECOND } from '../../../trace/time.js';
import type { TaskHistory } from '../../observation/observation.js';
import { isCalled, TaskFact } from './tasks.js';
import type { View } from './view.js';

/** Physical lines that bear the given number, or one of several (`range(5, 10)`); null where none was given. */
export function linesOf(view: View, label: HostValue): readonly number[] | null {
  if (label === null) return null;
  const { listing } = view.observation;
  return numbersOf(label).flatMap((number) => {
    const lines = listing.linesOf([{ first: number, last: number }]);
    if (lines.length === 0) {
      throw new HostError('LookupError', `the program has no line ${number}; it has ${knownLines(view)}`);
    }
    return lines;
  });
}

/** `lines 1-23` */
export function knownLines({ observation: { listing } }: View): string {
  const numbered = listing.lines.map((_, i) => i + 1).filter((lineno) => listing.numberOf(lineno) !== null);
  return listing.named(numbered);
}

export function numbersOf(label: HostValue): number[] {
  if (typeof label === 'number') return [label];
  if (Array.isArray(label) && label.every((each) => typeof each === 'number')) return label;
  throw wrongType('label', 'the number of a line or several of them, as in range(5, 10)', label);
}

/** A task by its name, its function's name or an argument that tells it from others; or the task itself. */
export function taskOf(view: View, wanted: HostValue): TaskHistory {
  const { observation } = view;
  if (wanted instanceof TaskFact) return wanted.of;
  if (typeof wanted !== 'string') throw wrongType('task', 'a str or a Task', wanted);
  const found = observation.tasks.filter((task) => isCalled(view, task, wanted));
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  const names = (tasks: readonly TaskHistory[]): string =>
    tasks.map(({ id }) => observation.taskName(id)).join(', ');
  throw new HostError(
    'LookupError',
    only === undefined
      ? `no task is called '${wanted}'; there ${observation.tasks.length === 0 ? 'are none' : `are ${names(observation.tasks)}`}`
      : `several tasks are called '${wanted}': ${names(found)}`,
  );
}

/** Whether something that happened belongs to the lines and the task that were asked for. */
export function selector(
  view: View,
  label: HostValue,
  task: HostValue = null,
): (event: { readonly line: number; readonly inFile?: number; readonly task: number | null }) => boolean {
  const lines = linesOf(view, label);
  const id = task === null ? null : taskOf(view, task).id;
  return (event) =>
    (lines === null || (event.inFile === undefined && lines.includes(event.line))) &&
    (id === null || event.task === id);
}

export function stringOrNone(name: string, value: HostValue): string | null {
  if (value === null || typeof value === 'string') return value;
  throw wrongType(name, 'a str', value);
}

/** Seconds as the program's clock counts them. */
export function timeOrNone(name: string, value: HostValue): Nanoseconds | null {
  if (value === null) return null;
  if (typeof value === 'number') return value * SECOND;
  if (value instanceof HostFloat) return value.value * SECOND;
  throw wrongType(name, 'a number of seconds', value);
}

export function wrongType(name: string, expected: string, value: HostValue): HostError {
  return new HostError('TypeError', `${name} must be ${expected}, not ${typeNameOf(value)}`);
}

function typeNameOf(value: HostValue): string {
  if (value === null) return 'None';
  if (value instanceof HostUnknown) return value.typeName;
  if (value instanceof HostFloat) return 'float';
  if (value instanceof HostObject) return value.kind.name;
  if (value instanceof Map) return 'dict';
  if (Array.isArray(value)) return 'list';
  const names: Record<string, string> = { boolean: 'bool', number: 'int', string: 'str' };
  return names[typeof value] ?? 'object';
}
