// Syntax trees as nets of steps. A sequence is built from its end, so that every step knows the one behind it.

import { firstTest, flagsInside } from './first-characters.js';
import { atomicSteps, lookSteps } from './look-steps.js';
import type { Step } from './matcher.js';
import type { LookNode, Node, Sequence, Width } from './nodes.js';
import { PatternProblem } from './pattern-source.js';
import { repeatSteps } from './repeat-steps.js';
import { literalStart, literalStep, placeStep, referenceStep, unitStep } from './simple-steps.js';

/** How many characters a lookbehind can step back. */
const FARTHEST = 0xffffffff;

/** Hands out the registers of a pattern: two for each group, one for the group that was closed last, then others. */
export class StepBuilder {
  #next: number;
  /** Holds the number of the group that was closed last. */
  readonly lastIndexRegister: number;

  constructor(
    groupCount: number,
    /** The width of a lookbehind. */
    readonly width: (body: Sequence) => Width,
  ) {
    this.lastIndexRegister = 2 * groupCount;
    this.#next = 2 * groupCount + 1;
  }

  get registerCount(): number {
    return this.#next;
  }

  newRegister(): number {
    return this.#next++;
  }

  sequence(nodes: Sequence, flags: number, next: Step): Step {
    let step = next;
    let index = nodes.length;
    while (index > 0) {
      const end = index;
      index = literalStart(nodes, end, flags);
      if (end - index > 1) step = literalStep(nodes.slice(index, end), step);
      else {
        index = end - 1;
        const node = nodes[index];
        if (node !== undefined) step = this.node(node, flags, step, nodes.slice(end));
      }
    }
    return step;
  }

  /** `rest` is what follows in the same sequence. */
  node(node: Node, flags: number, next: Step, rest: Sequence): Step {
    switch (node.kind) {
      case 'literal':
      case 'any':
      case 'set':
        return unitStep(node, flags, next);
      case 'place':
        return placeStep(node.place, flags, next);
      case 'group': {
        const inner = flagsInside(flags, node.addFlags, node.removeFlags);
        if (node.number === undefined) return this.sequence(node.body, inner, next);
        return this.#capture(node.number, node.body, inner, next);
      }
      case 'branch':
        return this.#branch(node.alternatives, flags, next);
      case 'repeat':
        return repeatSteps(this, node, flags, next, rest);
      case 'atomic':
        return atomicSteps(this, node.body, flags, next);
      case 'look':
        return this.#look(node, flags, next);
      case 'reference':
        return referenceStep(node.group, flags, next);
      case 'conditional': {
        const yes = this.sequence(node.yes, flags, next);
        const no = node.no === undefined ? next : this.sequence(node.no, flags, next);
        const start = 2 * (node.group - 1);
        return (matcher) => {
          const end = matcher.register(start + 1);
          return end >= 0 && end >= matcher.register(start) ? yes : no;
        };
      }
    }
  }

  #capture(group: number, body: Sequence, flags: number, next: Step): Step {
    const start = 2 * (group - 1);
    const lastIndex = this.lastIndexRegister;
    const close: Step = (matcher) => {
      matcher.set(start + 1, matcher.at);
      matcher.set(lastIndex, group);
      return next;
    };
    const inner = this.sequence(body, flags, close);
    return (matcher) => {
      matcher.set(start, matcher.at);
      return inner;
    };
  }

  #branch(alternatives: readonly Sequence[], flags: number, next: Step): Step {
    const ways = alternatives.map((body) => ({
      step: this.sequence(body, flags, next),
      test: firstTest(body, flags),
    }));
    /** Tries the ways from the one at `first` on. */
    const tryFrom =
      (first: number): Step =>
      (matcher) => {
        const { at } = matcher;
        for (let index = first; index < ways.length; index++) {
          const way = ways[index];
          if (way === undefined) break;
          const { test } = way;
          if (test !== undefined && !(at < matcher.end && test(matcher.code(at)))) continue;
          const others = steps[index + 1];
          if (others !== undefined) matcher.choose(others, at, 0);
          return way.step;
        }
        return undefined;
      };
    const steps = ways.map((_way, index) => tryFrom(index));
    return steps[0] ?? next;
  }

  #look(node: LookNode, flags: number, next: Step): Step {
    if (!node.behind) return lookSteps(this, node, 0, flags, next);
    const { least, most } = this.width(node.body);
    if (least > FARTHEST) throw new PatternProblem('looks too much behind', undefined);
    if (least !== most) throw new PatternProblem('look-behind requires fixed-width pattern', undefined);
    return lookSteps(this, node, least, flags, next);
  }
}
