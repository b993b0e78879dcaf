// `patch.dict`: a mapping is as it was when the patch ends.

import type { KernelMachine } from '../../../kernel/kernel-machine.js';
import { strValue } from '../../../objects/boxed.js';
import { call } from '../../../objects/call.js';
import { PyDict, PyList, PyTuple } from '../../../objects/containers.js';
import { isExceptionOf } from '../../../objects/exceptions.js';
import { iterate, toArray } from '../../../objects/iteration.js';
import { defineType } from '../../../objects/native.js';
import { type Keywords, PyObject, PyType, type Value } from '../../../objects/object.js';
import { deleteItem, getItem, setItem } from '../../../objects/subscript.js';
import { updateWrapper } from '../../functools/wrapping.js';
import { callAttribute, perMachine } from '../../library.js';
import { variadicFunction } from '../../library-class.js';
import { resolveName } from './patch-target.js';
import { activePatches, decorateClass, stopPatch } from './patcher-type.js';

export class PyDictPatcher extends PyObject {
  #original: Value = null;

  constructor(
    readonly machine: KernelMachine,
    readonly target: Value,
    readonly values: Value,
    readonly clears: boolean,
    readonly keywords: Keywords | null,
  ) {
    super(dictPatcherType(machine), new Map());
  }

  copy(): PyDictPatcher {
    return new PyDictPatcher(this.machine, this.target, this.values, this.clears, this.keywords);
  }

  get mapping(): Value {
    const path = strValue(this.target);
    return path === undefined ? this.target : resolveName(this.machine, path);
  }

  enter(): Value {
    const { mapping, values, keywords } = this;
    this.#original = copyOf(mapping);
    if (this.clears) clear(mapping);
    update(mapping, values);
    for (const [name, value] of keywords ?? []) setItem(mapping, name, value);
    return mapping;
  }

  exit(): void {
    const original = this.#original;
    if (original === null) return;
    const { mapping } = this;
    this.#original = null;
    clear(mapping);
    update(mapping, original);
  }
}

function copyOf(mapping: Value): Value {
  try {
    return callAttribute(mapping, 'copy');
  } catch (error) {
    if (!isExceptionOf(error, 'AttributeError')) throw error;
    const copy = new PyDict();
    for (const key of iterate(mapping)) copy.table.set(key, getItem(mapping, key));
    return copy;
  }
}

function clear(mapping: Value): void {
  try {
    callAttribute(mapping, 'clear');
  } catch (error) {
    if (!isExceptionOf(error, 'AttributeError')) throw error;
    for (const key of toArray(mapping)) deleteItem(mapping, key);
  }
}

function update(mapping: Value, values: Value): void {
  if (values instanceof PyList || values instanceof PyTuple) {
    for (const pair of values.items) {
      const [key = null, value = null] = toArray(pair);
      setItem(mapping, key, value);
    }
    return;
  }
  try {
    callAttribute(mapping, 'update', values);
  } catch (error) {
    if (!isExceptionOf(error, 'AttributeError')) throw error;
    for (const key of toArray(values)) setItem(mapping, key, getItem(values, key));
  }
}

function decorateFunction(patcher: PyDictPatcher, fn: Value): Value {
  const inner = variadicFunction(
    '_inner(*args, **kw)',
    (args, keywords) => {
      patcher.enter();
      try {
        return call(fn, args, keywords);
      } finally {
        patcher.exit();
      }
    },
    'unittest.mock',
  );
  return updateWrapper(inner, fn);
}

const dictPatcherType = perMachine(
  (m: KernelMachine): PyType =>
    defineType('_patch_dict', {
      module: 'unittest.mock',
      instanceDict: true,
      slots: {
        call: (self: PyDictPatcher, args) => {
          const [target = null] = args;
          if (target instanceof PyType)
            return decorateClass(m, target, (method) => decorateFunction(self.copy(), method));
          return decorateFunction(self, target);
        },
      },
      methods: {
        '__enter__()': (self: PyDictPatcher) => self.enter(),
        '__exit__(*args)': (self: PyDictPatcher) => {
          self.exit();
          return false;
        },
        'start()': (self: PyDictPatcher) => {
          const made = self.enter();
          activePatches(m).push(self);
          return made;
        },
        'stop()': (self: PyDictPatcher) => {
          stopPatch(m, self);
          return null;
        },
      },
      properties: { clear: (self: PyDictPatcher) => self.clears },
    }),
);
