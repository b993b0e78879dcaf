// Async generators of a loop: which are open, and what becomes of those that are dropped or still open at the end
// (`_asyncgen_firstiter_hook`, `_asyncgen_finalizer_hook`).

import type { AsyncGeneratorHooks, PyAsyncGenerator } from '../../execution/async-generator.js';
import { getAttribute } from '../../objects/attributes.js';
import { repr } from '../../objects/repr.js';
import type { PyLoop } from './base_events.js';

export class LoopAsyncGeneratorHooks implements AsyncGeneratorHooks {
  constructor(readonly loop: PyLoop) {}

  firstIteration(generator: PyAsyncGenerator): void {
    const { loop } = this;
    if (loop.asyncgensShutdownCalled) {
      loop.machine.warn(
        'ResourceWarning',
        `asynchronous generator ${repr(generator)} was scheduled after loop.shutdown_asyncgens() call`,
      );
    }
    loop.asyncgens.add(generator);
    loop.state.losses.mayBeDropped(generator);
  }

  finalize(generator: PyAsyncGenerator): void {
    const { loop } = this;
    // Its end may be noticed twice.
    if (!loop.asyncgens.delete(generator) || loop.closed) return;
    const callback = loop.state.pythonCallback(getAttribute(loop, 'create_task'), [generator.aclose()], null);
    loop.callSoonThreadsafe(callback);
  }
}
