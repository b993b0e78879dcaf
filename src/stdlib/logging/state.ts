// What the parts of `logging` share: the names of levels, the switches a program may set on the module, the handlers.

import { PyModule } from '../../execution/module.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { intValue, strValue } from '../../objects/boxed.js';
import { isTrue } from '../../objects/compare.js';
import { PyDict } from '../../objects/containers.js';
import { typeError, valueError } from '../../objects/exceptions.js';
import type { Value } from '../../objects/object.js';
import { repr } from '../../objects/repr.js';
import { perMachine } from '../library.js';

export const CRITICAL = 50;
export const ERROR = 40;
export const WARNING = 30;
export const INFO = 20;
export const DEBUG = 10;
export const NOTSET = 0;

/** The names of levels in both directions, which `addLevelName` adds to. */
export class LevelNames {
  readonly toName = PyDict.of([
    [CRITICAL, 'CRITICAL'],
    [ERROR, 'ERROR'],
    [WARNING, 'WARNING'],
    [INFO, 'INFO'],
    [DEBUG, 'DEBUG'],
    [NOTSET, 'NOTSET'],
  ]);
  readonly toLevel = PyDict.of([
    ['CRITICAL', CRITICAL],
    ['FATAL', CRITICAL],
    ['ERROR', ERROR],
    ['WARN', WARNING],
    ['WARNING', WARNING],
    ['INFO', INFO],
    ['DEBUG', DEBUG],
    ['NOTSET', NOTSET],
  ]);

  /** `getLevelName`: also from a name to its number, for what has always worked. */
  name(level: Value): Value {
    return this.toName.table.get(level) ?? this.toLevel.table.get(level) ?? `Level ${shown(level)}`;
  }

  /** A level given as number or name, as a number. */
  check(level: Value): Value {
    if (typeof level === 'number' || typeof level === 'bigint') return level;
    if (strValue(level) !== undefined) {
      const known = this.toLevel.table.get(level);
      if (known === undefined) throw valueError(`Unknown level: ${repr(level)}`);
      return known;
    }
    if (intValue(level) !== undefined) return level;
    throw typeError(`Level not an integer or a valid string: ${repr(level)}`);
  }
}

const shown = (value: Value): string => strValue(value) ?? repr(value);

export class LoggingState {
  readonly levels = new LevelNames();
  /** Handlers that have a name. */
  readonly named = PyDict.of([]);
  /** All handlers, in the order in which they were made. */
  readonly handlers: Value[] = [];
  recordFactory: Value = null;
  loggerClass: Value = null;
  /** `warnings.showwarning` as it was before `captureWarnings(True)`. */
  showWarning: Value = null;
  /** Nanoseconds at which `relativeCreated` begins. */
  readonly start: number;

  constructor(readonly machine: KernelMachine) {
    this.start = machine.clock.now;
  }

  /** A global variable of the module, which a program may have changed. */
  global(name: string): Value {
    const module = this.machine.loadedModule('logging');
    return module instanceof PyModule ? (module.namespace.get(name) ?? null) : null;
  }

  flag(name: string): boolean {
    return isTrue(this.global(name));
  }
}

export const loggingState = perMachine((m: KernelMachine) => new LoggingState(m));
