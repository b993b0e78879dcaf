import { describe, expect, it } from 'vitest';
import { deleteAttribute, getAttribute, setAttribute } from '../../src/objects/attributes.js';
import { call } from '../../src/objects/call.js';
import { finishClass, prepareClass } from '../../src/objects/class-statement.js';
import { PyDict, PyList, PyTuple, tuple } from '../../src/objects/containers.js';
import '../../src/objects/dict.js';
import '../../src/objects/list.js';
import '../../src/objects/mapping-proxy.js';
import '../../src/objects/tuple.js';
import { richCompare } from '../../src/objects/compare.js';
import { exception, exceptionType, PyException } from '../../src/objects/exceptions.js';
import { hash } from '../../src/objects/hash.js';
import { PyType, type Value } from '../../src/objects/object.js';
import { repr } from '../../src/objects/repr.js';
import { boolType, dictType, intType, listType, objectType, typeType } from '../../src/objects/types.js';
import { done, fn, makeClass, outcome } from './classes.js';

const type = (...args: Value[]) => outcome(() => call(typeType, args));
const ns = (entries: Record<string, Value> = {}) => PyDict.of(Object.entries(entries));
const A = makeClass('A');

describe('making classes', () => {
  it('refuses what CPython refuses', () => {
    const [X, Y] = [makeClass('X'), makeClass('Y')];
    const [P, Q] = [makeClass('P', [X, Y]), makeClass('Q', [Y, X])];
    const [M1, M2] = [makeClass('M1', [typeType]), makeClass('M2', [typeType])];
    const [U, V] = [makeClass('U', [], {}, { metaclass: M1 }), makeClass('V', [], {}, { metaclass: M2 })];
    const [S1, S2] = [makeClass('S1', [], { __slots__: 'a' }), makeClass('S2', [], { __slots__: 'b' })];
    const conflict =
      'TypeError: metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases';
    const table: [string, string][] = [
      [type(), 'TypeError: type() takes 1 or 3 arguments'],
      [type(1), "<class 'int'>"],
      [type(1, tuple(), ns()), 'TypeError: type.__new__() argument 1 must be str, not int'],
      [type('a', 2, ns()), 'TypeError: type.__new__() argument 2 must be tuple, not int'],
      [type('a', tuple(), 3), 'TypeError: type.__new__() argument 3 must be dict, not int'],
      [type('a', tuple(1), ns()), conflict],
      [type('a', tuple(U, V), ns()), conflict],
      [type('a', tuple(boolType), ns()), "TypeError: type 'bool' is not an acceptable base type"],
      [
        type('a', tuple(dictType, listType), ns()),
        'TypeError: multiple bases have instance lay-out conflict',
      ],
      [type('a', tuple(S1, S2), ns()), 'TypeError: multiple bases have instance lay-out conflict'],
      [type('a', tuple(A, A), ns()), 'TypeError: duplicate base class A'],
      [
        type('a', tuple(P, Q), ns()),
        'TypeError: Cannot create a consistent method resolution order (MRO) for bases X, Y',
      ],
      [type('a\0', tuple(), ns()), 'ValueError: type name must not contain null characters'],
      [type('a', tuple(), ns({ __qualname__: 5 })), 'TypeError: type __qualname__ must be a str, not int'],
      [
        type('a', tuple(), ns({ __slots__: tuple(5) })),
        "TypeError: __slots__ items must be strings, not 'int'",
      ],
      [type('a', tuple(), ns({ __slots__: 'a b' })), 'TypeError: __slots__ must be identifiers'],
      [
        type('a', tuple(intType), ns({ __slots__: 'x' })),
        "TypeError: nonempty __slots__ not supported for subtype of 'int'",
      ],
      [
        type('a', tuple(), ns({ __slots__: 'x', x: 1 })),
        "ValueError: 'x' in __slots__ conflicts with class variable",
      ],
      [
        type('a', tuple(A), ns({ __slots__: '__dict__' })),
        'TypeError: __dict__ slot disallowed: we already got one',
      ],
      [
        type('a', tuple(exceptionType('OSError'), exceptionType('ImportError')), ns()),
        'TypeError: multiple bases have instance lay-out conflict',
      ],
      [type('a', tuple(exceptionType('KeyError'), exceptionType('OSError')), ns()), "<class '__main__.a'>"],
    ];
    for (const [got, expected] of table) expect(got).toBe(expected);
  });

  it('lays the namespace out as CPython does', () => {
    const W = makeClass('W', [], { __slots__: tuple('__a', 'b', '__c__') });
    expect([...W.attrs.keys()].sort()).toEqual(
      ['_W__a', '__c__', '__doc__', '__module__', '__slots__', 'b'].sort(),
    );
    const E = makeClass('E', [], { __eq__: () => true });
    expect([...E.attrs.keys()]).toEqual([
      '__module__',
      '__eq__',
      '__dict__',
      '__weakref__',
      '__doc__',
      '__hash__',
    ]);
    expect(outcome(() => hash(call(E)))).toBe("TypeError: unhashable type: 'E'");
    expect(richCompare(call(E), 1, 'eq')).toBe(true);
    expect(richCompare(call(E), 1, 'ne')).toBe(false);
    setAttribute(
      E,
      '__hash__',
      fn('__hash__', () => 5),
    );
    expect(hash(call(E))).toBe(5);
  });

  it('tells names and subclasses', () => {
    const log: string[] = [];
    const Named = makeClass('Named', [], {
      __set_name__: (_self, owner, name) => {
        log.push(`${repr(owner ?? null)} ${name}`);
        return null;
      },
    });
    const Base = makeClass('Base', [], {
      __init_subclass__: (cls) => {
        log.push(`init ${repr(cls ?? null)}`);
        return null;
      },
    });
    makeClass('Derived', [Base], { field: call(Named) });
    expect(log).toEqual(["<class '__main__.Derived'> field", "init <class '__main__.Derived'>"]);
    expect(outcome(() => makeClass('K', [], {}, { keywords: { a: 1 } }))).toBe(
      'TypeError: K.__init_subclass__() takes no keyword arguments',
    );
    const Bad = makeClass('Bad', [], {
      __set_name__: () => {
        throw exception('ValueError', 'boo');
      },
    });
    try {
      makeClass('ZZ', [], { x: call(Bad) });
      expect.unreachable();
    } catch (error) {
      expect(repr(getAttribute(error instanceof PyException ? error : null, '__notes__'))).toBe(
        `["Error calling __set_name__ on 'Bad' instance 'x' in 'ZZ'"]`,
      );
    }
  });

  it('runs the steps of a class statement', () => {
    const Meta = makeClass('Meta', [typeType], {
      __prepare__: () => ns({ prepared: 1 }),
    });
    const Entry = makeClass('Entry', [], { __mro_entries__: () => tuple(A) });
    const plan = prepareClass('C', [call(Entry)], new Map<string, Value>([['metaclass', Meta]]));
    expect([plan.metaclass, plan.bases.items, plan.keywords]).toEqual([Meta, [A], null]);
    const made = finishClass(plan, null);
    expect(getAttribute(made, 'prepared')).toBe(1);
    expect(made instanceof PyType && made.cls).toBe(Meta);
    expect(getAttribute(made, '__orig_bases__')).toBeInstanceOf(PyTuple);
    expect(outcome(() => prepareClass('C', [], new Map<string, Value>([['metaclass', 5]])).metaclass)).toBe(
      '5',
    );
    const Wrong = makeClass('Wrong', [typeType], { __prepare__: () => 5 });
    expect(outcome(() => prepareClass('C', [], new Map([['metaclass', Wrong]])).namespace)).toBe(
      'TypeError: Wrong.__prepare__() must return a mapping, not int',
    );
  });
});

describe('making instances', () => {
  it('checks arguments as object does', () => {
    const I = makeClass('I', [], { __init__: () => 5 });
    const L = makeClass('L', [listType]);
    const N = makeClass('N', [], {
      __new__: (cls, a) => call(getAttribute(objectType, '__new__'), [cls ?? null, a ?? null]),
    });
    const new_ = (...args: Value[]) => outcome(() => call(getAttribute(objectType, '__new__'), args));
    const table: [string, string][] = [
      [outcome(() => call(A, [1])), 'TypeError: A() takes no arguments'],
      [outcome(() => call(objectType, [1])), 'TypeError: object() takes no arguments'],
      [outcome(() => call(I)), "TypeError: __init__() should return None, not 'int'"],
      [
        outcome(() => call(N, [1])),
        'TypeError: object.__new__() takes exactly one argument (the type to instantiate)',
      ],
      [
        outcome(() => call(getAttribute(call(A), '__init__'), [1])),
        'TypeError: A.__init__() takes exactly one argument (the instance to initialize)',
      ],
      [new_(), 'TypeError: object.__new__(): not enough arguments'],
      [new_(5), 'TypeError: object.__new__(X): X is not a type object (int)'],
      [new_(L), 'TypeError: object.__new__(L) is not safe, use L.__new__()'],
      [new_(listType), 'TypeError: object.__new__(list) is not safe, use list.__new__()'],
      [new_(A), '<__main__.A object at 0x>'],
      [
        outcome(() => call(typeType.cls.lookup('__call__') ?? null, [5])),
        "TypeError: descriptor '__call__' requires a 'type' object but received a 'int'",
      ],
    ];
    for (const [got, expected] of table) expect(got).toBe(expected);
  });

  it('refuses abstract classes', () => {
    const Abstract = makeClass('Abstract');
    setAttribute(Abstract, '__abstractmethods__', new PyList(['x', 'y', 'a']));
    expect(outcome(() => call(Abstract))).toBe(
      "TypeError: Can't instantiate abstract class Abstract without an implementation for abstract methods 'a', 'x', 'y'",
    );
    deleteAttribute(Abstract, '__abstractmethods__');
    expect(outcome(() => call(Abstract))).toBe('<__main__.Abstract object at 0x>');
    expect(outcome(() => getAttribute(Abstract, '__abstractmethods__'))).toBe(
      'AttributeError: __abstractmethods__',
    );
  });

  it('keeps members of __slots__ apart from the dict', () => {
    const S = makeClass('S', [], { __slots__: tuple('a', 'b') });
    const T = makeClass('T', [S], { __slots__: 'c' });
    const D = makeClass('D', [T]);
    const d = call(D);
    for (const [index, name] of ['a', 'b', 'c', 'd'].entries()) setAttribute(d, name, index);
    expect(['a', 'b', 'c', 'd'].map((name) => getAttribute(d, name))).toEqual([0, 1, 2, 3]);
    expect(repr(getAttribute(d, '__dict__'))).toBe("{'d': 3}");
    expect(repr(getAttribute(S, 'a'))).toBe("<member 'a' of 'S' objects>");
    expect(outcome(() => getAttribute(call(S), '__dict__'))).toBe(
      "AttributeError: 'S' object has no attribute '__dict__'",
    );
    expect(done(() => setAttribute(call(A), '__class__', S))).toBe(
      "TypeError: __class__ assignment: 'S' object layout differs from 'A'",
    );
  });

  it('shares __dict__ with the program', () => {
    const a = call(A);
    const dict = getAttribute(a, '__dict__');
    expect(getAttribute(a, '__dict__')).toBe(dict);
    setAttribute(a, '__dict__', ns({ q: 1 }));
    expect(getAttribute(a, 'q')).toBe(1);
    expect(done(() => setAttribute(a, '__dict__', 5))).toBe(
      "TypeError: __dict__ must be set to a dictionary, not a 'int'",
    );
  });

  it('checks assignments to attributes of classes', () => {
    const set = (name: string, value: Value) => done(() => setAttribute(A, name, value));
    const table: [string, Value, string][] = [
      ['__name__', 5, "TypeError: can only assign string to A.__name__, not 'int'"],
      ['__bases__', 5, 'TypeError: can only assign tuple to A.__bases__, not int'],
      ['__bases__', tuple(), 'TypeError: can only assign non-empty tuple to A.__bases__, not ()'],
      ['__bases__', tuple(5), "TypeError: A.__bases__ must be tuple of classes, not 'int'"],
      ['__bases__', tuple(A), 'TypeError: a __bases__ item causes an inheritance cycle'],
      [
        '__bases__',
        tuple(listType),
        "TypeError: __bases__ assignment: 'list' deallocator differs from 'object'",
      ],
      ['__mro__', 5, "AttributeError: attribute '__mro__' of 'type' objects is not writable"],
      ['__base__', 5, 'AttributeError: readonly attribute'],
    ];
    for (const [name, value, expected] of table) expect(set(name, value)).toBe(expected);
    const [First, Second] = [makeClass('First', [], { f: 1 }), makeClass('Second', [], { f: 2 })];
    const Child = makeClass('Child', [First]);
    const child = call(makeClass('Grandchild', [Child]));
    setAttribute(Child, '__bases__', tuple(Second));
    expect(getAttribute(child, 'f')).toBe(2);
    expect(repr(call(getAttribute(First, '__subclasses__')))).toBe('[]');
  });
});
