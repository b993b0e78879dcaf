// `RuntimeWarning: coroutine 'f' was never awaited`, with the place it was made at where that is tracked
// (`warnings._warn_unawaited_coroutine`).

import type { PyCoroutine } from '../../execution/coroutine.js';
import { PyModule } from '../../execution/module.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { call } from '../../objects/call.js';
import { exceptionType, PyException } from '../../objects/exceptions.js';
import { issueWarning } from './issue.js';

export const UNAWAITED_HOOK = '_warn_unawaited_coroutine';

function messageOf({ described, origin }: PyCoroutine): string {
  const lines = [`${described} was never awaited`];
  if (origin !== null) lines.push('Coroutine created at (most recent call last)');
  for (const { filename, lineno, name, line } of [...(origin ?? [])].reverse()) {
    lines.push(`  File "${filename}", line ${lineno}, in ${name}`);
    if (line !== undefined) lines.push(`    ${line.trim()}`);
  }
  return lines.join('\n');
}

/** What the hook does by itself. */
export function warnUnawaited(m: KernelMachine, coroutine: PyCoroutine): void {
  const category = exceptionType('RuntimeWarning');
  const isShown = issueWarning(m, messageOf(coroutine), category, 1, coroutine);
  // Once the program has ended, CPython can no longer import `tracemalloc` to see whether it is on.
  if (isShown && m.frame !== null)
    m.writeError('RuntimeWarning: Enable tracemalloc to get the object allocation traceback\n');
}

/** Warns through the hook, which the program may have replaced; whatever goes wrong there, nobody can catch. */
export function reportUnawaited(m: KernelMachine, coroutine: PyCoroutine): void {
  const module = m.loadedModule('warnings');
  const hook = module instanceof PyModule ? module.namespace.get(UNAWAITED_HOOK) : undefined;
  try {
    if (hook === undefined) warnUnawaited(m, coroutine);
    else call(hook, [coroutine]);
  } catch (error) {
    if (!(error instanceof PyException)) throw error;
    m.unraisable(error, coroutine);
    if (error.cls !== exceptionType('RuntimeWarning'))
      m.warn('RuntimeWarning', `${coroutine.described} was never awaited`);
  }
}
