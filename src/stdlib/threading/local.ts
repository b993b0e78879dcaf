// `threading.local`: attributes that every thread has for itself.

import { defineModule } from '../../execution/module.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import type { SimThread } from '../../kernel/sim-thread.js';
import {
  genericDeleteAttribute,
  genericGetAttribute,
  genericSetAttribute,
} from '../../objects/attributes.js';
import { exception, typeError } from '../../objects/exceptions.js';
import { instanceDict } from '../../objects/instance-dict.js';
import { defineType } from '../../objects/native.js';
import { type Attributes, type Keywords, PyObject, type PyType, type Value } from '../../objects/object.js';
import { objectType, typeName, typeOf } from '../../objects/types.js';
import { perMachine } from '../library.js';

class ThreadLocal extends PyObject {
  readonly #dicts = new Map<SimThread, Attributes>();
  #thread: SimThread;

  constructor(
    cls: PyType,
    readonly machine: KernelMachine,
    readonly args: readonly Value[],
    readonly keywords: Keywords | null,
  ) {
    super(cls, new Map());
    this.#thread = machine.scheduler.current;
    if (this.dict !== null) this.#dicts.set(this.#thread, this.dict);
  }

  references(): Iterable<unknown> {
    return [...this.#dicts.values(), ...this.args];
  }

  /** Puts the attributes of the running thread in place; a class with an `__init__` has it called once per thread. */
  enter(): this {
    const thread = this.machine.scheduler.current;
    if (thread === this.#thread) return this;
    this.#thread = thread;
    let dict = this.#dicts.get(thread);
    const isNew = dict === undefined;
    dict ??= new Map();
    this.#dicts.set(thread, dict);
    this.dict = dict;
    if (isNew) typeOf(this).slots.init?.(this, this.args, this.keywords);
    return this;
  }
}

function localType(m: KernelMachine, name: string): PyType {
  return defineType(name, {
    module: name.slice(0, name.indexOf('.')),
    instanceDict: true,
    slots: {
      new_: (cls, args, keywords) => {
        const hasArguments = args.length > 0 || (keywords?.size ?? 0) > 0;
        if (hasArguments && cls.slots.init === objectType.slots.init)
          throw typeError('Initialization arguments are not supported');
        return new ThreadLocal(cls, m, args, keywords);
      },
      // `local_getattro` finds `__dict__` where others ask their class for it.
      getattribute: (self: ThreadLocal, name) =>
        name === '__dict__' ? instanceDict(self.enter()) : genericGetAttribute(self.enter(), name),
      setattr: (self: ThreadLocal, name, value) => {
        if (name === '__dict__') throw readOnly(self);
        genericSetAttribute(self.enter(), name, value);
      },
      delattr: (self: ThreadLocal, name) => {
        if (name === '__dict__') throw readOnly(self);
        genericDeleteAttribute(self.enter(), name);
      },
    },
  });
}

const readOnly = (self: ThreadLocal) =>
  exception('AttributeError', `'${typeName(self)}' object attribute '__dict__' is read-only`);

export const makeLocal = perMachine((m: KernelMachine): PyType => localType(m, '_thread._local'));

/** The module that CPython falls back on: the same in Python, a class of its own. */
export const threadingLocal = defineModule('_threading_local', (m: KernelMachine) => ({
  local: localType(m, '_threading_local.local'),
}));
