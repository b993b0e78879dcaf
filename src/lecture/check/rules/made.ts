// "starts three workers", "two tasks are created", "four calls are submitted to the pool", "a pool of two threads",
// "five items are put into the queue", "in total four lines are printed here", "returns a list of two results".

import type { EventId } from '../../../trace/events.js';
import { ownNodes } from '../../program/listing.js';
import { isFunction } from '../../program/nodes.js';
import { clausesOf, isDenied, isSupposed } from '../reading/clauses.js';
import { linesPrinted } from '../reading/printed-text.js';
import { type Count, countsIn } from '../reading/quantities.js';
import type { Claim, ClaimRule, Subject } from '../rule.js';
import { blankCode, type Sentence } from '../sentence.js';
import { contradicted, holds } from '../verdict.js';

interface Counted {
  readonly what: string;
  readonly count: number;
  readonly evidence: readonly EventId[];
}

interface Pattern {
  /** Nouns in the singular. */
  readonly nouns: string;
  /** What the clause has to say of them. */
  readonly verb: RegExp;
  /** Every number that may be meant; none where the lines do nothing of the kind. */
  readonly counts: (subject: Subject) => Counted[];
}

const MAKES =
  /\b(?:creat(?:es?|ed|ing)|start(?:s|ed|ing)?|launch(?:es|ed)?|spawn(?:s|ed)?|schedul(?:es?|ed)|makes?|made|adds?|added|sets? up|are running|runs?|there are|of|keeps?|holds?|has)\b/i;

const PATTERNS: readonly Pattern[] = [
  {
    nouns:
      'task|worker|thread|process|job|coroutine|producer|consumer|fetch|download|request|client|child|instance|call|server|runner|player|customer|philosopher|car',
    verb: MAKES,
    counts: (subject) => started(subject),
  },
  {
    nouns: 'call|job|task|function|work item|download|request|piece|unit|work|computation',
    verb: /\b(?:submit(?:s|ted)?|hand(?:s|ed)?|given?|gives|offload(?:s|ed)?|sent|sends)\b/i,
    counts: ({ observation, lines }) => {
      const works = observation.eventsAt(lines, 'executor.submit');
      return counted(
        'submitted',
        works.map(({ seq }) => seq),
      );
    },
  },
  {
    nouns: 'thread|worker|process',
    verb: /\b(?:pool|worker|thread|available|max_workers|process)/i,
    counts: (subject) => poolSizes(subject),
  },
  {
    nouns: 'item|job|number|value|message|task|element|plate|url|order|thing|entry',
    verb: /\b(?:puts?|fills?|filled|adds?|added|go(?:es)? into|enqueued?|enqueues)\b.*\bqueue\b/i,
    counts: ({ observation, lines }) => {
      const put = observation.eventsAt(lines, 'sync.release').filter(({ kind }) => kind === 'queue');
      return counted(
        'put into the queue',
        put.map(({ seq }) => seq),
      );
    },
  },
  {
    nouns: 'thread|process|queue|lock|event|coroutine|object|instance|worker',
    verb: /\b(?:creat(?:es?|ed|ing)|makes?|made|builds?|built|prepares?|prepared|set up)\b/i,
    counts: (subject) => built(subject),
  },
  {
    nouns: 'line|message|text',
    verb: /\bprint(?:s|ed)?\b/i,
    counts: ({ observation, lines }) => [
      ...counted(
        'printed',
        linesPrinted(observation.eventsAt(lines, 'output')).map(({ seq }) => seq),
      ),
      ...counted(
        'printed',
        linesPrinted(observation.outputsIn(lines)).map(({ seq }) => seq),
      ),
    ],
  },
];

export const made: ClaimRule = {
  id: 'made',
  summary: 'how many are made at the lines: "starts three workers", "four calls are submitted to the pool"',
  about: 'run',
  read: (sentence, subject) =>
    clausesOf(sentence.text).flatMap((clause) =>
      isSupposed(clause.text) ? [] : numbers(clause.text, clause.start, sentence, subject),
    ),
};

function numbers(clause: string, start: number, { text, offsetAt }: Sentence, subject: Subject): Claim[] {
  const words = blankCode(clause);
  const read = PATTERNS.flatMap(({ nouns, verb, counts }) => {
    const found = countsIn(clause, nouns).filter((each) => !isRelative(each, clause));
    const [claimed] = found;
    if (claimed === undefined || found.length > 1 || !verb.test(words)) return [];
    if (claimed.isDenied || isDenied(words.slice(0, claimed.start)) || claimed.precision === 'at most')
      return [];
    const known = counts(subject);
    return known.length === 0 ? [] : [{ claimed, known: [...known, ...eachTime(known, subject)] }];
  });
  const [meant] = read;
  const first = meant?.known[0];
  if (meant === undefined || first === undefined) return [];
  const { claimed } = meant;
  const quote = claimed.text;
  const same = read.flatMap(({ known }) => known).find(({ count }) => count === claimed.count);
  if (same !== undefined) return [{ quote, judgement: holds(same.what, same.evidence) }];
  // A part of them, or as many in each of several rounds, may be meant.
  if (isPartial(clause, claimed) || /\b(?:each|every|per|round|iteration)\b/i.test(text)) return [];
  const digits = /^\d/.test(claimed.text) ? claimed.end - claimed.start : null;
  const replacement =
    digits === null
      ? null
      : { offset: offsetAt(start + claimed.start), length: digits, text: String(first.count) };
  return [{ quote, judgement: contradicted(first.what, first.evidence, String(first.count), replacement) }];
}

/** Where the lines run several times, how many at each. */
function eachTime(known: readonly Counted[], { statements, observation }: Subject): Counted[] {
  const first = statements.find(({ node }) => !isFunction(node));
  const rounds = first === undefined ? 0 : observation.timesRun(first.first);
  if (rounds < 2) return [];
  return known.map(({ what, count, evidence }) => ({
    what: `${what} in ${rounds} rounds`,
    count: count / rounds,
    evidence,
  }));
}

/** "two of the tasks", "the first two tasks", "the other two", "two more": a part of them. */
function isRelative({ start, text }: Count, clause: string): boolean {
  const before = clause.slice(0, start);
  return (
    /\b(?:in|on|the (?:first|last|other|next|remaining)|of the|of these|another|these|those|up to|at least|at most|more than|fewer than|only|any|same)\s*$/i.test(
      before,
    ) || /\bof (?:the|them|these|those)\b|\bmore\b|\bother\b/i.test(text)
  );
}

function isPartial(clause: string, { end }: Count): boolean {
  return /^\s*(?:\w+\s+(?:and|plus)\b|of\b|more\b|other\b|are (?:left|done|pending|still|cancelled)|at a time|at once)/i.test(
    clause.slice(end),
  );
}

/** Tasks, threads, processes that were started at the lines, coroutines that were made there. */
function started({ observation, lines }: Subject): Counted[] {
  const tasks = observation.eventsAt(lines, 'task.create').map(({ seq }) => seq);
  const threads = observation
    .eventsAt(lines, 'thread.start')
    .filter(({ executor, process }) => executor === null && process === undefined)
    .map(({ seq }) => seq);
  const processes = observation.eventsAt(lines, 'process.start').map(({ seq }) => seq);
  const coroutines = observation.eventsAt(lines, 'coroutine.create').map(({ seq }) => seq);
  const works = observation.eventsAt(lines, 'executor.submit').map(({ seq }) => seq);
  const kinds = [
    ...counted('tasks', tasks),
    ...counted('threads', threads),
    ...counted('processes', processes),
    ...counted('calls for a pool', works),
  ];
  return kinds.length === 0 ? [] : [...kinds, ...counted('coroutines', coroutines)];
}

function counted(what: string, seqs: readonly EventId[]): Counted[] {
  if (seqs.length === 0) return [];
  return [{ what: `${seqs.length} ${what}`, count: seqs.length, evidence: seqs.slice(0, 8) }];
}

/** A comprehension over `range(3)` or over a list that is written out, alone at the lines. */
function built({ statements, listing }: Subject): Counted[] {
  const [only, ...more] = statements;
  if (only === undefined || more.length > 0) return [];
  const found = [...ownNodes(only.node)].flatMap((node) =>
    (node.kind === 'ListComp' || node.kind === 'GeneratorExp' || node.kind === 'SetComp') &&
    node.elt.kind === 'Call'
      ? node
      : [],
  );
  const [comprehension] = found;
  const [loop, ...inner] = comprehension?.generators ?? [];
  if (found.length !== 1 || loop === undefined || inner.length > 0 || loop.ifs.length > 0) return [];
  const { iter } = loop;
  const count =
    iter.kind === 'List' || iter.kind === 'Tuple'
      ? iter.elts.length
      : Number(/^range\((\d+)\)$/.exec(listing.code(iter))?.[1] ?? 'none');
  if (!Number.isInteger(count)) return [];
  return [{ what: `\`${listing.code(iter)}\` gives ${count}`, count, evidence: [] }];
}

/** `max_workers` as it is written at the lines, and the workers that there were. */
function poolSizes({ calls, listing, observation }: Subject): Counted[] {
  const pools = calls.filter(({ name, api }) =>
    /(?:Thread|Process)PoolExecutor$|(?:^|\.)Pool$/.test(api ?? name),
  );
  const [pool, ...more] = pools;
  if (pool === undefined || more.length > 0) return [];
  const given =
    pool.node.keywords.find(({ arg }) => arg === 'max_workers' || arg === 'processes')?.value ??
    pool.node.args[0];
  if (given?.kind !== 'Constant') return [];
  const size = Number(listing.code(given));
  if (!Number.isInteger(size)) return [];
  const workers = [...observation.of('thread.start')].filter(({ executor }) => executor !== null);
  return [
    { what: `the pool has ${size} worker${size === 1 ? '' : 's'}`, count: size, evidence: [] },
    ...counted(
      'workers',
      workers.map(({ seq }) => seq),
    ),
  ];
}
