// Calls made from a parked thread: which callables become bodies of the thread's activation.

import { lookupSpecial } from '../objects/call.js';
import { PyBoundMethod } from '../objects/descriptors.js';
import { PyNative, PyStaticMethod } from '../objects/native.js';
import { type Keywords, PyType, type Value } from '../objects/object.js';
import { typeOf, typeType } from '../objects/types.js';
import { BlockingMethod, BlockingNative } from './blocking.js';
import { PausableCallee } from './callee.js';
import type { Machine } from './machine.js';
import { type Entry, Invoke, type Pausable } from './pause.js';

/** The body that carries out the call, or null where nothing in it can pause: then it is called plainly. */
export function startInvoke(machine: Machine, { callee, args, keywords }: Invoke): Entry | null {
  if (callee instanceof PausableCallee) return callee.start(machine, args, keywords);
  if (callee instanceof PyBoundMethod) {
    return startInvoke(machine, new Invoke(callee.func, [callee.self, ...args], keywords));
  }
  if (callee instanceof BlockingNative) return callee.start(args, keywords);
  if (callee instanceof PyNative) {
    const method = callee.self === undefined ? undefined : callee.owner?.attrs.get(callee.name);
    if (method instanceof BlockingMethod && callee.self !== undefined) {
      return method.start(callee.self, args, keywords);
    }
    return null;
  }
  if (callee instanceof PyType) return startConstruction(machine, callee, args, keywords);
  if (typeOf(callee).heap) {
    const method = lookupSpecial(callee, '__call__');
    if (method !== undefined && method !== null)
      return startInvoke(machine, new Invoke(method, args, keywords));
  }
  return null;
}

/** Whether a call of it is worth handing to the activation: false where `startInvoke` would surely give null. */
export function mayPause(callee: Value): boolean {
  if (callee instanceof PyNative) {
    return (
      callee instanceof BlockingNative ||
      (callee.self !== undefined && callee.owner?.attrs.get(callee.name) instanceof BlockingMethod)
    );
  }
  if (callee instanceof PyType) return callee.heap;
  return typeof callee === 'object' && callee !== null;
}

/** `Class(...)` where `__new__` or `__init__` is Python code: `type_call`. */
function startConstruction(
  machine: Machine,
  type: PyType,
  args: readonly Value[],
  keywords: Keywords | null,
): Entry | null {
  if (!type.heap) return null;
  const meta = typeOf(type);
  if (meta !== typeType) {
    const method = meta.lookup('__call__');
    return method instanceof PausableCallee
      ? startInvoke(machine, new Invoke(method, [type, ...args], keywords))
      : null;
  }
  if (pythonNew(type) === null && !(type.lookup('__init__') instanceof PausableCallee)) return null;
  return { body: construct(type, args, keywords), frame: null, owner: null };
}

/** `__new__`, where it is Python code. */
function pythonNew(type: PyType): PausableCallee | null {
  const method = type.lookup('__new__');
  return method instanceof PyStaticMethod && method.callable instanceof PausableCallee
    ? method.callable
    : null;
}

function* construct(type: PyType, args: readonly Value[], keywords: Keywords | null): Pausable {
  const maker = pythonNew(type);
  const object =
    maker === null
      ? (type.slots.new_?.(type, args, keywords) ?? null)
      : yield new Invoke(maker, [type, ...args], keywords);
  const init = typeOf(object).isSubtypeOf(type) ? lookupSpecial(object, '__init__') : undefined;
  if (init !== undefined) yield new Invoke(init, args, keywords);
  return object;
}
