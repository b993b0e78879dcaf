import { describe, expect, it } from 'vitest';
import { AttributeSite } from '../../src/objects/attribute-site.js';
import {
  deleteAttribute,
  getAttribute,
  getAttributeOr,
  getMethod,
  setAttribute,
} from '../../src/objects/attributes.js';
import { call } from '../../src/objects/call.js';
import { attributeError } from '../../src/objects/exceptions.js';
import { PyNativeMethod } from '../../src/objects/native.js';
import { PyObject } from '../../src/objects/object.js';
import { intType, moduleType, objectType, propertyType } from '../../src/objects/types.js';
import { done, fn, makeClass } from './classes.js';

const C = makeClass('C', [], { m: (self) => self ?? null, shared: 1 });
const S = makeClass('S', [], { __slots__: 'a' });

describe('attributes', () => {
  it('words a missing attribute by what was asked', () => {
    const c = call(C);
    const s = call(S);
    const module = new PyObject(moduleType, new Map([['__name__', 'm']]));
    // Recorded from CPython 3.13.
    const table: [() => unknown, string][] = [
      [() => getAttribute(c, 'x'), "'C' object has no attribute 'x'"],
      [() => getAttribute(C, 'x'), "type object 'C' has no attribute 'x'"],
      [() => getAttribute(s, 'a'), "'S' object has no attribute 'a'"],
      [() => getAttribute(module, 'y'), "module 'm' has no attribute 'y'"],
      [
        () => setAttribute(s, 'x', 1),
        "'S' object has no attribute 'x' and no __dict__ for setting new attributes",
      ],
      [
        () => setAttribute(5, 'x', 1),
        "'int' object has no attribute 'x' and no __dict__ for setting new attributes",
      ],
      [() => setAttribute(5, '__init__', 1), "'int' object attribute '__init__' is read-only"],
      [() => deleteAttribute(s, 'a'), 'a'],
      [() => deleteAttribute(c, 'x'), "'C' object has no attribute 'x'"],
      [() => deleteAttribute(C, 'x'), "type object 'C' has no attribute 'x'"],
    ];
    for (const [body, text] of table) {
      expect(done(() => body())).toBe(`AttributeError: ${text}`);
    }
    expect(done(() => setAttribute(intType, 'x', 1))).toBe(
      "TypeError: cannot set 'x' attribute of immutable type 'int'",
    );
    expect(done(() => setAttribute(c, '__class__', 5))).toBe(
      "TypeError: __class__ must be set to a class, not 'int' object",
    );
  });

  it('prefers data descriptors to the instance and the instance to the class', () => {
    const c = call(C);
    expect(getAttribute(c, 'shared')).toBe(1);
    setAttribute(c, 'shared', 2);
    expect(getAttribute(c, 'shared')).toBe(2);
    deleteAttribute(c, 'shared');
    expect(getAttribute(c, 'shared')).toBe(1);
    expect(getAttribute(c, '__class__')).toBe(C);
  });

  it('forgets cached attributes when a class changes', () => {
    const Base = makeClass('Base');
    const Derived = makeClass('Derived', [Base]);
    const instance = call(Derived);
    expect(getAttributeOr(instance, 'late')).toBeUndefined();
    setAttribute(Base, 'late', 7);
    expect(getAttribute(instance, 'late')).toBe(7);
    setAttribute(Base, '__len__', getAttribute(makeClass('T', [], { f: () => 3 }), 'f'));
    expect(Derived.slots.len?.(instance)).toBe(3);
    deleteAttribute(Base, '__len__');
    expect(Derived.slots.len).toBeUndefined();
  });

  it('asks __getattr__ after everything else', () => {
    const names: string[] = [];
    const G = makeClass('G', [], {
      x: 1,
      __getattr__: (_self, name) => {
        names.push(String(name));
        if (name === 'bad') throw attributeError('bad', null, 'bad');
        return 'hook';
      },
    });
    const g = call(G);
    expect([getAttribute(g, 'x'), getAttribute(g, 'y'), getAttributeOr(g, 'bad')]).toEqual([
      1,
      'hook',
      undefined,
    ]);
    expect(names).toEqual(['y', 'bad']);
  });

  it('finds methods without binding them', () => {
    const c = call(C);
    expect(getMethod(c, 'm')).toBe(C.attrs.get('m'));
    expect(getMethod(c, 'shared')).toBeUndefined();
    expect(getMethod(c, '__format__')).toBe(objectType.attrs.get('__format__'));
    expect(getMethod(c, '__format__')).toBeInstanceOf(PyNativeMethod);
    setAttribute(c, 'm', 5);
    expect(getMethod(c, 'm')).toBeUndefined();
    expect(getMethod(C, 'm')).toBeUndefined();
  });

  it('is remembered per site until the class changes', () => {
    const D = makeClass('D', [makeClass('B')], { m: () => 1 });
    const [x, m] = [new AttributeSite('x'), new AttributeSite('m')];
    const [one, other] = [call(D), call(D)];
    setAttribute(one, 'x', 1);
    expect([x.load(one), x.load(one), done(() => x.load(other))]).toEqual([
      1,
      1,
      "AttributeError: 'D' object has no attribute 'x'",
    ]);
    expect([m.method(one), m.method(one)]).toEqual([D.attrs.get('m'), D.attrs.get('m')]);
    setAttribute(one, 'm', 5);
    expect([m.method(one), m.load(one), m.method(other)]).toEqual([undefined, 5, D.attrs.get('m')]);
    setAttribute(D.bases[0] ?? null, 'x', call(propertyType, [fn('x', () => 7)]));
    expect([x.load(one), x.load(other)]).toEqual([7, 7]);
    setAttribute(D, 'm', 3);
    expect([m.method(other), m.load(other)]).toEqual([undefined, 3]);
    expect(m.method('text')).toBeUndefined();
  });
});
