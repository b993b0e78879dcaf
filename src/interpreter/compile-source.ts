// From source text to a code object: parse, symbol pass, compile.

import type * as ast from '../../grammar/ast.js';
import { type Comment, type ParsedModule, parseExpression, parseModule } from '../../grammar/parser.js';
import { Problems } from '../../grammar/syntax-error.js';
import { bodyCompiler } from '../compile/bodies.js';
import { Compiler, type SourceContext } from '../compile/compiler.js';
import { docstring } from '../compile/functions.js';
import { analyze } from '../compile/symbols.js';
import { Code } from '../execution/code.js';
import type { Machine } from '../execution/machine.js';
import type { Namespace } from '../execution/namespace.js';

export interface CompiledModule {
  readonly code: Code;
  readonly comments: readonly Comment[];
  readonly tree: ast.Module;
}

export interface CompileOptions {
  /** Names are kept in a mapping of their own, as `exec` with `locals` wants it. */
  readonly separateLocals?: boolean;
  /** The code is a part of the library and not traced. */
  readonly isLibrary?: boolean;
}

/** Compiles a module for the namespace it will run in. Throws `PySyntaxProblem`. */
export function compileModule(
  machine: Machine,
  source: string,
  filename: string,
  globals: Namespace,
  options: CompileOptions = {},
): CompiledModule {
  const parsed: ParsedModule = parseModule(source);
  const { tree, lines } = parsed;
  const code = moduleCode(machine, tree, tree.body, lines, filename, globals, options);
  return { code, comments: parsed.comments, tree };
}

/** Compiles an expression for `eval`; running the code gives its value. */
export function compileExpression(
  machine: Machine,
  source: string,
  filename: string,
  globals: Namespace,
  options: CompileOptions = {},
): Code {
  const tree = parseExpression(source);
  const { lineno, col_offset, end_lineno, end_col_offset } = tree.body;
  const body: ast.Return = {
    kind: 'Return',
    value: tree.body,
    lineno,
    col_offset,
    end_lineno,
    end_col_offset,
  };
  return moduleCode(machine, tree, [body], source.split('\n'), filename, globals, options);
}

const START = { lineno: 1, col_offset: 0, end_lineno: 1, end_col_offset: 0 };

function moduleCode(
  machine: Machine,
  tree: ast.Module | ast.Expression,
  body: readonly ast.Stmt[],
  lines: readonly string[],
  filename: string,
  globals: Namespace,
  { separateLocals = false, isLibrary = false }: CompileOptions,
): Code {
  const problems = new Problems(lines);
  const table = analyze(tree, problems, { separateLocals });
  const unit = table.unit(tree);
  const source: SourceContext = {
    machine,
    filename,
    lines,
    problems,
    table,
    globals,
    lazyAnnotations: usesFutureAnnotations(body),
    isLibrary,
  };
  const compiler = new Compiler(source, unit, table.scope(tree));
  return new Code(
    {
      name: '<module>',
      qualname: '<module>',
      filename,
      kind: 'module',
      start: START,
      parameters: Code.noParameters,
      localNames: unit.locals.map(({ name }) => name),
      cellNames: unit.cells.map(({ name }) => name),
      freeNames: [],
      cellParameters: [],
      doc: docstring(body),
      lines,
    },
    bodyCompiler(compiler, () => body),
  );
}

function usesFutureAnnotations(body: readonly ast.Stmt[]): boolean {
  return body.some(
    (node) =>
      node.kind === 'ImportFrom' &&
      node.module === '__future__' &&
      node.names.some(({ name }) => name === 'annotations'),
  );
}
