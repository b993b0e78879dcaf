// `multiprocessing`'s Lock, RLock, Semaphore, Event, Condition and Barrier: those of `threading`, shared by processes.

import { extendBlocking } from '../../execution/blocking.js';
import type { Pause } from '../../execution/pause.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { SharedObject } from '../../kernel/shared-object.js';
import type { SimThread } from '../../kernel/sim-thread.js';
import { Meeting } from '../../kernel/waits.js';
import { intValue } from '../../objects/boxed.js';
import { isTrue } from '../../objects/compare.js';
import { exception, valueError } from '../../objects/exceptions.js';
import { addressOf } from '../../objects/identity.js';
import { defineType } from '../../objects/native.js';
import type { PyType, Value } from '../../objects/object.js';
import { typeName } from '../../objects/types.js';
import { timeoutSeconds } from '../deadlines.js';
import { construction } from '../declare.js';
import { perMachine } from '../library.js';
import { callIn, ThreadCondition } from '../threading/condition.js';
import { threading } from '../threading/index.js';
import { ThreadLock, ThreadRLock } from '../threading/locks.js';
import { ThreadBarrier, ThreadEvent, ThreadSemaphore } from '../threading/sync.js';
import { refusePickling } from './messages.js';

type Returns = Generator<Pause, Value, Value>;

const module = 'multiprocessing.synchronize';

/** What can be waited for or taken, whatever it is made of. */
export class SharedLock extends SharedObject {
  constructor(
    cls: PyType,
    readonly lock: ThreadLock | ThreadRLock,
  ) {
    super(cls, new Map());
  }

  get owner(): SimThread | null {
    return this.lock instanceof ThreadLock
      ? this.lock.owner
      : this.lock.count > 0
        ? this.lock.block.owner
        : null;
  }

  *acquire(seconds: number | null): Generator<Pause, boolean, Value> {
    yield new Meeting();
    return yield* this.lock.acquire(seconds);
  }

  *release(): Generator<Pause, null, Value> {
    yield new Meeting();
    const { lock } = this;
    if (lock instanceof ThreadLock) {
      if (!lock.locked) throw valueError('semaphore or lock released too many times');
    } else if (!lock.isOwned)
      throw exception('AssertionError', 'attempt to release recursive lock not owned by thread');
    lock.release();
    return null;
  }

  describe(m: KernelMachine): string {
    const { owner, lock } = this;
    const name = ownerName(m, owner);
    return lock instanceof ThreadLock
      ? `<${typeName(this)}(owner=${name})>`
      : `<${typeName(this)}(${name}, ${owner === m.scheduler.current ? lock.count : owner === null ? 0 : 'nonzero'})>`;
  }
}

function ownerName(m: KernelMachine, owner: SimThread | null): string {
  if (owner === null) return 'None';
  const { process, current } = m.scheduler;
  if (owner.process !== process) return 'SomeOtherProcess';
  if (owner !== current && owner !== process.main) return 'SomeOtherThread';
  return owner === process.main ? process.name : `${process.name}|${owner.name}`;
}

class SharedSemaphore extends SharedObject {
  constructor(
    cls: PyType,
    readonly semaphore: ThreadSemaphore,
  ) {
    super(cls, new Map());
  }
}

class SharedEvent extends SharedObject {
  constructor(
    cls: PyType,
    readonly event: ThreadEvent,
  ) {
    super(cls, new Map());
  }
}

class SharedCondition extends SharedObject {
  condition: ThreadCondition;

  constructor(cls: PyType, m: KernelMachine) {
    super(cls, new Map());
    this.condition = new ThreadCondition(cls, m, new ThreadRLock(cls, m));
  }
}

class SharedBarrier extends SharedObject {
  constructor(
    cls: PyType,
    readonly barrier: ThreadBarrier,
  ) {
    super(cls, new Map());
  }
}

/** What `acquire(block, timeout)` asks for, as `acquireTimeout` of `threading` says it. */
function secondsToWait(block: Value, timeout: Value): number | null {
  if (!isTrue(block)) return 0;
  return timeout === null ? null : Math.max(0, timeoutSeconds(timeout));
}

/** A step that others may have to come up to first. */
function* together(body: () => Returns): Returns {
  yield new Meeting();
  return yield* body();
}

export const sharedLockTypes = perMachine((m: KernelMachine) => ({
  ...makeLocks(m),
  ...makeSemaphores(m),
  Event: makeEvent(m),
  Condition: makeCondition(m),
  Barrier: makeBarrier(m),
}));

function makeLocks(m: KernelMachine): { readonly Lock: PyType; readonly RLock: PyType } {
  const { locks, thread } = threading(m);
  const make = (name: string, inner: () => ThreadLock | ThreadRLock): PyType => {
    const type: PyType = defineType(name, {
      module,
      methods: refusePickling,
      slots: {
        ...construction(
          name,
          '',
          (cls) => new SharedLock(cls, inner()),
          () => null,
        ),
        repr: (self: SharedLock) => self.describe(m),
      },
    });
    extendBlocking(m, type, {
      'acquire(block=True, timeout=None)': (self: SharedLock, block: Value, timeout: Value) =>
        self.acquire(secondsToWait(block, timeout)),
      'release()': (self: SharedLock) => self.release(),
      '__enter__()': (self: SharedLock) => self.acquire(null),
      '__exit__(*args)': (self: SharedLock) => self.release(),
    });
    return type;
  };
  return {
    Lock: make('Lock', () => new ThreadLock(locks.Lock ?? thread, m)),
    RLock: make('RLock', () => new ThreadRLock(locks.RLock ?? thread, m)),
  };
}

function makeSemaphores(m: KernelMachine): { readonly Semaphore: PyType; readonly BoundedSemaphore: PyType } {
  const { locks, thread } = threading(m);
  const make = (name: string, isBounded: boolean, bases: readonly PyType[]): PyType => {
    const type = defineType(name, {
      module,
      ...(bases.length === 0 ? {} : { bases }),
      slots: {
        ...construction(
          name,
          'value=1',
          (cls) => new SharedSemaphore(cls, new ThreadSemaphore(locks.Semaphore ?? thread, m)),
          ({ semaphore }: SharedSemaphore, value) => {
            const permits = Number(intValue(value) ?? 1);
            if (permits < 0) throw exception('OSError', 22, 'Invalid argument');
            semaphore.value = permits;
            if (isBounded) semaphore.bound = permits;
            return null;
          },
        ),
        repr: (self: SharedSemaphore) => {
          const bound = isBounded ? `, maxvalue=${self.semaphore.bound}` : '';
          return `<${typeName(self)}(value=${self.semaphore.value}${bound})>`;
        },
      },
      methods: {
        ...refusePickling,
        'get_value()': ({ semaphore }: SharedSemaphore) => {
          m.meetOthers();
          return semaphore.value;
        },
      },
    });
    const acquire = ({ semaphore }: SharedSemaphore, block: Value, timeout: Value): Returns =>
      together(() => semaphore.acquire(isTrue(block), isTrue(block) ? timeout : null));
    const release = ({ semaphore }: SharedSemaphore): Returns =>
      together(() => {
        if (semaphore.value + 1 > semaphore.bound)
          throw valueError('semaphore or lock released too many times');
        return semaphore.release(1);
      });
    extendBlocking(m, type, {
      'acquire(block=True, timeout=None)': acquire,
      'release()': release,
      '__enter__()': (self: SharedSemaphore) => acquire(self, true, null),
      '__exit__(*args)': release,
    });
    return type;
  };
  const Semaphore = make('Semaphore', false, []);
  return { Semaphore, BoundedSemaphore: make('BoundedSemaphore', true, [Semaphore]) };
}

function makeEvent(m: KernelMachine): PyType {
  const { locks, thread } = threading(m);
  const type = defineType('Event', {
    module,
    methods: refusePickling,
    slots: {
      ...construction(
        'Event',
        '',
        (cls) => new SharedEvent(cls, new ThreadEvent(locks.Event ?? thread, m)),
        () => null,
      ),
      repr: (self: SharedEvent) =>
        `<${typeName(self)} at ${addressOf(self)} ${self.event.isSet ? 'set' : 'unset'}>`,
    },
  });
  extendBlocking(m, type, {
    'is_set()': function* ({ event }: SharedEvent) {
      yield new Meeting();
      return event.isSet;
    },
    'set()': ({ event }: SharedEvent) => together(() => event.set()),
    'clear()': ({ event }: SharedEvent) => together(() => event.clear()),
    'wait(timeout=None)': ({ event }: SharedEvent, timeout: Value) => together(() => event.wait(timeout)),
  });
  return type;
}

function makeCondition(m: KernelMachine): PyType {
  const type = defineType('Condition', {
    module,
    methods: refusePickling,
    slots: {
      ...construction(
        'Condition',
        'lock=None',
        (cls) => new SharedCondition(cls, m),
        (self: SharedCondition, lock) => {
          if (lock instanceof SharedLock) self.condition = new ThreadCondition(self.cls, m, lock.lock);
          return null;
        },
      ),
      repr: (self: SharedCondition) => `<${typeName(self)}(${self.condition.waiters.length})>`,
    },
  });
  const checked = (self: SharedCondition, what: string): ThreadCondition => {
    if (!self.condition.isOwned)
      throw exception('AssertionError', `must acquire() condition before using ${what}`);
    return self.condition;
  };
  const release = function* (self: SharedCondition): Returns {
    yield new Meeting();
    self.condition.release();
    return null;
  };
  const notify = function* (self: SharedCondition, count: (waiting: number) => number): Returns {
    yield new Meeting();
    const condition = checked(self, 'notify()');
    condition.notify(count(condition.waiters.length));
    return null;
  };
  extendBlocking(m, type, {
    'acquire(block=True, timeout=None)': ({ condition }: SharedCondition, block: Value, timeout: Value) =>
      together(() => condition.acquire(secondsToWait(block, timeout))),
    'release()': release,
    '__enter__()': ({ condition }: SharedCondition) => together(() => condition.acquire(null)),
    '__exit__(*args)': release,
    'wait(timeout=None)': (self: SharedCondition, timeout: Value) =>
      together(() => checked(self, 'wait()').wait(timeout === null ? null : timeoutSeconds(timeout))),
    'wait_for(predicate, timeout=None)': (self: SharedCondition, predicate: Value, timeout: Value) =>
      together(() => checked(self, 'wait()').waitFor(() => callIn(m, predicate, []), timeout)),
    'notify(n=1)': (self: SharedCondition, n: Value) => notify(self, () => Number(intValue(n) ?? 1)),
    'notify_all()': (self: SharedCondition) => notify(self, (waiting) => waiting),
  });
  return type;
}

function makeBarrier(m: KernelMachine): PyType {
  const { locks, thread } = threading(m);
  const type = defineType('Barrier', {
    module,
    methods: refusePickling,
    slots: {
      ...construction(
        'Barrier',
        'parties, action=None, timeout=None',
        (cls) => new SharedBarrier(cls, new ThreadBarrier(locks.Barrier ?? thread, m)),
        ({ barrier }: SharedBarrier, parties, action, timeout) => {
          barrier.parties = Number(intValue(parties ?? null) ?? 0);
          if (barrier.parties < 1) throw valueError('parties must be > 0');
          barrier.action = action ?? null;
          barrier.timeout = timeout ?? null;
          return null;
        },
      ),
      repr: (self: SharedBarrier) => {
        const { phase, count, parties } = self.barrier;
        const state = phase === 'broken' ? 'broken' : `waiters=${phase === 'filling' ? count : 0}/${parties}`;
        return `<${module}.${typeName(self)} at ${addressOf(self)}: ${state}>`;
      },
    },
    properties: {
      parties: ({ barrier }: SharedBarrier) => barrier.parties,
      n_waiting: ({ barrier }: SharedBarrier) => (barrier.phase === 'filling' ? barrier.count : 0),
      broken: ({ barrier }: SharedBarrier) => barrier.phase === 'broken',
    },
  });
  extendBlocking(m, type, {
    'wait(timeout=None)': ({ barrier }: SharedBarrier, timeout: Value) =>
      together(() => barrier.wait(timeout)),
    'reset()': ({ barrier }: SharedBarrier) => together(() => barrier.reset()),
    'abort()': ({ barrier }: SharedBarrier) => together(() => barrier.abort()),
  });
  return type;
}
