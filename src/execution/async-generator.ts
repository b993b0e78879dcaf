// Async generators: `async def` with `yield`.
//
// Inside, a `yield` and an `await` both leave the activation; a yielded value is wrapped so that the awaitables made
// by `asend` and its kin can tell the two apart.

import { exception, isExceptionOf, PyException, runtimeError } from '../objects/exceptions.js';
import { addressOf } from '../objects/identity.js';
import { defineType, extendType } from '../objects/native.js';
import { PyObject, type Value } from '../objects/object.js';
import { asyncGeneratorType, objectType } from '../objects/types.js';
import { PyCoroutine } from './coroutine.js';
import type { Frame } from './frame.js';
import { emittedOrStop, NAME_PROPERTIES, RESUMING_METHODS } from './generator.js';
import type { Machine } from './machine.js';
import { Emit, type Pausable } from './pause.js';
import { type BodyMaker, Resumable } from './resumable.js';
import { thrownException, warnOfThree } from './throw-arguments.js';

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

  constructor(machine: Machine, frame: Frame, name: string, qualname: string, makeBody: BodyMaker) {
    super(asyncGeneratorType, machine, 'async generator', frame, name, qualname, makeBody);
  }

  /** `__anext__()` and `asend(value)`: raises StopAsyncIteration at the end. */
  asend(value: Value): AsyncGeneratorStep {
    this.#begun();
    return new AsyncGeneratorStep(this, 'asend', (sent) => this.next(sent ?? value));
  }

  athrow(thrown: () => PyException): AsyncGeneratorStep {
    this.#begun();
    return new AsyncGeneratorStep(this, 'athrow', () => this.#thrown('athrow', thrown));
  }

  aclose(): AsyncGeneratorStep {
    this.#begun();
    const exit = () => exception('GeneratorExit');
    return new AsyncGeneratorStep(this, 'aclose', () => this.#thrown('aclose', exit));
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
    if (this.busy) throw alreadyRunning('asend');
    this.#begun();
    return yield* this.#drive(sent, null, false);
  }

  /** A step that begins by an exception, which goes into the generator: `async_gen_asend_throw`. */
  *thrownFirst(method: StepMethod, error: PyException): Pausable {
    if (this.busy) throw alreadyRunning(method);
    return yield* this.#drive(null, error, method === 'aclose');
  }

  /** `async_gen_athrow_send` */
  *#thrown(name: 'athrow' | 'aclose', thrown: () => PyException): Pausable {
    if (this.ended) return null;
    if (this.busy) throw alreadyRunning(name);
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
    const { recorder } = this.machine;
    const place = recorder?.line;
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
      if (recorder !== null && place !== undefined && place !== 0) recorder.line = place;
    }
  }
}

const asendType = defineType('async_generator_asend', { final: true });
const athrowType = defineType('async_generator_athrow', { final: true });

type StepMethod = 'asend' | 'athrow' | 'aclose';

function alreadyRunning(method: StepMethod): PyException {
  const shown = method === 'asend' ? 'anext' : method;
  return runtimeError(`${shown}(): asynchronous generator is already running`);
}

/** The awaitable for one step of an async generator. */
class AsyncGeneratorStep extends PyCoroutine {
  /** What it was begun with, where that is not None. */
  #begunWith: Value | PyException = null;

  constructor(
    generator: PyAsyncGenerator,
    readonly method: StepMethod,
    body: (sent: Value) => Pausable,
  ) {
    const makeBody = (): Pausable => {
      const first = this.#begunWith;
      return this.#isThrown && first instanceof PyException
        ? generator.thrownFirst(method, first)
        : body(first);
    };
    const type = method === 'asend' ? asendType : athrowType;
    super(generator.machine, null, generator.name, generator.qualname, makeBody, type);
  }

  #isThrown = false;

  override get described(): string {
    return `coroutine method '${this.method}' of '${this.qualname}'`;
  }

  /** Whatever it begins with concerns the generator, not a body that has not begun. */
  override resume(value: Value, error: PyException | null = null): boolean {
    if (this.started || this.ended) return super.resume(value, error);
    if (error !== null) {
      this.#isThrown = true;
      this.#begunWith = error;
      return super.resume(null);
    }
    if (this.method !== 'asend') return super.resume(value);
    this.#begunWith = value;
    return super.resume(null);
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
    'athrow(type, value=None, traceback=None, /)': (self: PyAsyncGenerator, type, value, traceback) => {
      if (value !== null || traceback !== null) warnOfThree(self.machine, 'athrow');
      return self.athrow(() => thrownException(type, value, traceback));
    },
    'aclose()': (self: PyAsyncGenerator) => self.aclose(),
  },
  properties: {
    ...NAME_PROPERTIES,
    ag_running: (self: PyAsyncGenerator) => self.busy,
    ag_suspended: (self: PyAsyncGenerator) => self.started && !self.ended && !self.isRunning,
    ag_await: (self: PyAsyncGenerator) => self.awaited,
    ag_frame: (self: PyAsyncGenerator) => (self.ended || self.frame === null ? null : self.frame.object),
    ag_code: (self: PyAsyncGenerator) => self.code,
  },
});
