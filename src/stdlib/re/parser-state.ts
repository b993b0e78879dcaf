// What the parser of patterns knows beside its place in the text: the flags and the groups so far.

import { strRepr } from '../../objects/str-repr.js';
import { MAX_GROUPS, NO_WIDTH, type Sequence, type Width, widthOf } from './nodes.js';
import { PatternProblem, type PatternSource, type PatternWarning } from './pattern-source.js';

/** Where the parser stands. */
export interface Context {
  readonly isVerbose: boolean;
  /** How many groups stand around. */
  readonly depth: number;
}

type Parse = (source: PatternSource, state: ParserState, context: Context) => Sequence;

/** How the contents of groups are parsed: with all alternatives, or one sequence. */
export interface Inside {
  readonly alternatives: Parse;
  readonly sequence: Parse;
}

export class ParserState {
  readonly names = new Map<string, number>();
  readonly warnings: PatternWarning[] = [];
  /** Where the pattern asks for groups by number that may come later. */
  readonly #asked = new Map<number, number>();
  /** By number; undefined while a group is open. Group 0 is the whole. */
  readonly #widths: (Width | undefined)[] = [undefined];
  /** How many groups there were where the outermost lookbehind began. */
  #lookbehindGroups: number | undefined;

  constructor(
    public flags: number,
    /** The code point of a character's name. */
    readonly lookUpName: (name: string) => number | undefined,
  ) {}

  /** Group 0 included. */
  get groupCount(): number {
    return this.#widths.length;
  }

  /** `nameSize` is how far behind the source's position the name begins. */
  openGroup(source: PatternSource, name: string | undefined, nameSize: number): number {
    const number = this.#widths.length;
    this.#widths.push(undefined);
    if (number >= MAX_GROUPS) throw source.problem('too many groups');
    if (name === undefined) return number;
    const other = this.names.get(name);
    if (other !== undefined) {
      throw source.problem(
        `redefinition of group name ${strRepr(name)} as group ${number}; was group ${other}`,
        nameSize,
      );
    }
    this.names.set(name, number);
    return number;
  }

  closeGroup(number: number, body: Sequence): void {
    this.#widths[number] = this.width(body);
  }

  width(body: Sequence): Width {
    return widthOf(body, this.#widths);
  }

  isClosed(group: number): boolean {
    return this.#widths[group] !== undefined;
  }

  /** A reference needs a group that is closed, and inside a lookbehind one from before it. */
  checkReference(source: PatternSource, group: number, size: number): void {
    if (!this.isClosed(group)) throw source.problem('cannot refer to an open group', size);
    this.checkLookbehind(source, group);
  }

  checkLookbehind(source: PatternSource, group: number): void {
    if (this.#lookbehindGroups === undefined) return;
    if (!this.isClosed(group)) throw source.problem('cannot refer to an open group');
    if (group >= this.#lookbehindGroups) {
      throw source.problem('cannot refer to group defined in the same lookbehind subpattern');
    }
  }

  /** Parses the inside of a lookbehind. */
  inLookbehind<T>(parse: () => T): T {
    const outer = this.#lookbehindGroups;
    this.#lookbehindGroups ??= this.groupCount;
    const parsed = parse();
    this.#lookbehindGroups = outer;
    return parsed;
  }

  askFor(group: number, position: number): void {
    if (!this.#asked.has(group)) this.#asked.set(group, position);
  }

  /** At the end of the pattern every group that was asked for must be there. */
  checkAsked(): void {
    for (const [group, position] of this.#asked) {
      if (group >= this.groupCount) throw new PatternProblem(`invalid group reference ${group}`, position);
    }
  }

  /** The widths of all groups, for what is worked out later. */
  get widths(): readonly Width[] {
    return this.#widths.map((width) => width ?? NO_WIDTH);
  }
}
