// The modules that CPython writes in C for modules of the library written in Python, under their own names.

import type { ModuleDefinition } from '../execution/module.js';
import type { KernelMachine } from '../kernel/kernel-machine.js';
import { bisectAccelerator } from './bisect.js';
import { collectionsAccelerator } from './collections/index.js';
import { functoolsAccelerator } from './functools/index.js';
import { heapqAccelerator } from './heapq.js';
import { operatorAccelerator } from './operator/index.js';

export const accelerators: readonly ModuleDefinition<KernelMachine>[] = [
  bisectAccelerator,
  collectionsAccelerator,
  functoolsAccelerator,
  heapqAccelerator,
  operatorAccelerator,
];
