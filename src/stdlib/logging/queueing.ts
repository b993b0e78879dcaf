// Records that go through a queue to another thread: `QueueHandler`, `QueueListener` (`logging.handlers`).

import { Invoke, type Pausable } from '../../execution/pause.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute, getAttributeOr, setAttribute } from '../../objects/attributes.js';
import { call } from '../../objects/call.js';
import { isTrue } from '../../objects/compare.js';
import { PyException } from '../../objects/exceptions.js';
import { asSize } from '../../objects/index.js';
import { toArray } from '../../objects/iteration.js';
import type { PyType, Value } from '../../objects/object.js';
import { pausableFunction } from '../forwarding.js';
import { callAttribute, perMachine, setOwnAttribute } from '../library.js';
import { libraryClass } from '../library-class.js';
import { empty } from '../queue.js';
import { callBase, guarded, handlerClass } from './handlers.js';
import { HANDLERS } from './rotating.js';

/** What other threads must not have to make sense of is put into the message. */
const SETTLED = ['args', 'exc_info', 'exc_text', 'stack_info'];

export const queueHandlerClass = perMachine(
  (m: KernelMachine): PyType =>
    libraryClass('QueueHandler', {
      module: HANDLERS,
      bases: [handlerClass(m)],
      instanceDict: true,
      methods: {
        '__init__(self, queue)': (self, queue) => {
          callBase(handlerClass(m), '__init__', self);
          setOwnAttribute(self, 'queue', queue);
          setOwnAttribute(self, 'listener', null);
          return null;
        },
        'enqueue(self, record)': (self, record) => {
          callAttribute(getAttribute(self, 'queue'), 'put_nowait', record);
          return null;
        },
        'prepare(self, record)': (self, record) => {
          const message = callAttribute(self, 'format', record);
          const copied = callAttribute(m.importModule('copy', m.builtins, null, 0), 'copy', record);
          setAttribute(copied, 'message', message);
          setAttribute(copied, 'msg', message);
          for (const name of SETTLED) setAttribute(copied, name, null);
          return copied;
        },
        'emit(self, record)': (self, record) =>
          guarded(m, self, record, () => {
            callAttribute(self, 'enqueue', callAttribute(self, 'prepare', record));
          }),
      },
    }),
);

const SENTINEL = '_sentinel';

function* monitor(self: Value): Pausable {
  const queue = getAttribute(self, 'queue');
  const done = (): void => {
    const taskDone = getAttributeOr(queue, 'task_done');
    if (taskDone !== undefined) call(taskDone);
  };
  for (;;) {
    let record: Value;
    try {
      record = yield new Invoke(getAttribute(self, 'dequeue'), [true], null);
    } catch (error) {
      if (error instanceof PyException && error.cls.isSubtypeOf(empty)) return null;
      throw error;
    }
    if (record === getAttribute(self, SENTINEL)) {
      done();
      return null;
    }
    yield new Invoke(getAttribute(self, 'handle'), [record], null);
    done();
  }
}

function* stop(self: Value): Pausable {
  const thread = getAttribute(self, '_thread');
  if (!isTrue(thread)) return null;
  callAttribute(self, 'enqueue_sentinel');
  yield new Invoke(getAttribute(thread, 'join'), [], null);
  setOwnAttribute(self, '_thread', null);
  return null;
}

export const queueListenerClass = perMachine((m: KernelMachine): PyType => {
  const pausing = (text: string, body: (self: Value, args: readonly Value[]) => Pausable): Value =>
    pausableFunction(m, text, ([self = null, ...args]) => body(self, args), HANDLERS);
  return libraryClass('QueueListener', {
    module: HANDLERS,
    instanceDict: true,
    attributes: {
      [SENTINEL]: null,
      _monitor: pausing('_monitor(self)', monitor),
      stop: pausing('stop(self)', stop),
      dequeue: pausing('dequeue(self, block)', function* (self, args): Pausable {
        return yield new Invoke(getAttribute(getAttribute(self, 'queue'), 'get'), args, null);
      }),
      start: pausing('start(self)', function* (self): Pausable {
        const threading = m.importModule('threading', m.builtins, null, 0);
        const target = new Map([['target', getAttribute(self, '_monitor')]]);
        const thread = call(getAttribute(threading, 'Thread'), [], target);
        setOwnAttribute(self, '_thread', thread);
        setAttribute(thread, 'daemon', true);
        yield new Invoke(getAttribute(thread, 'start'), [], null);
        return null;
      }),
    },
    methods: {
      '__init__(self, queue, *handlers, respect_handler_level=False)': (self, queue, handlers, respect) => {
        setOwnAttribute(self, 'queue', queue);
        setOwnAttribute(self, 'handlers', handlers);
        setOwnAttribute(self, '_thread', null);
        setOwnAttribute(self, 'respect_handler_level', respect);
        return null;
      },
      'prepare(self, record)': (_self, record) => record,
      'handle(self, record)': (self, given) => {
        const record = callAttribute(self, 'prepare', given);
        const respects = isTrue(getAttribute(self, 'respect_handler_level'));
        for (const handler of toArray(getAttribute(self, 'handlers'))) {
          const level = asSize(getAttribute(record, 'levelno'));
          if (!respects || level >= asSize(getAttribute(handler, 'level'))) {
            callAttribute(handler, 'handle', record);
          }
        }
        return null;
      },
      'enqueue_sentinel(self)': (self) => {
        callAttribute(getAttribute(self, 'queue'), 'put_nowait', getAttribute(self, SENTINEL));
        return null;
      },
    },
  });
});
