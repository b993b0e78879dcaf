// `os.environ`: empty at the start, for nothing of the host's environment is the program's to see.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { strValue } from '../../objects/boxed.js';
import { PyBytes } from '../../objects/buffers.js';
import { PyDict } from '../../objects/containers.js';
import { keyError, typeError } from '../../objects/exceptions.js';
import { getIter, nativeIterator } from '../../objects/iteration.js';
import { native, type PyNative } from '../../objects/native.js';
import { PyObject, type PyType, type Value } from '../../objects/object.js';
import { repr } from '../../objects/repr.js';
import { getItem } from '../../objects/subscript.js';
import { NotImplemented, typeName } from '../../objects/types.js';
import { mutableMapping } from '../collections/abc/mappings.js';
import { decodeName } from '../io/file-paths.js';
import { libraryFunctions, perMachine } from '../library.js';
import { libraryClass } from '../library-class.js';

class PyEnviron extends PyObject {
  readonly variables = new Map<string, string>();

  constructor(cls: PyType) {
    super(cls, new Map());
  }

  /** What `os.environ.copy()` gives. */
  get copied(): PyDict {
    return PyDict.of(this.variables);
  }
}

function textOf(value: Value): string {
  const text = strValue(value);
  if (text === undefined) throw typeError(`str expected, not ${typeName(value)}`);
  return text;
}

const isMapping = (value: Value): boolean => value instanceof PyDict || value instanceof PyEnviron;

function merged(first: Value, second: Value): PyDict {
  const result = new PyDict();
  for (const source of [first, second]) {
    const entries =
      source instanceof PyEnviron ? source.variables : source instanceof PyDict ? source.table.entries() : [];
    for (const [key, value] of entries) result.table.set(key, value);
  }
  return result;
}

export const environ = perMachine((m): PyObject => {
  const type = libraryClass('_Environ', {
    module: 'os',
    bases: [mutableMapping(m)],
    instanceDict: true,
    methods: {
      '__getitem__(self, key)': (self: PyEnviron, key) => {
        const value = self.variables.get(textOf(key));
        if (value === undefined) throw keyError(key);
        return value;
      },
      '__setitem__(self, key, value)': (self: PyEnviron, key, value) => {
        self.variables.set(textOf(key), textOf(value));
        return null;
      },
      '__delitem__(self, key)': (self: PyEnviron, key) => {
        if (!self.variables.delete(textOf(key))) throw keyError(key);
        return null;
      },
      '__iter__(self)': (self: PyEnviron) => {
        const keys = [...self.variables.keys()][Symbol.iterator]();
        return nativeIterator('generator', () => keys.next().value);
      },
      '__len__(self)': (self: PyEnviron) => self.variables.size,
      '__repr__(self)': (self: PyEnviron) =>
        `environ({${[...self.variables].map(([key, value]) => `${repr(key)}: ${repr(value)}`).join(', ')}})`,
      'copy(self)': (self: PyEnviron) => self.copied,
      'setdefault(self, key, value)': (self: PyEnviron, key, value) => {
        const known = self.variables.get(textOf(key));
        if (known !== undefined) return known;
        self.variables.set(textOf(key), textOf(value));
        return value;
      },
      '__or__(self, other)': (self, other) => (isMapping(other) ? merged(self, other) : NotImplemented),
      '__ror__(self, other)': (self, other) => (isMapping(other) ? merged(other, self) : NotImplemented),
      '__ior__(self, other)': (self: PyEnviron, other) => {
        const names = other instanceof PyDict ? [...other.table.keys()] : [...keysOf(other)];
        for (const name of names) self.variables.set(textOf(name), textOf(getItem(other, name)));
        return self;
      },
    },
  });
  return new PyEnviron(type);
});

function* keysOf(mapping: Value): Iterable<Value> {
  const iterator = getIter(mapping);
  if (iterator instanceof PyObject) {
    const step = iterator.cls.slots.next;
    for (let key = step?.(iterator); key !== undefined; key = step?.(iterator)) yield key;
  }
}

export function variable(m: KernelMachine, name: string): string | undefined {
  const object = environ(m);
  return object instanceof PyEnviron ? object.variables.get(name) : undefined;
}

export function environmentFunctions(m: KernelMachine): Record<string, Value> {
  const object = environ(m);
  const variables = object instanceof PyEnviron ? object.variables : new Map<string, string>();
  const natives: PyNative[] = [
    native('putenv(name, value, /)', () => null),
    native('unsetenv(name, /)', () => null),
  ];
  return {
    environ: object,
    ...Object.fromEntries(natives.map((fn) => [fn.name, fn])),
    ...libraryFunctions('os', {
      'getenv(key, default=None)': (key, otherwise) => variables.get(textOf(key)) ?? otherwise,
      'getenvb(key, default=None)': (key, otherwise) => {
        if (!(key instanceof PyBytes)) throw typeError(`bytes expected, not ${typeName(key)}`);
        const value = variables.get(decodeName(key.data));
        return value === undefined ? otherwise : new PyBytes(new TextEncoder().encode(value));
      },
    }),
  };
}
