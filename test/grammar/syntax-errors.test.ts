// Every recorded mistake gives CPython's error: type, message, range and line.

import { describe, expect, test } from 'vitest';
import { parseModule } from '../../grammar/parser.js';
import { PySyntaxProblem } from '../../grammar/syntax-error.js';
import { readChunks } from './chunks.js';

const chunks = readChunks(new URL('../../fixtures/syntax-errors/', import.meta.url));

function report(source: string): string {
  try {
    parseModule(source);
  } catch (error) {
    if (!(error instanceof PySyntaxProblem)) throw error;
    const where = `${error.lineno}:${error.offset}-${error.end_lineno}:${error.end_offset}`;
    return `${error.type} ${where}\n${error.message}\n${error.text}`.trimEnd();
  }
  return 'no error';
}

describe.each([...new Set(chunks.map((chunk) => chunk.file))])('%s', (file) => {
  test.each(chunks.filter((chunk) => chunk.file === file))('$title', ({ source, expected }) => {
    expect(report(source)).toBe(expected);
  });
});
