// `anext`.

import { awaitIterator } from '../../execution/coroutine.js';
import { getAttribute } from '../../objects/attributes.js';
import { call } from '../../objects/call.js';
import { PyTuple } from '../../objects/containers.js';
import { isExceptionOf, stopIteration, typeError } from '../../objects/exceptions.js';
import { nextSlot } from '../../objects/iteration.js';
import { defineType } from '../../objects/native.js';
import { PyObject, type Value } from '../../objects/object.js';
import { typeName, typeOf } from '../../objects/types.js';

/** An awaitable for the next item; with a fallback, for that at the end. */
export function nextAsync(iterator: Value, fallback: Value | undefined): Value {
  const slot = typeOf(iterator).slots.anext;
  if (slot === undefined) throw typeError(`'${typeName(iterator)}' object is not an async iterator`);
  const awaitable = slot(iterator);
  return fallback === undefined ? awaitable : new AnextAwaitable(awaitable, fallback);
}

/** Awaits what `__anext__` gave, and turns StopAsyncIteration into a result: Objects/iterobject.c. */
class AnextAwaitable extends PyObject {
  #iterator: Value | undefined;

  constructor(
    readonly awaitable: Value,
    readonly fallback: Value,
  ) {
    super(anextAwaitableType);
  }

  get iterator(): Value {
    this.#iterator ??= awaitIterator(this.awaitable);
    return this.#iterator;
  }

  attempt<Result>(run: (iterator: Value) => Result): Result {
    try {
      return run(this.iterator);
    } catch (error) {
      if (isExceptionOf(error, 'StopAsyncIteration')) throw stopIteration(this.fallback);
      throw error;
    }
  }
}

const anextAwaitableType = defineType('anext_awaitable', {
  final: true,
  slots: {
    await: (self: AnextAwaitable) => self,
    iter: (self) => self,
    next: (self: AnextAwaitable) => self.attempt((iterator) => nextSlot(iterator)(iterator)),
  },
  methods: {
    'send(value, /)': (self: AnextAwaitable, value) =>
      self.attempt((iterator) => call(getAttribute(iterator, 'send'), [value])),
    'throw(*args)': (self: AnextAwaitable, args) =>
      self.attempt((iterator) => call(getAttribute(iterator, 'throw'), itemsOf(args))),
    'close()': (self: AnextAwaitable) => self.attempt((iterator) => call(getAttribute(iterator, 'close'))),
  },
});

const itemsOf = (args: Value): readonly Value[] => (args instanceof PyTuple ? args.items : []);
