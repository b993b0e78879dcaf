// "runs on a worker thread", "on two separate worker threads", "off the event loop's thread", "on the main thread".

import type { EventId } from '../../../trace/events.js';
import { clausesOf, isDenied, isSupposed } from '../reading/clauses.js';
import { functionsNamed } from '../reading/names.js';
import { countsIn } from '../reading/quantities.js';
import type { Claim, ClaimRule, Subject } from '../rule.js';
import { blankCode } from '../sentence.js';
import { contradicted, holds, type Judgement } from '../verdict.js';
import { quoted } from '../wording.js';

const WORKER =
  /\b(?:(?:on|in|to|by) (?:a|the|an?other|one of the|(?:\w+ )?(?:separate|different)|its own|two|three|four|\d+) ?(?:\w+ ){0,2}?(?:worker|background|pool|separate|executor|helper)[- ]?threads?|off the (?:event )?loop(?:'s)? thread|(?:in|on) the (?:thread )?pool)\b/i;
const MAIN = /\b(?:on|in) the (?:main|event loop(?:'s)?|loop(?:'s)?) thread\b/i;

export const workerThread: ClaimRule = {
  id: 'worker-thread',
  summary:
    'which thread runs it: "on a worker thread", "on two separate worker threads", "on the main thread"',
  about: 'run',
  read: ({ text }, subject) =>
    clausesOf(text).flatMap((clause): Claim[] => {
      const words = blankCode(clause.text);
      if (isSupposed(words) || /\bwhen called\b/i.test(text)) return [];
      const onMain = MAIN.exec(words);
      const match = onMain ?? WORKER.exec(words);
      if (match === null || isDenied(words.slice(0, match.index))) return [];
      const judgement = judge(onMain === null, match[0], text, subject);
      return judgement === null ? [] : [{ quote: quoted(clause, match), judgement }];
    }),
};

function judge(onWorker: boolean, phrase: string, text: string, subject: Subject): Judgement | null {
  const ran = ranOn(text, subject);
  if (ran === null || ran.threads.size === 0) return null;
  const { observation } = subject;
  const names = [...ran.threads]
    .map((id) => observation.threadName(id))
    .slice(0, 6)
    .join(', ');
  const observed = `${ran.what} ran on ${ran.threads.size === 1 ? 'the thread' : `${ran.threads.size} threads:`} ${names}`;
  const workers = [...ran.threads].filter((id) => id !== 0);
  if (!onWorker) {
    return workers.length === 0
      ? holds(observed, ran.evidence)
      : contradicted(observed, ran.evidence, 'on a worker thread');
  }
  // Some here, some there: which calls are meant is not said.
  if (workers.length > 0 && workers.length < ran.threads.size) return null;
  if (workers.length === 0) return contradicted(observed, ran.evidence, 'on the main thread');
  const [count] = countsIn(phrase, 'thread');
  if (count === undefined || count.count === workers.length) return holds(observed, ran.evidence);
  return contradicted(
    observed,
    ran.evidence,
    `on ${workers.length} worker thread${workers.length === 1 ? '' : 's'}`,
  );
}

interface RanOn {
  readonly what: string;
  readonly threads: ReadonlySet<number>;
  readonly evidence: readonly EventId[];
}

/** The threads of the pool work that the note's lines or tasks submitted, else those of a function that is named. */
function ranOn(text: string, subject: Subject): RanOn | null {
  const { observation, listing } = subject;
  const functions = functionsNamed(text, listing);
  const plain = functions.filter(({ kind }) => kind === 'FunctionDef');
  // A coroutine is no work of a pool: where it runs is another rule's.
  if (functions.length > 0 && plain.length === 0) return null;
  const here = submittedHere(subject);
  if (here !== null) return here;
  const [named] = plain;
  if (named !== undefined && plain.length === 1) {
    const calls = [...observation.of('call', 'line')].filter((event) =>
      (event.type === 'call' ? [event] : (event.calls ?? [])).some((call) =>
        call.function.endsWith(named.name),
      ),
    );
    return {
      what: `${named.name}()`,
      threads: new Set(calls.map(({ thread }) => thread)),
      evidence: calls.map(({ seq }) => seq).slice(0, 8),
    };
  }
  return null;
}

function submittedHere({ observation, lines }: Subject): RanOn | null {
  const made = new Set(observation.eventsAt(lines, 'task.create').map(({ id }) => id));
  const works = observation.works.filter(
    ({ submitted }) =>
      lines.includes(submitted.line) || (submitted.task !== null && made.has(submitted.task)),
  );
  const started = works.flatMap(({ started: each }) => each ?? []);
  if (started.length === 0) return null;
  return {
    what: `the work`,
    threads: new Set(started.map(({ thread }) => thread)),
    evidence: started.map(({ seq }) => seq).slice(0, 8),
  };
}
