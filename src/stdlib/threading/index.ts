// The `threading` module.

import { Unsupported } from '../../base/unsupported.js';
import { extendBlocking } from '../../execution/blocking.js';
import { defineModule } from '../../execution/module.js';
import { Invoke } from '../../execution/pause.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { PyFloat } from '../../objects/boxed.js';
import { isTrue } from '../../objects/compare.js';
import { emptyTuple, PyDict, PyList, PyTuple } from '../../objects/containers.js';
import { exception, exceptionType, runtimeError } from '../../objects/exceptions.js';
import { toArray } from '../../objects/iteration.js';
import { keywordsOf } from '../../objects/keywords.js';
import { defineType, native } from '../../objects/native.js';
import type { PyType, Value } from '../../objects/object.js';
import { str } from '../../objects/repr.js';
import { construction } from '../declare.js';
import { perMachine } from '../library.js';
import { defaultExcepthook, exceptHookArgs } from './excepthook.js';
import { identOf } from './ident.js';
import { makeLocal } from './local.js';
import { makeLockTypes } from './lock-types.js';
import { TIMEOUT_MAX } from './locks.js';
import { brokenBarrierError, ThreadEvent } from './sync.js';
import { PyThread, PyTimer, Threads } from './thread.js';

const module = 'threading';

interface ThreadingTypes {
  readonly threads: Threads;
  readonly thread: PyType;
  readonly timer: PyType;
  readonly locks: Record<string, PyType>;
}

/** What `threading` has for one machine; executors and queues are built on it. */
export const threading = perMachine((m: KernelMachine): ThreadingTypes => {
  const locks = makeLockTypes(m);
  const thread = makeThread(m);
  const mainThread = defineType('_MainThread', {
    mutable: true,
    bases: [thread],
    module,
    instanceDict: true,
  });
  const threads = new Threads(m, thread, mainThread);
  return { threads, thread, timer: makeTimer(m, thread, locks.Event ?? thread), locks };
});

function makeThread(m: KernelMachine): PyType {
  const type = defineType('Thread', {
    mutable: true,
    module,
    instanceDict: true,
    slots: {
      ...construction(
        'Thread',
        'group=None, target=None, name=None, args=(), kwargs=None, *, daemon=None',
        (cls) => new PyThread(cls, threading(m).threads),
        (self: PyThread, group, target, name, args, kwargs, daemon) => {
          if (group !== null) throw exception('AssertionError', 'group argument must be None for now');
          self.begin(target ?? null, name ?? null, args ?? null, kwargs ?? null, daemon ?? null);
          return null;
        },
      ),
      repr: (self: PyThread) => self.describe(),
    },
    methods: {
      'is_alive()': (self: PyThread) => {
        self.checkInitialized();
        return self.isAlive;
      },
      'isDaemon()': (self: PyThread) => {
        m.warn('DeprecationWarning', 'isDaemon() is deprecated, get the daemon attribute instead');
        return self.daemon;
      },
      'setDaemon(daemonic)': (self: PyThread, daemonic) => {
        m.warn('DeprecationWarning', 'setDaemon() is deprecated, set the daemon attribute instead');
        setDaemon(self, daemonic);
        return null;
      },
      'getName()': (self: PyThread) => {
        m.warn('DeprecationWarning', 'getName() is deprecated, get the name attribute instead');
        return self.name;
      },
      'setName(name)': (self: PyThread, name) => {
        m.warn('DeprecationWarning', 'setName() is deprecated, set the name attribute instead');
        rename(self, name);
        return null;
      },
    },
    properties: {
      name: {
        get: (self: PyThread) => self.name,
        set: (self: PyThread, value) => rename(self, value ?? null),
      },
      daemon: {
        get: (self: PyThread) => self.daemon,
        set: (self: PyThread, value) => setDaemon(self, value ?? null),
      },
      ident: (self: PyThread) => (self.sim === null ? null : identOf(self.sim)),
      native_id: (self: PyThread) => (self.sim === null ? null : 1000 + self.sim.id),
      _target: (self: PyThread) => self.target,
      _args: (self: PyThread) => self.args,
      _kwargs: (self: PyThread) => self.keywords ?? new PyDict(),
    },
  });
  extendBlocking(m, type, {
    'start()': (self: PyThread) => self.start(),
    'join(timeout=None)': (self: PyThread, timeout: Value) => self.join(timeout),
    'run()': function* (self: PyThread) {
      const { target, args, keywords } = self;
      try {
        if (target !== null) {
          const given = toArray(args ?? emptyTuple);
          yield new Invoke(target, given, keywordsOf(keywords));
        }
      } finally {
        self.target = null;
        self.args = null;
        self.keywords = null;
      }
      return null;
    },
  });
  return type;
}

function rename(self: PyThread, name: Value): void {
  self.checkInitialized();
  self.name = str(name);
  if (self.sim !== null) self.sim.name = self.name;
}

function setDaemon(self: PyThread, daemon: Value): void {
  self.checkInitialized();
  if (self.sim !== null) throw runtimeError('cannot set daemon status of active thread');
  self.daemon = isTrue(daemon);
}

function makeTimer(m: KernelMachine, thread: PyType, eventType: PyType): PyType {
  const type = defineType('Timer', {
    mutable: true,
    bases: [thread],
    module,
    instanceDict: true,
    slots: construction(
      'Timer',
      'interval, function, args=None, kwargs=None',
      (cls) => new PyTimer(cls, threading(m).threads),
      (self: PyTimer, interval, fn, args, kwargs) => {
        self.begin(null, null, emptyTuple, null, null);
        self.interval = interval ?? null;
        self.fn = fn ?? null;
        self.fnArgs = args ?? new PyList([]);
        self.fnKeywords = kwargs ?? new PyDict();
        self.finished = new ThreadEvent(eventType, m, true);
        return null;
      },
    ),
    properties: {
      interval: (self: PyTimer) => self.interval,
      function: (self: PyTimer) => self.fn,
      args: (self: PyTimer) => self.fnArgs,
      kwargs: (self: PyTimer) => self.fnKeywords,
      finished: (self: PyTimer) => self.finished,
    },
  });
  extendBlocking(m, type, {
    'cancel()': function* (self: PyTimer) {
      if (self.finished !== null) yield* self.finished.set();
      return null;
    },
    'run()': function* (self: PyTimer) {
      const { finished } = self;
      if (finished === null) return null;
      yield* finished.wait(self.interval);
      if (!finished.isSet) yield new Invoke(self.fn, toArray(self.fnArgs), keywordsOf(self.fnKeywords));
      return yield* finished.set();
    },
  });
  return type;
}

const PUBLIC = [
  ...['get_ident', 'active_count', 'Condition', 'current_thread', 'enumerate', 'main_thread', 'TIMEOUT_MAX'],
  ...['Event', 'Lock', 'RLock', 'Semaphore', 'BoundedSemaphore', 'Thread', 'Barrier', 'BrokenBarrierError'],
  ...[
    'Timer',
    'ThreadError',
    'setprofile',
    'settrace',
    'local',
    'stack_size',
    'excepthook',
    'ExceptHookArgs',
  ],
  ...['gettrace', 'getprofile', 'setprofile_all_threads', 'settrace_all_threads', 'get_native_id'],
];

/** `settrace` and `setprofile`: None is what they are anyway, and nothing else can be. */
function hookNames(): Record<string, Value> {
  const names: Record<string, Value> = {};
  for (const what of ['trace', 'profile']) {
    for (const name of [`set${what}`, `set${what}_all_threads`]) {
      names[name] = native(`def ${name}(func)`, (hook) => {
        if (hook === undefined || hook === null) return null;
        throw new Unsupported(`threading.${name}: functions that trace a thread`);
      });
    }
    names[`get${what}`] = native(`def get${what}()`, () => null);
  }
  return names;
}

export const threadingModule = defineModule('threading', (m: KernelMachine, self) => {
  const { threads, thread, timer, locks } = threading(m);
  const hook = native('excepthook(args, /)', (args) => defaultExcepthook(threads, args ?? null));
  threads.hook = () => {
    const set = self.namespace.get('excepthook') ?? null;
    return set === hook ? null : set;
  };
  const { RLock = thread } = locks;
  return {
    ...locks,
    RLock: native('def RLock(*args, **kwargs)', (args, kwargs) => {
      if (
        (args instanceof PyTuple && args.items.length > 0) ||
        (kwargs instanceof PyDict && kwargs.table.size > 0)
      )
        m.warn('DeprecationWarning', 'Passing arguments to RLock is deprecated and will be removed in 3.15');
      return RLock.slots.new_?.(RLock, [], null) ?? null;
    }),
    Thread: thread,
    Timer: timer,
    local: makeLocal(m),
    BrokenBarrierError: brokenBarrierError,
    ThreadError: exceptionType('RuntimeError'),
    TIMEOUT_MAX: new PyFloat(TIMEOUT_MAX),
    ExceptHookArgs: exceptHookArgs(),
    excepthook: hook,
    __excepthook__: hook,
    current_thread: native('def current_thread()', () => threads.current),
    currentThread: native('def currentThread()', () => {
      m.warn('DeprecationWarning', 'currentThread() is deprecated, use current_thread() instead');
      return threads.current;
    }),
    main_thread: native('def main_thread()', () => threads.main),
    active_count: native('def active_count()', () => threads.active.size),
    activeCount: native('def activeCount()', () => {
      m.warn('DeprecationWarning', 'activeCount() is deprecated, use active_count() instead');
      return threads.active.size;
    }),
    enumerate: native('def enumerate()', () => new PyList([...threads.active.values()])),
    get_ident: native('get_ident()', () => identOf(m.scheduler.current)),
    get_native_id: native('get_native_id()', () => 1000 + m.scheduler.current.id),
    stack_size: native('stack_size(size=0, /)', () => 0),
    ...hookNames(),
    __all__: new PyList([...PUBLIC]),
    _CRLock: RLock,
    _PyRLock: RLock,
    _RLock: RLock,
  };
});
