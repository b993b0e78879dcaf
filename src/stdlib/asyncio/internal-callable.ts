// asyncio's own callbacks as Python sees them: what `loop.call_soon` of a program's loop is given, and what
// `future._callbacks` shows.

import { addressOf } from '../../objects/identity.js';
import { defineType } from '../../objects/native.js';
import { PyObject, type Value } from '../../objects/object.js';
import { once } from '../library.js';
import type { Callback } from './handles.js';

/** A callback of the ready queue: the step of a task, the end of a timer. */
export class InternalCallable extends PyObject {
  constructor(readonly callback: Callback) {
    super(internalCallableType());
  }
}

const internalCallableType = once(() =>
  defineType('TaskStepMethWrapper', {
    module: '_asyncio',
    slots: {
      call: (self: InternalCallable) => {
        self.callback.run(null);
        return null;
      },
      repr: (self: InternalCallable) => `<${self.callback.target.text} at ${addressOf(self)}>`,
    },
    properties: {
      __name__: (self: InternalCallable) => self.callback.target.text,
      __qualname__: (self: InternalCallable) => self.callback.target.text,
    },
  }),
);

/** The callable that does what a callback does. */
export function callableOf(callback: Callback): Value {
  return callback.callable ?? new InternalCallable(callback);
}
