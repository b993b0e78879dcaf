// The `_thread` module: threads and locks without the classes of `threading`.

import { blocking } from '../../execution/blocking.js';
import { defineModule } from '../../execution/module.js';
import { Invoke, type Pausable } from '../../execution/pause.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { ThreadWait } from '../../kernel/waits.js';
import { PyFloat } from '../../objects/boxed.js';
import { isCallable } from '../../objects/call.js';
import { PyDict, PyTuple } from '../../objects/containers.js';
import { exception, exceptionType, isExceptionOf, PyException, typeError } from '../../objects/exceptions.js';
import { keywordsOf } from '../../objects/keywords.js';
import { native } from '../../objects/native.js';
import type { Value } from '../../objects/object.js';
import { callAttribute } from '../library.js';
import { exceptHookArgs } from './excepthook.js';
import { identOf } from './ident.js';
import { threading } from './index.js';
import { makeLocal } from './local.js';
import { TIMEOUT_MAX } from './locks.js';

/** A thread that `threading` knows nothing of: what it raises is nobody's, and nobody waits for its end. */
function* startThread(m: KernelMachine, callee: Value, args: Value, keywords: Value): Pausable {
  if (!isCallable(callee)) throw typeError('first arg must be callable');
  if (!(args instanceof PyTuple)) throw typeError('2nd arg must be a tuple');
  if (keywords !== null && !(keywords instanceof PyDict))
    throw typeError('optional 3rd arg must be a dictionary');
  const { scheduler } = m;
  const starter = scheduler.current;
  function* body(): Pausable {
    scheduler.wake(starter);
    try {
      yield new Invoke(callee, args instanceof PyTuple ? args.items : [], keywordsOf(keywords));
    } catch (error) {
      if (!(error instanceof PyException)) throw error;
      if (!isExceptionOf(error, 'SystemExit'))
        m.unraisable(error, callee, 'Exception ignored in thread started by');
    }
    scheduler.current.ended = true;
    return null;
  }
  const sim = scheduler.start('a thread of _thread', true, body(), null);
  yield new ThreadWait('other', 'waiting for a thread to start', null, sim.id, true);
  return identOf(sim);
}

const exit = (): never => {
  throw exception('SystemExit');
};

export const lowLevelThreads = defineModule('_thread', (m: KernelMachine, module) => {
  const { locks, threads } = threading(m);
  const { Lock = null, RLock = null } = locks;
  const allocate = native('allocate_lock()', () =>
    Lock === null ? null : (Lock.slots.new_?.(Lock, [], null) ?? null),
  );
  const start = blocking(m, 'start_new_thread(function, args, kwargs=None, /)', (callee, args, keywords) =>
    startThread(m, callee ?? null, args ?? null, keywords ?? null),
  );
  return {
    LockType: Lock,
    RLock,
    TIMEOUT_MAX: new PyFloat(TIMEOUT_MAX),
    _ExceptHookArgs: exceptHookArgs(),
    _count: native('_count()', () => threads.active.size - 1),
    _get_main_thread_ident: native('_get_main_thread_ident()', () => identOf(m.scheduler.main)),
    _local: makeLocal(m),
    allocate,
    allocate_lock: allocate,
    error: exceptionType('RuntimeError'),
    exit: native('exit()', exit),
    exit_thread: native('exit_thread()', exit),
    get_ident: native('get_ident()', () => identOf(m.scheduler.current)),
    get_native_id: native('get_native_id()', () => 1000 + m.scheduler.current.id),
    interrupt_main: native('interrupt_main(signum=2, /)', (number) =>
      callAttribute(m.importModule('signal', module.namespace, [], 0), 'raise_signal', number ?? null),
    ),
    lock: Lock,
    stack_size: native('stack_size(size=0, /)', () => 0),
    start_new: start,
    start_new_thread: start,
  };
});
