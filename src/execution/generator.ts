// Generators.

import { stopIteration } from '../objects/exceptions.js';
import { addressOf } from '../objects/identity.js';
import { extendType } from '../objects/native.js';
import type { Value } from '../objects/object.js';
import { generatorType } from '../objects/types.js';
import type { Frame } from './frame.js';
import type { Machine } from './machine.js';
import type { Pausable } from './pause.js';
import { Resumable } from './resumable.js';
import { thrownException } from './throw-arguments.js';

export class PyGenerator extends Resumable {
  constructor(
    machine: Machine,
    frame: Frame | null,
    name: string,
    qualname: string,
    makeBody: () => Pausable,
  ) {
    super(generatorType, machine, 'generator', frame, name, qualname, makeBody);
  }

  /** The next value, or undefined at the end; `result` then has what was returned. */
  next(): Value | undefined {
    return this.resume(null) ? this.activation.value : undefined;
  }
}

/** What `send` and `throw` give to Python: the emitted value, or StopIteration with the result. */
export function emittedOrStop(resumable: Resumable, emitted: boolean): Value {
  if (emitted) return resumable.activation.value;
  throw stopIteration(resumable.result);
}

extendType(generatorType, {
  slots: {
    iter: (self: PyGenerator) => self,
    next: (self: PyGenerator) => self.next(),
    repr: (self: PyGenerator) => `<generator object ${self.qualname} at ${addressOf(self)}>`,
  },
  methods: {
    'send(value, /)': (self: PyGenerator, value) => emittedOrStop(self, self.resume(value)),
    'throw(type, value=None, traceback=None, /)': (self: PyGenerator, type, value) =>
      emittedOrStop(self, self.resume(null, thrownException(type, value))),
    'close()': (self: PyGenerator) => self.close(),
  },
  properties: {
    __name__: {
      get: (self: PyGenerator) => self.name,
      set: (self: PyGenerator, value) => {
        if (typeof value === 'string') self.name = value;
      },
    },
    __qualname__: {
      get: (self: PyGenerator) => self.qualname,
      set: (self: PyGenerator, value) => {
        if (typeof value === 'string') self.qualname = value;
      },
    },
    gi_running: (self: PyGenerator) => self.activation.running,
    gi_suspended: (self: PyGenerator) => self.started && !self.ended && !self.activation.running,
    gi_frame: (self: PyGenerator) => (self.ended ? null : self.frame),
    gi_code: (self: PyGenerator) => self.code,
  },
});
