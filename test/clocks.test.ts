// The default clock lets events fall in CPython's order, too: what programs print differs by its figures alone.

import { expect, it } from 'vitest';
import { isTraced, programs, recorded, runFixture } from './support/programs.js';

function withoutFigures(text: string): string {
  return text.replace(/-?\d+(?:\.\d+)?(?:e-?\d+)?/g, '#');
}

const recordedPrograms = programs().filter(
  (program) => isTraced(program) && recorded(program, 'out') !== null,
);

it.each(recordedPrograms)('%s prints the same under the model clock', (program) => {
  const { stdout } = runFixture(program, { clock: 'model' });
  expect(withoutFigures(stdout)).toBe(withoutFigures(recorded(program, 'out') ?? ''));
});
