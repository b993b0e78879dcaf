// What the rules read with: sentences, clauses, numbers.

import { describe, expect, it } from 'vitest';
import { clausesOf, isSupposed } from '../../../src/lecture/check/reading/clauses.js';
import { agrees, countsIn, spansIn } from '../../../src/lecture/check/reading/quantities.js';
import { sentencesOf } from '../../../src/lecture/check/sentence.js';
import { MILLISECOND, SECOND } from '../../../src/trace/time.js';

function sentences(text: string): string[] {
  return sentencesOf({ texts: [{ text, offset: 0 }] }).map((sentence) => sentence.text);
}

describe('sentences', () => {
  it.each([
    ['It waits. Then it runs.', ['It waits.', 'Then it runs.']],
    ['It takes 0.5 s. Then `a.b()` runs.', ['It takes 0.5 s.', 'Then `a.b()` runs.']],
    ['Some call, e.g. Sleep, waits.', ['Some call, e.g. Sleep, waits.']],
    ['It is **bold** and *thin*, `a * b * c` is not.', ['It is bold and thin, `a * b * c` is not.']],
    ['Says "wait." And goes on', ['Says "wait."', 'And goes on']],
  ])('%s', (text, expected) => {
    expect(sentences(text)).toEqual(expected);
  });

  it('know where each character stands', () => {
    const markdown = '  One **two**. `Three` four.';
    const [, second] = sentencesOf({ texts: [{ text: markdown, offset: 100 }] });
    expect(second?.text).toBe('`Three` four.');
    expect(second?.offsetAt(0)).toBe(100 + markdown.indexOf('`Three'));
  });
});

describe('clauses', () => {
  it('end at commas, dashes, colons and brackets, not inside of numbers and code', () => {
    expect(clausesOf('A: 5,000 `f(a, b)` — (b) c').map(({ text }) => text.trim())).toEqual([
      'A',
      '5,000 `f(a, b)`',
      'b',
      'c',
    ]);
  });

  it.each([
    ['it would block', true],
    ['if called directly', true],
    ['it blocks `if_x`', false],
  ])('%s', (text, expected) => {
    expect(isSupposed(text)).toBe(expected);
  });
});

describe('spans', () => {
  it.each([
    ['roughly 0.8 seconds', 0.8, 'rough', false],
    ['exactly one second', 1, 'exact', false],
    ['for 250 ms', 0.25, 'plain', false],
    ['not 2.7 seconds', 2.7, 'plain', true],
    ['at least 2s', 2, 'at least', false],
    ['a tenth of a second', 0.1, 'plain', false],
    ['half a second', 0.5, 'plain', false],
    ['a full second', 1, 'plain', false],
    ['the 0.1-second timer', 0.1, 'plain', false],
    ['two minutes', 120, 'plain', false],
  ] as const)('%s', (text, seconds, precision, isDenied) => {
    const [span] = spansIn(text);
    expect(span).toMatchObject({ nanoseconds: seconds * SECOND, precision, isDenied });
  });

  it.each(['line 5', 'the second task', '22.1', 'version 3.7', '`sleep(1)` s'])('%s has none', (text) => {
    expect(spansIn(text)).toEqual([]);
  });

  it('agree within what the words allow', () => {
    expect(agrees(SECOND, 1.1 * SECOND, 'rough')).toBe(true);
    expect(agrees(SECOND, 1.1 * SECOND, 'plain')).toBe(false);
    expect(agrees(SECOND, 1.04 * SECOND, 'exact')).toBe(false);
    expect(agrees(SECOND, 2 * SECOND, 'at least')).toBe(true);
    expect(agrees(0, MILLISECOND, 'exact')).toBe(true);
  });
});

describe('counts', () => {
  it.each([
    ['three parameters', 'parameter', 3],
    ['5,000 items', 'item', 5000],
    ['two concurrent instances', 'instance', 2],
  ])('%s', (text, noun, count) => {
    expect(countsIn(text, noun)).toMatchObject([{ count, noun }]);
  });
});
