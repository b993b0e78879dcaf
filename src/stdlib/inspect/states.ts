// How far generators, coroutines and async generators have come: `getgeneratorstate`, `getgeneratorlocals` and kin.

import { frameLocals } from '../../execution/frame-variables.js';
import { Resumable } from '../../execution/resumable.js';
import { getAttribute } from '../../objects/attributes.js';
import { isTrue } from '../../objects/compare.js';
import { PyDict } from '../../objects/containers.js';
import { typeError } from '../../objects/exceptions.js';
import type { NativeBody } from '../../objects/native.js';
import type { Value } from '../../objects/object.js';
import { repr } from '../../objects/repr.js';
import { asyncGeneratorType, generatorType, isInstance } from '../../objects/types.js';

const STATES = ['CREATED', 'RUNNING', 'SUSPENDED', 'CLOSED'] as const;
type State = (typeof STATES)[number];

function stateOf(value: Value, prefix: string): State {
  if (value instanceof Resumable) {
    if (value.isRunning) return 'RUNNING';
    if (value.ended) return 'CLOSED';
    return value.started || value.delegated ? 'SUSPENDED' : 'CREATED';
  }
  // Anything else that has the attributes of one.
  if (isTrue(getAttribute(value, `${prefix}_running`))) return 'RUNNING';
  if (isTrue(getAttribute(value, `${prefix}_suspended`))) return 'SUSPENDED';
  return getAttribute(value, `${prefix}_frame`) === null ? 'CLOSED' : 'CREATED';
}

function localsOf(value: Value, prefix: string): Value {
  const frame = value instanceof Resumable ? value.frame : null;
  const isOver = value instanceof Resumable ? value.ended : getAttribute(value, `${prefix}_frame`) === null;
  return frame === null || isOver ? new PyDict() : frameLocals(frame);
}

export const stateFunctions: Record<string, NativeBody> = {
  'getgeneratorstate(generator)': (generator) => `GEN_${stateOf(generator, 'gi')}`,
  'getcoroutinestate(coroutine)': (coroutine) => `CORO_${stateOf(coroutine, 'cr')}`,
  'getasyncgenstate(agen)': (generator) => `AGEN_${stateOf(generator, 'ag')}`,
  'getgeneratorlocals(generator)': (generator) => {
    if (!isInstance(generator, generatorType))
      throw typeError(`${repr(generator)} is not a Python generator`);
    return localsOf(generator, 'gi');
  },
  'getcoroutinelocals(coroutine)': (coroutine) => localsOf(coroutine, 'cr'),
  'getasyncgenlocals(agen)': (generator) => {
    if (!isInstance(generator, asyncGeneratorType))
      throw typeError(`${repr(generator)} is not a Python async generator`);
    return localsOf(generator, 'ag');
  },
};

/** `GEN_CREATED`, `CORO_CLOSED`, ... */
export const stateNames = (): Record<string, Value> =>
  Object.fromEntries(
    ['GEN', 'CORO', 'AGEN'].flatMap((kind) =>
      STATES.map((state) => [`${kind}_${state}`, `${kind}_${state}`]),
    ),
  );

/** `CO_...`: the bits of `co_flags`. */
export const codeFlagNames: Record<string, number> = {
  CO_OPTIMIZED: 1,
  CO_NEWLOCALS: 2,
  CO_VARARGS: 4,
  CO_VARKEYWORDS: 8,
  CO_NESTED: 16,
  CO_GENERATOR: 32,
  CO_NOFREE: 64,
  CO_COROUTINE: 128,
  CO_ITERABLE_COROUTINE: 256,
  CO_ASYNC_GENERATOR: 512,
  CO_HAS_DOCSTRING: 0x4000000,
};
