// Writes values as JSON, piece by piece. Containers that are being written stand on a stack of the writer's own, so
// that deep values do not exhaust the host's and a reader of the pieces can stop at any of them.

import { intValue, PyFloat, strValue } from '../../objects/boxed.js';
import { PyDict, PyList, PyTuple } from '../../objects/containers.js';
import { exception, typeError, valueError } from '../../objects/exceptions.js';
import { floatRepr } from '../../objects/float-repr.js';
import { intToText } from '../../objects/int-text.js';
import { iterate, toArray } from '../../objects/iteration.js';
import { sortedItems } from '../../objects/list-sort.js';
import type { Value } from '../../objects/object.js';
import { repr } from '../../objects/repr.js';
import { dictType, listType, tupleType, typeName } from '../../objects/types.js';
import { callAttribute } from '../library.js';

export interface WriterOptions {
  /** False to look for no circles. */
  readonly findsCircles: boolean;
  /** Gives something that can be written for what can not. */
  readonly otherwise: (value: Value) => Value;
  readonly string: (text: Value) => string;
  /** Undefined for everything on one line. */
  readonly indent: string | undefined;
  readonly keySeparator: string;
  readonly itemSeparator: string;
  readonly sortsKeys: boolean;
  readonly skipsKeys: boolean;
  readonly allowsNan: boolean;
}

/** As deep as CPython goes. */
const MOST_NESTED = 9997;

/** Something that is being written. It takes its next step and says whether there are more. */
interface Open {
  step(): boolean;
}

export class JsonWriter {
  readonly #open: Open[] = [];
  /** The values that are being written, by identity. */
  readonly #circle = new Set<Value>();
  /** Pieces that are ready. */
  #ready: string[] = [];
  #level: number;
  #failure: unknown;

  constructor(
    readonly options: WriterOptions,
    value: Value,
    level: number,
  ) {
    this.#level = level;
    this.#open.push({
      step: () => {
        this.#open.pop();
        this.#begin('', value);
        return true;
      },
    });
  }

  /** The next pieces; undefined at the end. Those before something that fails are given first. */
  next(): readonly string[] | undefined {
    while (this.#ready.length === 0) {
      if (this.#failure !== undefined) throw this.#failure;
      const open = this.#open.at(-1);
      if (open === undefined) return undefined;
      try {
        if (!open.step()) this.#open.pop();
      } catch (error) {
        this.#failure = error;
      }
    }
    const ready = this.#ready;
    this.#ready = [];
    return ready;
  }

  /** Everything at once. */
  all(): string {
    for (let open = this.#open.at(-1); open !== undefined; open = this.#open.at(-1)) {
      if (!open.step()) this.#open.pop();
    }
    return this.#ready.join('');
  }

  /** Writes a value, or begins to. `before` is what stands before it. */
  #begin(before: string, value: Value): void {
    const text = this.#scalar(value);
    if (text !== undefined) {
      this.#ready.push(before + text);
      return;
    }
    if (before !== '') this.#ready.push(before);
    if (this.#open.length >= MOST_NESTED) {
      throw exception('RecursionError', 'maximum recursion depth exceeded while encoding a JSON object');
    }
    if (value instanceof PyList || value instanceof PyTuple) this.#beginList(value);
    else if (value instanceof PyDict) this.#beginDict(value);
    else this.#beginOther(value);
  }

  #scalar(value: Value): string | undefined {
    if (value === null) return 'null';
    if (value === true) return 'true';
    if (value === false) return 'false';
    if (strValue(value) !== undefined) return this.options.string(value);
    const int = intValue(value);
    if (int !== undefined) return intToText(int);
    return value instanceof PyFloat ? this.#float(value) : undefined;
  }

  #float(value: PyFloat): string {
    const { value: number } = value;
    if (Number.isFinite(number)) return floatRepr(number);
    if (!this.options.allowsNan) {
      throw valueError(`Out of range float values are not JSON compliant: ${repr(value)}`);
    }
    if (Number.isNaN(number)) return 'NaN';
    return number > 0 ? 'Infinity' : '-Infinity';
  }

  #enter(value: Value): void {
    if (!this.options.findsCircles) return;
    if (this.#circle.has(value)) throw valueError('Circular reference detected');
    this.#circle.add(value);
  }

  #newline(): string {
    const { indent } = this.options;
    return indent === undefined ? '' : `\n${indent.repeat(this.#level)}`;
  }

  #beginList(value: PyList | PyTuple): void {
    const items = itemsOf(value);
    if (items.length === 0) {
      this.#ready.push('[]');
      return;
    }
    this.#enter(value);
    this.#level++;
    const separator = this.options.itemSeparator + this.#newline();
    let before = `[${this.#newline()}`;
    let index = 0;
    this.#open.push({
      step: () => {
        // The list may change while it is written.
        const item = items[index++];
        if (item !== undefined) {
          this.#begin(before, item);
          before = separator;
          return true;
        }
        this.#end(value, ']');
        return false;
      },
    });
  }

  #beginDict(value: PyDict): void {
    if (value.table.size === 0) {
      this.#ready.push('{}');
      return;
    }
    this.#enter(value);
    this.#level++;
    const newline = this.#newline();
    const { itemSeparator, keySeparator } = this.options;
    this.#ready.push('{');
    if (newline !== '') this.#ready.push(newline);
    let before = '';
    const items = this.#itemsOf(value);
    this.#open.push({
      step: () => {
        const { value: pair, done } = items.next();
        if (done === true || pair === undefined) {
          this.#end(value, '}');
          return false;
        }
        const [key = null, item = null] = pair;
        const text = this.#key(key);
        if (text === undefined) return true;
        if (before !== '') this.#ready.push(before);
        before = itemSeparator + newline;
        this.#ready.push(text, keySeparator);
        this.#begin('', item);
        return true;
      },
    });
  }

  #itemsOf(value: PyDict): Iterator<readonly Value[]> {
    if (!this.options.sortsKeys && value.cls === dictType) return value.table.entries();
    const items = [...iterate(callAttribute(value, 'items'))];
    const sorted = this.options.sortsKeys ? sortedItems(items, null, false) : items;
    return sorted.map((item) => pairOf(item)).values();
  }

  /** Undefined for a key that is left out. */
  #key(key: Value): string | undefined {
    if (strValue(key) !== undefined) return this.options.string(key);
    if (key instanceof PyFloat || intValue(key) !== undefined || key === null) {
      return this.options.string(this.#scalar(key) ?? '');
    }
    if (this.options.skipsKeys) return undefined;
    throw typeError(`keys must be str, int, float, bool or None, not ${typeName(key)}`);
  }

  #beginOther(value: Value): void {
    this.#enter(value);
    this.#open.push({
      step: () => {
        this.#circle.delete(value);
        return false;
      },
    });
    this.#begin('', this.options.otherwise(value));
  }

  #end(value: Value, close: string): void {
    this.#level--;
    const newline = this.#newline();
    if (newline !== '') this.#ready.push(newline);
    this.#ready.push(close);
    this.#circle.delete(value);
  }
}

/** Those of a list itself, which may change meanwhile; a subclass is asked for them. */
function itemsOf(value: PyList | PyTuple): readonly Value[] {
  return value.cls === listType || value.cls === tupleType ? value.items : toArray(value);
}

function pairOf(item: Value): readonly Value[] {
  if (item instanceof PyTuple && item.items.length === 2) return item.items;
  throw valueError('items must return 2-tuples');
}
