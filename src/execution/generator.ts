// Generators.

import { strValue } from '../objects/boxed.js';
import { PyException, stopIteration, typeError } from '../objects/exceptions.js';
import { addressOf } from '../objects/identity.js';
import { extendType, type NativeBody } from '../objects/native.js';
import type { Value } from '../objects/object.js';
import { generatorType } from '../objects/types.js';
import type { Frame } from './frame.js';
import type { Machine } from './machine.js';
import { type BodyMaker, Resumable } from './resumable.js';
import { thrownArguments } from './throw-arguments.js';

export class PyGenerator extends Resumable {
  constructor(machine: Machine, frame: Frame | null, name: string, qualname: string, makeBody: BodyMaker) {
    super(generatorType, machine, 'generator', frame, name, qualname, makeBody);
  }

  /** The next value, or undefined at the end; `result` then has what was returned. */
  next(): Value | undefined {
    return this.resume(null) ? this.activation.value : undefined;
  }
}

/** A generator that nobody refers to any more: it is closed. Errors of the closing go nowhere (`_PyGen_Finalize`). */
export function dropGenerator(generator: Resumable): void {
  if (!generator.started || generator.ended || generator.delegated || generator.isRunning) return;
  if (generator.finalizeElsewhere()) return;
  try {
    generator.close();
  } catch (error) {
    if (!(error instanceof PyException)) throw error;
    generator.machine.unraisable(error, generator);
  }
}

/** At the end of the program nobody refers to anything. */
export function closeOpenGenerators(machine: Machine): void {
  for (const open of [...machine.openGenerators]) {
    let outermost: Resumable = open;
    for (let { host } = open; host !== null; host = outermost.host) {
      const owner = host.stack[0]?.owner;
      if (!(owner instanceof Resumable)) break;
      outermost = owner;
    }
    dropGenerator(outermost);
  }
}

/** What `send` and `throw` give to Python: the emitted value, or StopIteration with the result. */
export function emittedOrStop(resumable: Resumable, emitted: boolean): Value {
  if (emitted) return resumable.activation.value;
  throw stopIteration(resumable.result);
}

/** The methods of everything that is resumed from outside. */
export const RESUMING_METHODS: Record<string, NativeBody> = {
  'send(value, /)': (self: Resumable, value) => emittedOrStop(self, self.resume(value)),
  'throw(type, value=None, traceback=None, /)': (self: Resumable, type, value, traceback) =>
    emittedOrStop(self, self.resume(null, thrownArguments(self.machine, type, value, traceback))),
  'close()': (self: Resumable) => self.close(),
};

/** `__name__` and `__qualname__` of generators, coroutines and async generators. */
export const NAME_PROPERTIES = {
  __name__: {
    get: (self: Resumable) => self.name,
    set: (self: Resumable, value: Value | undefined) => {
      self.name = nameOf(value, '__name__');
    },
  },
  __qualname__: {
    get: (self: Resumable) => self.qualname,
    set: (self: Resumable, value: Value | undefined) => {
      self.qualname = nameOf(value, '__qualname__');
    },
  },
};

function nameOf(value: Value | undefined, attribute: string): string {
  const name = value === undefined ? undefined : strValue(value);
  if (name === undefined) throw typeError(`${attribute} must be set to a string object`);
  return name;
}

extendType(generatorType, {
  slots: {
    iter: (self: PyGenerator) => self,
    next: (self: PyGenerator) => self.next(),
    repr: (self: PyGenerator) => `<generator object ${self.qualname} at ${addressOf(self)}>`,
  },
  methods: RESUMING_METHODS,
  properties: {
    ...NAME_PROPERTIES,
    gi_running: (self: PyGenerator) => self.isRunning,
    gi_suspended: (self: PyGenerator) => self.started && !self.ended && !self.isRunning,
    gi_yieldfrom: (self: PyGenerator) => self.awaited,
    gi_frame: (self: PyGenerator) => (self.ended || self.frame === null ? null : self.frame.object),
    gi_code: (self: PyGenerator) => self.code,
  },
});
