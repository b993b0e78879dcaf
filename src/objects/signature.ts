// Signatures of natives: the text in Python's notation, its parameters, and the binding of arguments to them.
//
// `Signature.bind` returns one value per parameter, in order, as `native.ts` describes. Messages are those of
// CPython's own built-in functions, which differ by the shape of the signature. A signature that begins with `def `
// belongs to a function that CPython's library writes in Python: its messages are those of Python functions.

import { unexpectedKeyword } from './closest-name.js';
import { type DictTable, PyDict, PyTuple } from './containers.js';
import { typeError } from './exceptions.js';
import { HashTable } from './hash-table.js';
import type { Keywords, Value } from './object.js';

export type ParameterKind =
  | 'positional only'
  | 'positional or keyword'
  | 'var positional'
  | 'keyword only'
  | 'var keyword';

export interface Parameter {
  readonly name: string;
  readonly kind: ParameterKind;
  /** Python text of the default; undefined where the parameter is required. */
  readonly defaultText: string | undefined;
  /** What the body gets when the argument is left out. */
  readonly defaultValue: Value | undefined;
}

export class Signature {
  readonly name: string;
  /** CPython writes this function in Python. */
  readonly isPython: boolean;
  /** The number of arguments with which a plain positional call needs no binding, or -1. */
  readonly exactly: number;
  #parameters: readonly Parameter[] | undefined;
  #defaults: readonly (Value | undefined)[] | null | undefined;
  #least = 0;

  /** `parameters` says what the text can not: defaults that are no literals. */
  constructor(
    readonly text: string,
    parameters?: readonly Parameter[],
    /** Arguments before those of the text that messages count: the `self` of a method in Python. */
    readonly before = 0,
  ) {
    this.#parameters = parameters;
    this.isPython = text.startsWith('def ');
    const open = text.indexOf('(');
    this.name = text.slice(this.isPython ? 4 : 0, open);
    this.exactly = exactCount(text.slice(open + 1, -1));
  }

  get parameters(): readonly Parameter[] {
    this.#parameters ??= parseParameters(this.text.slice(this.text.indexOf('(') + 1, -1));
    return this.#parameters;
  }

  /** The defaults where all parameters can be given by position; null where some can not. */
  get #positionalDefaults(): readonly (Value | undefined)[] | null {
    if (this.#defaults === undefined) {
      const positional = this.#positional;
      this.#least = positional.filter(({ defaultText }) => defaultText === undefined).length;
      this.#defaults =
        positional.length === this.parameters.length
          ? positional.map(({ defaultValue }) => defaultValue)
          : null;
    }
    return this.#defaults;
  }

  /** `qualname` is how messages name the function. */
  bind(qualname: string, args: readonly Value[], keywords: Keywords | null): readonly Value[] {
    if (keywords === null) {
      const defaults = this.#positionalDefaults;
      if (defaults !== null && args.length >= this.#least && args.length <= defaults.length) {
        if (args.length === defaults.length) return args;
        const bound: (Value | undefined)[] = args.slice();
        for (let index = args.length; index < defaults.length; index++) bound.push(defaults[index]);
        return bound as Value[];
      }
    }
    return this.#bindAny(qualname, args, keywords);
  }

  #bindAny(qualname: string, args: readonly Value[], keywords: Keywords | null): Value[] {
    const bound: (Value | undefined)[] = [];
    const left = keywords === null || keywords.size === 0 ? null : new Map(keywords);
    let next = 0;
    const missing: Parameter[] = [];
    let rest: HashTable | null = null;
    for (const [index, parameter] of this.parameters.entries()) {
      switch (parameter.kind) {
        case 'var positional':
          bound.push(new PyTuple(args.slice(next)));
          next = args.length;
          continue;
        case 'var keyword':
          rest = new HashTable();
          bound.push(new PyDict(rest satisfies DictTable));
          continue;
        default:
          break;
      }
      let value: Value | undefined;
      if (parameter.kind !== 'keyword only' && next < args.length) {
        value = args[next++];
        if (parameter.kind === 'positional or keyword' && left?.has(parameter.name)) {
          throw typeError(this.#givenTwice(qualname, parameter, index));
        }
      } else if (parameter.kind !== 'positional only' && left?.has(parameter.name)) {
        value = left.get(parameter.name);
        left.delete(parameter.name);
      } else {
        if (parameter.defaultText === undefined) missing.push(parameter);
        value = parameter.defaultValue;
      }
      bound.push(value);
    }
    if (next < args.length) throw typeError(this.#tooMany(qualname, args.length, keywords));
    if (missing[0]?.kind === 'positional only' && !this.#isPositionalOnly) {
      throw typeError(this.#missing(qualname, missing, args.length));
    }
    if (left !== null && left.size > 0) {
      if (rest === null) throw typeError(this.#unexpectedKeyword(qualname, left));
      for (const [name, value] of left) rest.set(name, value);
    }
    if (missing.length > 0) throw typeError(this.#missing(qualname, missing, args.length));
    return bound as Value[];
  }

  get #positional(): readonly Parameter[] {
    return this.parameters.filter(
      ({ kind }) => kind === 'positional only' || kind === 'positional or keyword',
    );
  }

  /** Every argument goes by position. */
  get #isPositionalOnly(): boolean {
    return this.parameters.every(({ kind }) => kind === 'positional only');
  }

  /** The function in a message that counts arguments. Some of CPython's own go without a name. */
  #counted(qualname: string): string {
    return qualname === '' ? 'function' : `${this.#display(qualname)}()`;
  }

  #display(qualname: string): string {
    return this.isPython ? qualname : (qualname.split('.').at(-1) ?? qualname);
  }

  #givenTwice(qualname: string, parameter: Parameter, index: number): string {
    if (this.isPython) return `${qualname}() got multiple values for argument '${parameter.name}'`;
    return `argument for ${this.#display(qualname)}() given by name ('${parameter.name}') and position (${index + 1})`;
  }

  #unexpectedKeyword(qualname: string, left: ReadonlyMap<string, Value>): string {
    const name = [...left.keys()][0] ?? '';
    if (!this.isPython && this.#isPositionalOnly) {
      return `${qualname}() takes no keyword arguments`;
    }
    const called = qualname === '' ? 'this function' : `${this.#display(qualname)}()`;
    const known = this.parameters.filter(
      ({ kind }) => kind === 'keyword only' || kind === 'positional or keyword',
    );
    return unexpectedKeyword(
      called,
      name,
      known.map((parameter) => parameter.name),
    );
  }

  #tooMany(qualname: string, given: number, keywords: Keywords | null): string {
    const positional = this.#positional;
    const most = positional.length;
    const least = positional.filter(({ defaultText }) => defaultText === undefined).length;
    if (this.isPython) {
      const [fewest, allowed, passed] = [least + this.before, most + this.before, given + this.before];
      const range = fewest === allowed ? `${allowed}` : `from ${fewest} to ${allowed}`;
      const named = this.parameters.filter(
        ({ kind, name }) => kind === 'keyword only' && keywords?.has(name),
      ).length;
      const andNamed =
        named === 0
          ? ''
          : ` positional argument${passed === 1 ? '' : 's'} (and ${named} keyword-only argument${named === 1 ? '' : 's'})`;
      const were = passed === 1 && named === 0 ? 'was' : 'were';
      return `${qualname}() takes ${range} positional argument${allowed === 1 ? '' : 's'} but ${passed}${andNamed} ${were} given`;
    }
    const all = this.parameters.length;
    if (all === 0) return `${qualname}() takes no arguments (${given} given)`;
    if (this.#isPositionalOnly) {
      if (most === 1 && least === 1) return `${qualname}() takes exactly one argument (${given} given)`;
      const bound = least === most ? '' : 'at most ';
      return `${this.#display(qualname)} expected ${bound}${most} argument${most === 1 ? '' : 's'}, got ${given}`;
    }
    // `_PyArg_UnpackKeywords`
    const total = given + (keywords?.size ?? 0);
    const what = this.#counted(qualname);
    if (total > all) return `${what} takes at most ${all} argument${all === 1 ? '' : 's'} (${total} given)`;
    if (most === 0) return `${what} takes no positional arguments`;
    const bound = least === most ? 'exactly' : 'at most';
    return `${what} takes ${bound} ${most} positional argument${most === 1 ? '' : 's'} (${given} given)`;
  }

  #missing(qualname: string, missing: readonly Parameter[], given: number): string {
    const positional = this.#positional;
    const [first] = missing;
    if (this.isPython) {
      const kind = first?.kind === 'keyword only' ? 'keyword-only' : 'positional';
      const names = joinNames(missing.map(({ name }) => `'${name}'`));
      return `${qualname}() missing ${missing.length} required ${kind} argument${missing.length === 1 ? '' : 's'}: ${names}`;
    }
    const least = positional.filter(({ defaultText }) => defaultText === undefined).length;
    if (first?.kind === 'positional only' && !this.#isPositionalOnly) {
      const bound = least === positional.length ? 'exactly' : 'at least';
      return `${this.#display(qualname)}() takes ${bound} ${least} positional argument${least === 1 ? '' : 's'} (${given} given)`;
    }
    if (first?.kind === 'positional only') {
      if (positional.length === 1) return `${qualname}() takes exactly one argument (${given} given)`;
      const bound = least === positional.length ? '' : 'at least ';
      return `${this.#display(qualname)} expected ${bound}${least} argument${least === 1 ? '' : 's'}, got ${given}`;
    }
    const position = (first === undefined ? 0 : this.parameters.indexOf(first)) + 1;
    return `${this.#counted(qualname)} missing required argument '${first?.name}' (pos ${position})`;
  }
}

/** `'a', 'b', and 'c'` */
export function joinNames(names: readonly string[]): string {
  if (names.length <= 2) return names.join(' and ');
  return `${names.slice(0, -1).join(', ')}, and ${names.at(-1)}`;
}

function exactCount(parameters: string): number {
  if (parameters === '') return 0;
  if (/[*=]/.test(parameters)) return -1;
  return parameters.split(',').filter((part) => part.trim() !== '/').length;
}

function parseParameters(text: string): Parameter[] {
  const parameters: Parameter[] = [];
  let kind: ParameterKind = 'positional or keyword';
  for (const part of splitTopLevel(text)) {
    if (part === '/') {
      for (const [index, parameter] of parameters.entries())
        parameters[index] = { ...parameter, kind: 'positional only' };
      continue;
    }
    if (part === '*') {
      kind = 'keyword only';
      continue;
    }
    if (part.startsWith('**')) {
      parameters.push({
        name: part.slice(2),
        kind: 'var keyword',
        defaultText: undefined,
        defaultValue: undefined,
      });
      continue;
    }
    if (part.startsWith('*')) {
      parameters.push({
        name: part.slice(1),
        kind: 'var positional',
        defaultText: undefined,
        defaultValue: undefined,
      });
      kind = 'keyword only';
      continue;
    }
    const equals = part.indexOf('=');
    const name = equals < 0 ? part : part.slice(0, equals).trim();
    const defaultText = equals < 0 ? undefined : part.slice(equals + 1).trim();
    parameters.push({
      name,
      kind,
      defaultText,
      defaultValue: defaultText === undefined ? undefined : literal(defaultText),
    });
  }
  return parameters;
}

function splitTopLevel(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let quote = '';
  let part = '';
  for (const char of text) {
    if (quote !== '') {
      if (char === quote) quote = '';
    } else if (char === "'" || char === '"') quote = char;
    else if ('([{'.includes(char)) depth++;
    else if (')]}'.includes(char)) depth--;
    else if (char === ',' && depth === 0) {
      parts.push(part.trim());
      part = '';
      continue;
    }
    part += char;
  }
  if (part.trim() !== '') parts.push(part.trim());
  return parts;
}

/** The value of a default; anything but a plain literal means "left out" and reaches the body as undefined. */
function literal(text: string): Value | undefined {
  if (text === 'None') return null;
  if (text === 'True') return true;
  if (text === 'False') return false;
  if (text === '()') return new PyTuple([]);
  if (/^-?\d+$/.test(text)) return Number.isSafeInteger(Number(text)) ? Number(text) : BigInt(text);
  const quoted = /^(['"])(.*)\1$/s.exec(text);
  if (quoted?.[2] !== undefined) return quoted[2].replaceAll('\\n', '\n');
  return undefined;
}
