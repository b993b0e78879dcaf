// "not 2.7 seconds (which would be the sequential sum)": how long it would have taken one after another.

import type { EventId } from '../../../trace/events.js';
import type { Nanoseconds } from '../../../trace/time.js';
import type { TaskHistory } from '../../observation/observation.js';
import { serialTime } from '../../observation/serial.js';
import { roundedSpan } from '../../observation/units.js';
import { clausesOf } from '../reading/clauses.js';
import { agrees, spansIn } from '../reading/quantities.js';
import type { ClaimRule, Subject } from '../rule.js';
import { contradicted, holds } from '../verdict.js';
import { listed } from '../wording.js';

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
function serialSum(subject: Subject): Sum | null {
  const { observation } = subject;
  const tasks = tasksMeant(subject);
  const duration = tasks.length < 2 ? null : serialTime(tasks, observation);
  if (duration === null) return null;
  const text = listed(tasks.map(({ id }) => observation.taskName(id)));
  return { text, duration, evidence: tasks.flatMap(({ created }) => created.seq).slice(0, 8) };
}

/** Those that the lines made; else all but the main one, if they were made together. */
function tasksMeant({ observation, lines }: Subject): TaskHistory[] {
  const made = new Set(observation.eventsAt(lines, 'task.create').map(({ id }) => id));
  const here = observation.tasks.filter(({ id }) => made.has(id));
  if (here.length > 1) return here;
  const others = observation.tasks.filter(({ id }) => id !== observation.mainTask?.id);
  return new Set(others.map(({ created }) => created.iteration)).size === 1 ? others : [];
}
