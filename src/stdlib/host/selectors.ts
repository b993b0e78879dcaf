// The `selectors` module. There is nothing of the host to wait for: the classes can be named and derived from, the
// selectors themselves not made.

import { defineModule } from '../../execution/module.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { exception } from '../../objects/exceptions.js';
import type { NativeBody } from '../../objects/native.js';
import { abcMeta } from '../abc/abc-meta.js';
import { makeNamedTuple } from '../collections/namedtuple.js';
import { callAttribute } from '../library.js';
import { libraryClass } from '../library-class.js';
import { refusedClass } from './refused.js';

const SELECTORS = ['SelectSelector', 'PollSelector', 'EpollSelector'];

export const selectors = defineModule('selectors', (m: KernelMachine) => {
  const module = 'selectors';
  const notImplemented: NativeBody = () => {
    throw exception('NotImplementedError');
  };
  const base = libraryClass('BaseSelector', {
    module,
    instanceDict: true,
    metatype: abcMeta(m),
    abstract: {
      'register(self, fileobj, events, data=None)': notImplemented,
      'unregister(self, fileobj)': notImplemented,
      'select(self, timeout=None)': notImplemented,
      'get_map(self)': notImplemented,
    },
    methods: {
      'modify(self, fileobj, events, data=None)': (self, file, events, data) => {
        callAttribute(self, 'unregister', file);
        return callAttribute(self, 'register', file, events, data);
      },
      'close(self)': () => null,
      '__enter__(self)': (self) => self,
      '__exit__(self, *args)': (self) => callAttribute(self, 'close'),
    },
  });
  const classes = Object.fromEntries(
    SELECTORS.map((name) => [name, refusedClass(module, name, ['select'], [base])]),
  );
  return {
    EVENT_READ: 1,
    EVENT_WRITE: 2,
    SelectorKey: makeNamedTuple('SelectorKey', ['fileobj', 'fd', 'events', 'data'], { module }),
    BaseSelector: base,
    ...classes,
    DefaultSelector: classes.EpollSelector ?? base,
  };
});
