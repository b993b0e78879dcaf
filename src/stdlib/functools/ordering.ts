// `functools.total_ordering` and `cmp_to_key`.

import { setAttribute } from '../../objects/attributes.js';
import { call } from '../../objects/call.js';
import { type ComparisonName, equals, isTrue, richCompare } from '../../objects/compare.js';
import { typeError, valueError } from '../../objects/exceptions.js';
import { defineType } from '../../objects/native.js';
import { PyObject, PyType, type Value } from '../../objects/object.js';
import { NotImplemented, objectType, typeOf } from '../../objects/types.js';
import { libraryFunction, once, type PyLibraryFunction } from '../library.js';

type Ordering = 'lt' | 'le' | 'gt' | 'ge';

/** The result of the class's own method; the operator might ask the other operand and so come back here. */
function root(self: Value, other: Value, name: Ordering): Value {
  const method = typeOf(self).lookup(`__${name}__`);
  return method === undefined ? NotImplemented : call(method, [self, other]);
}

type Derivation = (holds: boolean, self: Value, other: Value) => boolean;

const notEqual = (self: Value, other: Value): boolean => isTrue(richCompare(self, other, 'ne'));
const equal = (self: Value, other: Value): boolean => equals(self, other);

/** How the others follow from the one that a class defines. */
const DERIVATIONS: Record<Ordering, readonly (readonly [Ordering, Derivation])[]> = {
  lt: [
    ['gt', (holds, self, other) => !holds && notEqual(self, other)],
    ['le', (holds, self, other) => holds || equal(self, other)],
    ['ge', (holds) => !holds],
  ],
  le: [
    ['ge', (holds, self, other) => !holds || equal(self, other)],
    ['lt', (holds, self, other) => holds && notEqual(self, other)],
    ['gt', (holds) => !holds],
  ],
  gt: [
    ['lt', (holds, self, other) => !holds && notEqual(self, other)],
    ['ge', (holds, self, other) => holds || equal(self, other)],
    ['le', (holds) => !holds],
  ],
  ge: [
    ['le', (holds, self, other) => !holds || equal(self, other)],
    ['gt', (holds, self, other) => holds && notEqual(self, other)],
    ['lt', (holds) => !holds],
  ],
};

const ORDER: readonly Ordering[] = ['lt', 'gt', 'le', 'ge'];

export function totalOrdering(cls: Value): Value {
  if (!(cls instanceof PyType)) throw typeError('total_ordering() takes a class');
  const own = ORDER.filter((name) => cls.lookup(`__${name}__`) !== objectType.lookup(`__${name}__`));
  // CPython prefers the greatest name: lt, then le, gt, ge.
  const from = (['lt', 'le', 'gt', 'ge'] as const).find((name) => own.includes(name));
  if (from === undefined) throw valueError('must define at least one ordering operation: < > <= >=');
  for (const [name, derive] of DERIVATIONS[from]) {
    if (own.includes(name)) continue;
    setAttribute(cls, `__${name}__`, derived(name, from, derive));
  }
  return cls;
}

function derived(name: Ordering, from: Ordering, derive: Derivation): PyLibraryFunction {
  return libraryFunction(
    `__${name}__(self, other)`,
    (self, other) => {
      const result = root(self, other, from);
      return result === NotImplemented ? result : derive(isTrue(result), self, other);
    },
    'functools',
  );
}

/** What `cmp_to_key(f)` makes of an object: it compares by calling `f`. */
class PyKeyWrapper extends PyObject {
  constructor(
    readonly compare: Value,
    public obj: Value | undefined,
  ) {
    super(keyWrapperType());
  }
}

function comparison(name: ComparisonName): (self: PyKeyWrapper, other: Value) => Value {
  return (self, other) => {
    if (!(other instanceof PyKeyWrapper)) throw typeError('other argument must be K instance');
    if (self.obj === undefined || other.obj === undefined) throw typeError('object');
    return richCompare(call(self.compare, [self.obj, other.obj]), 0, name);
  };
}

const keyWrapperType: () => PyType = once(
  (): PyType =>
    defineType('functools.KeyWrapper', {
      module: 'functools',
      final: true,
      slots: {
        hash: null,
        call: (self: PyKeyWrapper, args, keywords) => {
          const obj = args[0] ?? keywords?.get('obj');
          if (obj === undefined) throw typeError("K() missing required argument 'obj' (pos 1)");
          return new PyKeyWrapper(self.compare, obj);
        },
        eq: comparison('eq'),
        ne: comparison('ne'),
        lt: comparison('lt'),
        le: comparison('le'),
        gt: comparison('gt'),
        ge: comparison('ge'),
      },
      properties: { obj: (self: PyKeyWrapper) => self.obj ?? null },
    }),
);

export function cmpToKey(compare: Value): Value {
  return new PyKeyWrapper(compare, undefined);
}
