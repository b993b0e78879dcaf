import { describe, expect, it } from 'vitest';
import { getAttribute, setAttribute } from '../../src/objects/attributes.js';
import { call } from '../../src/objects/call.js';
import { PyList, tuple } from '../../src/objects/containers.js';
import { matchExceptStar, reraised } from '../../src/objects/except-star.js';
import { exceptionGroup, PyExceptionGroup } from '../../src/objects/exception-group.js';
import {
  exception,
  exceptionType,
  type PyException,
  stopIteration,
  typeError,
} from '../../src/objects/exceptions.js';
import '../../src/objects/list.js';
import '../../src/objects/tuple.js';
import type { Value } from '../../src/objects/object.js';
import { repr, str } from '../../src/objects/repr.js';
import { done, makeClass, outcome } from './classes.js';

type Name = Parameters<typeof exceptionType>[0];
const make = (name: Name, args: Value[], keywords: Record<string, Value> | null = null) =>
  call(exceptionType(name), args, keywords === null ? null : new Map(Object.entries(keywords)));

describe('exceptions', () => {
  it('shows arguments as CPython does', () => {
    const table: [Name, Value[], string, string][] = [
      ['ValueError', [], 'ValueError()', ''],
      ['ValueError', [1, 2], 'ValueError(1, 2)', '(1, 2)'],
      ['KeyError', ['a'], "KeyError('a')", "'a'"],
      ['OSError', [2, 'no', 'f'], "FileNotFoundError(2, 'no')", "[Errno 2] no: 'f'"],
      ['OSError', [2, 'no', 'f', null, 'g'], "FileNotFoundError(2, 'no')", "[Errno 2] no: 'f' -> 'g'"],
      ['OSError', [9999, 'q'], "OSError(9999, 'q')", '[Errno 9999] q'],
      ['FileNotFoundError', [17, 'x'], "FileNotFoundError(17, 'x')", '[Errno 17] x'],
      ['OSError', [11, 'x', 5], "BlockingIOError(11, 'x', 5)", '[Errno 11] x'],
      [
        'SyntaxError',
        ['m', tuple('/a/f', 1, 2, 't')],
        "SyntaxError('m', ('/a/f', 1, 2, 't'))",
        'm (f, line 1)',
      ],
      ['ImportError', ['m', 'q'], "ImportError('m', 'q')", "('m', 'q')"],
      [
        'UnicodeEncodeError',
        ['ascii', 'aé', 1, 2, 'r'],
        "UnicodeEncodeError('ascii', 'aé', 1, 2, 'r')",
        "'ascii' codec can't encode character '\\xe9' in position 1: r",
      ],
    ];
    for (const [name, args, shown, text] of table) {
      const error = make(name, args);
      expect([repr(error), str(error)]).toEqual([shown, text]);
    }
  });

  it('checks the arguments of constructors', () => {
    expect(outcome(() => make('ValueError', [], { a: 1 }))).toBe(
      'TypeError: ValueError() takes no keyword arguments',
    );
    expect(outcome(() => make('ImportError', [], { x: 1 }))).toBe(
      "TypeError: ImportError() got an unexpected keyword argument 'x'",
    );
    expect(outcome(() => make('UnicodeDecodeError', []))).toBe(
      'TypeError: function takes exactly 5 arguments (0 given)',
    );
  });

  it('has fields, also where a native made it', () => {
    expect(getAttribute(stopIteration(5), 'value')).toBe(5);
    expect(repr(getAttribute(make('SystemExit', [1, 2]), 'code'))).toBe('(1, 2)');
    expect(getAttribute(exception('FileNotFoundError', 2, 'no', 'f'), 'filename')).toBe('f');
    expect(repr(getAttribute(exception('FileNotFoundError', 2, 'no', 'f'), 'args'))).toBe("(2, 'no')");
    expect(getAttribute(make('AttributeError', ['m'], { name: 'n' }), 'name')).toBe('n');
    const error = make('OSError', [2, 'x']);
    setAttribute(error, 'errno', 5);
    expect(str(error)).toBe('[Errno 5] x');
  });

  it('lets subclasses of OSError have their own __init__', () => {
    const Own = makeClass('Own', [exceptionType('OSError')], {
      __init__: (self, a, b) =>
        call(getAttribute(exceptionType('OSError'), '__init__'), [self ?? null, a ?? null, b ?? null]),
    });
    expect(str(call(Own, [2, 'x']))).toBe('[Errno 2] x');
    const Silent = makeClass('Silent', [exceptionType('OSError')], { __init__: () => null });
    expect(repr(call(Silent, [2]))).toBe('Silent()');
  });

  it('chains and annotates', () => {
    const error = typeError('t');
    expect(done(() => setAttribute(error, '__cause__', 5))).toBe(
      'TypeError: exception cause must be None or derive from BaseException',
    );
    setAttribute(error, '__cause__', null);
    expect(getAttribute(error, '__suppress_context__')).toBe(true);
    call(getAttribute(error, 'add_note'), ['n']);
    expect(repr(getAttribute(error, '__notes__'))).toBe("['n']");
    expect(outcome(() => call(getAttribute(error, 'add_note'), [5]))).toBe(
      "TypeError: note must be a str, not 'int'",
    );
  });
});

describe('exception groups', () => {
  const value = exception('ValueError', 1);
  const type = exception('TypeError', 't');
  const key = exception('KeyError', 2);
  const group = (message: string, ...members: PyException[]) => exceptionGroup(message, new PyList(members));

  it('checks what it is made of', () => {
    const table: [Name, Value[], string][] = [
      [
        'ExceptionGroup',
        ['m'],
        'TypeError: BaseExceptionGroup.__new__() takes exactly 2 arguments (1 given)',
      ],
      [
        'ExceptionGroup',
        [1, new PyList([value])],
        'TypeError: BaseExceptionGroup.__new__() argument 1 must be str, not int',
      ],
      ['ExceptionGroup', ['m', 5], 'TypeError: second argument (exceptions) must be a sequence'],
      [
        'ExceptionGroup',
        ['m', new PyList([])],
        'ValueError: second argument (exceptions) must be a non-empty sequence',
      ],
      [
        'ExceptionGroup',
        ['m', new PyList([value, 5])],
        'ValueError: Item 1 of second argument (exceptions) is not an exception',
      ],
      [
        'ExceptionGroup',
        ['m', new PyList([exception('KeyboardInterrupt')])],
        'TypeError: Cannot nest BaseExceptions in an ExceptionGroup',
      ],
      ['BaseExceptionGroup', ['m', new PyList([value])], "ExceptionGroup('m', [ValueError(1)])"],
    ];
    for (const [name, args, expected] of table) expect(outcome(() => make(name, args))).toBe(expected);
  });

  it('splits and keeps the nesting', () => {
    const outer = group('top', value, group('in', type, key));
    const split = (condition: Value) => outcome(() => call(getAttribute(outer, 'split'), [condition]));
    expect(split(exceptionType('TypeError'))).toBe(
      "(ExceptionGroup('top', [ExceptionGroup('in', [TypeError('t')])]), " +
        "ExceptionGroup('top', [ValueError(1), ExceptionGroup('in', [KeyError(2)])]))",
    );
    expect(split(exceptionType('OSError'))).toMatch(/^\(None, /);
    expect(split(5)).toBe(
      'TypeError: expected an exception type, a tuple of exception types, or a callable (other than a class)',
    );
    expect(call(getAttribute(outer, 'subgroup'), [exceptionType('Exception')])).toBe(outer);
  });

  it('serves except*', () => {
    const naked = matchExceptStar(value, exceptionType('ValueError'));
    expect(repr(naked.match)).toBe("ExceptionGroup('', (ValueError(1),))");
    const outer = group('q', value, type, key);
    const { match, rest } = matchExceptStar(outer, exceptionType('ValueError'));
    expect(match).toBeInstanceOf(PyExceptionGroup);
    const raised = exception('KeyError', 9);
    expect(repr(reraised(outer, rest === null ? [raised] : [raised, rest]))).toBe(
      "ExceptionGroup('', [KeyError(9), ExceptionGroup('q', [TypeError('t'), KeyError(2)])])",
    );
    expect(repr(reraised(outer, match !== null && rest !== null ? [match, rest] : []))).toBe(
      "ExceptionGroup('q', [ValueError(1), TypeError('t'), KeyError(2)])",
    );
  });
});
