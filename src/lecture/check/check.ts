// Checks a lecture: runs each program, reads the claims of each note by the rules, and holds them against the run.

import { PySyntaxProblem } from '../../../grammar/syntax-error.js';
import { type LectureExample, type LectureProblem, type Note, readLecture } from '../document/lecture.js';
import { Observation } from '../observation/observation.js';
import type { Ran, RunProgram } from '../observation/runner.js';
import { Listing } from '../program/listing.js';
import { type Unexercised, unexercised } from './exercise.js';
import { isForeseen, saysSyntaxError } from './foreseen.js';
import { type ExampleReport, isWrong, type LectureReport, type NoteReport } from './report.js';
import type { Claim, ClaimRule, Subject } from './rule.js';
import { RULES } from './rules.js';
import { type Sentence, sentencesOf } from './sentence.js';
import { placed } from './subject.js';
import { type Edits, editedSource } from './variant.js';
import { type CheckedClaim, gravest } from './verdict.js';

/** Claims that come from elsewhere than the prose. */
export interface MoreClaims {
  /** Those about a note. */
  readonly of: (note: Note, example: LectureExample) => readonly CheckedClaim[];
  /** What is wrong with the file that they come from. */
  readonly problems: readonly LectureProblem[];
}

export const NO_CLAIMS: MoreClaims = { of: () => [], problems: [] };

export interface CheckOptions {
  /** The Markdown's name, as reports show it. */
  readonly file: string;
  readonly run: RunProgram;
  readonly moreClaims?: MoreClaims;
}

export function checkLecture(markdown: string, options: CheckOptions): LectureReport {
  const { moreClaims = NO_CLAIMS } = options;
  const lecture = readLecture(markdown);
  const problems: LectureProblem[] = [...lecture.problems];
  const lineAt = lineCounter(markdown);
  const examples = lecture.examples.map((example): ExampleReport => {
    const name = `${options.file}#example-${example.index}`;
    const { title } = example;
    const trial = new Trial(example, name, options.run);
    problems.push(...trial.problems());
    const notes = example.notes.map((note): NoteReport => {
      const more = moreClaims.of(note, example);
      const read = trial.check(note, lineAt);
      const claims = [...read.claims, ...more];
      return { note, claims, unread: read.unread, verdict: gravest(claims.map(({ verdict }) => verdict)) };
    });
    return { title, name, notes };
  });
  problems.sort((a, b) => a.line - b.line);
  problems.push(...moreClaims.problems);
  return { file: options.file, examples, problems };
}

interface ReadNote {
  readonly claims: CheckedClaim[];
  readonly unread: string[];
}

/** One program of the lecture with its run and the variants that were run. */
class Trial {
  readonly #listing: Listing | null;
  readonly #ran: Ran;
  readonly #observation: Observation | null;
  readonly #problems: LectureProblem[] = [];
  #other: Trial | null | undefined;
  readonly #variants = new Map<string, Observation | null>();

  constructor(
    readonly example: LectureExample,
    readonly name: string,
    readonly run: RunProgram,
  ) {
    const { firstLine, source } = example;
    this.#ran = run(source, name);
    const { trace, problem, lineno } = this.#ran;
    let parsed = true;
    try {
      new Listing(source, null);
    } catch (error) {
      if (!(error instanceof PySyntaxProblem)) throw error;
      parsed = false;
      if (!saysSyntaxError(example))
        this.#problems.push({ line: firstLine + error.lineno - 1, message: `SyntaxError: ${error.message}` });
    }
    this.#listing = parsed && trace !== null ? new Listing(source, trace.header.labels) : null;
    this.#observation =
      this.#listing === null || trace === null ? null : new Observation(trace, this.#listing);
    const isMeant = trace === null ? saysSyntaxError(example) : isForeseen(trace.header.stopReason, example);
    if (parsed && problem !== null && !isMeant)
      this.#problems.push({ line: firstLine + (lineno ?? 1) - 1, message: problem });
  }

  /** What is wrong with the program or with the lines that its notes name. */
  problems(): LectureProblem[] {
    const listing = this.#listing;
    if (listing === null) return this.#problems;
    const missing = this.example.notes.flatMap(({ line, title, spans }) =>
      spans
        .filter((span) => listing.linesOf([span]).length === 0)
        .map(({ first, last }) => ({
          line,
          message: `"${title}": the program has no line ${first === last ? first : `${first} to ${last}`}`,
        })),
    );
    return [...this.#problems, ...missing];
  }

  check(note: Note, lineAt: (offset: number) => number): ReadNote {
    const read: ReadNote = { claims: [], unread: [] };
    const subject = this.#subject(note);
    const sentences = sentencesOf(note);
    if (subject === null) return { claims: [], unread: sentences.map(({ text }) => text) };
    const unrun = unexercised(subject);
    for (const sentence of sentences) {
      const claims = readSentence(sentence, subject, unrun).filter(
        (each) =>
          unrun !== null || !isWrong(each.claim.judgement.verdict) || this.#isSure(each, sentence, note),
      );
      if (claims.length === 0) read.unread.push(sentence.text);
      for (const { rule, claim } of claims) {
        const at = sentence.offsetAt(Math.max(0, sentence.text.indexOf(claim.quote)));
        read.claims.push({ rule: rule.id, quote: claim.quote, line: lineAt(at), ...claim.judgement });
      }
    }
    // A note that says itself that the code never runs is not to be told so.
    if (
      unrun !== null &&
      !read.claims.some(({ rule, verdict }) => rule === 'executions' && verdict === 'holds')
    ) {
      const { quote, judgement } = unrun.claim;
      read.claims.unshift({ rule: 'exercise', quote, line: note.line, ...judgement });
    }
    return read;
  }

  /**
   * What is wrong by one clock alone hangs on parts of a millisecond: whether timers that are due one after the other
   * come in one iteration of the loop, which a real computer decides now so, now so.
   */
  #isSure({ rule, claim: { quote } }: Read, sentence: Sentence, note: Note): boolean {
    const other = this.#otherTrial();
    const subject = other === null ? null : other.#subject(note);
    if (subject === null) return true;
    const same = rule.read(sentence, subject).find((claim) => claim.quote === quote);
    return same === undefined || isWrong(same.judgement.verdict);
  }

  /** The program by the other clock; null where it ends otherwise by that. */
  #otherTrial(): Trial | null {
    if (this.#other !== undefined) return this.#other;
    const header = this.#ran.trace?.header;
    const clock = header?.options.clock === 'model' ? 'reference' : 'model';
    const trial = new Trial(this.example, this.name, (source, name) => this.run(source, name, clock));
    const isAlike = trial.#ran.trace?.header.stopReason === header?.stopReason;
    this.#other = isAlike ? trial : null;
    return this.#other;
  }

  #subject(note: Note): Subject | null {
    const listing = this.#listing;
    const observation = this.#observation;
    if (listing === null || observation === null) return null;
    const lines = listing.linesOf(note.spans);
    if (lines.length === 0) return null;
    const variant = (edits: Edits): Observation | null => this.#variant(listing, edits);
    return { example: this.example, note, listing, observation, variant, ...placed(listing, lines) };
  }

  #variant(listing: Listing, edits: Edits): Observation | null {
    const source = editedSource(listing, edits);
    const known = this.#variants.get(source);
    if (known !== undefined) return known;
    const { trace } = this.run(source, `${this.name} (edited)`);
    const observation =
      trace === null ? null : new Observation(trace, new Listing(source, trace.header.labels));
    this.#variants.set(source, observation);
    return observation;
  }
}

interface Read {
  readonly rule: ClaimRule;
  readonly claim: Claim;
}

/** Of code that never ran, what is said of the run is held against the variant that runs it, if there is one. */
function readSentence(sentence: Sentence, subject: Subject, unrun: Unexercised | null): Read[] {
  return RULES.flatMap((rule) => {
    if (unrun === null || rule.about === 'program') {
      return rule.read(sentence, subject).map((claim) => ({ rule, claim }));
    }
    if (unrun.variant === null) return [];
    return rule.read(sentence, unrun.variant).map((claim) => ({ rule, claim: asTried(claim, unrun) }));
  });
}

/** What holds in a variant was still not exercised by the lecture's program. */
function asTried({ quote, judgement }: Claim, { offer }: Unexercised): Claim {
  const observed = `with ${offer ?? 'a variant'}: ${judgement.observed}`;
  const verdict = judgement.verdict === 'holds' ? 'not exercised' : judgement.verdict;
  return { quote, judgement: { ...judgement, verdict, observed, evidence: [] } };
}

/** Tells the line (from 1) of a place in the text. */
function lineCounter(text: string): (offset: number) => number {
  const starts = [0];
  for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) starts.push(i + 1);
  return (offset) => {
    const next = starts.findIndex((start) => start > offset);
    return next < 0 ? starts.length : next;
  };
}
