// The `reprlib` module: reprs of limited length, and reprs of what contains itself (Lib/reprlib.py).

import { defineModule } from '../execution/module.js';
import type { KernelMachine } from '../kernel/kernel-machine.js';
import { getAttribute, getAttributeOr } from '../objects/attributes.js';
import { intValue } from '../objects/boxed.js';
import { call } from '../objects/call.js';
import { PyList } from '../objects/containers.js';
import { isExceptionOf, valueError } from '../objects/exceptions.js';
import { addressOf } from '../objects/identity.js';
import { asSize } from '../objects/index.js';
import { toArray } from '../objects/iteration.js';
import { sortedItems } from '../objects/list-sort.js';
import { PyObject, type PyType, type Value } from '../objects/object.js';
import { repr, str } from '../objects/repr.js';
import { PySlice } from '../objects/slice.js';
import { getItem, length } from '../objects/subscript.js';
import { typeOf } from '../objects/types.js';
import { updateWrapper } from './functools/wrapping.js';
import { libraryFunction, libraryFunctions, perMachine, setOwnAttribute } from './library.js';
import { libraryClass } from './library-class.js';

const LIMITS: Readonly<Record<string, number>> = {
  maxlevel: 6,
  maxtuple: 6,
  maxlist: 6,
  maxarray: 5,
  maxdict: 4,
  maxset: 6,
  maxfrozenset: 6,
  maxdeque: 6,
  maxstring: 30,
  maxlong: 40,
  maxother: 30,
};

const limitOf = (self: Value, name: string): number => asSize(getAttribute(self, name));
const fillOf = (self: Value): string => str(getAttribute(self, 'fillvalue'));

/** `self.repr1(value, level)`, which a program may have replaced. */
const shown = (self: Value, value: Value, level: number): string =>
  str(call(getAttribute(self, 'repr1'), [value, level]));

/** The pieces between brackets, one per line where an indentation is asked for. */
function joined(self: Value, pieces: readonly string[], level: number): string {
  const indent = getAttribute(self, 'indent');
  if (indent === null) return pieces.join(', ');
  if (pieces.length === 0) return '';
  const count = intValue(indent);
  if (count !== undefined && Number(count) < 0) {
    throw valueError(`Repr.indent cannot be negative int (was ${count})`);
  }
  const unit = count === undefined ? str(indent) : ' '.repeat(Number(count));
  const separator = `,\n${unit.repeat(limitOf(self, 'maxlevel') - level + 1)}`;
  // The last line is indented as far as what surrounds it.
  const text = ['', ...pieces, ''].join(separator);
  const end = unit.length === 0 ? undefined : -unit.length;
  return text.slice(1, end);
}

interface Brackets {
  readonly left: string;
  readonly right: string;
  readonly limit: string;
  /** What follows a single item. */
  readonly trail?: string;
}

function shortItems(self: Value, items: readonly Value[], level: number, brackets: Brackets): string {
  const limit = limitOf(self, brackets.limit);
  if (level <= 0 && items.length > 0) return `${brackets.left}${fillOf(self)}${brackets.right}`;
  const pieces = items.slice(0, limit).map((item) => shown(self, item, level - 1));
  if (items.length > limit) pieces.push(fillOf(self));
  const isSingle =
    items.length === 1 && brackets.trail !== undefined && getAttribute(self, 'indent') === null;
  const right = isSingle ? `${brackets.trail ?? ''}${brackets.right}` : brackets.right;
  return `${brackets.left}${joined(self, pieces, level)}${right}`;
}

/** Sorted where that can be done. */
function inOrder(items: Value): Value[] {
  try {
    return sortedItems(toArray(items), null, false);
  } catch (error) {
    if (!isExceptionOf(error, 'Exception')) throw error;
    return toArray(items);
  }
}

function shortDict(self: Value, value: Value, level: number): string {
  const count = length(value);
  if (count === 0) return '{}';
  const fill = fillOf(self);
  if (level <= 0) return `{${fill}}`;
  const limit = limitOf(self, 'maxdict');
  const pieces = inOrder(value)
    .slice(0, limit)
    .map((key) => `${shown(self, key, level - 1)}: ${shown(self, getItem(value, key), level - 1)}`);
  if (count > limit) pieces.push(fill);
  return `{${joined(self, pieces, level)}}`;
}

/** The beginning and the end of a text that is too long. */
function cut(text: string, limit: number, fill: string): string {
  const characters = [...text];
  if (characters.length <= limit) return text;
  const head = Math.max(0, Math.floor((limit - 3) / 2));
  const tail = Math.max(0, limit - 3 - head);
  return characters.slice(0, head).join('') + fill + characters.slice(characters.length - tail).join('');
}

function shortText(self: Value, value: Value): string {
  const limit = limitOf(self, 'maxstring');
  const text = repr(getItem(value, new PySlice(null, limit, null)));
  if ([...text].length <= limit) return text;
  const head = Math.max(0, Math.floor((limit - 3) / 2));
  const tail = Math.max(0, limit - 3 - head);
  const size = length(value);
  const ends =
    str(getItem(value, new PySlice(null, head, null))) +
    str(getItem(value, new PySlice(size - tail, null, null)));
  return cutAt(repr(ends), head, tail, fillOf(self));
}

function cutAt(text: string, head: number, tail: number, fill: string): string {
  const characters = [...text];
  return characters.slice(0, head).join('') + fill + characters.slice(characters.length - tail).join('');
}

function shortInstance(self: Value, value: Value): string {
  let text: string;
  try {
    text = repr(value);
  } catch (error) {
    if (!isExceptionOf(error, 'Exception') || !(value instanceof PyObject)) throw error;
    return `<${typeOf(value).name} instance at ${addressOf(value)}>`;
  }
  return cut(text, limitOf(self, 'maxother'), fillOf(self));
}

const reprClass = perMachine((_m: KernelMachine): PyType => {
  const named = Object.entries(LIMITS).map(([name, limit]) => `${name}=${limit}`);
  const items =
    (brackets: Brackets, order: (value: Value) => Value[] = toArray) =>
    (self: Value, value: Value, level: Value): Value =>
      shortItems(self, order(value), asSize(level), brackets);
  return libraryClass('Repr', {
    module: 'reprlib',
    instanceDict: true,
    methods: {
      [`__init__(self, *, ${named.join(', ')}, fillvalue='...', indent=None)`]: (self, ...given) => {
        const names = [...Object.keys(LIMITS), 'fillvalue', 'indent'];
        for (const [index, name] of names.entries()) setOwnAttribute(self, name, given[index] ?? null);
        return null;
      },
      'repr(self, x)': (self, value) => shown(self, value, limitOf(self, 'maxlevel')),
      'repr1(self, x, level)': (self, value, level) => {
        const name = typeOf(value).name.split('.').at(-1)?.replaceAll(' ', '_') ?? '';
        const method = getAttributeOr(self, `repr_${name}`);
        return method === undefined ? shortInstance(self, value) : call(method, [value, level]);
      },
      'repr_tuple(self, x, level)': items({ left: '(', right: ')', limit: 'maxtuple', trail: ',' }),
      'repr_list(self, x, level)': items({ left: '[', right: ']', limit: 'maxlist' }),
      'repr_array(self, x, level)': (self, value, level) => {
        const left = `array('${str(getAttribute(value, 'typecode'))}', [`;
        if (length(value) === 0) return `${left.slice(0, -3)})`;
        return shortItems(self, toArray(value), asSize(level), { left, right: '])', limit: 'maxarray' });
      },
      'repr_set(self, x, level)': (self, value, level) =>
        length(value) === 0
          ? 'set()'
          : shortItems(self, inOrder(value), asSize(level), { left: '{', right: '}', limit: 'maxset' }),
      'repr_frozenset(self, x, level)': (self, value, level) => {
        if (length(value) === 0) return 'frozenset()';
        const brackets = { left: 'frozenset({', right: '})', limit: 'maxfrozenset' };
        return shortItems(self, inOrder(value), asSize(level), brackets);
      },
      'repr_deque(self, x, level)': items({ left: 'deque([', right: '])', limit: 'maxdeque' }),
      'repr_dict(self, x, level)': (self, value, level) => shortDict(self, value, asSize(level)),
      'repr_str(self, x, level)': shortText,
      'repr_int(self, x, level)': (self, value) => cut(repr(value), limitOf(self, 'maxlong'), fillOf(self)),
      'repr_instance(self, x, level)': shortInstance,
    },
  });
});

/** Calls that are on their way, so that an object inside itself is seen. */
function guardedRepr(fill: Value): Value {
  return libraryFunction(
    'decorating_function(user_function)',
    (fn) => {
      const active = new Set<Value>();
      const wrapper = libraryFunction(
        'wrapper(self)',
        (self) => {
          if (active.has(self)) return fill;
          active.add(self);
          try {
            return call(fn, [self]);
          } finally {
            active.delete(self);
          }
        },
        'reprlib',
      );
      return updateWrapper(wrapper, fn);
    },
    'reprlib',
  );
}

export const reprlib = defineModule('reprlib', (m: KernelMachine) => {
  const shared = call(reprClass(m));
  return {
    Repr: reprClass(m),
    aRepr: shared,
    repr: getAttribute(shared, 'repr'),
    ...libraryFunctions('reprlib', { "recursive_repr(fillvalue='...')": (fill) => guardedRepr(fill) }),
    __all__: new PyList(['Repr', 'repr', 'recursive_repr']),
  };
});
