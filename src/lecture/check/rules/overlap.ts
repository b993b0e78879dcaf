// "one after another", "the waits overlap", "concurrently", "they all enter the registry simultaneously".

import type { EventId } from '../../../trace/events.js';
import { MILLISECOND, type Nanoseconds } from '../../../trace/time.js';
import type { TaskHistory } from '../../observation/observation.js';
import { pointInTime } from '../../observation/units.js';
import { clausesOf, isDenied, isSupposed } from '../reading/clauses.js';
import type { Claim, ClaimRule, Subject } from '../rule.js';
import { blankCode } from '../sentence.js';
import { contradicted, holds, type Judgement } from '../verdict.js';
import { listed, quoted } from '../wording.js';

const SERIAL = /\b(?:one after (?:another|the other)|one at a time|sequentially|in sequence|one by one)\b/i;
const OVERLAP =
  /\b(?:overlap(?:s|ping)?|concurrently|in parallel|at the same time|side by side|simultaneously)\b/i;
const AT_ONCE = /\b(simultaneously|at the same (?:time|moment|instant)|all at once)\b/i;
/** Verbs of a moment: what happens "simultaneously" then happens at one time. */
const ENTERS = /\b(?:enter|reach|hit|register|start|begin|suspend|arrive|join|go to sleep)\w*\b/i;
const WHOLE_TASKS =
  /\b(?:tasks|coroutines|workers|requests|downloads|calls|jobs|they|them)\b.*\b(?:run|execute|complete|finish|work)\b/i;
const PARTS = /\b(?:loop|phases?|steps?|start\w*|schedul\w*|begin|at a time|creat\w*)\b/i;
const COMPUTES = /\b(?:CPU|comput\w*|busy|calculat\w*|loops? run)\b/i;

export const overlap: ClaimRule = {
  id: 'overlap',
  summary: 'what happens together: "one after another", "the waits overlap", "all enter simultaneously"',
  about: 'run',
  read: ({ text }, subject) => {
    const tasks = tasksMade(subject);
    if (tasks.length < 2) return [];
    return clausesOf(text).flatMap((clause): Claim[] => {
      const words = blankCode(clause.text);
      if (isSupposed(words)) return [];
      const serial = SERIAL.exec(words);
      const together = OVERLAP.exec(words);
      const match = serial ?? together;
      if (match === null || isDenied(words.slice(0, match.index))) return [];
      const quote = quoted(clause, match);
      const judgement =
        serial !== null
          ? oneAfterAnother(tasks, text, words, subject)
          : AT_ONCE.test(match[0]) && ENTERS.test(words)
            ? atOnce(tasks, ENTERS.exec(words)?.[0] ?? '', subject)
            : overlapping(tasks, subject);
      return judgement === null ? [] : [{ quote, judgement }];
    });
  },
};

/** The tasks that the note's lines made, `gather` included. */
function tasksMade({ observation, lines }: Subject): TaskHistory[] {
  const made = new Set(observation.eventsAt(lines, 'task.create').map(({ id }) => id));
  return observation.tasks.filter(({ id, steps }) => made.has(id) && steps.length > 0);
}

/** Steps never overlap on one loop: said of computing, it always holds. Said of whole tasks, it is looked up. */
function oneAfterAnother(
  tasks: readonly TaskHistory[],
  text: string,
  clause: string,
  { observation }: Subject,
): Judgement | null {
  if (COMPUTES.test(blankCode(text))) {
    const steps = tasks.flatMap(({ steps: each }) => each[0] ?? []);
    const begun = steps.map(({ id, t }) => `${observation.taskName(id)} at ${pointInTime(t)}`);
    return holds(`each had the loop alone: ${listed(begun)}`, steps.map(({ seq }) => seq).slice(0, 8));
  }
  const lives = livesOf(tasks);
  const crossing = lives.find((life, i) => i > 0 && life.from < (lives[i - 1]?.to ?? 0));
  const evidence = lives.flatMap(({ seqs }) => seqs).slice(0, 8);
  if (crossing === undefined) return holds('each began after the one before had ended', evidence);
  // "Started one after another" is about beginnings, and the loop runs steps one after another whatever overlaps.
  if (!WHOLE_TASKS.test(clause) || PARTS.test(clause)) return null;
  const shown = lives.map((life) => lifeText(life, observation));
  return contradicted(`they overlap: ${listed(shown)}`, evidence, 'concurrently');
}

function overlapping(tasks: readonly TaskHistory[], { observation }: Subject): Judgement | null {
  const lives = livesOf(tasks);
  const evidence = lives.flatMap(({ seqs }) => seqs).slice(0, 8);
  const shown = lives.map((life) => lifeText(life, observation));
  const crossing = lives.some((life, i) => i > 0 && life.from < (lives[i - 1]?.to ?? 0));
  if (crossing) return holds(listed(shown), evidence);
  return contradicted(`one after another: ${listed(shown)}`, evidence, 'one after another');
}

/** The first suspensions, or for "start" the first steps, within a millisecond. */
function atOnce(tasks: readonly TaskHistory[], verb: string, { observation }: Subject): Judgement | null {
  const moments = tasks.flatMap(({ id, steps, suspensions }) => {
    const event = /^(?:start|begin)/i.test(verb) ? steps[0] : suspensions[0]?.event;
    return event === undefined ? [] : [{ id, t: event.t, seq: event.seq }];
  });
  if (moments.length < 2) return null;
  const at = moments.map(({ t }) => t);
  const shown = moments.map(({ id, t }) => `${observation.taskName(id)} at ${pointInTime(t)}`);
  const evidence: EventId[] = moments.map(({ seq }) => seq).slice(0, 8);
  if (Math.max(...at) - Math.min(...at) <= MILLISECOND) return holds(listed(shown), evidence);
  return contradicted(
    `not at one time: ${listed(shown)}`,
    evidence,
    'one after another, and their waits overlap',
  );
}

function lifeText({ task, from, to }: Life, observation: Subject['observation']): string {
  return `${observation.taskName(task)} ${pointInTime(from)} to ${pointInTime(to)}`;
}

interface Life {
  readonly task: number;
  readonly from: Nanoseconds;
  readonly to: Nanoseconds;
  readonly seqs: readonly EventId[];
}

function livesOf(tasks: readonly TaskHistory[]): Life[] {
  return tasks
    .flatMap(({ id, steps, finish }) => {
      const [first] = steps;
      const last = finish ?? steps.at(-1);
      return first === undefined || last === undefined
        ? []
        : [{ task: id, from: first.t, to: last.t, seqs: [first.seq, last.seq] }];
    })
    .sort((a, b) => a.from - b.from);
}
