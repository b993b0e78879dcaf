// `weakref.finalize`: a call that is made when an object has died, or the program has ended.

import { Invoke } from '../../execution/pause.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { call } from '../../objects/call.js';
import { PyDict, PyTuple, tuple } from '../../objects/containers.js';
import { typeError } from '../../objects/exceptions.js';
import { addressOf } from '../../objects/identity.js';
import { defineType } from '../../objects/native.js';
import { type Keywords, PyObject, type PyType, type Value } from '../../objects/object.js';
import { typeName } from '../../objects/types.js';
import { PyWeakRef } from '../../objects/weak-references.js';
import { perMachine } from '../library.js';
import { announce, refType, watched } from './references.js';

class PyFinalize extends PyObject {
  isAlive = true;
  atexit: Value = true;

  constructor(
    cls: PyType,
    readonly reference: PyWeakRef,
    readonly func: Value,
    readonly args: readonly Value[],
    readonly keywords: Keywords | null,
  ) {
    super(cls, cls.hasInstanceDict ? new Map() : null);
  }
}

export function finalizeType(m: KernelMachine): PyType {
  const state = (self: PyFinalize): Value =>
    tuple(self.reference.referent, self.func, new PyTuple(self.args), PyDict.of(self.keywords ?? []));
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
        const reference = new PyWeakRef(refType(m), watched(m, object), null, false, () => {
          if (made.isAlive) call(made);
        });
        const made: PyFinalize = new PyFinalize(cls, reference, func, rest, keywords);
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
          ? `<finalize object at ${addressOf(self)}; for '${typeName(self.reference.referent)}' at ${addressOf(self.reference.referent ?? self)}>`
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
  m.roots.push((reachable) => {
    for (const finalizer of pending) {
      if (finalizer.isAlive) reachable.mark([finalizer.func, finalizer.args, finalizer.keywords]);
    }
  });
  m.atExit(function* () {
    for (const finalizer of pending) {
      if (!finalizer.isAlive || finalizer.atexit === false) continue;
      finalizer.isAlive = false;
      yield new Invoke(finalizer.func, finalizer.args, finalizer.keywords);
    }
  });
  return pending;
});
