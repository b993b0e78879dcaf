// `ast.dump`: a tree as text, as it would be made by calls of its classes.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttributeOr } from '../../objects/attributes.js';
import { PyList } from '../../objects/containers.js';
import { typeError } from '../../objects/exceptions.js';
import { toArray } from '../../objects/iteration.js';
import type { PyType, Value } from '../../objects/object.js';
import { repr, str } from '../../objects/repr.js';
import { typeName, typeOf } from '../../objects/types.js';
import { isNode } from './nodes.js';

export interface DumpOptions {
  readonly annotate: boolean;
  readonly attributes: boolean;
  /** What one level is indented by; null for all on one line. */
  readonly indent: string | null;
  readonly showEmpty: boolean;
}

interface Shown {
  readonly text: string;
  /** It has nothing inside, so that it may share a line with others. */
  readonly simple: boolean;
}

export function dump(m: KernelMachine, node: Value, options: DumpOptions): string {
  if (!isNode(m, node, 'AST')) throw typeError(`expected AST, got ${repr(typeName(node))}`);
  return new Dumper(m, options).show(node, 0).text;
}

class Dumper {
  constructor(
    readonly machine: KernelMachine,
    readonly options: DumpOptions,
  ) {}

  show(value: Value, level: number): Shown {
    if (isNode(this.machine, value, 'AST')) return this.#node(value, level + 1);
    if (!(value instanceof PyList)) return { text: repr(value), simple: true };
    if (value.items.length === 0) return { text: '[]', simple: true };
    const items = value.items.map((item) => this.show(item, level + 1).text);
    return { text: `[${this.#lines(items, level + 1)}]`, simple: false };
  }

  #lines(parts: readonly string[], level: number): string {
    const { indent } = this.options;
    if (indent === null) return parts.join(', ');
    const begin = `\n${indent.repeat(level)}`;
    return begin + parts.join(`,${begin}`);
  }

  #node(node: Value, level: number): Shown {
    const cls = typeOf(node);
    const { parts, simple } = this.#fields(node, cls, level);
    let isFlat = simple;
    for (const name of this.options.attributes ? toArray(cls.lookup('_attributes') ?? null).map(str) : []) {
      const value = getAttributeOr(node, name);
      if (value === undefined || (value === null && cls.lookup(name) === null)) continue;
      const shown = this.show(value, level);
      isFlat &&= shown.simple;
      parts.push(`${name}=${shown.text}`);
    }
    if (isFlat && parts.length <= 3)
      return { text: `${cls.name}(${parts.join(', ')})`, simple: parts.length === 0 };
    return { text: `${cls.name}(${this.#lines(parts, level)})`, simple: false };
  }

  #fields(node: Value, cls: PyType, level: number): { parts: string[]; simple: boolean } {
    const parts: string[] = [];
    /** Empty fields by position, which are shown only if something follows. */
    let held: string[] = [];
    let simple = true;
    let named = this.options.annotate;
    const showsAll = this.options.showEmpty || isNode(this.machine, node, 'Constant', 'MatchSingleton');
    for (const name of toArray(getAttributeOr(node, '_fields') ?? null).map(str)) {
      const value = getAttributeOr(node, name);
      if (value === undefined || (value === null && cls.lookup(name) === null)) {
        named = true;
        continue;
      }
      const isEmpty = value === null || (value instanceof PyList && value.items.length === 0);
      if (isEmpty && !showsAll) {
        held.push(repr(value));
        continue;
      }
      if (!named) {
        parts.push(...held);
        held = [];
      }
      const shown = this.show(value, level);
      simple &&= shown.simple;
      parts.push(named ? `${name}=${shown.text}` : shown.text);
    }
    return { parts, simple };
  }
}
