// mappingproxy: a read-only view of a mapping, such as a class's `__dict__`.

import { getAttribute } from './attributes.js';
import { call } from './call.js';
import { type ComparisonName, richCompare } from './compare.js';
import { PyDict, PyList, PyTuple } from './containers.js';
import { typeError } from './exceptions.js';
import { genericAlias } from './generic-alias.js';
import { hash } from './hash.js';
import { getIter } from './iteration.js';
import { extendType, type NativeBody } from './native.js';
import { PyObject, type Value } from './object.js';
import { bitOr } from './operators.js';
import { repr, str } from './repr.js';
import { contains, getItem, length } from './subscript.js';
import { dictType, mappingProxyType, typeOf } from './types.js';

export class PyMappingProxy extends PyObject {
  constructor(readonly mapping: Value) {
    super(mappingProxyType);
  }
}

function forwarded(name: string): (self: PyMappingProxy, ...args: Value[]) => Value {
  return (self, ...args) => call(getAttribute(self.mapping, name), args);
}

function comparison(name: ComparisonName): NativeBody {
  return (self: Value, other: Value) =>
    self instanceof PyMappingProxy ? richCompare(self.mapping, other, name) : richCompare(self, other, name);
}

/** The mapping behind a proxy: operators work on that. */
function unwrapped(value: Value): Value {
  return value instanceof PyMappingProxy ? value.mapping : value;
}

function isMapping(value: Value): boolean {
  return typeOf(value).slots.getitem !== undefined && !(value instanceof PyList || value instanceof PyTuple);
}

extendType(mappingProxyType, {
  slots: {
    new_: (_cls, args) => {
      const [mapping] = args;
      if (mapping === undefined)
        throw typeError("mappingproxy() missing required argument 'mapping' (pos 1)");
      if (!isMapping(mapping)) {
        throw typeError(`mappingproxy() argument must be a mapping, not ${typeOf(mapping).name}`);
      }
      return new PyMappingProxy(mapping);
    },
    repr: (self: PyMappingProxy) => `mappingproxy(${repr(self.mapping)})`,
    str: (self: PyMappingProxy) => str(self.mapping),
    hash: (self: PyMappingProxy) => hash(self.mapping),
    len: (self: PyMappingProxy) => length(self.mapping),
    iter: (self: PyMappingProxy) => getIter(self.mapping),
    contains: (self: PyMappingProxy, key) => contains(self.mapping, key),
    getitem: (self: PyMappingProxy, key) => getItem(self.mapping, key),
    eq: comparison('eq'),
    ne: comparison('ne'),
    lt: comparison('lt'),
    le: comparison('le'),
    gt: comparison('gt'),
    ge: comparison('ge'),
    or: (self, other) => bitOr(unwrapped(self), unwrapped(other)),
    ror: (self, other) => bitOr(unwrapped(other), unwrapped(self)),
    ior: () => {
      throw typeError("'|=' is not supported by mappingproxy; use '|' instead");
    },
  },
  methods: {
    'get(key, default=None, /)': (self: PyMappingProxy, key, fallback) => {
      if (!(self.mapping instanceof PyDict) || self.mapping.cls !== dictType) {
        return call(getAttribute(self.mapping, 'get'), [key, fallback]);
      }
      const found = self.mapping.table.get(key);
      return found === undefined ? fallback : found;
    },
    'keys()': forwarded('keys'),
    'values()': forwarded('values'),
    'items()': forwarded('items'),
    'copy()': forwarded('copy'),
    '__reversed__()': forwarded('__reversed__'),
  },
  classMethods: {
    '__class_getitem__(object, /)': (cls, object) => genericAlias(cls, object),
  },
});
