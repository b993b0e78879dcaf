import { describe, expect, test } from 'vitest';
import { type LabelMode, lineLabels, lineName, lineRanges } from '../../src/trace/line-labels.js';

/** Comments of lines 1, 2, 3, ...; an empty text is a line without one. */
function labels(mode: LabelMode, ...texts: string[]) {
  return lineLabels(
    texts.flatMap((text, i) => (text === '' ? [] : [{ lineno: i + 1, text }])),
    mode,
  );
}

describe('line labels', () => {
  test('are read with words after and before them', () => {
    const found = labels(
      'auto',
      '# Example 22.1',
      '# line 1',
      '',
      '# line 2  BLOCKS EVENT LOOP',
      '# no yield  # line 3',
    );
    expect(found).toEqual({ 2: '1', 4: '2', 5: '3' });
  });

  test.each([
    ['counted from anywhere', ['# line 24', '# line 25'], { 1: '24', 2: '25' }],
    ['with gaps', ['# line 1', '# line 3', '# line 4'], { 1: '1', 2: '3', 3: '4' }],
    ['a file of one line', ['# line 1'], { 1: '1' }],
    ['none', ['# see line 10', '# lines 1-3'], null],
    ['a stray remark', ['# line 40 is slow'], null],
    ['two stray remarks', ['# line 10 is slow', '# line 90 is not'], null],
    ['going back', ['# line 1', '# line 2', '# line 1'], null],
  ])('auto: %s', (_, texts, expected) => {
    expect(labels('auto', ...texts)).toEqual(expected);
  });

  test('comment takes what there is, physical nothing', () => {
    expect(labels('comment', '# line 40')).toEqual({ 1: '40' });
    expect(labels('comment', '# nothing')).toBeNull();
    expect(labels('physical', '# line 1', '# line 2')).toBeNull();
  });

  test('name lines and ranges', () => {
    const found = { 2: '1', 3: '2', 4: '3', 6: '13', 9: '14' };
    expect(lineName(found, 6)).toBe('13');
    expect(lineName(found, 7)).toBe(':7');
    expect(lineName(null, 7)).toBe('7');
    expect(lineRanges(found, [9, 2, 3, 4, 6])).toBe('1-3, 13-14');
    expect(lineRanges(found, [3, 7, 8])).toBe('2, :7-:8');
    expect(lineRanges(null, [5, 6, 7, 9])).toBe('5-7, 9');
  });
});
