// The `sched` module: a scheduler that calls functions at their time, sleeping in between.

import { extendBlocking } from '../execution/blocking.js';
import { defineModule } from '../execution/module.js';
import { Invoke, type Pause } from '../execution/pause.js';
import type { KernelMachine } from '../kernel/kernel-machine.js';
import { getAttribute } from '../objects/attributes.js';
import { call } from '../objects/call.js';
import { isTrue } from '../objects/compare.js';
import { emptyTuple, PyDict, PyList, PyTuple } from '../objects/containers.js';
import { valueError } from '../objects/exceptions.js';
import { toArray } from '../objects/iteration.js';
import { keywordsOf } from '../objects/keywords.js';
import { defineType } from '../objects/native.js';
import { PyObject, type PyType, type Value } from '../objects/object.js';
import { add, gt, sub } from '../objects/operators.js';
import { construction } from './declare.js';
import { heapify, heapPop, heapPush } from './heaps.js';
import { perMachine } from './library.js';
import { structSequenceType } from './struct-sequence.js';

const FIELDS = ['time', 'priority', 'sequence', 'action', 'argument', 'kwargs'];

class PyScheduler extends PyObject {
  /** A heap of events. */
  readonly events: Value[] = [];
  timefunc: Value = null;
  delayfunc: Value = null;
  sequence = 0;

  constructor(
    cls: PyType,
    readonly eventType: PyType,
  ) {
    super(cls, new Map());
  }

  enter(time: Value, priority: Value, action: Value, argument: Value, kwargs: Value): Value {
    const fields = [time, priority, this.sequence++, action, argument, kwargs ?? new PyDict()];
    const event = new PyTuple(fields, this.eventType);
    heapPush(this.events, event);
    return event;
  }

  cancel(event: Value): void {
    const index = this.events.indexOf(event);
    if (index < 0) throw valueError('list.remove(x): x not in list');
    this.events.splice(index, 1);
    heapify(this.events);
  }

  *run(blocking: boolean): Generator<Pause, Value, Value> {
    for (let [next] = this.events; next instanceof PyTuple; [next] = this.events) {
      const [time = null, , , action = null, argument = null, kwargs = null] = next.items;
      const now: Value = yield new Invoke(this.timefunc, [], null);
      if (isTrue(gt(time, now))) {
        if (!blocking) return sub(time, now);
        yield new Invoke(this.delayfunc, [sub(time, now)], null);
        continue;
      }
      heapPop(this.events);
      yield new Invoke(action, toArray(argument), keywordsOf(kwargs));
      yield new Invoke(this.delayfunc, [0], null);
    }
    return null;
  }
}

const schedTypes = perMachine((m: KernelMachine) => {
  const event = structSequenceType('Event', FIELDS);
  event.module = 'sched';
  const scheduler = defineType('scheduler', {
    mutable: true,
    module: 'sched',
    instanceDict: true,
    slots: construction(
      'scheduler',
      'timefunc=None, delayfunc=None',
      (cls) => new PyScheduler(cls, event),
      (self: PyScheduler, timefunc, delayfunc) => {
        const time = m.importModule('time', m.builtins, ['monotonic', 'sleep'], 0);
        self.timefunc = timefunc ?? getAttribute(time, 'monotonic');
        self.delayfunc = delayfunc ?? getAttribute(time, 'sleep');
        return null;
      },
    ),
    methods: {
      'enterabs(time, priority, action, argument=(), kwargs=None)': (
        self: PyScheduler,
        time,
        priority,
        action,
        argument,
        kwargs,
      ) => self.enter(time, priority, action, argument ?? emptyTuple, kwargs),
      'enter(delay, priority, action, argument=(), kwargs=None)': (
        self: PyScheduler,
        delay,
        priority,
        action,
        argument,
        kwargs,
      ) => self.enter(add(call(self.timefunc), delay), priority, action, argument ?? emptyTuple, kwargs),
      'cancel(event)': (self: PyScheduler, event) => {
        self.cancel(event);
        return null;
      },
      'empty()': (self: PyScheduler) => self.events.length === 0,
    },
    properties: {
      queue: (self: PyScheduler) => {
        const heap = [...self.events];
        const sorted: Value[] = [];
        while (heap.length > 0) sorted.push(heapPop(heap));
        return new PyList(sorted);
      },
      timefunc: (self: PyScheduler) => self.timefunc,
      delayfunc: (self: PyScheduler) => self.delayfunc,
    },
  });
  extendBlocking(m, scheduler, {
    'run(blocking=True)': (self: PyScheduler, blocking: Value) => self.run(isTrue(blocking)),
  });
  return { event, scheduler };
});

export const sched = defineModule('sched', (m: KernelMachine) => {
  const { event, scheduler } = schedTypes(m);
  return { scheduler, Event: event };
});
