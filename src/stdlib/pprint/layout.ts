// Values over several lines, where one is too short (`PrettyPrinter._format`).

import type { Value } from '../../objects/object.js';
import { lengthOf } from '../../objects/str-text.js';
import { recursionText, type Settings } from './settings.js';

/** Where something is put: its column, how much has to fit behind it, and how deep it is. */
export interface Place {
  readonly indent: number;
  readonly allowance: number;
  readonly level: number;
}

/** Shows a value of one kind over several lines. */
export type Handler = (layout: Layout, value: Value, place: Place) => void;

export class Layout {
  text = '';
  /** The containers around what is being shown. */
  readonly #context = new Set<Value>();

  constructor(
    readonly settings: Settings,
    /** The representation on one line. */
    readonly show: (value: Value, context: Set<Value>, level: number) => string,
    readonly handlerFor: (value: Value) => Handler | undefined,
  ) {}

  write(text: string): void {
    this.text += text;
  }

  oneLine(value: Value, level: number): string {
    return this.show(value, new Set(this.#context), level);
  }

  isAround(value: Value): boolean {
    return this.#context.has(value);
  }

  put(value: Value, place: Place): void {
    if (this.#context.has(value)) {
      this.write(recursionText(value));
      return;
    }
    const text = this.oneLine(value, place.level);
    const isTooLong = lengthOf(text) > this.settings.width - place.indent - place.allowance;
    const handler = isTooLong ? this.handlerFor(value) : undefined;
    if (handler === undefined) {
      this.write(text);
      return;
    }
    this.#context.add(value);
    handler(this, value, { ...place, level: place.level + 1 });
    this.#context.delete(value);
  }

  /** Space behind an opening bracket where items are indented by more than one. */
  writeIndent(): void {
    if (this.settings.indent > 1) this.write(' '.repeat(this.settings.indent - 1));
  }

  newline(indent: number): string {
    return `,\n${' '.repeat(Math.max(indent, 0))}`;
  }

  /** Items one below the other, or as many on a line as fit. */
  putItems(items: readonly Value[], { indent: start, allowance, level }: Place): void {
    const { settings } = this;
    const indent = start + settings.indent;
    this.writeIndent();
    const newline = this.newline(indent);
    let separator = '';
    let most = settings.width - indent + 1;
    let left = most;
    for (const [index, item] of items.entries()) {
      const isLast = index === items.length - 1;
      if (isLast) {
        most -= allowance;
        left -= allowance;
      }
      if (settings.isCompact) {
        const text = this.oneLine(item, level);
        const size = lengthOf(text) + 2;
        if (left < size) {
          left = most;
          if (separator !== '') separator = newline;
        }
        if (left >= size) {
          left -= size;
          this.write(separator + text);
          separator = ', ';
          continue;
        }
      }
      this.write(separator);
      separator = newline;
      this.put(item, { indent, allowance: isLast ? allowance : 1, level });
    }
  }

  putPairs(pairs: readonly (readonly [Value, Value])[], { indent: start, allowance, level }: Place): void {
    const indent = start + this.settings.indent;
    for (const [index, [key, value]] of pairs.entries()) {
      const isLast = index === pairs.length - 1;
      const text = this.oneLine(key, level);
      this.write(`${text}: `);
      this.put(value, { indent: indent + lengthOf(text) + 2, allowance: isLast ? allowance : 1, level });
      if (!isLast) this.write(this.newline(indent));
    }
  }

  /** `name=value`, as namespaces and dataclasses are shown. */
  putFields(fields: readonly (readonly [string, Value])[], { indent, allowance, level }: Place): void {
    for (const [index, [name, value]] of fields.entries()) {
      const isLast = index === fields.length - 1;
      this.write(`${name}=`);
      if (this.isAround(value)) this.write('...');
      else this.put(value, { indent: indent + lengthOf(name) + 1, allowance: isLast ? allowance : 1, level });
      if (!isLast) this.write(this.newline(indent));
    }
  }
}
