// Which tasks there are and which one runs, as libraries that bring tasks of their own tell it (`tasks._register_task`
// and its kin).

import { isTrue } from '../../objects/compare.js';
import { runtimeError } from '../../objects/exceptions.js';
import { type NativeBody, native } from '../../objects/native.js';
import type { Value } from '../../objects/object.js';
import { repr } from '../../objects/repr.js';
import { PySet } from '../../objects/set.js';
import { callAttribute } from '../library.js';
import { loopOfFuture } from './duck-futures.js';
import type { EventLoop } from './loop.js';
import type { AsyncioState } from './state.js';
import { PyTask } from './tasks.js';

/** Keyed by signature; each stands under its own name, and with the prefixes `_py` and `_c`. */
function registryBodies(state: AsyncioState): Record<string, NativeBody> {
  const effect =
    (act: (task: Value) => void): NativeBody =>
    (task) => {
      act(task);
      return null;
    };
  return {
    '_register_task(task)': effect((task) => {
      if (task instanceof PyTask) state.tasks.add(task);
      else state.registered.add(task);
    }),
    '_unregister_task(task)': effect((task) => {
      if (task instanceof PyTask) state.tasks.delete(task);
      else state.registered.delete(task);
    }),
    '_register_eager_task(task)': effect((task) => {
      if (task instanceof PyTask) state.eagerTasks.add(task);
      else state.registered.add(task);
    }),
    '_unregister_eager_task(task)': effect((task) => {
      if (task instanceof PyTask) state.eagerTasks.delete(task);
      else state.registered.delete(task);
    }),
    '_enter_task(loop, task)': (given, task) => {
      const loop = state.loopOf(given);
      const { currentTask } = loop;
      if (currentTask !== null) {
        throw runtimeError(
          `Cannot enter into task ${repr(task)} while another task ${repr(currentTask)} is being executed.`,
        );
      }
      loop.currentTask = task;
      return null;
    },
    '_leave_task(loop, task)': (given, task) => {
      const loop = state.loopOf(given);
      const { currentTask } = loop;
      if (currentTask !== task) {
        const current = currentTask === null ? 'None' : repr(currentTask);
        throw runtimeError(`Leaving task ${repr(task)} does not match the current task ${current}.`);
      }
      loop.currentTask = null;
      return null;
    },
    '_swap_current_task(loop, task)': (given, task) => {
      const loop = state.loopOf(given);
      const before = loop.currentTask;
      loop.currentTask = task;
      return before;
    },
  };
}

export function taskRegistry(state: AsyncioState): Record<string, Value> {
  const names: Record<string, Value> = {};
  for (const [signature, body] of Object.entries(registryBodies(state))) {
    const fn = native(`def ${signature}`, body);
    for (const prefix of ['', '_py', '_c']) names[`${prefix}${fn.name}`] = fn;
  }
  const { current_task: current = null } = taskQueries(state);
  return { ...names, _py_current_task: current, _c_current_task: current };
}

/** `current_task` and `all_tasks` */
export function taskQueries(state: AsyncioState): Record<string, Value> {
  const runningOr = (loop: Value | undefined): EventLoop =>
    loop === undefined || loop === null ? state.requireRunningLoop() : state.loopOf(loop);
  return {
    current_task: native('current_task(loop=None)', (loop) => runningOr(loop).currentTask),
    all_tasks: native('def all_tasks(loop=None)', (given) => {
      const loop = runningOr(given);
      const others = [...state.registered].filter(
        (task) => loopOfFuture(task) === loop.value && !isTrue(callAttribute(task, 'done')),
      );
      return PySet.of([...state.tasksOf(loop), ...others]);
    }),
  };
}
