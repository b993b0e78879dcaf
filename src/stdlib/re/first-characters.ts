// What a part of a pattern must begin with, so that ways that can not lead on are not taken.

import { type CharacterTest, unitTest } from './characters.js';
import { type Node, type Sequence, TYPE_FLAGS } from './nodes.js';

/** The flags inside a group that changes them. */
export function flagsInside(flags: number, add: number, remove: number): number {
  const kept = (add & TYPE_FLAGS) === 0 ? flags : flags & ~TYPE_FLAGS;
  return (kept | add) & ~remove;
}

/** A test for the first character; undefined for a part that may match nothing, or begins in too many ways. */
export function firstTest(sequence: Sequence, flags: number): CharacterTest | undefined {
  for (const node of sequence) {
    // Places and assertions take no character: what comes behind them must begin here, too.
    if (node.kind === 'place' || node.kind === 'look') continue;
    return firstOfNode(node, flags);
  }
  return undefined;
}

function firstOfNode(node: Node, flags: number): CharacterTest | undefined {
  switch (node.kind) {
    case 'literal':
    case 'any':
    case 'set':
      return unitTest(node, flags);
    case 'group':
      return firstTest(node.body, flagsInside(flags, node.addFlags, node.removeFlags));
    case 'atomic':
      return firstTest(node.body, flags);
    case 'repeat':
      return node.least > 0 ? firstTest(node.body, flags) : undefined;
    case 'branch':
      return firstOfAny(node.alternatives, flags);
    default:
      return undefined;
  }
}

function firstOfAny(alternatives: readonly Sequence[], flags: number): CharacterTest | undefined {
  const tests: CharacterTest[] = [];
  for (const body of alternatives) {
    const test = firstTest(body, flags);
    if (test === undefined) return undefined;
    tests.push(test);
  }
  return (code) => tests.some((test) => test(code));
}

/** The characters that a pattern must begin with, where they are always the same. */
export function literalPrefix(sequence: Sequence): string {
  let prefix = '';
  for (const node of sequence) {
    if (node.kind === 'literal') prefix += String.fromCodePoint(node.code);
    else {
      if (node.kind === 'group' && node.addFlags === 0) prefix += literalPrefix(node.body);
      break;
    }
  }
  return prefix;
}
