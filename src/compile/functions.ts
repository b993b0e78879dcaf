// Function definitions, lambdas and decorators.

import type * as ast from '../../grammar/ast.js';
import { callPositional } from '../execution/call.js';
import { Code } from '../execution/code.js';
import { type Frame, firstLine } from '../execution/frame.js';
import { PyFunction } from '../execution/function.js';
import { PyDict } from '../objects/containers.js';
import { HashTable } from '../objects/hash-table.js';
import type { Value } from '../objects/object.js';
import { compileAnnotation } from './annotations.js';
import { bodyCompiler } from './bodies.js';
import { compileClosure } from './closures.js';
import type { Compiler, Eval, Exec } from './compiler.js';
import { storeName } from './names.js';
import { position } from './synthetic.js';
import { bindTypeParameters } from './type-parameters.js';

type Definition = ast.FunctionDef | ast.AsyncFunctionDef;

export function compileFunctionDef(node: Definition, c: Compiler): Exec {
  const make = compileMakeFunction(node, node.body, c);
  const store = storeName(node, node.name, c);
  if (node.decorator_list.length === 0) {
    return (frame) => {
      store(frame, make(frame));
      return undefined;
    };
  }
  const decorators = compileDecorators(node.decorator_list, c);
  return (frame) => {
    const decorate = decorators(frame);
    store(frame, decorate(make(frame)));
    return undefined;
  };
}

/** `owner` is the node whose unit the symbol pass made for the lambda, where that is another one. */
export function compileLambda(node: ast.Lambda, c: Compiler, owner: object = node): Eval {
  const body: ast.Return = { kind: 'Return', value: node.body, ...position(node.body) };
  return compileMakeFunction(node, [body], c, owner);
}

/** Evaluates the decorators, outermost first; what it gives applies them, innermost first. */
export function compileDecorators(
  decorators: readonly ast.Expr[],
  c: Compiler,
): (frame: Frame) => (made: Value) => Value {
  const evals = decorators.map((decorator) => c.expression(decorator));
  return (frame) => {
    const callables = evals.map((value) => value(frame));
    return (made) =>
      callables.reduceRight<Value>((result, callable, index) => {
        frame.position = decorators[index] ?? frame.position;
        return callPositional(callable, [result]);
      }, made);
  };
}

function compileMakeFunction(
  node: Definition | ast.Lambda,
  body: readonly ast.Stmt[],
  c: Compiler,
  owner: object = node,
): (frame: Frame) => PyFunction {
  const { args } = node;
  const defaults = args.defaults.map((value) => c.expression(value));
  const keywordDefaults = args.kw_defaults.flatMap((value, index) =>
    value === null ? [] : [{ name: c.mangle(args.kwonlyargs[index]?.arg ?? ''), value: c.expression(value) }],
  );
  const typeParameters = node.kind === 'Lambda' ? null : bindTypeParameters(node.type_params, c);
  const annotations = node.kind === 'Lambda' ? null : compileAnnotations(node, c);
  const code = functionCode(node, body, c, owner);
  const closure = compileClosure(c, code, owner);
  const { machine, source } = c;
  return (frame) => {
    const values = defaults.map((value) => value(frame));
    const named =
      keywordDefaults.length === 0
        ? null
        : new Map(keywordDefaults.map(({ name, value }) => [name, value(frame)]));
    const parameters = typeParameters === null ? null : typeParameters(frame);
    const annotated = annotations === null ? null : annotations(frame);
    const fn = new PyFunction(machine, code, source.globals, values, named, closure(frame));
    fn.annotations = annotated;
    if (parameters !== null) fn.typeParameters = parameters;
    return fn;
  };
}

function functionCode(
  node: Definition | ast.Lambda,
  body: readonly ast.Stmt[],
  c: Compiler,
  owner: object,
): Code {
  const { source } = c;
  const unit = source.table.unit(owner);
  const inner = c.inner(unit, source.table.scope(owner));
  const { args } = node;
  const positionalCount = args.posonlyargs.length + args.args.length;
  const parameterCount =
    positionalCount + args.kwonlyargs.length + (args.vararg === null ? 0 : 1) + (args.kwarg === null ? 0 : 1);
  return new Code(
    {
      name: unit.name,
      qualname: unit.qualname,
      filename: source.filename,
      kind: unit.kind,
      globals: source.globals,
      start: firstLine((node.kind === 'Lambda' ? undefined : node.decorator_list[0]?.lineno) ?? node.lineno),
      parameters: {
        posonlyCount: args.posonlyargs.length,
        positionalCount,
        kwonlyCount: args.kwonlyargs.length,
        hasVarargs: args.vararg !== null,
        hasVarkwargs: args.kwarg !== null,
      },
      localNames: unit.locals.map(({ name }) => name),
      cellNames: unit.cells.map(({ name }) => name),
      freeNames: unit.free.map(({ name }) => name),
      cellParameters: unit.locals
        .slice(0, parameterCount)
        .flatMap((variable, slot) =>
          variable.captured ? [[slot, unit.cells.indexOf(variable)] as const] : [],
        ),
      doc: c.source.optimize === 2 ? null : docstring(body),
      hasCleanup: unit.hasCleanup,
      lines: source.shownLines,
      ...(node.kind === 'Lambda' || node.decorator_list[0] === undefined
        ? {}
        : { firstLine: node.decorator_list[0].lineno }),
      linking: {
        machine: c.machine,
        linkedTo: (globals) => functionCode(node, body, c.linkedTo(globals), owner),
      },
    },
    bodyCompiler(inner, () => body),
  );
}

export function docstring(body: readonly ast.Stmt[]): string | null {
  const [first] = body;
  if (first?.kind !== 'Expr' || first.value.kind !== 'Constant' || first.value.value.type !== 'str')
    return null;
  return cleanDocstring(first.value.value.value);
}

/** Docstrings lose their common indentation (`_PyCompile_CleanDoc`, new in 3.13). */
function cleanDocstring(text: string): string {
  const lines = text.split('\n').map((line) => line.replace(/\t/g, '        '));
  const margins = lines
    .slice(1)
    .flatMap((line) => (line.trim() === '' ? [] : [line.length - line.trimStart().length]));
  const margin = Math.min(...margins);
  const [first = '', ...rest] = lines;
  return [
    first.trimStart(),
    ...rest.map((line) => (Number.isFinite(margin) ? line.slice(margin) : line.trimStart())),
  ].join('\n');
}

function compileAnnotations(node: Definition, c: Compiler): ((frame: Frame) => PyDict) | null {
  const { args } = node;
  const all = [...args.posonlyargs, ...args.args, args.vararg, ...args.kwonlyargs, args.kwarg];
  const entries = all.flatMap((arg) => {
    if (!arg?.annotation) return [];
    return [{ name: c.mangle(arg.arg), value: compileAnnotation(arg.annotation, c) }];
  });
  if (node.returns !== null) entries.push({ name: 'return', value: compileAnnotation(node.returns, c) });
  if (entries.length === 0) return null;
  return (frame) => {
    const table = new HashTable();
    for (const { name, value } of entries) table.set(name, value(frame));
    return new PyDict(table);
  };
}
