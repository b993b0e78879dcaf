// The machine that patterns run on.
//
// A pattern is a net of steps. A step looks at the subject where the matcher stands, and gives the step that comes
// next, or undefined where this way does not lead on. Then the matcher goes back to the latest choice and takes the
// other way. Choices lie on a stack of the matcher's own, so no pattern and no text exhausts the host's.
//
// Registers hold what going back must undo: where groups begin and end, how often a repetition went round. Each
// change leaves the old value on a trail, and a choice remembers how long the trail was.

import type { Subject } from './subject.js';

export type Step = (matcher: Matcher) => Step | undefined;

/** The step that ends every pattern. */
export const accept: Step = (matcher) => {
  if (matcher.mustReachEnd && matcher.at !== matcher.end) return undefined;
  if (matcher.at === matcher.emptyAt) return undefined;
  return accept;
};

export class Matcher {
  /** The position in the subject. */
  at = 0;
  /** Set for a step that was come back to: the bound that was left with the choice. */
  bound = 0;
  /** For `fullmatch`. */
  mustReachEnd = false;
  /** Where the match must not end, after an empty one there; -1 for nowhere. */
  emptyAt = -1;
  registers: number[] = [];

  readonly #choices: Step[] = [];
  /** For each choice: the position, the length of the trail, the bound. */
  readonly #states: number[] = [];
  /** Pairs of a register and its old value. */
  readonly #trail: number[] = [];

  constructor(
    readonly subject: Subject,
    /** The first position behind the text to match. */
    readonly end: number,
  ) {}

  code(index: number): number {
    return this.subject.codeAt(index);
  }

  register(index: number): number {
    return this.registers[index] ?? -1;
  }

  set(register: number, value: number): void {
    if (this.#choices.length > 0) this.#trail.push(register, this.registers[register] ?? -1);
    this.registers[register] = value;
  }

  /** Leaves the other way that could be taken from `at`. */
  choose(step: Step, at: number, bound: number): void {
    this.#choices.push(step);
    this.#states.push(at, this.#trail.length, bound);
  }

  /** How many choices are open. */
  get height(): number {
    return this.#choices.length;
  }

  /** Forgets the choices above `height`. What registers held before them can still be brought back. */
  cut(height: number): void {
    this.#choices.length = height;
    this.#states.length = height * 3;
  }

  /** The step of the latest choice, with everything as it was. */
  #goBack(): Step | undefined {
    const step = this.#choices.pop();
    if (step === undefined) return undefined;
    this.bound = this.#states.pop() ?? 0;
    const size = this.#states.pop() ?? 0;
    this.at = this.#states.pop() ?? 0;
    const trail = this.#trail;
    while (trail.length > size) {
      const value = trail.pop() ?? -1;
      this.registers[trail.pop() ?? 0] = value;
    }
    return step;
  }

  /** Matches at one position. */
  matchAt(start: Step, position: number, registerCount: number): boolean {
    const { registers } = this;
    for (let index = 0; index < registerCount; index++) registers[index] = -1;
    this.cut(0);
    this.#trail.length = 0;
    this.at = position;
    let step: Step | undefined = start;
    while (step !== undefined) {
      step = step(this) ?? this.#goBack();
      if (step === accept && accept(this) === accept) return true;
    }
    return false;
  }
}
