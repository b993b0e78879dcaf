// All kinds of facts, in the order in which a note tells them.

import { blocking } from './blocking.js';
import { callbacks } from './callbacks.js';
import { calls } from './calls.js';
import { cancellation } from './cancellation.js';
import { endings } from './endings.js';
import { exceptions } from './exceptions.js';
import type { Fact } from './fact.js';
import { findings } from './findings.js';
import { holding } from './holding.js';
import { innerCalls } from './inner-calls.js';
import { loopLife } from './loop-life.js';
import { neverRan, partlyRan } from './never-ran.js';
import { outcomes } from './outcomes.js';
import { pools } from './pools.js';
import { printed } from './printed.js';
import { returns } from './returns.js';
import { rounds, runs } from './rounds.js';
import { suspensions } from './suspensions.js';
import { synchronizing } from './synchronizing.js';
import { tasksMade } from './tasks-made.js';
import { threadsStarted } from './threads-started.js';
import { timers } from './timers.js';
import { values } from './values.js';
import { withoutWaiting } from './without-waiting.js';

export const FACTS: readonly Fact[] = [
  neverRan,
  calls,
  loopLife,
  rounds,
  partlyRan,
  holding,
  blocking,
  tasksMade,
  threadsStarted,
  pools,
  suspensions,
  innerCalls,
  callbacks,
  synchronizing,
  withoutWaiting,
  outcomes,
  timers,
  cancellation,
  exceptions,
  values,
  printed,
  returns,
  endings,
  findings,
  runs,
];
