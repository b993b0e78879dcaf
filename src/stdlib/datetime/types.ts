// The types of `datetime` belong together: each makes values of others, and `now` needs the machine's clock.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { PyFloat } from '../../objects/boxed.js';
import type { PyType, Value } from '../../objects/object.js';
import { isInstance } from '../../objects/types.js';
import { once, perMachine } from '../library.js';
import { asSeconds, sinceEpoch } from '../time/index.js';
import { makeDateType } from './date.js';
import { makeDateTimeType } from './datetime.js';
import { makeTimeType } from './time.js';
import { makeTimedeltaType } from './timedelta.js';
import { makeTimezoneType, makeTzinfoType } from './tzinfo.js';
import { PyDelta, PyTimeZone } from './values.js';

/** Types are made when they are first asked for, since making one asks for others. */
export class DatetimeTypes {
  readonly timedelta: () => PyType = once(() => makeTimedeltaType(this));
  readonly tzinfo: () => PyType = once(() => makeTzinfoType(this));
  readonly timezone: () => PyType = once(() => makeTimezoneType(this));
  readonly date: () => PyType = once(() => makeDateType(this));
  readonly time: () => PyType = once(() => makeTimeType(this));
  readonly datetime: () => PyType = once(() => makeDateTimeType(this));
  /** `timezone.utc` */
  readonly utc: () => PyTimeZone = once(() => {
    const utc = new PyTimeZone(this.delta(0n), null, this.timezone());
    utc.cls.attrs.set('utc', utc);
    utc.cls.modified();
    return utc;
  });

  constructor(readonly machine: KernelMachine) {}

  /** The clock as `time.time()` reads it. */
  secondsNow(): PyFloat {
    return new PyFloat(asSeconds(sinceEpoch(this.machine.readClock())));
  }

  /** A `timedelta` that is known to be in range. */
  delta(microseconds: bigint): PyDelta {
    return new PyDelta(microseconds, this.timedelta());
  }

  isTimezone(value: Value): boolean {
    return isInstance(value, this.tzinfo());
  }
}

export const datetimeTypes = perMachine((machine) => new DatetimeTypes(machine));
