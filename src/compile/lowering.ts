// Lowering: every pause of an expression is moved to statement level.
//
//     x = f(a, await g(), b)     becomes     .1 = f; .2 = a; .3 = await g(); x = .1(.2, .3, b)
//
// Operands that come before a pause are saved in hidden variables, in the order of evaluation (names too: another task
// may rebind them meanwhile; constants need not), the pause becomes an assignment of its own, and what is left is an
// ordinary expression. Conditional evaluation becomes `if`, comprehensions become loops. After this pass no expression
// compiler meets a pause.

import type * as ast from '../../grammar/ast.js';
import { Cell, type Frame } from '../execution/frame.js';
import { cellType } from '../objects/types.js';
import type { Compiler } from './compiler.js';
import type { PauseFinder } from './pauses.js';
import type { Variable } from './scope.js';
import { localName, position, temporary } from './synthetic.js';

/** An expression that is a pause and whose operands are free of them. */
export type PauseExpr = ast.Await | ast.Yield | ast.YieldFrom | ast.Call;

/** What a lowered statement is made of. Bodies of `statement`s may still hold pauses, each a statement of its own. */
export type Step =
  | { readonly kind: 'statement'; readonly node: ast.Stmt }
  | { readonly kind: 'pause'; readonly node: PauseExpr; readonly into: Variable }
  | { readonly kind: 'native'; readonly run: (frame: Frame) => void }
  | {
      readonly kind: 'if';
      readonly test: ast.Expr;
      readonly negated: boolean;
      readonly body: readonly Step[];
    }
  | {
      readonly kind: 'loop';
      readonly node: ast.Comprehension;
      readonly iter: ast.Expr;
      readonly body: readonly Step[];
    };

export class Lowering {
  constructor(
    readonly c: Compiler,
    readonly pauses: PauseFinder,
  ) {}

  /** The expression free of pauses; what must run before it is appended to `out`. */
  expression(node: ast.Expr, out: Step[]): ast.Expr {
    if (!this.pauses.expression(node)) return node;
    switch (node.kind) {
      case 'Await':
      case 'YieldFrom':
        return this.#pause({ ...node, value: this.expression(node.value, out) }, out);
      case 'Yield':
        return this.#pause(
          { ...node, value: node.value === null ? null : this.expression(node.value, out) },
          out,
        );
      case 'Call':
        return this.#call(node, out);
      case 'BinOp': {
        const [left = node.left, right = node.right] = this.operands([node.left, node.right], out);
        return { ...node, left, right };
      }
      case 'UnaryOp':
        return { ...node, operand: this.expression(node.operand, out) };
      case 'NamedExpr':
      case 'Attribute':
      case 'Starred':
        return { ...node, value: this.expression(node.value, out) };
      case 'Subscript': {
        const [value = node.value, slice = node.slice] = this.operands([node.value, node.slice], out);
        return { ...node, value, slice };
      }
      case 'Slice': {
        const [lower = null, upper = null, step = null] = this.optionalOperands(
          [node.lower, node.upper, node.step],
          out,
        );
        return { ...node, lower, upper, step };
      }
      case 'List':
      case 'Tuple':
      case 'Set':
        return { ...node, elts: this.operands(node.elts, out) };
      case 'Dict': {
        const pairs = node.values.flatMap((value, index) => [node.keys[index] ?? null, value]);
        const lowered = this.optionalOperands(pairs, out);
        const keys = lowered.filter((_, index) => index % 2 === 0);
        const values = lowered.flatMap((value, index) => (index % 2 === 1 && value !== null ? [value] : []));
        return { ...node, keys, values };
      }
      case 'JoinedStr':
        return { ...node, values: this.operands(node.values, out) };
      case 'FormattedValue': {
        if (!this.pauses.expression(node.format_spec))
          return { ...node, value: this.expression(node.value, out) };
        // The value is converted before the specification is evaluated.
        const value = this.expression(node.value, out);
        const converted: ast.Expr =
          node.conversion < 0
            ? value
            : { kind: 'JoinedStr', values: [{ ...node, value, format_spec: null }], ...position(node) };
        const saved = this.save(converted, out);
        const spec = node.format_spec === null ? null : this.expression(node.format_spec, out);
        return {
          ...node,
          value: saved,
          conversion: -1,
          format_spec: spec?.kind === 'JoinedStr' ? spec : node.format_spec,
        };
      }
      case 'Compare':
        return this.#compare(node, out);
      case 'BoolOp':
        return this.#boolOp(node, out);
      case 'IfExp':
        return this.#ifExp(node, out);
      case 'ListComp':
      case 'SetComp':
      case 'DictComp':
        return this.#comprehension(node, out);
      case 'GeneratorExp': {
        const [first, ...rest] = node.generators;
        if (first === undefined) return node;
        return this.#sameUnit(node, {
          ...node,
          generators: [{ ...first, iter: this.expression(first.iter, out) }, ...rest],
        });
      }
      case 'Lambda':
        return this.#sameUnit(node, { ...node, args: this.parameters(node.args, out) });
      case 'Name':
      case 'Constant':
        return node;
    }
  }

  /** Several operands in order: those before the last pause are saved. */
  operands(nodes: readonly ast.Expr[], out: Step[]): ast.Expr[] {
    const last = nodes.findLastIndex((node) => this.pauses.expression(node));
    return nodes.map((node, index) => {
      if (index > last) return node;
      const lowered = this.expression(node, out);
      return index < last ? this.save(lowered, out) : lowered;
    });
  }

  optionalOperands(nodes: readonly (ast.Expr | null)[], out: Step[]): (ast.Expr | null)[] {
    const present = this.operands(
      nodes.filter((node) => node !== null),
      out,
    );
    let next = 0;
    return nodes.map((node) => (node === null ? null : (present[next++] ?? node)));
  }

  /** Parameters with their defaults free of pauses. */
  parameters(args: ast.Arguments, out: Step[]): ast.Arguments {
    const lowered = this.optionalOperands([...args.defaults, ...args.kw_defaults], out);
    const defaults = lowered.slice(0, args.defaults.length).filter((value) => value !== null);
    return { ...args, defaults, kw_defaults: lowered.slice(args.defaults.length) };
  }

  /** An attribute or item to assign or delete, free of pauses. */
  target<Target extends ast.Attribute | ast.Subscript>(node: Target, out: Step[]): Target {
    if (node.kind === 'Attribute') return { ...node, value: this.expression(node.value, out) };
    const [value = node.value, slice = node.slice] = this.operands([node.value, node.slice], out);
    return { ...node, value, slice };
  }

  /** The same with its parts saved, for a target that is read and written. */
  savedTarget<Target extends ast.Attribute | ast.Subscript>(node: Target, out: Step[]): Target {
    const lowered = this.target(node, out);
    const value = this.save(lowered.value, out);
    if (lowered.kind === 'Attribute') return { ...lowered, value };
    return { ...lowered, value, slice: this.save(lowered.slice, out) };
  }

  /** Assigns a saved value to any target. */
  assignTo(target: ast.Expr, value: ast.Expr, out: Step[]): void {
    const assign = (to: ast.Expr): void => {
      out.push({ kind: 'statement', node: { kind: 'Assign', targets: [to], value, ...position(target) } });
    };
    if (!this.pauses.expression(target)) assign(target);
    else if (target.kind === 'Starred') this.assignTo(target.value, value, out);
    else if (target.kind === 'Attribute' || target.kind === 'Subscript') assign(this.target(target, out));
    else if (target.kind === 'Tuple' || target.kind === 'List') {
      // Unpacked first, then assigned one after another.
      const parts = target.elts.map((elt) => ({ elt, variable: temporary(this.c) }));
      const elts = parts.map(({ elt, variable }): ast.Expr => {
        const name = localName(variable, elt, this.c, 'Store');
        return elt.kind === 'Starred' ? { ...elt, value: name } : name;
      });
      assign({ ...target, elts });
      for (const { elt, variable } of parts) this.assignTo(elt, localName(variable, elt, this.c), out);
    }
  }

  /** A hidden variable with the value the expression has now. */
  save(node: ast.Expr, out: Step[]): ast.Expr {
    if (node.kind === 'Constant' || (node.kind === 'Name' && node.id.startsWith('.'))) return node;
    if (node.kind === 'Starred') {
      // `*xs` is unpacked where it stands.
      const list: ast.ListDisplay = { kind: 'List', elts: [node], ctx: 'Load', ...position(node) };
      return { ...node, value: this.save(list, out) };
    }
    const value: ast.Expr =
      node.kind === 'FormattedValue' ? { kind: 'JoinedStr', values: [node], ...position(node) } : node;
    const variable = temporary(this.c);
    out.push({ kind: 'statement', node: this.#assign(variable, value) });
    return localName(variable, node, this.c);
  }

  #assign(variable: Variable, value: ast.Expr): ast.Assign {
    return {
      kind: 'Assign',
      targets: [localName(variable, value, this.c, 'Store')],
      value,
      ...position(value),
    };
  }

  #pause(node: PauseExpr, out: Step[]): ast.Expr {
    const into = temporary(this.c);
    out.push({ kind: 'pause', node, into });
    return localName(into, node, this.c);
  }

  #call(node: ast.Call, out: Step[]): ast.Expr {
    const values = node.keywords.map(({ value }) => value);
    const [func = node.func, ...rest] = this.operands([node.func, ...node.args, ...values], out);
    const args = rest.slice(0, node.args.length);
    const keywords = node.keywords.map((keyword, index) => ({
      ...keyword,
      value: rest[args.length + index] ?? keyword.value,
    }));
    const lowered: ast.Call = { ...node, func, args, keywords };
    if (this.pauses.mode === 'awaits') return lowered;
    return this.#pause(lowered, out);
  }

  #compare(node: ast.Compare, out: Step[]): ast.Expr {
    const [first, ...later] = node.comparators;
    if (first === undefined || !this.pauses.any(later)) {
      const [left = node.left, ...comparators] = this.operands([node.left, ...node.comparators], out);
      return { ...node, left, comparators };
    }
    // A chain stops at the first link that fails, before the operands behind it are evaluated.
    const result = temporary(this.c);
    const saved = this.operands([node.left, first], out);
    // What is compared is saved before its right side is.
    let left = this.save(saved[0] ?? node.left, out);
    let steps = out;
    for (const [index, op] of node.ops.entries()) {
      const comparator = node.comparators[index] ?? first;
      const right = this.save(index === 0 ? (saved[1] ?? first) : this.expression(comparator, steps), steps);
      const link: ast.Compare = { kind: 'Compare', left, ops: [op], comparators: [right], ...position(node) };
      steps.push({ kind: 'statement', node: this.#assign(result, link) });
      left = right;
      if (index < node.ops.length - 1) {
        const body: Step[] = [];
        steps.push({ kind: 'if', test: localName(result, node, this.c), negated: false, body });
        steps = body;
      }
    }
    return localName(result, node, this.c);
  }

  #boolOp(node: ast.BoolOp, out: Step[]): ast.Expr {
    const result = temporary(this.c);
    let steps = out;
    for (const [index, value] of node.values.entries()) {
      const lowered = this.expression(value, steps);
      steps.push({ kind: 'statement', node: this.#assign(result, lowered) });
      if (index === node.values.length - 1) break;
      const body: Step[] = [];
      steps.push({ kind: 'if', test: localName(result, value, this.c), negated: node.op === 'Or', body });
      steps = body;
    }
    return localName(result, node, this.c);
  }

  #ifExp(node: ast.IfExp, out: Step[]): ast.Expr {
    const result = temporary(this.c);
    const test = this.save(this.expression(node.test, out), out);
    for (const [branch, negated] of [
      [node.body, false],
      [node.orelse, true],
    ] as const) {
      const body: Step[] = [];
      const value = this.expression(branch, body);
      body.push({ kind: 'statement', node: this.#assign(result, value) });
      out.push({ kind: 'if', test, negated, body });
    }
    return localName(result, node, this.c);
  }

  #comprehension(node: ast.ListComp | ast.SetComp | ast.DictComp, out: Step[]): ast.Expr {
    const result = temporary(this.c);
    const at = position(node);
    const empty: ast.Expr =
      node.kind === 'ListComp'
        ? { kind: 'List', elts: [], ctx: 'Load', ...at }
        : node.kind === 'SetComp'
          ? { kind: 'Set', elts: [], ...at }
          : { kind: 'Dict', keys: [], values: [], ...at };
    this.#freshCells(node, out);
    const inner: Step[] = [];
    this.#collect(node, result, inner);
    const loops = node.generators.reduceRight<readonly Step[]>((body, generator) => {
      const guarded = this.#guarded(generator.ifs, body);
      const before: Step[] = [];
      const iter = this.expression(generator.iter, before);
      return [...before, { kind: 'loop', node: generator, iter, body: guarded }];
    }, inner);
    out.push({ kind: 'statement', node: this.#assign(result, empty) }, ...loops);
    return localName(result, node, this.c);
  }

  /** Adds one element to the result. */
  #collect(node: ast.ListComp | ast.SetComp | ast.DictComp, result: Variable, out: Step[]): void {
    const at = position(node);
    const target = localName(result, node, this.c);
    if (node.kind === 'DictComp') {
      const [key = node.key, value = node.value] = this.operands([node.key, node.value], out);
      const item: ast.Subscript = {
        kind: 'Subscript',
        value: target,
        slice: key,
        ctx: 'Store',
        ...position(node.key),
      };
      out.push({ kind: 'statement', node: { kind: 'Assign', targets: [item], value, ...at } });
      return;
    }
    const value = this.expression(node.elt, out);
    const attr = node.kind === 'ListComp' ? 'append' : 'add';
    const func: ast.Attribute = {
      kind: 'Attribute',
      value: target,
      attr,
      ctx: 'Load',
      ...position(node.elt),
    };
    const call: ast.Call = { kind: 'Call', func, args: [value], keywords: [], ...position(node.elt) };
    out.push({ kind: 'statement', node: { kind: 'Expr', value: call, ...at } });
  }

  #guarded(conditions: readonly ast.Expr[], body: readonly Step[]): readonly Step[] {
    return conditions.reduceRight<readonly Step[]>((inside, condition) => {
      const before: Step[] = [];
      const test = this.save(this.expression(condition, before), before);
      return [...before, { kind: 'if', test, negated: false, body: inside }];
    }, body);
  }

  #freshCells(node: object, out: Step[]): void {
    const { c } = this;
    const captured = [...c.source.table.scope(node).variables.values()].filter(
      (variable) => variable.captured,
    );
    const indexes = captured.map((variable) => c.unit.cellIndex(variable));
    if (indexes.length === 0) return;
    out.push({
      kind: 'native',
      run: (frame) => {
        for (const index of indexes) frame.cells[index] = new Cell(cellType, undefined);
      },
    });
  }

  /** A rewritten node keeps the code unit of the one it stands for. */
  #sameUnit<Node extends ast.Expr>(original: Node, rewritten: Node): Node {
    const { table } = this.c.source;
    table.addUnit(rewritten, table.unit(original), table.scope(original));
    return rewritten;
  }
}
