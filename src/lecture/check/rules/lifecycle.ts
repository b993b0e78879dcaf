// "creates a new event loop, runs it to completion, then closes the loop", "calls `shutdown(wait=True)`", "schedules
// it as a task", "before `asyncio.run` closes the loop".

import type { EventId, TraceEvent } from '../../../trace/events.js';
import { type Clause, clausesOf, isDenied, isSupposed } from '../reading/clauses.js';
import { functionsNamed } from '../reading/names.js';
import type { Claim, ClaimRule, Subject } from '../rule.js';
import { contradicted, holds, imprecise, type Judgement } from '../verdict.js';
import { listed } from '../wording.js';

interface Pattern {
  readonly words: RegExp;
  readonly judge: (subject: Subject, clause: Clause, text: string) => Judgement | null;
}

export const lifecycle: ClaimRule = {
  id: 'lifecycle',
  summary:
    'loops, tasks and pools come and go: "creates a new event loop", "closes the loop", "calls `shutdown(wait=True)`"',
  about: 'run',
  read: ({ text }, subject) =>
    clausesOf(text).flatMap((clause): Claim[] => {
      if (isSupposed(clause.text)) return [];
      return PATTERNS.flatMap(({ words, judge }): Claim[] => {
        const match = words.exec(clause.text);
        if (match === null || isDenied(clause.text.slice(0, match.index))) return [];
        const judgement = judge(subject, clause, text);
        return judgement === null ? [] : [{ quote: match[0], judgement }];
      });
    }),
};

const PATTERNS: readonly Pattern[] = [
  {
    words: /\b(?:creates|starts|makes|sets up) (?:a |the )?(?:new |fresh )?event loop\b/i,
    judge: (subject) => first(loopStarts(subject), 'an event loop was started'),
  },
  {
    words: /\b(?:a )?(?:new|fresh) event loop\b/i,
    judge: ({ observation, lines, calls }) => {
      const fetched = calls.find(
        ({ api }) => api === 'asyncio.get_running_loop' || api === 'asyncio.get_event_loop',
      );
      if (fetched === undefined || observation.eventsAt(lines, 'loop.start').length > 0) return null;
      if (observation.mainTask === null || !observation.hasRun(lines)) return null;
      return contradicted(`\`${fetched.name}\` gave the loop that was running`, [], 'the running event loop');
    },
  },
  {
    words:
      /\b(?:runs?|calls?|executes?|invokes?)\b[^.;]{0,30}\bcallbacks?\b[^.;]{0,20}\b(?:immediately|at once|right away|directly|on the spot)\b/i,
    judge: ({ observation, lines }) => {
      const queued = observation
        .eventsAt(lines, 'ready.enter')
        .filter(({ target }) => target.kind === 'callback');
      const names = [...new Set(queued.map(({ target }) => target.text))];
      if (queued.length === 0) return null;
      return contradicted(
        `${listed(names)} was put into the ready queue`,
        seqs(queued),
        'puts the callback into the ready queue',
      );
    },
  },
  {
    words: /\b(?:closes|shuts down) the (?:event )?loop\b/i,
    judge: (subject, _clause, text) => closes(subject, text),
  },
  {
    words: /\bcalls `(\w+)\(\)` to (?:get|create|obtain)/i,
    judge: (subject, clause) => callsMain(subject, clause),
  },
  {
    words: /\bruns?\b.{0,60}\bto completion\b/i,
    judge: (subject) => completes(subject),
  },
  {
    words: /\bshutdown\(wait=True\)/i,
    judge: ({ observation, lines }) => {
      const events = observation.eventsAt(lines, 'executor.shutdown');
      if (events.length === 0) return null;
      const waiting = events.filter(({ wait }) => wait);
      return waiting.length > 0
        ? first(waiting, 'the executor was shut down and waited for')
        : contradicted('the executor was shut down without waiting', seqs(events));
    },
  },
  {
    words:
      /\b(?:schedules|wraps|launches|spawns|runs|creates|starts)\b.{0,60}\b(?:as (?:an? )?(?:\w+ )?`?tasks?`?|in the background|independent `?tasks?`?)\b/i,
    judge: ({ observation, lines }) => {
      const events = observation.eventsAt(lines, 'task.create');
      const names = events.map(({ id }) => observation.taskName(id));
      return first(events, `${listed(names)} became ${names.length === 1 ? 'a task' : 'tasks'}`);
    },
  },
  {
    words:
      /\b(?:starts? (?:running )?(?:immediately|at once|right away)|runs? immediately|begins? (?:executing |running )?immediately|(?:is|are|was|were) started (?:immediately|at once|right away)|starts? to run (?:immediately|at once|right away))\b/i,
    judge: (subject) => startsAtOnce(subject),
  },
  {
    words:
      /\b(?:none of (?:them|these)|(?:it|they|the (?:task|coroutine)s?)?\s*(?:does|do) not|doesn't)\s+(?:actually )?(?:starts?|begins?|runs?)\b.{0,40}\b(?:until|immediately|yet|at once)\b/i,
    judge: (subject) => startsLater(subject),
  },
];

function first(events: readonly TraceEvent[], observed: string): Judgement | null {
  return events.length === 0 ? null : holds(observed, seqs(events));
}

function seqs(events: readonly TraceEvent[]): EventId[] {
  return events.map(({ seq }) => seq).slice(0, 8);
}

function loopStarts({ observation, lines }: Subject): TraceEvent[] {
  return observation.eventsAt(lines, 'loop.start');
}

/** "ensures worker threads are cleaned up before `asyncio.run` closes the event loop" */
function closes({ observation }: Subject, text: string): Judgement | null {
  const [close] = [...observation.of('loop.close')];
  if (close === undefined) return null;
  if (!/\bbefore\b/.test(text)) return holds('the loop was closed', [close.seq]);
  const shutdowns = [...observation.of('executor.shutdown')];
  const [shutdown] = shutdowns;
  if (shutdown === undefined || !/worker|pool|executor/i.test(text))
    return holds('the loop was closed', [close.seq]);
  return shutdown.seq < close.seq
    ? holds('the executor was shut down, then the loop was closed', [shutdown.seq, close.seq])
    : contradicted('the loop was closed before the executor was shut down', [close.seq, shutdown.seq]);
}

/** The program itself calls `main()`; `asyncio.run` is handed the coroutine. */
function callsMain({ observation, listing, calls }: Subject, clause: Clause): Judgement | null {
  const [called] = functionsNamed(clause.text, listing);
  const run = calls.find(({ api }) => api === 'asyncio.run');
  if (called === undefined || run === undefined) return null;
  const created = [...observation.of('coroutine.create')].find((event) =>
    event.function.endsWith(called.name),
  );
  const [start] = [...observation.of('loop.start')];
  if (created === undefined || start === undefined || created.seq > start.seq) return null;
  return imprecise(
    `\`${called.name}()\` was called before asyncio.run began, which is handed the coroutine object`,
    [created.seq, start.seq],
    `is handed the coroutine object that \`${called.name}()\` gave`,
  );
}

function completes({ observation }: Subject): Judgement | null {
  const finish = observation.mainTask?.finish;
  if (finish === undefined || finish === null) return null;
  const evidence = [finish.seq];
  if (finish.outcome === 'returned') return holds('the main task returned', evidence);
  return contradicted(
    `the main task ${finish.outcome === 'raised' ? `failed with ${finish.value}` : 'was cancelled'}`,
    evidence,
  );
}

/** Every task that the lines made first ran in a later iteration. */
function startsLater(subject: Subject): Judgement | null {
  const { observation, lines } = subject;
  const made = observation.eventsAt(lines, 'task.create');
  const started = made.flatMap(({ id }) => observation.history(id)?.steps[0] ?? []);
  const [create] = made;
  if (create === undefined || started.length === 0) return null;
  const early = started.find((step) => step.iteration === create.iteration);
  if (early === undefined) return holds('they first ran in a later iteration of the loop', seqs(started));
  return contradicted(`${observation.taskName(early.id)} ran in the same iteration`, [early.seq]);
}

/** A task made by `create_task` first runs when its maker gives up the loop. */
function startsAtOnce({ observation, lines }: Subject): Judgement | null {
  const [created] = observation.eventsAt(lines, 'task.create');
  const step = created === undefined ? undefined : observation.history(created.id)?.steps[0];
  if (created === undefined || step === undefined) return null;
  const name = observation.taskName(created.id);
  const evidence = [created.seq, step.seq];
  if (step.iteration === created.iteration && step.task === created.task)
    return holds(`${name} ran at once`, evidence);
  return contradicted(
    `${name} was put into the ready queue; it first ran in iteration ${step.iteration}, after its maker had given up the loop`,
    evidence,
    'starts when the loop gets to it, at the next suspension of the current task',
  );
}
