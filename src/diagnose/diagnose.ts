// The rules, and a trace with what they find added at its end.

import type { Trace } from '../trace/trace.js';
import { Facts } from './facts.js';
import type { Finding, Rule } from './rule.js';
import { blockingCall } from './rules/blocking-call.js';
import { blockingShutdown } from './rules/blocking-shutdown.js';
import { cpuHog } from './rules/cpu-hog.js';
import { deadlock } from './rules/deadlock.js';
import { lateTimer } from './rules/late-timer.js';
import { lostException } from './rules/lost-exception.js';
import { lostTaskReference } from './rules/lost-task-reference.js';
import { neverAwaited } from './rules/never-awaited.js';
import { saturatedPool } from './rules/saturated-pool.js';
import { swallowedCancellation } from './rules/swallowed-cancellation.js';
import { taskLeftRunning } from './rules/task-left-running.js';
import { timerTie } from './rules/timer-tie.js';
import { unfairLock } from './rules/unfair-lock.js';

/** The gravest first. */
export const RULES: readonly Rule[] = [
  deadlock,
  lostException,
  blockingCall,
  blockingShutdown,
  cpuHog,
  lateTimer,
  neverAwaited,
  taskLeftRunning,
  swallowedCancellation,
  saturatedPool,
  unfairLock,
  lostTaskReference,
  timerTie,
];

export function findings(trace: Trace): Finding[] {
  const facts = new Facts(trace);
  return RULES.flatMap((rule) => rule.find(facts));
}

/** The trace with a `diagnostic` event for each finding behind the last event of the run. */
export function diagnosed(trace: Trace): Trace {
  return trace.withDiagnostics(findings(trace));
}
