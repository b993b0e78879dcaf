// The types of `threading`'s locks and their kin as programs see them.

import { extendBlocking } from '../../execution/blocking.js';
import type { Pause } from '../../execution/pause.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { intValue } from '../../objects/boxed.js';
import { isTrue } from '../../objects/compare.js';
import { PyTuple, tuple } from '../../objects/containers.js';
import { typeError, valueError } from '../../objects/exceptions.js';
import { addressOf } from '../../objects/identity.js';
import { defineType } from '../../objects/native.js';
import type { PyObject, PyType, Value } from '../../objects/object.js';
import { repr } from '../../objects/repr.js';
import { typeOf } from '../../objects/types.js';
import { timeoutSeconds } from '../deadlines.js';
import { construction } from '../declare.js';
import { callAttribute } from '../library.js';
import { callIn, ThreadCondition } from './condition.js';
import { identOf } from './ident.js';
import { acquireTimeout, ThreadLock, ThreadRLock } from './locks.js';
import { ThreadBarrier, ThreadEvent, ThreadSemaphore } from './sync.js';

type Returns = Generator<Pause, Value, Value>;

const at = (self: PyObject, what: string): string => {
  const { module, qualname } = typeOf(self);
  return `<${module}.${qualname} at ${addressOf(self)}: ${what}>`;
};

/** Methods that every lock has: `acquire`, `with`. */
function lockMethods(m: KernelMachine, type: PyType): void {
  const acquire = (self: ThreadLock | ThreadRLock, blocking: Value, timeout: Value): Returns =>
    self.acquire(acquireTimeout(blocking, timeout));
  extendBlocking(m, type, {
    'acquire(blocking=True, timeout=-1)': acquire,
    '__enter__()': (self: ThreadLock | ThreadRLock) => self.acquire(),
  });
}

const release = (self: ThreadLock | ThreadRLock): Value => {
  self.release();
  return null;
};

/** What a condition does with its lock while it waits; the state is how often, and by whom, it was taken. */
const releaseSave = (self: ThreadRLock): Value => {
  const owner = identOf(self.machine.scheduler.current);
  return tuple(self.releaseSave(), owner);
};

function* acquireRestore(self: ThreadRLock, state: Value): Returns {
  const count = state instanceof PyTuple ? intValue(state.items[0] ?? null) : undefined;
  if (count === undefined) throw typeError('_acquire_restore() argument must be a tuple');
  yield* self.acquireRestore(Number(count));
  return null;
}

export function makeLockTypes(m: KernelMachine): Record<string, PyType> {
  const lock = defineType('_thread.lock', {
    module: '_thread',
    final: true,
    slots: {
      new_: (cls, args, keywords) => {
        if (keywords !== null && keywords.size > 0) throw typeError('lock() takes no keyword arguments');
        if (args.length > 0) throw typeError(`lock expected 0 arguments, got ${args.length}`);
        return new ThreadLock(cls, m);
      },
      init: () => {},
      repr: (self: ThreadLock) =>
        `<${self.locked ? 'locked' : 'unlocked'} _thread.lock object at ${addressOf(self)}>`,
    },
    methods: {
      'release()': release,
      'release_lock()': release,
      'locked()': (self: ThreadLock) => self.locked,
      'locked_lock()': (self: ThreadLock) => self.locked,
      '__exit__(*exc)': release,
    },
  });
  lockMethods(m, lock);
  extendBlocking(m, lock, {
    'acquire_lock(blocking=True, timeout=-1)': (self: ThreadLock, blocking: Value, timeout: Value): Returns =>
      self.acquire(acquireTimeout(blocking, timeout)),
  });
  const rlock = defineType('_thread.RLock', {
    module: '_thread',
    slots: {
      new_: (cls) => new ThreadRLock(cls, m),
      init: () => {},
      repr: (self: ThreadRLock) => {
        const { owner } = self.block;
        const ident = owner === null ? 0 : identOf(owner);
        const state = self.count > 0 ? 'locked' : 'unlocked';
        return `<${state} _thread.RLock object owner=${ident} count=${self.count} at ${addressOf(self)}>`;
      },
    },
    methods: {
      'release()': release,
      '__exit__(*exc)': release,
      '_is_owned()': (self: ThreadRLock) => self.isOwned,
      '_recursion_count()': (self: ThreadRLock) => (self.isOwned ? self.count : 0),
      '_release_save()': releaseSave,
    },
  });
  lockMethods(m, rlock);
  extendBlocking(m, rlock, {
    '_acquire_restore(state, /)': acquireRestore,
  });
  return {
    Lock: lock,
    RLock: rlock,
    Condition: makeCondition(m, rlock),
    Event: makeEvent(m),
    ...makeSemaphores(m),
    Barrier: makeBarrier(m),
  };
}

function makeCondition(m: KernelMachine, rlock: PyType): PyType {
  const type = defineType('Condition', {
    mutable: true,
    module: 'threading',
    instanceDict: true,
    slots: {
      ...construction(
        'Condition',
        'lock=None',
        (cls) => new ThreadCondition(cls, m, null),
        (self: ThreadCondition, given) => {
          self.lock = given ?? new ThreadRLock(rlock, m);
          return null;
        },
      ),
      repr: (self: ThreadCondition) => `<Condition(${repr(self.lock)}, ${self.waiters.length})>`,
    },
    methods: {
      'release()': (self: ThreadCondition) => {
        self.release();
        return null;
      },
      '__exit__(*args)': (self: ThreadCondition) => {
        self.release();
        return null;
      },
      'notify(n=1)': (self: ThreadCondition, n) => {
        self.notify(Number(intValue(n) ?? 1));
        return null;
      },
      'notify_all()': (self: ThreadCondition) => {
        self.notifyAll();
        return null;
      },
      'notifyAll()': (self: ThreadCondition) => {
        m.warn('DeprecationWarning', 'notifyAll() is deprecated, use notify_all() instead');
        self.notifyAll();
        return null;
      },
      '_is_owned()': (self: ThreadCondition) => self.isOwned,
      '_release_save()': ({ lock }: ThreadCondition) => {
        if (lock instanceof ThreadRLock) return releaseSave(lock);
        return callAttribute(lock, lock instanceof ThreadLock ? 'release' : '_release_save');
      },
    },
  });
  extendBlocking(m, type, {
    'acquire(blocking=True, timeout=-1)': (self: ThreadCondition, blocking: Value, timeout: Value): Returns =>
      self.acquire(acquireTimeout(blocking, timeout)),
    '__enter__()': (self: ThreadCondition): Returns => self.acquire(),
    'wait(timeout=None)': (self: ThreadCondition, timeout: Value): Returns =>
      self.wait(timeout === null ? null : timeoutSeconds(timeout)),
    'wait_for(predicate, timeout=None)': (self: ThreadCondition, predicate: Value, timeout: Value): Returns =>
      self.waitFor(() => callIn(m, predicate, []), timeout),
  });
  return type;
}

function makeEvent(m: KernelMachine): PyType {
  const type = defineType('Event', {
    mutable: true,
    module: 'threading',
    instanceDict: true,
    slots: {
      ...construction(
        'Event',
        '',
        (cls) => new ThreadEvent(cls, m),
        () => null,
      ),
      repr: (self: ThreadEvent) => at(self, self.isSet ? 'set' : 'unset'),
    },
    methods: {
      'is_set()': (self: ThreadEvent) => self.isSet,
      'isSet()': (self: ThreadEvent) => {
        m.warn('DeprecationWarning', 'isSet() is deprecated, use is_set() instead');
        return self.isSet;
      },
    },
  });
  extendBlocking(m, type, {
    'set()': (self: ThreadEvent) => self.set(),
    'clear()': (self: ThreadEvent) => self.clear(),
    'wait(timeout=None)': (self: ThreadEvent, timeout: Value) => self.wait(timeout),
  });
  return type;
}

function makeSemaphores(m: KernelMachine): Record<string, PyType> {
  const make = (cls: PyType) => new ThreadSemaphore(cls, m);
  const init = (self: ThreadSemaphore, value: Value): void => {
    const permits = Number(intValue(value) ?? 1);
    if (permits < 0) throw valueError('semaphore initial value must be >= 0');
    self.value = permits;
  };
  const semaphore = defineType('Semaphore', {
    mutable: true,
    module: 'threading',
    instanceDict: true,
    slots: {
      ...construction('Semaphore', 'value=1', make, (self: ThreadSemaphore, value) => {
        init(self, value);
        return null;
      }),
      repr: (self: ThreadSemaphore) => {
        const bound = Number.isFinite(self.bound) ? `/${self.bound}` : '';
        return at(self, `value=${self.value}${bound}`);
      },
    },
    properties: { _value: (self: ThreadSemaphore) => self.value },
  });
  const acquire = (self: ThreadSemaphore, blocking: Value, timeout: Value): Returns =>
    self.acquire(isTrue(blocking), timeout);
  extendBlocking(m, semaphore, {
    'acquire(blocking=True, timeout=None)': acquire,
    '__enter__(blocking=True, timeout=None)': acquire,
    'release(n=1)': (self: ThreadSemaphore, n: Value) => self.release(Number(intValue(n) ?? 1)),
    '__exit__(t, v, tb)': (self: ThreadSemaphore) => self.release(1),
  });
  const bounded = defineType('BoundedSemaphore', {
    mutable: true,
    bases: [semaphore],
    module: 'threading',
    instanceDict: true,
    slots: construction('BoundedSemaphore', 'value=1', make, (self: ThreadSemaphore, value) => {
      init(self, value);
      self.bound = self.value;
      return null;
    }),
  });
  return { Semaphore: semaphore, BoundedSemaphore: bounded };
}

function makeBarrier(m: KernelMachine): PyType {
  const waiting = (self: ThreadBarrier): number => (self.phase === 'filling' ? self.count : 0);
  const type = defineType('Barrier', {
    mutable: true,
    module: 'threading',
    instanceDict: true,
    slots: {
      ...construction(
        'Barrier',
        'parties, action=None, timeout=None',
        (cls) => new ThreadBarrier(cls, m),
        (self: ThreadBarrier, parties, action, timeout) => {
          self.parties = Number(intValue(parties ?? null) ?? 0);
          if (self.parties < 1) throw valueError('parties must be > 0');
          self.action = action ?? null;
          self.timeout = timeout ?? null;
          return null;
        },
      ),
      repr: (self: ThreadBarrier) =>
        at(self, self.phase === 'broken' ? 'broken' : `waiters=${waiting(self)}/${self.parties}`),
    },
    properties: {
      parties: (self: ThreadBarrier) => self.parties,
      n_waiting: waiting,
      broken: (self: ThreadBarrier) => self.phase === 'broken',
    },
  });
  extendBlocking(m, type, {
    'wait(timeout=None)': (self: ThreadBarrier, timeout: Value) => self.wait(timeout),
    'reset()': (self: ThreadBarrier) => self.reset(),
    'abort()': (self: ThreadBarrier) => self.abort(),
  });
  return type;
}
