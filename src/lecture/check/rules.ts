// The rules, in the order in which their claims are reported.

import type { ClaimRule } from './rule.js';
import { duration } from './rules/duration.js';

export const RULES: readonly ClaimRule[] = [duration];
