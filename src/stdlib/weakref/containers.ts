// `WeakValueDictionary`, `WeakKeyDictionary` and `WeakSet` (Lib/weakref.py, Lib/_weakrefset.py): mappings and sets of
// references, in `data` as there.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute } from '../../objects/attributes.js';
import { call } from '../../objects/call.js';
import { PyDict, PyList, PyTuple, tuple } from '../../objects/containers.js';
import { updateDict } from '../../objects/dict.js';
import { isExceptionOf, keyError } from '../../objects/exceptions.js';
import { hash } from '../../objects/hash.js';
import { addressOf } from '../../objects/identity.js';
import { checkInstance } from '../../objects/instance-check.js';
import { iterate, nativeIterator } from '../../objects/iteration.js';
import { PyObject, type PyType, type Value } from '../../objects/object.js';
import { repr } from '../../objects/repr.js';
import { NotImplemented, typeOf } from '../../objects/types.js';
import { PyWeakRef } from '../../objects/weak-references.js';
import { mapping, mutableMapping } from '../collections/abc/mappings.js';
import { mutableSet } from '../collections/abc/sets.js';
import { callAttribute, ownAttribute, setOwnAttribute } from '../library.js';
import { libraryClass } from '../library-class.js';
import { announce, keyedRefClass, refType, watched } from './references.js';

function dataOf(self: Value): PyDict {
  const data = ownAttribute(self, 'data');
  return data instanceof PyDict ? data : new PyDict();
}

const meant = (value: Value): Value => (value instanceof PyWeakRef ? value.referent : value);

/** A reference in the data of a container, which it leaves when the object dies. */
function kept(
  m: KernelMachine,
  cls: PyType,
  object: Value,
  leave: (reference: PyWeakRef) => void,
): PyWeakRef {
  const made: PyWeakRef = new PyWeakRef(cls, watched(m, object), null, false, () => leave(made));
  return made;
}

/** An iterator over what there is now. */
function over(items: readonly Value[]): Value {
  let index = 0;
  return nativeIterator('generator', () => items[index++]);
}

/** How a kind of weak dictionary keeps its items. */
interface Kind {
  readonly name: string;
  /** The key of `data` for a key of the program's. */
  key(key: Value): Value;
  stored(self: Value, key: Value, value: Value): readonly [key: Value, value: Value];
}

const references = (self: Value): Value[] => [...dataOf(self).table.entries()].map(([, value]) => value);

function pairsOf(self: Value): [Value, Value][] {
  return [...dataOf(self).table.entries()].map(([key, value]) => [meant(key), meant(value)]);
}

/** What `update`, `|` and the constructor take. */
function givenPairs(other: Value): [Value, Value][] {
  const given = new PyDict();
  if (other !== null) updateDict(given, other);
  return [...given.table.entries()];
}

function weakDictionary(m: KernelMachine, kind: Kind): PyType {
  const store = (self: Value, key: Value, value: Value): void => {
    const [storedKey, storedValue] = kind.stored(self, key, value);
    dataOf(self).table.set(storedKey, storedValue);
  };
  const find = (self: Value, key: Value): Value | undefined => {
    const found = dataOf(self).table.get(kind.key(key));
    return found === undefined ? undefined : meant(found);
  };
  const copied = (self: Value): Value => {
    const made = call(typeOf(self));
    for (const [key, value] of pairsOf(self)) store(made, key, value);
    return made;
  };
  const update = (self: Value, other: Value): void => {
    for (const [key, value] of givenPairs(other)) store(self, key, value);
  };
  const isMapping = (value: Value): boolean => checkInstance(value, mapping(m));
  const deep = (value: Value, memo: Value): Value =>
    call(getAttribute(m.importModule('copy', m.builtins, null, 0), 'deepcopy'), [value, memo]);
  return libraryClass(kind.name, {
    module: 'weakref',
    bases: [mutableMapping(m)],
    metatype: mutableMapping(m).cls,
    instanceDict: true,
    abstract: {},
    methods: {
      '__init__(self, other=(), /, **kw)': (self, other, kw) => {
        announce(m);
        setOwnAttribute(self, 'data', new PyDict());
        update(self, other);
        update(self, kw);
        return null;
      },
      '__getitem__(self, key)': (self, key) => {
        const found = find(self, key);
        if (found === undefined) throw keyError(key);
        return found;
      },
      '__setitem__(self, key, value)': (self, key, value) => {
        store(self, key, value);
        return null;
      },
      '__delitem__(self, key)': (self, key) => {
        if (!dataOf(self).table.delete(kind.key(key))) throw keyError(key);
        return null;
      },
      '__len__(self)': (self) => dataOf(self).table.size,
      '__contains__(self, key)': (self, key) => {
        try {
          return find(self, key) !== undefined;
        } catch (error) {
          if (!isExceptionOf(error, 'TypeError')) throw error;
          return false;
        }
      },
      '__iter__(self)': (self) => over(pairsOf(self).map(([key]) => key)),
      '__repr__(self)': (self) => `<${kind.name} at ${self instanceof PyObject ? addressOf(self) : ''}>`,
      'get(self, key, default=None)': (self, key, fallback) => find(self, key) ?? fallback ?? null,
      'copy(self)': copied,
      '__copy__(self)': copied,
      '__deepcopy__(self, memo)': (self, memo) => {
        const made = call(typeOf(self));
        const isKeyed = kind.name === 'WeakKeyDictionary';
        for (const [key, value] of pairsOf(self)) {
          store(made, isKeyed ? key : deep(key, memo), isKeyed ? deep(value, memo) : value);
        }
        return made;
      },
      'keys(self)': (self) => over(pairsOf(self).map(([key]) => key)),
      'values(self)': (self) => over(pairsOf(self).map(([, value]) => value)),
      'items(self)': (self) => over(pairsOf(self).map(([key, value]) => tuple(key, value))),
      'pop(self, key, *args)': (self, key, args) => {
        const found = find(self, key);
        dataOf(self).table.delete(kind.key(key));
        if (found !== undefined) return found;
        const [fallback] = args instanceof PyTuple ? args.items : [];
        if (fallback === undefined) throw keyError(key);
        return fallback;
      },
      'popitem(self)': (self) => {
        const { table } = dataOf(self);
        const last = [...table.entries()].at(-1);
        if (last === undefined) throw keyError('popitem(): dictionary is empty');
        table.delete(last[0]);
        return tuple(...last.map(meant));
      },
      'setdefault(self, key, default=None)': (self, key, fallback) => {
        const found = find(self, key);
        if (found === undefined) store(self, key, fallback);
        return found ?? fallback;
      },
      'update(self, other=None, /, **kwargs)': (self, other, kwargs) => {
        update(self, other);
        update(self, kwargs);
        return null;
      },
      '__or__(self, other)': (self, other) => {
        if (!isMapping(other)) return NotImplemented;
        const made = copied(self);
        update(made, other);
        return made;
      },
      '__ror__(self, other)': (self, other) => {
        if (!isMapping(other)) return NotImplemented;
        const made = call(typeOf(self));
        update(made, other);
        update(made, self);
        return made;
      },
      '__ior__(self, other)': (self, other) => {
        update(self, other);
        return self;
      },
      ...(kind.name === 'WeakKeyDictionary'
        ? { 'keyrefs(self)': (self: Value) => new PyList([...dataOf(self).table.keys()]) }
        : {
            'valuerefs(self)': (self: Value) => new PyList(references(self)),
            'itervaluerefs(self)': (self: Value) => over(references(self)),
          }),
    },
  });
}

export function weakValueDictionary(m: KernelMachine): PyType {
  return weakDictionary(m, {
    name: 'WeakValueDictionary',
    key: (key) => key,
    stored: (self, key, value) => {
      hash(key);
      const { table } = dataOf(self);
      const leave = (reference: PyWeakRef): void => {
        if (table.get(key) === reference) table.delete(key);
      };
      return [key, kept(m, keyedRefClass(m), value, leave)];
    },
  });
}

export function weakKeyDictionary(m: KernelMachine): PyType {
  const reference = (key: Value): Value => call(refType(m), [key]);
  return weakDictionary(m, {
    name: 'WeakKeyDictionary',
    key: reference,
    stored: (self, key, value) => {
      const { table } = dataOf(self);
      if (table.has(reference(key))) return [reference(key), value];
      const made = kept(m, refType(m), key, (dead) => table.delete(dead));
      hash(made);
      return [made, value];
    },
  });
}

export function weakSet(m: KernelMachine): PyType {
  const reference = (item: Value): Value => call(refType(m), [item]);
  const members = (self: Value): Value[] => [...dataOf(self).table.keys()].map(meant);
  return libraryClass('WeakSet', {
    module: 'weakref',
    bases: [mutableSet(m)],
    metatype: mutableSet(m).cls,
    instanceDict: true,
    abstract: {},
    methods: {
      '__init__(self, data=None)': (self, given) => {
        announce(m);
        setOwnAttribute(self, 'data', new PyDict());
        if (given !== null) for (const item of iterate(given)) callAttribute(self, 'add', item);
        return null;
      },
      'add(self, item)': (self, item) => {
        const { table } = dataOf(self);
        if (table.has(reference(item))) return null;
        const made = kept(m, refType(m), item, (dead) => table.delete(dead));
        hash(made);
        table.set(made, null);
        return null;
      },
      'discard(self, item)': (self, item) => {
        dataOf(self).table.delete(reference(item));
        return null;
      },
      'update(self, other)': (self, other) => {
        for (const item of iterate(other)) callAttribute(self, 'add', item);
        return null;
      },
      'copy(self)': (self) => call(typeOf(self), [over(members(self))]),
      '__len__(self)': (self) => dataOf(self).table.size,
      '__contains__(self, item)': (self, item) => {
        try {
          return dataOf(self).table.has(reference(item));
        } catch (error) {
          if (!isExceptionOf(error, 'TypeError')) throw error;
          return false;
        }
      },
      '__iter__(self)': (self) => over(members(self)),
      '__repr__(self)': (self) => `{${members(self).map(repr).join(', ')}}`,
    },
  });
}
