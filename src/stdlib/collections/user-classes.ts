// `UserDict`, `UserList`, `UserString`: wrappers around a dict, list or str that keep it in `data`
// (Lib/collections/__init__.py).

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute, setAttribute } from '../../objects/attributes.js';
import { strValue } from '../../objects/boxed.js';
import { call } from '../../objects/call.js';
import { type ComparisonName, richCompare } from '../../objects/compare.js';
import { PyDict, PyList } from '../../objects/containers.js';
import { keyError } from '../../objects/exceptions.js';
import { hash } from '../../objects/hash.js';
import { checkInstance } from '../../objects/instance-check.js';
import { getIter, iterate, toArray } from '../../objects/iteration.js';
import { keywordsOf } from '../../objects/keywords.js';
import type { NativeBody } from '../../objects/native.js';
import { PyObject, type PyType, type Value } from '../../objects/object.js';
import { add, bitOr, iadd, ibitOr, imul, mod, mul } from '../../objects/operators.js';
import { repr, str } from '../../objects/repr.js';
import { PySlice } from '../../objects/slice.js';
import { contains, deleteItem, getItem, length, setItem } from '../../objects/subscript.js';
import { complexType, floatType, intType, NotImplemented, strType, typeOf } from '../../objects/types.js';
import { callAttribute, perMachine, setOwnAttribute } from '../library.js';
import { libraryClass } from '../library-class.js';
import { mutableMapping, updateMapping } from './abc/mappings.js';
import { mutableSequence, sequence } from './abc/sequences.js';

const dataOf = (self: Value): Value => getAttribute(self, 'data');
const again = (self: Value, data: Value): Value => call(typeOf(self), [data]);

/** A shallow copy of the instance with a copy of its data. */
function copyWith(self: Value, data: Value): Value {
  const copy = callAttribute(typeOf(self), '__new__', typeOf(self));
  if (self instanceof PyObject && copy instanceof PyObject) copy.dict = new Map(self.dict ?? []);
  setOwnAttribute(copy, 'data', data);
  return copy;
}

export const userDictClass = perMachine((m: KernelMachine): PyType => {
  const unwrap = (value: Value): Value | undefined =>
    checkInstance(value, type) ? dataOf(value) : value instanceof PyDict ? value : undefined;
  const type: PyType = libraryClass('UserDict', {
    module: 'collections',
    bases: [mutableMapping(m)],
    metatype: mutableMapping(m).cls,
    instanceDict: true,
    abstract: {},
    methods: {
      '__init__(self, dict=None, /, **kwargs)': (self, dict, kwargs) => {
        setAttribute(self, 'data', new PyDict());
        if (dict !== null) callAttribute(self, 'update', dict);
        if (kwargs instanceof PyDict && kwargs.table.size > 0) callAttribute(self, 'update', kwargs);
        return null;
      },
      '__len__(self)': (self) => length(dataOf(self)),
      '__getitem__(self, key)': (self, key) => {
        if (contains(dataOf(self), key)) return getItem(dataOf(self), key);
        const missing = typeOf(self).lookup('__missing__');
        if (missing !== undefined) return call(missing, [self, key]);
        throw keyError(key);
      },
      '__setitem__(self, key, item)': (self, key, item) => {
        setItem(dataOf(self), key, item);
        return null;
      },
      '__delitem__(self, key)': (self, key) => {
        deleteItem(dataOf(self), key);
        return null;
      },
      '__iter__(self)': (self) => getIter(dataOf(self)),
      '__contains__(self, key)': (self, key) => contains(dataOf(self), key),
      'get(self, key, default=None)': (self, key, fallback) =>
        contains(self, key) ? getItem(self, key) : fallback,
      '__repr__(self)': (self) => repr(dataOf(self)),
      '__or__(self, other)': (self, other) => {
        const data = unwrap(other);
        return data === undefined ? NotImplemented : again(self, bitOr(dataOf(self), data));
      },
      '__ror__(self, other)': (self, other) => {
        const data = unwrap(other);
        return data === undefined ? NotImplemented : again(self, bitOr(data, dataOf(self)));
      },
      '__ior__(self, other)': (self, other) => {
        setAttribute(self, 'data', ibitOr(dataOf(self), unwrap(other) ?? other));
        return self;
      },
      '__copy__(self)': (self) => copyWith(self, callAttribute(dataOf(self), 'copy')),
      'copy(self)': (self) => {
        if (typeOf(self) === type) return again(self, callAttribute(dataOf(self), 'copy'));
        const copy = copyWith(self, new PyDict());
        updateMapping(copy, self);
        return copy;
      },
    },
    classMethods: {
      'fromkeys(cls, iterable, value=None)': (cls, iterable, value) => {
        const made = call(cls);
        for (const key of iterate(iterable)) setItem(made, key, value);
        return made;
      },
    },
  });
  return type;
});

const COMPARISONS: readonly ComparisonName[] = ['eq', 'lt', 'le', 'gt', 'ge'];

export const userListClass = perMachine((m: KernelMachine): PyType => {
  const isList = (value: Value): boolean => checkInstance(value, type);
  const cast = (value: Value): Value => (isList(value) ? dataOf(value) : value);
  const asList = (value: Value): Value => {
    const data = cast(value);
    return data instanceof PyList ? data : new PyList(toArray(data));
  };
  const comparisons: Record<string, NativeBody> = {};
  for (const name of COMPARISONS) {
    comparisons[`__${name}__(self, other)`] = (self: Value, other: Value) =>
      richCompare(dataOf(self), cast(other), name);
  }
  const forwarded: Record<string, NativeBody> = {};
  for (const signature of [
    'append(self, item)',
    'insert(self, i, item)',
    'pop(self, i=-1)',
    'remove(self, item)',
    'clear(self)',
    'count(self, item)',
    'reverse(self)',
  ]) {
    const name = signature.slice(0, signature.indexOf('('));
    forwarded[signature] = (self: Value, ...args: Value[]) => callAttribute(dataOf(self), name, ...args);
  }
  const type: PyType = libraryClass('UserList', {
    module: 'collections',
    bases: [mutableSequence(m)],
    metatype: mutableSequence(m).cls,
    instanceDict: true,
    abstract: {},
    methods: {
      ...comparisons,
      ...forwarded,
      '__init__(self, initlist=None)': (self, initial) => {
        setAttribute(self, 'data', new PyList(initial === null ? [] : toArray(cast(initial))));
        return null;
      },
      '__repr__(self)': (self) => repr(dataOf(self)),
      '__contains__(self, item)': (self, item) => contains(dataOf(self), item),
      '__len__(self)': (self) => length(dataOf(self)),
      '__getitem__(self, i)': (self, index) => {
        const item = getItem(dataOf(self), index);
        return index instanceof PySlice ? again(self, item) : item;
      },
      '__setitem__(self, i, item)': (self, index, item) => {
        setItem(dataOf(self), index, item);
        return null;
      },
      '__delitem__(self, i)': (self, index) => {
        deleteItem(dataOf(self), index);
        return null;
      },
      '__add__(self, other)': (self, other) => again(self, add(dataOf(self), asList(other))),
      '__radd__(self, other)': (self, other) => again(self, add(asList(other), dataOf(self))),
      '__iadd__(self, other)': (self, other) => {
        setAttribute(self, 'data', iadd(dataOf(self), asList(other)));
        return self;
      },
      '__mul__(self, n)': (self, n) => again(self, mul(dataOf(self), n)),
      '__rmul__(self, n)': (self, n) => again(self, mul(dataOf(self), n)),
      '__imul__(self, n)': (self, n) => {
        setAttribute(self, 'data', imul(dataOf(self), n));
        return self;
      },
      '__copy__(self)': (self) => copyWith(self, new PyList(toArray(dataOf(self)))),
      'copy(self)': (self) => again(self, self),
      'index(self, item, *args)': (self, item, args) =>
        callAttribute(dataOf(self), 'index', item, ...toArray(args)),
      'sort(self, /, *args, **kwds)': (self, args, kwds) =>
        call(getAttribute(dataOf(self), 'sort'), toArray(args), keywordsOf(kwds)),
      'extend(self, other)': (self, other) => callAttribute(dataOf(self), 'extend', cast(other)),
    },
  });
  return type;
});

/** Methods of str by what becomes of their result. */
const WRAPPED =
  'capitalize casefold center expandtabs ljust lower lstrip removeprefix removesuffix replace rjust rstrip strip ' +
  'swapcase title translate upper zfill';
const PLAIN =
  'count encode endswith find format format_map index isalpha isalnum isascii isdecimal isdigit isidentifier ' +
  'islower isnumeric isprintable isspace istitle isupper join partition rfind rindex rpartition split rsplit ' +
  'splitlines startswith';

export const userStringClass = perMachine((m: KernelMachine): PyType => {
  const unwrap = (value: Value): Value => (checkInstance(value, type) ? dataOf(value) : value);
  const text = (value: Value): Value => {
    const data = unwrap(value);
    return strValue(data) === undefined ? str(data) : data;
  };
  const methods: Record<string, NativeBody> = {};
  for (const name of COMPARISONS) {
    methods[`__${name}__(self, string)`] = (self: Value, other: Value) =>
      richCompare(dataOf(self), unwrap(other), name);
  }
  for (const name of `${WRAPPED} ${PLAIN}`.split(' ')) {
    const isWrapped = WRAPPED.split(' ').includes(name);
    methods[`${name}(self, /, *args, **kwds)`] = (self: Value, args: Value, kwds: Value) => {
      const result = call(getAttribute(dataOf(self), name), toArray(args).map(unwrap), keywordsOf(kwds));
      return isWrapped ? again(self, result) : result;
    };
  }
  const type: PyType = libraryClass('UserString', {
    module: 'collections',
    bases: [sequence(m)],
    metatype: sequence(m).cls,
    instanceDict: true,
    abstract: {},
    attributes: { maketrans: strType.attrs.get('maketrans') ?? null },
    methods: {
      ...methods,
      '__init__(self, seq)': (self, seq) => {
        setAttribute(self, 'data', text(seq));
        return null;
      },
      '__str__(self)': (self) => str(dataOf(self)),
      '__repr__(self)': (self) => repr(dataOf(self)),
      '__int__(self)': (self) => call(intType, [dataOf(self)]),
      '__float__(self)': (self) => call(floatType, [dataOf(self)]),
      '__complex__(self)': (self) => call(complexType, [dataOf(self)]),
      '__hash__(self)': (self) => hash(dataOf(self)),
      '__contains__(self, char)': (self, char) => contains(dataOf(self), unwrap(char)),
      '__len__(self)': (self) => length(dataOf(self)),
      '__getitem__(self, index)': (self, index) => again(self, getItem(dataOf(self), index)),
      '__add__(self, other)': (self, other) => again(self, add(dataOf(self), text(other))),
      '__radd__(self, other)': (self, other) => again(self, add(text(other), dataOf(self))),
      '__mul__(self, n)': (self, n) => again(self, mul(dataOf(self), n)),
      '__rmul__(self, n)': (self, n) => again(self, mul(dataOf(self), n)),
      '__mod__(self, args)': (self, args) => again(self, mod(dataOf(self), args)),
      '__rmod__(self, template)': (self, template) => again(self, mod(str(template), self)),
    },
  });
  return type;
});
