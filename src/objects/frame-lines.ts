// One frame of a traceback as text: where it is, its source, and markers under the expression that failed
// (`StackSummary.format_frame_summary` in Lib/traceback.py).

import { dedent, indent } from './dedent.js';
import { displayWidth } from './display-width.js';
import type { LinePosition, TracebackFrame, TracebackPosition } from './traceback.js';

export interface FrameEntry {
  readonly frame: TracebackFrame;
  readonly position: TracebackPosition | LinePosition;
}

export function formatFrame({ frame, position }: FrameEntry): string {
  const where = `  File "${frame.filename}", line ${position.lineno}, in ${frame.name}\n`;
  if ('col_offset' in position) return where + markedSource(frame, position);
  const line = frame.sourceLine(position.lineno)?.trim() ?? '';
  return line === '' ? where : `${where}    ${line}\n`;
}

/** A place in the shown lines: line from 0, column in UTF-16 code units. */
interface Place {
  readonly line: number;
  readonly column: number;
}

/** The lines of an expression without their common indentation, and the expression's place in them. */
interface Segment {
  readonly lines: readonly string[];
  readonly start: number;
  readonly end: number;
  /** What is marked with `^` while the rest gets `~`; null marks everything with `^`. */
  readonly anchors: { readonly left: Place; readonly right: Place } | null;
}

function markedSource(frame: TracebackFrame, position: TracebackPosition): string {
  const segment = segmentOf(frame, position);
  if (segment === null) return '';
  const { lines } = segment;
  const marks = showsMarks(segment);
  const shown: string[] = [];
  let previous = -1;
  for (const line of significantLines(segment)) {
    const skipped = line - previous - 1;
    if (skipped > 1) shown.push(`...<${skipped} lines>...`);
    for (let next = skipped === 1 ? line - 1 : line; next <= line; next++) {
      shown.push(lines[next] ?? '');
      if (marks) shown.push(marksUnder(segment, next));
    }
    previous = line;
  }
  return indent(dedent(`${shown.join('\n')}\n`), '    ');
}

function segmentOf(frame: TracebackFrame, position: TracebackPosition): Segment | null {
  const { lineno, end_lineno, col_offset, end_col_offset } = position;
  const anchors = position.anchors ?? frame.anchorsAt?.(position);
  const originals: string[] = [];
  for (let line = lineno; line <= end_lineno; line++)
    originals.push((frame.sourceLine(line) ?? '').trimEnd());
  if (originals.every((line) => line === '')) return null;
  const lines = dedent(originals.join('\n')).split('\n');
  const shift = (originals[0]?.length ?? 0) - (lines[0]?.length ?? 0);
  const place = (line: number, offset: number): Place => ({
    line: line - lineno,
    column: Math.max(0, offset - shift),
  });
  return {
    lines,
    start: Math.max(0, col_offset - shift),
    end: Math.max(0, end_col_offset - shift),
    anchors:
      anchors === undefined
        ? null
        : {
            left: place(anchors.left_end_lineno, anchors.left_end_offset),
            right: place(anchors.right_start_lineno, anchors.right_start_offset),
          },
  };
}

/** The first line, the last line, and the lines around both ends of the anchors. */
function significantLines({ lines, anchors }: Segment): number[] {
  const significant = new Set([0, lines.length - 1]);
  for (const place of anchors === null ? [] : [anchors.left, anchors.right]) {
    for (const line of [place.line - 1, place.line, place.line + 1]) significant.add(line);
  }
  return [...significant].filter((line) => line >= 0 && line < lines.length).sort((a, b) => a - b);
}

/** Markers would say nothing new where the expression is all there is on its lines. */
function showsMarks(segment: Segment): boolean {
  const { lines, start, end, anchors } = segment;
  if (lines.length === 1 && end <= start) return false;
  const before = lines[0]?.slice(0, start) ?? '';
  const after = lines.at(-1)?.slice(end) ?? '';
  if (isOnlyCall(segment, before, after)) return false;
  return anchors !== null || before.trim() !== '' || after.trim() !== '';
}

const CALLEE_IS_NAME = /^[\p{XID_Start}_]\p{XID_Continue}*\s*$/u;
const ASSIGNMENT = /^\s*[\p{XID_Start}_]\p{XID_Continue}*\s*=\s*([\s(]*)$/u;

/** `return f(...)` or `name = f(...)`: no markers either. CPython looks at the tree, this looks at the text around. */
function isOnlyCall({ lines, start, anchors }: Segment, before: string, after: string): boolean {
  const first = lines[0] ?? '';
  if (anchors === null || lines[anchors.left.line]?.[anchors.left.column] !== '(') return false;
  const assigned = ASSIGNMENT.exec(before);
  const returned = /^\s*return\b([\s(]*)$/.exec(before);
  const callee = anchors.left.line === 0 ? first.slice(start, anchors.left.column) : '';
  if (assigned === null && (returned === null || !CALLEE_IS_NAME.test(callee))) return false;
  const opened = (assigned ?? returned)?.[1]?.replaceAll(/\s/g, '').length ?? 0;
  const rest = /^([\s)]*)(?:[#;].*)?$/.exec(after);
  return rest?.[1]?.replaceAll(/\s/g, '').length === opened;
}

function marksUnder({ lines, start, end, anchors }: Segment, line: number): string {
  const text = lines[line] ?? '';
  const isLast = line === lines.length - 1;
  const columns = isLast ? displayWidth(text.slice(0, end)) : displayWidth(text);
  const blanks = text.length - text.trimStart().length;
  const first = line === 0 ? Math.max(blanks, displayWidth(text.slice(0, start))) : blanks;
  if (anchors === null)
    return ' '.repeat(Math.min(first, columns)) + '^'.repeat(Math.max(0, columns - first));
  const { left, right } = anchors;
  const from = line < left.line ? columns : line > left.line ? 0 : displayWidth(text.slice(0, left.column));
  const to = line < right.line ? columns : line > right.line ? 0 : displayWidth(text.slice(0, right.column));
  let marks = ' '.repeat(Math.min(first, columns));
  for (let column = first; column < columns; column++) marks += column >= from && column < to ? '^' : '~';
  return marks;
}

/** The same place many times over is shown three times. */
const REPEATED = 3;

/** Frames in order, each ending in a line break; runs of the same place are folded. */
export function formatFrames(entries: Iterable<FrameEntry>): string[] {
  const result: string[] = [];
  let last: FrameEntry | undefined;
  let count = 0;
  for (const entry of entries) {
    if (last === undefined || !samePlace(last, entry)) {
      fold(result, count);
      count = 0;
    }
    last = entry;
    count++;
    if (count <= REPEATED) result.push(formatFrame(entry));
  }
  fold(result, count);
  return result;
}

function samePlace(a: FrameEntry, b: FrameEntry): boolean {
  return (
    a.position.lineno === b.position.lineno &&
    a.frame.filename === b.frame.filename &&
    a.frame.name === b.frame.name
  );
}

function fold(result: string[], count: number): void {
  const more = count - REPEATED;
  if (more > 0) result.push(`  [Previous line repeated ${more} more time${more > 1 ? 's' : ''}]\n`);
}
