// The page on checking names every rule.

import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { RULES } from '../../../src/lecture/check/rules.js';

it('documents every rule, and none that there is not', () => {
  const page = readFileSync(new URL('../../../src/lecture/check/README.md', import.meta.url), 'utf8');
  const documented = [...page.matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, id]) => id);
  expect(documented).toEqual([...RULES.map(({ id }) => id), 'exercise']);
});
