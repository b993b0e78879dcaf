// Async generators: `async def` with `yield`.
//
// Inside, a `yield` and an `await` both leave the activation; a yielded value is wrapped so that the awaitables made
// by `asend` and its kin can tell the two apart.

import { exception, isExceptionOf, PyException, runtimeError } from '../objects/exceptions.js';
import { addressOf } from '../objects/identity.js';
import { defineType, extendType } from '../objects/native.js';
import { PyObject, type PyType, type Value } from '../objects/object.js';
import { asyncGeneratorType, objectType } from '../objects/types.js';
import { PyCoroutine } from './coroutine.js';
import type { Frame } from './frame.js';
import { emittedOrStop, NAME_PROPERTIES, RESUMING_METHODS } from './generator.js';
import type { Machine } from './machine.js';
import { Emit, type Pausable } from './pause.js';
import { Resumable } from './resumable.js';
import { thrownArguments } from './throw-arguments.js';

/** A value on its way out of an async generator's `yield`. */
export class YieldedValue extends PyObject {
  constructor(readonly value: Value) {
    super(objectType);
  }
}

/** What an event loop wants to know of async generators: `sys.set_asyncgen_hooks`. */
export interface AsyncGeneratorHooks {
  /** It is about to run for the first time. */
  firstIteration(generator: PyAsyncGenerator): void;
  /** It was dropped before its end. */
  finalize(generator: PyAsyncGenerator): void;
}

export class PyAsyncGenerator extends Resumable {
  /** An `asend`, `athrow` or `aclose` is under way. */
  busy = false;
  /** It was closed, or has come to its end. */
  closed = false;
  /** The hooks that were set when it began; undefined before. */
  hooks: AsyncGeneratorHooks | null | undefined = undefined;

  constructor(machine: Machine, frame: Frame, name: string, qualname: string, makeBody: () => Pausable) {
    super(asyncGeneratorType, machine, 'async generator', frame, name, qualname, makeBody);
  }

  /** `__anext__()` and `asend(value)`: raises StopAsyncIteration at the end. */
  asend(value: Value): AsyncGeneratorStep {
    this.#begun();
    return new AsyncGeneratorStep(this, asendType, () => this.next(value));
  }

  athrow(thrown: () => PyException): AsyncGeneratorStep {
    this.#begun();
    return new AsyncGeneratorStep(this, athrowType, () => this.#thrown('athrow', thrown));
  }

  aclose(): AsyncGeneratorStep {
    this.#begun();
    const exit = () => exception('GeneratorExit');
    return new AsyncGeneratorStep(this, athrowType, () => this.#thrown('aclose', exit));
  }

  /** Its event loop closes it when nobody refers to it any more. */
  override finalizeElsewhere(): boolean {
    if (this.closed || this.busy) return true;
    this.hooks?.finalize(this);
    return this.hooks !== null && this.hooks !== undefined;
  }

  #begun(): void {
    if (this.hooks !== undefined) return;
    this.hooks = this.machine.asyncGeneratorHooks;
    this.hooks?.firstIteration(this);
  }

  /** The next yielded value, as a part of a body: `async_gen_asend_send`. */
  *next(sent: Value): Pausable {
    if (this.busy) throw runtimeError('anext(): asynchronous generator is already running');
    this.#begun();
    return yield* this.#drive(sent, null, false);
  }

  /** `async_gen_athrow_send` */
  *#thrown(name: 'athrow' | 'aclose', thrown: () => PyException): Pausable {
    if (this.ended) return null;
    if (this.busy) throw runtimeError(`${name}(): asynchronous generator is already running`);
    if (this.closed) throw exception('StopAsyncIteration');
    const closing = name === 'aclose';
    if (closing) this.closed = true;
    try {
      return yield* this.#drive(null, thrown(), closing);
    } catch (raised) {
      const isEnd = isExceptionOf(raised, 'GeneratorExit') || isExceptionOf(raised, 'StopAsyncIteration');
      if (closing && isEnd) return null;
      throw raised;
    }
  }

  *#drive(sent: Value, thrown: PyException | null, closing: boolean): Pausable {
    this.busy = true;
    let value = sent;
    let error = thrown;
    try {
      for (;;) {
        if (!this.resume(value, error)) throw exception('StopAsyncIteration');
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
      if (isExceptionOf(raised, 'GeneratorExit') || isExceptionOf(raised, 'StopAsyncIteration'))
        this.closed = true;
      throw raised;
    } finally {
      this.busy = false;
    }
  }
}

const asendType = defineType('async_generator_asend', { final: true });
const athrowType = defineType('async_generator_athrow', { final: true });

/** The awaitable for one step of an async generator. */
class AsyncGeneratorStep extends PyCoroutine {
  constructor(generator: PyAsyncGenerator, cls: PyType, body: () => Pausable) {
    super(generator.machine, null, generator.name, generator.qualname, body, cls);
  }

  protected override reuseMessage(): string {
    const methods = this.cls === asendType ? '__anext__()/asend()' : 'aclose()/athrow()';
    return `cannot reuse already awaited ${methods}`;
  }
}

for (const type of [asendType, athrowType]) {
  extendType(type, {
    slots: {
      await: (self: AsyncGeneratorStep) => self,
      iter: (self: AsyncGeneratorStep) => self,
      next: (self: AsyncGeneratorStep) => emittedOrStop(self, self.resume(null)),
    },
    methods: RESUMING_METHODS,
  });
}

extendType(asyncGeneratorType, {
  slots: {
    aiter: (self: PyAsyncGenerator) => self,
    anext: (self: PyAsyncGenerator) => self.asend(null),
    repr: (self: PyAsyncGenerator) => `<async_generator object ${self.qualname} at ${addressOf(self)}>`,
  },
  methods: {
    'asend(value, /)': (self: PyAsyncGenerator, value) => self.asend(value),
    'athrow(type, value=None, traceback=None, /)': (self: PyAsyncGenerator, type, value, traceback) =>
      self.athrow(() => thrownArguments(self.machine, type, value, traceback)),
    'aclose()': (self: PyAsyncGenerator) => self.aclose(),
  },
  properties: {
    ...NAME_PROPERTIES,
    ag_running: (self: PyAsyncGenerator) => self.busy,
    ag_suspended: (self: PyAsyncGenerator) => self.started && !self.ended && !self.isRunning,
    ag_await: (self: PyAsyncGenerator) => self.awaited,
    ag_frame: (self: PyAsyncGenerator) => (self.ended ? null : self.frame),
    ag_code: (self: PyAsyncGenerator) => self.code,
  },
});
