import { describe, expect, test } from 'vitest';
import { foldLines, type RanLine } from '../../src/trace/fold-lines.js';

function ran(...linenos: (number | readonly [lineno: number, depth: number])[]): RanLine[] {
  return linenos.map((entry, i) => {
    const [lineno, depth] = typeof entry === 'number' ? [entry, 0] : entry;
    return { lineno, t: i * 10, duration: 0, depth, times: 1, lines: [lineno], visits: [1] };
  });
}

function spin(lineno: number, times: number, ...lines: number[]): RanLine {
  return { lineno, t: 10, duration: 0, depth: 0, times, lines, visits: lines.map(() => times) };
}

function folded(entries: readonly RanLine[]): string[] {
  return foldLines(entries, entries.length * 10).map(({ lines, times }) =>
    times === 1 ? lines.join() : `${lines.join()} x${times}`,
  );
}

describe('folding lines', () => {
  test('leaves straight code and short loops alone', () => {
    expect(folded(ran(1, 2, 3))).toEqual(['1', '2', '3']);
    expect(folded(ran(1, 2, 1, 2, 1, 3))).toEqual(['1', '2', '1', '2', '1', '3']);
  });

  test('keeps the round that leads out of the loop', () => {
    expect(folded(ran(5, 6, 7, 5, 6, 7, 5, 6, 7, 5, 6, 7, 8))).toEqual(['5,6,7 x3', '5', '6', '7', '8']);
  });

  test('drops the last look at the head of a loop that is over', () => {
    expect(folded(ran(4, 5, 6, 5, 6, 5, 6, 5, 9))).toEqual(['4', '5,6 x3', '9']);
    expect(folded(ran(5, 6, 5, 6, 5, 6, 5))).toEqual(['5,6 x3']);
  });

  test('takes rounds of different paths, and loops within', () => {
    expect(folded(ran(5, 6, 5, 7, 5, 6, 5, 9))).toEqual(['5,6,7 x3', '9']);
    expect(folded(ran(1, 2, 3, 2, 3, 2, 1, 2, 3, 2, 1, 2, 1, 9))).toEqual(['1,2,3 x3', '9']);
    expect(folded(ran(1, 2, 3, 2, 3, 2, 3, 2, 4))).toEqual(['1', '2,3 x3', '4']);
  });

  test('counts skipped rounds, with those around them', () => {
    expect(folded([...ran(6, 7), spin(7, 500, 7, 8), ...ran(7, 9)])).toEqual(['6', '7,8 x500', '9']);
    expect(folded([spin(7, 500, 7, 8)])).toEqual(['7,8 x500']);
    expect(folded([...ran(7, 8, 7, 8, 7), spin(7, 500, 7, 8), ...ran(7, 9)])).toEqual(['7,8 x502', '9']);
  });

  test('counts rounds that were skipped from the middle of one on', () => {
    expect(folded([...ran(7, 8, 7, 8, 7), spin(8, 500, 7, 8), ...ran(8, 7, 8, 7, 9)])).toEqual([
      '7,8 x504',
      '9',
    ]);
  });

  test('does not take two calls of a function for a loop', () => {
    const call = [
      [1, 1],
      [2, 1],
    ] as const;
    expect(folded(ran(10, ...call, 11, ...call, 12, ...call, 13, ...call))).toHaveLength(12);
  });

  test('takes a function called in a loop into the loop', () => {
    const round = [10, [1, 1], [2, 1]] as const;
    expect(folded(ran(...round, ...round, ...round, 10, 12))).toEqual(['1,2,10 x3', '12']);
  });

  test('says when', () => {
    const [first] = foldLines(ran(5, 6, 5, 6, 5, 6, 5, 9), 100);
    expect(first).toMatchObject({ start: 0, end: 70 });
  });
});
