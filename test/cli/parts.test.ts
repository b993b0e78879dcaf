// The small parts of the command that need no program: colour, near matches, help.

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { useColor } from '../../src/cli/color.js';
import { helpText } from '../../src/cli/help.js';
import { editDistance, nearMatch } from '../../src/cli/near-match.js';
import { optionTable } from '../../src/cli/option-table.js';
import { VERSION } from '../../src/interpreter/version.js';

describe('colour', () => {
  const plain = { TERM: 'xterm' };
  it.each([
    ['auto', true, plain, true],
    ['auto', false, plain, false],
    ['auto', true, { TERM: 'dumb' }, false],
    ['auto', true, { ...plain, NO_COLOR: '0' }, false],
    ['auto', true, { ...plain, NO_COLOR: '' }, true],
    ['auto', false, { ...plain, FORCE_COLOR: '1' }, true],
    ['auto', false, { ...plain, FORCE_COLOR: '' }, false],
    ['auto', true, { ...plain, NO_COLOR: '1', FORCE_COLOR: '1' }, false],
    ['always', false, { ...plain, NO_COLOR: '1' }, true],
    ['never', true, { ...plain, FORCE_COLOR: '1' }, false],
  ] as const)('%s, terminal %s, %o: %s', (mode, isTerminal, env, expected) => {
    expect(useColor(mode, { isTerminal, env })).toBe(expected);
  });
});

describe('near matches', () => {
  it.each([
    ['', '', 0],
    ['trace', 'trace', 0],
    ['tarce', 'trace', 1],
    ['trac', 'trace', 1],
    ['kitten', 'sitting', 3],
  ])('%s to %s is %i', (a, b, distance) => {
    expect(editDistance(a, b)).toBe(distance);
  });

  it('are near', () => {
    expect(nearMatch('rnu', ['run', 'trace'])).toBe('run');
    expect(nearMatch('shema', ['run', 'schema'])).toBe('schema');
    expect(nearMatch('a.py', ['run', 'trace'])).toBeNull();
  });
});

describe('help', () => {
  it('begins with examples and fits on a terminal', () => {
    const lines = helpText().split('\n');
    expect(lines[2]).toBe('Examples:');
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
  });

  it('has every option', () => {
    for (const { name } of optionTable()) expect(helpText()).toContain(name);
  });
});

it('the version is that of the package', () => {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  expect(VERSION).toBe(version);
});
