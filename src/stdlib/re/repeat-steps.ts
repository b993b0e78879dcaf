// Repetitions. Those of a single character, which are most, run in a loop and leave one choice; all others go round
// a counted net of steps.

import { type CharacterTest, unitTest } from './characters.js';
import { firstTest, flagsInside } from './first-characters.js';
import type { Matcher, Step } from './matcher.js';
import { type RepeatNode, type Sequence, UNLIMITED } from './nodes.js';
import type { StepBuilder } from './steps.js';

/** `rest` is what follows in the same sequence. */
export function repeatSteps(
  builder: StepBuilder,
  node: RepeatNode,
  flags: number,
  next: Step,
  rest: Sequence,
): Step {
  const unit = singleCharacter(node.body, flags);
  if (unit !== undefined) return unitRepeat(node, unit, firstTest(rest, flags), next);
  if (node.mode === 'possessive') return possessiveRepeat(builder, node, flags, next);
  return countedRepeat(builder, node, flags, next);
}

function singleCharacter(body: Sequence, flags: number): CharacterTest | undefined {
  const [only] = body;
  if (only === undefined || body.length !== 1) return undefined;
  switch (only.kind) {
    case 'literal':
    case 'any':
    case 'set':
      return unitTest(only, flags);
    case 'group':
      if (only.number !== undefined) return undefined;
      return singleCharacter(only.body, flagsInside(flags, only.addFlags, only.removeFlags));
    default:
      return undefined;
  }
}

/** How far the characters reach that are accepted, at most to `limit`. */
function scan(matcher: Matcher, test: CharacterTest, limit: number): number {
  let { at } = matcher;
  while (at < limit && test(matcher.code(at))) at++;
  return at;
}

function unitRepeat(
  node: RepeatNode,
  test: CharacterTest,
  following: CharacterTest | undefined,
  next: Step,
): Step {
  const { least } = node;
  const most = node.most === UNLIMITED ? Number.POSITIVE_INFINITY : node.most;
  if (node.mode === 'lazy') return lazyUnitRepeat(least, most, test, next);
  if (node.mode === 'possessive') {
    return (matcher) => {
      const end = scan(matcher, test, Math.min(matcher.end, matcher.at + most));
      if (end - matcher.at < least) return undefined;
      matcher.at = end;
      return next;
    };
  }
  /** Goes on at the last position down to `bound` where what follows can begin. */
  const goOn = (matcher: Matcher, last: number, bound: number): Step | undefined => {
    let end = last;
    if (following !== undefined) {
      while (end >= bound && !(end < matcher.end && following(matcher.code(end)))) end--;
    }
    if (end < bound) return undefined;
    if (end > bound) matcher.choose(shorter, end, bound);
    matcher.at = end;
    return next;
  };
  const shorter: Step = (matcher) => goOn(matcher, matcher.at - 1, matcher.bound);
  return (matcher) => {
    const { at } = matcher;
    const end = scan(matcher, test, Math.min(matcher.end, at + most));
    return end - at < least ? undefined : goOn(matcher, end, at + least);
  };
}

function lazyUnitRepeat(least: number, most: number, test: CharacterTest, next: Step): Step {
  const longer: Step = (matcher) => {
    const { at, bound } = matcher;
    if (at >= bound || !test(matcher.code(at))) return undefined;
    matcher.at = at + 1;
    if (at + 1 < bound) matcher.choose(longer, at + 1, bound);
    return next;
  };
  return (matcher) => {
    const { at } = matcher;
    const limit = Math.min(matcher.end, at + most);
    const end = scan(matcher, test, Math.min(limit, at + least));
    if (end - at < least) return undefined;
    matcher.at = end;
    if (end < limit) matcher.choose(longer, end, limit);
    return next;
  };
}

/** Registers: how many rounds there were, and where the last round that was not due began. */
function countedRepeat(builder: StepBuilder, node: RepeatNode, flags: number, next: Step): Step {
  const { least, most, mode } = node;
  const [rounds, begin] = [builder.newRegister(), builder.newRegister()];
  const canRepeat = (matcher: Matcher): boolean =>
    (most === UNLIMITED || matcher.register(rounds) < most) && matcher.at !== matcher.register(begin);
  const goRound = (matcher: Matcher): Step => {
    matcher.set(rounds, matcher.register(rounds) + 1);
    matcher.set(begin, matcher.at);
    return body;
  };
  const isDue = (matcher: Matcher): boolean => {
    const count = matcher.register(rounds);
    if (count >= least) return false;
    matcher.set(rounds, count + 1);
    return true;
  };
  const again: Step = (matcher) => (canRepeat(matcher) ? goRound(matcher) : undefined);
  const greedy: Step = (matcher) => {
    if (isDue(matcher)) return body;
    if (!canRepeat(matcher)) return next;
    matcher.choose(next, matcher.at, 0);
    return goRound(matcher);
  };
  const lazy: Step = (matcher) => {
    if (isDue(matcher)) return body;
    matcher.choose(again, matcher.at, 0);
    return next;
  };
  const round = mode === 'lazy' ? lazy : greedy;
  const body: Step = builder.sequence(node.body, flags, round);
  return (matcher) => {
    matcher.set(rounds, 0);
    matcher.set(begin, -1);
    return round;
  };
}

/** Each round is kept as it first matched. */
function possessiveRepeat(builder: StepBuilder, node: RepeatNode, flags: number, next: Step): Step {
  const { least, most } = node;
  const [rounds, begin, height] = [builder.newRegister(), builder.newRegister(), builder.newRegister()];
  const round: Step = (matcher) => {
    const count = matcher.register(rounds);
    matcher.set(height, matcher.height);
    if (count >= least) {
      const canRepeat = most === UNLIMITED || count < most;
      if (!canRepeat || matcher.at === matcher.register(begin)) return next;
      matcher.choose(next, matcher.at, 0);
      matcher.set(begin, matcher.at);
    }
    matcher.set(rounds, count + 1);
    return body;
  };
  const done: Step = (matcher) => {
    matcher.cut(matcher.register(height));
    return round;
  };
  const body: Step = builder.sequence(node.body, flags, done);
  return (matcher) => {
    matcher.set(rounds, 0);
    matcher.set(begin, -1);
    return round;
  };
}
