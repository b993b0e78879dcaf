// Line ends of text files: how they are read, where lines end, and which ones were seen.

import { PyTuple } from '../../objects/containers.js';
import type { Value } from '../../objects/object.js';

/** None: all kinds end a line and are read as `\n`. Empty: all kinds end a line and stay. Else: only this one does. */
export type Newline = null | '' | '\n' | '\r' | '\r\n';

export const isNewline = (text: string): text is Exclude<Newline, null> =>
  text === '' || text === '\n' || text === '\r' || text === '\r\n';

/** Translates pieces of text; a `\r` at the end of a piece waits, for a `\n` may follow. */
export class NewlineReader {
  holdsReturn = false;
  readonly seen = new Set<string>();

  constructor(
    readonly universal: boolean,
    readonly translates: boolean,
  ) {}

  read(piece: string, isLast: boolean): string {
    if (!this.universal) return piece;
    let text = this.holdsReturn ? `\r${piece}` : piece;
    this.holdsReturn = false;
    if (text.endsWith('\r') && !isLast) {
      this.holdsReturn = true;
      text = text.slice(0, -1);
    }
    if (this.seen.size < 3) for (const [end] of text.matchAll(/\r\n|\r|\n/g)) this.seen.add(end);
    return this.translates ? text.replace(/\r\n?/g, '\n') : text;
  }

  /** The `newlines` attribute. */
  get newlines(): Value {
    const kinds = ['\r', '\n', '\r\n'].filter((kind) => this.seen.has(kind));
    return kinds.length <= 1 ? (kinds[0] ?? null) : new PyTuple(kinds);
  }
}

/** Where the line that begins at `start` ends, its end included; -1 where the text ends first. */
export function lineEnd(text: string, start: number, newline: Newline): number {
  if (newline === '') {
    const pattern = /\r\n|\r|\n/g;
    pattern.lastIndex = start;
    const found = pattern.exec(text);
    return found === null ? -1 : found.index + found[0].length;
  }
  const mark = newline ?? '\n';
  const at = text.indexOf(mark, start);
  return at < 0 ? -1 : at + mark.length;
}

/** How text is written. */
export function written(text: string, newline: Newline): string {
  return newline === '\r' || newline === '\r\n' ? text.replaceAll('\n', newline) : text;
}
