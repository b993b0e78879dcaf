// The modules that programs can import, by name. A module is made when it is first imported.
//
// Those that a program about concurrency is likely to import stand here, the others in `seldom.ts`.

import type { ModuleDefinition } from '../execution/module.js';
import { defineModule } from '../execution/module.js';
import type { KernelMachine } from '../kernel/kernel-machine.js';
import { abc } from './abc/index.js';
import { accelerators } from './accelerators.js';
import { asyncio, asyncioAccelerator, asyncioParts } from './asyncio/index.js';
import { bisect } from './bisect.js';
import { collectionsAbc } from './collections/abc/index.js';
import { collections } from './collections/index.js';
import {
  concurrentFutures,
  concurrentFuturesBase,
  concurrentFuturesProcess,
  concurrentFuturesThread,
} from './concurrent/futures.js';
import { contextlib } from './contextlib/index.js';
import { contextvars } from './contextvars.js';
import { copy } from './copy/index.js';
import { dataclasses } from './dataclasses/index.js';
import { enumModule } from './enum/index.js';
import { errno } from './errno.js';
import { functools } from './functools/index.js';
import { gc } from './gc.js';
import { heapq } from './heapq.js';
import { importlib } from './importlib/index.js';
import { io, ioParts } from './io/index.js';
import { itertools } from './itertools/index.js';
import { keyword } from './keyword.js';
import { math } from './math/index.js';
import { numbers } from './numbers.js';
import { operator } from './operator/index.js';
import { os } from './os/index.js';
import { posixpath } from './posixpath/index.js';
import { PUBLIC_NAMES } from './public-names.js';
import { published } from './published.js';
import { queueModule } from './queue.js';
import { random } from './random/index.js';
import { seldomModules, seldomNames } from './seldom.js';
import { signal } from './signal.js';
import { stat } from './stat.js';
import { sys } from './sys/index.js';
import { threadingModule } from './threading/index.js';
import { time } from './time/index.js';
import { traceback } from './traceback/index.js';
import { types } from './types/index.js';
import { typing } from './typing/index.js';
import { warnings } from './warnings/index.js';
import { weakref } from './weakref/index.js';

const concurrent = defineModule<KernelMachine>('concurrent', () => ({}));

/** In alphabetical order. */
const OFTEN: readonly ModuleDefinition<KernelMachine>[] = [
  abc,
  ...accelerators,
  asyncio,
  asyncioAccelerator,
  ...asyncioParts,
  bisect,
  collections,
  collectionsAbc,
  concurrent,
  concurrentFutures,
  concurrentFuturesBase,
  concurrentFuturesProcess,
  concurrentFuturesThread,
  contextlib,
  contextvars,
  copy,
  dataclasses,
  enumModule,
  errno,
  functools,
  gc,
  heapq,
  ...importlib,
  io,
  ...ioParts,
  itertools,
  keyword,
  math,
  numbers,
  operator,
  os,
  posixpath,
  queueModule,
  random,
  signal,
  stat,
  sys,
  threadingModule,
  time,
  traceback,
  types,
  typing,
  warnings,
  weakref,
];

const definitions = new Map(
  OFTEN.map((definition) => [definition.name, published(definition, PUBLIC_NAMES)]),
);
const names: ReadonlySet<string> = new Set([...definitions.keys(), ...seldomNames]);

export const MODULES = {
  names,
  has: (name: string): boolean => names.has(name),
  get(name: string): ModuleDefinition<KernelMachine> | undefined {
    if (names.has(name) && !definitions.has(name))
      for (const definition of seldomModules()) definitions.set(definition.name, definition);
    return definitions.get(name);
  },
};
