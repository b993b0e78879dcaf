// `asyncio.Handle` and `TimerHandle` as programs see them, and make them.

import { equals } from '../../objects/compare.js';
import { hash } from '../../objects/hash.js';
import { toArray } from '../../objects/iteration.js';
import { extendType } from '../../objects/native.js';
import type { PyType, Value } from '../../objects/object.js';
import { Signature } from '../../objects/signature.js';
import { NotImplemented } from '../../objects/types.js';
import { PyLoop } from './base_events.js';
import { Handle, TimerHandle } from './handles.js';
import type { AsyncioState } from './state.js';

const handleSignature = new Signature('def __init__(callback, args, loop, context=None)');
const timerSignature = new Signature('def __init__(when, callback, args, loop, context=None)');

export function fillHandles(state: AsyncioState): void {
  const { handle, timerHandle } = state.types;
  extendType(handle, {
    slots: {
      new_: (cls: PyType, given, keywords) => {
        const [callback = null, args = null, loop = null, context = null] = handleSignature.bind(
          'Handle.__init__',
          given,
          keywords,
        );
        return new Handle(cls, state.loopOf(loop), state.pythonCallback(callback, toArray(args), context));
      },
      init: () => undefined,
      repr: (self: Handle) => self.describe(),
    },
    methods: {
      'cancel()': (self: Handle) => {
        cancelHandle(self);
        return null;
      },
      'cancelled()': (self: Handle) => self.cancelled,
      'get_context()': (self: Handle) => self.callback.context ?? null,
      '_run()': (self: Handle) => {
        self.callback.run(self);
        return null;
      },
    },
    properties: {
      _callback: (self: Handle) => self.callable,
      _args: (self: Handle) => self.args,
      _context: (self: Handle) => self.callback.context ?? null,
      _cancelled: (self: Handle) => self.cancelled,
      _loop: (self: Handle) => self.loop.value,
      _source_traceback: (self: Handle) => self.sourceTraceback,
    },
  });
  extendType(timerHandle, {
    slots: {
      new_: (cls: PyType, given, keywords) => {
        const [when = null, callback = null, args = null, loop = null, context = null] = timerSignature.bind(
          'TimerHandle.__init__',
          given,
          keywords,
        );
        const made = state.pythonCallback(callback, toArray(args), context);
        return new TimerHandle(cls, state.loopOf(loop), made, when);
      },
      hash: (self: TimerHandle) => hash(self.whenValue),
      eq: (self: TimerHandle, other) =>
        other instanceof TimerHandle ? sameTimer(self, other) : NotImplemented,
      lt: (self: TimerHandle, other) => compared(self, other, (a, b) => a < b),
      gt: (self: TimerHandle, other) => compared(self, other, (a, b) => a > b),
      le: (self: TimerHandle, other) => compared(self, other, (a, b) => a < b, true),
      ge: (self: TimerHandle, other) => compared(self, other, (a, b) => a > b, true),
    },
    methods: { 'when()': (self: TimerHandle) => self.whenValue },
    properties: {
      _when: (self: TimerHandle) => self.whenValue,
      _scheduled: {
        get: (self: TimerHandle) => self.scheduled,
        set: (self: TimerHandle, value) => {
          self.scheduled = value === true;
        },
      },
    },
  });
}

function cancelHandle(handle: Handle): void {
  const { loop } = handle;
  if (loop instanceof PyLoop) loop.cancelHandle(handle);
  else handle.cancel();
}

function sameTimer(a: TimerHandle, b: TimerHandle): boolean {
  return (
    a.when === b.when &&
    a.cancelled === b.cancelled &&
    equals(a.callable, b.callable) &&
    equals(a.args, b.args)
  );
}

function compared(
  self: TimerHandle,
  other: Value,
  holds: (a: number, b: number) => boolean,
  orEqual = false,
): Value {
  if (!(other instanceof TimerHandle)) return NotImplemented;
  return holds(self.when, other.when) || (orEqual && sameTimer(self, other));
}
