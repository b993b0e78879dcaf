// Long strings and bytes, cut into literals that stand below one another.

import { strValue } from '../../objects/boxed.js';
import { bufferOf, PyBytes } from '../../objects/buffers.js';
import { repr } from '../../objects/repr.js';
import { splitLines } from '../../objects/str-split.js';
import { isSpace, lengthOf } from '../../objects/str-text.js';
import type { Handler } from './layout.js';

/** Words, each with the space behind it. */
function wordsOf(line: string): string[] {
  const words: string[] = [];
  let start = 0;
  for (let at = 1; at <= line.length; at++) {
    const isWordStart = !isSpace(line.charCodeAt(at)) && isSpace(line.charCodeAt(at - 1));
    if (at < line.length && !isWordStart) continue;
    words.push(line.slice(start, at));
    start = at;
  }
  return words;
}

export const putText: Handler = (layout, value, place) => {
  const text = strValue(value) ?? '';
  const lines = splitLines(text, true);
  if (lines.length === 0) {
    layout.write(repr(value));
    return;
  }
  // At the outermost level the literals stand between parentheses.
  const isOuter = place.level === 1;
  const indent = isOuter ? place.indent + 1 : place.indent;
  const allowance = isOuter ? place.allowance + 1 : place.allowance;
  const width = layout.settings.width - indent;
  const chunks: string[] = [];
  let shown = '';
  for (const [index, line] of lines.entries()) {
    const isLast = index === lines.length - 1;
    shown = repr(line);
    if (lengthOf(shown) <= (isLast ? width - allowance : width)) chunks.push(shown);
    else chunks.push(...wordChunks(line, width, isLast ? allowance : 0));
  }
  if (chunks.length === 1) {
    layout.write(shown);
    return;
  }
  const all = chunks.join(`\n${' '.repeat(indent)}`);
  layout.write(isOuter ? `(${all})` : all);
};

/** As many words as fit in each chunk; the last has less room. */
function wordChunks(line: string, width: number, allowance: number): string[] {
  const chunks: string[] = [];
  const words = wordsOf(line);
  let room = width;
  let current = '';
  for (const [index, word] of words.entries()) {
    if (index === words.length - 1) room -= allowance;
    if (lengthOf(repr(current + word)) > room) {
      if (current !== '') chunks.push(repr(current));
      current = word;
    } else current += word;
  }
  if (current !== '') chunks.push(repr(current));
  return chunks;
}

/** Bytes are cut in fours. */
const STEP = 4;

export const putBytes: Handler = (layout, value, place) => {
  const data = bufferOf(value) ?? new Uint8Array();
  if (data.length <= STEP) {
    layout.write(repr(value));
    return;
  }
  const isOuter = place.level === 1;
  const indent = isOuter ? place.indent + 1 : place.indent;
  const allowance = isOuter ? place.allowance + 1 : place.allowance;
  const show = (start: number, end: number): string => repr(new PyBytes(data.slice(start, end)));
  const chunks: string[] = [];
  let room = layout.settings.width - indent;
  let start = 0;
  const last = Math.floor(data.length / STEP) * STEP;
  let end = 0;
  for (; end < data.length; end += STEP) {
    if (end === last) room -= allowance;
    if (show(start, end + STEP).length <= room) continue;
    if (end > start) chunks.push(show(start, end));
    start = end;
  }
  if (start < data.length) chunks.push(show(start, data.length));
  const all = chunks.join(`\n${' '.repeat(indent)}`);
  layout.write(isOuter ? `(${all})` : all);
};

export const putByteArray: Handler = (layout, value, place) => {
  const prefix = 'bytearray(';
  layout.write(prefix);
  const copy = new PyBytes((bufferOf(value) ?? new Uint8Array()).slice());
  putBytes(layout, copy, {
    indent: place.indent + prefix.length,
    allowance: place.allowance + 1,
    level: place.level + 1,
  });
  layout.write(')');
};
