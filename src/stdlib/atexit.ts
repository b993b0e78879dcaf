// The `atexit` module: functions to be called when the program has ended, the last one first.

import { defineModule } from '../execution/module.js';
import { Invoke, type Pause } from '../execution/pause.js';
import type { KernelMachine } from '../kernel/kernel-machine.js';
import { isCallable } from '../objects/call.js';
import { equals } from '../objects/compare.js';
import { PyTuple } from '../objects/containers.js';
import { PyException, typeError } from '../objects/exceptions.js';
import { keywordsOf } from '../objects/keywords.js';
import { native } from '../objects/native.js';
import type { Value } from '../objects/object.js';
import { repr } from '../objects/repr.js';
import { perMachine } from './library.js';

/** Where a callback was taken out, nothing is left in its place. */
type Callbacks = (Invoke | null)[];

const callbacks = perMachine((m: KernelMachine): Callbacks => {
  const known: Callbacks = [];
  m.atExit(() => runAll(m, known));
  m.roots.push((reachable) => {
    for (const callback of known) {
      reachable.mark(callback?.callee);
      reachable.mark(callback?.args);
    }
  });
  return known;
});

function* runAll(m: KernelMachine, known: Callbacks): Generator<Pause, void, Value> {
  // What is registered meanwhile comes too late.
  const due = known.splice(0).reverse();
  for (const callback of due) {
    if (callback === null) continue;
    try {
      yield callback;
    } catch (error) {
      if (!(error instanceof PyException)) throw error;
      m.unraisable(error, null, `Exception ignored in atexit callback ${repr(callback.callee)}`);
    }
  }
  known.length = 0;
}

export const atexit = defineModule('atexit', (m: KernelMachine) => {
  const known = callbacks(m);
  const functions = [
    native('register(*args, **kwargs)', (args, kwargs) => {
      const [callee, ...rest] = args instanceof PyTuple ? args.items : [];
      if (callee === undefined) throw typeError('register() takes at least 1 argument (0 given)');
      if (!isCallable(callee)) throw typeError('the first argument must be callable');
      known.push(new Invoke(callee, rest, keywordsOf(kwargs ?? null)));
      return callee;
    }),
    native('unregister(func, /)', (func = null) => {
      for (const [index, callback] of known.entries()) {
        if (callback !== null && (callback.callee === func || equals(callback.callee, func)))
          known[index] = null;
      }
      return null;
    }),
    native('_clear()', () => {
      known.length = 0;
      return null;
    }),
    native('_ncallbacks()', () => known.length),
    native('_run_exitfuncs()', () => {
      m.runBlocking(
        (function* () {
          yield* runAll(m, known);
          return null;
        })(),
      );
      return null;
    }),
  ];
  return Object.fromEntries(functions.map((fn) => [fn.name, fn]));
});
