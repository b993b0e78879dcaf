// Texts of values that are made when the run is over, if at all: of what cannot change meanwhile the value is kept, of
// anything else the text is made at once.

import type { Value } from '../objects/object.js';
import type { Deferred } from '../trace/payloads.js';
import { boundedRepr, isUnchanging } from './bounded-repr.js';
import type { Code } from './code.js';

/** What a function returned or a variable got. */
export class DeferredValue implements Deferred {
  readonly #value: Value;
  readonly #text: string | null;

  constructor(
    readonly name: string,
    readonly depth: number,
    value: Value,
  ) {
    const isFixed = isUnchanging(value);
    this.#value = isFixed ? value : null;
    this.#text = isFixed ? null : boundedRepr(value);
  }

  deferredText(): string {
    return this.#text ?? boundedRepr(this.#value);
  }
}

/** The arguments of a call. */
export class DeferredArguments implements Deferred {
  readonly name: string;
  readonly #code: Code;
  readonly #values: readonly (Value | undefined)[];
  readonly #text: string | null;

  /** `locals` begin with the arguments. */
  constructor(
    code: Code,
    readonly depth: number,
    locals: readonly (Value | undefined)[],
  ) {
    this.name = code.qualname;
    const { positionalCount, kwonlyCount } = code.parameters;
    const values = locals.slice(0, positionalCount + kwonlyCount);
    const isFixed = values.every((value) => value === undefined || isUnchanging(value));
    this.#code = code;
    this.#values = isFixed ? values : [];
    this.#text = isFixed ? null : argumentsText(code, values);
  }

  deferredText(): string {
    return this.#text ?? argumentsText(this.#code, this.#values);
  }
}

function argumentsText(code: Code, values: readonly (Value | undefined)[]): string {
  return values
    .flatMap((value, slot) => (value === undefined ? [] : [`${code.localNames[slot]}=${boundedRepr(value)}`]))
    .join(', ');
}
