import { describe, expect, it } from 'vitest';
import { notesOf } from '../../src/lecture/check/report.js';
import { lectures, recordedTable, reportOf, tableOf } from '../support/lectures.js';

describe.each(lectures())('%s', (lecture) => {
  it('is judged as recorded', () => {
    expect(tableOf(lecture)).toBe(recordedTable(lecture));
  });
});

it('lecture 22 has a claim for each of its 44 notes', () => {
  const report = reportOf('fixtures/lectures/lecture-22.md');
  expect(report.problems).toEqual([]);
  expect(notesOf(report)).toHaveLength(44);
  for (const { note, claims } of notesOf(report)) {
    const own = claims.filter(({ rule, verdict }) => rule === 'python' && verdict !== 'not checkable');
    expect(own, note.title).not.toEqual([]);
  }
});
