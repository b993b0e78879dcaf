// The formats of a check's report.

import { describe, expect, it } from 'vitest';
import { hasFindings, tally } from '../../src/lecture/check/report.js';
import { updated, updatesOf } from '../../src/lecture/check/update.js';
import { reportFormats } from '../../src/lecture/reports/formats.js';
import type { ReportFormatName } from '../../src/lecture/reports/names.js';
import { checked, lectureOf } from '../support/checked.js';

const source = `
import asyncio

async def main():
    await asyncio.sleep(0.5)

async def never():
    print("<never> & so on")

asyncio.run(main())
`;
const markdown = lectureOf(source, [
  '**Line 1:** Import `asyncio`.',
  '**Line 4:** It sleeps for 2 seconds, 100% sure.',
  '**Lines 6-7:** Prints.',
  '**Line 40:** There is none.',
  '**Line 9:** Good practice.',
]);
const report = checked(markdown);

function lines(format: ReportFormatName, isStrict = false): string {
  return [...reportFormats[format](report, { color: false, isVerbose: false, isStrict })].join('\n');
}

describe('a report', () => {
  it('counts verdicts and names what is wrong with the file', () => {
    expect(Object.fromEntries(tally(report))).toEqual({
      holds: 1,
      contradicted: 1,
      'not exercised': 1,
      'not checkable': 2,
    });
    expect(report.problems).toEqual([{ line: 21, message: '"Line 40": the program has no line 40' }]);
    expect(hasFindings(report, false)).toBe(true);
  });

  it('as text', () => {
    expect(lines('text')).toContain('✗ Line 4     contradicted');
    expect(lines('text')).toContain('suggest:  0.5 seconds');
  });

  it('as JSON', () => {
    const document = JSON.parse(lines('json'));
    expect(document).toMatchObject({ format: 'loopscope-check', file: 'lecture.md', counts: { holds: 1 } });
    expect(document.examples[0].notes[1].claims[0]).toMatchObject({ verdict: 'contradicted', line: 17 });
  });

  it('as Markdown', () => {
    expect(lines('markdown')).toContain(
      '| Line 1 | holds | "Import `asyncio`" holds: asyncio is imported here |',
    );
  });

  it('as JUnit XML', () => {
    expect(lines('junit')).toContain(
      '<testsuite name="Example 1" tests="5" failures="1" errors="0" skipped="3">',
    );
    expect(lines('junit', true)).toContain('failures="4"');
    expect(lines('junit')).not.toMatch(/&(?!amp;|lt;|gt;|quot;)/);
  });

  it('as SARIF', () => {
    const log = JSON.parse(lines('sarif'));
    expect(log.runs[0].results).toHaveLength(2);
    const ids = log.runs[0].tool.driver.rules.map(({ id }: { id: string }) => id);
    for (const { ruleId } of log.runs[0].results) expect(ids).toContain(ruleId);
  });

  it('as annotations for GitHub', () => {
    expect(lines('github').split('\n')[1]).toBe(
      '::error file=lecture.md,line=17,title=Line 4::"2 seconds" is contradicted: asyncio.sleep(0.5) waited 0.5 s. Suggested: 0.5 seconds',
    );
  });
});

describe('an update', () => {
  it('rewrites the contradicted numbers and nothing else', () => {
    const text = updated(markdown, updatesOf(report));
    expect(text).toBe(markdown.replace('2 seconds', '0.5 seconds'));
    expect(updatesOf(checked(text))).toEqual([]);
  });
});
