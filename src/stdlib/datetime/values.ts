// The objects of `datetime`: what dates, times and time differences are made of.

import { PyObject, type PyType, type Value } from '../../objects/object.js';
import { floorDivide, type YearMonthDay } from '../gregorian.js';

export const MICROSECONDS_PER_SECOND = 1_000_000;
export const SECONDS_PER_DAY = 86_400;
const MICROSECONDS_PER_DAY = 86_400_000_000n;

const attributesOf = (cls: PyType): Map<Value, Value> | null => (cls.hasInstanceDict ? new Map() : null);

/** A `timedelta`: a number of microseconds, which may be more than a safe integer holds. */
export class PyDelta extends PyObject {
  constructor(
    readonly total: bigint,
    cls: PyType,
  ) {
    super(cls, attributesOf(cls));
  }

  get days(): number {
    const days = this.total / MICROSECONDS_PER_DAY;
    return Number(this.total < 0n && days * MICROSECONDS_PER_DAY !== this.total ? days - 1n : days);
  }

  /** Microseconds of the day, from 0. */
  get #ofDay(): number {
    return Number(this.total - BigInt(this.days) * MICROSECONDS_PER_DAY);
  }

  get seconds(): number {
    return floorDivide(this.#ofDay, MICROSECONDS_PER_SECOND);
  }

  get microseconds(): number {
    return this.#ofDay % MICROSECONDS_PER_SECOND;
  }
}

export class PyDate extends PyObject implements YearMonthDay {
  constructor(
    readonly year: number,
    readonly month: number,
    readonly day: number,
    cls: PyType,
  ) {
    super(cls, attributesOf(cls));
  }
}

/** The time of a day. */
export interface Clock {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly microsecond: number;
  readonly tzinfo: Value;
  /** 1 for the second of two times that a clock shows twice. */
  readonly fold: number;
}

export interface Moment extends YearMonthDay, Clock {}

export const MIDNIGHT: Clock = { hour: 0, minute: 0, second: 0, microsecond: 0, tzinfo: null, fold: 0 };

export class PyDateTime extends PyDate implements Moment {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly microsecond: number;
  readonly tzinfo: Value;
  fold: number;

  constructor(moment: Moment, cls: PyType) {
    super(moment.year, moment.month, moment.day, cls);
    this.hour = moment.hour;
    this.minute = moment.minute;
    this.second = moment.second;
    this.microsecond = moment.microsecond;
    this.tzinfo = moment.tzinfo;
    this.fold = moment.fold;
  }
}

export class PyTime extends PyObject implements Clock {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly microsecond: number;
  readonly tzinfo: Value;
  fold: number;

  constructor(clock: Clock, cls: PyType) {
    super(cls, attributesOf(cls));
    this.hour = clock.hour;
    this.minute = clock.minute;
    this.second = clock.second;
    this.microsecond = clock.microsecond;
    this.tzinfo = clock.tzinfo;
    this.fold = clock.fold;
  }
}

/** A `timezone`: a fixed distance from UTC. */
export class PyTimeZone extends PyObject {
  constructor(
    readonly offset: PyDelta,
    readonly zoneName: string | null,
    cls: PyType,
  ) {
    super(cls);
  }
}

/** Microseconds from the beginning of the calendar, without regard to any time zone. */
export function microsecondsOfDay({ hour, minute, second, microsecond }: Clock): number {
  return ((hour * 60 + minute) * 60 + second) * MICROSECONDS_PER_SECOND + microsecond;
}

/** The reverse of `microsecondsOfDay`. */
export function clockOf(microseconds: number): Omit<Clock, 'tzinfo' | 'fold'> {
  const seconds = floorDivide(microseconds, MICROSECONDS_PER_SECOND);
  return {
    hour: floorDivide(seconds, 3600),
    minute: floorDivide(seconds, 60) % 60,
    second: seconds % 60,
    microsecond: microseconds % MICROSECONDS_PER_SECOND,
  };
}
