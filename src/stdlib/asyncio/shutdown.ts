// What `asyncio.run` shuts down after the main task: async generators, and the default executor.

import { PyCoroutine } from '../../execution/coroutine.js';
import { Invoke, type Pausable } from '../../execution/pause.js';
import { getAttribute } from '../../objects/attributes.js';
import { call } from '../../objects/call.js';
import type { PyLoop } from './base_events.js';
import type { AsyncioState } from './state.js';

/** `loop.shutdown_asyncgens()` */
export function shutdownAsyncgens(state: AsyncioState, loop: PyLoop): PyCoroutine {
  return new PyCoroutine(
    state.machine,
    null,
    'shutdown_asyncgens',
    'BaseEventLoop.shutdown_asyncgens',
    // biome-ignore lint/correctness/useYield: nothing to await while no generator is open
    function* (): Pausable {
      loop.asyncgensShutdownCalled = true;
      return null;
    },
  );
}

/** `loop.shutdown_default_executor()` */
export function shutdownDefaultExecutor(state: AsyncioState, loop: PyLoop): PyCoroutine {
  const { machine } = state;
  return new PyCoroutine(
    machine,
    null,
    'shutdown_default_executor',
    'BaseEventLoop.shutdown_default_executor',
    function* (): Pausable {
      loop.executorShutdownCalled = true;
      const executor = loop.defaultExecutor;
      if (executor === null) return null;
      const shutdown = getAttribute(executor, 'shutdown');
      if (machine.parkable) yield new Invoke(shutdown, [true], null);
      else call(shutdown, [true]);
      return null;
    },
  );
}
