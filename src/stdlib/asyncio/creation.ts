// Where the program made a future, a task or a handle: kept in debug mode only (`format_helpers.extract_stack`).

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import type { FrameEntry } from '../../objects/frame-lines.js';
import type { Value } from '../../objects/object.js';
import { runningStack, stackSummary } from '../traceback/summaries.js';

/** `constants.DEBUG_STACK_DEPTH` */
export const DEBUG_STACK_DEPTH = 10;

/** Private, so that nobody takes the frames and their variables for reachable: the stack only tells of them. */
export class CreationStack {
  readonly #entries: readonly FrameEntry[];

  constructor(entries: readonly FrameEntry[]) {
    this.#entries = entries;
  }

  #summary: Value | undefined;

  get summary(): Value {
    this.#summary ??= stackSummary(this.#entries);
    return this.#summary;
  }

  get place(): string {
    const last = this.#entries.at(-1);
    return last === undefined ? '' : `created at ${last.frame.filename}:${last.position.lineno}`;
  }
}

/** The innermost frames of the program, or null where none of its code runs. */
export function creationStack(m: KernelMachine): CreationStack | null {
  const stack = runningStack(m).slice(-DEBUG_STACK_DEPTH);
  return stack.length === 0 ? null : new CreationStack(stack);
}
