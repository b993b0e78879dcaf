// Files that hold text or bytes back which the file system has not got yet.
//
// CPython closes a file when nothing refers to it any more, which writes what it holds back. Here that is found out
// when somebody looks at the files: whatever the program can not reach by then is flushed first.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { Reachability } from '../../kernel/reachability.js';
import type { PyObject } from '../../objects/object.js';
import { perMachine } from '../library.js';

/** What can write out what it holds back. */
export interface HoldsBack extends PyObject {
  flushPending(): void;
}

const holders = perMachine((m) => {
  const set = new Set<HoldsBack>();
  m.endHooks.push(() => flushAll(set, () => true));
  return set;
});

export function holdsBack(m: KernelMachine, stream: HoldsBack): void {
  holders(m).add(stream);
}

export function holdsNothing(m: KernelMachine, stream: HoldsBack): void {
  holders(m).delete(stream);
}

/** Flushes what was dropped. To be called before the program sees files. */
export function flushDropped(m: KernelMachine): void {
  const set = holders(m);
  if (set.size === 0) return;
  const reachable = new Reachability();
  reachable.markProgram(m);
  if (reachable.opaque) return;
  flushAll(set, (holder) => !reachable.has(holder));
}

/** What one stream writes out may be held back by the one beneath it. */
function flushAll(set: Set<HoldsBack>, wanted: (holder: HoldsBack) => boolean): void {
  for (;;) {
    const next = [...set].find(wanted);
    if (next === undefined) return;
    set.delete(next);
    next.flushPending();
  }
}
