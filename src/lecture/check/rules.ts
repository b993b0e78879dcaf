// The rules, in the order in which their claims are reported.

import type { ClaimRule } from './rule.js';
import { absence } from './rules/absence.js';
import { argument } from './rules/argument.js';
import { blocking } from './rules/blocking.js';
import { calledDirectly } from './rules/called-directly.js';
import { cancellation } from './rules/cancellation.js';
import { cancelled } from './rules/cancelled.js';
import { catches } from './rules/catches.js';
import { construct } from './rules/construct.js';
import { count } from './rules/count.js';
import { duration } from './rules/duration.js';
import { ending } from './rules/ending.js';
import { every } from './rules/every.js';
import { exception } from './rules/exception.js';
import { executions } from './rules/executions.js';
import { hypothetical } from './rules/hypothetical.js';
import { identity } from './rules/identity.js';
import { lifecycle } from './rules/lifecycle.js';
import { made } from './rules/made.js';
import { numberFormat } from './rules/number-format.js';
import { order } from './rules/order.js';
import { othersRun } from './rules/others-run.js';
import { output } from './rules/output.js';
import { overlap } from './rules/overlap.js';
import { printing } from './rules/printing.js';
import { runsOn } from './rules/runs-on.js';
import { serialTotal } from './rules/serial-total.js';
import { suspension } from './rules/suspension.js';
import { terminology } from './rules/terminology.js';
import { value } from './rules/value.js';
import { without } from './rules/without.js';
import { workerThread } from './rules/worker-thread.js';

export const RULES: readonly ClaimRule[] = [
  construct,
  absence,
  identity,
  argument,
  duration,
  serialTotal,
  count,
  made,
  executions,
  every,
  order,
  overlap,
  suspension,
  othersRun,
  blocking,
  workerThread,
  runsOn,
  cancellation,
  cancelled,
  exception,
  catches,
  ending,
  lifecycle,
  output,
  printing,
  value,
  numberFormat,
  terminology,
  hypothetical,
  without,
  calledDirectly,
];
