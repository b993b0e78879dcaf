// Who logs: the frame outside of `logging` that asked for it.

import type { Frame } from '../../execution/frame.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { formatFrames } from '../../objects/frame-lines.js';
import { runningStack } from '../traceback/summaries.js';

export interface Caller {
  readonly filename: string;
  readonly lineno: number;
  readonly name: string;
  readonly stack: string | null;
}

/** `level` 1 is the frame that called; more are further out. */
export function findCaller(m: KernelMachine, withStack: boolean, level: number): Caller {
  let frame: Frame | null = m.frame;
  if (frame === null)
    return { filename: '(unknown file)', lineno: 0, name: '(unknown function)', stack: null };
  for (let left = level; left > 1 && frame.back !== null; left--) frame = frame.back;
  const stack = withStack
    ? `Stack (most recent call last):\n${formatFrames(runningStack(m, frame)).join('')}`.replace(/\n$/, '')
    : null;
  return { filename: frame.filename, lineno: frame.position.lineno, name: frame.name, stack };
}
