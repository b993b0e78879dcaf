// Cutting strings: at separators, at white space, into lines, in three.

import { isSpace } from './str-text.js';

/** At a separator, at most `most` times (negative: no limit). */
export function splitOn(text: string, separator: string, most: number): string[] {
  if (most < 0) return text.split(separator);
  const parts: string[] = [];
  let start = 0;
  while (parts.length < most) {
    const found = text.indexOf(separator, start);
    if (found < 0) break;
    parts.push(text.slice(start, found));
    start = found + separator.length;
  }
  parts.push(text.slice(start));
  return parts;
}

/** The same from the end, which differs where there is a limit or separators may overlap. */
export function splitOnFromEnd(text: string, separator: string, most: number): string[] {
  const parts: string[] = [];
  let end = text.length;
  while (most < 0 || parts.length < most) {
    const found = end < separator.length ? -1 : text.lastIndexOf(separator, end - separator.length);
    if (found < 0) break;
    parts.push(text.slice(found + separator.length, end));
    end = found;
  }
  parts.push(text.slice(0, end));
  return parts.reverse();
}

/** At runs of white space, which leave no empty parts. */
export function splitSpace(text: string, most: number): string[] {
  const parts: string[] = [];
  const { length } = text;
  let at = 0;
  for (;;) {
    while (at < length && isSpace(text.charCodeAt(at))) at++;
    if (at === length) return parts;
    if (most >= 0 && parts.length >= most) break;
    const start = at;
    while (at < length && !isSpace(text.charCodeAt(at))) at++;
    parts.push(text.slice(start, at));
  }
  // The rest keeps the white space at its end.
  parts.push(text.slice(at));
  return parts;
}

export function splitSpaceFromEnd(text: string, most: number): string[] {
  const parts: string[] = [];
  let at = text.length;
  for (;;) {
    while (at > 0 && isSpace(text.charCodeAt(at - 1))) at--;
    if (at === 0) return parts.reverse();
    if (most >= 0 && parts.length >= most) break;
    const end = at;
    while (at > 0 && !isSpace(text.charCodeAt(at - 1))) at--;
    parts.push(text.slice(at, end));
  }
  parts.push(text.slice(0, at));
  return parts.reverse();
}

export function splitLines(text: string, keepEnds: boolean): string[] {
  const lines: string[] = [];
  const { length } = text;
  let start = 0;
  for (let at = 0; at < length; at++) {
    const unit = text.charCodeAt(at);
    if (!endsLine(unit)) continue;
    const end = unit === 0x0d && text.charCodeAt(at + 1) === 0x0a ? at + 2 : at + 1;
    lines.push(text.slice(start, keepEnds ? end : at));
    start = end;
    at = end - 1;
  }
  if (start < length) lines.push(text.slice(start));
  return lines;
}

function endsLine(unit: number): boolean {
  if (unit < 0x80) return (unit >= 0x0a && unit <= 0x0d) || (unit >= 0x1c && unit <= 0x1e);
  return unit === 0x85 || unit === 0x2028 || unit === 0x2029;
}

/** Before, separator, after; undefined where it does not occur. */
export function partition(
  text: string,
  separator: string,
  fromEnd: boolean,
): readonly [string, string, string] | undefined {
  const found = fromEnd ? text.lastIndexOf(separator) : text.indexOf(separator);
  if (found < 0) return undefined;
  return [text.slice(0, found), separator, text.slice(found + separator.length)];
}

/** Replaces at most `most` times (negative: always). An empty `old` stands before every character and at the end. */
export function replaceText(text: string, old: string, replacement: string, most: number): string {
  if (most === 0) return text;
  if (old !== '') {
    // As a function, so that `$` in it means nothing.
    if (most < 0) return text.replaceAll(old, () => replacement);
    const parts = splitOn(text, old, most);
    return parts.join(replacement);
  }
  let result = '';
  let left = most < 0 ? Number.POSITIVE_INFINITY : most;
  for (const char of text) {
    if (left > 0) result += replacement;
    left--;
    result += char;
  }
  return left > 0 ? result + replacement : result;
}

/** Tabs as spaces up to the next multiple of `size` columns; other control characters but line ends take a column. */
export function expandTabs(text: string, size: number): string {
  let result = '';
  let column = 0;
  for (const char of text) {
    if (char === '\t') {
      const width = size > 0 ? size - (column % size) : 0;
      result += ' '.repeat(width);
      column += width;
    } else {
      result += char;
      column = char === '\n' || char === '\r' ? 0 : column + 1;
    }
  }
  return result;
}
