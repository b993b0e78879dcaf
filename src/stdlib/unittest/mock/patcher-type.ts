// What `patch(...)` gives: a decorator of functions, coroutine functions and classes, a context manager, and something
// that can be started and stopped.

import { awaitValue } from '../../../execution/coroutine.js';
import type { KernelMachine } from '../../../kernel/kernel-machine.js';
import { getAttribute, setAttribute } from '../../../objects/attributes.js';
import { call, isCallable } from '../../../objects/call.js';
import { PyDict, PyList } from '../../../objects/containers.js';
import { iterate } from '../../../objects/iteration.js';
import { defineType } from '../../../objects/native.js';
import { type Keywords, PyType, type Value } from '../../../objects/object.js';
import { str } from '../../../objects/repr.js';
import { isCoroutineFunction } from '../../asyncio/coroutines.js';
import { libraryCoroutineFunction } from '../../asyncio/native-coroutine.js';
import { updateWrapper } from '../../functools/wrapping.js';
import { perMachine } from '../../library.js';
import { variadicFunction } from '../../library-class.js';
import { callBuiltin } from '../support.js';
import type { PyDictPatcher } from './patch-dict.js';
import type { PyPatcher } from './patcher.js';
import { DEFAULT } from './sentinels.js';

/** Patches that were started and not stopped, oldest first. */
export const activePatches = perMachine((_m: KernelMachine): (PyPatcher | PyDictPatcher)[] => []);

/** `patch.TEST_PREFIX`, which a program may change. */
export const testPrefix = perMachine((_m: KernelMachine): { value: Value } => ({ value: 'test' }));

interface Patched {
  readonly args: readonly Value[];
  readonly keywords: Keywords | null;
}

/** Enters all patches of a decorated function; the arguments get what they made. */
function enterAll(patchings: readonly PyPatcher[], given: Patched, entered: PyPatcher[]): Patched {
  const args = [...given.args];
  const keywords = new Map(given.keywords ?? []);
  for (const patching of patchings) {
    const made = patching.enter();
    entered.push(patching);
    if (patching.attributeName !== null) {
      if (made instanceof PyDict)
        for (const [name, value] of made.table.entries()) keywords.set(str(name), value);
    } else if (patching.options.replacement === DEFAULT()) args.push(made);
  }
  return { args, keywords: keywords.size === 0 ? null : keywords };
}

function leaveAll(entered: PyPatcher[]): void {
  for (let patching = entered.pop(); patching !== undefined; patching = entered.pop()) patching.exit();
}

/** The patches of functions that are decorated already. */
const decorated = new WeakMap<object, PyPatcher[]>();

function decorateFunction(m: KernelMachine, patcher: PyPatcher, fn: Value): Value {
  const known = typeof fn === 'object' && fn !== null ? decorated.get(fn) : undefined;
  if (known !== undefined) {
    known.push(patcher);
    return fn;
  }
  const patchings = [patcher];
  const name = 'patched(*args, **keywargs)';
  const wrapper = isCoroutineFunction(fn)
    ? libraryCoroutineFunction(m, name, function* (args, keywords) {
        const entered: PyPatcher[] = [];
        try {
          const patched = enterAll(patchings, { args, keywords }, entered);
          return yield* awaitValue(call(fn, patched.args, patched.keywords));
        } finally {
          leaveAll(entered);
        }
      })
    : variadicFunction(
        name,
        (args, keywords) => {
          const entered: PyPatcher[] = [];
          try {
            const patched = enterAll(patchings, { args, keywords }, entered);
            return call(fn, patched.args, patched.keywords);
          } finally {
            leaveAll(entered);
          }
        },
        'unittest.mock',
      );
  updateWrapper(wrapper, fn);
  decorated.set(wrapper, patchings);
  setAttribute(wrapper, 'patchings', new PyList(patchings));
  return wrapper;
}

/** Patches each method whose name begins like a test's. */
export function decorateClass(m: KernelMachine, cls: PyType, decorate: (method: Value) => Value): Value {
  const prefix = str(testPrefix(m).value);
  for (const entry of iterate(callBuiltin(m, 'dir', cls))) {
    const name = str(entry);
    if (!name.startsWith(prefix)) continue;
    const method = getAttribute(cls, name);
    if (isCallable(method)) setAttribute(cls, name, decorate(method));
  }
  return cls;
}

export function stopPatch(m: KernelMachine, patcher: PyPatcher | PyDictPatcher): void {
  const active = activePatches(m);
  const index = active.indexOf(patcher);
  if (index >= 0) active.splice(index, 1);
  if (index >= 0) patcher.exit();
}

export const patcherType = perMachine(
  (m: KernelMachine): PyType =>
    defineType('_patch', {
      module: 'unittest.mock',
      instanceDict: true,
      slots: {
        call: (self: PyPatcher, args) => {
          const [target = null] = args;
          if (target instanceof PyType)
            return decorateClass(m, target, (method) => decorateFunction(m, self.copy(), method));
          return decorateFunction(m, self, target);
        },
      },
      methods: {
        '__enter__()': (self: PyPatcher) => self.enter(),
        '__exit__(*exc_info)': (self: PyPatcher) => {
          self.exit();
          return null;
        },
        'start()': (self: PyPatcher) => {
          const made = self.enter();
          activePatches(m).push(self);
          return made;
        },
        'stop()': (self: PyPatcher) => {
          stopPatch(m, self);
          return null;
        },
        'copy()': (self: PyPatcher) => self.copy(),
      },
      properties: {
        attribute: (self: PyPatcher) => self.target.attribute,
        new: (self: PyPatcher) => self.options.replacement,
        attribute_name: (self: PyPatcher) => self.attributeName,
      },
    }),
);
