// Wait requests: what a thread that blocks tells the kernel.

import { Wait } from '../execution/pause.js';
import type { WaitTarget } from '../trace/events.js';
import type { Nanoseconds } from '../trace/time.js';
import type { SimThread } from './sim-thread.js';

export class ThreadWait extends Wait {
  constructor(
    readonly kind: WaitTarget['kind'],
    /** In a few words, for traces and deadlock reports. */
    readonly text: string,
    readonly deadline: Nanoseconds | null,
    readonly targetId: number | null = null,
    /** Part of a step that is told otherwise: the trace has no park and wake of it. */
    readonly quiet = false,
    /** The lock that is waited for, whose holder a deadlock report names. */
    readonly lock: { readonly owner: SimThread | null } | null = null,
  ) {
    super();
  }

  get target(): WaitTarget {
    return { kind: this.kind, id: this.targetId, text: this.text, deadline: this.deadline };
  }
}

/** The running thread gives the processor to the others that want it and goes on in its turn. */
export class GiveWay extends Wait {
  readonly deadline = null;
}

/** The running thread is about to touch what processes share: those that are behind come up to its time first. */
export class Meeting extends Wait {
  readonly deadline = null;
}
