// List, set and dict comprehensions, which run inside their frame (PEP 709), and generator expressions.

import type * as ast from '../../grammar/ast.js';
import { type BodyCompiler, Code } from '../execution/code.js';
import { Cell, Frame, firstLine } from '../execution/frame.js';
import { makeSuspended } from '../execution/suspended.js';
import { PyDict, PyList } from '../objects/containers.js';
import { HashTable } from '../objects/hash-table.js';
import { getIter, nextSlot } from '../objects/iteration.js';
import type { Value } from '../objects/object.js';
import { PySet } from '../objects/set.js';
import { cellType } from '../objects/types.js';
import { bodyCompiler } from './bodies.js';
import type { Compiler, Eval } from './compiler.js';
import { asyncIterator } from './pausable-loops.js';
import { expressionCost } from './statement-cost.js';
import { localName } from './synthetic.js';
import { compileTarget } from './targets.js';

/** Runs all rounds, handing each to the collector. */
type Rounds<Out> = (frame: Frame, out: Out) => void;

export function compileListComp(node: ast.ListComp, c: Compiler): Eval {
  const element = c.expression(node.elt);
  const rounds = compileRounds<Value[]>(
    node,
    node.generators,
    c,
    expressionCost(node.elt, c.machine.costs),
    (frame, out) => {
      out.push(element(frame));
    },
  );
  return (frame) => {
    const out: Value[] = [];
    rounds(frame, out);
    return new PyList(out);
  };
}

export function compileSetComp(node: ast.SetComp, c: Compiler): Eval {
  const element = c.expression(node.elt);
  const rounds = compileRounds<PySet>(
    node,
    node.generators,
    c,
    expressionCost(node.elt, c.machine.costs),
    (frame, out) => {
      const item = element(frame);
      frame.position = node.elt;
      out.table.add(item);
    },
  );
  return (frame) => {
    const out = PySet.of([]);
    rounds(frame, out);
    return out;
  };
}

export function compileDictComp(node: ast.DictComp, c: Compiler): Eval {
  const key = c.expression(node.key);
  const value = c.expression(node.value);
  const price = expressionCost(node.key, c.machine.costs) + expressionCost(node.value, c.machine.costs);
  const rounds = compileRounds<HashTable>(node, node.generators, c, price, (frame, out) => {
    const name = key(frame);
    const item = value(frame);
    frame.position = node.key;
    out.set(name, item);
  });
  return (frame) => {
    const out = new HashTable();
    rounds(frame, out);
    return new PyDict(out);
  };
}

function compileRounds<Out>(
  node: ast.ListComp | ast.SetComp | ast.DictComp,
  generators: readonly ast.Comprehension[],
  c: Compiler,
  elementPrice: number,
  collect: Rounds<Out>,
): Rounds<Out> {
  const rounds = [...generators].reverse().reduce<Rounds<Out>>((inner, generator, index) => {
    return compileLoop(generator, c, inner, index === 0 ? elementPrice : 0);
  }, collect);
  const variables = [...c.source.table.scope(node).variables.values()];
  const slots = variables.filter(({ captured }) => !captured).map(({ index }) => index);
  const cells = variables.filter(({ captured }) => captured).map((variable) => c.unit.cellIndex(variable));
  // What a lambda inside captures is new for each run of the comprehension; nothing is left when it ends.
  const renew = (frame: Frame): void => {
    for (const index of cells) frame.cells[index] = new Cell(cellType, undefined);
  };
  const [slot = 0] = slots;
  if (cells.length === 0 && slots.length === 1) {
    return (frame, out) => {
      try {
        rounds(frame, out);
      } finally {
        frame.locals[slot] = undefined;
      }
    };
  }
  return (frame, out) => {
    renew(frame);
    try {
      rounds(frame, out);
    } finally {
      for (const index of slots) frame.locals[index] = undefined;
      renew(frame);
    }
  };
}

function compileLoop<Out>(
  generator: ast.Comprehension,
  c: Compiler,
  inner: Rounds<Out>,
  elementPrice: number,
): Rounds<Out> {
  const { machine } = c;
  const { meter, costs } = machine;
  const iterable = c.expression(generator.iter);
  const store = compileTarget(generator.target, c);
  const [first, ...others] = generator.ifs.map((condition) => c.condition(condition));
  const condition = others.reduce(
    (left, right) => left && ((frame: Frame) => left(frame) && right(frame)),
    first,
  );
  const price =
    costs.item + elementPrice + generator.ifs.reduce((total, test) => total + expressionCost(test, costs), 0);
  return (frame, out) => {
    const source = iterable(frame);
    frame.position = generator.iter;
    const iterator = getIter(source);
    const step = nextSlot(iterator);
    for (let item = step(iterator); item !== undefined; item = step(iterator)) {
      meter.spent += price;
      if (meter.spent >= meter.alarm) machine.onAlarm();
      store(frame, item);
      if (condition === undefined || condition(frame)) inner(frame, out);
      frame.position = generator.iter;
    }
  };
}

/** `(x for x in xs)`: a generator whose parameter is the iterator over the first iterable. */
export function compileGeneratorExp(node: ast.GeneratorExp, c: Compiler): Eval {
  const [first] = node.generators;
  if (first === undefined) throw new Error('a generator expression has a generator');
  const iterable = c.expression(first.iter);
  const isAsync = first.is_async === 1;
  const { machine, source } = c;
  const unit = source.table.unit(node);
  const inner = c.inner(unit, source.table.scope(node));
  const bodies: BodyCompiler = bodyCompiler(inner, () => [generatorLoop(node, inner)]);
  const code = new Code(
    {
      name: '<genexpr>',
      qualname: unit.qualname,
      filename: source.filename,
      kind: unit.kind,
      globals: source.globals,
      start: firstLine(node.lineno),
      parameters: { ...Code.noParameters, positionalCount: 1 },
      localNames: unit.locals.map(({ name }) => name),
      cellNames: unit.cells.map(({ name }) => name),
      freeNames: unit.free.map(({ name }) => name),
      cellParameters: [],
      doc: null,
      lines: source.shownLines,
    },
    bodies,
  );
  const closure = unit.free.map((variable) => c.unit.cellIndex(variable));
  return (frame) => {
    const source_ = iterable(frame);
    frame.position = first.iter;
    const iterator = isAsync ? asyncIterator(source_) : getIter(source_);
    const cells = code.cellNames.map(() => new Cell(cellType, undefined));
    for (const index of closure) {
      const cell = frame.cells[index];
      if (cell !== undefined) cells.push(cell);
    }
    const locals: (Value | undefined)[] = [iterator];
    while (locals.length < code.slotCount) locals.push(undefined);
    return makeSuspended(machine, new Frame(code, null, locals, cells), code.name, code.qualname);
  };
}

/** The loops of a generator expression as statements that yield. */
function generatorLoop(node: ast.GeneratorExp, c: Compiler): ast.Stmt {
  const position = {
    lineno: node.lineno,
    col_offset: node.col_offset,
    end_lineno: node.end_lineno,
    end_col_offset: node.end_col_offset,
  };
  const yielded: ast.Stmt = {
    kind: 'Expr',
    ...position,
    value: { kind: 'Yield', value: node.elt, ...position },
  };
  const variable = c.unit.locals[0];
  if (variable === undefined) throw new Error('a generator expression has its parameter');
  return node.generators.reduceRight<ast.Stmt>((body, generator, index) => {
    const guarded = generator.ifs.reduceRight<ast.Stmt>(
      (inside, test) => ({ kind: 'If', test, body: [inside], orelse: [], ...position }),
      body,
    );
    return {
      kind: generator.is_async === 1 ? 'AsyncFor' : 'For',
      target: generator.target,
      iter: index === 0 ? localName(variable, generator.iter, c) : generator.iter,
      body: [guarded],
      orelse: [],
      ...position,
    };
  }, yielded);
}
