// Event loop policies (`events.py`): who makes loops, and which one a thread has.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { typeError } from '../../objects/exceptions.js';
import { defineType, native } from '../../objects/native.js';
import { PyObject, type PyType, type Value } from '../../objects/object.js';
import { typeName } from '../../objects/types.js';
import type { AsyncioState } from './state.js';

class PyPolicy extends PyObject {}

export function makeEvents(_m: KernelMachine, state: AsyncioState): Record<string, Value> {
  const checkLoop = (loop: Value): void => {
    if (loop === null || (loop instanceof PyObject && loop.cls.isSubtypeOf(state.types.abstractLoop))) return;
    throw typeError(`loop must be an instance of AbstractEventLoop or None, not '${typeName(loop)}'`);
  };
  const abstract = defineType('AbstractEventLoopPolicy', {
    mutable: true,
    module: 'asyncio.events',
    instanceDict: true,
  });
  const policyType: PyType = defineType('_UnixDefaultEventLoopPolicy', {
    mutable: true,
    bases: [abstract],
    module: 'asyncio.unix_events',
    instanceDict: true,
    slots: { new_: (cls) => new PyPolicy(cls, new Map()), init: () => {} },
    methods: {
      'get_event_loop()': () => state.eventLoopOfThread(),
      'set_event_loop(loop)': (_self, loop) => {
        checkLoop(loop ?? null);
        state.assignEventLoop(loop ?? null);
        return null;
      },
      'new_event_loop()': () => state.newLoop(),
    },
  });
  const getPolicy = (): Value => {
    state.policy ??= new PyPolicy(policyType, new Map());
    return state.policy;
  };
  return {
    AbstractEventLoopPolicy: abstract,
    DefaultEventLoopPolicy: policyType,
    get_event_loop_policy: native('def get_event_loop_policy()', getPolicy),
    set_event_loop_policy: native('def set_event_loop_policy(policy)', (policy) => {
      const given = policy ?? null;
      if (given !== null && !(given instanceof PyObject && given.cls.isSubtypeOf(abstract))) {
        throw typeError(
          `policy must be an instance of AbstractEventLoopPolicy or None, not '${typeName(given)}'`,
        );
      }
      state.policy = given;
      return null;
    }),
    get_running_loop: native('get_running_loop()', () => state.requireRunningLoop().value),
    _get_running_loop: native('_get_running_loop()', () => state.runningLoop?.value ?? null),
    _set_running_loop: native('_set_running_loop(loop, /)', (loop) => {
      state.setRunningLoop(loop === undefined || loop === null ? null : state.loopOf(loop));
      return null;
    }),
    get_event_loop: native('get_event_loop()', () => state.currentLoop().value),
    new_event_loop: native('def new_event_loop()', () => state.newEventLoop()),
    set_event_loop: native('def set_event_loop(loop)', (loop) => {
      state.setEventLoop(loop ?? null);
      return null;
    }),
  };
}
