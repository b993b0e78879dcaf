// Async generators: `async def` with `yield`.
//
// Inside, a `yield` and an `await` both leave the activation; a yielded value is wrapped so that the awaitables made
// by `asend` and its kin can tell the two apart.

import { exception, isExceptionOf, PyException, runtimeError } from '../objects/exceptions.js';
import { addressOf } from '../objects/identity.js';
import { extendType } from '../objects/native.js';
import { PyObject, type Value } from '../objects/object.js';
import { asyncGeneratorType, objectType } from '../objects/types.js';
import { PyCoroutine } from './coroutine.js';
import type { Frame } from './frame.js';
import type { Machine } from './machine.js';
import { Emit, type Pausable } from './pause.js';
import { Resumable } from './resumable.js';
import { thrownException } from './throw-arguments.js';

/** A value on its way out of an async generator's `yield`. */
export class YieldedValue extends PyObject {
  constructor(readonly value: Value) {
    super(objectType);
  }
}

export class PyAsyncGenerator extends Resumable {
  /** An `asend`, `athrow` or `aclose` is under way. */
  busy = false;

  constructor(machine: Machine, frame: Frame, name: string, qualname: string, makeBody: () => Pausable) {
    super(asyncGeneratorType, machine, 'async generator', frame, name, qualname, makeBody);
  }

  /** Awaitable for the next yielded value; raises StopAsyncIteration at the end. */
  step(name: string, sent: Value, thrown: (() => PyException) | null): PyCoroutine {
    const run = (): Pausable => this.#drive(name, sent, thrown);
    return new PyCoroutine(this.machine, null, name, `async_generator_${name}`, run);
  }

  *#drive(name: string, sent: Value, thrown: (() => PyException) | null): Pausable {
    if (this.busy) throw runtimeError(`${name}(): asynchronous generator is already running`);
    const closing = name === 'aclose';
    if (this.ended || (closing && !this.started)) {
      this.ended = true;
      if (closing || thrown !== null) return null;
      throw exception('StopAsyncIteration');
    }
    this.busy = true;
    let value: Value = sent;
    let error = thrown === null ? null : thrown();
    try {
      for (;;) {
        if (!this.resume(value, error)) {
          if (closing) return null;
          throw exception('StopAsyncIteration');
        }
        error = null;
        const emitted = this.activation.value;
        if (emitted instanceof YieldedValue) {
          if (closing) throw runtimeError('async generator ignored GeneratorExit');
          return emitted.value;
        }
        try {
          value = yield new Emit(emitted);
        } catch (raised) {
          if (!(raised instanceof PyException)) throw raised;
          value = null;
          error = raised;
        }
      }
    } catch (raised) {
      if (closing && (isExceptionOf(raised, 'GeneratorExit') || isExceptionOf(raised, 'StopAsyncIteration')))
        return null;
      throw raised;
    } finally {
      this.busy = false;
    }
  }
}

extendType(asyncGeneratorType, {
  slots: {
    aiter: (self: PyAsyncGenerator) => self,
    anext: (self: PyAsyncGenerator) => self.step('__anext__', null, null),
    repr: (self: PyAsyncGenerator) => `<async_generator object ${self.qualname} at ${addressOf(self)}>`,
  },
  methods: {
    'asend(value, /)': (self: PyAsyncGenerator, value) => self.step('asend', value, null),
    'athrow(type, value=None, traceback=None, /)': (self: PyAsyncGenerator, type, value) =>
      self.step('athrow', null, () => thrownException(type, value)),
    'aclose()': (self: PyAsyncGenerator) => self.step('aclose', null, () => exception('GeneratorExit')),
  },
  properties: {
    __name__: (self: PyAsyncGenerator) => self.name,
    __qualname__: (self: PyAsyncGenerator) => self.qualname,
    ag_running: (self: PyAsyncGenerator) => self.busy,
    ag_frame: (self: PyAsyncGenerator) => (self.ended ? null : self.frame),
    ag_code: (self: PyAsyncGenerator) => self.code,
  },
});
