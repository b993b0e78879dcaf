// A path object: the texts it was made of, parsed when somebody asks.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { strValue } from '../../objects/boxed.js';
import { PyBytes } from '../../objects/buffers.js';
import { call, lookupSpecial } from '../../objects/call.js';
import { typeError } from '../../objects/exceptions.js';
import { PyObject, type PyType, type Value } from '../../objects/object.js';
import { typeName } from '../../objects/types.js';
import { callAttribute } from '../library.js';
import { type Flavour, type Parsed, parse, textOf } from './flavours.js';

export class PyPath extends PyObject {
  raw: readonly string[] = [];
  #parsed: Parsed | null = null;
  #text: string | null = null;

  constructor(
    cls: PyType,
    readonly machine: KernelMachine,
    readonly flavour: Flavour,
  ) {
    super(cls, new Map());
  }

  /** The texts put together, as they are. */
  get rawText(): string {
    const [first = '', ...others] = this.raw;
    return others.length === 0 ? first : this.flavour.join(first, ...others);
  }

  get parsed(): Parsed {
    this.#parsed ??= parse(this.rawText, this.flavour);
    return this.#parsed;
  }

  get text(): string {
    this.#text ??= textOf(this.parsed, this.flavour);
    return this.#text;
  }

  get name(): string {
    return this.parsed.tail.at(-1) ?? '';
  }

  get anchor(): string {
    return this.parsed.drive + this.parsed.root;
  }

  get parts(): string[] {
    const { tail } = this.parsed;
    return this.anchor === '' ? [...tail] : [this.anchor, ...tail];
  }

  /** As it is compared. */
  get folded(): string {
    return this.flavour.ignoresCase ? this.text.toLowerCase() : this.text;
  }

  get isAbsolute(): boolean {
    if (this.flavour.name === 'posix') return this.parsed.root !== '';
    return /^(.:\\|\\\\)/.test(this.text);
  }

  /** As the file system takes it. */
  get system(): string {
    return this.text;
  }

  /** A path of the same class; the program's classes say how by `with_segments`. */
  make(...segments: Value[]): Value {
    return callAttribute(this, 'with_segments', ...segments);
  }

  fromParsed(parsed: Parsed): Value {
    const text = textOf(parsed, this.flavour);
    return this.make(text);
  }
}

/** The text of a segment of a path. */
export function segmentText(value: Value, flavour: Flavour): string {
  if (value instanceof PyPath) {
    if (value.flavour === flavour) return value.rawText;
    return value.flavour.name === 'windows' ? value.rawText.replaceAll('\\', '/') : value.rawText;
  }
  const own = strValue(value);
  if (own !== undefined) return own;
  const method = value instanceof PyBytes ? undefined : lookupSpecial(value, '__fspath__');
  const given = method === undefined ? value : call(method);
  const text = strValue(given);
  if (text !== undefined) return text;
  throw typeError(
    `argument should be a str or an os.PathLike object where __fspath__ returns a str, not '${typeName(given)}'`,
  );
}
