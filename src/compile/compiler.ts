// The context handed to every family of nodes: what is being compiled, and the dispatch by node kind.
//
// An expression becomes a closure `(frame) => value`; a statement becomes `(frame) => completion`, undefined for "go
// on", BREAK, CONTINUE, or the returned value. Nothing is looked up twice: bindings, operators and constants are
// captured. A body is compiled when it is first called.

import type * as ast from '../../grammar/ast.js';
import type { Problems } from '../../grammar/syntax-error.js';
import type { Frame } from '../execution/frame.js';
import type { Machine } from '../execution/machine.js';
import type { GlobalCell, Namespace } from '../execution/namespace.js';
import { isTrue } from '../objects/compare.js';
import type { Value } from '../objects/object.js';
import type { Recorder } from '../trace/recorder.js';
import { compileAssert } from './assertions.js';
import { blockOf } from './blocks.js';
import { compileBoolOp, compileIfExp, compileNamedExpr, compileUnaryOp } from './boolean.js';
import { compileCall } from './calls.js';
import { compileClassDef } from './classes.js';
import { compileCompare, compileCompareCondition } from './comparisons.js';
import { BREAK, CONTINUE } from './completion.js';
import { compileDictComp, compileGeneratorExp, compileListComp, compileSetComp } from './comprehensions.js';
import { compileFor, compileIf, compileWhile } from './control.js';
import { compileDict, compileList, compileSet, compileTuple } from './displays.js';
import { lookingForDropped } from './dropped-coroutines.js';
import {
  compileAttribute,
  compileBinOp,
  compileConstant,
  compileSlice,
  compileSubscript,
} from './expressions.js';
import { compileFormattedValue, compileJoinedStr } from './fstrings.js';
import { compileFunctionDef, compileLambda } from './functions.js';
import { compileImport, compileImportFrom } from './imports.js';
import { withLine } from './lines.js';
import { compileName } from './names.js';
import { compileMatch } from './patterns.js';
import type { Scope, Unit } from './scope.js';
import {
  compileAnnAssign,
  compileAssign,
  compileAugAssign,
  compileDelete,
  compileExprStmt,
  compileReturn,
} from './statements.js';
import type { SymbolTable } from './symbol-table.js';
import { compileTypeAlias } from './type-parameters.js';
import { compileRaise, compileTry, compileTryStar, compileWith } from './unwinding.js';

export type Eval = (frame: Frame) => Value;
export type Condition = (frame: Frame) => boolean;
export type Exec = (frame: Frame) => Value | undefined;
/** Puts something around the evaluation of an expression. */
export type Observer = (node: ast.Expr, evaluate: Eval) => Eval;

/** Where names that are no globals are looked up. */
export interface BuiltinNames {
  get(name: string): Value | undefined;
  cell(name: string): GlobalCell;
}

/** What all code of one source shares. */
export interface SourceContext {
  readonly machine: Machine;
  readonly filename: string;
  readonly lines: readonly string[];
  /** Lines as tracebacks show them; none where the text is in no file. */
  readonly shownLines: readonly string[];
  readonly problems: Problems;
  readonly table: SymbolTable;
  readonly globals: Namespace;
  readonly builtins: BuiltinNames;
  /** `from __future__ import annotations` is in force. */
  readonly lazyAnnotations: boolean;
  /** `async`, `__del__` or `weakref` stands in it: only then a statement may drop what somebody would notice. */
  readonly mentionsAsync: boolean;
  /** `__del__` or `weakref` stands in it: only then the end of a function is looked at. */
  readonly mentionsDeath: boolean;
  /** As `compile` has it: 1 leaves out `assert`, 2 docstrings, too. */
  readonly optimize: number;
  /** The code belongs to the library: it leaves no events of its own in the trace. */
  readonly isLibrary: boolean;
  /** What is done with the value of an expression statement at the top level, in `single` mode. */
  readonly display: ((value: Value) => void) | null;
}

export class Compiler {
  constructor(
    readonly source: SourceContext,
    readonly unit: Unit,
    /** The scope that plain statements of the unit are in. */
    readonly scope: Scope,
    /** Sees every expression evaluated; null for all but asserts that are explained. */
    readonly observer: Observer | null = null,
  ) {}

  get machine(): Machine {
    return this.source.machine;
  }

  /** Null where the code is not traced. */
  get recorder(): Recorder | null {
    return this.source.isLibrary ? null : this.source.machine.recorder;
  }

  /** The compiler of a unit inside this one. */
  inner(unit: Unit, scope: Scope): Compiler {
    return new Compiler(this.source, unit, scope);
  }

  /** The same place, with someone who sees the values of expressions. */
  observedBy(observer: Observer): Compiler {
    return new Compiler(this.source, this.unit, this.scope, observer);
  }

  /** The same place in a copy of the source that runs over other global variables. */
  linkedTo(globals: Namespace): Compiler {
    return new Compiler({ ...this.source, globals }, this.unit, this.scope);
  }

  mangle(name: string): string {
    return this.scope.mangle(name);
  }

  expression(node: ast.Expr): Eval {
    const evaluate = this.#plainExpression(node);
    return this.observer === null ? evaluate : this.observer(node, evaluate);
  }

  #plainExpression(node: ast.Expr): Eval {
    switch (node.kind) {
      case 'Name':
        return compileName(node, this);
      case 'Constant':
        return compileConstant(node);
      case 'Attribute':
        return compileAttribute(node, this);
      case 'Call':
        return compileCall(node, this);
      case 'BinOp':
        return compileBinOp(node, this);
      case 'UnaryOp':
        return compileUnaryOp(node, this);
      case 'BoolOp':
        return compileBoolOp(node, this);
      case 'Compare':
        return compileCompare(node, this);
      case 'IfExp':
        return compileIfExp(node, this);
      case 'NamedExpr':
        return compileNamedExpr(node, this);
      case 'Subscript':
        return compileSubscript(node, this);
      case 'Slice':
        return compileSlice(node, this);
      case 'List':
        return compileList(node, this);
      case 'Tuple':
        return compileTuple(node, this);
      case 'Set':
        return compileSet(node, this);
      case 'Dict':
        return compileDict(node, this);
      case 'ListComp':
        return compileListComp(node, this);
      case 'SetComp':
        return compileSetComp(node, this);
      case 'DictComp':
        return compileDictComp(node, this);
      case 'GeneratorExp':
        return compileGeneratorExp(node, this);
      case 'Lambda':
        return compileLambda(node, this);
      case 'JoinedStr':
        return compileJoinedStr(node, this);
      case 'FormattedValue':
        return compileFormattedValue(node, this);
      case 'Await':
      case 'Yield':
      case 'YieldFrom':
      case 'Starred':
        throw new Error(`${node.kind} must have been lowered or handled by its parent`);
    }
  }

  /** An expression whose truth alone is asked for. */
  condition(node: ast.Expr): Condition {
    if (node.kind === 'Compare' && node.ops.length === 1) return compileCompareCondition(node, this);
    if (node.kind === 'UnaryOp' && node.op === 'Not') {
      const operand = this.condition(node.operand);
      return (frame) => !operand(frame);
    }
    if (node.kind === 'BoolOp') {
      const [first, ...rest] = node.values.map((value) => this.condition(value));
      if (first !== undefined) {
        return rest.reduce<Condition>(
          node.op === 'And'
            ? (left, right) => (frame) => left(frame) && right(frame)
            : (left, right) => (frame) => left(frame) || right(frame),
          first,
        );
      }
    }
    const value = this.expression(node);
    return (frame) => {
      const result = value(frame);
      if (typeof result === 'boolean') return result;
      frame.position = node;
      return isTrue(result);
    };
  }

  /** A statement with its line event. */
  statement(node: ast.Stmt): Exec {
    return withLine(node, lookingForDropped(node, this.bareStatement(node), this), this);
  }

  bareStatement(node: ast.Stmt): Exec {
    switch (node.kind) {
      case 'Expr':
        return compileExprStmt(node, this);
      case 'Assign':
        return compileAssign(node, this);
      case 'AugAssign':
        return compileAugAssign(node, this);
      case 'AnnAssign':
        return compileAnnAssign(node, this);
      case 'Return':
        return compileReturn(node, this);
      case 'If':
        return compileIf(node, this);
      case 'While':
        return compileWhile(node, this);
      case 'For':
        return compileFor(node, this);
      case 'FunctionDef':
      case 'AsyncFunctionDef':
        return compileFunctionDef(node, this);
      case 'ClassDef':
        return compileClassDef(node, this);
      case 'With':
        return compileWith(node, this);
      case 'Try':
        return compileTry(node, this);
      case 'TryStar':
        return compileTryStar(node, this);
      case 'Raise':
        return compileRaise(node, this);
      case 'Match':
        return compileMatch(node, this);
      case 'Import':
        return compileImport(node, this);
      case 'ImportFrom':
        return compileImportFrom(node, this);
      case 'Delete':
        return compileDelete(node, this);
      case 'Assert':
        return compileAssert(node, this);
      case 'TypeAlias':
        return compileTypeAlias(node, this);
      case 'Break':
        return () => BREAK;
      case 'Continue':
        return () => CONTINUE;
      case 'Pass':
      case 'Global':
      case 'Nonlocal':
        return () => undefined;
      case 'AsyncFor':
      case 'AsyncWith':
        throw new Error(`${node.kind} has only a pausable form`);
    }
  }

  block(body: readonly ast.Stmt[]): Exec {
    return blockOf(body, this);
  }
}
