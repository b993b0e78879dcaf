// The `queue` module: queues between threads.
//
// As in `asyncio.Queue`, a class of the program may replace `_init`, `_qsize`, `_put` and `_get`.

import { extendBlocking } from '../execution/blocking.js';
import { defineModule } from '../execution/module.js';
import type { Pause } from '../execution/pause.js';
import type { KernelMachine } from '../kernel/kernel-machine.js';
import { SyncTrace } from '../kernel/sync-trace.js';
import { getAttribute } from '../objects/attributes.js';
import { intValue } from '../objects/boxed.js';
import { call } from '../objects/call.js';
import { isTrue } from '../objects/compare.js';
import { PyList } from '../objects/containers.js';
import { exceptionType, indexError, PyException, valueError } from '../objects/exceptions.js';
import { genericAlias } from '../objects/generic-alias.js';
import { defineType, type NativeBody } from '../objects/native.js';
import { PyObject, type PyType, type Value } from '../objects/object.js';
import { typeOf } from '../objects/types.js';
import { SECOND } from '../trace/time.js';
import { timeoutSeconds } from './deadlines.js';
import { construction, isOverridden } from './declare.js';
import { heapPop, heapPush } from './heaps.js';
import { perMachine } from './library.js';
import { ThreadCondition } from './threading/condition.js';
import { threading } from './threading/index.js';
import { ThreadLock } from './threading/locks.js';
import { ThreadSemaphore } from './threading/sync.js';

const exceptionClass = (name: string, module: string): PyType =>
  defineType(name, { mutable: true, bases: [exceptionType('Exception')], module });

export const empty = exceptionClass('Empty', '_queue');
export const full = exceptionClass('Full', 'queue');
export const shutDown = exceptionClass('ShutDown', 'queue');

interface Order {
  put(items: Value[], item: Value): void;
  get(items: Value[]): Value;
}

const orders = {
  fifo: {
    put: (items, item) => items.push(item),
    get: (items) => {
      const item = items.shift();
      if (item === undefined) throw indexError('pop from an empty deque');
      return item;
    },
  },
  priority: { put: heapPush, get: heapPop },
  lifo: {
    put: (items, item) => items.push(item),
    get: (items) => {
      const item = items.pop();
      if (item === undefined) throw indexError('pop from empty list');
      return item;
    },
  },
} satisfies Record<string, Order>;

class ThreadQueue extends PyObject {
  maxsize: Value = 0;
  /** `queue` */
  storage: Value = new PyList([]);
  unfinishedTasks = 0;
  isShutdown = false;
  readonly mutex: ThreadLock;
  readonly notEmpty: ThreadCondition;
  readonly notFull: ThreadCondition;
  readonly allTasksDone: ThreadCondition;
  readonly trace: SyncTrace;

  constructor(
    cls: PyType,
    readonly machine: KernelMachine,
    readonly order: Order,
  ) {
    super(cls, new Map());
    const { Lock = cls, Condition = cls } = threading(machine).locks;
    this.mutex = new ThreadLock(Lock, machine, true, 'the lock of a queue');
    this.notEmpty = new ThreadCondition(Condition, machine, this.mutex, true);
    this.notFull = new ThreadCondition(Condition, machine, this.mutex, true);
    this.allTasksDone = new ThreadCondition(Condition, machine, this.mutex, true);
    this.trace = new SyncTrace(machine, 'queue', 'queue');
  }

  /** `_qsize` */
  get size(): number {
    const { storage } = this;
    if (isOverridden(typeOf(this), '_qsize'))
      return Number(intValue(call(getAttribute(this, '_qsize'))) ?? 0);
    if (storage instanceof PyList) return storage.items.length;
    return typeOf(storage).slots.len?.(storage) ?? 0;
  }

  get limit(): number {
    return Number(intValue(this.maxsize) ?? 0);
  }

  #put(item: Value): void {
    const { storage } = this;
    if (isOverridden(typeOf(this), '_put')) call(getAttribute(this, '_put'), [item]);
    else if (storage instanceof PyList) this.order.put(storage.items, item);
    else call(getAttribute(storage, 'append'), [item]);
  }

  #get(): Value {
    const { storage } = this;
    if (isOverridden(typeOf(this), '_get')) return call(getAttribute(this, '_get'));
    if (storage instanceof PyList) return this.order.get(storage.items);
    return call(getAttribute(storage, 'popleft'));
  }

  /** `with self.mutex:` */
  *locked<Result>(body: () => Result): Generator<Pause, Result, Value> {
    yield* this.mutex.acquire();
    try {
      return body();
    } finally {
      this.mutex.release();
    }
  }

  *put(item: Value, block: Value, timeout: Value): Generator<Pause, null, Value> {
    yield* this.mutex.acquire();
    try {
      if (this.isShutdown) throw new PyException(shutDown);
      if (this.limit > 0) {
        yield* this.#waitWhile(
          () => this.size >= this.limit,
          this.notFull,
          block,
          timeout,
          full,
          () => {
            if (this.isShutdown) throw new PyException(shutDown);
          },
        );
      }
      this.#put(item);
      this.unfinishedTasks++;
      this.trace.release(() => this.notEmpty.notify(1));
    } finally {
      this.mutex.release();
    }
    return null;
  }

  *get(block: Value, timeout: Value): Generator<Pause, Value, Value> {
    const checkOpen = () => {
      if (this.isShutdown && this.size === 0) throw new PyException(shutDown);
    };
    yield* this.mutex.acquire();
    try {
      checkOpen();
      yield* this.#waitWhile(() => this.size === 0, this.notEmpty, block, timeout, empty, checkOpen);
      const item = this.#get();
      this.trace.emit('sync.acquire');
      this.notFull.notify(1);
      return item;
    } finally {
      this.mutex.release();
    }
  }

  /** Waits on a condition as `put` and `get` do: not at all, for ever, or for a time. */
  *#waitWhile(
    holds: () => boolean,
    condition: ThreadCondition,
    block: Value,
    timeout: Value,
    failure: PyType,
    checkOpen: () => void,
  ): Generator<Pause, void, Value> {
    const { machine, trace } = this;
    if (!isTrue(block)) {
      if (holds()) throw new PyException(failure);
      return;
    }
    let end: number | null = null;
    if (timeout !== null) {
      const seconds = timeoutSeconds(timeout);
      if (seconds < 0) throw valueError("'timeout' must be a non-negative number");
      end = (yield* machine.readClockPausably()) / SECOND + seconds;
    }
    if (holds()) trace.emit('sync.wait');
    while (holds()) {
      let left: number | null = null;
      if (end !== null) {
        left = end - (yield* machine.readClockPausably()) / SECOND;
        if (left <= 0) throw new PyException(failure);
      }
      yield* condition.wait(left, trace.text);
      checkOpen();
    }
  }

  *taskDone(): Generator<Pause, null, Value> {
    yield* this.locked(() => {
      if (this.unfinishedTasks <= 0) throw valueError('task_done() called too many times');
      if (this.unfinishedTasks === 1) this.allTasksDone.notifyAll();
      this.unfinishedTasks--;
    });
    return null;
  }

  *join(): Generator<Pause, null, Value> {
    yield* this.mutex.acquire();
    try {
      while (this.unfinishedTasks > 0)
        yield* this.allTasksDone.wait(null, `all of ${this.trace.text} being done`);
    } finally {
      this.mutex.release();
    }
    return null;
  }

  *shutdown(immediate: boolean): Generator<Pause, null, Value> {
    yield* this.locked(() => {
      this.isShutdown = true;
      if (immediate) {
        while (this.size > 0) {
          this.#get();
          if (this.unfinishedTasks > 0) this.unfinishedTasks--;
        }
        this.allTasksDone.notifyAll();
      }
      this.notEmpty.notifyAll();
      this.notFull.notifyAll();
    });
    return null;
  }
}

/** `SimpleQueue`: unbounded, a semaphore counts its items. */
export class SimpleQueue<Item = Value> {
  readonly items: Item[] = [];
  readonly count: ThreadSemaphore;
  readonly trace: SyncTrace;

  references(): Iterable<unknown> {
    return this.items;
  }

  constructor(machine: KernelMachine, quiet: boolean) {
    const { Semaphore, Lock } = threading(machine).locks;
    const type = Semaphore ?? Lock;
    if (type === undefined) throw new Error('threading has no semaphores');
    this.count = new ThreadSemaphore(type, machine, true);
    this.count.value = 0;
    this.trace = new SyncTrace(machine, 'queue', 'queue', quiet);
  }

  *put(item: Item): Generator<Pause, null, Value> {
    this.items.push(item);
    this.trace.emit('sync.release');
    return yield* this.count.release(1);
  }

  /** Undefined where nothing came in time. */
  *get(block: boolean, timeout: Value): Generator<Pause, Item | undefined, Value> {
    if (!(yield* this.count.acquire(block, timeout))) return undefined;
    this.trace.emit('sync.acquire');
    return this.items.shift();
  }
}

class PySimpleQueue extends PyObject {
  readonly queue: SimpleQueue;

  constructor(cls: PyType, machine: KernelMachine) {
    super(cls, new Map());
    this.queue = new SimpleQueue(machine, false);
  }

  *get(block: boolean, timeout: Value): Generator<Pause, Value, Value> {
    if (timeout !== null && timeoutSeconds(timeout) < 0)
      throw valueError("'timeout' must be a non-negative number");
    const item = yield* this.queue.get(block, timeout);
    if (item === undefined) throw new PyException(empty);
    return item;
  }
}

type Returns = Generator<Pause, Value, Value>;
const classMethods = { '__class_getitem__(key, /)': (cls: Value, key: Value) => genericAlias(cls, key) };

const queueTypes = perMachine((m: KernelMachine): Record<string, PyType> => {
  const constructionOf = (order: Order) =>
    construction(
      'Queue',
      'maxsize=0',
      (cls) => new ThreadQueue(cls, m, order),
      (self: ThreadQueue, maxsize) => {
        self.maxsize = maxsize ?? 0;
        if (isOverridden(typeOf(self), '_init')) call(getAttribute(self, '_init'), [self.maxsize]);
        return null;
      },
    );
  const itemsOf = ({ storage }: ThreadQueue): Value[] => (storage instanceof PyList ? storage.items : []);
  const storageMethods = (order: Order): Record<string, NativeBody> => ({
    '_init(maxsize)': (self: ThreadQueue) => {
      self.storage = new PyList([]);
      return null;
    },
    '_qsize()': (self: ThreadQueue) => itemsOf(self).length,
    '_put(item)': (self: ThreadQueue, item) => {
      order.put(itemsOf(self), item);
      return null;
    },
    '_get()': (self: ThreadQueue) => order.get(itemsOf(self)),
  });
  const queue = defineType('Queue', {
    mutable: true,
    module: 'queue',
    instanceDict: true,
    slots: constructionOf(orders.fifo),
    methods: storageMethods(orders.fifo),
    classMethods,
    properties: {
      maxsize: {
        get: (self: ThreadQueue) => self.maxsize,
        set: (self: ThreadQueue, value) => {
          self.maxsize = value ?? 0;
        },
      },
      queue: {
        get: (self: ThreadQueue) => self.storage,
        set: (self: ThreadQueue, value) => {
          self.storage = value ?? null;
        },
      },
      unfinished_tasks: (self: ThreadQueue) => self.unfinishedTasks,
      is_shutdown: (self: ThreadQueue) => self.isShutdown,
      mutex: (self: ThreadQueue) => self.mutex,
      not_empty: (self: ThreadQueue) => self.notEmpty,
      not_full: (self: ThreadQueue) => self.notFull,
      all_tasks_done: (self: ThreadQueue) => self.allTasksDone,
    },
  });
  extendBlocking(m, queue, {
    'qsize()': (self: ThreadQueue): Returns => self.locked(() => self.size),
    'empty()': (self: ThreadQueue): Returns => self.locked(() => self.size === 0),
    'full()': (self: ThreadQueue): Returns => self.locked(() => self.limit > 0 && self.limit <= self.size),
    'put(item, block=True, timeout=None)': (self: ThreadQueue, item: Value, block: Value, timeout: Value) =>
      self.put(item, block, timeout),
    'get(block=True, timeout=None)': (self: ThreadQueue, block: Value, timeout: Value) =>
      self.get(block, timeout),
    'put_nowait(item)': (self: ThreadQueue, item: Value) => self.put(item, false, null),
    'get_nowait()': (self: ThreadQueue) => self.get(false, null),
    'task_done()': (self: ThreadQueue) => self.taskDone(),
    'join()': (self: ThreadQueue) => self.join(),
    'shutdown(immediate=False)': (self: ThreadQueue, immediate: Value) => self.shutdown(isTrue(immediate)),
  });
  const variant = (name: string, order: Order): PyType =>
    defineType(name, {
      bases: [queue],
      module: 'queue',
      instanceDict: true,
      slots: constructionOf(order),
      methods: storageMethods(order),
    });
  return {
    Queue: queue,
    PriorityQueue: variant('PriorityQueue', orders.priority),
    LifoQueue: variant('LifoQueue', orders.lifo),
    SimpleQueue: makeSimpleQueue(m),
  };
});

function makeSimpleQueue(m: KernelMachine): PyType {
  const type = defineType('_queue.SimpleQueue', {
    module: '_queue',
    instanceDict: true,
    slots: { new_: (cls) => new PySimpleQueue(cls, m), init: () => {} },
    methods: {
      'empty()': (self: PySimpleQueue) => self.queue.items.length === 0,
      'qsize()': (self: PySimpleQueue) => self.queue.items.length,
    },
    classMethods,
  });
  extendBlocking(m, type, {
    'put(item, block=True, timeout=None)': (self: PySimpleQueue, item: Value) => self.queue.put(item),
    'get(block=True, timeout=None)': (self: PySimpleQueue, block: Value, timeout: Value) =>
      self.get(isTrue(block), timeout),
    'put_nowait(item)': (self: PySimpleQueue, item: Value) => self.queue.put(item),
    'get_nowait()': (self: PySimpleQueue) => self.get(false, null),
  });
  return type;
}

export const queueModule = defineModule('queue', (m: KernelMachine) => ({
  ...queueTypes(m),
  _PySimpleQueue: queueTypes(m).SimpleQueue ?? null,
  Empty: empty,
  Full: full,
  ShutDown: shutDown,
}));
