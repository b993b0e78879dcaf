// The syntax tree: CPython 3.13's `ast` node classes, fields and positions, as TypeScript types.
//
// Every node has a `kind` tag that is the name of CPython's class. Field names and their order are
// those of CPython's Parser/Python.asdl. Two things differ: `Constant.kind` (the `u` prefix) is called
// `prefix` here because `kind` is the tag, and columns count UTF-16 code units where CPython counts
// UTF-8 bytes. Nodes are plain data; whoever rewrites one makes a copy.

/** Where a node stands: lines from 1, columns from 0 in UTF-16 code units, the end exclusive. */
export interface Position {
  readonly lineno: number;
  readonly col_offset: number;
  readonly end_lineno: number;
  readonly end_col_offset: number;
}

export type Identifier = string;

export interface Module {
  readonly kind: 'Module';
  readonly body: readonly Stmt[];
}

/** What `eval` compiles. */
export interface Expression {
  readonly kind: 'Expression';
  readonly body: Expr;
}

// ---- statements

export interface FunctionDef extends Position {
  readonly kind: 'FunctionDef';
  readonly name: Identifier;
  readonly args: Arguments;
  readonly body: readonly Stmt[];
  readonly decorator_list: readonly Expr[];
  readonly returns: Expr | null;
  readonly type_params: readonly TypeParam[];
}

export interface AsyncFunctionDef extends Position {
  readonly kind: 'AsyncFunctionDef';
  readonly name: Identifier;
  readonly args: Arguments;
  readonly body: readonly Stmt[];
  readonly decorator_list: readonly Expr[];
  readonly returns: Expr | null;
  readonly type_params: readonly TypeParam[];
}

export interface ClassDef extends Position {
  readonly kind: 'ClassDef';
  readonly name: Identifier;
  readonly bases: readonly Expr[];
  readonly keywords: readonly Keyword[];
  readonly body: readonly Stmt[];
  readonly decorator_list: readonly Expr[];
  readonly type_params: readonly TypeParam[];
}

export interface Return extends Position {
  readonly kind: 'Return';
  readonly value: Expr | null;
}

export interface Delete extends Position {
  readonly kind: 'Delete';
  readonly targets: readonly Expr[];
}

export interface Assign extends Position {
  readonly kind: 'Assign';
  readonly targets: readonly Expr[];
  readonly value: Expr;
}

export interface TypeAlias extends Position {
  readonly kind: 'TypeAlias';
  readonly name: Name;
  readonly type_params: readonly TypeParam[];
  readonly value: Expr;
}

export interface AugAssign extends Position {
  readonly kind: 'AugAssign';
  readonly target: Name | Attribute | Subscript;
  readonly op: Operator;
  readonly value: Expr;
}

export interface AnnAssign extends Position {
  readonly kind: 'AnnAssign';
  readonly target: Name | Attribute | Subscript;
  readonly annotation: Expr;
  readonly value: Expr | null;
  /** 1 when the target is a bare name, 0 when it is parenthesised, an attribute or a subscript. */
  readonly simple: 0 | 1;
}

export interface For extends Position {
  readonly kind: 'For';
  readonly target: Expr;
  readonly iter: Expr;
  readonly body: readonly Stmt[];
  readonly orelse: readonly Stmt[];
}

export interface AsyncFor extends Position {
  readonly kind: 'AsyncFor';
  readonly target: Expr;
  readonly iter: Expr;
  readonly body: readonly Stmt[];
  readonly orelse: readonly Stmt[];
}

export interface While extends Position {
  readonly kind: 'While';
  readonly test: Expr;
  readonly body: readonly Stmt[];
  readonly orelse: readonly Stmt[];
}

export interface If extends Position {
  readonly kind: 'If';
  readonly test: Expr;
  readonly body: readonly Stmt[];
  readonly orelse: readonly Stmt[];
}

export interface With extends Position {
  readonly kind: 'With';
  readonly items: readonly WithItem[];
  readonly body: readonly Stmt[];
}

export interface AsyncWith extends Position {
  readonly kind: 'AsyncWith';
  readonly items: readonly WithItem[];
  readonly body: readonly Stmt[];
}

export interface Match extends Position {
  readonly kind: 'Match';
  readonly subject: Expr;
  readonly cases: readonly MatchCase[];
}

export interface Raise extends Position {
  readonly kind: 'Raise';
  readonly exc: Expr | null;
  readonly cause: Expr | null;
}

export interface Try extends Position {
  readonly kind: 'Try';
  readonly body: readonly Stmt[];
  readonly handlers: readonly ExceptHandler[];
  readonly orelse: readonly Stmt[];
  readonly finalbody: readonly Stmt[];
}

export interface TryStar extends Position {
  readonly kind: 'TryStar';
  readonly body: readonly Stmt[];
  readonly handlers: readonly ExceptHandler[];
  readonly orelse: readonly Stmt[];
  readonly finalbody: readonly Stmt[];
}

export interface Assert extends Position {
  readonly kind: 'Assert';
  readonly test: Expr;
  readonly msg: Expr | null;
}

export interface Import extends Position {
  readonly kind: 'Import';
  readonly names: readonly Alias[];
}

export interface ImportFrom extends Position {
  readonly kind: 'ImportFrom';
  readonly module: Identifier | null;
  readonly names: readonly Alias[];
  readonly level: number;
}

export interface Global extends Position {
  readonly kind: 'Global';
  readonly names: readonly Identifier[];
}

export interface Nonlocal extends Position {
  readonly kind: 'Nonlocal';
  readonly names: readonly Identifier[];
}

export interface ExprStmt extends Position {
  readonly kind: 'Expr';
  readonly value: Expr;
}

export interface Pass extends Position {
  readonly kind: 'Pass';
}

export interface Break extends Position {
  readonly kind: 'Break';
}

export interface Continue extends Position {
  readonly kind: 'Continue';
}

export type Stmt =
  | FunctionDef
  | AsyncFunctionDef
  | ClassDef
  | Return
  | Delete
  | Assign
  | TypeAlias
  | AugAssign
  | AnnAssign
  | For
  | AsyncFor
  | While
  | If
  | With
  | AsyncWith
  | Match
  | Raise
  | Try
  | TryStar
  | Assert
  | Import
  | ImportFrom
  | Global
  | Nonlocal
  | ExprStmt
  | Pass
  | Break
  | Continue;

// ---- expressions

export interface BoolOp extends Position {
  readonly kind: 'BoolOp';
  readonly op: 'And' | 'Or';
  readonly values: readonly Expr[];
}

export interface NamedExpr extends Position {
  readonly kind: 'NamedExpr';
  readonly target: Name;
  readonly value: Expr;
}

export interface BinOp extends Position {
  readonly kind: 'BinOp';
  readonly left: Expr;
  readonly op: Operator;
  readonly right: Expr;
}

export interface UnaryOp extends Position {
  readonly kind: 'UnaryOp';
  readonly op: UnaryOperator;
  readonly operand: Expr;
}

export interface Lambda extends Position {
  readonly kind: 'Lambda';
  readonly args: Arguments;
  readonly body: Expr;
}

export interface IfExp extends Position {
  readonly kind: 'IfExp';
  readonly test: Expr;
  readonly body: Expr;
  readonly orelse: Expr;
}

export interface Dict extends Position {
  readonly kind: 'Dict';
  /** A null key stands for `**value`. */
  readonly keys: readonly (Expr | null)[];
  readonly values: readonly Expr[];
}

export interface SetDisplay extends Position {
  readonly kind: 'Set';
  readonly elts: readonly Expr[];
}

export interface ListComp extends Position {
  readonly kind: 'ListComp';
  readonly elt: Expr;
  readonly generators: readonly Comprehension[];
}

export interface SetComp extends Position {
  readonly kind: 'SetComp';
  readonly elt: Expr;
  readonly generators: readonly Comprehension[];
}

export interface DictComp extends Position {
  readonly kind: 'DictComp';
  readonly key: Expr;
  readonly value: Expr;
  readonly generators: readonly Comprehension[];
}

export interface GeneratorExp extends Position {
  readonly kind: 'GeneratorExp';
  readonly elt: Expr;
  readonly generators: readonly Comprehension[];
}

export interface Await extends Position {
  readonly kind: 'Await';
  readonly value: Expr;
}

export interface Yield extends Position {
  readonly kind: 'Yield';
  readonly value: Expr | null;
}

export interface YieldFrom extends Position {
  readonly kind: 'YieldFrom';
  readonly value: Expr;
}

export interface Compare extends Position {
  readonly kind: 'Compare';
  readonly left: Expr;
  readonly ops: readonly CompareOperator[];
  readonly comparators: readonly Expr[];
}

export interface Call extends Position {
  readonly kind: 'Call';
  readonly func: Expr;
  readonly args: readonly Expr[];
  readonly keywords: readonly Keyword[];
}

export interface FormattedValue extends Position {
  readonly kind: 'FormattedValue';
  readonly value: Expr;
  /** The code of the character after `!` (`s` 115, `r` 114, `a` 97), or -1. */
  readonly conversion: number;
  readonly format_spec: JoinedStr | null;
}

export interface JoinedStr extends Position {
  readonly kind: 'JoinedStr';
  readonly values: readonly Expr[];
}

/** `float` and `complex` (its imaginary part) carry a number too, so the type cannot be read off the value alone. */
export type ConstantValue =
  | { readonly type: 'None' }
  | { readonly type: 'Ellipsis' }
  | { readonly type: 'bool'; readonly value: boolean }
  /** A bigint only outside the safe integers. */
  | { readonly type: 'int'; readonly value: number | bigint }
  | { readonly type: 'float'; readonly value: number }
  | { readonly type: 'complex'; readonly value: number }
  | { readonly type: 'str'; readonly value: string }
  | { readonly type: 'bytes'; readonly value: Uint8Array };

export interface Constant extends Position {
  readonly kind: 'Constant';
  readonly value: ConstantValue;
  /** CPython's `kind`. */
  readonly prefix: 'u' | null;
}

export interface Attribute extends Position {
  readonly kind: 'Attribute';
  readonly value: Expr;
  readonly attr: Identifier;
  readonly ctx: ExprContext;
}

export interface Subscript extends Position {
  readonly kind: 'Subscript';
  readonly value: Expr;
  readonly slice: Expr;
  readonly ctx: ExprContext;
}

export interface Starred extends Position {
  readonly kind: 'Starred';
  readonly value: Expr;
  readonly ctx: ExprContext;
}

export interface Name extends Position {
  readonly kind: 'Name';
  readonly id: Identifier;
  readonly ctx: ExprContext;
}

export interface ListDisplay extends Position {
  readonly kind: 'List';
  readonly elts: readonly Expr[];
  readonly ctx: ExprContext;
}

export interface TupleDisplay extends Position {
  readonly kind: 'Tuple';
  readonly elts: readonly Expr[];
  readonly ctx: ExprContext;
}

export interface Slice extends Position {
  readonly kind: 'Slice';
  readonly lower: Expr | null;
  readonly upper: Expr | null;
  readonly step: Expr | null;
}

export type Expr =
  | BoolOp
  | NamedExpr
  | BinOp
  | UnaryOp
  | Lambda
  | IfExp
  | Dict
  | SetDisplay
  | ListComp
  | SetComp
  | DictComp
  | GeneratorExp
  | Await
  | Yield
  | YieldFrom
  | Compare
  | Call
  | FormattedValue
  | JoinedStr
  | Constant
  | Attribute
  | Subscript
  | Starred
  | Name
  | ListDisplay
  | TupleDisplay
  | Slice;

export type ExprContext = 'Load' | 'Store' | 'Del';

export type Operator =
  | 'Add'
  | 'Sub'
  | 'Mult'
  | 'MatMult'
  | 'Div'
  | 'Mod'
  | 'Pow'
  | 'LShift'
  | 'RShift'
  | 'BitOr'
  | 'BitXor'
  | 'BitAnd'
  | 'FloorDiv';

export type UnaryOperator = 'Invert' | 'Not' | 'UAdd' | 'USub';

export type CompareOperator = 'Eq' | 'NotEq' | 'Lt' | 'LtE' | 'Gt' | 'GtE' | 'Is' | 'IsNot' | 'In' | 'NotIn';

// ---- parts of statements and expressions

/** One `for … in … if …` clause. It has no position of its own, as in CPython. */
export interface Comprehension {
  readonly kind: 'comprehension';
  readonly target: Expr;
  readonly iter: Expr;
  readonly ifs: readonly Expr[];
  readonly is_async: 0 | 1;
}

export interface ExceptHandler extends Position {
  readonly kind: 'ExceptHandler';
  readonly type: Expr | null;
  readonly name: Identifier | null;
  readonly body: readonly Stmt[];
}

/** Parameters. `defaults` belong to the last of `posonlyargs` + `args`; `kw_defaults` run along `kwonlyargs`. */
export interface Arguments {
  readonly kind: 'arguments';
  readonly posonlyargs: readonly Arg[];
  readonly args: readonly Arg[];
  readonly vararg: Arg | null;
  readonly kwonlyargs: readonly Arg[];
  readonly kw_defaults: readonly (Expr | null)[];
  readonly kwarg: Arg | null;
  readonly defaults: readonly Expr[];
}

export interface Arg extends Position {
  readonly kind: 'arg';
  readonly arg: Identifier;
  readonly annotation: Expr | null;
}

/** A keyword argument; a null `arg` stands for `**value`. */
export interface Keyword extends Position {
  readonly kind: 'keyword';
  readonly arg: Identifier | null;
  readonly value: Expr;
}

export interface Alias extends Position {
  readonly kind: 'alias';
  readonly name: Identifier;
  readonly asname: Identifier | null;
}

export interface WithItem {
  readonly kind: 'withitem';
  readonly context_expr: Expr;
  readonly optional_vars: Expr | null;
}

export interface MatchCase {
  readonly kind: 'match_case';
  readonly pattern: Pattern;
  readonly guard: Expr | null;
  readonly body: readonly Stmt[];
}

// ---- patterns

export interface MatchValue extends Position {
  readonly kind: 'MatchValue';
  readonly value: Expr;
}

export interface MatchSingleton extends Position {
  readonly kind: 'MatchSingleton';
  readonly value: null | boolean;
}

export interface MatchSequence extends Position {
  readonly kind: 'MatchSequence';
  readonly patterns: readonly Pattern[];
}

export interface MatchMapping extends Position {
  readonly kind: 'MatchMapping';
  readonly keys: readonly Expr[];
  readonly patterns: readonly Pattern[];
  readonly rest: Identifier | null;
}

export interface MatchClass extends Position {
  readonly kind: 'MatchClass';
  readonly cls: Expr;
  readonly patterns: readonly Pattern[];
  readonly kwd_attrs: readonly Identifier[];
  readonly kwd_patterns: readonly Pattern[];
}

export interface MatchStar extends Position {
  readonly kind: 'MatchStar';
  readonly name: Identifier | null;
}

export interface MatchAs extends Position {
  readonly kind: 'MatchAs';
  readonly pattern: Pattern | null;
  readonly name: Identifier | null;
}

export interface MatchOr extends Position {
  readonly kind: 'MatchOr';
  readonly patterns: readonly Pattern[];
}

export type Pattern =
  | MatchValue
  | MatchSingleton
  | MatchSequence
  | MatchMapping
  | MatchClass
  | MatchStar
  | MatchAs
  | MatchOr;

// ---- type parameters

export interface TypeVar extends Position {
  readonly kind: 'TypeVar';
  readonly name: Identifier;
  readonly bound: Expr | null;
  readonly default_value: Expr | null;
}

export interface ParamSpec extends Position {
  readonly kind: 'ParamSpec';
  readonly name: Identifier;
  readonly default_value: Expr | null;
}

export interface TypeVarTuple extends Position {
  readonly kind: 'TypeVarTuple';
  readonly name: Identifier;
  readonly default_value: Expr | null;
}

export type TypeParam = TypeVar | ParamSpec | TypeVarTuple;

export type Node =
  | Module
  | Expression
  | Stmt
  | Expr
  | Comprehension
  | ExceptHandler
  | Arguments
  | Arg
  | Keyword
  | Alias
  | WithItem
  | MatchCase
  | Pattern
  | TypeParam;
