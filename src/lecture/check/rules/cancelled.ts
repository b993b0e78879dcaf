// "only `b` is cancelled", "both are cancelled", "nobody is cancelled", "the other task is not cancelled",
// "`a` has finished", "swallows the `CancelledError`".

import type { TaskHistory } from '../../observation/observation.js';
import { clausesOf, isSupposed } from '../reading/clauses.js';
import { taskNamed } from '../reading/names.js';
import { numberFrom } from '../reading/quantities.js';
import type { Claim, ClaimRule, Subject } from '../rule.js';
import { contradicted, holds, type Judgement } from '../verdict.js';
import { listed } from '../wording.js';

const IS_CANCELLED =
  /\b(?:(only)\s+|(both)\s+)?(?:task\s+)?(\x60\w+\x60)(?:\s+and\s+(?:task\s+)?(\x60\w+\x60))?\s+(?:is|are|was|were|gets?|got)\s+(not |never )?(?:also )?cancelled\b/i;
const COUNTED =
  /\b(nobody|no task|none of them|none|the (?:one|two|three|four|five) tasks? (?:that (?:is|are) left|left over)|both tasks|both|all (?:of them|tasks|(?:two|three|four) tasks)|(?:one|two|three|four|five|\d+) tasks?)\s+(?:(?:is|are|was|were|gets?|got)\s+)?cancelled\b/i;

export const cancelled: ClaimRule = {
  id: 'cancelled',
  summary:
    'which tasks are cancelled: "only `b` is cancelled", "both tasks are cancelled", "nobody is cancelled"',
  about: 'run',
  read: ({ text }, subject) =>
    clausesOf(text).flatMap((clause): Claim[] => {
      if (isSupposed(clause.text)) return [];
      return [...named(clause.text, subject), ...counted(clause.text, subject)];
    }),
};

function wasCancelled({ finish, cancels }: TaskHistory): boolean {
  return finish?.outcome === 'cancelled' || (finish === null && cancels.length > 0);
}

function named(text: string, subject: Subject): Claim[] {
  const match = IS_CANCELLED.exec(text);
  if (match === null) return [];
  const [quote, only, , one = '', other, denied] = match;
  const tasks = [one, ...(other === undefined ? [] : [other])].map((word) => taskNamed(word, subject));
  const found = tasks.flatMap((task) => task ?? []);
  if (found.length < tasks.length) return [];
  const { observation } = subject;
  const shown = found.map((task) => `${observation.taskName(task.id)} ${outcome(task)}`);
  const evidence = found.flatMap(({ finish, cancels }) => [
    ...cancels.map(({ seq }) => seq),
    ...(finish === null ? [] : [finish.seq]),
  ]);
  const isRight = found.every((task) => wasCancelled(task) === (denied === undefined));
  // Asked to cancel and ended otherwise: both ways of speaking are in use.
  if (!isRight && found.some((task) => task.cancels.length > 0 && !wasCancelled(task))) return [];
  if (!isRight) return [{ quote, judgement: contradicted(listed(shown), evidence) }];
  const others = observation.tasks.filter((task) => !found.includes(task) && wasCancelled(task));
  if (only !== undefined && others.length > 0 && denied === undefined) return [];
  return [{ quote, judgement: holds(listed(shown), evidence) }];
}

function outcome(task: TaskHistory): string {
  if (task.finish === null) return 'never finished';
  switch (task.finish.outcome) {
    case 'returned':
      return `returned ${task.finish.value}`;
    case 'raised':
      return `failed with ${task.finish.value}`;
    case 'cancelled':
      return 'was cancelled';
  }
}

/** Of those that were asked to cancel at the lines; where none was, of those that the lines made. */
function counted(text: string, subject: Subject): Claim[] {
  const match = COUNTED.exec(text);
  const said = match?.[1];
  if (match === null || said === undefined) return [];
  const judgement = judge(said, subject);
  return judgement === null ? [] : [{ quote: match[0], judgement }];
}

function judge(said: string, { observation, lines }: Subject): Judgement | null {
  const asked = observation.eventsAt(lines, 'task.cancel');
  const made = new Set(observation.eventsAt(lines, 'task.create').map(({ id }) => id));
  const group = observation.tasks.filter(({ id }) => made.has(id));
  const ids = new Set(asked.map(({ id }) => id));
  const count = asked.length > 0 ? ids.size : group.filter(wasCancelled).length;
  if (asked.length === 0 && group.length === 0) return null;
  const evidence = (asked.length > 0 ? asked : group.flatMap(({ cancels }) => cancels)).map(({ seq }) => seq);
  const observed = `${count} ${count === 1 ? 'task was' : 'tasks were'} asked to cancel`;
  const claimed = numberSaid(said, asked.length > 0 ? null : group.length);
  if (claimed === null) return null;
  return claimed === count
    ? holds(observed, evidence.slice(0, 8))
    : contradicted(observed, evidence.slice(0, 8));
}

function numberSaid(said: string, all: number | null): number | null {
  if (/^(?:nobody|no|none)\b/i.test(said)) return 0;
  if (/^both/i.test(said)) return 2;
  const word = /\b(one|two|three|four|five|\d+)\b/i.exec(said)?.[1];
  if (word !== undefined) return numberFrom(word);
  return all;
}
