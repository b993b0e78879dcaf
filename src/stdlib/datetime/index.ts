// The `datetime` module. `now()` and its kin read the virtual clock; local time is UTC.

import { defineModule } from '../../execution/module.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { MAX_YEAR, MIN_YEAR } from '../gregorian.js';
import { datetimeTypes } from './types.js';

export const datetime = defineModule('datetime', (m: KernelMachine) => {
  const types = datetimeTypes(m);
  return {
    MINYEAR: MIN_YEAR,
    MAXYEAR: MAX_YEAR,
    UTC: types.utc(),
    date: types.date(),
    datetime: types.datetime(),
    time: types.time(),
    timedelta: types.timedelta(),
    timezone: types.timezone(),
    tzinfo: types.tzinfo(),
  };
});
