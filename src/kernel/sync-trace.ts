// What the trace is told of locks, semaphores, conditions, events, barriers and queues, of tasks and threads alike.
//
// An object gets its id and its number ("lock 2") when there is first something to say of it, so that the locks which
// the library makes for itself and nobody has to wait for leave no gaps.

import type { EventId, WaitTarget } from '../trace/events.js';
import type { KernelMachine } from './kernel-machine.js';

type SyncEvent = 'sync.wait' | 'sync.acquire' | 'sync.release';

/** The objects of one machine, counted by noun. */
export class SyncCounter {
  #ids = 0;
  readonly #numbers = new Map<string, number>();

  next(noun: string): { readonly id: number; readonly text: string } {
    const number = (this.#numbers.get(noun) ?? 0) + 1;
    this.#numbers.set(noun, number);
    return { id: ++this.#ids, text: `${noun} ${number}` };
  }
}

export class SyncTrace {
  #identity: { readonly id: number; readonly text: string } | null = null;

  constructor(
    readonly machine: KernelMachine,
    readonly kind: WaitTarget['kind'],
    /** As people call it: `lock`, `semaphore`. */
    readonly noun: string,
    /** Part of another object, which speaks for it. */
    readonly quiet = false,
  ) {}

  get #who(): { readonly id: number; readonly text: string } {
    this.#identity ??= this.machine.syncObjects.next(this.noun);
    return this.#identity;
  }

  get id(): number {
    return this.#who.id;
  }

  get text(): string {
    return this.quiet ? this.noun : this.#who.text;
  }

  emit(type: SyncEvent): EventId | null {
    const { recorder } = this.machine;
    if (recorder === null || this.quiet) return null;
    const { id, text } = this.#who;
    return recorder.emit(type, { object: id, kind: this.kind, text });
  }

  /** Tells of a release; what `wake` does has it for its cause. */
  release(wake: () => void): void {
    const { recorder } = this.machine;
    if (recorder === null || this.quiet) {
      wake();
      return;
    }
    const outer = recorder.cause;
    recorder.cause = this.emit('sync.release');
    wake();
    recorder.cause = outer;
  }
}
