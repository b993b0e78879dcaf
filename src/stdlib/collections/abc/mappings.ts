// `Mapping`, `MutableMapping` and the views of a mapping (Lib/_collections_abc.py).

import type { KernelMachine } from '../../../kernel/kernel-machine.js';
import { getAttribute, getAttributeOr } from '../../../objects/attributes.js';
import { call } from '../../../objects/call.js';
import { equals } from '../../../objects/compare.js';
import { PyDict, PyTuple, tuple } from '../../../objects/containers.js';
import { DictView } from '../../../objects/dict-views.js';
import { exception, isExceptionOf, keyError } from '../../../objects/exceptions.js';
import { checkInstance } from '../../../objects/instance-check.js';
import { getIter, iterate, nativeIterator, next } from '../../../objects/iteration.js';
import type { PyType, Value } from '../../../objects/object.js';
import { repr } from '../../../objects/repr.js';
import { PySet } from '../../../objects/set-type.js';
import { contains, deleteItem, getItem, length, setItem } from '../../../objects/subscript.js';
import { dictType, mappingProxyType, NotImplemented, typeName } from '../../../objects/types.js';
import { perMachine } from '../../library.js';
import { extendClass } from '../../library-class.js';
import { abstractClass, MODULE } from './make.js';
import { collection, sized } from './one-trick.js';
import { set } from './sets.js';

const viewType = (kind: 'keys' | 'values' | 'items'): PyType => new DictView(new PyDict(), kind).cls;

const mappingOf = (view: Value): Value => getAttribute(view, '_mapping');

export const mappingView = perMachine((m): PyType => {
  const type = bareView(m);
  extendClass(type, {
    module: MODULE,
    methods: {
      '__init__(self, mapping)': (self, mapping) => {
        if (typeof self === 'object' && self !== null) {
          self.dict ??= new Map();
          self.dict.set('_mapping', mapping);
        }
        return null;
      },
      '__len__(self)': (self) => length(mappingOf(self)),
      '__repr__(self)': (self) => `${typeName(self)}(${repr(mappingOf(self))})`,
    },
  });
  // The views keep their mapping in a slot; a dict serves as well.
  type.hasInstanceDict = true;
  return type;
});
const bareView = abstractClass('MappingView', { bases: [sized], generic: true });

const asSet = {
  '_from_iterable(cls, it)': (_cls: Value, it: Value): Value => PySet.of(iterate(it)),
};

export const keysView = abstractClass('KeysView', {
  bases: [mappingView, (m: KernelMachine) => set(m)],
  classMethods: asSet,
  registered: [],
  mixins: {
    '__contains__(self, key)': (self, key) => contains(mappingOf(self), key),
    '__iter__(self)': (self) => getIter(mappingOf(self)),
  },
});

export const itemsView = abstractClass('ItemsView', {
  bases: [mappingView, (m: KernelMachine) => set(m)],
  classMethods: asSet,
  mixins: {
    '__contains__(self, item)': (self, item) => {
      if (!(item instanceof PyTuple)) return false;
      const [key = null, value = null] = item.items;
      try {
        return equals(getItem(mappingOf(self), key), value);
      } catch (error) {
        if (isExceptionOf(error, 'KeyError')) return false;
        throw error;
      }
    },
    '__iter__(self)': (self) => {
      const mapping = mappingOf(self);
      const keys = getIter(mapping);
      return nativeIterator('generator', () => {
        const key = next(keys);
        return key === undefined ? undefined : tuple(key, getItem(mapping, key));
      });
    },
  },
});

export const valuesView = abstractClass('ValuesView', {
  bases: [mappingView, collection],
  mixins: {
    '__contains__(self, value)': (self, value) => {
      const mapping = mappingOf(self);
      for (const key of iterate(mapping)) {
        const item = getItem(mapping, key);
        if (item === value || equals(item, value)) return true;
      }
      return false;
    },
    '__iter__(self)': (self) => {
      const mapping = mappingOf(self);
      const keys = getIter(mapping);
      return nativeIterator('generator', () => {
        const key = next(keys);
        return key === undefined ? undefined : getItem(mapping, key);
      });
    },
  },
});

/** The item, or undefined where the mapping raises KeyError. */
function find(mapping: Value, key: Value): Value | undefined {
  try {
    return getItem(mapping, key);
  } catch (error) {
    if (isExceptionOf(error, 'KeyError')) return undefined;
    throw error;
  }
}

function toDict(mapping: Value): PyDict {
  const dict = new PyDict();
  for (const key of iterate(mapping)) dict.table.set(key, getItem(mapping, key));
  return dict;
}

const bareMapping = abstractClass('Mapping', {
  bases: [collection],
  generic: false,
  abstract: {
    '__getitem__(self, key)': () => {
      throw exception('KeyError');
    },
  },
  attributes: { __reversed__: null },
  pattern: 'mapping',
  registered: [mappingProxyType],
});

export const mapping = perMachine((m): PyType => {
  const type = bareMapping(m);
  extendClass(type, {
    module: MODULE,
    methods: {
      'get(self, key, default=None)': (self, key, fallback) => {
        const found = find(self, key);
        return found === undefined ? fallback : found;
      },
      '__contains__(self, key)': (self, key) => find(self, key) !== undefined,
      'keys(self)': (self) => call(keysView(m), [self]),
      'items(self)': (self) => call(itemsView(m), [self]),
      'values(self)': (self) => call(valuesView(m), [self]),
      '__eq__(self, other)': (self, other) =>
        checkInstance(other, type) ? equals(toDict(self), toDict(other)) : NotImplemented,
    },
  });
  return type;
});

export const mutableMapping = abstractClass('MutableMapping', {
  bases: [(m: KernelMachine) => mapping(m)],
  registered: [dictType],
  abstract: {
    '__setitem__(self, key, value)': () => {
      throw exception('KeyError');
    },
    '__delitem__(self, key)': () => {
      throw exception('KeyError');
    },
  },
  mixins: {
    'pop(self, key, default=<object>)': (self, key, fallback) => {
      const value = find(self, key);
      if (value !== undefined) {
        deleteItem(self, key);
        return value;
      }
      if (fallback === undefined) throw keyError(key);
      return fallback;
    },
    'popitem(self)': (self) => {
      const key = next(getIter(self));
      if (key === undefined) throw exception('KeyError');
      const value = getItem(self, key);
      deleteItem(self, key);
      return tuple(key, value);
    },
    'clear(self)': (self) => {
      for (;;) {
        try {
          call(getAttribute(self, 'popitem'));
        } catch (error) {
          if (isExceptionOf(error, 'KeyError')) return null;
          throw error;
        }
      }
    },
    'update(self, other=(), /, **kwds)': (self, other, kwds) => {
      updateMapping(self, other);
      if (kwds instanceof PyDict) for (const [key, value] of kwds.table.entries()) setItem(self, key, value);
      return null;
    },
    'setdefault(self, key, default=None)': (self, key, fallback) => {
      const found = find(self, key);
      if (found !== undefined) return found;
      setItem(self, key, fallback);
      return fallback;
    },
  },
});

/** `MutableMapping.update` for one argument: a mapping, something with `keys`, or pairs. */
export function updateMapping(self: Value, other: Value): void {
  if (other instanceof PyDict && other.cls === dictType) {
    for (const [key, value] of [...other.table.entries()]) setItem(self, key, value);
    return;
  }
  const keys = getAttributeOr(other, 'keys');
  if (keys !== undefined) {
    for (const key of iterate(call(keys))) setItem(self, key, getItem(other, key));
    return;
  }
  for (const pair of iterate(other)) {
    const [key = null, value = null] = [...iterate(pair)];
    setItem(self, key, value);
  }
}

/** The types of the views that dicts give, for registration. */
export const DICT_VIEWS = {
  keys: () => viewType('keys'),
  values: () => viewType('values'),
  items: () => viewType('items'),
};
