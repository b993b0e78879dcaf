// "not 2.7 seconds (which would be the sequential sum)": how long it would have taken one after another.

import type { EventId, WaitTarget } from '../../../trace/events.js';
import type { Nanoseconds } from '../../../trace/time.js';
import type { TaskHistory } from '../../observation/observation.js';
import { roundedSpan } from '../../observation/units.js';
import { clausesOf } from '../reading/clauses.js';
import { agrees, spansIn } from '../reading/quantities.js';
import type { ClaimRule, Subject } from '../rule.js';
import { contradicted, holds } from '../verdict.js';

const SERIAL =
  /\b(?:sequential(?:ly)?|serial(?:ly)?|one after (?:the other|another)|back to back|sum of (?:all|the|their))\b/i;

export const serialTotal: ClaimRule = {
  id: 'serial-total',
  summary: 'the time without overlap: "not 2.7 seconds, which would be the sequential sum"',
  about: 'run',
  read: ({ text, offsetAt }, subject) => {
    const clauses = clausesOf(text);
    return spansIn(text).flatMap((span) => {
      const own = clauses.findLastIndex(({ start }) => start <= span.start);
      const [here, next] = [clauses[own]?.text ?? '', clauses[own + 1]?.text ?? ''];
      const isHypothetical = span.isDenied || /\bwould\b/i.test(here);
      if (!isHypothetical || !(SERIAL.test(here) || (SERIAL.test(next) && !spansIn(next).length))) return [];
      const sum = serialSum(subject);
      if (sum === null) return [];
      const observed = `one after another, ${sum.text} would take ${roundedSpan(sum.duration)}`;
      const { quote } = span;
      if (agrees(span.nanoseconds, sum.duration, span.precision))
        return [{ quote, judgement: holds(observed, sum.evidence) }];
      const wording = String(Number((sum.duration / span.unit).toFixed(2)));
      const { digits } = span;
      const replacement =
        digits === null ? null : { offset: offsetAt(span.start), length: digits.length, text: wording };
      return [
        { quote, judgement: contradicted(observed, sum.evidence, roundedSpan(sum.duration), replacement) },
      ];
    });
  },
};

interface Sum {
  readonly text: string;
  readonly duration: Nanoseconds;
  readonly evidence: readonly EventId[];
}

/** Of the tasks that the main one made: their own computing and waiting, added up. */
function serialSum({ observation }: Subject): Sum | null {
  const main = observation.mainTask;
  const tasks = observation.tasks.filter(
    ({ id, finish }) => id !== main?.id && finish?.outcome === 'returned',
  );
  if (tasks.length < 2) return null;
  const duration = tasks.reduce((sum, task) => sum + ownTime(task, observation), 0);
  const names = tasks
    .slice(0, 4)
    .map(({ id }) => observation.taskName(id))
    .join(', ');
  const more = tasks.length > 4 ? ` and ${tasks.length - 4} more` : '';
  return { text: names + more, duration, evidence: tasks.flatMap(({ created }) => created.seq).slice(0, 8) };
}

/** What a wait is for whose length is the task's own: others are waits for other tasks. */
const OWN_WAITS: ReadonlySet<WaitTarget['kind']> = new Set(['sleep', 'executor', 'time.sleep']);

/** Steps, and waits as long as they were asked for: not the time in the ready queue. */
function ownTime({ id, suspensions }: TaskHistory, { facts }: Subject['observation']): Nanoseconds {
  const computing = facts.steps
    .filter(({ task }) => task === id)
    .reduce((sum, step) => sum + step.duration, 0);
  return suspensions.reduce((sum, { event, resumed }) => {
    if (!OWN_WAITS.has(event.waitsFor.kind)) return sum;
    const until = event.waitsFor.deadline ?? resumed?.t ?? event.t;
    return sum + Math.max(0, until - event.t);
  }, computing);
}
