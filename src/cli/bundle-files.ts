// The worker's bundle and its code cache, read by the main thread while the worker starts: it has nothing else to do.

import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

export interface BundleFiles {
  readonly source: SharedArrayBuffer;
  readonly cache: SharedArrayBuffer;
  /** One of the states below, for the worker to wait for. */
  readonly state: Int32Array;
}

const READING = 0;
const READ = 1;
const FAILED = 2;

/** Where the code cache of a bundle stands. */
export function cachePath(bundle: string): string {
  return bundle.replace(/\.cjs$/, '.cache');
}

/** Room for both files, and what fills it; null where one is missing: then the worker reads what there is. */
export function openBundle(
  bundle: string,
): { readonly files: BundleFiles; readonly read: () => void } | null {
  try {
    const descriptors = [openSync(bundle, 'r'), openSync(cachePath(bundle), 'r')];
    const [source, cache] = descriptors.map((each) => new SharedArrayBuffer(fstatSync(each).size));
    if (source === undefined || cache === undefined) return null;
    const files = { source, cache, state: new Int32Array(new SharedArrayBuffer(4)) };
    const read = (): void => {
      let state = FAILED;
      try {
        for (const [index, room] of [source, cache].entries()) fill(room, descriptors[index] ?? -1);
        state = READ;
      } catch {
        // The worker reads them itself, and says what is wrong.
      }
      Atomics.store(files.state, 0, state);
      Atomics.notify(files.state, 0);
    };
    return { files, read };
  } catch {
    return null;
  }
}

function fill(room: SharedArrayBuffer, descriptor: number): void {
  const bytes = new Uint8Array(room);
  let offset = 0;
  while (offset < bytes.length) {
    const count = readSync(descriptor, bytes, offset, bytes.length - offset, null);
    if (count === 0) throw new Error('the file has become shorter');
    offset += count;
  }
  closeSync(descriptor);
}

/** In the worker: the two files once they are read, or null where that failed. */
export function awaitBundle(files: BundleFiles): { readonly source: Buffer; readonly cache: Buffer } | null {
  Atomics.wait(files.state, 0, READING);
  if (Atomics.load(files.state, 0) !== READ) return null;
  return { source: Buffer.from(files.source), cache: Buffer.from(files.cache) };
}
