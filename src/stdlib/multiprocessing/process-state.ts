// What `multiprocessing` knows of itself in each process: who it is and which children it has started.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { defineType } from '../../objects/native.js';
import { perMachine, perProcess } from '../library.js';
import type { PyProcess } from './process-object.js';

/** Filled in `process-types.ts`. */
export const baseProcessType = perMachine(() =>
  defineType('BaseProcess', { module: 'multiprocessing.process', instanceDict: true }),
);

export const mainProcessType = perMachine((m) =>
  defineType('_MainProcess', {
    bases: [baseProcessType(m)],
    module: 'multiprocessing.process',
    instanceDict: true,
  }),
);

export class ProcessState {
  current: PyProcess | null = null;
  parent: PyProcess | null = null;
  /** Started and not yet joined, in order. */
  readonly children = new Set<PyProcess>();
  /** Counts children for their names. */
  started = 0;

  constructor(readonly machine: KernelMachine) {}
}

export const processState = perProcess((m) => new ProcessState(m));
