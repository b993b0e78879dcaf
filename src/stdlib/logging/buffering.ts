// Handlers that keep records for a while: `BufferingHandler`, `MemoryHandler` (`logging.handlers`).

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute } from '../../objects/attributes.js';
import { isTrue } from '../../objects/compare.js';
import { PyList } from '../../objects/containers.js';
import { asSize } from '../../objects/index.js';
import { toArray } from '../../objects/iteration.js';
import type { PyType, Value } from '../../objects/object.js';
import { length } from '../../objects/subscript.js';
import { callAttribute, perMachine, setOwnAttribute } from '../library.js';
import { libraryClass } from '../library-class.js';
import { callBase, handlerClass } from './handlers.js';
import { HANDLERS } from './rotating.js';
import { ERROR } from './state.js';

const isFull = (self: Value): boolean =>
  length(getAttribute(self, 'buffer')) >= asSize(getAttribute(self, 'capacity'));

export const bufferingHandlerClass = perMachine(
  (m: KernelMachine): PyType =>
    libraryClass('BufferingHandler', {
      module: HANDLERS,
      bases: [handlerClass(m)],
      instanceDict: true,
      methods: {
        '__init__(self, capacity)': (self, capacity) => {
          callBase(handlerClass(m), '__init__', self);
          setOwnAttribute(self, 'capacity', capacity);
          setOwnAttribute(self, 'buffer', new PyList([]));
          return null;
        },
        'shouldFlush(self, record)': isFull,
        'emit(self, record)': (self, record) => {
          callAttribute(getAttribute(self, 'buffer'), 'append', record);
          if (isTrue(callAttribute(self, 'shouldFlush', record))) callAttribute(self, 'flush');
          return null;
        },
        'flush(self)': (self) => callAttribute(getAttribute(self, 'buffer'), 'clear'),
        'close(self)': (self) => {
          try {
            callAttribute(self, 'flush');
          } finally {
            callBase(handlerClass(m), 'close', self);
          }
          return null;
        },
      },
    }),
);

export const memoryHandlerClass = perMachine(
  (m: KernelMachine): PyType =>
    libraryClass('MemoryHandler', {
      module: HANDLERS,
      bases: [bufferingHandlerClass(m)],
      instanceDict: true,
      methods: {
        [`__init__(self, capacity, flushLevel=${ERROR}, target=None, flushOnClose=True)`]: (
          self,
          capacity,
          flushLevel,
          target,
          flushOnClose,
        ) => {
          callBase(bufferingHandlerClass(m), '__init__', self, capacity);
          const values = { flushLevel, target, flushOnClose };
          for (const [name, value] of Object.entries(values)) setOwnAttribute(self, name, value);
          return null;
        },
        'shouldFlush(self, record)': (self, record) =>
          isFull(self) || asSize(getAttribute(record, 'levelno')) >= asSize(getAttribute(self, 'flushLevel')),
        'setTarget(self, target)': (self, target) => {
          setOwnAttribute(self, 'target', target);
          return null;
        },
        'flush(self)': (self) => {
          const target = getAttribute(self, 'target');
          if (!isTrue(target)) return null;
          const buffer = getAttribute(self, 'buffer');
          for (const record of toArray(buffer)) callAttribute(target, 'handle', record);
          return callAttribute(buffer, 'clear');
        },
        'close(self)': (self) => {
          try {
            if (isTrue(getAttribute(self, 'flushOnClose'))) callAttribute(self, 'flush');
          } finally {
            setOwnAttribute(self, 'target', null);
            callBase(bufferingHandlerClass(m), 'close', self);
          }
          return null;
        },
      },
    }),
);
