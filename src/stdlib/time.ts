// The `time` module: every clock is the virtual one.

import { BlockingNative, blocking } from '../execution/blocking.js';
import { boundedRepr } from '../execution/bounded-repr.js';
import { defineModule } from '../execution/module.js';
import type { Pausable } from '../execution/pause.js';
import type { ClockNative, KernelMachine } from '../kernel/kernel-machine.js';
import { GiveWay, ThreadWait } from '../kernel/waits.js';
import { intValue, PyFloat } from '../objects/boxed.js';
import { callSpecial } from '../objects/call.js';
import { typeError, valueError } from '../objects/exceptions.js';
import { asIndex } from '../objects/index.js';
import type { PyNative } from '../objects/native.js';
import type { Value } from '../objects/object.js';
import { truediv } from '../objects/operators.js';
import { Signature } from '../objects/signature.js';
import { typeName } from '../objects/types.js';
import { type Nanoseconds, SECOND } from '../trace/time.js';

/** `time.time()` at the start of every run: 2023-11-14 22:13:20 UTC. */
export const EPOCH: Nanoseconds = 1_700_000_000 * SECOND;

/** A function that reads the clock. In a parked thread it may give way to others, as every reading may. */
class ClockReader extends BlockingNative {
  constructor(machine: KernelMachine, name: string, convert: (now: Nanoseconds) => Value) {
    super(machine, new Signature(`${name}()`), function* (): Pausable {
      const now = machine.clock.read();
      if (!machine.scheduler.mustGiveWay) return convert(now);
      yield new GiveWay();
      return convert(machine.clock.now);
    });
    this.plain = () => convert(machine.readClock());
  }

  readonly plain: () => Value;

  override invoke(args: readonly Value[], keywords: ReadonlyMap<string, Value> | null): Value {
    if (args.length > 0 || (keywords !== null && keywords.size > 0)) return super.invoke(args, keywords);
    return this.plain();
  }
}

function clock(
  machine: KernelMachine,
  name: string,
  convert: (now: Nanoseconds) => Value,
  toNanoseconds: ClockNative['toNanoseconds'],
): PyNative {
  const native = new ClockReader(machine, name, convert);
  machine.clockNatives.set(native, { toNanoseconds });
  return native;
}

const float = (value: number): Value => new PyFloat(value);

/** Nanoseconds to sleep, rounded up: `_PyTime_FromSecondsObject` with ROUND_TIMEOUT. */
function sleepNanoseconds(seconds: Value): Nanoseconds {
  if (seconds instanceof PyFloat) {
    if (Number.isNaN(seconds.value)) throw valueError('Invalid value NaN (not a number)');
    return Math.ceil(seconds.value * SECOND);
  }
  if (intValue(seconds) !== undefined) return Number(asIndex(seconds)) * SECOND;
  const asFloat = callSpecial(seconds, '__float__');
  if (asFloat instanceof PyFloat) return Math.ceil(asFloat.value * SECOND);
  throw typeError(`'${typeName(seconds)}' object cannot be interpreted as an integer`);
}

export const time = defineModule('time', (m: KernelMachine) => {
  const seconds = (ns: number): number => ns / SECOND;
  return {
    sleep: blocking(m, 'sleep(seconds, /)', function* (seconds) {
      const duration = sleepNanoseconds(seconds);
      if (duration < 0) throw valueError('sleep length must be non-negative');
      m.clock.tick();
      yield new ThreadWait('time.sleep', `time.sleep(${boundedRepr(seconds)})`, m.clock.now + duration);
      return null;
    }),
    perf_counter: clock(
      m,
      'perf_counter',
      (now) => float(seconds(now)),
      (reading) => reading * SECOND,
    ),
    monotonic: clock(
      m,
      'monotonic',
      (now) => float(seconds(now)),
      (reading) => reading * SECOND,
    ),
    time: clock(
      m,
      'time',
      (now) => truediv(sinceEpoch(now), SECOND),
      (reading) => reading * SECOND - EPOCH,
    ),
    perf_counter_ns: clock(
      m,
      'perf_counter_ns',
      (now) => now,
      (reading) => reading,
    ),
    monotonic_ns: clock(
      m,
      'monotonic_ns',
      (now) => now,
      (reading) => reading,
    ),
    time_ns: clock(m, 'time_ns', sinceEpoch, (reading) => reading - EPOCH),
    process_time: clock(
      m,
      'process_time',
      () => float(seconds(m.clock.processTime)),
      () => 0,
    ),
    process_time_ns: clock(
      m,
      'process_time_ns',
      () => m.clock.processTime,
      () => 0,
    ),
    thread_time: clock(
      m,
      'thread_time',
      () => float(seconds(m.clock.processTime)),
      () => 0,
    ),
    thread_time_ns: clock(
      m,
      'thread_time_ns',
      () => m.clock.processTime,
      () => 0,
    ),
    timezone: 0,
    altzone: 0,
    daylight: 0,
  };
});

/** Nanoseconds since 1970, which no safe integer can hold. */
function sinceEpoch(now: Nanoseconds): bigint {
  return BigInt(EPOCH / SECOND) * BigInt(SECOND) + BigInt(now);
}
