import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isWrong, notesOf } from '../../src/lecture/check/report.js';
import { lectures, recordedTable, reportOf, tableOf } from '../support/lectures.js';
import { ROOT } from '../support/programs.js';

/** Beside a lecture with wrong notes on purpose: which they are. */
function wrongNotes(lecture: string): string[] | null {
  const url = new URL(lecture.replace(/\.md$/, '.wrong'), ROOT);
  return existsSync(url) ? readFileSync(url, 'utf8').trimEnd().split('\n') : null;
}

describe.each(lectures())('%s', (lecture) => {
  it('is judged as recorded', () => {
    expect(tableOf(lecture)).toBe(recordedTable(lecture));
  });

  const wrong = wrongNotes(lecture);
  if (wrong === null) return;
  it('has exactly the wrong notes that are listed', () => {
    const found = reportOf(lecture).examples.flatMap(({ title, notes }) =>
      notes
        .filter(({ verdict }) => isWrong(verdict))
        .map(({ note }) => `${title.replace(/ \u2014.*$/, '')} ${note.title}`),
    );
    expect(found).toEqual(wrong);
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
