// The `time` module: every clock is the virtual one.

import { BlockingNative, blocking } from '../../execution/blocking.js';
import { boundedRepr } from '../../execution/bounded-repr.js';
import { defineModule } from '../../execution/module.js';
import type { Pausable } from '../../execution/pause.js';
import type { ClockNative, KernelMachine } from '../../kernel/kernel-machine.js';
import { GiveWay, ThreadWait } from '../../kernel/waits.js';
import { intValue, PyFloat, strValue } from '../../objects/boxed.js';
import { call, callSpecial } from '../../objects/call.js';
import { tuple } from '../../objects/containers.js';
import { exception, exceptionType, overflowError, typeError, valueError } from '../../objects/exceptions.js';
import { asIndex } from '../../objects/index.js';
import { normalize } from '../../objects/int-arithmetic.js';
import { native, type PyNative } from '../../objects/native.js';
import type { Value } from '../../objects/object.js';
import { Signature } from '../../objects/signature.js';
import { givenTypeName, typeName } from '../../objects/types.js';
import { type Nanoseconds, SECOND } from '../../trace/time.js';
import { MAX_C_INT } from '../c-int.js';
import { PyStructSequence } from '../struct-sequence.js';
import { simpleNamespaceType } from '../types/simple-namespace.js';
import { issueWarning } from '../warnings/issue.js';
import { dayAbbreviation, monthAbbreviation } from './names.js';
import { secondsOfFields, strftime } from './strftime.js';
import { checkedTexts, DEFAULT_FORMAT, type ParsedTime, parseTime } from './strptime.js';
import {
  asTimestamp,
  checkedFields,
  fieldsOfSeconds,
  fieldsOfTuple,
  structTime,
  structTimeType,
  type TimeFields,
} from './struct-time.js';

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

/** The clocks of `clock_gettime`, by their numbers in Linux. */
const CLOCKS = {
  CLOCK_REALTIME: 0,
  CLOCK_MONOTONIC: 1,
  CLOCK_PROCESS_CPUTIME_ID: 2,
  CLOCK_THREAD_CPUTIME_ID: 3,
  CLOCK_MONOTONIC_RAW: 4,
  CLOCK_BOOTTIME: 7,
  CLOCK_TAI: 11,
} as const;

const invalidArgument = () => exception('OSError', 22, 'Invalid argument');

function nanosecondsOf(m: KernelMachine, clockId: Value): bigint {
  switch (asIndex(clockId)) {
    case CLOCKS.CLOCK_REALTIME:
    case CLOCKS.CLOCK_TAI:
      return sinceEpoch(m.readClock());
    case CLOCKS.CLOCK_MONOTONIC:
    case CLOCKS.CLOCK_MONOTONIC_RAW:
    case CLOCKS.CLOCK_BOOTTIME:
      return BigInt(m.readClock());
    case CLOCKS.CLOCK_PROCESS_CPUTIME_ID:
    case CLOCKS.CLOCK_THREAD_CPUTIME_ID:
      m.readClock();
      return BigInt(m.clock.processTime);
    default:
      throw invalidArgument();
  }
}

/** What `get_clock_info` says of each clock. */
const CLOCK_INFO: ReadonlyMap<string, { readonly clock: keyof typeof CLOCKS; readonly monotonic: boolean }> =
  new Map([
    ['time', { clock: 'CLOCK_REALTIME', monotonic: false }],
    ['monotonic', { clock: 'CLOCK_MONOTONIC', monotonic: true }],
    ['perf_counter', { clock: 'CLOCK_MONOTONIC', monotonic: true }],
    ['process_time', { clock: 'CLOCK_PROCESS_CPUTIME_ID', monotonic: true }],
    ['thread_time', { clock: 'CLOCK_THREAD_CPUTIME_ID', monotonic: true }],
  ]);

function clockInfo(given: Value): Value {
  const name = strValue(given);
  if (name === undefined)
    throw typeError(`get_clock_info() argument 1 must be str, not ${givenTypeName(given)}`);
  const info = CLOCK_INFO.get(name);
  if (info === undefined) throw valueError('unknown clock');
  const entries: [string, Value][] = [
    ['implementation', `clock_gettime(${info.clock})`],
    ['monotonic', info.monotonic],
    ['adjustable', !info.monotonic],
    ['resolution', float(1e-9)],
  ];
  return call(simpleNamespaceType(), [], new Map(entries));
}

/** Seconds since the epoch, as a whole number. */
function nowInSeconds(m: KernelMachine): number {
  return Math.floor(m.readClock() / SECOND) + EPOCH / SECOND;
}

function clocks(m: KernelMachine): Record<string, Value> {
  const inSeconds = (now: Nanoseconds): Value => float(now / SECOND);
  const monotonic = (name: string): PyNative => clock(m, name, inSeconds, (reading) => reading * SECOND);
  const monotonicNanoseconds = (name: string): PyNative =>
    clock(
      m,
      name,
      (now) => now,
      (reading) => reading,
    );
  const work = (name: string, convert: (spent: Nanoseconds) => Value): PyNative =>
    clock(
      m,
      name,
      () => convert(m.clock.processTime),
      () => 0,
    );
  return {
    perf_counter: monotonic('perf_counter'),
    monotonic: monotonic('monotonic'),
    time: clock(
      m,
      'time',
      (now) => float(asSeconds(sinceEpoch(now))),
      (reading) => reading * SECOND - EPOCH,
    ),
    perf_counter_ns: monotonicNanoseconds('perf_counter_ns'),
    monotonic_ns: monotonicNanoseconds('monotonic_ns'),
    time_ns: clock(m, 'time_ns', sinceEpoch, (reading) => reading - EPOCH),
    process_time: work('process_time', inSeconds),
    process_time_ns: work('process_time_ns', (spent) => spent),
    thread_time: work('thread_time', inSeconds),
    thread_time_ns: work('thread_time_ns', (spent) => spent),
    clock_gettime: native('clock_gettime(clk_id, /)', (id) => float(asSeconds(nanosecondsOf(m, id)))),
    clock_gettime_ns: native('clock_gettime_ns(clk_id, /)', (id) => normalize(nanosecondsOf(m, id))),
    clock_getres: native('clock_getres(clk_id, /)', (id) => {
      if (!Object.values<Value>(CLOCKS).includes(asIndex(id))) throw invalidArgument();
      return float(1e-9);
    }),
    get_clock_info: native('get_clock_info(name, /)', clockInfo),
  };
}

/** The functions on calendar dates. A missing or None argument means now. */
function conversions(m: KernelMachine): Record<string, Value> {
  const secondsOf = (given: Value): number => (given === null ? nowInSeconds(m) : asTimestamp(given));
  const fieldsOf = (given: Value | undefined, name: string): TimeFields =>
    given === undefined ? fieldsOfSeconds(nowInSeconds(m), 'UTC') : fieldsOfTuple(given, name);
  return {
    gmtime: native('gmtime(seconds=None, /)', (given) =>
      structTime(fieldsOfSeconds(secondsOf(given), 'GMT')),
    ),
    localtime: native('localtime(seconds=None, /)', (given) =>
      structTime(fieldsOfSeconds(secondsOf(given), 'UTC')),
    ),
    ctime: native('ctime(seconds=None, /)', (given) => asctime(fieldsOfSeconds(secondsOf(given), 'UTC'))),
    asctime: native('asctime(tuple=<unrepresentable>, /)', (given) =>
      asctime(checkedFields(fieldsOf(given, 'asctime'))),
    ),
    mktime: native('mktime(tuple, /)', (given) => {
      const fields = fieldsOfTuple(given, 'mktime');
      const seconds = secondsOfFields(fields);
      if (fields.year === MAX_C_INT) throw overflowError('mktime argument out of range');
      return float(seconds);
    }),
    strftime: native('strftime(format, tuple=<unrepresentable>, /)', (given, moment) => {
      const format = strValue(given);
      if (format === undefined)
        throw typeError(`strftime() argument 1 must be str, not ${givenTypeName(given)}`);
      const fields = checkedFields(fieldsOf(moment, 'strftime'));
      if (format.includes('\0')) throw valueError('embedded null character');
      return strftime(format, fields);
    }),
    strptime: native(`strptime(string, format='${DEFAULT_FORMAT}', /)`, (text, format) => {
      const fields = parseTime(...checkedTexts(text, format), (message) =>
        issueWarning(m, message, exceptionType('DeprecationWarning'), 1),
      );
      return parsedStructTime(fields);
    }),
  };
}

/** With the zone and the offset that the text named. */
function parsedStructTime({ offset, zoneName, ...fields }: ParsedTime): Value {
  const plain = structTime({ ...fields, zone: null });
  const seconds = offset === null ? null : Math.trunc(offset / 1_000_000);
  return new PyStructSequence(plain.items, structTimeType(), [zoneName, seconds]);
}

function asctime({ year, month, day, hour, minute, second, weekday }: TimeFields): string {
  const pad = (value: number): string => String(value).padStart(2, '0');
  const clockTime = `${pad(hour)}:${pad(minute)}:${pad(second)}`;
  return `${dayAbbreviation(weekday)} ${monthAbbreviation(month)} ${String(day).padStart(2)} ${clockTime} ${year}`;
}

export const time = defineModule('time', (m: KernelMachine) => ({
  ...clocks(m),
  ...conversions(m),
  ...CLOCKS,
  sleep: blocking(m, 'sleep(seconds, /)', function* (seconds) {
    const duration = sleepNanoseconds(seconds);
    if (duration < 0) throw valueError('sleep length must be non-negative');
    m.clock.tick();
    yield new ThreadWait('time.sleep', `time.sleep(${boundedRepr(seconds)})`, m.clock.now + duration);
    return null;
  }),
  struct_time: structTimeType(),
  timezone: 0,
  altzone: 0,
  daylight: 0,
  tzname: tuple('UTC', 'UTC'),
  tzset: native('tzset()', () => null),
  _STRUCT_TM_ITEMS: 11,
}));

/** Rounded twice, as CPython does: `PyTime_AsSecondsDouble`. */
export function asSeconds(nanoseconds: bigint): number {
  return Number(nanoseconds) / SECOND;
}

/** Nanoseconds since 1970, which no safe integer can hold. */
export function sinceEpoch(now: Nanoseconds): bigint {
  return BigInt(EPOCH / SECOND) * BigInt(SECOND) + BigInt(now);
}
