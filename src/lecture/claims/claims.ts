// Claims written as Python beside a lecture: runs the claims file and gives each note what its claims came to.
//
// The file runs once, as a program whose host gives it the module `loopscope`; when it has run, its claims are called
// one after another, each with the trace of the example that its name speaks of. README.md beside this file says how
// claims are written.

import type { Host, HostRaised, HostValue } from '../../base/host.js';
import type { EventId } from '../../trace/events.js';
import type { MoreClaims } from '../check/check.js';
import type { CheckedClaim, Verdict } from '../check/verdict.js';
import { type LectureExample, type LectureProblem, readLecture } from '../document/lecture.js';
import type { RunProgram } from '../observation/runner.js';
import { approx } from './api/approx.js';
import { TraceObject } from './api/trace.js';
import { View } from './api/view.js';
import { type ClaimFunction, readClaims } from './claims-file.js';
import { observed } from './observed.js';
import { variantFunction } from './variants.js';
import { VerdictBlock } from './verdicts.js';

/** Runs a program within a host. Says in one sentence why it ended early, and in which line, or null. */
export type RunHosted = (source: string, name: string, host: Host) => EarlyEnd | null;

export interface EarlyEnd {
  readonly message: string;
  readonly lineno: number | null;
}

export interface ClaimsOptions {
  readonly markdown: string;
  /** The Markdown's name, as reports show it. */
  readonly file: string;
  readonly claims: string;
  /** The claims file's name. */
  readonly claimsFile: string;
  readonly run: RunProgram;
  readonly runHosted: RunHosted;
}

/** How many events a claim shows at most. */
const MAX_EVIDENCE = 8;

export function checkClaims(options: ClaimsOptions): MoreClaims {
  const { examples } = readLecture(options.markdown);
  const { claims, problems } = readClaims(options.claims, examples);
  const trial = new Trial(options, claims, problems);
  trial.run();
  trial.problems.sort((a, b) => a.line - b.line);
  return {
    problems: trial.problems.map((problem) => ({ ...problem, file: options.claimsFile })),
    // The lecture may have been read twice: a note is known by where it stands.
    of: (note, { index }) => trial.judged.get(`${index}:${note.line}`) ?? [],
  };
}

interface Finding {
  readonly verdict: Verdict;
  readonly raised: HostRaised;
}

/** What a claim may ask for about its example. */
interface Subject {
  readonly view: View;
  readonly trace: HostValue;
  readonly variant: HostValue;
}

class Trial {
  readonly problems: LectureProblem[];
  readonly judged = new Map<string, CheckedClaim[]>();
  readonly #subjects = new Map<number, Subject | string>();
  /** Of the claim that is running. */
  #asserts = 0;
  #variants = 0;
  #findings: Finding[] = [];

  constructor(
    readonly options: ClaimsOptions,
    readonly claims: readonly ClaimFunction[],
    problems: readonly LectureProblem[],
  ) {
    this.problems = [...problems];
  }

  run(): void {
    const { claims: source, claimsFile, runHosted } = this.options;
    const report = (verdict: Verdict, raised: HostRaised): void => {
      // In a loop, one finding speaks for all.
      const isNew = this.#findings.every((finding) => finding.raised.lineno !== raised.lineno);
      if (isNew) this.#findings.push({ verdict, raised });
    };
    const contents = {
      approx,
      imprecise: new VerdictBlock('imprecise', report),
      not_exercised: new VerdictBlock('not exercised', report),
    };
    const problem = runHosted(source, claimsFile, {
      modules: [{ name: 'loopscope', contents }],
      asserted: () => {
        this.#asserts++;
      },
      ran: (call) => {
        for (const claim of this.claims) this.#check(claim, call);
      },
    });
    // A file that does not parse has been told of.
    if (problem !== null && this.problems.every(({ message }) => !message.includes('SyntaxError')))
      this.problems.push({ line: problem.lineno ?? 1, message: problem.message });
  }

  #check(claim: ClaimFunction, call: Parameters<Host['ran']>[0]): void {
    const subject = this.#subjectOf(claim.example);
    if (typeof subject === 'string') {
      this.#problem(claim.line, `${claim.name}: ${claim.example.title}: ${subject}`);
      return;
    }
    this.#asserts = 0;
    this.#variants = 0;
    this.#findings = [];
    subject.view.takeTouched();
    const raised = call(
      claim.name,
      claim.requests.map((request) => subject[request]),
    );
    const evidence = subject.view.takeTouched();
    if (raised !== null && raised.type !== 'AssertionError') {
      const message = `${raised.type}${raised.message === '' ? '' : `: ${raised.message}`}${nearName(raised)}`;
      this.#problem(raised.lineno ?? claim.line, `${claim.name}: ${message}`);
      return;
    }
    if (raised !== null) this.#findings.push({ verdict: 'contradicted', raised });
    this.#judge(claim, evidence);
  }

  #judge(claim: ClaimFunction, evidence: readonly EventId[]): void {
    const key = `${claim.example.index}:${claim.note.line}`;
    const judged = this.judged.get(key) ?? [];
    this.judged.set(key, judged);
    const { name, words, note } = claim;
    const said = { rule: 'python', quote: words === '' ? name : words, line: note.line, replacement: null };
    for (const { verdict, raised } of this.#findings) {
      const [seen, suggestion] = told(raised);
      const observed = `${this.options.claimsFile}:${raised.lineno ?? claim.line}: ${seen}`;
      judged.push({ ...said, verdict, observed, suggestion, evidence: evidence.slice(-MAX_EVIDENCE) });
    }
    if (this.#findings.length > 0) return;
    const count = this.#asserts;
    judged.push({
      ...said,
      verdict: count === 0 ? 'not checkable' : 'holds',
      observed: count === 0 ? 'no assert ran' : holding(count, this.#variants),
      suggestion: null,
      evidence: evidence.slice(0, MAX_EVIDENCE),
    });
  }

  #subjectOf(example: LectureExample): Subject | string {
    const known = this.#subjects.get(example.index);
    if (known !== undefined) return known;
    const { file, run } = this.options;
    const name = `${file}#example-${example.index}`;
    const observation = observed(example.source, name, run);
    const title = example.title === '' ? `example ${example.index}` : example.title;
    const view = typeof observation === 'string' ? null : new View(observation);
    const subject =
      typeof observation === 'string' || view === null
        ? `${observation}`
        : {
            view,
            trace: new TraceObject(view, title),
            variant: variantFunction({ observation, name, title }, run, () => {
              this.#variants++;
            }),
          };
    this.#subjects.set(example.index, subject);
    return subject;
  }

  #problem(line: number, message: string): void {
    this.problems.push({ line, message });
  }
}

/** `. Did you mean: 'total'?`, which only the traceback says. */
function nearName({ message, traceback }: HostRaised): string {
  const found = /\. Did you mean: '[^']*'\?$/.exec(traceback.trimEnd())?.[0] ?? '';
  return message.endsWith(found) ? '' : found;
}

function holding(asserts: number, variants: number): string {
  const all = asserts === 1 ? 'its assert holds' : `its ${asserts} asserts hold`;
  return variants === 0 ? all : `${all}; a variant of the program was run`;
}

/** What the assert saw, and its own message: what the note could say instead. */
function told({ message, notes }: HostRaised): [observed: string, suggestion: string | null] {
  if (notes.length === 0) return [message === '' ? 'an assert failed' : message, null];
  return [notes.join('\n'), message === '' ? null : message];
}
