// `asyncio.Queue`, `PriorityQueue` and `LifoQueue`.
//
// What a queue keeps its items in, how it puts and gets them is the business of `_init`, `_put` and `_get`, which a
// class of the program may replace; everything else goes through them.

import { awaitValue } from '../../execution/coroutine.js';
import type { Pause } from '../../execution/pause.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { SyncTrace } from '../../kernel/sync-trace.js';
import { getAttribute } from '../../objects/attributes.js';
import { intValue } from '../../objects/boxed.js';
import { call } from '../../objects/call.js';
import { isTrue } from '../../objects/compare.js';
import { PyList } from '../../objects/containers.js';
import { exceptionType, indexError, PyException, valueError } from '../../objects/exceptions.js';
import { genericAlias } from '../../objects/generic-alias.js';
import { addressOf } from '../../objects/identity.js';
import { toArray } from '../../objects/iteration.js';
import { defineType, type NativeBody } from '../../objects/native.js';
import type { PyType, Value } from '../../objects/object.js';
import { ge, gt } from '../../objects/operators.js';
import { repr } from '../../objects/repr.js';
import { className, typeOf } from '../../objects/types.js';
import { construction, isOverridden } from '../declare.js';
import { heapPop, heapPush } from '../heaps.js';
import type { PyFuture } from './futures.js';
import { PyEvent } from './locks.js';
import { LoopBound, loopProperty, removeFrom } from './mixins.js';
import { extendCoroutines } from './native-coroutine.js';
import type { AsyncioState } from './state.js';

const module = 'asyncio.queues';
const exceptionClass = (name: string): PyType =>
  defineType(name, { mutable: true, bases: [exceptionType('Exception')], module });

export const queueEmpty = exceptionClass('QueueEmpty');
export const queueFull = exceptionClass('QueueFull');
export const queueShutDown = exceptionClass('QueueShutDown');

/** Natively in the order of the class; or by what the program's class does in its place. */
interface Storage {
  put(items: Value[], item: Value): void;
  get(items: Value[]): Value;
}

export const FIRST_IN_FIRST_OUT: Storage = {
  put: (items, item) => items.push(item),
  get: (items) => {
    const item = items.shift();
    if (item === undefined) throw indexError('pop from an empty deque');
    return item;
  },
};

const PRIORITY: Storage = { put: heapPush, get: heapPop };

const LAST_IN_FIRST_OUT: Storage = {
  put: (items, item) => items.push(item),
  get: (items) => {
    const item = items.pop();
    if (item === undefined) throw indexError('pop from empty list');
    return item;
  },
};

export class PyQueue extends LoopBound {
  maxsize: Value = 0;
  /** `_queue` */
  storage: Value = new PyList([]);
  readonly getters: PyFuture[] = [];
  readonly putters: PyFuture[] = [];
  unfinishedTasks = 0;
  isShutdown = false;
  readonly finished: PyEvent;
  readonly trace: SyncTrace;
  readonly #ownPut: boolean;
  readonly #ownGet: boolean;

  constructor(
    cls: PyType,
    state: AsyncioState,
    readonly order: Storage,
    eventType: PyType,
    quiet = false,
  ) {
    super(cls, state);
    this.trace = new SyncTrace(state.machine, 'queue', 'queue', quiet);
    this.finished = new PyEvent(eventType, state, true);
    this.finished.set();
    this.#ownPut = isOverridden(cls, '_put');
    this.#ownGet = isOverridden(cls, '_get');
  }

  get size(): number {
    const { storage } = this;
    if (this.#ownSize) return Number(intValue(call(getAttribute(this, 'qsize'))) ?? 0);
    return storage instanceof PyList ? storage.items.length : sizeOf(storage);
  }

  get #ownSize(): boolean {
    return typeOf(this).heap && isOverridden(typeOf(this), 'qsize');
  }

  get isEmpty(): boolean {
    const { storage } = this;
    return storage instanceof PyList ? storage.items.length === 0 : !isTrue(storage);
  }

  get isFull(): boolean {
    if (!isTrue(gt(this.maxsize, 0))) return false;
    return isTrue(ge(this.size, this.maxsize));
  }

  #put(item: Value): void {
    const { storage } = this;
    if (this.#ownPut) call(getAttribute(this, '_put'), [item]);
    else if (storage instanceof PyList) this.order.put(storage.items, item);
    else call(getAttribute(storage, 'append'), [item]);
  }

  #get(): Value {
    const { storage } = this;
    if (this.#ownGet) return call(getAttribute(this, '_get'));
    if (storage instanceof PyList) return this.order.get(storage.items);
    return call(getAttribute(storage, 'popleft'));
  }

  *put(item: Value): Generator<Pause, Value, Value> {
    while (this.isFull) {
      if (this.isShutdown) throw new PyException(queueShutDown);
      yield* this.#wait(this.putters, 'room in', () => !this.isFull);
    }
    this.putNowait(item);
    return null;
  }

  /** Waits in a line. `mayGoOn`: whether somebody else of the line can be woken in one's stead. */
  *#wait(line: PyFuture[], what: string, mayGoOn: () => boolean): Generator<Pause, void, Value> {
    const future = this.state.newFuture(this.loop, 'queue', `${what} ${this.trace.text}`);
    line.push(future);
    this.trace.emit('sync.wait');
    try {
      yield* awaitValue(future);
    } catch (error) {
      future.cancel();
      removeFrom(line, future);
      // Woken and cancelled in one iteration: the next in line gets the turn.
      if (mayGoOn() && future.state !== 'CANCELLED') this.#wakeNext(line);
      throw error;
    }
  }

  putNowait(item: Value): void {
    if (this.isShutdown) throw new PyException(queueShutDown);
    if (this.isFull) throw new PyException(queueFull);
    this.#put(item);
    this.unfinishedTasks++;
    this.finished.isSet = false;
    this.trace.release(() => this.#wakeNext(this.getters));
  }

  *get(): Generator<Pause, Value, Value> {
    while (this.isEmpty) {
      if (this.isShutdown) throw new PyException(queueShutDown);
      yield* this.#wait(this.getters, 'an item of', () => !this.isEmpty);
    }
    return this.getNowait();
  }

  getNowait(): Value {
    if (this.isEmpty) throw new PyException(this.isShutdown ? queueShutDown : queueEmpty);
    const item = this.#get();
    const { recorder } = this.state.machine;
    const outer = recorder?.cause ?? null;
    const taken = this.trace.emit('sync.acquire');
    if (recorder !== null) recorder.cause = taken;
    this.#wakeNext(this.putters);
    if (recorder !== null) recorder.cause = outer;
    return item;
  }

  /** `_wakeup_next` */
  #wakeNext(line: PyFuture[]): void {
    for (let waiter = line.shift(); waiter !== undefined; waiter = line.shift()) {
      if (waiter.done) continue;
      waiter.setResult(null);
      return;
    }
  }

  taskDone(): void {
    if (this.unfinishedTasks <= 0) throw valueError('task_done() called too many times');
    this.unfinishedTasks--;
    if (this.unfinishedTasks === 0) this.finished.set();
  }

  *join(): Generator<Pause, Value, Value> {
    if (this.unfinishedTasks > 0) yield* this.finished.wait(`all of ${this.trace.text} being done`);
    return null;
  }

  shutdown(immediate: boolean): void {
    this.isShutdown = true;
    if (immediate) {
      while (!this.isEmpty) {
        this.#get();
        if (this.unfinishedTasks > 0) this.unfinishedTasks--;
      }
      if (this.unfinishedTasks === 0) this.finished.set();
    }
    for (const line of [this.getters, this.putters]) {
      for (const waiter of line.splice(0)) if (!waiter.done) waiter.setResult(null);
    }
  }

  /** `_format` */
  describe(): string {
    let text = `maxsize=${repr(this.maxsize)}`;
    if (!this.isEmpty) text += ` _queue=${repr(new PyList(toArray(this.storage)))}`;
    if (this.getters.length > 0) text += ` _getters[${this.getters.length}]`;
    if (this.putters.length > 0) text += ` _putters[${this.putters.length}]`;
    if (this.unfinishedTasks > 0) text += ` tasks=${this.unfinishedTasks}`;
    return this.isShutdown ? `${text} shutdown` : text;
  }
}

function sizeOf(storage: Value): number {
  return typeOf(storage).slots.len?.(storage) ?? 0;
}

export function makeQueues(m: KernelMachine, state: AsyncioState, eventType: PyType): Record<string, PyType> {
  const constructionOf = (order: Storage) =>
    construction(
      'Queue',
      'maxsize=0',
      (cls) => new PyQueue(cls, state, order, eventType),
      (self: PyQueue, maxsize) => {
        self.maxsize = maxsize ?? 0;
        if (isOverridden(typeOf(self), '_init')) call(getAttribute(self, '_init'), [self.maxsize]);
        return null;
      },
    );
  const itemsOf = (self: PyQueue): Value[] => (self.storage instanceof PyList ? self.storage.items : []);
  const storageMethods = (order: Storage): Record<string, NativeBody> => ({
    '_init(maxsize)': (self: PyQueue) => {
      self.storage = new PyList([]);
      return null;
    },
    '_put(item)': (self: PyQueue, item) => {
      order.put(itemsOf(self), item);
      return null;
    },
    '_get()': (self: PyQueue) => order.get(itemsOf(self)),
  });
  const queue = defineType('Queue', {
    mutable: true,
    module,
    instanceDict: true,
    slots: {
      ...constructionOf(FIRST_IN_FIRST_OUT),
      repr: (self: PyQueue) => `<${className(self)} at ${addressOf(self)} ${self.describe()}>`,
      str: (self: PyQueue) => `<${className(self)} ${self.describe()}>`,
    },
    methods: {
      ...storageMethods(FIRST_IN_FIRST_OUT),
      '_format()': (self: PyQueue) => self.describe(),
      'qsize()': (self: PyQueue) =>
        self.storage instanceof PyList ? self.storage.items.length : sizeOf(self.storage),
      'empty()': (self: PyQueue) => self.isEmpty,
      'full()': (self: PyQueue) => self.isFull,
      'put_nowait(item)': (self: PyQueue, item) => {
        self.putNowait(item);
        return null;
      },
      'get_nowait()': (self: PyQueue) => self.getNowait(),
      'task_done()': (self: PyQueue) => {
        self.taskDone();
        return null;
      },
      'shutdown(immediate=False)': (self: PyQueue, immediate) => {
        self.shutdown(isTrue(immediate));
        return null;
      },
    },
    classMethods: { '__class_getitem__(key, /)': (cls, key) => genericAlias(cls, key) },
    properties: {
      maxsize: (self: PyQueue) => self.maxsize,
      _getters: ({ getters }: PyQueue) => new PyList(getters),
      _putters: ({ putters }: PyQueue) => new PyList(putters),
      _finished: (self: PyQueue) => self.finished,
      _loop: loopProperty,
      _maxsize: (self: PyQueue) => self.maxsize,
      _unfinished_tasks: {
        get: (self: PyQueue) => self.unfinishedTasks,
        set: (self: PyQueue, value) => {
          self.unfinishedTasks = Number(intValue(value ?? 0) ?? 0);
        },
      },
      _queue: {
        get: (self: PyQueue) => self.storage,
        set: (self: PyQueue, value) => {
          self.storage = value ?? null;
        },
      },
    },
  });
  extendCoroutines(m, queue, {
    'put(item)': (self: PyQueue, item: Value) => self.put(item),
    'get()': (self: PyQueue) => self.get(),
    'join()': (self: PyQueue) => self.join(),
  });
  const variant = (name: string, order: Storage): PyType =>
    defineType(name, {
      bases: [queue],
      module,
      instanceDict: true,
      slots: constructionOf(order),
      methods: storageMethods(order),
    });
  return {
    Queue: queue,
    PriorityQueue: variant('PriorityQueue', PRIORITY),
    LifoQueue: variant('LifoQueue', LAST_IN_FIRST_OUT),
  };
}
