// What the main thread hands to the worker.

import { workerData } from 'node:worker_threads';
import type { BundleFiles } from './bundle-files.js';
import type { Command } from './command.js';

export interface WorkerInput {
  readonly command: Command;
  /** Path of the built worker; empty when it runs from source. */
  readonly bundle: string;
  /** The built worker as the main thread reads it; null where the worker has to. */
  readonly files: BundleFiles | null;
  /** Whether the code caches of the bundles that are loaded are to be written: in the build. */
  readonly writesCaches: boolean;
}

export function workerInput(): WorkerInput {
  return workerData;
}
