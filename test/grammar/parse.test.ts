// Every construct gives CPython's tree, positions included.

import { describe, expect, test } from 'vitest';
import { parseExpression, parseModule } from '../../grammar/parser.js';
import { readChunks } from './chunks.js';
import { dump, nodeKinds } from './dump.js';

const chunks = readChunks(new URL('../../fixtures/parse/', import.meta.url));

describe.each([...new Set(chunks.map((chunk) => chunk.file))])('%s', (file) => {
  test.each(chunks.filter((chunk) => chunk.file === file))('$title', ({ source, expected }) => {
    const { tree, lines } = parseModule(source);
    expect(dump(tree, lines)).toBe(expected);
  });
});

test('the cases have every kind of node', () => {
  const recorded = chunks.map((chunk) => chunk.expected).join('\n');
  const missing = nodeKinds.filter((kind) => kind !== 'Expression' && !recorded.includes(`${kind}(`));
  expect(missing).toEqual([]);
});

test('an expression by itself', () => {
  const { body } = parseExpression('  \ta + 1  # a comment');
  expect(dump(body, ['a + 1'])).toBe(
    "BinOp(left=Name(id='a', ctx=Load(), lineno=1, col_offset=0, end_lineno=1, end_col_offset=1), op=Add(), " +
      'right=Constant(value=1, lineno=1, col_offset=4, end_lineno=1, end_col_offset=5), ' +
      'lineno=1, col_offset=0, end_lineno=1, end_col_offset=5)',
  );
  expect(() => parseExpression('a = 1')).toThrow('invalid syntax');
  expect(() => parseExpression('')).toThrow('invalid syntax');
});

test('comments are kept with their places', () => {
  const { comments } = parseModule(
    '# line 1\nx = "#"  # line 2 \nif a:\n    # line 3\n    pass\n(b  # line 4\n)',
  );
  expect(comments).toEqual([
    { lineno: 1, col_offset: 0, text: '# line 1' },
    { lineno: 2, col_offset: 9, text: '# line 2 ' },
    { lineno: 4, col_offset: 4, text: '# line 3' },
    { lineno: 6, col_offset: 4, text: '# line 4' },
  ]);
});

describe('depth and length', () => {
  const parses = (source: string) => expect(() => parseModule(source)).not.toThrow();

  test('brackets up to the limit of CPython', () => {
    for (const [open, close] of ['()', '[]', ['f(', ')'], ['{a: ', '}'], ['x[', ']']]) {
      parses(`${open?.repeat(200)}1${close?.repeat(200)}`);
    }
    expect(() => parseModule(`${'('.repeat(201)}1${')'.repeat(201)}`)).toThrow('too many nested parentheses');
  });

  test('long chains', () => {
    parses(`a${' + a'.repeat(3000)}`);
    parses(`a${' < a'.repeat(3000)}`);
    parses(`a${' and a'.repeat(3000)}`);
    parses(`a${' ** a'.repeat(3000)}`);
    parses(`${'not '.repeat(3000)}a`);
    parses(`a${'.b()'.repeat(3000)}`);
    parses(`if a: pass\n${'elif b: pass\n'.repeat(3000)}`);
  });

  test('what is too deep is an error, not a crash', () => {
    expect(() => parseModule(`${'lambda: '.repeat(100_000)}a`)).toThrow('too many nested');
  });
});
