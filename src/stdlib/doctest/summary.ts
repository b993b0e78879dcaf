// The summary of a run of doctests.

import { compareStrings } from '../../objects/str-text.js';
import type { Tally } from './running.js';

const DIVIDER = '*'.repeat(70);

const plural = (count: number): string => (count === 1 ? '' : 's');
const items = (count: number): string => `${count} item${plural(count)}`;

function totalOf(stats: ReadonlyMap<string, Tally>): Tally {
  const total: Tally = { failures: 0, tries: 0, skips: 0 };
  for (const { failures, tries, skips } of stats.values()) {
    total.failures += failures;
    total.tries += tries;
    total.skips += skips;
  }
  return total;
}

export function summarize(stats: ReadonlyMap<string, Tally>, isVerbose: boolean) {
  const lines: string[] = [];
  const sorted = [...stats].sort(([a], [b]) => compareStrings(a, b));
  const untested = sorted.filter(([, tally]) => tally.tries === 0);
  const passed = sorted.filter(([, tally]) => tally.tries > 0 && tally.failures === 0);
  const failed = sorted.filter(([, tally]) => tally.failures > 0);
  const padded = (count: number): string => String(count).padStart(3);
  if (isVerbose) {
    if (untested.length > 0) lines.push(`${items(untested.length)} had no tests:`);
    for (const [name] of untested) lines.push(`    ${name}`);
    if (passed.length > 0) lines.push(`${items(passed.length)} passed all tests:`);
    for (const [name, { tries }] of passed) lines.push(` ${padded(tries)} test${plural(tries)} in ${name}`);
  }
  if (failed.length > 0) {
    lines.push(DIVIDER, `${items(failed.length)} had failures:`);
    for (const [name, { failures, tries }] of failed)
      lines.push(` ${padded(failures)} of ${padded(tries)} in ${name}`);
  }
  const total = totalOf(stats);
  const { failures, tries, skips } = total;
  if (isVerbose) {
    lines.push(`${tries} test${plural(tries)} in ${items(stats.size)}.`);
    lines.push(`${tries - failures} passed${failures > 0 ? ` and ${failures} failed` : ''}.`);
  }
  if (failures > 0) {
    const skipped = skips > 0 ? ` and ${skips} skipped test${plural(skips)}` : '';
    lines.push(`***Test Failed*** ${failures} failure${plural(failures)}${skipped}.`);
  } else if (isVerbose) lines.push('Test passed.');
  return { lines, total };
}
