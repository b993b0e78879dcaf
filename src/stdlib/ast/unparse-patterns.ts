// The patterns of `match` as source.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute, getAttributeOr } from '../../objects/attributes.js';
import { valueError } from '../../objects/exceptions.js';
import { toArray } from '../../objects/iteration.js';
import type { Value } from '../../objects/object.js';
import { repr, str } from '../../objects/repr.js';
import { typeOf } from '../../objects/types.js';
import { isNode } from './nodes.js';
import { type ExpressionWriter, PRECEDENCE } from './unparse-expressions.js';

const list = (node: Value, field: string): Value[] => toArray(getAttribute(node, field));
const nameOf = (node: Value, field: string): string | null => {
  const value = getAttributeOr(node, field) ?? null;
  return value === null ? null : str(value);
};

export class PatternWriter {
  constructor(
    readonly machine: KernelMachine,
    readonly expressions: ExpressionWriter,
  ) {}

  write(node: Value, precedence: number = PRECEDENCE.test): string {
    switch (typeOf(node).name) {
      case 'MatchValue':
        return this.expressions.write(getAttribute(node, 'value'));
      case 'MatchSingleton':
        return repr(getAttribute(node, 'value'));
      case 'MatchStar':
        return `*${nameOf(node, 'name') ?? '_'}`;
      case 'MatchSequence':
        return `[${this.#all(node, 'patterns')}]`;
      case 'MatchMapping':
        return this.#mapping(node);
      case 'MatchClass':
        return this.#classPattern(node);
      case 'MatchAs':
        return this.#as(node, precedence);
      case 'MatchOr': {
        const parts = list(node, 'patterns').map((part) => this.write(part, PRECEDENCE.bitOr + 1));
        const inner = parts.join(' | ');
        return precedence > PRECEDENCE.bitOr ? `(${inner})` : inner;
      }
      default:
        throw valueError(`${repr(node)} can not be written as source`);
    }
  }

  #all(node: Value, field: string): string {
    return list(node, field)
      .map((part) => this.write(part))
      .join(', ');
  }

  #mapping(node: Value): string {
    const patterns = list(node, 'patterns');
    const items = list(node, 'keys').map(
      (key, index) => `${this.expressions.write(key)}: ${this.write(patterns[index] ?? null)}`,
    );
    const rest = nameOf(node, 'rest');
    if (rest !== null) items.push(`**${rest}`);
    return `{${items.join(', ')}}`;
  }

  #classPattern(node: Value): string {
    const named = list(node, 'kwd_patterns');
    const parts = list(node, 'patterns').map((part) => this.write(part));
    for (const [index, name] of list(node, 'kwd_attrs').entries())
      parts.push(`${str(name)}=${this.write(named[index] ?? null)}`);
    return `${this.expressions.write(getAttribute(node, 'cls'), PRECEDENCE.atom)}(${parts.join(', ')})`;
  }

  #as(node: Value, precedence: number): string {
    const name = nameOf(node, 'name');
    const pattern = getAttributeOr(node, 'pattern') ?? null;
    if (name === null) return '_';
    if (!isNode(this.machine, pattern, 'pattern')) return name;
    const inner = `${this.write(pattern, PRECEDENCE.bitOr)} as ${name}`;
    return precedence > PRECEDENCE.test ? `(${inner})` : inner;
  }
}
