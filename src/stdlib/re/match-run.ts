// A text to be matched within bounds, one match after the other.

import { asSizeArgument } from '../../objects/index.js';
import type { Value } from '../../objects/object.js';
import { PyMatch } from './match.js';
import type { PyPattern } from './pattern.js';
import type { Found, MatchMode } from './program.js';
import type { Subject } from './subject.js';

export class MatchRun {
  readonly subject: Subject;
  readonly position: number;
  readonly end: number;
  #next: number | undefined;
  #emptyAt = -1;

  constructor(
    readonly pattern: PyPattern,
    readonly string: Value,
    position?: Value,
    end?: Value,
  ) {
    this.subject = pattern.subject(string);
    const { length } = this.subject;
    this.position = clamped(position, 0, length);
    this.end = clamped(end, length, length);
    this.#next = this.position;
  }

  /** The next match. One without characters is not found twice in one place. */
  find(mode: MatchMode): Found | undefined {
    if (this.#next === undefined) return undefined;
    const found = this.pattern.program.run(this.subject, mode, this.#next, this.end, this.#emptyAt);
    this.#next = found?.end;
    this.#emptyAt = found !== undefined && found.start === found.end ? found.end : -1;
    return found;
  }

  match(found: Found): PyMatch {
    return new PyMatch(this.pattern, this.string, this.subject, found, this.position, this.end);
  }

  next(mode: MatchMode): PyMatch | undefined {
    const found = this.find(mode);
    return found === undefined ? undefined : this.match(found);
  }
}

function clamped(value: Value | undefined, otherwise: number, length: number): number {
  if (value === undefined) return otherwise;
  return Math.min(Math.max(asSizeArgument(value), 0), length);
}
