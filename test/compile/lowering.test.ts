// Lowering: an expression in, the steps it becomes and what is left of it out.

import { describe, expect, it } from 'vitest';
import type * as ast from '../../grammar/ast.js';
import { parseModule } from '../../grammar/parser.js';
import { Problems } from '../../grammar/syntax-error.js';
import { Compiler } from '../../src/compile/compiler.js';
import { Lowering, type Step } from '../../src/compile/lowering.js';
import { PauseFinder } from '../../src/compile/pauses.js';
import { analyze } from '../../src/compile/symbols.js';
import type { PauseMode } from '../../src/execution/code.js';
import { RunningMachine } from '../../src/interpreter/machine.js';
import { DEFAULT_OPTIONS } from '../../src/interpreter/options.js';

/** The order of evaluation is the order of the lines; `.1`, `.2` ... are hidden variables. */
const CASES: readonly (readonly [mode: PauseMode, source: string, steps: string])[] = [
  ['awaits', 'await x', '.0 = await x; | .0'],
  ['awaits', 'a + b', '| a + b'],
  ['awaits', 'a + await b + c', '.0 = a; .1 = await b; | .0 + .1 + c'],
  ['awaits', '1 + await b', '.0 = await b; | 1 + .0'],
  ['awaits', 'f(a, await b, c, k=d)', '.0 = f; .1 = a; .2 = await b; | .0(.1, .2, c, k=d)'],
  ['awaits', 'f(*a, await b)', '.0 = f; .1 = [*a]; .2 = await b; | .0(*.1, .2)'],
  ['awaits', 'a[b:c, await d]', '.0 = a; .1 = b:c; .2 = await d; | .0[.1, .2]'],
  ['awaits', '[a, *b, await c, d]', '.0 = a; .1 = [*b]; .2 = await c; | [.0, *.1, .2, d]'],
  ['awaits', '{a: await b, **c}', '.0 = a; .1 = await b; | {.0: .1, **c}'],
  ['awaits', 'a and await b', '.0 = a; if .0 { .1 = await b; .0 = .1 } | .0'],
  ['awaits', 'a or await b', '.0 = a; if not .0 { .1 = await b; .0 = .1 } | .0'],
  ['awaits', 'await a if b else c', '.1 = b; if .1 { .2 = await a; .0 = .2 } if not .1 { .0 = c } | .0'],
  ['awaits', 'a < b < await c', '.1 = a; .2 = b; .0 = .1 < .2; if .0 { .3 = await c; .0 = .2 < .3 } | .0'],
  ['awaits', '[await x for x in y]', '.0 = []; for x in y { .1 = await x; .0.append(.1) } | .0'],
  [
    'awaits',
    '{x: 1 async for x in y if x}',
    '.0 = {}; async for x in y { .1 = x; if .1 { .0[x] = 1 } } | .0',
  ],
  ['awaits', 'lambda p=await x: p', '.0 = await x; | lambda'],
  ['calls', 'f(a) + g(b)', '.0 = f(a); .1 = g(b); | .0 + .1'],
  ['calls', 'a + f(b)', '.0 = a; .1 = f(b); | .0 + .1'],
  ['calls', 'super().f()', '.0 = super().f(); | .0'],
];

describe('lowering', () => {
  it.each(CASES)('%s: %s', (mode, source, steps) => {
    expect(lowered(mode, source)).toBe(steps);
  });
});

function lowered(mode: PauseMode, expression: string): string {
  const source = `class C:\n async def f(self, a, b, c, d, f, g, x, y):\n  return ${expression}\n`;
  const { tree, lines } = parseModule(source);
  const problems = new Problems(lines);
  const table = analyze(tree, problems);
  const [cls] = tree.body;
  const def = cls?.kind === 'ClassDef' ? cls.body[0] : undefined;
  const statement = def?.kind === 'AsyncFunctionDef' ? def.body[0] : undefined;
  if (def === undefined || statement?.kind !== 'Return' || statement.value === null)
    throw new Error('no return');
  const machine = new RunningMachine({ ...DEFAULT_OPTIONS, source, filename: 'f', write: () => {} });
  const { namespace } = machine.main;
  const context = {
    machine,
    filename: 'f',
    lines,
    shownLines: lines,
    problems,
    table,
    globals: namespace,
    builtins: machine.builtins,
    lazyAnnotations: false,
    mentionsAsync: false,
    mentionsDeath: false,
    isLibrary: false,
    optimize: -1,
    display: null,
  };
  const c = new Compiler(context, table.unit(def), table.scope(def));
  const first = c.unit.locals.length;
  const name = (id: string): string => (id.startsWith('.') ? `.${Number(id.slice(1)) - first}` : id);
  const steps: Step[] = [];
  const rest = new Lowering(c, new PauseFinder(mode)).expression(statement.value, steps);
  return `${steps.map((step) => show(step, name)).join(' ')} | ${text(rest, name)}`.trim();
}

type Names = (id: string) => string;

function show(step: Step, name: Names): string {
  const body = (steps: readonly Step[]): string =>
    steps
      .map((each) => show(each, name))
      .join(' ')
      .replace(/;$/, '');
  switch (step.kind) {
    case 'pause':
      return `${name(step.into.name)} = ${text(step.node, name)};`;
    case 'native':
      return 'native;';
    case 'if':
      return `if ${step.negated ? 'not ' : ''}${text(step.test, name)} { ${body(step.body)} }`;
    case 'loop': {
      const { is_async, target } = step.node;
      const loop = `for ${text(target, name)} in ${text(step.iter, name)} { ${body(step.body)} }`;
      return is_async === 1 ? `async ${loop}` : loop;
    }
    case 'statement': {
      const { node } = step;
      if (node.kind === 'Expr') return `${text(node.value, name)};`;
      if (node.kind !== 'Assign') return `${node.kind};`;
      return `${node.targets.map((target) => text(target, name)).join(' = ')} = ${text(node.value, name)};`;
    }
  }
}

const SIGNS: { readonly [op: string]: string } = { Add: '+', Lt: '<' };

function text(node: ast.Expr | null, name: Names): string {
  const list = (nodes: readonly (ast.Expr | null)[]): string =>
    nodes.map((each) => text(each, name)).join(', ');
  if (node === null) return '';
  switch (node.kind) {
    case 'Name':
      return name(node.id);
    case 'Constant':
      return 'value' in node.value ? String(node.value.value) : node.value.type;
    case 'Await':
      return `await ${text(node.value, name)}`;
    case 'Starred':
      return `*${text(node.value, name)}`;
    case 'Attribute':
      return `${text(node.value, name)}.${node.attr}`;
    case 'Subscript':
      return `${text(node.value, name)}[${text(node.slice, name)}]`;
    case 'Slice':
      return `${text(node.lower, name)}:${text(node.upper, name)}`;
    case 'Tuple':
      return list(node.elts);
    case 'List':
      return `[${list(node.elts)}]`;
    case 'Dict': {
      const items = node.values.map((value, index) => {
        const key = node.keys[index] ?? null;
        return key === null ? `**${text(value, name)}` : `${text(key, name)}: ${text(value, name)}`;
      });
      return `{${items.join(', ')}}`;
    }
    case 'BinOp':
      return `${text(node.left, name)} ${SIGNS[node.op]} ${text(node.right, name)}`;
    case 'Compare':
      return [
        text(node.left, name),
        ...node.ops.flatMap((op, index) => [SIGNS[op], text(node.comparators[index] ?? null, name)]),
      ].join(' ');
    case 'Call': {
      const keywords = node.keywords.map(({ arg, value }) => `${arg}=${text(value, name)}`);
      return `${text(node.func, name)}(${[...node.args.map((arg) => text(arg, name)), ...keywords].join(', ')})`;
    }
    case 'Lambda':
      return 'lambda';
    default:
      return node.kind;
  }
}
