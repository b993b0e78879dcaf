// Objects that belong to the first loop they had to wait in (`mixins._LoopBoundMixin`).

import { runtimeError } from '../../objects/exceptions.js';
import { addressOf } from '../../objects/identity.js';
import { PyObject, type PyType, type Value } from '../../objects/object.js';
import { repr } from '../../objects/repr.js';
import { typeOf } from '../../objects/types.js';
import type { PyFuture } from './futures.js';
import type { EventLoop } from './loop.js';
import type { AsyncioState } from './state.js';

export class LoopBound extends PyObject {
  /** `_loop` */
  boundLoop: EventLoop | null = null;

  constructor(
    cls: PyType,
    readonly state: AsyncioState,
  ) {
    super(cls, new Map());
  }

  /** `_get_loop` */
  get loop(): EventLoop {
    const loop = this.state.runningLoop;
    this.boundLoop ??= loop;
    if (loop === null || loop !== this.boundLoop)
      throw runtimeError(`${repr(this)} is bound to a different event loop`);
    return loop;
  }
}

/** `<asyncio.locks.Lock object at 0x... [unlocked, waiters:1]>` */
export function describeSync(self: PyObject, what: string, waiters: readonly PyFuture[]): string {
  const { module, qualname } = typeOf(self);
  const extra = waiters.length === 0 ? what : `${what}, waiters:${waiters.length}`;
  return `<${module}.${qualname} object at ${addressOf(self)} [${extra}]>`;
}

/** Takes one waiter out of a line, wherever it stands. False where it is not there. */
export function removeFrom<Item>(line: Item[], item: Item): boolean {
  const index = line.indexOf(item);
  // The first one leaves a long line in no time, any other one moves those behind it.
  if (index === 0) line.shift();
  else if (index > 0) line.splice(index, 1);
  return index >= 0;
}

/** `_loop`, which tests and curious programs read and set. */
export const loopProperty = {
  get: (self: LoopBound): Value => self.boundLoop?.value ?? null,
  set: (self: LoopBound, value: Value | undefined): void => {
    self.boundLoop = value === undefined || value === null ? null : self.state.loopOf(value);
  },
};
