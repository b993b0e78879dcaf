// `frame.f_locals` of a function: a mapping that reads and writes the variables themselves (PEP 667).
//
// Names that the frame has no variable for are kept beside them, for whoever asks this frame again.

import { getAttribute } from '../objects/attributes.js';
import { strValue } from '../objects/boxed.js';
import { call } from '../objects/call.js';
import { equals } from '../objects/compare.js';
import { PyDict, PyList, PyTuple } from '../objects/containers.js';
import { exception, typeError } from '../objects/exceptions.js';
import type { HashTable } from '../objects/hash-table.js';
import { getIter } from '../objects/iteration.js';
import { defineType } from '../objects/native.js';
import { PyObject, type Value } from '../objects/object.js';
import { repr, reprGuarded } from '../objects/repr.js';
import { NotImplemented } from '../objects/types.js';
import type { Frame } from './frame.js';
import { extraNames, readVariable, variableTable, writeVariable } from './frame-variables.js';

export class FrameLocalsProxy extends PyObject {
  constructor(readonly frame: Frame) {
    super(proxyType);
  }

  get(key: Value): Value | undefined {
    const name = strValue(key);
    const value = name === undefined ? undefined : readVariable(this.frame, name);
    return value === undefined ? extraNames(this.frame).get(key) : value;
  }

  set(key: Value, value: Value): void {
    const name = strValue(key);
    if (name !== undefined && writeVariable(this.frame, name, value)) return;
    extraNames(this.frame).set(key, value);
  }

  table(): HashTable {
    return variableTable(this.frame);
  }
}

function keysOf(self: FrameLocalsProxy): Value[] {
  return [...self.table().entries()].map(([key]) => key);
}

function update(self: FrameLocalsProxy, other: Value): void {
  if (!isMapping(other)) throw typeError('update() argument must be dict or another FrameLocalsProxy');
  for (const [key, value] of merged([other]).table.entries()) self.set(key, value);
}

function isMapping(value: Value): boolean {
  return value instanceof PyDict || value instanceof FrameLocalsProxy;
}

function merged(mappings: readonly Value[]): PyDict {
  const dict = new PyDict();
  const add = getAttribute(dict, 'update');
  for (const mapping of mappings)
    call(add, [mapping instanceof FrameLocalsProxy ? new PyDict(mapping.table()) : mapping]);
  return dict;
}

function union(left: Value, right: Value): Value {
  if (!isMapping(left) || !isMapping(right)) return NotImplemented;
  return merged([left, right]);
}

const proxyType = defineType('FrameLocalsProxy', {
  final: true,
  slots: {
    hash: null,
    len: (self: FrameLocalsProxy) => self.table().size,
    iter: (self: FrameLocalsProxy) => getIter(new PyList(keysOf(self))),
    contains: (self: FrameLocalsProxy, key) => self.get(key) !== undefined,
    getitem(self: FrameLocalsProxy, key) {
      const value = self.get(key);
      if (value === undefined) throw exception('KeyError', `local variable '${repr(key)}' is not defined`);
      return value;
    },
    setitem(self: FrameLocalsProxy, key, value) {
      self.set(key, value);
    },
    delitem() {
      throw typeError('cannot remove variables from FrameLocalsProxy');
    },
    eq(self: FrameLocalsProxy, other) {
      if (other instanceof FrameLocalsProxy) return self.frame === other.frame;
      return other instanceof PyDict ? equals(new PyDict(self.table()), other) : NotImplemented;
    },
    or: union,
    ror: (self, other) => union(other, self),
    ior(self: FrameLocalsProxy, other) {
      update(self, other);
      return self;
    },
    repr: (self: FrameLocalsProxy) => reprGuarded(self, '{...}', () => repr(new PyDict(self.table()))),
  },
  methods: {
    'keys()': (self: FrameLocalsProxy) => new PyList(keysOf(self)),
    'values()': (self: FrameLocalsProxy) => new PyList([...self.table().entries()].map(([, value]) => value)),
    'items()': (self: FrameLocalsProxy) =>
      new PyList([...self.table().entries()].map((entry) => new PyTuple(entry))),
    'get(key, default=None, /)': (self: FrameLocalsProxy, key, fallback) => {
      const value = self.get(key);
      return value === undefined ? fallback : value;
    },
    'copy()': (self: FrameLocalsProxy) => new PyDict(self.table()),
    '__reversed__()': (self: FrameLocalsProxy) => getIter(new PyList(keysOf(self).reverse())),
    'setdefault(key, default=None, /)': (self: FrameLocalsProxy, key, fallback) => {
      const found = self.get(key);
      if (found !== undefined) return found;
      self.set(key, fallback);
      return fallback;
    },
    'update(mapping, /)': (self: FrameLocalsProxy, mapping) => {
      update(self, mapping);
      return null;
    },
  },
});
