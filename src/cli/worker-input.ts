// What the main thread hands to the worker.

import { workerData } from 'node:worker_threads';
import type { Command } from './command.js';

export interface WorkerInput {
  readonly command: Command;
  /** Path of the built worker; empty when it runs from source. */
  readonly bundle: string;
  /** Whether the code caches of the bundles that are loaded are to be written: in the build. */
  readonly writesCaches: boolean;
}

export function workerInput(): WorkerInput {
  return workerData;
}
