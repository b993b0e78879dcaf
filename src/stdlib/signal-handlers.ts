// What a program wants done on a signal: shared by the `signal` module and by asyncio's `Runner`, which takes an
// interrupt for a request to cancel the main task.

import type { KernelMachine } from '../kernel/kernel-machine.js';
import { exception } from '../objects/exceptions.js';
import { native } from '../objects/native.js';
import type { Value } from '../objects/object.js';
import { perMachine } from './library.js';

export const SIGINT = 2;

export interface SignalHandlers {
  /** By number; the default action where there is none. */
  readonly handlers: Map<number, Value>;
  /** `default_int_handler` */
  readonly interrupt: Value;
}

export const signalHandlers = perMachine((_: KernelMachine): SignalHandlers => {
  const interrupt = native('default_int_handler(signalnum, frame, /)', () => {
    throw exception('KeyboardInterrupt');
  });
  interrupt.module = 'signal';
  return { handlers: new Map<number, Value>([[SIGINT, interrupt]]), interrupt };
});
