// Where the program made a future, a task or a handle: kept in debug mode only (`format_helpers.extract_stack`).

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import type { FrameEntry } from '../../objects/frame-lines.js';
import { runningStack } from '../traceback/summaries.js';

/** `constants.DEBUG_STACK_DEPTH` */
export const DEBUG_STACK_DEPTH = 10;

/** The innermost frames of the program, or null where none of its code runs. */
export function creationStack(m: KernelMachine): readonly FrameEntry[] | null {
  const stack = runningStack(m).slice(-DEBUG_STACK_DEPTH);
  return stack.length === 0 ? null : stack;
}

export function describePlace(stack: readonly FrameEntry[]): string {
  const last = stack.at(-1);
  return last === undefined ? '' : `created at ${last.frame.filename}:${last.position.lineno}`;
}
