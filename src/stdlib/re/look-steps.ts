// Lookahead, lookbehind and atomic groups: parts whose choices are forgotten once they have matched.

import type { Step } from './matcher.js';
import type { LookNode, Sequence } from './nodes.js';
import type { StepBuilder } from './steps.js';

/** `(?>...)` */
export function atomicSteps(builder: StepBuilder, body: Sequence, flags: number, next: Step): Step {
  const height = builder.newRegister();
  const done: Step = (matcher) => {
    matcher.cut(matcher.register(height));
    return next;
  };
  const inner = builder.sequence(body, flags, done);
  return (matcher) => {
    matcher.set(height, matcher.height);
    return inner;
  };
}

/** `(?=...)` and its kin. `back` is how far a lookbehind steps back. */
export function lookSteps(
  builder: StepBuilder,
  node: LookNode,
  back: number,
  flags: number,
  next: Step,
): Step {
  const [height, position] = [builder.newRegister(), builder.newRegister()];
  if (node.negated) {
    const done: Step = (matcher) => {
      // With the way past the assertion.
      matcher.cut(matcher.register(height));
      return undefined;
    };
    const inner = builder.sequence(node.body, flags, done);
    return (matcher) => {
      const { at } = matcher;
      if (at < back) return next;
      matcher.set(height, matcher.height);
      matcher.choose(next, at, 0);
      matcher.at = at - back;
      return inner;
    };
  }
  const done: Step = (matcher) => {
    matcher.cut(matcher.register(height));
    matcher.at = matcher.register(position);
    return next;
  };
  const inner = builder.sequence(node.body, flags, done);
  return (matcher) => {
    const { at } = matcher;
    if (at < back) return undefined;
    matcher.set(height, matcher.height);
    matcher.set(position, at);
    matcher.at = at - back;
    return inner;
  };
}
