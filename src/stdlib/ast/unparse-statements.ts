// Statements as source lines, with four columns for each level.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute, getAttributeOr } from '../../objects/attributes.js';
import { intValue, strValue } from '../../objects/boxed.js';
import { isTrue } from '../../objects/compare.js';
import { emptyTuple } from '../../objects/containers.js';
import { valueError } from '../../objects/exceptions.js';
import { toArray } from '../../objects/iteration.js';
import type { Value } from '../../objects/object.js';
import { repr, str } from '../../objects/repr.js';
import { typeOf } from '../../objects/types.js';
import { isNode } from './nodes.js';
import { ExpressionWriter, operatorSign, PRECEDENCE } from './unparse-expressions.js';
import { PatternWriter } from './unparse-patterns.js';
import { LONG_QUOTES, writeText } from './unparse-text.js';

const list = (node: Value, field: string): Value[] => toArray(getAttribute(node, field));
const text = (node: Value, field: string): string => str(getAttribute(node, field));
const present = (node: Value, field: string): Value => getAttributeOr(node, field) ?? null;

const INDENT = '    ';
/** Lines of the statements inside another one. A text in triple quotes may go over several lines, which stay as they are. */
const indented = (lines: readonly string[]): string[] =>
  lines.map((line) => (line === '' ? '' : INDENT + line));

type Writer = (node: Value) => string[];

export class StatementWriter {
  readonly #expressions: ExpressionWriter;
  readonly #patterns: PatternWriter;
  readonly #writers: ReadonlyMap<string, Writer>;
  #handlerWord = 'except';

  constructor(readonly machine: KernelMachine) {
    this.#expressions = new ExpressionWriter(machine);
    this.#patterns = new PatternWriter(machine, this.#expressions);
    this.#writers = new Map(Object.entries({ ...this.#simple(), ...this.#compound() }));
  }

  /** Any node: a module, a statement, an expression or a part of one. */
  write(node: Value): string {
    if (isNode(this.machine, node, 'Module')) return trimStart(this.#bodyWithDoc(node)).join('\n');
    if (isNode(this.machine, node, 'Interactive')) return trimStart(this.#all(list(node, 'body'))).join('\n');
    if (isNode(this.machine, node, 'Expression')) return this.#expressions.write(getAttribute(node, 'body'));
    if (isNode(this.machine, node, 'arguments')) return this.#expressions.parameters(node);
    if (isNode(this.machine, node, 'pattern')) return this.#patterns.write(node);
    if (this.#writers.has(typeOf(node).name)) return trimStart(this.#lines(node)).join('\n');
    return this.#expressions.write(node);
  }

  #lines(node: Value): string[] {
    const writer = this.#writers.get(typeOf(node).name);
    if (writer === undefined) throw valueError(`${repr(node)} can not be written as source`);
    return writer(node);
  }

  #all(nodes: readonly Value[]): string[] {
    return nodes.flatMap((node) => this.#lines(node));
  }

  #expression(node: Value, field: string, precedence?: number): string {
    return this.#expressions.write(getAttribute(node, field), precedence);
  }

  #optional(node: Value, field: string, before: string): string {
    const value = present(node, field);
    return value === null ? '' : before + this.#expressions.write(value);
  }

  /** A body whose docstring keeps its lines. */
  #bodyWithDoc(node: Value): string[] {
    const [first, ...rest] = list(node, 'body');
    const value = isNode(this.machine, first ?? null, 'Expr') ? getAttribute(first ?? null, 'value') : null;
    const doc = isNode(this.machine, value, 'Constant') ? strValue(getAttribute(value, 'value')) : undefined;
    if (doc === undefined) return this.#all(list(node, 'body'));
    const prefix = present(value, 'kind') === 'u' ? 'u' : '';
    return [prefix + writeText(doc, LONG_QUOTES), ...this.#all(rest)];
  }

  #block(header: string, body: readonly string[], node: Value = null): string[] {
    const comment = node === null ? null : present(node, 'type_comment');
    return [`${header}:${comment === null ? '' : ` # type: ${str(comment)}`}`, ...indented(body)];
  }

  #typeParameters(node: Value): string {
    const parameters = toArray(present(node, 'type_params') ?? emptyTuple).map((parameter) => {
      const stars = { TypeVarTuple: '*', ParamSpec: '**' }[typeOf(parameter).name] ?? '';
      const bound = stars === '' ? this.#optional(parameter, 'bound', ': ') : '';
      return `${stars}${text(parameter, 'name')}${bound}${this.#optional(parameter, 'default_value', ' = ')}`;
    });
    return parameters.length === 0 ? '' : `[${parameters.join(', ')}]`;
  }

  #names(node: Value): string {
    return list(node, 'names')
      .map((alias) => {
        const name = present(alias, 'asname');
        return name === null ? text(alias, 'name') : `${text(alias, 'name')} as ${str(name)}`;
      })
      .join(', ');
  }

  #simple(): Record<string, Writer> {
    const names = (node: Value): string => list(node, 'names').map(str).join(', ');
    return {
      Expr: (node) => [this.#expression(node, 'value', PRECEDENCE.yield)],
      Assign: (node) => {
        const targets = list(node, 'targets').map((target) =>
          this.#expressions.write(target, PRECEDENCE.tuple),
        );
        const comment = present(node, 'type_comment');
        const after = comment === null ? '' : ` # type: ${str(comment)}`;
        return [`${[...targets, this.#expression(node, 'value')].join(' = ')}${after}`];
      },
      AugAssign: (node) => {
        const sign = operatorSign(getAttribute(node, 'op'));
        return [`${this.#expression(node, 'target')} ${sign}= ${this.#expression(node, 'value')}`];
      },
      AnnAssign: (node) => {
        const target = this.#expression(node, 'target');
        const isBare =
          isTrue(getAttribute(node, 'simple')) || !isNode(this.machine, getAttribute(node, 'target'), 'Name');
        const annotation = this.#expression(node, 'annotation');
        return [`${isBare ? target : `(${target})`}: ${annotation}${this.#optional(node, 'value', ' = ')}`];
      },
      TypeAlias: (node) => [
        `type ${this.#expression(node, 'name')}${this.#typeParameters(node)} = ${this.#expression(node, 'value')}`,
      ],
      Return: (node) => [`return${this.#optional(node, 'value', ' ')}`],
      Delete: (node) => [`del ${this.#expressions.all(list(node, 'targets'))}`],
      Raise: (node) => {
        if (present(node, 'exc') === null && present(node, 'cause') !== null)
          throw valueError("Node can't use cause without an exception.");
        return [`raise${this.#optional(node, 'exc', ' ')}${this.#optional(node, 'cause', ' from ')}`];
      },
      Assert: (node) => [`assert ${this.#expression(node, 'test')}${this.#optional(node, 'msg', ', ')}`],
      Import: (node) => [`import ${this.#names(node)}`],
      ImportFrom: (node) => {
        const dots = '.'.repeat(Number(intValue(present(node, 'level')) ?? 0));
        const module = present(node, 'module');
        return [`from ${dots}${module === null ? '' : str(module)} import ${this.#names(node)}`];
      },
      Global: (node) => [`global ${names(node)}`],
      Nonlocal: (node) => [`nonlocal ${names(node)}`],
      Pass: () => ['pass'],
      Break: () => ['break'],
      Continue: () => ['continue'],
    };
  }

  #compound(): Record<string, Writer> {
    const loop =
      (word: string): Writer =>
      (node) => {
        const header = `${word} ${this.#expression(node, 'target', PRECEDENCE.tuple)} in ${this.#expression(node, 'iter')}`;
        return [...this.#block(header, this.#all(list(node, 'body')), node), ...this.#orElse(node)];
      };
    const managing =
      (word: string): Writer =>
      (node) => {
        const items = list(node, 'items').map(
          (item) => this.#expression(item, 'context_expr') + this.#optional(item, 'optional_vars', ' as '),
        );
        return this.#block(`${word} ${items.join(', ')}`, this.#all(list(node, 'body')), node);
      };
    return {
      FunctionDef: (node) => this.#function('def', node),
      AsyncFunctionDef: (node) => this.#function('async def', node),
      ClassDef: (node) => {
        const arguments_ = [...list(node, 'bases'), ...list(node, 'keywords')];
        const inside = arguments_.length === 0 ? '' : `(${this.#expressions.all(arguments_)})`;
        const header = `class ${text(node, 'name')}${this.#typeParameters(node)}${inside}`;
        return ['', ...this.#decorators(node), ...this.#block(header, this.#bodyWithDoc(node))];
      },
      For: loop('for'),
      AsyncFor: loop('async for'),
      While: (node) => [
        ...this.#block(`while ${this.#expression(node, 'test')}`, this.#all(list(node, 'body'))),
        ...this.#orElse(node),
      ],
      If: (node) => this.#branches('if', node),
      With: managing('with'),
      AsyncWith: managing('async with'),
      Try: (node) => this.#try('except', node),
      TryStar: (node) => this.#try('except*', node),
      ExceptHandler: (node) => {
        const name = present(node, 'name');
        const header = `${this.#handlerWord}${this.#optional(node, 'type', ' ')}${name === null ? '' : ` as ${str(name)}`}`;
        return this.#block(header, this.#all(list(node, 'body')));
      },
      Match: (node) =>
        this.#block(`match ${this.#expression(node, 'subject')}`, this.#all(list(node, 'cases'))),
      match_case: (node) => {
        const pattern = this.#patterns.write(getAttribute(node, 'pattern'));
        return this.#block(
          `case ${pattern}${this.#optional(node, 'guard', ' if ')}`,
          this.#all(list(node, 'body')),
        );
      },
    };
  }

  #orElse(node: Value): string[] {
    const rest = list(node, 'orelse');
    return rest.length === 0 ? [] : this.#block('else', this.#all(rest));
  }

  #branches(word: string, node: Value): string[] {
    const own = this.#block(`${word} ${this.#expression(node, 'test')}`, this.#all(list(node, 'body')));
    const [only, ...more] = list(node, 'orelse');
    if (only !== undefined && more.length === 0 && isNode(this.machine, only, 'If'))
      return [...own, ...this.#branches('elif', only)];
    return [...own, ...this.#orElse(node)];
  }

  #try(word: string, node: Value): string[] {
    const outer = this.#handlerWord;
    this.#handlerWord = word;
    const lines = [
      ...this.#block('try', this.#all(list(node, 'body'))),
      ...this.#all(list(node, 'handlers')),
      ...this.#orElse(node),
    ];
    const final = list(node, 'finalbody');
    if (final.length > 0) lines.push(...this.#block('finally', this.#all(final)));
    this.#handlerWord = outer;
    return lines;
  }

  #decorators(node: Value): string[] {
    return list(node, 'decorator_list').map((decorator) => `@${this.#expressions.write(decorator)}`);
  }

  #function(word: string, node: Value): string[] {
    const parameters = this.#expressions.parameters(getAttribute(node, 'args'));
    const header = `${word} ${text(node, 'name')}${this.#typeParameters(node)}(${parameters})${this.#optional(node, 'returns', ' -> ')}`;
    return ['', ...this.#decorators(node), ...this.#block(header, this.#bodyWithDoc(node), node)];
  }
}

/** Functions and classes have an empty line before them, but not at the beginning. */
function trimStart(lines: readonly string[]): readonly string[] {
  return lines[0] === '' ? lines.slice(1) : lines;
}
