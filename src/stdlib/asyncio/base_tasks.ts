// Where a task is: `Task.get_stack` and `print_stack` (`base_tasks.py`).

import { PyCoroutine } from '../../execution/coroutine.js';
import { Frame, type PyFrame } from '../../execution/frame.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute } from '../../objects/attributes.js';
import { intValue } from '../../objects/boxed.js';
import { call } from '../../objects/call.js';
import { formatExceptionOnly } from '../../objects/format-exception.js';
import type { Value } from '../../objects/object.js';
import { repr } from '../../objects/repr.js';
import type { PyTask } from './tasks.js';

interface StackEntry {
  readonly frame: Frame;
  readonly lineno: number;
}

/**
 * The frame of a suspended coroutine (the outermost one alone: a suspended frame has no caller), or the frames of the
 * traceback that ended it.
 */
function stackEntries({ coroutine, error, done }: PyTask, limit: Value): StackEntry[] {
  const most = limit === null ? Number.POSITIVE_INFINITY : Number(intValue(limit) ?? 0);
  const entries: StackEntry[] = [];
  if (coroutine instanceof PyCoroutine && !done && !coroutine.ended) {
    for (let frame = coroutine.frame; frame !== null && entries.length < most; frame = frame.back)
      entries.unshift({ frame, lineno: frame.position.lineno });
    return entries;
  }
  for (let link = error?.traceback ?? null; link !== null && entries.length < most; link = link.next)
    if (link.frame instanceof Frame) entries.push({ frame: link.frame, lineno: link.position.lineno });
  return entries;
}

export function taskStack(task: PyTask, limit: Value): PyFrame[] {
  return stackEntries(task, limit).map(({ frame }) => frame.object);
}

export function printStack(m: KernelMachine, task: PyTask, limit: Value, file: Value): Value {
  const entries = stackEntries(task, limit);
  const { error } = task;
  let text: string;
  if (entries.length === 0) text = `No stack for ${repr(task)}\n`;
  else text = `${error === null ? 'Stack' : 'Traceback'} for ${repr(task)} (most recent call last):\n`;
  for (const { frame, lineno } of entries) {
    const line = frame.sourceLine(lineno)?.trim() ?? '';
    text += `  File "${frame.filename}", line ${lineno}, in ${frame.name}\n${line === '' ? '' : `    ${line}\n`}`;
  }
  if (error !== null) text += formatExceptionOnly(error).join('');
  if (file === null) m.writeOutput(text);
  else call(getAttribute(file, 'write'), [text]);
  return null;
}
