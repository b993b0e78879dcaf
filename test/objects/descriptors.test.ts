import { describe, expect, it } from 'vitest';
import { deleteAttribute, getAttribute, setAttribute } from '../../src/objects/attributes.js';
import { call } from '../../src/objects/call.js';
import { equals } from '../../src/objects/compare.js';
import { PyList } from '../../src/objects/containers.js';
import { hash } from '../../src/objects/hash.js';
import '../../src/objects/list.js';
import '../../src/objects/tuple.js';
import { attributeError, PyException } from '../../src/objects/exceptions.js';
import { makeSuper } from '../../src/objects/super.js';
import {
  classmethodType,
  intType,
  listType,
  methodType,
  propertyType,
  staticmethodType,
  superType,
} from '../../src/objects/types.js';
import { done, fn, makeClass, outcome } from './classes.js';

describe('bound methods', () => {
  const C = makeClass('C', [], { m: (self) => self ?? null });
  const c = call(C);

  it('compares by function and object', () => {
    const [one, other] = [getAttribute(c, 'm'), getAttribute(c, 'm')];
    expect(one).not.toBe(other);
    expect(equals(one, other)).toBe(true);
    expect(hash(one)).toBe(hash(other));
    expect(equals(one, getAttribute(call(C), 'm'))).toBe(false);
    expect(call(one)).toBe(c);
    expect(getAttribute(one, '__name__')).toBe('m');
    expect(outcome(() => one)).toBe('<bound method m of <__main__.C object at 0x>>');
  });

  it('checks its arguments', () => {
    expect(outcome(() => call(methodType, [5, c]))).toBe('TypeError: first argument must be callable');
    expect(outcome(() => call(methodType, [C, null]))).toBe('TypeError: instance must not be None');
    expect(outcome(() => call(methodType, [C]))).toBe('TypeError: method expected 2 arguments, got 1');
    expect(done(() => setAttribute(getAttribute(c, 'm'), 'x', 1))).toBe(
      "AttributeError: 'method' object has no attribute 'x' and no __dict__ for setting new attributes",
    );
  });
});

describe('natives', () => {
  it('shows and checks methods of built-in types', () => {
    const list = new PyList([]);
    const table: [string, string][] = [
      [outcome(() => getAttribute(listType, 'append')), "<method 'append' of 'list' objects>"],
      [outcome(() => getAttribute(list, 'append')), '<built-in method append of list object at 0x>'],
      [outcome(() => getAttribute(listType, '__len__')), "<slot wrapper '__len__' of 'list' objects>"],
      [outcome(() => getAttribute(list, '__len__')), "<method-wrapper '__len__' of list object at 0x>"],
      [outcome(() => call(getAttribute(list, '__len__'), [1])), 'TypeError: expected 0 arguments, got 1'],
      [
        outcome(() => call(getAttribute(list, '__setitem__'), [1])),
        'TypeError:  expected 2 arguments, got 1',
      ],
      [
        outcome(() => call(getAttribute(listType, '__len__'))),
        "TypeError: descriptor '__len__' of 'list' object needs an argument",
      ],
      [
        outcome(() => call(getAttribute(listType, '__len__'), [5])),
        "TypeError: descriptor '__len__' requires a 'list' object but received a 'int'",
      ],
      [
        outcome(() => call(getAttribute(listType, 'append'), [5])),
        "TypeError: descriptor 'append' for 'list' objects doesn't apply to a 'int' object",
      ],
      [
        outcome(() => call(getAttribute(list, '__len__'), [], new Map([['a', 1]]))),
        'TypeError: wrapper __len__() takes no keyword arguments',
      ],
    ];
    for (const [got, expected] of table) expect(got).toBe(expected);
    expect(equals(getAttribute(list, 'append'), getAttribute(list, 'append'))).toBe(true);
  });
});

describe('property', () => {
  const getter = fn('x', () => 1);
  const P = makeClass('P', [], { x: call(propertyType, [getter]), y: call(propertyType) });
  const p = call(P);

  it('says what it lacks', () => {
    const table: [string, string][] = [
      [outcome(() => getAttribute(p, 'x')), '1'],
      [done(() => setAttribute(p, 'x', 1)), "AttributeError: property 'x' of 'P' object has no setter"],
      [done(() => deleteAttribute(p, 'x')), "AttributeError: property 'x' of 'P' object has no deleter"],
      [outcome(() => getAttribute(p, 'y')), "AttributeError: property 'y' of 'P' object has no getter"],
      [
        outcome(() => call(getAttribute(call(propertyType), '__get__'), [5])),
        "AttributeError: property of 'int' object has no getter",
      ],
      [done(() => setAttribute(getAttribute(P, 'x'), 'fget', 1)), 'AttributeError: readonly attribute'],
      [
        outcome(() => getAttribute(call(propertyType), '__name__')),
        "AttributeError: 'property' object has no attribute '__name__'",
      ],
      [
        outcome(() => call(propertyType, [1, 2, 3, 4, 5])),
        'TypeError: property() takes at most 4 arguments (5 given)',
      ],
    ];
    for (const [got, expected] of table) expect(got).toBe(expected);
  });

  it('is copied with another function', () => {
    const seen: unknown[] = [];
    const withSetter = call(getAttribute(getAttribute(P, 'x'), 'setter'), [
      fn('set', (_self, value) => {
        seen.push(value);
        return null;
      }),
    ]);
    const Q = makeClass('Q', [], { x: withSetter });
    setAttribute(call(Q), 'x', 7);
    expect(seen).toEqual([7]);
    expect(getAttribute(call(Q), 'x')).toBe(1);
    expect(getAttribute(withSetter, '__name__')).toBe('x');
  });

  it('lets the AttributeError of its getter through', () => {
    const R = makeClass('R', [], {
      z: call(propertyType, [
        fn('z', (self) => {
          throw attributeError('inner', self ?? null, 'q');
        }),
      ]),
    });
    expect(() => getAttribute(call(R), 'z')).toThrow(PyException);
  });
});

describe('staticmethod and classmethod', () => {
  it('binds', () => {
    const K = makeClass('K', [], {
      s: call(staticmethodType, [fn('s', (a) => a ?? null)]),
      k: call(classmethodType, [fn('k', (cls) => cls ?? null)]),
    });
    expect(call(getAttribute(call(K), 's'), [3])).toBe(3);
    expect(call(getAttribute(call(K), 'k'))).toBe(K);
    expect(outcome(() => K.attrs.get('s'))).toBe('<staticmethod(<function s>)>');
    expect(outcome(() => call(K.attrs.get('k') ?? null))).toBe(
      "TypeError: 'classmethod' object is not callable",
    );
    expect(outcome(() => call(staticmethodType))).toBe('TypeError: staticmethod expected 1 argument, got 0');
    expect(outcome(() => getAttribute(K.attrs.get('s') ?? null, '__name__'))).toBe("'s'");
  });
});

describe('super', () => {
  const Base = makeClass('Base', [], {
    f: (self) => self ?? null,
    c: call(classmethodType, [fn('c', (cls) => cls ?? null)]),
  });
  const Sub = makeClass('Sub', [Base], { f: () => 0 });
  const s = call(Sub);

  it('searches after the class', () => {
    expect(call(getAttribute(makeSuper(Sub, s), 'f'))).toBe(s);
    expect(call(getAttribute(makeSuper(Sub, s), 'c'))).toBe(Sub);
    expect(getAttribute(makeSuper(Sub, Sub), 'f')).toBe(Base.attrs.get('f'));
    expect(getAttribute(makeSuper(Sub, s), '__class__')).toBe(superType);
  });

  it('words errors as CPython does', () => {
    const table: [string, string][] = [
      [outcome(() => makeSuper(Sub, s)), "<super: <class 'Sub'>, <Sub object>>"],
      [outcome(() => call(superType, [Sub])), "<super: <class 'Sub'>, NULL>"],
      [outcome(() => call(superType)), 'RuntimeError: super(): no arguments'],
      [outcome(() => call(superType, [5])), 'TypeError: super() argument 1 must be a type, not int'],
      [
        outcome(() => call(superType, [Sub, 5])),
        'TypeError: super(type, obj): obj (instance of int) is not an instance or subtype of type (Sub).',
      ],
      [
        outcome(() => call(superType, [Sub, intType])),
        'TypeError: super(type, obj): obj (type int) is not an instance or subtype of type (Sub).',
      ],
      [
        outcome(() => getAttribute(makeSuper(Sub, s), 'x')),
        "AttributeError: 'super' object has no attribute 'x'",
      ],
    ];
    for (const [got, expected] of table) expect(got).toBe(expected);
  });
});
