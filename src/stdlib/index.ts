// The modules that programs can import, by name. A module is made when it is first imported.

import type { ModuleDefinition } from '../execution/module.js';
import { defineModule } from '../execution/module.js';
import type { KernelMachine } from '../kernel/kernel-machine.js';
import { abc } from './abc/index.js';
import { asyncio, asyncioParts } from './asyncio/index.js';
import { collectionsAbc } from './collections/abc/index.js';
import { collections } from './collections/index.js';
import { concurrentFutures, concurrentFuturesThread } from './concurrent/futures.js';
import { contextvars } from './contextvars.js';
import { io } from './io/index.js';
import { keyword } from './keyword.js';
import { math } from './math/index.js';
import { queueModule } from './queue.js';
import { random } from './random/index.js';
import { sys } from './sys/index.js';
import { threadingModule } from './threading/index.js';
import { time } from './time.js';

const ALL: readonly ModuleDefinition<KernelMachine>[] = [
  asyncio,
  ...asyncioParts,
  defineModule('concurrent', () => ({})),
  concurrentFutures,
  concurrentFuturesThread,
  contextvars,
  io,
  math,
  queueModule,
  random,
  sys,
  threadingModule,
  time,
  abc,
  collections,
  collectionsAbc,
  keyword,
];

export const MODULES: ReadonlyMap<string, ModuleDefinition<KernelMachine>> = new Map(
  ALL.map((definition) => [definition.name, definition]),
);
