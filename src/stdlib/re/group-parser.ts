// What begins with a parenthesis: groups, flags, comments, assertions, conditionals.

import { isDecimal } from '../../objects/str-case.js';
import { isAscii } from '../../objects/str-text.js';
import { shownName } from './escapes.js';
import { parseFlags } from './flag-parser.js';
import { Flag, MAX_GROUPS, type Node } from './nodes.js';
import type { Context, Inside, ParserState } from './parser-state.js';
import { charCount, type PatternSource } from './pattern-source.js';

/**
 * The opening parenthesis has been taken. Gives undefined for what leaves no trace in the tree, 'flags' for flags of
 * the whole pattern.
 */
export function parseGroup(
  source: PatternSource,
  state: ParserState,
  context: Context,
  canSetFlags: boolean,
  inside: Inside,
): Node | undefined | 'flags' {
  const start = source.position - 1;
  const inner: Context = { ...context, depth: context.depth + 1 };
  const group = new GroupParser(source, state, inner, start, inside);
  if (!source.accept('?')) return group.capture(undefined);
  const sign = source.take();
  switch (sign) {
    case undefined:
      throw source.problem('unexpected end of pattern');
    case 'P':
      return group.named();
    case ':':
      return group.plain(0, 0);
    case '#':
      group.comment();
      return undefined;
    case '=':
    case '!':
      return group.look(false, sign === '!');
    case '<':
      return group.lookbehind();
    case '(':
      return group.conditional();
    case '>': {
      const body = group.body(inner);
      return { kind: 'atomic', body };
    }
    default: {
      const change = parseFlags(source, state, sign);
      if (change === undefined) throw source.problem(`unknown extension ?${sign}`, charCount(sign) + 1);
      if (change !== 'global') return group.plain(change.add, change.remove);
      if (canSetFlags) return 'flags';
      throw source.problem('global flags not at the start of the expression', source.position - start);
    }
  }
}

class GroupParser {
  constructor(
    readonly source: PatternSource,
    readonly state: ParserState,
    readonly context: Context,
    /** Where the parenthesis stands. */
    readonly start: number,
    readonly inside: Inside,
  ) {}

  /** The contents, and the parenthesis that closes them. */
  body(context: Context): readonly Node[] {
    const body = this.inside.alternatives(this.source, this.state, context);
    this.close();
    return body;
  }

  close(): void {
    const { source } = this;
    if (source.accept(')')) return;
    throw source.problem('missing ), unterminated subpattern', source.position - this.start);
  }

  capture(name: string | undefined): Node {
    const { source, state } = this;
    const number = state.openGroup(source, name, charCount(name ?? '') + 1);
    const body = this.body(this.context);
    state.closeGroup(number, body);
    return { kind: 'group', number, addFlags: 0, removeFlags: 0, body };
  }

  plain(addFlags: number, removeFlags: number): Node {
    const isVerbose =
      (this.context.isVerbose || (addFlags & Flag.VERBOSE) !== 0) && (removeFlags & Flag.VERBOSE) === 0;
    const body = this.body({ ...this.context, isVerbose });
    return { kind: 'group', number: undefined, addFlags, removeFlags, body };
  }

  /** `(?P<name>...)`, `(?P=name)` */
  named(): Node {
    const { source, state } = this;
    if (source.accept('<')) {
      const name = source.takeName('>', 'group name');
      source.checkGroupName(name, 1);
      return this.capture(name);
    }
    if (source.accept('=')) {
      const name = source.takeName(')', 'group name');
      source.checkGroupName(name, 1);
      const group = this.numberOf(name);
      state.checkReference(source, group, charCount(name) + 1);
      return { kind: 'reference', group };
    }
    const char = source.take();
    if (char === undefined) throw source.problem('unexpected end of pattern');
    throw source.problem(`unknown extension ?P${char}`, charCount(char) + 2);
  }

  private numberOf(name: string): number {
    const group = this.state.names.get(name);
    if (group !== undefined) return group;
    throw this.source.problem(`unknown group name ${shownName(this.source, name)}`, charCount(name) + 1);
  }

  comment(): void {
    const { source } = this;
    for (;;) {
      if (source.next === undefined) {
        throw source.problem('missing ), unterminated comment', source.position - this.start);
      }
      if (source.take() === ')') return;
    }
  }

  look(behind: boolean, negated: boolean): Node {
    const { source, state, context } = this;
    const parse = (): readonly Node[] => this.inside.alternatives(source, state, context);
    const body = behind ? state.inLookbehind(parse) : parse();
    this.close();
    return { kind: 'look', behind, negated, body };
  }

  lookbehind(): Node {
    const { source } = this;
    const sign = source.take();
    if (sign === undefined) throw source.problem('unexpected end of pattern');
    if (sign === '=' || sign === '!') return this.look(true, sign === '!');
    throw source.problem(`unknown extension ?<${sign}`, charCount(sign) + 2);
  }

  /** `(?(1)yes|no)`, `(?(name)yes|no)` */
  conditional(): Node {
    const { source, state, context } = this;
    const name = source.takeName(')', 'group name');
    const group = this.conditionGroup(name);
    state.checkLookbehind(source, group);
    const yes = this.inside.sequence(source, state, context);
    let no: readonly Node[] | undefined;
    if (source.accept('|')) {
      no = this.inside.sequence(source, state, context);
      if (source.next === '|') throw source.problem('conditional backref with more than two branches');
    }
    this.close();
    return { kind: 'conditional', group, yes, no };
  }

  private conditionGroup(name: string): number {
    const { source, state } = this;
    const size = charCount(name) + 1;
    if (!(isDecimal(name) && isAscii(name))) {
      source.checkGroupName(name, 1);
      return this.numberOf(name);
    }
    const group = Number(name);
    if (group === 0) throw source.problem('bad group number', size);
    if (group >= MAX_GROUPS) throw source.problem(`invalid group reference ${BigInt(name)}`, size);
    state.askFor(group, source.position - size);
    return group;
  }
}
