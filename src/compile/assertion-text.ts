// What a failed `assert` tells of its parts, in the manner of pytest: the test with its values in the place of its
// names, below it where each value came from, and where two sequences differ.
//
//     assert 0.6 == 0.8
//      +  where 0.6 = trace.total

import type * as ast from '../../grammar/ast.js';
import { isTrue, richCompare } from '../objects/compare.js';
import { PyList, PyTuple } from '../objects/containers.js';
import { PyException } from '../objects/exceptions.js';
import type { Value } from '../objects/object.js';
import { repr } from '../objects/repr.js';
import { typeName } from '../objects/types.js';
import { sourceSegment } from './source-segment.js';

/** The values of the parts that were evaluated. */
export type Values = ReadonlyMap<ast.Expr, Value>;

/** Where a value came from: `0.6 = trace.total`, and where what stands in that came from. */
interface Origin {
  readonly text: string;
  readonly origins: readonly Origin[];
}

/** A part of the test as it is shown. */
interface Shown {
  readonly text: string;
  readonly origins: readonly Origin[];
  /** It needs parentheses beside an operator. */
  readonly isOperation?: boolean;
}

const MAX_LENGTH = 240;
const OPERATORS: Record<ast.CompareOperator, string> = {
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
const ARITHMETIC: Record<ast.BinOp['op'], string> = {
  Add: '+',
  Sub: '-',
  Mult: '*',
  MatMult: '@',
  Div: '/',
  Mod: '%',
  Pow: '**',
  LShift: '<<',
  RShift: '>>',
  BitOr: '|',
  BitXor: '^',
  BitAnd: '&',
  FloorDiv: '//',
};

/** The lines that tell it; `lines` is the source. */
export function explanation(test: ast.Expr, values: Values, lines: readonly string[]): string[] {
  const { text, origins } = new Teller(values, lines).part(test);
  return [`assert ${text}`, ...originLines(origins, 0), ...differences(test, values)];
}

function originLines(origins: readonly Origin[], depth: number): string[] {
  return origins.flatMap((origin, i) => [
    ` +  ${'  '.repeat(depth)}${i === 0 ? 'where' : 'and  '} ${origin.text}`,
    ...originLines(origin.origins, depth + 1),
  ]);
}

class Teller {
  constructor(
    readonly values: Values,
    readonly lines: readonly string[],
  ) {}

  part(node: ast.Expr): Shown {
    const { values } = this;
    switch (node.kind) {
      case 'Compare':
        return this.#comparison(node);
      case 'BoolOp': {
        const parts = node.values.filter((value) => values.has(value)).map((value) => this.part(value));
        return joined(parts, node.op === 'And' ? ' and ' : ' or ');
      }
      case 'UnaryOp': {
        if (node.op !== 'Not') break;
        const operand = this.part(node.operand);
        return { text: `not ${operandText(operand)}`, origins: operand.origins };
      }
      case 'BinOp': {
        if (!values.has(node.left) || !values.has(node.right)) break;
        return joined([this.part(node.left), this.part(node.right)], ` ${ARITHMETIC[node.op]} `);
      }
      case 'Attribute': {
        const owner = this.#owner(node.value);
        return this.#from(node, `${owner.text}.${node.attr}`, owner.origins);
      }
      case 'Subscript': {
        const owner = isPath(node.value) ? this.#written(node.value) : this.#owner(node.value);
        const key = node.slice.kind === 'Slice' ? this.#written(node.slice) : this.part(node.slice);
        return this.#from(node, `${owner.text}[${key.text}]`, [...owner.origins, ...key.origins]);
      }
      case 'Call':
        return this.#call(node);
      case 'ListComp':
      case 'SetComp':
      case 'DictComp':
        return this.#from(node, sourceSegment(node, this.lines), []);
      case 'GeneratorExp':
      case 'Lambda':
        // Their reprs say nothing.
        return this.#written(node);
    }
    const value = values.get(node);
    return value === undefined ? this.#written(node) : { text: shown(value), origins: [] };
  }

  /** A chain is told up to the link that decided. */
  #comparison(node: ast.Compare): Shown {
    const parts = [node.left, ...node.comparators].filter((part) => this.values.has(part));
    const last = parts.length - 1;
    const [left, right, op] = [parts[last - 1], parts[last], node.ops[last - 1]];
    if (left === undefined || right === undefined || op === undefined) return this.#written(node);
    return joined([this.part(left), this.part(right)], ` ${OPERATORS[op]} `);
  }

  #call(node: ast.Call): Shown {
    const { func } = node;
    const callee =
      func.kind === 'Attribute' && this.values.has(func.value)
        ? { ...this.#owner(func.value), suffix: `.${func.attr}` }
        : { ...this.#written(func), suffix: '' };
    const args = [
      ...node.args.map((arg) => this.#argument(arg, '')),
      ...node.keywords.map(({ arg, value }) => this.#argument(value, arg === null ? '**' : `${arg}=`)),
    ];
    const inner = args.map((arg) => arg.text).join(', ');
    // The parentheses of a generator that is the only argument are the call's.
    const isBare = node.args[0]?.kind === 'GeneratorExp' && args.length === 1 && inner.startsWith('(');
    const text = `${callee.text}${callee.suffix}${isBare ? inner : `(${inner})`}`;
    return this.#from(node, text, [...callee.origins, ...args.flatMap(({ origins }) => origins)]);
  }

  #argument(node: ast.Expr, prefix: string): Shown {
    const star = node.kind === 'Starred' ? '*' : '';
    const { text, origins } = this.part(node.kind === 'Starred' ? node.value : node);
    return { text: prefix + star + text, origins };
  }

  /** What an attribute or item is taken of: a variable goes by its name. */
  #owner(node: ast.Expr): Shown {
    return node.kind === 'Name' && !node.id.startsWith('.') ? this.#written(node) : this.part(node);
  }

  #from(node: ast.Expr, source: string, origins: readonly Origin[]): Shown {
    const value = this.values.get(node);
    if (value === undefined) return this.#written(node);
    const text = shown(value);
    // An object that is shown as it is come by explains itself.
    if (text === source) return { text, origins };
    return { text, origins: [{ text: `${text} = ${source}`, origins }] };
  }

  #written(node: ast.Expr): Shown {
    return { text: sourceSegment(node, this.lines), origins: [] };
  }
}

/** `trace.output` in `trace.output[0]`: the whole of it would hide the one item. */
function isPath(node: ast.Expr): boolean {
  if (node.kind === 'Call') return isPath(node.func);
  return node.kind === 'Name' || (node.kind === 'Attribute' && isPath(node.value));
}

function joined(parts: readonly Shown[], by: string): Shown {
  const text = parts.map(operandText).join(by);
  return {
    text,
    origins: parts.flatMap(({ origins }) => origins).filter(isFirstOfItsText),
    isOperation: true,
  };
}

function operandText({ text, isOperation = false }: Shown): string {
  return isOperation ? `(${text})` : text;
}

/** `total < 1 or total > 2`: where the total came from is told once. */
function isFirstOfItsText({ text }: Origin, index: number, all: readonly Origin[]): boolean {
  return all.findIndex((each) => each.text === text) === index;
}

function shown(value: Value): string {
  const text = safely(value);
  if (text.length <= MAX_LENGTH) return text;
  const half = MAX_LENGTH / 2 - 2;
  return `${text.slice(0, half)}...${text.slice(-half)}`;
}

function safely(value: Value): string {
  try {
    return repr(value);
  } catch (error) {
    if (!(error instanceof PyException)) throw error;
    return `<${typeName(value)} object whose repr() raised ${typeName(error)}>`;
  }
}

/** Where two lists or tuples that should be equal first differ. */
function differences(test: ast.Expr, values: Values): string[] {
  if (test.kind !== 'Compare' || test.ops.length !== 1 || test.ops[0] !== 'Eq') return [];
  const [right] = test.comparators;
  const [a, b] = [
    itemsOf(values.get(test.left)),
    itemsOf(right === undefined ? undefined : values.get(right)),
  ];
  if (a === null || b === null) return [];
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const [mine, other] = [a[i] ?? null, b[i] ?? null];
    if (!areEqual(mine, other)) {
      return [`At index ${i} diff: ${shown(mine)} != ${shown(other)}`];
    }
  }
  const extra = a.length > b.length ? a.slice(b.length) : b.slice(a.length);
  if (extra.length === 0) return [];
  const side = a.length > b.length ? 'Left' : 'Right';
  const count = extra.length === 1 ? 'one more item' : `${extra.length} more items, first extra item`;
  return [`${side} contains ${count}: ${shown(extra[0] ?? null)}`];
}

function areEqual(a: Value, b: Value): boolean {
  try {
    return isTrue(richCompare(a, b, 'eq'));
  } catch (error) {
    if (!(error instanceof PyException)) throw error;
    return false;
  }
}

function itemsOf(value: Value | undefined): readonly Value[] | null {
  return value instanceof PyList || value instanceof PyTuple ? value.items : null;
}
