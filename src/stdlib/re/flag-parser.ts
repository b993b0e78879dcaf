// Flags written into a pattern: `(?i)` for all of it, `(?i-m:...)` for a part.

import { isAlpha } from '../../objects/str-case.js';
import { Flag, TYPE_FLAGS } from './nodes.js';
import type { ParserState } from './parser-state.js';
import { charCount, type PatternProblem, type PatternSource } from './pattern-source.js';

function flagOf(letter: string): number | undefined {
  switch (letter) {
    case 'i':
      return Flag.IGNORECASE;
    case 'L':
      return Flag.LOCALE;
    case 'm':
      return Flag.MULTILINE;
    case 's':
      return Flag.DOTALL;
    case 'x':
      return Flag.VERBOSE;
    case 'a':
      return Flag.ASCII;
    case 'u':
      return Flag.UNICODE;
    default:
      return undefined;
  }
}

function unknown(source: PatternSource, char: string, missing: string): PatternProblem {
  return source.problem(isAlpha(char) ? 'unknown flag' : `missing ${missing}`, charCount(char));
}

export interface FlagChange {
  readonly add: number;
  readonly remove: number;
}

/** `first` has been taken. Undefined when it does not begin flags, 'global' for flags of the whole pattern. */
export function parseFlags(
  source: PatternSource,
  state: ParserState,
  first: string,
): FlagChange | 'global' | undefined {
  let add = 0;
  let sign = first;
  if (first !== '-') {
    if (flagOf(first) === undefined) return undefined;
    [add, sign] = addedFlags(source, first);
  }
  if (sign === ')') {
    state.flags |= add;
    return 'global';
  }
  const remove = sign === '-' ? removedFlags(source) : 0;
  if ((add & remove) !== 0) throw source.problem('bad inline flags: flag turned on and off', 1);
  return { add, remove };
}

/** The flags that are turned on, and the sign behind them. */
function addedFlags(source: PatternSource, first: string): [number, string] {
  let add = 0;
  let letter = first;
  for (;;) {
    const flag = flagOf(letter) ?? 0;
    if (source.isText && letter === 'L') {
      throw source.problem("bad inline flags: cannot use 'L' flag with a str pattern");
    }
    if (!source.isText && letter === 'u') {
      throw source.problem("bad inline flags: cannot use 'u' flag with a bytes pattern");
    }
    add |= flag;
    if ((flag & TYPE_FLAGS) !== 0 && (add & TYPE_FLAGS) !== flag) {
      throw source.problem("bad inline flags: flags 'a', 'u' and 'L' are incompatible");
    }
    const char = source.take();
    if (char === undefined) throw source.problem('missing -, : or )');
    if (char === ')' || char === '-' || char === ':') return [add, char];
    if (flagOf(char) === undefined) throw unknown(source, char, '-, : or )');
    letter = char;
  }
}

function removedFlags(source: PatternSource): number {
  let remove = 0;
  let char = source.take();
  if (char === undefined) throw source.problem('missing flag');
  if (flagOf(char) === undefined) throw unknown(source, char, 'flag');
  for (;;) {
    const flag = flagOf(char) ?? 0;
    if ((flag & TYPE_FLAGS) !== 0) {
      throw source.problem("bad inline flags: cannot turn off flags 'a', 'u' and 'L'");
    }
    remove |= flag;
    char = source.take();
    if (char === undefined) throw source.problem('missing :');
    if (char === ':') return remove;
    if (flagOf(char) === undefined) throw unknown(source, char, ':');
  }
}
