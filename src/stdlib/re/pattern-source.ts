// The text of a pattern or of a replacement, read from the front: one character at a time, a backslash together with
// what it escapes.

import { isIdentifier } from '../../objects/str-case.js';
import { escapeNonAscii, strRepr } from '../../objects/str-repr.js';
import { isAscii } from '../../objects/str-text.js';

/** What is wrong with a pattern; `index.ts` makes a `re.PatternError` of it. */
export class PatternProblem {
  constructor(
    readonly message: string,
    /** Counted in code points; undefined where no place is to blame. */
    readonly position: number | undefined,
  ) {}
}

/** A warning about a pattern, issued where the pattern is compiled. */
export interface PatternWarning {
  readonly category: 'FutureWarning' | 'DeprecationWarning';
  readonly message: string;
}

export class PatternSource {
  readonly #chars: readonly string[];
  /** Where the reading goes on after `next`. */
  #index = 0;
  /** The character, or the escape, that comes next; undefined at the end. */
  next: string | undefined;

  constructor(
    text: string,
    /** False for a pattern of bytes, read as one character per byte. */
    readonly isText: boolean,
  ) {
    this.#chars = Array.from(text);
    this.#advance();
  }

  #advance(): void {
    const char = this.#chars[this.#index];
    if (char !== '\\') {
      this.next = char;
      if (char !== undefined) this.#index++;
      return;
    }
    const escaped = this.#chars[this.#index + 1];
    if (escaped === undefined) {
      throw new PatternProblem('bad escape (end of pattern)', this.#chars.length - 1);
    }
    this.#index += 2;
    this.next = char + escaped;
  }

  /** Where `next` stands. */
  get position(): number {
    return this.#index - charCount(this.next ?? '');
  }

  /** Takes what comes next. */
  take(): string | undefined {
    const taken = this.next;
    this.#advance();
    return taken;
  }

  /** Takes `char` if it comes next. */
  accept(char: string): boolean {
    if (this.next !== char) return false;
    this.#advance();
    return true;
  }

  goTo(position: number): void {
    this.#index = position;
    this.#advance();
  }

  /** At most `most` characters of a kind. */
  takeWhile(kind: RegExp, most: number): string {
    let taken = '';
    while (taken.length < most && this.next !== undefined && kind.test(this.next)) taken += this.take() ?? '';
    return taken;
  }

  /** The name before `terminator`, which is taken, too. */
  takeName(terminator: string, what: string): string {
    let name = '';
    for (;;) {
      const char = this.take();
      if (char === undefined) {
        if (name === '') throw this.problem(`missing ${what}`);
        throw this.problem(`missing ${terminator}, unterminated name`, charCount(name));
      }
      if (char === terminator) {
        if (name === '') throw this.problem(`missing ${what}`, 1);
        return name;
      }
      name += char;
    }
  }

  checkGroupName(name: string, offset: number): void {
    const isBad = !isIdentifier(name) || !(this.isText || isAscii(name));
    if (!isBad) return;
    const shown = this.isText ? strRepr(name) : escapeNonAscii(strRepr(name));
    throw this.problem(`bad character in group name ${shown}`, charCount(name) + offset);
  }

  /** A problem `back` characters before what comes next. */
  problem(message: string, back = 0): PatternProblem {
    return new PatternProblem(this.isText ? message : escapeNonAscii(message), this.position - back);
  }
}

export function charCount(text: string): number {
  return Array.from(text).length;
}

export const DIGIT = /^[0-9]$/;
export const OCTAL_DIGIT = /^[0-7]$/;
export const HEX_DIGIT = /^[0-9a-fA-F]$/;
export const ASCII_LETTER = /^[a-zA-Z]$/;
