// `difflib.Differ`: lines as they are, with the differences inside of similar lines marked below them.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute } from '../../objects/attributes.js';
import { equals } from '../../objects/compare.js';
import { nativeIterator, toArray } from '../../objects/iteration.js';
import type { PyType, Value } from '../../objects/object.js';
import { str } from '../../objects/repr.js';
import { isSpace } from '../../objects/str-text.js';
import { perMachine, setOwnAttribute } from '../library.js';
import { libraryClass } from '../library-class.js';
import { Comparison } from './matching.js';

/** A part of a sequence of lines. */
interface Range {
  readonly lines: readonly Value[];
  readonly low: number;
  readonly high: number;
}

const part = ({ lines }: Range, low: number, high: number): Range => ({ lines, low, high });

/** Lines less similar than this are not compared by character. */
const SIMILAR = 0.75;
const NEARLY = 0.74;

function* dump(tag: string, { lines, low, high }: Range): Generator<string> {
  for (let index = low; index < high; index++) yield `${tag} ${str(lines[index] ?? null)}`;
}

/** The shorter block first. */
function* replaceWhole(a: Range, b: Range): Generator<string> {
  if (b.high - b.low < a.high - a.low) {
    yield* dump('+', b);
    yield* dump('-', a);
  } else {
    yield* dump('-', a);
    yield* dump('+', b);
  }
}

/** Two lines, one of each block, at which the blocks are put side by side. */
interface Anchor {
  readonly i: number;
  readonly j: number;
  readonly isEqual: boolean;
}

/** The most similar pair; a pair of equal lines only where nothing is similar, as those must be junk. */
function anchorOf(a: Range, b: Range, comparison: Comparison): Anchor | undefined {
  let best = NEARLY;
  let similar: Anchor | undefined;
  let equal: Anchor | undefined;
  for (let j = b.low; j < b.high; j++) {
    const other = b.lines[j] ?? null;
    comparison.b = toArray(other);
    for (let i = a.low; i < a.high; i++) {
      const line = a.lines[i] ?? null;
      if (equals(line, other)) {
        equal ??= { i, j, isEqual: true };
        continue;
      }
      comparison.a = toArray(line);
      if (comparison.realQuickRatio() <= best || comparison.quickRatio() <= best) continue;
      const ratio = comparison.ratio();
      if (ratio <= best) continue;
      best = ratio;
      similar = { i, j, isEqual: false };
    }
  }
  return best < SIMILAR ? equal : similar;
}

function* replaceSimilar(a: Range, b: Range, charJunk: Value): Generator<string> {
  const comparison = new Comparison(charJunk);
  const anchor = anchorOf(a, b, comparison);
  if (anchor === undefined) {
    yield* replaceWhole(a, b);
    return;
  }
  const { i, j, isEqual } = anchor;
  yield* replaceAny(part(a, a.low, i), part(b, b.low, j), charJunk);
  const [line, other] = [a.lines[i] ?? null, b.lines[j] ?? null];
  if (isEqual) yield `  ${str(line)}`;
  else {
    comparison.a = toArray(line);
    comparison.b = toArray(other);
    yield* markedPair(str(line), str(other), comparison);
  }
  yield* replaceAny(part(a, i + 1, a.high), part(b, j + 1, b.high), charJunk);
}

function* replaceAny(a: Range, b: Range, charJunk: Value): Generator<string> {
  if (a.low < a.high) {
    if (b.low < b.high) yield* replaceSimilar(a, b, charJunk);
    else yield* dump('-', a);
  } else if (b.low < b.high) yield* dump('+', b);
}

/** Both lines, each followed by signs below the characters that differ. */
function* markedPair(line: string, other: string, comparison: Comparison): Generator<string> {
  let [marks, otherMarks] = ['', ''];
  for (const { tag, i1, i2, j1, j2 } of comparison.opCodes) {
    const [size, otherSize] = [i2 - i1, j2 - j1];
    if (tag === 'delete') marks += '-'.repeat(size);
    else if (tag === 'insert') otherMarks += '+'.repeat(otherSize);
    else {
      const mark = tag === 'replace' ? '^' : ' ';
      marks += mark.repeat(size);
      otherMarks += mark.repeat(otherSize);
    }
  }
  yield `- ${line}`;
  yield* marksLine(line, marks);
  yield `+ ${other}`;
  yield* marksLine(other, otherMarks);
}

/** Where nothing is marked the space of the line itself stands, so that tabs line up. */
function* marksLine(line: string, marks: string): Generator<string> {
  const chars = Array.from(line);
  let shown = '';
  for (const [index, mark] of Array.from(marks).entries()) {
    const char = chars[index];
    if (char === undefined) break;
    shown += mark === ' ' && isSpace(char.charCodeAt(0)) ? char : mark;
  }
  let end = shown.length;
  while (end > 0 && isSpace(shown.charCodeAt(end - 1))) end--;
  if (end > 0) yield `? ${shown.slice(0, end)}\n`;
}

function* compareLines(self: Value, a: readonly Value[], b: readonly Value[]): Generator<string> {
  const charJunk = getAttribute(self, 'charjunk');
  const comparison = new Comparison(getAttribute(self, 'linejunk'), a, b);
  for (const { tag, i1, i2, j1, j2 } of comparison.opCodes) {
    const [left, right]: [Range, Range] = [
      { lines: a, low: i1, high: i2 },
      { lines: b, low: j1, high: j2 },
    ];
    if (tag === 'replace') yield* replaceSimilar(left, right, charJunk);
    else if (tag === 'delete') yield* dump('-', left);
    else if (tag === 'insert') yield* dump('+', right);
    else yield* dump(' ', left);
  }
}

/** What a host generator makes, for programs. */
export function lazily(make: () => Generator<Value>): Value {
  let lines: Generator<Value> | undefined;
  return nativeIterator('generator', () => {
    lines ??= make();
    const { value, done } = lines.next();
    return done === true ? undefined : value;
  });
}

export const differClass = perMachine(
  (_m: KernelMachine): PyType =>
    libraryClass('Differ', {
      module: 'difflib',
      instanceDict: true,
      methods: {
        '__init__(self, linejunk=None, charjunk=None)': (self, lineJunk, charJunk) => {
          setOwnAttribute(self, 'linejunk', lineJunk);
          setOwnAttribute(self, 'charjunk', charJunk);
          return null;
        },
        'compare(self, a, b)': (self, a, b) => lazily(() => compareLines(self, toArray(a), toArray(b))),
      },
    }),
);
