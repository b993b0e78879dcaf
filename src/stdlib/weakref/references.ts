// `weakref.ref`, `KeyedRef` and `WeakMethod`.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute, setAttribute } from '../../objects/attributes.js';
import { call, lookupSpecial } from '../../objects/call.js';
import { supportsWeakReferences } from '../../objects/class-slots.js';
import { equals } from '../../objects/compare.js';
import { PyBoundMethod } from '../../objects/descriptors.js';
import { typeError } from '../../objects/exceptions.js';
import { genericAlias } from '../../objects/generic-alias.js';
import { hash } from '../../objects/hash.js';
import { addressOf } from '../../objects/identity.js';
import { defineType } from '../../objects/native.js';
import { PyObject, PyType, type Value } from '../../objects/object.js';
import { str } from '../../objects/repr.js';
import { Signature } from '../../objects/signature.js';
import { NotImplemented, typeName, typeOf } from '../../objects/types.js';
import { PyWeakRef, sharedReference } from '../../objects/weak-references.js';
import { perMachine } from '../library.js';
import { libraryClass } from '../library-class.js';

/** Says once per run how deaths are found out. */
export const announce = perMachine((m: KernelMachine): true => {
  m.recorder?.emit('diagnostic', {
    rule: 'weak-references',
    severity: 'info',
    message:
      'objects are looked for when a statement has run: those that only a library structure lets go of live on',
    evidence: [],
    heldUp: [],
    delay: null,
    fix: null,
  });
  return true;
});

export function checkReferable(value: Value): PyObject {
  if (value instanceof PyObject && supportsWeakReferences(typeOf(value))) return value;
  throw typeError(`cannot create weak reference to '${typeName(value)}' object`);
}

/** An object that is to be referred to, and whose death is looked for from now on. */
export function watched(m: KernelMachine, value: Value): PyObject {
  const referent = checkReferable(value);
  m.lifetimes.watch(referent);
  return referent;
}

const newSignature = new Signature('ref(object, callback=None, /)');
const initSignature = new Signature('__init__(object, callback=None, /)');

/** The class of an object as references show it. */
function classOf(referent: PyObject): string {
  return typeOf(referent).module === '__main__' ? `__main__.${typeName(referent)}` : typeName(referent);
}

function describe(self: PyWeakRef): string {
  const { referent } = self;
  if (referent === null) return `<weakref at ${addressOf(self)}; dead>`;
  const name = lookupSpecial(referent, '__name__');
  const shown = name === undefined ? '' : ` (${str(name)})`;
  return `<weakref at ${addressOf(self)}; to '${classOf(referent)}' at ${addressOf(referent)}${shown}>`;
}

export const refType = perMachine((m: KernelMachine): PyType => {
  const type: PyType = defineType('weakref.ReferenceType', {
    module: 'weakref',
    slots: {
      new_: (cls, args, keywords) => {
        announce(m);
        // A subclass may take more, for its `__init__`.
        const given = cls === type ? args : args.slice(0, 2);
        const [object = null, callback = null] = newSignature.bind(
          'ref',
          given,
          cls === type ? keywords : null,
        );
        const referent = checkReferable(object);
        m.lifetimes.watch(referent);
        const shared = callback === null && cls === type ? sharedReference(referent, type) : undefined;
        return shared ?? new PyWeakRef(cls, referent, callback);
      },
      init: (_self, args, keywords) => {
        initSignature.bind('__init__', args, keywords);
      },
      call: (self: PyWeakRef, args, keywords) => {
        if ((keywords?.size ?? 0) > 0) throw typeError('weakref() takes no keyword arguments');
        if (args.length > 0) throw typeError(`weakref expected 0 arguments, got ${args.length}`);
        return self.referent;
      },
      hash: (self: PyWeakRef) => {
        if (self.hash === undefined) {
          if (self.referent === null) throw typeError('weak object has gone away');
          self.hash = hash(self.referent);
        }
        return self.hash;
      },
      eq: (self: PyWeakRef, other) => {
        if (!(other instanceof PyWeakRef) || other.isProxy) return NotImplemented;
        if (self.referent === null || other.referent === null) return self === other;
        return equals(self.referent, other.referent);
      },
      repr: describe,
    },
    properties: { __callback__: (self: PyWeakRef) => self.callback },
    classMethods: { '__class_getitem__(object, /)': (cls, object) => genericAlias(cls, object) },
  });
  type.qualname = 'ReferenceType';
  return type;
});

/** `KeyedRef`: remembers where in a WeakValueDictionary it stands. */
export const keyedRefClass = perMachine(
  (m: KernelMachine): PyType =>
    libraryClass('KeyedRef', {
      module: 'weakref',
      bases: [refType(m)],
      instanceDict: true,
      methods: {
        '__new__(type, ob, callback, key)': (cls, object, callback, key) => {
          const made = new PyWeakRef(cls instanceof PyType ? cls : refType(m), watched(m, object), callback);
          setAttribute(made, 'key', key);
          return made;
        },
        '__init__(self, ob, callback, key)': () => null,
      },
    }),
);

/** A bound method is made anew each time it is asked for: it refers to what the method is bound to. */
class PyWeakMethod extends PyWeakRef {
  constructor(
    cls: PyType,
    referent: PyObject,
    readonly func: Value,
    callback: Value,
  ) {
    super(cls, referent, callback);
  }
}

export const weakMethodClass = perMachine(
  (m: KernelMachine): PyType =>
    libraryClass('WeakMethod', {
      module: 'weakref',
      bases: [refType(m)],
      instanceDict: true,
      methods: {
        '__new__(cls, meth, callback=None)': (cls, method, callback) => {
          announce(m);
          if (!(method instanceof PyBoundMethod)) {
            throw typeError(`argument should be a bound method, not ${str(typeOf(method))}`);
          }
          const referent = checkReferable(method.self);
          m.lifetimes.watch(referent);
          return new PyWeakMethod(cls instanceof PyType ? cls : refType(m), referent, method.func, callback);
        },
        '__init__(self, meth, callback=None)': () => null,
        '__call__(self)': (self) =>
          self instanceof PyWeakMethod && self.referent !== null
            ? new PyBoundMethod(self.func, self.referent)
            : null,
        '__eq__(self, other)': (self, other) => {
          if (!(self instanceof PyWeakMethod) || !(other instanceof PyWeakMethod)) return NotImplemented;
          if (self.referent === null || other.referent === null) return self === other;
          return equals(self.referent, other.referent) && equals(self.func, other.func);
        },
        '__hash__(self)': (self) => call(getAttribute(refType(m), '__hash__'), [self]),
      },
    }),
);
