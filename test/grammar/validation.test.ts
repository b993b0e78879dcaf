// The grammar as such: Chevrotain's own checks, which start-up skips, find nothing wrong with it.

import { expect, test } from 'vitest';
import { PythonParser, parseModule, parseModuleWith } from '../../grammar/parser.js';
import { readChunks } from './chunks.js';

test('the grammar is valid and unambiguous with one token of lookahead', () => {
  expect(() => new PythonParser({ skipValidations: false })).not.toThrow();
});

test("our lookahead decides as Chevrotain's does", () => {
  const reference = new PythonParser({ skipValidations: true });
  for (const { source } of readChunks(new URL('../../fixtures/parse/', import.meta.url))) {
    expect(parseModuleWith(reference, source)).toEqual(parseModule(source));
  }
});
