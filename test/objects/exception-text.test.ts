import { describe, expect, it } from 'vitest';
import { noAttribute } from '../../src/objects/attribute-error.js';
import { call } from '../../src/objects/call.js';
import { PyList, PyTuple, tuple } from '../../src/objects/containers.js';
import { displayWidth } from '../../src/objects/display-width.js';
import { exception, exceptionType, nameError, PyException } from '../../src/objects/exceptions.js';
import { formatExceptionLines, formatExceptionOnly } from '../../src/objects/format-exception.js';
import '../../src/objects/list.js';
import '../../src/objects/tuple.js';
import { closest } from '../../src/objects/closest-name.js';
import type { Value } from '../../src/objects/object.js';
import { PyTraceback, type TracebackFrame } from '../../src/objects/traceback.js';
import { bracketAnchors, operatorAnchors } from '../../src/objects/traceback-anchors.js';
import { makeClass } from './classes.js';

describe('names that were probably meant', () => {
  it('costs changes as CPython does', () => {
    // _suggestions._generate_suggestions(names, wrong) of CPython 3.13.
    const table: [string[], string, string | undefined][] = [
      [['foo'], 'fo', 'foo'],
      [['a', 'b'], 'c', undefined],
      [['blech'], 'bluch', 'blech'],
      [['Blech'], 'blech', 'Blech'],
      [['noise', 'more_noise', 'a', 'bc'], 'ab', 'a'],
      [['aéb'], 'aeb', undefined],
      [['aéb'], 'aèb', 'aéb'],
      [['name'], 'nmae', undefined],
      [['print'], 'pritn', 'print'],
      [['xy'], 'yx', undefined],
      [['a1', 'a2'], 'a3', 'a1'],
      [['AB'], 'ab', 'AB'],
      [['some_very_long'], 'same_vary_lang', 'some_very_long'],
      [['items', 'item'], 'itme', 'items'],
      [[`${'a'.repeat(60)}`], `${'a'.repeat(59)}b`, 'a'.repeat(60)],
      [Array.from({ length: 749 }, (_, index) => `x${index}`), 'x', 'x0'],
      [Array.from({ length: 750 }, (_, index) => `x${index}`), 'x', undefined],
    ];
    for (const [names, wrong, expected] of table) expect(closest(names, wrong)).toBe(expected);
  });

  it('adds advice to the message', () => {
    const C = makeClass('C', [], { _x: 1, foo: 1 });
    const c = call(C);
    const raisedIn = (error: PyException, names: string[], self?: Value) => {
      const frame: TracebackFrame = {
        filename: 'p.py',
        name: 'f',
        sourceLine: () => undefined,
        visibleNames: () => names,
        localValue: (name) => (name === 'self' ? self : undefined),
      };
      error.traceback = new PyTraceback(null, frame, {
        lineno: 1,
        col_offset: 0,
        end_lineno: 1,
        end_col_offset: 1,
      });
      return formatExceptionLines(error).at(-1);
    };
    const undefinedName = (name: string) => nameError(`name '${name}' is not defined`, name);
    const table: [string | undefined, string][] = [
      [
        raisedIn(undefinedName('blub'), ['blob']),
        "NameError: name 'blub' is not defined. Did you mean: 'blob'?\n",
      ],
      [
        raisedIn(undefinedName('time'), []),
        "NameError: name 'time' is not defined. Did you forget to import 'time'?\n",
      ],
      [
        raisedIn(undefinedName('time'), ['tims']),
        "NameError: name 'time' is not defined. Did you mean: 'tims'? Or did you forget to import 'time'?\n",
      ],
      [
        raisedIn(undefinedName('foo'), [], c),
        "NameError: name 'foo' is not defined. Did you mean: 'self.foo'?\n",
      ],
      [
        raisedIn(noAttribute(c, 'fo'), []),
        "AttributeError: 'C' object has no attribute 'fo'. Did you mean: 'foo'?\n",
      ],
      [raisedIn(noAttribute(c, 'x'), []), "AttributeError: 'C' object has no attribute 'x'\n"],
      [
        raisedIn(noAttribute(c, 'x'), [], c),
        "AttributeError: 'C' object has no attribute 'x'. Did you mean: '_x'?\n",
      ],
    ];
    for (const [got, expected] of table) expect(got).toBe(expected);
  });
});

describe('what is marked', () => {
  it('is found in the source', () => {
    const lines = ['x = (a) // b + c', 'y = f # (', '  (1)', 'z = a+(b*c)', 'w = d[0] [1]'];
    const sourceLine = (lineno: number) => lines[lineno - 1];
    const at = (lineno: number, col_offset: number) => ({ lineno, col_offset });
    const ends = (anchors: ReturnType<typeof operatorAnchors>) => Object.values(anchors);
    expect(ends(operatorAnchors(sourceLine, at(1, 6), at(1, 11)))).toEqual([1, 8, 1, 10]);
    expect(ends(operatorAnchors(sourceLine, at(1, 12), at(1, 15)))).toEqual([1, 13, 1, 14]);
    expect(ends(bracketAnchors(sourceLine, at(2, 5), '(', at(3, 5)))).toEqual([3, 2, 3, 5]);
    expect(ends(operatorAnchors(sourceLine, at(4, 5), at(4, 7)))).toEqual([4, 5, 4, 7]);
    expect(ends(bracketAnchors(sourceLine, at(5, 8), '[', at(5, 12)))).toEqual([5, 9, 5, 12]);
  });
});

describe('the last lines of a traceback', () => {
  it('points at the place of a SyntaxError', () => {
    const show = (...args: Value[]) => {
      const error = call(exceptionType('SyntaxError'), args);
      return error instanceof PyException ? formatExceptionOnly(error) : [];
    };
    const at = (...location: Value[]) => show('m', new PyTuple(location));
    const [line, message] = ['  File "f", line 1\n', 'SyntaxError: m\n'];
    const table: [string[], string[]][] = [
      [show(), ['SyntaxError: <no detail available>\n']],
      [at('f', 1, 2, 'text here\n'), [line, '    text here\n', '     ^^^^^^^^\n', message]],
      [at('f', 1, 2, '  text here\n', 1, 5), [line, '    text here\n', message]],
      [at('f', 1, 3, '\ttext\n', 1, 7), [line, '    \ttext\n', '    \t ^^^\n', message]],
      [at('f', 1, 30, 'abc\n', 1, 40), [line, '    abc\n', '       ^\n', message]],
      [at('f', 1, 0, 'abc\n'), [line, '    abc\n', message]],
      [at(null, 1, 1, 'abc'), ['  File "<string>", line 1\n', '    abc\n', '    ^^^\n', message]],
      [at('f', null, 1, 'abc'), ['    abc\n', '    ^\n', 'SyntaxError: m (f)\n']],
      [at('f', 1, 1, null), [line, message]],
      [at('f', 1, 3, '漢字x = \n', 1, 4), [line, '    漢字x = \n', '      ^\n', message]],
      [at('f', 1, 1, '', 1, 2), [line, '    \n', '    ^\n', message]],
    ];
    for (const [got, expected] of table) expect(got).toEqual(expected);
  });

  it('survives what a program does to its exceptions', () => {
    const Exception = exceptionType('Exception');
    const broken = call(
      makeClass('E', [Exception], {
        __str__: () => {
          throw exception('ZeroDivisionError', 'division by zero');
        },
      }),
    );
    const only = (error: Value) => (error instanceof PyException ? formatExceptionOnly(error) : []);
    expect(only(broken)).toEqual(['E: <exception str() failed>\n']);
    expect(only(call(makeClass('E3', [Exception], { __module__: 5 })))).toEqual(['<unknown>.E3\n']);
    expect(only(call(makeClass('E2', [Exception], { __module__: 'mod.x' }), [1]))).toEqual(['mod.x.E2: 1\n']);
    const noted = exception('ValueError', 1);
    for (const [notes, lines] of [
      [5, ['5\n']],
      [null, []],
      ['ab', ["'ab'\n"]],
      [new PyList(['a\nb', 5, broken]), ['a\n', 'b\n', '5\n', '<note str() failed>\n']],
    ] as const) {
      noted.dict = new Map<Value, Value>([['__notes__', notes]]);
      expect(only(noted)).toEqual(['ValueError: 1\n', ...lines]);
    }
    expect(tuple()).toBeInstanceOf(PyTuple);
  });

  it('counts wide characters twice', () => {
    expect([displayWidth('a漢é😀'), displayWidth('ｱＡ')]).toEqual([6, 3]);
  });
});
