// From source text to a code object: parse, symbol pass, compile.

import type * as ast from '../../grammar/ast.js';
import type { LiteralWarning } from '../../grammar/literal-warnings.js';
import { type Comment, parseEvaluated, parseModule } from '../../grammar/parser.js';
import { Problems } from '../../grammar/syntax-error.js';
import { bodyCompiler } from '../compile/bodies.js';
import type { BuiltinNames } from '../compile/compiler.js';
import { Compiler, type SourceContext } from '../compile/compiler.js';
import { docstring } from '../compile/functions.js';
import { futureFeatures } from '../compile/future.js';
import { analyze } from '../compile/symbols.js';
import { Code } from '../execution/code.js';
import type { Machine } from '../execution/machine.js';
import { PyModule } from '../execution/module.js';
import { type GlobalCell, type Namespace, namespaceOf } from '../execution/namespace.js';
import { PyDict } from '../objects/containers.js';
import { isExceptionOf, typeError } from '../objects/exceptions.js';
import type { Value } from '../objects/object.js';
import { getItem } from '../objects/subscript.js';
import { dictType } from '../objects/types.js';

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
  /** The text is in no file: tracebacks show no lines of it. */
  readonly isText?: boolean;
  /** It was compiled before, and what there is to warn of has been said. */
  readonly isQuiet?: boolean;
  /** As `compile` has it: 1 leaves out `assert`, 2 docstrings, too. */
  readonly optimize?: number;
  /** What is done with the value of an expression statement at the top level, in `single` mode. */
  readonly display?: (value: Value) => void;
}

/** Compiles a module for the namespace it will run in. Throws `PySyntaxProblem`. */
export function compileModule(
  machine: Machine,
  source: string,
  filename: string,
  globals: Namespace,
  options: CompileOptions = {},
): CompiledModule {
  const parsed = parseSource(source, 'exec');
  const code = linkCode(machine, parsed, filename, globals, options);
  return { code, comments: parsed.comments, tree: parsed.module };
}

export type SourceMode = 'exec' | 'eval' | 'single';

/** A parsed text that can be compiled for any number of namespaces. */
export interface ParsedSource {
  readonly tree: ast.Module | ast.Expression;
  readonly body: readonly ast.Stmt[];
  readonly lines: readonly string[];
  readonly warnings: readonly LiteralWarning[];
}

export function parseSource(
  source: string,
  mode: 'exec',
): ParsedSource & { module: ast.Module; comments: readonly Comment[] };
export function parseSource(source: string, mode: SourceMode): ParsedSource;
export function parseSource(source: string, mode: SourceMode): ParsedSource {
  if (mode === 'eval') {
    const { tree, warnings } = parseEvaluated(source);
    return { tree, body: returning(tree), lines: source.trimStart().split('\n'), warnings };
  }
  const parsed = parseModule(source);
  const { tree, lines, comments, warnings } = parsed;
  const [first] = tree.body;
  // Simple statements may share a line.
  const second = tree.body.find(({ lineno }) => first !== undefined && lineno > first.end_lineno);
  if (mode === 'single' && second !== undefined) {
    throw new Problems(lines).at(second, 'multiple statements found while compiling a single statement');
  }
  const whole = { tree, module: tree, body: tree.body, lines, comments, warnings };
  return whole;
}

/** An expression is compiled as a body that returns it. */
export function returning({ body }: ast.Expression): ast.Stmt[] {
  const { lineno, col_offset, end_lineno, end_col_offset } = body;
  return [{ kind: 'Return', value: body, lineno, col_offset, end_lineno, end_col_offset }];
}

const START = { lineno: 1, col_offset: 0, end_lineno: 1, end_col_offset: 0 };

/** Compiles for a namespace. Throws `PySyntaxProblem` for what only the symbol pass sees. */
export function linkCode(
  machine: Machine,
  { tree, body, lines, warnings }: ParsedSource,
  filename: string,
  globals: Namespace,
  {
    separateLocals = false,
    isLibrary = false,
    isText = false,
    isQuiet = false,
    optimize = 0,
    display,
  }: CompileOptions,
): Code {
  const problems = new Problems(lines);
  const lazyAnnotations = futureFeatures(body, problems).has('annotations');
  const table = analyze(tree, problems, { separateLocals, lazyAnnotations });
  for (const { node, message } of isQuiet ? [] : [...warnings, ...table.warnings]) {
    const line = isText ? undefined : lines[node.lineno - 1];
    try {
      machine.warnAt('SyntaxWarning', message, { filename, lineno: node.lineno, line });
    } catch (raised) {
      // A warning that a filter turns into an error is an error of the source.
      if (!isExceptionOf(raised, 'SyntaxWarning')) throw raised;
      throw problems.at(node, message);
    }
  }
  const unit = table.unit(tree);
  // What is known under the text's name is shown, as `linecache` has it.
  const shownLines = isText ? (machine.sources.get(filename) ?? []) : lines;
  if (!isText && !isLibrary) machine.sources.set(filename, lines);
  const source: SourceContext = {
    machine,
    filename,
    lines,
    shownLines,
    problems,
    table,
    globals,
    builtins: builtinsOf(globals, machine),
    lazyAnnotations,
    mentionsDeath: !isLibrary && lines.some((line) => /__del__|weakref/.test(line)),
    mentionsAsync: !isLibrary && lines.some((line) => /async|__del__|weakref/.test(line)),
    isLibrary,
    optimize,
    display: display ?? null,
  };
  const compiler = new Compiler(source, unit, table.scope(tree));
  return new Code(
    {
      name: '<module>',
      qualname: '<module>',
      filename,
      kind: 'module',
      globals,
      start: START,
      parameters: Code.noParameters,
      localNames: unit.locals.map(({ name }) => name),
      cellNames: unit.cells.map(({ name }) => name),
      freeNames: [],
      cellParameters: [],
      doc: optimize === 2 ? null : docstring(body),
      lines: shownLines,
    },
    bodyCompiler(compiler, () => body),
  );
}

/** The namespace that stands behind the globals: `__builtins__`, which `exec` lets programs choose. */
function builtinsOf(globals: Namespace, machine: Machine): BuiltinNames {
  const chosen = globals.get('__builtins__');
  if (chosen === undefined) return machine.builtins;
  if (chosen instanceof PyModule) return chosen.namespace;
  if (chosen instanceof PyDict && chosen.cls === dictType) return namespaceOf(chosen);
  return new BuiltinMapping(chosen);
}

/** Built-in names in a mapping of the program's own, which may find them in any way. */
class BuiltinMapping implements BuiltinNames {
  constructor(readonly mapping: Value) {}

  get(name: string): Value | undefined {
    try {
      return getItem(this.mapping, name);
    } catch (error) {
      if (isExceptionOf(error, 'KeyError')) return undefined;
      throw error;
    }
  }

  cell(name: string): GlobalCell {
    const found = (): Value | undefined => this.get(name);
    return {
      get value() {
        return found();
      },
      set value(_value) {
        throw typeError('built-in names can not be set through a mapping');
      },
    };
  }
}
