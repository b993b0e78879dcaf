// The `weakref` module.
//
// No object of a program is freed before the program ends, and so no weak reference ever dies: `ref()` gives the
// object, callbacks do not run, and the weak containers keep what they are given. A program that relies on `del x`
// to free an object sees the difference; the trace says so once.

import { defineModule } from '../../execution/module.js';
import { Invoke } from '../../execution/pause.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { deleteAttribute, getAttribute, setAttribute } from '../../objects/attributes.js';
import { call } from '../../objects/call.js';
import { supportsWeakReferences } from '../../objects/class-slots.js';
import { equals } from '../../objects/compare.js';
import { PyDict, PyList, PyTuple, tuple } from '../../objects/containers.js';
import { exceptionType, typeError } from '../../objects/exceptions.js';
import { genericAlias } from '../../objects/generic-alias.js';
import { hash } from '../../objects/hash.js';
import { addressOf } from '../../objects/identity.js';
import { getIter, iterate } from '../../objects/iteration.js';
import { defineType } from '../../objects/native.js';
import { type Keywords, PyObject, type PyType, type Value } from '../../objects/object.js';
import { repr, str } from '../../objects/repr.js';
import { Signature } from '../../objects/signature.js';
import { contains, deleteItem, getItem, length, setItem } from '../../objects/subscript.js';
import { NotImplemented, typeName, typeOf } from '../../objects/types.js';
import { mutableMapping } from '../collections/abc/mappings.js';
import { mutableSet } from '../collections/abc/sets.js';
import { callAttribute, libraryFunctions, ownAttribute, perMachine, setOwnAttribute } from '../library.js';
import { libraryClass } from '../library-class.js';

class PyWeakRef extends PyObject {
  constructor(
    cls: PyType,
    readonly referent: Value,
    readonly callback: Value,
  ) {
    super(cls, cls.hasInstanceDict ? new Map() : null);
  }
}

/** Says once per run that references do not die here. */
const announce = perMachine((m: KernelMachine): true => {
  m.recorder?.emit('diagnostic', {
    rule: 'weak-references',
    severity: 'info',
    message:
      'objects are not freed before the program ends: weak references stay alive, finalizers run at the end',
    evidence: [],
    heldUp: [],
    delay: null,
    fix: null,
  });
  return true;
});

const known = new WeakMap<PyObject, PyWeakRef>();

function checkReferable(value: Value): PyObject {
  if (value instanceof PyObject && supportsWeakReferences(typeOf(value))) return value;
  throw typeError(`cannot create weak reference to '${typeName(value)}' object`);
}

const refSignature = new Signature('ref(object, callback=None, /)');

export const refType = perMachine((m: KernelMachine): PyType => {
  const type: PyType = defineType('weakref.ReferenceType', {
    module: 'weakref',
    slots: {
      new_: (cls, args, keywords) => {
        announce(m);
        const [object = null, callback = null] = refSignature.bind(
          'ref',
          args,
          cls === type ? keywords : null,
        );
        const referent = checkReferable(object);
        if (callback !== null || cls !== type) return new PyWeakRef(cls, referent, callback);
        let made = known.get(referent);
        if (made === undefined || made.cls !== type) {
          made = new PyWeakRef(cls, referent, null);
          known.set(referent, made);
        }
        return made;
      },
      init: () => undefined,
      call: (self: PyWeakRef) => self.referent,
      hash: (self: PyWeakRef) => hash(self.referent),
      eq: (self: PyWeakRef, other) =>
        other instanceof PyWeakRef ? equals(self.referent, other.referent) : NotImplemented,
      repr: (self: PyWeakRef) => {
        const { referent } = self;
        const at = referent instanceof PyObject ? addressOf(referent) : '0x0';
        return `<weakref at ${addressOf(self)}; to '${typeOf(referent).module === '__main__' ? '__main__.' : ''}${typeName(referent)}' at ${at}>`;
      },
    },
    properties: { __callback__: (self: PyWeakRef) => self.callback },
    classMethods: { '__class_getitem__(object, /)': (cls, object) => genericAlias(cls, object) },
  });
  type.qualname = 'ReferenceType';
  return type;
});

const proxyType = perMachine(
  (_m: KernelMachine): PyType =>
    defineType('weakref.ProxyType', {
      module: 'weakref',
      slots: {
        getattribute: (self: PyWeakRef, name) => getAttribute(self.referent, name),
        setattr: (self: PyWeakRef, name, value) => setAttribute(self.referent, name, value),
        delattr: (self: PyWeakRef, name) => deleteAttribute(self.referent, name),
        repr: (self: PyWeakRef) =>
          `<weakproxy at ${addressOf(self)}; to '${typeName(self.referent)}' at ${self.referent instanceof PyObject ? addressOf(self.referent) : ''}>`,
        str: (self: PyWeakRef) => str(self.referent),
        len: (self: PyWeakRef) => length(self.referent),
        iter: (self: PyWeakRef) => getIter(self.referent),
        contains: (self: PyWeakRef, item) => contains(self.referent, item),
        getitem: (self: PyWeakRef, key) => getItem(self.referent, key),
        setitem: (self: PyWeakRef, key, value) => setItem(self.referent, key, value),
        delitem: (self: PyWeakRef, key) => deleteItem(self.referent, key),
        call: (self: PyWeakRef, args, keywords) => call(self.referent, args, keywords),
        eq: (self: PyWeakRef, other) =>
          equals(self.referent, other instanceof PyWeakRef ? other.referent : other),
        hash: null,
      },
    }),
);

/** A dict that CPython would empty by itself; here it is a mapping around a plain one. */
function weakDictionary(m: KernelMachine, name: string): PyType {
  const dataOf = (self: Value): Value => ownAttribute(self, 'data') ?? null;
  const isKeyed = name === 'WeakKeyDictionary';
  return libraryClass(name, {
    module: 'weakref',
    bases: [mutableMapping(m)],
    metatype: mutableMapping(m).cls,
    instanceDict: true,
    abstract: {},
    methods: {
      '__init__(self, other=(), /, **kw)': (self, other, kw) => {
        announce(m);
        setOwnAttribute(self, 'data', new PyDict());
        callAttribute(self, 'update', other);
        if (kw instanceof PyDict && kw.table.size > 0) callAttribute(self, 'update', kw);
        return null;
      },
      '__getitem__(self, key)': (self, key) => getItem(dataOf(self), key),
      '__setitem__(self, key, value)': (self, key, value) => {
        checkReferable(isKeyed ? key : value);
        setItem(dataOf(self), key, value);
        return null;
      },
      '__delitem__(self, key)': (self, key) => {
        deleteItem(dataOf(self), key);
        return null;
      },
      '__len__(self)': (self) => length(dataOf(self)),
      '__contains__(self, key)': (self, key) => contains(dataOf(self), key),
      '__iter__(self)': (self) => getIter(dataOf(self)),
      '__repr__(self)': (self) => `<${name} at ${self instanceof PyObject ? addressOf(self) : ''}>`,
      'copy(self)': (self) => call(typeOf(self), [dataOf(self)]),
      '__copy__(self)': (self) => call(typeOf(self), [dataOf(self)]),
      'keys(self)': (self) => getIter(callAttribute(dataOf(self), 'keys')),
      'values(self)': (self) => getIter(callAttribute(dataOf(self), 'values')),
      'items(self)': (self) => getIter(callAttribute(dataOf(self), 'items')),
      ...(isKeyed
        ? {
            'keyrefs(self)': (self: Value) =>
              new PyList([...iterate(dataOf(self))].map((key) => call(refType(m), [key]))),
          }
        : {
            'valuerefs(self)': (self: Value) =>
              new PyList(
                [...iterate(callAttribute(dataOf(self), 'values'))].map((value) => call(refType(m), [value])),
              ),
          }),
    },
  });
}

function weakSet(m: KernelMachine): PyType {
  const dataOf = (self: Value): PyDict => {
    const data = ownAttribute(self, 'data');
    return data instanceof PyDict ? data : new PyDict();
  };
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
        checkReferable(item);
        dataOf(self).table.set(item, null);
        return null;
      },
      'discard(self, item)': (self, item) => {
        dataOf(self).table.delete(item);
        return null;
      },
      'update(self, other)': (self, other) => {
        for (const item of iterate(other)) callAttribute(self, 'add', item);
        return null;
      },
      'copy(self)': (self) => call(typeOf(self), [dataOf(self)]),
      '__len__(self)': (self) => dataOf(self).table.size,
      '__contains__(self, item)': (self, item) => dataOf(self).table.has(item),
      '__iter__(self)': (self) => getIter(dataOf(self)),
      '__repr__(self)': (self) => `{${[...dataOf(self).table.keys()].map(repr).join(', ')}}`,
    },
  });
}

/** A finalizer: a call that is made at the end of the program, or when it is asked for. */
class PyFinalize extends PyObject {
  isAlive = true;
  atexit: Value = true;

  constructor(
    cls: PyType,
    readonly referent: Value,
    readonly func: Value,
    readonly args: readonly Value[],
    readonly keywords: Keywords | null,
  ) {
    super(cls, cls.hasInstanceDict ? new Map() : null);
  }
}

function finalizeType(m: KernelMachine): PyType {
  const state = (self: PyFinalize): Value =>
    tuple(self.referent, self.func, new PyTuple(self.args), PyDict.of(self.keywords ?? []));
  return defineType('finalize', {
    module: 'weakref',
    slots: {
      new_: (cls, args, keywords) => {
        const [object, func, ...rest] = args;
        if (object === undefined || func === undefined) {
          const name = object === undefined ? 'obj' : 'func';
          throw typeError(`finalize.__init__() missing 1 required positional argument: '${name}'`);
        }
        announce(m);
        const made = new PyFinalize(cls, checkReferable(object), func, rest, keywords);
        pendingFinalizers(m).unshift(made);
        return made;
      },
      init: () => undefined,
      call: (self: PyFinalize) => {
        if (!self.isAlive) return null;
        self.isAlive = false;
        return call(self.func, self.args, self.keywords);
      },
      repr: (self: PyFinalize) =>
        self.isAlive
          ? `<finalize object at ${addressOf(self)}; for '${typeName(self.referent)}' at ${self.referent instanceof PyObject ? addressOf(self.referent) : ''}>`
          : `<finalize object at ${addressOf(self)}; dead>`,
    },
    methods: {
      'detach()': (self: PyFinalize) => {
        if (!self.isAlive) return null;
        self.isAlive = false;
        return state(self);
      },
      'peek()': (self: PyFinalize) => (self.isAlive ? state(self) : null),
    },
    properties: {
      alive: (self: PyFinalize) => self.isAlive,
      atexit: {
        get: (self: PyFinalize) => self.isAlive && self.atexit,
        set: (self: PyFinalize, value) => {
          self.atexit = value ?? false;
        },
      },
    },
  });
}

/** Finalizers that are to run when the program ends, the newest first. */
const pendingFinalizers = perMachine((m: KernelMachine): PyFinalize[] => {
  const pending: PyFinalize[] = [];
  m.atExit(function* () {
    for (const finalizer of pending) {
      if (!finalizer.isAlive || finalizer.atexit === false) continue;
      finalizer.isAlive = false;
      yield new Invoke(finalizer.func, finalizer.args, finalizer.keywords);
    }
  });
  return pending;
});

export const weakref = defineModule('weakref', (m: KernelMachine) => ({
  ref: refType(m),
  ReferenceType: refType(m),
  ProxyType: proxyType(m),
  CallableProxyType: proxyType(m),
  ReferenceError: exceptionType('ReferenceError'),
  WeakKeyDictionary: weakDictionary(m, 'WeakKeyDictionary'),
  WeakValueDictionary: weakDictionary(m, 'WeakValueDictionary'),
  WeakSet: weakSet(m),
  WeakMethod: libraryClass('WeakMethod', {
    module: 'weakref',
    bases: [refType(m)],
    instanceDict: true,
  }),
  finalize: finalizeType(m),
  ...libraryFunctions('weakref', {
    'proxy(object, callback=None, /)': (object, callback) =>
      new PyWeakRef(proxyType(m), checkReferable(object), callback),
    'getweakrefcount(object, /)': (object) => (object instanceof PyObject && known.has(object) ? 1 : 0),
    'getweakrefs(object, /)': (object) => {
      const ref = object instanceof PyObject ? known.get(object) : undefined;
      return new PyList(ref === undefined ? [] : [ref]);
    },
  }),
}));
