// `shlex.split`, `quote` and `join`: words as a shell takes a command line apart.

import { valueError } from '../../objects/exceptions.js';

/** Everything that a shell takes as it is. */
const SAFE = /^[\w@%+=:,./-]+$/;

export function quote(text: string): string {
  if (text === '') return "''";
  // biome-ignore lint/suspicious/noControlCharactersInRegex: only words of ASCII need no quotes
  if (SAFE.test(text) && /^[\x00-\x7f]*$/.test(text)) return text;
  return `'${text.replaceAll("'", `'"'"'`)}'`;
}

export interface LexerRules {
  readonly posix: boolean;
  readonly commenters: string;
  readonly wordchars: string;
  readonly whitespace: string;
  readonly whitespaceSplit: boolean;
  readonly quotes: string;
  readonly escape: string;
  readonly escapedQuotes: string;
  readonly punctuation: string;
}

/** Where the characters come from: one at a time, or the rest of a line. */
export interface CharacterSource {
  /** The next character, or an empty text at the end. */
  next(): string;
  skipLine(): void;
  /** Gives a character back, to be read again. */
  pushBack(char: string): void;
  /** The line has ended. */
  newLine(): void;
}

/** The state after the last token: the end of the text has been seen. */
export type LexerState = 'between' | 'ended';

export interface TokenResult {
  /** Null at the end, where tokens may be empty. */
  readonly token: string | null;
  readonly state: LexerState;
  /** A character that is a token of its own and comes next. */
  readonly pushed: string | null;
}

/** One token. What a character means depends on where it stands: between words, in one, in quotes, after an escape. */
export class TokenReader {
  #token = '';
  #quoted = false;
  #pushed: string | null = null;

  constructor(
    readonly rules: LexerRules,
    readonly source: CharacterSource,
  ) {}

  read(state: LexerState): TokenResult {
    const ended = state === 'ended' ? this.#end() : this.#between();
    const isEmpty = this.rules.posix && !this.#quoted && this.#token === '';
    return { token: isEmpty ? null : this.#token, state: ended ? 'ended' : 'between', pushed: this.#pushed };
  }

  #end(): boolean {
    this.source.next();
    return true;
  }

  #next(): string {
    const char = this.source.next();
    if (char === '\n') this.source.newLine();
    return char;
  }

  get #isToken(): boolean {
    return this.#token !== '' || (this.rules.posix && this.#quoted);
  }

  #skipComment(): void {
    this.source.skipLine();
    this.source.newLine();
  }

  /** Each of these reads to the end of the token; true where the text has ended. */
  #between(): boolean {
    const { rules } = this;
    for (;;) {
      const char = this.#next();
      if (char === '') return true;
      if (rules.whitespace.includes(char)) {
        if (this.#isToken) return false;
      } else if (rules.commenters.includes(char)) this.#skipComment();
      else if (rules.posix && rules.escape.includes(char)) return this.#escaped();
      else if (rules.wordchars.includes(char)) {
        this.#token = char;
        return this.#word();
      } else if (rules.punctuation.includes(char)) {
        this.#token = char;
        return this.#punctuation();
      } else if (rules.quotes.includes(char)) {
        if (!rules.posix) this.#token = char;
        return this.#inQuotes(char);
      } else if (rules.whitespaceSplit) {
        this.#token = char;
        return this.#word();
      } else {
        this.#token = char;
        return false;
      }
    }
  }

  #inQuotes(sign: string): boolean {
    const { rules } = this;
    this.#quoted = true;
    for (;;) {
      const char = this.#next();
      if (char === '') throw valueError('No closing quotation');
      if (char === sign) {
        if (rules.posix) return this.#word();
        this.#token += char;
        return false;
      }
      if (rules.posix && rules.escape.includes(char) && rules.escapedQuotes.includes(sign)) {
        const next = this.#afterEscape();
        // Between quotes an escape only stands for itself and for the quotes.
        if (next !== char && next !== sign) this.#token += char;
        this.#token += next;
      } else this.#token += char;
    }
  }

  #afterEscape(): string {
    const char = this.#next();
    if (char === '') throw valueError('No escaped character');
    return char;
  }

  #escaped(): boolean {
    this.#token += this.#afterEscape();
    return this.#word();
  }

  #word(): boolean {
    const { rules } = this;
    for (;;) {
      const char = this.#next();
      if (char === '') return true;
      if (rules.whitespace.includes(char)) {
        if (this.#isToken) return false;
        return this.#between();
      }
      if (rules.commenters.includes(char)) {
        this.#skipComment();
        if (!rules.posix) continue;
        if (this.#isToken) return false;
        return this.#between();
      }
      if (rules.posix && rules.quotes.includes(char)) return this.#inQuotes(char);
      if (rules.posix && rules.escape.includes(char)) return this.#escaped();
      const belongs =
        rules.wordchars.includes(char) ||
        rules.quotes.includes(char) ||
        (rules.whitespaceSplit && !rules.punctuation.includes(char));
      if (belongs) {
        this.#token += char;
        continue;
      }
      if (rules.punctuation !== '') this.source.pushBack(char);
      else this.#pushed = char;
      if (this.#isToken) return false;
      return this.#between();
    }
  }

  #punctuation(): boolean {
    const { rules } = this;
    for (;;) {
      const char = this.#next();
      if (char === '') return true;
      if (rules.whitespace.includes(char)) return false;
      if (rules.commenters.includes(char)) {
        this.#skipComment();
        if (rules.posix) return false;
      } else if (rules.punctuation.includes(char)) this.#token += char;
      else {
        this.source.pushBack(char);
        return false;
      }
    }
  }
}
