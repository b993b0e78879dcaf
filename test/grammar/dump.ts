// Prints a syntax tree exactly as CPython's `ast.dump(tree, include_attributes=True)` does, so that the
// two can be compared as text. Columns become UTF-8 byte offsets.

import type { ConstantValue, Node } from '../../grammar/ast.js';

/** CPython's classes and their fields in order. */
const fields: Readonly<Record<string, string>> = {
  Module: 'body type_ignores',
  Expression: 'body',
  FunctionDef: 'name args body decorator_list returns type_comment type_params',
  AsyncFunctionDef: 'name args body decorator_list returns type_comment type_params',
  ClassDef: 'name bases keywords body decorator_list type_params',
  Return: 'value',
  Delete: 'targets',
  Assign: 'targets value type_comment',
  TypeAlias: 'name type_params value',
  AugAssign: 'target op value',
  AnnAssign: 'target annotation value simple',
  For: 'target iter body orelse type_comment',
  AsyncFor: 'target iter body orelse type_comment',
  While: 'test body orelse',
  If: 'test body orelse',
  With: 'items body type_comment',
  AsyncWith: 'items body type_comment',
  Match: 'subject cases',
  Raise: 'exc cause',
  Try: 'body handlers orelse finalbody',
  TryStar: 'body handlers orelse finalbody',
  Assert: 'test msg',
  Import: 'names',
  ImportFrom: 'module names level',
  Global: 'names',
  Nonlocal: 'names',
  Expr: 'value',
  Pass: '',
  Break: '',
  Continue: '',
  BoolOp: 'op values',
  NamedExpr: 'target value',
  BinOp: 'left op right',
  UnaryOp: 'op operand',
  Lambda: 'args body',
  IfExp: 'test body orelse',
  Dict: 'keys values',
  Set: 'elts',
  ListComp: 'elt generators',
  SetComp: 'elt generators',
  DictComp: 'key value generators',
  GeneratorExp: 'elt generators',
  Await: 'value',
  Yield: 'value',
  YieldFrom: 'value',
  Compare: 'left ops comparators',
  Call: 'func args keywords',
  FormattedValue: 'value conversion format_spec',
  JoinedStr: 'values',
  Constant: 'value prefix',
  Attribute: 'value attr ctx',
  Subscript: 'value slice ctx',
  Starred: 'value ctx',
  Name: 'id ctx',
  List: 'elts ctx',
  Tuple: 'elts ctx',
  Slice: 'lower upper step',
  comprehension: 'target iter ifs is_async',
  ExceptHandler: 'type name body',
  arguments: 'posonlyargs args vararg kwonlyargs kw_defaults kwarg defaults',
  arg: 'arg annotation type_comment',
  keyword: 'arg value',
  alias: 'name asname',
  withitem: 'context_expr optional_vars',
  match_case: 'pattern guard body',
  MatchValue: 'value',
  MatchSingleton: 'value',
  MatchSequence: 'patterns',
  MatchMapping: 'keys patterns rest',
  MatchClass: 'cls patterns kwd_attrs kwd_patterns',
  MatchStar: 'name',
  MatchAs: 'pattern name',
  MatchOr: 'patterns',
  TypeVar: 'name bound default_value',
  ParamSpec: 'name default_value',
  TypeVarTuple: 'name default_value',
};

export const nodeKinds: readonly string[] = Object.keys(fields);

/** Fields whose strings name a node class without fields, and are printed as calls. */
const classFields = new Set(['op', 'ops', 'ctx']);

export function dump(tree: Node, lines: readonly string[]): string {
  return new Dumper(lines).format(tree);
}

class Dumper {
  readonly #ascii: readonly boolean[];

  constructor(readonly lines: readonly string[]) {
    this.#ascii = lines.map((line) => !/[^\0-\x7f]/.test(line));
  }

  format(value: unknown, field = ''): string {
    if (value === null || value === undefined) return 'None';
    if (typeof value === 'string') return classFields.has(field) ? `${value}()` : pythonRepr(value);
    if (typeof value === 'number') return String(value);
    if (typeof value === 'boolean') return value ? 'True' : 'False';
    if (Array.isArray(value)) return `[${value.map((item) => this.format(item, field)).join(', ')}]`;
    if (typeof value === 'object') return this.#node(value);
    throw new Error(`cannot dump a ${typeof value}`);
  }

  #node(node: object): string {
    const kind = String(Reflect.get(node, 'kind'));
    const names = fields[kind];
    if (names === undefined) throw new Error(`no node is called ${kind}`);
    const parts: string[] = [];
    const showNone = kind === 'MatchSingleton';
    for (const name of names === '' ? [] : names.split(' ')) {
      const value: unknown = Reflect.get(node, name);
      const absent = value === null || value === undefined || (Array.isArray(value) && value.length === 0);
      if (absent && !showNone) continue;
      if (kind === 'Constant') parts.push(constantField(node, name));
      else parts.push(`${name}=${this.format(value, name)}`);
    }
    const lineno: unknown = Reflect.get(node, 'lineno');
    if (typeof lineno === 'number') {
      const end = Number(Reflect.get(node, 'end_lineno'));
      parts.push(
        `lineno=${lineno}`,
        `col_offset=${this.#bytes(lineno, Number(Reflect.get(node, 'col_offset')))}`,
      );
      parts.push(`end_lineno=${end}`);
      parts.push(`end_col_offset=${this.#bytes(end, Number(Reflect.get(node, 'end_col_offset')))}`);
    }
    return `${kind}(${parts.join(', ')})`;
  }

  #bytes(lineno: number, column: number): number {
    if (this.#ascii[lineno - 1] !== false) return column;
    return Buffer.byteLength((this.lines[lineno - 1] ?? '').slice(0, column));
  }
}

function constantField(node: object, name: string): string {
  if (name === 'prefix') return "kind='u'";
  const value: ConstantValue = Reflect.get(node, 'value');
  return `value=${constantRepr(value)}`;
}

function constantRepr(constant: ConstantValue): string {
  switch (constant.type) {
    case 'None':
    case 'Ellipsis':
      return constant.type;
    case 'bool':
      return constant.value ? 'True' : 'False';
    case 'int':
      return String(constant.value);
    case 'float':
      return floatRepr(constant.value);
    case 'complex':
      return `${floatRepr(constant.value).replace(/\.0$/, '')}j`;
    case 'str':
      return pythonRepr(constant.value);
    case 'bytes':
      return `b${quoted([...constant.value].map((byte) => String.fromCharCode(byte)).join(''), /[^ -~]/)}`;
  }
}

/** `repr` of a float: exponents below -4 and from 16 on. */
function floatRepr(value: number): string {
  if (value === Number.POSITIVE_INFINITY) return 'inf';
  const [digits = '', exponentText = '0'] = value.toExponential().split('e');
  const exponent = Number(exponentText);
  if (value !== 0 && (exponent < -4 || exponent >= 16)) {
    const size = String(Math.abs(exponent)).padStart(2, '0');
    return `${digits}e${exponent < 0 ? '-' : '+'}${size}`;
  }
  const text = exponent < 0 ? value.toFixed(digits.replace('.', '').length - 1 - exponent) : String(value);
  return text.includes('.') ? text : `${text}.0`;
}

function pythonRepr(text: string): string {
  return quoted(text, /^(?! )[\p{C}\p{Z}]$/u);
}

function quoted(text: string, unprintable: RegExp): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  let out = quote;
  for (const char of text) out += char === quote || char === '\\' ? `\\${char}` : escaped(char, unprintable);
  return out + quote;
}

function escaped(char: string, unprintable: RegExp): string {
  if (char >= ' ' && char <= '~') return char;
  if (char === '\n') return '\\n';
  if (char === '\r') return '\\r';
  if (char === '\t') return '\\t';
  if (!unprintable.test(char)) return char;
  const code = char.codePointAt(0) ?? 0;
  if (code < 0x100) return `\\x${code.toString(16).padStart(2, '0')}`;
  if (code < 0x10000) return `\\u${code.toString(16).padStart(4, '0')}`;
  return `\\U${code.toString(16).padStart(8, '0')}`;
}
