// Definitions: functions, coroutines, generators, methods, classes.

import type * as ast from '../../../../grammar/ast.js';
import { type FunctionNode, isGenerator } from '../../program/nodes.js';
import { article, code, counted, joined } from '../wording.js';
import type { Words } from '../words.js';
import { type Gloss, gloss, type StatementFamily, type Surroundings } from './gloss.js';

export const definitions: StatementFamily = {
  FunctionDef: functionGloss,
  AsyncFunctionDef: functionGloss,
  ClassDef: classGloss,
};

function functionGloss(node: FunctionNode, around: Surroundings): Gloss {
  const decorated = node.decorator_list.map((each) => decoration(each, around));
  const kind = functionKind(node);
  const owner = around.statementOf(node)?.parents.at(-1);
  const isMethod = owner?.kind === 'ClassDef';
  const noun = isMethod ? methodNoun(node, kind) : kind;
  const name = isMethod ? `${owner.name}.${node.name}` : node.name;
  // `special method, which ...`: the parameters belong to the method.
  const [what = noun, ...rest] = noun.split(/(?=, which )/);
  const does = `define ${code(name)}, ${article(what)}${parameters(node.args, isMethod)}${rest.join('')}`;
  return gloss(does, ...decorated.filter((each) => each !== ''), ...kindNotes(kind, around.words));
}

type FunctionKind =
  | 'coroutine function'
  | 'async generator function'
  | 'generator function'
  | 'regular function';

function kindNotes(kind: FunctionKind, words: Words): string[] {
  switch (kind) {
    case 'coroutine function':
      return [
        words.say(
          'Calling it runs nothing yet: it only makes a coroutine object, which runs when it is awaited or given to the event loop as a task.',
          'Calling it only makes a coroutine object: `Task.__step`, or whoever awaits it, drives it by `send(None)`.',
        ),
      ];
    case 'async generator function':
      return [
        words.say(
          'It hands out one value at each `yield` and may await something in between.',
          '`async for` awaits its `__anext__`, which drives it up to the next `yield`.',
        ),
      ];
    case 'generator function':
      return [
        words.say(
          'Calling it runs nothing yet: it makes a generator, which runs up to the next `yield` each time a value is asked for.',
          'Calling it only makes a generator object: `__next__` drives its frame up to the next `yield`.',
        ),
      ];
    case 'regular function':
      return [];
  }
}

export function functionKind(node: FunctionNode): FunctionKind {
  const yields = isGenerator(node);
  if (node.kind === 'AsyncFunctionDef') return yields ? 'async generator function' : 'coroutine function';
  return yields ? 'generator function' : 'regular function';
}

function methodNoun({ name, decorator_list }: FunctionNode, kind: FunctionKind): string {
  const decorators = decorator_list.flatMap((each) => (each.kind === 'Name' ? [each.id] : []));
  if (decorators.includes('property')) return 'property';
  if (decorators.includes('staticmethod')) return 'static method';
  if (decorators.includes('classmethod')) return 'class method';
  if (name === '__init__') return 'method that prepares a new instance';
  const special = SPECIAL[name];
  if (special !== undefined) return `special method, which ${special}`;
  return kind === 'regular function' ? 'method' : `method that is ${article(kind)}`;
}

const SPECIAL: Readonly<Record<string, string>> = {
  __aenter__: '`async with` awaits at its beginning',
  __aexit__: '`async with` awaits at its end, whether by an exception or not',
  __enter__: '`with` calls at its beginning',
  __exit__: '`with` calls at its end, whether by an exception or not',
  __iter__: 'gives the iterator of a `for` loop',
  __next__: 'gives the next value to a `for` loop',
  __aiter__: 'gives the iterator of an `async for` loop',
  __anext__: 'gives the next value to an `async for` loop',
  __await__: 'says what `await` does with an instance',
  __repr__: 'gives the text that stands for an instance',
  __str__: 'gives the text that `print` shows',
  __eq__: 'says when two instances are equal',
  __lt__: 'says which of two instances comes first',
  __hash__: 'gives the hash for dictionaries and sets',
  __len__: 'gives the length',
  __getitem__: 'answers `x[key]`',
  __setitem__: 'answers `x[key] = value`',
  __contains__: 'answers `in`',
  __call__: 'makes instances callable',
  __del__: 'runs when an instance is thrown away',
  __getattr__: 'is asked for attributes that are not there',
  __new__: 'makes the instance itself',
};

function parameters(args: ast.Arguments, isMethod: boolean): string {
  const all = [...args.posonlyargs, ...args.args].map(({ arg }) => code(arg));
  if (isMethod && (all[0] === '`self`' || all[0] === '`cls`')) all.shift();
  if (args.vararg !== null) all.push(code(`*${args.vararg.arg}`));
  all.push(...args.kwonlyargs.map(({ arg }) => code(arg)));
  if (args.kwarg !== null) all.push(code(`**${args.kwarg.arg}`));
  if (all.length === 0) return '';
  return ` with the parameter${all.length === 1 ? '' : 's'} ${joined(all)}`;
}

/** Decorators that say something about the function. */
function decoration(node: ast.Expr, around: Surroundings): string {
  const api = around.listing.apis.of(node.kind === 'Call' ? node.func : node);
  switch (api) {
    case 'contextlib.contextmanager':
      return 'As a context manager it is used by `with`: the part before `yield` runs first, the part after it last.';
    case 'contextlib.asynccontextmanager':
      return 'As a context manager it is used by `async with`: the part before `yield` runs first, the part after it last.';
    case 'functools.lru_cache':
    case 'functools.cache':
      return 'Its results are remembered, so that a call with the same arguments does not run it again.';
    case 'functools.wraps':
      return 'It takes over the name of the function that it wraps.';
    default:
      return node.kind === 'Name' && ['property', 'staticmethod', 'classmethod'].includes(node.id)
        ? ''
        : `${code(`@${around.listing.code(node)}`)} is applied to it.`;
  }
}

function classGloss(node: ast.ClassDef, around: Surroundings): Gloss {
  const bases = node.bases.map((base) => around.code(base));
  const [base] = bases;
  const isError = bases.length === 1 && /(?:Error|Exception|Warning)`$/.test(base ?? '');
  const data = dataclassDecorator(node, around);
  const from = bases.length === 0 ? '' : `, derived from ${joined(bases)}`;
  const methods = node.body.filter(
    ({ kind }) => kind === 'FunctionDef' || kind === 'AsyncFunctionDef',
  ).length;
  const fields =
    data === undefined
      ? []
      : node.body.flatMap((each) => (each.kind === 'AnnAssign' ? [code(around.listing.code(each))] : []));
  const parts = [
    ...(fields.length === 0 ? [] : [`the field${fields.length === 1 ? '' : 's'} ${joined(fields)}`]),
    ...(methods === 0 ? [] : [counted(methods, 'method')]),
  ];
  const size = parts.length === 0 ? '' : `${from === '' ? '' : ','} with ${joined(parts)}`;
  const does = isError
    ? `define the exception ${code(node.name)}, a kind of ${base}`
    : `define the ${data === undefined ? 'class' : 'data class'} ${code(node.name)}${from}${size}`;
  return gloss(does, ...(data === undefined ? [] : dataclassNotes(data)));
}

export function dataclassDecorator(node: ast.ClassDef, around: Surroundings): ast.Expr | undefined {
  return node.decorator_list.find(
    (each) => around.listing.apis.of(each.kind === 'Call' ? each.func : each) === 'dataclasses.dataclass',
  );
}

const DATACLASS_OPTIONS: Readonly<Record<string, string>> = {
  order:
    'With `order=True` it writes `<`, `<=`, `>` and `>=`, too: they compare the fields one after another, as tuples are compared.',
  frozen: 'With `frozen=True` the fields of an instance cannot be set again.',
  slots: 'With `slots=True` instances have room for the fields and for nothing else.',
  kw_only: 'With `kw_only=True` the fields are given by name.',
};

function dataclassNotes(decorator: ast.Expr): string[] {
  const keywords = decorator.kind === 'Call' ? decorator.keywords : [];
  const given = keywords.flatMap(({ arg, value }) =>
    arg !== null && value.kind === 'Constant' && value.value.type === 'bool' && value.value.value
      ? [arg]
      : [],
  );
  return [
    '`@dataclass` writes `__init__`, `__repr__` and `__eq__` from the fields.',
    ...given.flatMap((name) => DATACLASS_OPTIONS[name] ?? []),
  ];
}
