// The classes of Python's syntax tree: what each derives from and which fields it has (Parser/Python.asdl).
//
// A field is written `name:kind`, where the kind is a class of nodes, `identifier`, `string`, `int` or `constant`;
// `?` marks what may be None and `*` a list.

import { once } from '../library.js';

export interface Field {
  readonly name: string;
  /** The class of nodes, or the kind of value. */
  readonly kind: string;
  readonly many: boolean;
  readonly optional: boolean;
}

export interface Shape {
  readonly name: string;
  readonly base: string;
  readonly fields: readonly Field[];
}

const BODY = 'body:stmt*';
const FUNCTION =
  'name:identifier args:arguments body:stmt* decorator_list:expr* returns:expr? type_comment:string? type_params:type_param*';
const LOOP = 'target:expr iter:expr body:stmt* orelse:stmt* type_comment:string?';
const TRY = 'body:stmt* handlers:excepthandler* orelse:stmt* finalbody:stmt*';

/** By base class, in CPython's order. */
const SHAPES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  mod: {
    Module: `${BODY} type_ignores:type_ignore*`,
    Interactive: BODY,
    Expression: 'body:expr',
    FunctionType: 'argtypes:expr* returns:expr',
  },
  stmt: {
    FunctionDef: FUNCTION,
    AsyncFunctionDef: FUNCTION,
    ClassDef:
      'name:identifier bases:expr* keywords:keyword* body:stmt* decorator_list:expr* type_params:type_param*',
    Return: 'value:expr?',
    Delete: 'targets:expr*',
    Assign: 'targets:expr* value:expr type_comment:string?',
    TypeAlias: 'name:expr type_params:type_param* value:expr',
    AugAssign: 'target:expr op:operator value:expr',
    AnnAssign: 'target:expr annotation:expr value:expr? simple:int',
    For: LOOP,
    AsyncFor: LOOP,
    While: 'test:expr body:stmt* orelse:stmt*',
    If: 'test:expr body:stmt* orelse:stmt*',
    With: 'items:withitem* body:stmt* type_comment:string?',
    AsyncWith: 'items:withitem* body:stmt* type_comment:string?',
    Match: 'subject:expr cases:match_case*',
    Raise: 'exc:expr? cause:expr?',
    Try: TRY,
    TryStar: TRY,
    Assert: 'test:expr msg:expr?',
    Import: 'names:alias*',
    ImportFrom: 'module:identifier? names:alias* level:int?',
    Global: 'names:identifier*',
    Nonlocal: 'names:identifier*',
    Expr: 'value:expr',
    Pass: '',
    Break: '',
    Continue: '',
  },
  expr: {
    BoolOp: 'op:boolop values:expr*',
    NamedExpr: 'target:expr value:expr',
    BinOp: 'left:expr op:operator right:expr',
    UnaryOp: 'op:unaryop operand:expr',
    Lambda: 'args:arguments body:expr',
    IfExp: 'test:expr body:expr orelse:expr',
    Dict: 'keys:expr?* values:expr*',
    Set: 'elts:expr*',
    ListComp: 'elt:expr generators:comprehension*',
    SetComp: 'elt:expr generators:comprehension*',
    DictComp: 'key:expr value:expr generators:comprehension*',
    GeneratorExp: 'elt:expr generators:comprehension*',
    Await: 'value:expr',
    Yield: 'value:expr?',
    YieldFrom: 'value:expr',
    Compare: 'left:expr ops:cmpop* comparators:expr*',
    Call: 'func:expr args:expr* keywords:keyword*',
    FormattedValue: 'value:expr conversion:int format_spec:expr?',
    JoinedStr: 'values:expr*',
    Constant: 'value:constant kind:string?',
    Attribute: 'value:expr attr:identifier ctx:expr_context',
    Subscript: 'value:expr slice:expr ctx:expr_context',
    Starred: 'value:expr ctx:expr_context',
    Name: 'id:identifier ctx:expr_context',
    List: 'elts:expr* ctx:expr_context',
    Tuple: 'elts:expr* ctx:expr_context',
    Slice: 'lower:expr? upper:expr? step:expr?',
  },
  expr_context: { Load: '', Store: '', Del: '' },
  boolop: { And: '', Or: '' },
  operator: Object.fromEntries(
    'Add Sub Mult MatMult Div Mod Pow LShift RShift BitOr BitXor BitAnd FloorDiv'
      .split(' ')
      .map((name) => [name, '']),
  ),
  unaryop: { Invert: '', Not: '', UAdd: '', USub: '' },
  cmpop: Object.fromEntries('Eq NotEq Lt LtE Gt GtE Is IsNot In NotIn'.split(' ').map((name) => [name, ''])),
  excepthandler: { ExceptHandler: 'type:expr? name:identifier? body:stmt*' },
  pattern: {
    MatchValue: 'value:expr',
    MatchSingleton: 'value:constant',
    MatchSequence: 'patterns:pattern*',
    MatchMapping: 'keys:expr* patterns:pattern* rest:identifier?',
    MatchClass: 'cls:expr patterns:pattern* kwd_attrs:identifier* kwd_patterns:pattern*',
    MatchStar: 'name:identifier?',
    MatchAs: 'pattern:pattern? name:identifier?',
    MatchOr: 'patterns:pattern*',
  },
  type_ignore: { TypeIgnore: 'lineno:int tag:string' },
  type_param: {
    TypeVar: 'name:identifier bound:expr? default_value:expr?',
    ParamSpec: 'name:identifier default_value:expr?',
    TypeVarTuple: 'name:identifier default_value:expr?',
  },
  AST: {
    comprehension: 'target:expr iter:expr ifs:expr* is_async:int',
    arguments:
      'posonlyargs:arg* args:arg* vararg:arg? kwonlyargs:arg* kw_defaults:expr?* kwarg:arg? defaults:expr*',
    arg: 'arg:identifier annotation:expr? type_comment:string?',
    keyword: 'arg:identifier? value:expr',
    alias: 'name:identifier asname:identifier?',
    withitem: 'context_expr:expr optional_vars:expr?',
    match_case: 'pattern:pattern guard:expr? body:stmt*',
  },
};

/** Abstract classes: nodes are of classes derived from them. */
export const ABSTRACT: readonly string[] = Object.keys(SHAPES).filter((name) => name !== 'AST');

const LOCATED = new Set([
  ...['stmt', 'expr', 'excepthandler', 'pattern', 'type_param'],
  ...['arg', 'keyword', 'alias'],
]);

export const LOCATION = ['lineno', 'col_offset', 'end_lineno', 'end_col_offset'] as const;

/** Whether nodes of the class, or of classes derived from it, know where they stand. */
export const isLocated = (name: string): boolean => LOCATED.has(name);

/** Classes whose end may be left out. */
export const hasOptionalEnd = (name: string): boolean =>
  isLocated(name) && name !== 'pattern' && name !== 'type_param';

function fieldOf(text: string): Field {
  const [name = '', written = ''] = text.split(':');
  const kind = written.replace(/[?*]/g, '');
  return { name, kind, many: written.endsWith('*'), optional: written.includes('?') };
}

export const shapes = once((): ReadonlyMap<string, Shape> => {
  const all = new Map<string, Shape>();
  for (const [base, classes] of Object.entries(SHAPES)) {
    for (const [name, fields] of Object.entries(classes)) {
      const parts = fields === '' ? [] : fields.split(' ').map(fieldOf);
      all.set(name, { name, base, fields: parts });
    }
  }
  return all;
});

/** Classes without fields: one node of each serves for all trees. */
export const isSign = (base: string): boolean =>
  ['expr_context', 'boolop', 'operator', 'unaryop', 'cmpop'].includes(base);
