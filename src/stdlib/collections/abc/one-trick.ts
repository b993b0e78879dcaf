// The abstract classes that ask for a method or two: Hashable, Iterable, Sized, Awaitable, ...
// (Lib/_collections_abc.py).

import { awaitValue } from '../../../execution/coroutine.js';
import { raiseValue } from '../../../execution/handling.js';
import { getAttribute } from '../../../objects/attributes.js';
import { call } from '../../../objects/call.js';
import { exception, isExceptionOf, PyException, runtimeError } from '../../../objects/exceptions.js';
import { nativeIterator } from '../../../objects/iteration.js';
import type { PyType, Value } from '../../../objects/object.js';
import {
  asyncGeneratorType,
  bytearrayType,
  bytesType,
  coroutineType,
  generatorType,
  memoryviewType,
} from '../../../objects/types.js';
import { libraryCoroutineFunction } from '../../asyncio/native-coroutine.js';
import { perMachine } from '../../library.js';
import { extendClass } from '../../library-class.js';
import { callableAlias } from './callable-alias.js';
import { abstractClass, MODULE } from './make.js';

export const hashable = abstractClass('Hashable', {
  abstract: { '__hash__(self)': () => 0 },
  hook: ['__hash__'],
});
export const awaitable = abstractClass('Awaitable', {
  abstract: { '__await__(self)': () => null },
  hook: ['__await__'],
  generic: true,
});

const closing = (self: Value): Value => {
  try {
    call(getAttribute(self, 'throw'), [exception('GeneratorExit').cls]);
  } catch (error) {
    if (isExceptionOf(error, 'GeneratorExit') || isExceptionOf(error, 'StopIteration')) return null;
    throw error;
  }
  throw runtimeError('generator ignored GeneratorExit');
};

const throwing = (_self: Value, type: Value, value: Value): Value => {
  throw raiseValue(value === null ? type : value, undefined);
};

export const coroutine = abstractClass('Coroutine', {
  bases: [awaitable],
  abstract: {
    'send(self, value)': () => {
      throw exception('StopIteration');
    },
    'throw(self, typ, val=None, tb=None)': throwing,
  },
  mixins: { 'close(self)': closing },
  hook: ['__await__', 'send', 'throw', 'close'],
  generic: true,
  registered: [coroutineType],
});

export const asyncIterable = abstractClass('AsyncIterable', {
  abstract: { '__aiter__(self)': () => null },
  hook: ['__aiter__'],
  generic: true,
});
export const asyncIterator = abstractClass('AsyncIterator', {
  bases: [asyncIterable],
  abstract: {
    '__anext__(self)': () => {
      throw exception('StopAsyncIteration');
    },
  },
  mixins: { '__aiter__(self)': (self) => self },
  hook: ['__anext__', '__aiter__'],
});

const bareAsyncGenerator = abstractClass('AsyncGenerator', {
  bases: [asyncIterator],
  abstract: {
    'asend(self, value)': () => {
      throw exception('StopAsyncIteration');
    },
    'athrow(self, typ, val=None, tb=None)': throwing,
  },
  hook: ['__aiter__', '__anext__', 'asend', 'athrow', 'aclose'],
  registered: [asyncGeneratorType],
});

export const asyncGenerator = perMachine((m): PyType => {
  const type = bareAsyncGenerator(m);
  extendClass(type, {
    module: MODULE,
    attributes: {
      __anext__: libraryCoroutineFunction(m, '__anext__(self)', function* ([self = null]) {
        return yield* awaitValue(call(getAttribute(self, 'asend'), [null]));
      }),
      aclose: libraryCoroutineFunction(m, 'aclose(self)', function* ([self = null]) {
        try {
          yield* awaitValue(call(getAttribute(self, 'athrow'), [exception('GeneratorExit').cls]));
        } catch (error) {
          const isEnd = isExceptionOf(error, 'GeneratorExit') || isExceptionOf(error, 'StopAsyncIteration');
          if (!(error instanceof PyException) || !isEnd) throw error;
          return null;
        }
        throw runtimeError('asynchronous generator ignored GeneratorExit');
      }),
    },
  });
  return type;
});

/** A generator that yields nothing. */
const nothing = (): Value => nativeIterator('generator', () => undefined);

export const iterable = abstractClass('Iterable', {
  abstract: { '__iter__(self)': nothing },
  hook: ['__iter__'],
  generic: true,
});
export const iterator = abstractClass('Iterator', {
  bases: [iterable],
  abstract: {
    '__next__(self)': () => {
      throw exception('StopIteration');
    },
  },
  mixins: { '__iter__(self)': (self) => self },
  hook: ['__iter__', '__next__'],
});
export const reversible = abstractClass('Reversible', {
  bases: [iterable],
  abstract: { '__reversed__(self)': nothing },
  hook: ['__reversed__', '__iter__'],
});
export const generator = abstractClass('Generator', {
  bases: [iterator],
  abstract: {
    'send(self, value)': () => {
      throw exception('StopIteration');
    },
    'throw(self, typ, val=None, tb=None)': throwing,
  },
  mixins: {
    '__next__(self)': (self) => call(getAttribute(self, 'send'), [null]),
    'close(self)': closing,
  },
  hook: ['__iter__', '__next__', 'send', 'throw', 'close'],
  registered: [generatorType],
});
export const sized = abstractClass('Sized', { abstract: { '__len__(self)': () => 0 }, hook: ['__len__'] });
export const container = abstractClass('Container', {
  abstract: { '__contains__(self, x)': () => false },
  hook: ['__contains__'],
  generic: true,
});
export const collection = abstractClass('Collection', {
  bases: [sized, iterable, container],
  hook: ['__len__', '__iter__', '__contains__'],
});
export const buffer = abstractClass('Buffer', {
  abstract: {
    '__buffer__(self, flags, /)': () => {
      throw exception('NotImplementedError');
    },
  },
  hook: ['__buffer__'],
  registered: [bytesType, bytearrayType, memoryviewType],
});
export const callable = abstractClass('Callable', {
  abstract: { '__call__(self, *args, **kwds)': () => false },
  hook: ['__call__'],
  classMethods: { '__class_getitem__(cls, item)': callableAlias },
});
