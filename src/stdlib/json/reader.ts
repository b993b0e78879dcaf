// Reads JSON texts. Containers that are open stand on a stack of the reader's own, so that deep texts do not exhaust
// the host's; positions are counted in code units.

import { PyFloat } from '../../objects/boxed.js';
import { call } from '../../objects/call.js';
import { PyDict, PyList, tuple } from '../../objects/containers.js';
import { exception } from '../../objects/exceptions.js';
import type { Value } from '../../objects/object.js';
import { floatType, intType } from '../../objects/types.js';
import { JsonProblem, readString } from './json-string.js';

export interface ReaderOptions {
  readonly isStrict: boolean;
  readonly objectHook: Value;
  readonly objectPairsHook: Value;
  readonly parseFloat: Value;
  readonly parseInt: Value;
  readonly parseConstant: Value;
}

/** There is no value at this code unit. */
export class NoValue {
  constructor(readonly unit: number) {}
}

/** As deep as CPython goes. */
const MOST_NESTED = 9998;
/** Ints with fewer digits are numbers of the host. */
const SAFE_DIGITS = 15;

interface OpenArray {
  readonly kind: 'array';
  readonly items: Value[];
}

interface OpenObject {
  readonly kind: 'object';
  readonly pairs: [Value, Value][];
  key: string;
}

export class JsonReader {
  #at: number;

  constructor(
    readonly text: string,
    start: number,
    readonly options: ReaderOptions,
  ) {
    this.#at = start;
  }

  /** Behind what was read. */
  get end(): number {
    return this.#at;
  }

  /** Reads one value. */
  read(): Value {
    const open: (OpenArray | OpenObject)[] = [];
    for (;;) {
      let value = this.#begin(open);
      // A value that is complete may complete the containers around it.
      while (value !== undefined) {
        const container = open.at(-1);
        if (container === undefined) return value;
        value =
          container.kind === 'array' ? this.#addItem(container, value) : this.#addPair(container, value);
        if (value !== undefined) open.pop();
      }
    }
  }

  /** A value, or undefined where a container was opened that is not empty. */
  #begin(open: (OpenArray | OpenObject)[]): Value | undefined {
    const { text } = this;
    const char = text[this.#at];
    if (char === '{' || char === '[') {
      const what = char === '{' ? 'object' : 'array';
      if (open.length >= MOST_NESTED) {
        const message = `maximum recursion depth exceeded while decoding a JSON ${what} from a unicode string`;
        throw exception('RecursionError', message);
      }
      this.#at++;
      this.#skipSpace();
    }
    if (char === '{') {
      if (text[this.#at] === '}') {
        this.#at++;
        return this.#objectOf([]);
      }
      open.push({ kind: 'object', pairs: [], key: this.#readKey() });
      return undefined;
    }
    if (char === '[') {
      if (text[this.#at] === ']') {
        this.#at++;
        return new PyList([]);
      }
      open.push({ kind: 'array', items: [] });
      return undefined;
    }
    return this.#scalar(char);
  }

  #scalar(char: string | undefined): Value {
    switch (char) {
      case '"': {
        const [value, end] = readString(this.text, this.#at + 1, this.options.isStrict);
        this.#at = end;
        return value;
      }
      case 'n':
        if (this.#takes('null')) return null;
        break;
      case 't':
        if (this.#takes('true')) return true;
        break;
      case 'f':
        if (this.#takes('false')) return false;
        break;
      case 'N':
        return this.#constant('NaN');
      case 'I':
        return this.#constant('Infinity');
      case '-':
        if (this.text.startsWith('-Infinity', this.#at)) return this.#constant('-Infinity');
        break;
      default:
    }
    return this.#number();
  }

  #takes(word: string): boolean {
    if (!this.text.startsWith(word, this.#at)) return false;
    this.#at += word.length;
    return true;
  }

  #constant(word: string): Value {
    if (!this.#takes(word)) throw new NoValue(this.#at);
    return call(this.options.parseConstant, [word]);
  }

  #number(): Value {
    const pattern = /(-?(?:0|[1-9][0-9]*))((?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?)/y;
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.text);
    if (match === null) throw new NoValue(this.#at);
    const [whole, , fraction] = match;
    this.#at += whole.length;
    const { parseFloat: toFloat, parseInt: toInt } = this.options;
    if (fraction !== '') {
      return toFloat === floatType ? new PyFloat(Number(whole)) : call(toFloat, [whole]);
    }
    if (toInt === intType && whole.length <= SAFE_DIGITS) return Number(whole) + 0;
    return call(toInt, [whole]);
  }

  /** Gives the array where it ends behind the item. */
  #addItem({ items }: OpenArray, value: Value): Value | undefined {
    items.push(value);
    return this.#endsWith(']', 'array') ? new PyList(items) : undefined;
  }

  #addPair(container: OpenObject, value: Value): Value | undefined {
    container.pairs.push([container.key, value]);
    if (this.#endsWith('}', 'object')) return this.#objectOf(container.pairs);
    container.key = this.#readKey();
    return undefined;
  }

  /** Behind a part of a container: whether it ends there. If not there is a comma, which is taken. */
  #endsWith(close: string, what: string): boolean {
    this.#skipSpace();
    const char = this.text[this.#at];
    if (char === close) {
      this.#at++;
      return true;
    }
    if (char !== ',') throw new JsonProblem("Expecting ',' delimiter", this.#at);
    const comma = this.#at++;
    this.#skipSpace();
    if (this.text[this.#at] === close) {
      throw new JsonProblem(`Illegal trailing comma before end of ${what}`, comma);
    }
    return false;
  }

  #readKey(): string {
    const { text } = this;
    if (text[this.#at] !== '"') {
      throw new JsonProblem('Expecting property name enclosed in double quotes', this.#at);
    }
    const [key, end] = readString(text, this.#at + 1, this.options.isStrict);
    this.#at = end;
    this.#skipSpace();
    if (text[this.#at] !== ':') throw new JsonProblem("Expecting ':' delimiter", this.#at);
    this.#at++;
    this.#skipSpace();
    return key;
  }

  #objectOf(pairs: readonly (readonly [Value, Value])[]): Value {
    const { objectHook, objectPairsHook } = this.options;
    if (objectPairsHook !== null) {
      return call(objectPairsHook, [new PyList(pairs.map((pair) => tuple(...pair)))]);
    }
    const made = PyDict.of(pairs);
    return objectHook === null ? made : call(objectHook, [made]);
  }

  #skipSpace(): void {
    this.#at = skipSpace(this.text, this.#at);
  }
}

export function skipSpace(text: string, start: number): number {
  let at = start;
  for (;;) {
    const unit = text.charCodeAt(at);
    if (unit !== 0x20 && unit !== 0x0a && unit !== 0x0d && unit !== 0x09) return at;
    at++;
  }
}
