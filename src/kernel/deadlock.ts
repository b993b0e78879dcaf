// Deadlocks in words: who waits for what, and where.

import type { SimThread } from './sim-thread.js';
import type { ThreadWait } from './waits.js';

export function describeDeadlock(threads: readonly SimThread[]): string {
  const lines = ['deadlock: every thread is blocked and nothing can wake any of them'];
  for (const thread of threads) {
    if (thread.ended || !thread.blocked) continue;
    const where = thread.frame ?? innermostFrame(thread);
    const line = where === null ? '' : ` at line ${where.position.lineno} of ${where.filename}`;
    lines.push(`  ${thread.name}: ${describeWait(thread.wait)}${line}`);
  }
  return lines.join('\n');
}

function describeWait(wait: ThreadWait | null): string {
  if (wait === null) return 'waiting';
  const { kind, text, lock } = wait;
  const what = kind === 'lock' || kind === 'semaphore' ? `waits for ${text}` : text;
  if (kind !== 'lock') return what;
  const owner = lock?.owner ?? null;
  return owner === null ? what : `${what}, which ${owner.name} holds`;
}

function innermostFrame(thread: SimThread): SimThread['frame'] {
  const entries = thread.activation?.stack ?? [];
  for (let index = entries.length - 1; index >= 0; index--) {
    const frame = entries[index]?.frame;
    if (frame) return frame;
  }
  return null;
}
