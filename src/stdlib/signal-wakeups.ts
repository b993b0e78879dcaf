// Event loops that want to hear of signals (`signal.set_wakeup_fd`): what to do for each signal.

import type { KernelMachine } from '../kernel/kernel-machine.js';
import { perMachine } from './library.js';

/** By the signal's number; at most one loop has a handler for it. */
export const signalWakeups = perMachine((_m: KernelMachine) => new Map<number, () => void>());
