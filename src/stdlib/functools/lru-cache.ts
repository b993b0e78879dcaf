// `functools.lru_cache` and `cache` (Modules/_functoolsmodule.c).

import { PausableCallee } from '../../execution/callee.js';
import type { Machine } from '../../execution/machine.js';
import { type Entry, Invoke, type Pausable } from '../../execution/pause.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { call, isCallable } from '../../objects/call.js';
import { equals, isTrue } from '../../objects/compare.js';
import { PyDict, PyTuple } from '../../objects/containers.js';
import { PyBoundMethod } from '../../objects/descriptors.js';
import { typeError } from '../../objects/exceptions.js';
import { hash } from '../../objects/hash.js';
import { HashTable } from '../../objects/hash-table.js';
import { addressOf } from '../../objects/identity.js';
import { asSize, indexOf } from '../../objects/index.js';
import { lastingDictAccessor } from '../../objects/instance-dict.js';
import { defineType } from '../../objects/native.js';
import { type Keywords, PyObject, type PyType, type Value } from '../../objects/object.js';
import { NotImplemented, objectType, typeOf } from '../../objects/types.js';
import { makeNamedTuple } from '../collections/namedtuple.js';
import { libraryFunction, once, type PyLibraryFunction, perMachine } from '../library.js';
import { updateWrapper } from './wrapping.js';

/** Stands between positional and keyword arguments in a key. */
const KEYWORD_MARK: Value = new PyObject(objectType);

function makeKey(args: readonly Value[], keywords: Keywords | null, typed: boolean): Value {
  if (!typed && (keywords === null || keywords.size === 0)) {
    const [only] = args;
    if (args.length === 1 && (typeof only === 'string' || typeof only === 'number')) return only;
    return hashedOnce(args);
  }
  const key: Value[] = [...args];
  if (keywords !== null && keywords.size > 0) {
    key.push(KEYWORD_MARK);
    for (const [name, value] of keywords) key.push(name, value);
  }
  if (typed) {
    for (const value of args) key.push(typeOf(value));
    for (const value of keywords?.values() ?? []) key.push(typeOf(value));
  }
  return hashedOnce(key);
}

/** A key with objects in it that hash themselves: they are asked once for each call. */
class PyHashedKey extends PyObject {
  readonly hash: number | bigint;

  constructor(readonly parts: PyTuple) {
    super(hashedKeyType());
    this.hash = hash(parts);
  }
}

const hashedKeyType: () => PyType = once(
  (): PyType =>
    defineType('_HashedSeq', {
      module: 'functools',
      slots: {
        hash: (self: PyHashedKey) => self.hash,
        eq: (self: PyHashedKey, other) =>
          other instanceof PyHashedKey ? equals(self.parts, other.parts) : NotImplemented,
      },
    }),
);

function hashedOnce(key: readonly Value[]): Value {
  const parts = new PyTuple(key);
  return key.some((part) => part instanceof PyObject && part.cls.heap) ? new PyHashedKey(parts) : parts;
}

class PyLruCache extends PausableCallee {
  readonly table = new HashTable();
  hits = 0;
  misses = 0;

  constructor(
    readonly func: Value,
    /** Null for no limit. */
    readonly maxsize: number | null,
    readonly typed: boolean,
    readonly infoType: PyType,
  ) {
    super(lruCacheType(), new Map());
  }

  invoke(args: readonly Value[], keywords: Keywords | null): Value {
    const key = this.maxsize === 0 ? null : makeKey(args, keywords, this.typed);
    const found = this.#lookUp(key);
    if (found !== undefined) return found;
    const result = call(this.func, args, keywords);
    this.#keep(key, result);
    return result;
  }

  override start(_machine: Machine, args: readonly Value[], keywords: Keywords | null): Entry {
    return { body: this.#pausably(args, keywords), frame: null, owner: null };
  }

  *#pausably(args: readonly Value[], keywords: Keywords | null): Pausable {
    const key = this.maxsize === 0 ? null : makeKey(args, keywords, this.typed);
    const found = this.#lookUp(key);
    if (found !== undefined) return found;
    const result = yield new Invoke(this.func, args, keywords);
    this.#keep(key, result);
    return result;
  }

  #lookUp(key: Value): Value | undefined {
    const { table, maxsize } = this;
    const found = maxsize === 0 ? undefined : table.get(key);
    if (found === undefined) {
      this.misses++;
      return undefined;
    }
    this.hits++;
    if (maxsize !== null) {
      table.delete(key);
      table.set(key, found);
    }
    return found;
  }

  #keep(key: Value, result: Value): void {
    const { table, maxsize } = this;
    // The call may have put the key in, or others.
    if (maxsize === 0 || table.has(key)) return;
    if (maxsize !== null && table.size >= maxsize) {
      const oldest = table.keys().next();
      if (oldest.done !== true) table.delete(oldest.value);
    }
    table.set(key, result);
  }
}

export const lruCacheType: () => PyType = once(
  (): PyType =>
    defineType('functools._lru_cache_wrapper', {
      module: 'functools',
      instanceDict: true,
      slots: {
        call: (self: PyLruCache, args, keywords) => self.invoke(args, keywords),
        get: (self: PyLruCache, instance) =>
          instance === undefined || instance === null ? self : new PyBoundMethod(self, instance),
        repr: (self: PyLruCache) => `<functools._lru_cache_wrapper object at ${addressOf(self)}>`,
      },
      methods: {
        'cache_info()': (self: PyLruCache) =>
          new PyTuple([self.hits, self.misses, self.maxsize, self.table.size], self.infoType),
        'cache_clear()': (self: PyLruCache) => {
          self.table.clear();
          self.hits = 0;
          self.misses = 0;
          return null;
        },
        '__copy__()': (self) => self,
        '__deepcopy__(memo, /)': (self) => self,
        '__reduce__()': (self: PyLruCache) => self.dict?.get('__qualname__') ?? null,
      },
      properties: { __dict__: lastingDictAccessor },
    }),
);

export const cacheInfoType = perMachine(
  (_m: KernelMachine): PyType =>
    makeNamedTuple('CacheInfo', ['hits', 'misses', 'maxsize', 'currsize'], { module: 'functools' }),
);

function makeCache(m: KernelMachine, func: Value, maxsize: number | null, typed: boolean): Value {
  if (!isCallable(func)) throw typeError('the first argument must be callable');
  const cache = new PyLruCache(func, maxsize, typed, cacheInfoType(m));
  updateWrapper(cache, func);
  cache.dict?.set(
    'cache_parameters',
    libraryFunction('<lambda>()', () =>
      PyDict.of([
        ['maxsize', maxsize],
        ['typed', typed],
      ]),
    ),
  );
  return cache;
}

export function lruCacheFunction(m: KernelMachine): PyLibraryFunction {
  return libraryFunction(
    'lru_cache(maxsize=128, typed=False)',
    (given, typedValue) => {
      const typed = isTrue(typedValue);
      const index = given === null ? null : indexOf(given);
      if (index === undefined) {
        if (!isCallable(given))
          throw typeError('Expected first argument to be an integer, a callable, or None');
        return makeCache(m, given, 128, typed);
      }
      const maxsize = index === null ? null : Math.max(0, asSize(index));
      return libraryFunction('decorating_function(user_function)', (func) =>
        makeCache(m, func, maxsize, typed),
      );
    },
    'functools',
  );
}

export function cacheFunction(m: KernelMachine): PyLibraryFunction {
  return libraryFunction('cache(user_function, /)', (func) => makeCache(m, func, null, false), 'functools');
}
