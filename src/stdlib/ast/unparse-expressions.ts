// Expressions as source: every node with as few parentheses as its place needs.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute, getAttributeOr } from '../../objects/attributes.js';
import { intValue, PyFloat, strValue } from '../../objects/boxed.js';
import { isTrue } from '../../objects/compare.js';
import { PyComplex } from '../../objects/complex-number.js';
import { PyTuple } from '../../objects/containers.js';
import { valueError } from '../../objects/exceptions.js';
import { toArray } from '../../objects/iteration.js';
import type { Value } from '../../objects/object.js';
import { repr, str } from '../../objects/repr.js';
import { Ellipsis, typeOf } from '../../objects/types.js';
import { isNode } from './nodes.js';
import { type FormattedPart, writeFormatted } from './unparse-text.js';

/** How tightly an operator binds. What stands at a place that binds tighter gets parentheses. */
export const PRECEDENCE = {
  namedExpr: 1,
  tuple: 2,
  yield: 3,
  test: 4,
  or: 5,
  and: 6,
  not: 7,
  compare: 8,
  bitOr: 9,
  bitXor: 10,
  bitAnd: 11,
  shift: 12,
  arithmetic: 13,
  term: 14,
  factor: 15,
  power: 16,
  await: 17,
  atom: 18,
} as const;

const P = PRECEDENCE;
const next = (precedence: number): number => Math.min(precedence + 1, P.atom);

const BINARY: Readonly<Record<string, readonly [sign: string, precedence: number]>> = {
  Add: ['+', P.arithmetic],
  Sub: ['-', P.arithmetic],
  Mult: ['*', P.term],
  MatMult: ['@', P.term],
  Div: ['/', P.term],
  Mod: ['%', P.term],
  FloorDiv: ['//', P.term],
  LShift: ['<<', P.shift],
  RShift: ['>>', P.shift],
  BitOr: ['|', P.bitOr],
  BitXor: ['^', P.bitXor],
  BitAnd: ['&', P.bitAnd],
  Pow: ['**', P.power],
};

const UNARY: Readonly<Record<string, readonly [sign: string, precedence: number]>> = {
  Invert: ['~', P.factor],
  Not: ['not ', P.not],
  UAdd: ['+', P.factor],
  USub: ['-', P.factor],
};

const COMPARISON: Readonly<Record<string, string>> = {
  Eq: '==',
  NotEq: '!=',
  Lt: '<',
  LtE: '<=',
  Gt: '>',
  GtE: '>=',
  Is: 'is',
  IsNot: 'is not',
  In: 'in',
  NotIn: 'not in',
};

/** A number too large for a float is infinite again when it is read. */
const INFINITE = '1e309';

const kindOf = (node: Value): string => typeOf(node).name;
const list = (node: Value, field: string): Value[] => toArray(getAttribute(node, field));
const text = (node: Value, field: string): string => str(getAttribute(node, field));
const binarySign = (op: Value): readonly [string, number] => BINARY[kindOf(op)] ?? ['?', P.atom];

export const operatorSign = (op: Value): string => binarySign(op)[0];

type Writer = (node: Value, precedence: number) => string;

export class ExpressionWriter {
  readonly #writers: ReadonlyMap<string, Writer>;

  constructor(readonly machine: KernelMachine) {
    this.#writers = new Map(Object.entries(this.#table()));
  }

  /** The source of an expression for a place of that precedence. */
  write(node: Value, precedence: number = P.test): string {
    const writer = this.#writers.get(kindOf(node));
    if (writer === undefined) throw valueError(`${repr(node)} can not be written as source`);
    return writer(node, precedence);
  }

  all(nodes: readonly Value[], precedence?: number): string {
    return nodes.map((node) => this.write(node, precedence)).join(', ');
  }

  /** Items of a tuple: a single one has a comma behind it. */
  #items(nodes: readonly Value[]): string {
    const [only] = nodes;
    return nodes.length === 1 && only !== undefined ? `${this.write(only)},` : this.all(nodes);
  }

  #table(): Record<string, Writer> {
    const field = (node: Value, name: string, precedence?: number): string =>
      this.write(getAttribute(node, name), precedence);
    const optional = (node: Value, name: string, before: string, precedence?: number): string => {
      const value = getAttributeOr(node, name) ?? null;
      return value === null ? '' : before + this.write(value, precedence);
    };
    const grouped = (inner: string, own: number, place: number): string =>
      place > own ? `(${inner})` : inner;
    return {
      Name: (node) => text(node, 'id'),
      Constant: (node) => this.#constant(node),
      NamedExpr: (node, place) =>
        grouped(`${field(node, 'target', P.atom)} := ${field(node, 'value', P.atom)}`, P.namedExpr, place),
      Await: (node, place) => grouped(`await${optional(node, 'value', ' ', P.atom)}`, P.await, place),
      Yield: (node, place) => grouped(`yield${optional(node, 'value', ' ', P.atom)}`, P.yield, place),
      YieldFrom: (node, place) => grouped(`yield from ${field(node, 'value', P.atom)}`, P.yield, place),
      BoolOp: (node, place) => this.#boolean(node, place),
      BinOp: (node, place) => {
        const [sign, own] = binarySign(getAttribute(node, 'op'));
        const isRight = sign === '**';
        const left = field(node, 'left', isRight ? next(own) : own);
        return grouped(`${left} ${sign} ${field(node, 'right', isRight ? own : next(own))}`, own, place);
      },
      UnaryOp: (node, place) => {
        const [sign, own] = UNARY[kindOf(getAttribute(node, 'op'))] ?? ['?', P.atom];
        return grouped(sign + field(node, 'operand', own), own, place);
      },
      Compare: (node, place) => {
        const rest = list(node, 'comparators');
        const parts = list(node, 'ops').map(
          (op, index) =>
            ` ${COMPARISON[kindOf(op)] ?? '?'} ${this.write(rest[index] ?? null, next(P.compare))}`,
        );
        return grouped(field(node, 'left', next(P.compare)) + parts.join(''), P.compare, place);
      },
      IfExp: (node, place) => {
        const body = field(node, 'body', next(P.test));
        const test = field(node, 'test', next(P.test));
        return grouped(`${body} if ${test} else ${field(node, 'orelse', P.test)}`, P.test, place);
      },
      Lambda: (node, place) => {
        const parameters = this.parameters(getAttribute(node, 'args'));
        const before = parameters === '' ? 'lambda' : `lambda ${parameters}`;
        return grouped(`${before}: ${field(node, 'body', P.test)}`, P.test, place);
      },
      Call: (node) =>
        `${field(node, 'func', P.atom)}(${[
          ...list(node, 'args').map((argument) => this.write(argument)),
          ...list(node, 'keywords').map((keyword) => this.write(keyword)),
        ].join(', ')})`,
      keyword: (node) => {
        const name = getAttribute(node, 'arg');
        return `${name === null ? '**' : `${str(name)}=`}${field(node, 'value')}`;
      },
      Attribute: (node) => {
        const value = getAttribute(node, 'value');
        const isNumber =
          isNode(this.machine, value, 'Constant') && intValue(getAttribute(value, 'value')) !== undefined;
        return `${this.write(value, P.atom)}${isNumber ? ' ' : ''}.${text(node, 'attr')}`;
      },
      Subscript: (node) => {
        const index = getAttribute(node, 'slice');
        const isTuple = isNode(this.machine, index, 'Tuple') && list(index, 'elts').length > 0;
        const inner = isTuple ? this.#items(list(index, 'elts')) : this.write(index);
        return `${field(node, 'value', P.atom)}[${inner}]`;
      },
      Slice: (node) =>
        `${optional(node, 'lower', '')}:${optional(node, 'upper', '')}${optional(node, 'step', ':')}`,
      Starred: (node) => `*${field(node, 'value', P.bitOr)}`,
      List: (node) => `[${this.all(list(node, 'elts'))}]`,
      Set: (node) => (list(node, 'elts').length === 0 ? '{*()}' : `{${this.all(list(node, 'elts'))}}`),
      Tuple: (node, place) => {
        const elements = list(node, 'elts');
        const inner = this.#items(elements);
        return elements.length === 0 || place > P.tuple ? `(${inner})` : inner;
      },
      Dict: (node) => {
        const values = list(node, 'values');
        const items = list(node, 'keys').map((key, index) => {
          const value = values[index] ?? null;
          return key === null
            ? `**${this.write(value, P.bitOr)}`
            : `${this.write(key)}: ${this.write(value)}`;
        });
        return `{${items.join(', ')}}`;
      },
      ListComp: (node) => `[${field(node, 'elt')}${this.#clauses(node)}]`,
      SetComp: (node) => `{${field(node, 'elt')}${this.#clauses(node)}}`,
      GeneratorExp: (node) => `(${field(node, 'elt')}${this.#clauses(node)})`,
      DictComp: (node) => `{${field(node, 'key')}: ${field(node, 'value')}${this.#clauses(node)}}`,
      JoinedStr: (node) =>
        writeFormatted(list(node, 'values').map((part) => this.#formattedPart(part, false))),
      FormattedValue: (node) => writeFormatted([{ text: this.#replacement(node), isConstant: false }]),
    };
  }

  #constant(node: Value): string {
    const value = getAttribute(node, 'value');
    const prefix = getAttributeOr(node, 'kind') === 'u' ? 'u' : '';
    if (value === Ellipsis) return '...';
    if (value instanceof PyTuple) {
      const items = value.items.map((item) => this.#literal(item));
      return `(${items.join(', ')}${items.length === 1 ? ',' : ''})`;
    }
    return prefix + this.#literal(value);
  }

  #literal(value: Value): string {
    const shown = repr(value);
    if (!(value instanceof PyFloat || value instanceof PyComplex)) return shown;
    return shown.replaceAll('inf', INFINITE).replaceAll('nan', `(${INFINITE}-${INFINITE})`);
  }

  /** Each operand binds tighter than the one before, so that nested ones keep their parentheses. */
  #boolean(node: Value, place: number): string {
    const isAnd = kindOf(getAttribute(node, 'op')) === 'And';
    const own: number = isAnd ? P.and : P.or;
    let precedence = own;
    const parts = list(node, 'values').map((value) => {
      precedence = next(precedence);
      return this.write(value, precedence);
    });
    const inner = parts.join(isAnd ? ' and ' : ' or ');
    return place > own ? `(${inner})` : inner;
  }

  #clauses(node: Value): string {
    return list(node, 'generators')
      .map((clause) => {
        const word = isTrue(getAttribute(clause, 'is_async')) ? ' async for ' : ' for ';
        const target = this.write(getAttribute(clause, 'target'), P.tuple);
        const conditions = list(clause, 'ifs').map((test) => ` if ${this.write(test, next(P.test))}`);
        return `${word}${target} in ${this.write(getAttribute(clause, 'iter'), next(P.test))}${conditions.join('')}`;
      })
      .join('');
  }

  #formattedPart(node: Value, inSpec: boolean): FormattedPart {
    if (isNode(this.machine, node, 'FormattedValue'))
      return { text: this.#replacement(node), isConstant: false };
    if (isNode(this.machine, node, 'JoinedStr')) {
      const parts = list(node, 'values').map((part) => this.#formattedPart(part, inSpec).text);
      return { text: parts.join(''), isConstant: false };
    }
    const value = isNode(this.machine, node, 'Constant') ? strValue(getAttribute(node, 'value')) : undefined;
    if (value === undefined) throw valueError(`Unexpected node inside JoinedStr, ${repr(node)}`);
    let written = value.replaceAll('{', '{{').replaceAll('}', '}}');
    if (inSpec) written = written.replace(/[\\'"]/g, '\\$&').replaceAll('\n', '\\n');
    return { text: written, isConstant: true };
  }

  #replacement(node: Value): string {
    const value = this.write(getAttribute(node, 'value'), next(P.test));
    const conversion = Number(intValue(getAttribute(node, 'conversion')) ?? -1);
    const spec = getAttributeOr(node, 'format_spec') ?? null;
    const converted = conversion === -1 ? '' : `!${String.fromCodePoint(conversion)}`;
    const formatted = spec === null ? '' : `:${this.#formattedPart(spec, true).text}`;
    return `{${value.startsWith('{') ? ' ' : ''}${value}${converted}${formatted}}`;
  }

  /** The parameters of a function, without parentheses. */
  parameters(node: Value): string {
    const parts: string[] = [];
    const positional = [...list(node, 'posonlyargs'), ...list(node, 'args')];
    const defaults = list(node, 'defaults');
    const positionalOnly = list(node, 'posonlyargs').length;
    const named = (arg: Value): string => {
      const annotation = getAttributeOr(arg, 'annotation') ?? null;
      return annotation === null ? text(arg, 'arg') : `${text(arg, 'arg')}: ${this.write(annotation)}`;
    };
    const withDefault = (arg: Value, value: Value): string =>
      value === null ? named(arg) : `${named(arg)}=${this.write(value)}`;
    for (const [index, arg] of positional.entries()) {
      parts.push(withDefault(arg, defaults[index - (positional.length - defaults.length)] ?? null));
      if (index + 1 === positionalOnly) parts.push('/');
    }
    const rest = getAttribute(node, 'vararg');
    const keywordOnly = list(node, 'kwonlyargs');
    if (rest !== null || keywordOnly.length > 0) parts.push(rest === null ? '*' : `*${named(rest)}`);
    const keywordDefaults = list(node, 'kw_defaults');
    for (const [index, arg] of keywordOnly.entries())
      parts.push(withDefault(arg, keywordDefaults[index] ?? null));
    const keywords = getAttribute(node, 'kwarg');
    if (keywords !== null) parts.push(`**${named(keywords)}`);
    return parts.join(', ');
  }
}
