// A pattern ready to run: its steps, and the search for the first place where they lead to the end.

import type { CharacterTest } from './characters.js';
import { firstTest, literalPrefix } from './first-characters.js';
import { accept, Matcher, type Step } from './matcher.js';
import { Flag, type Sequence, type Width } from './nodes.js';
import type { ParsedPattern } from './parser.js';
import { StepBuilder } from './steps.js';
import type { Subject } from './subject.js';

/** Where a match begins and ends, and its groups. */
export interface Found {
  readonly start: number;
  readonly end: number;
  /** Start and end of each group, -1 for one that took no part. */
  readonly marks: readonly number[];
  /** The group that was closed last; -1 if none was. */
  readonly lastIndex: number;
}

export type MatchMode = 'search' | 'match' | 'fullmatch';

export class Program {
  readonly #start: Step;
  readonly #registerCount: number;
  readonly #lastIndexRegister: number;
  readonly #first: CharacterTest | undefined;
  /** What every match begins with, letter for letter. */
  readonly #prefix: string;
  /** A match can only begin where the text does. */
  readonly #isAnchored: boolean;

  constructor(
    readonly groupCount: number,
    body: Sequence,
    flags: number,
    width: (body: Sequence) => Width,
  ) {
    const builder = new StepBuilder(groupCount, width);
    this.#start = builder.sequence(body, flags, accept);
    this.#registerCount = builder.registerCount;
    this.#lastIndexRegister = builder.lastIndexRegister;
    this.#first = firstTest(body, flags);
    this.#prefix = (flags & Flag.IGNORECASE) === 0 ? literalPrefix(body) : '';
    const [node] = body;
    const isLineStart = node?.kind === 'place' && node.place === 'line start';
    this.#isAnchored =
      (isLineStart && (flags & Flag.MULTILINE) === 0) ||
      (node?.kind === 'place' && node.place === 'string start');
  }

  /** `emptyAt` is where the match must not end: where it would be empty again; -1 for nowhere. */
  run(subject: Subject, mode: MatchMode, from: number, end: number, emptyAt = -1): Found | undefined {
    if (from > end) return undefined;
    const matcher = new Matcher(subject, end);
    matcher.mustReachEnd = mode === 'fullmatch';
    matcher.emptyAt = emptyAt;
    const last = mode === 'search' && !this.#isAnchored ? end : from;
    for (let at = from; at <= last; at++) {
      if (mode === 'search') at = this.#nextStart(matcher, at);
      if (at > last) return undefined;
      if (matcher.matchAt(this.#start, at, this.#registerCount)) return this.#found(matcher, at);
    }
    return undefined;
  }

  /** The next position where a match can begin. */
  #nextStart(matcher: Matcher, from: number): number {
    const { subject, end } = matcher;
    if (this.#prefix !== '' && subject.codes === null) {
      const found = subject.text.indexOf(this.#prefix, from);
      return found < 0 ? end + 1 : found;
    }
    const first = this.#first;
    if (first === undefined) return from;
    let at = from;
    while (at < end && !first(matcher.code(at))) at++;
    return at < end ? at : end + 1;
  }

  #found(matcher: Matcher, start: number): Found {
    const marks: number[] = [];
    for (let group = 0; group < this.groupCount; group++) {
      const [from, to] = [matcher.register(2 * group), matcher.register(2 * group + 1)];
      marks.push(...(from < 0 || to < 0 ? [-1, -1] : [from, to]));
    }
    return { start, end: matcher.at, marks, lastIndex: matcher.register(this.#lastIndexRegister) };
  }
}

export function makeProgram(parsed: ParsedPattern): Program {
  return new Program(parsed.groupCount, parsed.body, parsed.flags, (body) => parsed.state.width(body));
}
