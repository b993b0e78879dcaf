// The layout of the narrated trace: fixed columns for time, thread, task and line, and the words in the last one,
// wrapped under themselves. Widths are taken from the names that occur, so that rows align in the whole text.

import type { Nanoseconds } from '../trace/time.js';
import { secondsText } from '../trace/time-text.js';
import { paint, type Tone } from './ansi.js';

/**
 * What becomes of a text that is too long: `wrap` breaks it between words; `verbatim` does, too, but keeps every
 * space (printed text); `cut` drops the rest (code that can be read in the file).
 */
export type Fit = 'wrap' | 'verbatim' | 'cut';

export interface Row {
  readonly t: Nanoseconds;
  readonly thread: string;
  readonly task: string;
  readonly line: string;
  readonly text: string;
  readonly tone: Tone;
  readonly fit: Fit;
}

export interface Layout {
  readonly time: number;
  readonly thread: number;
  readonly task: number;
  readonly line: number;
  readonly width: number;
  readonly color: boolean;
}

const GAP = '  ';
const MAX_NAME = 18;
/** However narrow the page, words get this much. */
const MIN_TEXT = 24;

export interface LayoutNames {
  readonly end: Nanoseconds;
  readonly threads: Iterable<string>;
  readonly tasks: Iterable<string>;
  readonly lines: Iterable<string>;
}

export function layoutFor(names: LayoutNames, width: number, color: boolean): Layout {
  return {
    time: Math.max(8, secondsText(names.end).length),
    thread: longest(names.threads, 'thread'.length),
    task: longest(names.tasks, '(loop)'.length),
    line: longest(names.lines, 'line'.length),
    width,
    color,
  };
}

export function headingLines(layout: Layout): string[] {
  const heading = columns(layout, 'time', 'thread', 'task', 'line');
  const rule = [layout.time, layout.thread, layout.task, layout.line, layout.width - indentOf(layout)];
  return [
    paint(`${heading}what happens`, 'title', layout.color),
    paint(rule.map((size) => '-'.repeat(Math.max(size, 1))).join(GAP), 'quiet', layout.color),
  ];
}

export function rowLines(row: Row, layout: Layout): string[] {
  const indent = indentOf(layout);
  const room = Math.max(MIN_TEXT, layout.width - indent);
  const start = columns(layout, secondsText(row.t), row.thread, row.task, row.line);
  const words = fitText(row.text, row.fit, room);
  return words.map((text, i) => {
    const painted = paint(text, row.tone, layout.color);
    return i === 0 ? paint(start, 'quiet', layout.color) + painted : ' '.repeat(indent) + painted;
  });
}

function fitText(text: string, fit: Fit, room: number): string[] {
  switch (fit) {
    case 'wrap':
      return wrapWords(text, room);
    case 'verbatim':
      return breakText(text, room);
    case 'cut':
      return [text.length <= room ? text : `${text.slice(0, room - 2)}..`];
  }
}

/** Breaks between words; lines after the first are set in by two. A word that is too long stays whole. */
export function wrapWords(text: string, room: number): string[] {
  const lines: string[] = [];
  let line = '';
  // The number in `rightWay #2` stays with its name.
  for (const word of text.split(/ (?!#\d)/)) {
    const longer = line === '' ? word : `${line} ${word}`;
    const isOpen = line === '' || line.trim() === '';
    if (isOpen || longer.length <= room) line = longer;
    else {
      lines.push(line);
      line = `  ${word}`;
    }
  }
  lines.push(line);
  return lines;
}

/** Breaks at newlines and at spaces, keeping all others; later lines stand under the second word. */
function breakText(text: string, room: number): string[] {
  const indent = ' '.repeat(text.indexOf(' ') + 1);
  const lines: string[] = [];
  for (const line of text.split('\n')) {
    let rest = line;
    do {
      const prefix = lines.length === 0 ? '' : indent;
      const size = breakPoint(rest, Math.max(1, room - prefix.length));
      lines.push(prefix + rest.slice(0, size));
      rest = rest.slice(rest[size] === ' ' ? size + 1 : size);
    } while (rest !== '');
  }
  return lines;
}

/** How much of the text goes on a line: all, else up to the last space, else as much as there is room for. */
function breakPoint(text: string, room: number): number {
  if (text.length <= room) return text.length;
  const space = text.lastIndexOf(' ', room);
  if (space > 0) return space;
  // Not through the middle of a character outside the basic plane.
  return room > 1 && isLowSurrogate(text.charCodeAt(room)) ? room - 1 : room;
}

/** A name cut to a column's width. */
export function cutTo(name: string, width: number): string {
  return name.length <= width ? name.padEnd(width) : `${name.slice(0, width - 2)}..`;
}

function columns(layout: Layout, time: string, thread: string, task: string, line: string): string {
  const cells = [time.padStart(layout.time), cutTo(thread, layout.thread), cutTo(task, layout.task)];
  return [...cells, line.padStart(layout.line), ''].join(GAP);
}

function indentOf(layout: Layout): number {
  return layout.time + layout.thread + layout.task + layout.line + 4 * GAP.length;
}

function longest(names: Iterable<string>, least: number): number {
  let width = least;
  for (const name of names) width = Math.max(width, name.length);
  return Math.min(width, MAX_NAME);
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}
