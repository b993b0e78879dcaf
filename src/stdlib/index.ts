// The modules that programs can import, by name. A module is made when it is first imported.

import type { ModuleDefinition } from '../execution/module.js';
import { defineModule } from '../execution/module.js';
import type { KernelMachine } from '../kernel/kernel-machine.js';
import { asyncio } from './asyncio/index.js';
import { concurrentFutures } from './concurrent/futures.js';
import { time } from './time.js';

const ALL: readonly ModuleDefinition<KernelMachine>[] = [
  asyncio,
  defineModule('concurrent', () => ({})),
  concurrentFutures,
  time,
];

export const MODULES: ReadonlyMap<string, ModuleDefinition<KernelMachine>> = new Map(
  ALL.map((definition) => [definition.name, definition]),
);
