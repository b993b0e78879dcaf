// An asynchronous iterator over the items of a plain one: what `async for` over a mock goes through.

import type { KernelMachine } from '../../../kernel/kernel-machine.js';
import { exception } from '../../../objects/exceptions.js';
import { next } from '../../../objects/iteration.js';
import { defineType } from '../../../objects/native.js';
import { PyObject, type PyType, type Value } from '../../../objects/object.js';
import { nativeCoroutine } from '../../asyncio/native-coroutine.js';
import { once } from '../../library.js';

class PyAsyncIterator extends PyObject {
  constructor(
    readonly machine: KernelMachine,
    readonly items: Value,
  ) {
    super(asyncIteratorType());
  }

  // biome-ignore lint/correctness/useYield: a coroutine that never awaits is still one
  *step(): Generator<never, Value, Value> {
    const item = next(this.items);
    if (item === undefined) throw exception('StopAsyncIteration');
    return item;
  }
}

const asyncIteratorType = once(
  (): PyType =>
    defineType('_AsyncIterator', {
      module: 'unittest.mock',
      slots: {
        aiter: (self) => self,
        anext: (self: PyAsyncIterator) =>
          nativeCoroutine(self.machine, '__anext__', '_AsyncIterator.__anext__', () => self.step(), []),
      },
    }),
);

export function asyncIterator(m: KernelMachine, items: Value): Value {
  return new PyAsyncIterator(m, items);
}
