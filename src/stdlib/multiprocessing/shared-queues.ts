// `multiprocessing.Queue`, `SimpleQueue` and `JoinableQueue`. What is put in is pickled, and another object comes out.

import { extendBlocking } from '../../execution/blocking.js';
import type { Pause } from '../../execution/pause.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { SharedObject } from '../../kernel/shared-object.js';
import type { SimThread } from '../../kernel/sim-thread.js';
import { Meeting, ThreadWait } from '../../kernel/waits.js';
import { intValue } from '../../objects/boxed.js';
import { isTrue } from '../../objects/compare.js';
import { PyException, valueError } from '../../objects/exceptions.js';
import { formatException } from '../../objects/format-exception.js';
import { addressOf } from '../../objects/identity.js';
import { defineType } from '../../objects/native.js';
import type { PyType, Value } from '../../objects/object.js';
import type { Nanoseconds } from '../../trace/time.js';
import { deadlineAfter } from '../deadlines.js';
import { construction } from '../declare.js';
import { perMachine } from '../library.js';
import { empty, full } from '../queue.js';
import { writeStandardError } from '../sys/index.js';
import { Channel } from './channel.js';
import { pickled, refusePickling, unpickled } from './messages.js';

/** What CPython's semaphore can count to. */
const UNBOUNDED = 2 ** 31 - 1;

class SharedQueue extends SharedObject {
  readonly channel: Channel<Uint8Array>;
  limit = UNBOUNDED;
  unfinished = 0;
  isClosed = false;
  /** Threads that wait for room, and for the end of all tasks. */
  readonly putters: SimThread[] = [];
  readonly joiners: SimThread[] = [];

  constructor(
    cls: PyType,
    readonly machine: KernelMachine,
  ) {
    super(cls, new Map());
    this.channel = new Channel(machine, 'queue');
  }

  get size(): number {
    return this.channel.items.length;
  }

  #checkOpen(): void {
    if (this.isClosed)
      throw valueError(
        `Queue <${this.cls.module}.${this.cls.qualname} object at ${addressOf(this)}> is closed`,
      );
  }

  *put(item: Value, block: boolean, timeout: Value): Generator<Pause, null, Value> {
    this.#checkOpen();
    yield new Meeting();
    const { machine, putters, channel } = this;
    const deadline = deadlineAfter(machine, timeout);
    const me = machine.scheduler.current;
    while (this.size >= this.limit) {
      if (!block || (deadline !== null && deadline <= machine.clock.now)) throw new PyException(full);
      putters.push(me);
      yield new ThreadWait('queue', channel.trace.text, deadline, channel.trace.id);
      if (putters.includes(me)) putters.splice(putters.indexOf(me), 1);
    }
    const data = this.#pickled(item);
    if (data === null) return null;
    this.unfinished++;
    channel.add(data);
    return null;
  }

  /** The thread that feeds the pipe says what it could not pickle and goes on. */
  #pickled(item: Value): Uint8Array | null {
    try {
      return pickled(this.machine, item);
    } catch (error) {
      if (!(error instanceof PyException)) throw error;
      // The thread that would say so has a stack of its own, none of it the program's.
      const head = error.traceback === null ? 'Traceback (most recent call last):\n' : '';
      writeStandardError(this.machine, head + formatException(error));
      return null;
    }
  }

  *get(block: boolean, timeout: Value): Generator<Pause, Value, Value> {
    this.#checkOpen();
    const { machine } = this;
    const deadline: Nanoseconds | null = block ? deadlineAfter(machine, timeout) : machine.clock.now;
    const data = yield* this.channel.take(deadline);
    if (data === undefined) throw new PyException(empty);
    const [putter] = this.putters;
    if (putter !== undefined) machine.scheduler.wake(putter);
    return unpickled(machine, data);
  }

  *taskDone(): Generator<Pause, null, Value> {
    yield new Meeting();
    if (this.unfinished === 0) throw valueError('task_done() called too many times');
    this.unfinished--;
    if (this.unfinished === 0) for (const joiner of this.joiners) this.machine.scheduler.wake(joiner);
    return null;
  }

  *join(): Generator<Pause, null, Value> {
    yield new Meeting();
    const me = this.machine.scheduler.current;
    while (this.unfinished > 0) {
      this.joiners.push(me);
      yield new ThreadWait('queue', `the tasks of ${this.channel.trace.text}`, null);
      this.joiners.splice(this.joiners.indexOf(me), 1);
    }
    return null;
  }
}

const noop = (): Value => null;

export const sharedQueueTypes = perMachine((m: KernelMachine) => {
  const Queue = queueType(m, 'Queue', []);
  const JoinableQueue = queueType(m, 'JoinableQueue', [Queue]);
  extendBlocking(m, JoinableQueue, {
    'task_done()': (self: SharedQueue) => self.taskDone(),
    'join()': (self: SharedQueue) => self.join(),
  });
  return { Queue, JoinableQueue, SimpleQueue: simpleQueueType(m) };
});

function queueType(m: KernelMachine, name: string, bases: readonly PyType[]): PyType {
  const type = defineType(name, {
    module: 'multiprocessing.queues',
    ...(bases.length === 0 ? {} : { bases }),
    slots: construction(
      name,
      'maxsize=0, *, ctx=None',
      (cls) => new SharedQueue(cls, m),
      (self: SharedQueue, maxsize) => {
        const limit = Number(intValue(maxsize ?? 0) ?? 0);
        self.limit = limit <= 0 ? UNBOUNDED : limit;
        return null;
      },
    ),
    methods: {
      ...refusePickling,
      'close()': (self: SharedQueue) => {
        self.isClosed = true;
        return null;
      },
      'join_thread()': noop,
      'cancel_join_thread()': noop,
      'qsize()': (self: SharedQueue) => {
        m.meetOthers();
        return self.size;
      },
      'empty()': (self: SharedQueue) => {
        m.meetOthers();
        return self.size === 0;
      },
      'full()': (self: SharedQueue) => {
        m.meetOthers();
        return self.size >= self.limit;
      },
    },
  });
  extendBlocking(m, type, {
    'put(obj, block=True, timeout=None)': (self: SharedQueue, item: Value, block: Value, timeout: Value) =>
      self.put(item, isTrue(block), timeout),
    'get(block=True, timeout=None)': (self: SharedQueue, block: Value, timeout: Value) =>
      self.get(isTrue(block), timeout),
    'put_nowait(obj)': (self: SharedQueue, item: Value) => self.put(item, false, null),
    'get_nowait()': (self: SharedQueue) => self.get(false, null),
  });
  return type;
}

function simpleQueueType(m: KernelMachine): PyType {
  const type = defineType('SimpleQueue', {
    module: 'multiprocessing.queues',
    slots: construction('SimpleQueue', '*, ctx=None', (cls) => new SharedQueue(cls, m), noop),
    methods: {
      ...refusePickling,
      'close()': noop,
      'empty()': (self: SharedQueue) => {
        m.meetOthers();
        return self.size === 0;
      },
    },
  });
  extendBlocking(m, type, {
    // Pickled by whoever puts: it sees the error itself.
    'put(obj)': function* (self: SharedQueue, item: Value) {
      yield* self.channel.put(pickled(m, item));
      return null;
    },
    'get()': (self: SharedQueue) => self.get(true, null),
  });
  return type;
}
