// "It runs in three threads", "runs in the main thread", "in a background thread", "in two processes": where the
// code of the note itself ran.

import type { EventId } from '../../../trace/events.js';
import { isFunction } from '../../program/nodes.js';
import { clausesOf, isDenied, isSupposed } from '../reading/clauses.js';
import { functionsNamed } from '../reading/names.js';
import { countsIn } from '../reading/quantities.js';
import type { Claim, ClaimRule, Subject } from '../rule.js';
import { blankCode } from '../sentence.js';
import { contradicted, holds, type Judgement } from '../verdict.js';
import { quoted } from '../wording.js';
import { workerThread } from './worker-thread.js';

const RUNS =
  /\b(?:runs?|ran|(?:is|are|was|were) (?:run|executed|called)|executes?|works?)\b[^.;,]{0,30}?\b(?:in|on|inside) (?:(?:the |a |an |its own |another |separate |different |background |worker |child |new |main |own |\w+ )+?)(?:worker |background |separate |different |child )?(thread|process)(?:e?s)?\b/i;

export const runsOn: ClaimRule = {
  id: 'runs-on',
  summary:
    'in which threads or processes the code runs: "it runs in three threads", "runs in the main process"',
  about: 'run',
  read: (sentence, subject) =>
    // Work of executors is worker-thread's.
    workerThread.read(sentence, subject).length > 0
      ? []
      : clausesOf(sentence.text).flatMap((clause): Claim[] => {
          const words = blankCode(clause.text);
          const match = RUNS.exec(words);
          if (match === null || isSupposed(words) || isDenied(words.slice(0, match.index))) return [];
          const judgement = judge(clause.text, words.slice(0, match.index), match, subject);
          return judgement === null ? [] : [{ quote: quoted(clause, match), judgement }];
        }),
};

function judge(clause: string, before: string, match: RegExpExecArray, subject: Subject): Judgement | null {
  const { observation } = subject;
  const ran = threadsOf(clause, before, subject);
  if (ran === null || ran.threads.length === 0) return null;
  const isProcess = /^process/i.test(match[1] ?? '');
  const processOf = new Map([...observation.of('thread.start')].map(({ id, process }) => [id, process ?? 0]));
  const places = new Set(ran.threads.map((id) => (isProcess ? (processOf.get(id) ?? 0) : id)));
  const noun = isProcess ? 'process' : 'thread';
  const others = [...places].filter((id) => id !== 0).length;
  // On the main thread and on others, too: which of the runs is meant is not said.
  if (others > 0 && others < places.size) return null;
  const counted =
    others === 0
      ? `the main ${noun}`
      : `${others} ${others === 1 ? noun : isProcess ? 'processes' : 'threads'} of its own`;
  const observed = `${ran.what} ran in ${others === 0 ? counted : `${others} ${noun}${others === 1 ? '' : isProcess ? 'es' : 's'} other than the main one`}`;
  const phrase = match[0];
  if (/\bmain\b/i.test(phrase))
    return others === 0 ? holds(observed, ran.evidence) : contradicted(observed, ran.evidence);
  const [claimed] = countsIn(phrase, noun);
  if (claimed !== undefined) {
    const isRight = others > 0 ? claimed.count === others : claimed.count === 1;
    return isRight ? holds(observed, ran.evidence) : contradicted(observed, ran.evidence, String(others));
  }
  if (!/\b(?:background|worker|separate|different|another|own|child|new)\b/i.test(phrase)) return null;
  return others > 0 ? holds(observed, ran.evidence) : contradicted(observed, ran.evidence);
}

interface Ran {
  readonly what: string;
  readonly threads: readonly number[];
  readonly evidence: readonly EventId[];
}

/** The body of the function that the clause names or that the note defines; else, of "it" and "this", the lines. */
function threadsOf(
  clause: string,
  before: string,
  { statements, listing, observation }: Subject,
): Ran | null {
  const named = functionsNamed(clause, listing);
  const defined = statements.flatMap(({ node }) => (isFunction(node) ? node : []));
  const [node, ...more] = named.length > 0 ? named : defined;
  if (more.length > 0) return null;
  if (
    !/^\s*(?:(?:it|this|the (?:call|function|line|code|work|callback|body)|which|that|\x60_*\x60)?\s*(?:then |always |therefore )?|runs? )$/i.test(
      before,
    )
  )
    return null;
  const linenos =
    node === undefined
      ? statements.map(({ first }) => first)
      : listing.statements.filter((each) => each.function === node).map(({ first }) => first);
  const histories = linenos.flatMap((lineno) => observation.line(lineno) ?? []);
  const threads = new Set(histories.flatMap((each) => [...each.threads]));
  const calls = node === undefined ? calledIn({ statements, observation, listing }) : null;
  return {
    what: node === undefined ? 'it' : `${node.name}()`,
    threads: calls ?? [...threads],
    evidence: histories.map(({ first }) => first).slice(0, 4),
  };
}

/** "The call runs on ...": where the functions of the program ran that the lines call or hand on. */
function calledIn({
  statements,
  observation,
  listing,
}: Pick<Subject, 'statements' | 'observation' | 'listing'>): number[] | null {
  const here = new Set(statements);
  const called = listing.calls
    .filter(({ statement }) => here.has(statement))
    .flatMap(({ name }) => listing.functions.get(name) ?? []);
  if (called.length === 0) return null;
  const linenos = statements.map(({ first }) => first);
  const direct = [...observation.of('return')].filter(({ seq }) =>
    observation.calledFrom(seq).some((at) => linenos.includes(at)),
  );
  return direct.length === 0 ? null : [...new Set(direct.map(({ thread }) => thread))];
}
