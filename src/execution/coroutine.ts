// Coroutines, written in Python or as natives, and what `await` accepts.

import { getAttribute, getAttributeOr } from '../objects/attributes.js';
import { call } from '../objects/call.js';
import { PyTuple, tuple } from '../objects/containers.js';
import {
  isExceptionOf,
  PyException,
  runtimeError,
  stopIterationValue,
  typeError,
} from '../objects/exceptions.js';
import { addressOf } from '../objects/identity.js';
import { nextSlot } from '../objects/iteration.js';
import { extendType } from '../objects/native.js';
import { PyObject, PyType, type Value } from '../objects/object.js';
import { coroutineType, objectType, typeName, typeOf } from '../objects/types.js';
import type { Frame } from './frame.js';
import { emittedOrStop, NAME_PROPERTIES, PyGenerator, RESUMING_METHODS } from './generator.js';
import type { Machine } from './machine.js';
import { Delegate, Emit, type Entry, type Pause } from './pause.js';
import { type BodyMaker, NativeAwaitable, Resumable } from './resumable.js';

export { NativeAwaitable };

import { thrownArguments } from './throw-arguments.js';

/** A frame that a coroutine was made in. */
export interface OriginFrame {
  readonly filename: string;
  readonly lineno: number;
  readonly name: string;
  /** The line's text. */
  readonly line: string | undefined;
}

export class PyCoroutine extends Resumable {
  /** Id in the trace, or 0 where nothing is traced. */
  traceId = 0;
  /** `cr_origin`, the innermost frame first; null where it is not tracked. */
  origin: readonly OriginFrame[] | null = null;

  constructor(
    machine: Machine,
    frame: Frame | null,
    name: string,
    qualname: string,
    makeBody: BodyMaker,
    cls: PyType = coroutineType,
  ) {
    super(cls, machine, 'coroutine', frame, name, qualname, makeBody);
  }

  /** As warnings name it. */
  get described(): string {
    return `coroutine '${this.qualname}'`;
  }

  protected reuseMessage(): string {
    return 'cannot reuse already awaited coroutine';
  }

  protected override begin(): Entry {
    this.machine.coroutineBegun(this);
    return super.begin();
  }

  protected override prepare(value: Value, error: PyException | null): boolean {
    if (this.ended) throw runtimeError(this.reuseMessage());
    return super.prepare(value, error);
  }

  override delegate(): ReturnType<Resumable['delegate']> {
    if (this.ended) throw runtimeError(this.reuseMessage());
    if (this.started && !this.isRunning) throw runtimeError('coroutine is being awaited already');
    return super.delegate();
  }
}

/** `await value` as a part of a body: `yield* awaitValue(value)` gives the result. */
export function* awaitValue(value: Value): Generator<Pause, Value, Value> {
  if (value instanceof PyCoroutine) return yield new Delegate(value.delegate());
  if (value instanceof NativeAwaitable) {
    if (!value.isReady) {
      value.aboutToEmit();
      yield new Emit(value);
    }
    return value.awaitResult();
  }
  return yield* delegateTo(awaitIterator(value));
}

/** A generator of a function that `types.coroutine` was applied to. */
export function isIterableCoroutine(value: Value): boolean {
  return value instanceof PyGenerator && (value.code?.isIterableCoroutine ?? false);
}

/** What `await` accepts: `inspect.isawaitable`. */
export function isAwaitable(value: Value): boolean {
  return isIterableCoroutine(value) || typeOf(value).slots.await !== undefined;
}

/** The iterator of any other awaitable: `_PyCoro_GetAwaitableIter`. */
export function awaitIterator(value: Value): Value {
  if (isIterableCoroutine(value)) return value;
  const slot = typeOf(value).slots.await;
  if (slot === undefined) throw typeError(`object ${typeName(value)} can't be used in 'await' expression`);
  const iterator = slot(value);
  if (typeOf(iterator) === coroutineType) throw typeError('__await__() returned a coroutine');
  if (typeOf(iterator).slots.next === undefined) {
    throw typeError(`__await__() returned non-iterator of type '${typeName(iterator)}'`);
  }
  return iterator;
}

/** `yield from iterator` */
export function* delegateTo(iterator: Value): Generator<Pause, Value, Value> {
  if (iterator instanceof AwaitWrapper) return yield new Delegate(iterator.coroutine.delegate());
  if (iterator instanceof PyGenerator) return iterator.ended ? null : yield new Delegate(iterator.delegate());
  return yield* delegateToIterator(iterator);
}

/** PEP 380 over an iterator that is no generator. */
function* delegateToIterator(iterator: Value): Generator<Pause, Value, Value> {
  const step = nextSlot(iterator);
  let emitted: Value | undefined;
  try {
    emitted = typeOf(iterator).heap ? call(getAttributeOr(iterator, '__next__') ?? null) : step(iterator);
  } catch (error) {
    if (isExceptionOf(error, 'StopIteration')) return stopIterationValue(error);
    throw error;
  }
  while (emitted !== undefined) {
    try {
      let sent: Value;
      try {
        sent = yield new Emit(emitted);
      } catch (thrown) {
        if (!(thrown instanceof PyException)) throw thrown;
        emitted = throwInto(iterator, thrown);
        continue;
      }
      if (sent === null)
        emitted = typeOf(iterator).heap ? call(getAttributeOr(iterator, '__next__') ?? null) : step(iterator);
      else {
        const send = getAttribute(iterator, 'send');
        emitted = call(send, [sent]);
      }
    } catch (error) {
      if (isExceptionOf(error, 'StopIteration')) return stopIterationValue(error);
      throw error;
    }
  }
  return null;
}

function throwInto(iterator: Value, thrown: PyException): Value {
  if (isExceptionOf(thrown, 'GeneratorExit')) {
    const close = getAttributeOr(iterator, 'close');
    if (close !== undefined) call(close);
    throw thrown;
  }
  const method = getAttributeOr(iterator, 'throw');
  if (method === undefined) throw thrown;
  return call(method, [thrown]);
}

/** What `coroutine.__await__()` gives: an iterator over the coroutine. */
class AwaitWrapper extends PyObject {
  constructor(readonly coroutine: PyCoroutine) {
    super(awaitWrapperType);
  }
}

const awaitWrapperType = new PyType('coroutine_wrapper', [objectType]);
extendType(awaitWrapperType, {
  slots: {
    iter: (self: AwaitWrapper) => self,
    next: (self: AwaitWrapper) => emittedOrStop(self.coroutine, self.coroutine.resume(null)),
  },
  methods: {
    'send(value, /)': (self: AwaitWrapper, value) =>
      emittedOrStop(self.coroutine, self.coroutine.resume(value)),
    'throw(type, value=None, traceback=None, /)': (self: AwaitWrapper, type, value, traceback) =>
      emittedOrStop(
        self.coroutine,
        self.coroutine.resume(null, thrownArguments(self.coroutine.machine, type, value, traceback)),
      ),
    'close()': (self: AwaitWrapper) => self.coroutine.close(),
  },
});

extendType(coroutineType, {
  slots: {
    await: (self: PyCoroutine) => new AwaitWrapper(self),
    repr: (self: PyCoroutine) => `<coroutine object ${self.qualname} at ${addressOf(self)}>`,
  },
  methods: RESUMING_METHODS,
  properties: {
    ...NAME_PROPERTIES,
    cr_running: (self: PyCoroutine) => self.isRunning,
    cr_suspended: (self: PyCoroutine) => self.started && !self.ended && !self.isRunning,
    cr_await: (self: PyCoroutine) => self.awaited,
    cr_frame: (self: PyCoroutine) => (self.ended || self.frame === null ? null : self.frame.object),
    cr_code: (self: PyCoroutine) => self.code,
    cr_origin: ({ origin }: PyCoroutine) =>
      origin === null
        ? null
        : new PyTuple(origin.map(({ filename, lineno, name }) => tuple(filename, lineno, name))),
  },
});
