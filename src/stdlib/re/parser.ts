// Patterns as syntax trees: alternatives, sequences and repetitions. Sets, escapes and groups have files of their own.

import { exception, overflowError, valueError } from '../../objects/exceptions.js';
import { parseEscape } from './escapes.js';
import { parseGroup } from './group-parser.js';
import { Flag, type Node, type RepeatMode, type Sequence, UNLIMITED } from './nodes.js';
import { type Context, type Inside, ParserState } from './parser-state.js';
import { DIGIT, PatternSource, type PatternWarning } from './pattern-source.js';
import { parseSet } from './set-parser.js';

export interface ParsedPattern {
  readonly body: Sequence;
  readonly flags: number;
  /** Those that capture. */
  readonly groupCount: number;
  readonly names: ReadonlyMap<string, number>;
  readonly state: ParserState;
}

export interface ParserOptions {
  readonly isText: boolean;
  readonly flags: number;
  readonly lookUpName: (name: string) => number | undefined;
  readonly warn: (warnings: readonly PatternWarning[]) => void;
}

/** Throws a `PatternProblem` for what is no pattern. */
export function parsePattern(text: string, options: ParserOptions): ParsedPattern {
  const state = new ParserState(options.flags, options.lookUpName);
  try {
    const source = new PatternSource(text, options.isText);
    const context: Context = { isVerbose: (options.flags & Flag.VERBOSE) !== 0, depth: 0 };
    const body = parseAlternatives(source, state, context);
    const flags = checkedFlags(state.flags, options.isText);
    if (source.next !== undefined) throw source.problem('unbalanced parenthesis');
    state.checkAsked();
    return { body, flags, groupCount: state.groupCount - 1, names: state.names, state };
  } finally {
    options.warn(state.warnings);
  }
}

/** What stands in groups. */
const inside: Inside = { alternatives: parseAlternatives, sequence: parseSequence };

/** The host's stack holds more than any pattern needs, but not everything. */
const MOST_NESTED = 1000;

/** `a|b|c`, up to a closing parenthesis. */
function parseAlternatives(source: PatternSource, state: ParserState, context: Context): Sequence {
  if (context.depth > MOST_NESTED) {
    throw exception('RecursionError', 'maximum recursion depth exceeded');
  }
  const alternatives: Sequence[] = [];
  let { isVerbose } = context;
  do {
    const isFirst = context.depth === 0 && alternatives.length === 0;
    alternatives.push(parseSequence(source, state, { ...context, isVerbose }, isFirst));
    if (context.depth === 0) isVerbose = (state.flags & Flag.VERBOSE) !== 0;
  } while (source.accept('|'));
  const [only] = alternatives;
  return only !== undefined && alternatives.length === 1 ? only : [{ kind: 'branch', alternatives }];
}

/** Flags for the whole pattern may stand where `mayHaveFlags`. */
function parseSequence(
  source: PatternSource,
  state: ParserState,
  context: Context,
  mayHaveFlags = false,
): Sequence {
  const nodes: Node[] = [];
  let { isVerbose } = context;
  for (;;) {
    const { next } = source;
    if (next === undefined || next === '|' || next === ')') return nodes;
    source.take();
    if (isVerbose) {
      if (' \t\n\r\v\f'.includes(next)) continue;
      if (next === '#') {
        skipComment(source);
        continue;
      }
    }
    if (next.startsWith('\\')) nodes.push(parseEscape(source, state, next));
    else if (next === '[') nodes.push(parseSet(source, state));
    else if (next === '.') nodes.push({ kind: 'any' });
    else if (next === '^') nodes.push({ kind: 'place', place: 'line start' });
    else if (next === '$') nodes.push({ kind: 'place', place: 'line end' });
    else if (next === '(') {
      const canSetFlags = mayHaveFlags && nodes.length === 0;
      const group = parseGroup(source, state, { ...context, isVerbose }, canSetFlags, inside);
      if (group === 'flags') isVerbose = (state.flags & Flag.VERBOSE) !== 0;
      else if (group !== undefined) nodes.push(group);
    } else if (!('*+?{'.includes(next) && repeatLast(source, next, nodes))) {
      nodes.push({ kind: 'literal', code: next.codePointAt(0) ?? 0 });
    }
  }
}

function skipComment(source: PatternSource): void {
  for (;;) {
    const char = source.take();
    if (char === undefined || char === '\n') return;
  }
}

/** Puts a repetition in the place of the last node. False for a brace that does not begin one. */
function repeatLast(source: PatternSource, sign: string, nodes: Node[]): boolean {
  const start = source.position;
  const bounds = sign === '{' ? parseBounds(source, start) : boundsOf(sign);
  if (bounds === undefined) return false;
  const size = source.position - start + 1;
  const last = nodes.at(-1);
  if (last === undefined || last.kind === 'place') throw source.problem('nothing to repeat', size);
  if (last.kind === 'repeat') throw source.problem('multiple repeat', size);
  const body = last.kind === 'group' && isPlain(last) ? last.body : [last];
  const mode: RepeatMode = source.accept('?') ? 'lazy' : source.accept('+') ? 'possessive' : 'greedy';
  nodes[nodes.length - 1] = { kind: 'repeat', mode, ...bounds, body };
  return true;
}

/** A group that only holds its contents together. */
function isPlain(node: { number: number | undefined; addFlags: number; removeFlags: number }): boolean {
  return node.number === undefined && node.addFlags === 0 && node.removeFlags === 0;
}

interface Bounds {
  readonly least: number;
  readonly most: number;
}

function boundsOf(sign: string): Bounds {
  if (sign === '?') return { least: 0, most: 1 };
  return { least: sign === '+' ? 1 : 0, most: UNLIMITED };
}

/** `{m,n}`; a brace with anything else in it is a character. */
function parseBounds(source: PatternSource, start: number): Bounds | undefined {
  if (source.next === '}') return undefined;
  const low = source.takeWhile(DIGIT, Number.POSITIVE_INFINITY);
  const high = source.accept(',') ? source.takeWhile(DIGIT, Number.POSITIVE_INFINITY) : low;
  if (!source.accept('}')) {
    source.goTo(start);
    return undefined;
  }
  const least = low === '' ? 0 : count(low);
  const most = high === '' ? UNLIMITED : count(high);
  if (most < least) {
    throw source.problem('min repeat greater than max repeat', source.position - start);
  }
  return { least, most };
}

function count(digits: string): number {
  const value = Number(digits);
  if (value >= UNLIMITED) throw overflowError('the repetition number is too large');
  return value;
}

/** The flags of the whole pattern, checked against its type. */
function checkedFlags(flags: number, isText: boolean): number {
  if (isText) {
    if ((flags & Flag.LOCALE) !== 0) throw valueError('cannot use LOCALE flag with a str pattern');
    if ((flags & Flag.ASCII) === 0) return flags | Flag.UNICODE;
    if ((flags & Flag.UNICODE) !== 0) throw valueError('ASCII and UNICODE flags are incompatible');
    return flags;
  }
  if ((flags & Flag.UNICODE) !== 0) throw valueError('cannot use UNICODE flag with a bytes pattern');
  if ((flags & Flag.LOCALE) !== 0 && (flags & Flag.ASCII) !== 0) {
    throw valueError('ASCII and LOCALE flags are incompatible');
  }
  return flags;
}
