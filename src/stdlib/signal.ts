// The `signal` module. No signals come from outside: handlers are kept, and called by `raise_signal` and by
// `os.kill` of the program itself.

import { defineModule } from '../execution/module.js';
import type { KernelMachine } from '../kernel/kernel-machine.js';
import { getAttribute } from '../objects/attributes.js';
import { intValue } from '../objects/boxed.js';
import { call, isCallable } from '../objects/call.js';
import {
  exception,
  exceptionType,
  isExceptionOf,
  type PyException,
  typeError,
  valueError,
} from '../objects/exceptions.js';
import { native } from '../objects/native.js';
import type { PyType, Value } from '../objects/object.js';
import { PySet } from '../objects/set-type.js';
import { deriveEnum, intEnumClass } from './enum/classes.js';
import { perMachine } from './library.js';
import { signalHandlers } from './signal-handlers.js';
import { signalWakeups } from './signal-wakeups.js';

/** Names from 1 on. */
const NAMES =
  'SIGHUP SIGINT SIGQUIT SIGILL SIGTRAP SIGABRT SIGBUS SIGFPE SIGKILL SIGUSR1 SIGSEGV SIGUSR2 SIGPIPE SIGALRM SIGTERM ' +
  'SIGSTKFLT SIGCHLD SIGCONT SIGSTOP SIGTSTP SIGTTIN SIGTTOU SIGURG SIGXCPU SIGXFSZ SIGVTALRM SIGPROF SIGWINCH SIGIO ' +
  'SIGPWR SIGSYS';
const REAL_TIME: readonly (readonly [string, number])[] = [
  ['SIGRTMIN', 34],
  ['SIGRTMAX', 64],
];
const ALIASES: Readonly<Record<string, string>> = { SIGCLD: 'SIGCHLD', SIGIOT: 'SIGABRT', SIGPOLL: 'SIGIO' };
const HIGHEST = 64;

/** What the system calls them. */
const DESCRIPTIONS: Readonly<Record<number, string>> = {
  1: 'Hangup',
  2: 'Interrupt',
  3: 'Quit',
  6: 'Aborted',
  9: 'Killed',
  10: 'User defined signal 1',
  11: 'Segmentation fault',
  12: 'User defined signal 2',
  13: 'Broken pipe',
  14: 'Alarm clock',
  15: 'Terminated',
  17: 'Child exited',
};

const DEFAULT = 0;
const IGNORE = 1;
const [KILL, STOP] = [9, 19];
const IGNORED_BY_DEFAULT = [17, 18, 23, 28];

interface SignalClasses {
  readonly Signals: PyType;
  readonly Handlers: PyType;
  readonly Sigmasks: PyType;
}

const classes = perMachine((m: KernelMachine): SignalClasses => {
  const numbered: Record<string, Value> = { __module__: 'signal' };
  for (const [index, name] of NAMES.split(' ').entries()) numbered[name] = index + 1;
  for (const [name, number] of REAL_TIME) numbered[name] = number;
  for (const [alias, name] of Object.entries(ALIASES)) numbered[alias] = numbered[name] ?? null;
  const make = (name: string, members: Record<string, Value>): PyType =>
    deriveEnum(m, name, [intEnumClass(m)], { __module__: 'signal', ...members });
  return {
    Signals: make('Signals', numbered),
    Handlers: make('Handlers', { SIG_DFL: DEFAULT, SIG_IGN: IGNORE }),
    Sigmasks: make('Sigmasks', { SIG_BLOCK: 0, SIG_UNBLOCK: 1, SIG_SETMASK: 2 }),
  };
});

/** The member of an enumeration for a number, or the number where there is none. */
function member(cls: PyType, value: Value): Value {
  try {
    return call(cls, [value]);
  } catch (error) {
    if (isExceptionOf(error, 'ValueError')) return value;
    throw error;
  }
}

function signalNumber(value: Value): number {
  const number = intValue(value);
  if (number === undefined) throw typeError("'str' object cannot be interpreted as an integer");
  if (number < 1 || number > HIGHEST) throw valueError('signal number out of range');
  return Number(number);
}

const unsupported = (what: string): PyException =>
  exception(
    'NotImplementedError',
    `signal.${what}() is not there: no signals come from outside in loopscope`,
  );

export const signal = defineModule('signal', (m: KernelMachine) => {
  const { Signals, Handlers, Sigmasks } = classes(m);
  const { handlers, interrupt } = signalHandlers(m);
  const handlerOf = (number: number): Value => handlers.get(number) ?? member(Handlers, DEFAULT);
  const members = (cls: PyType): Record<string, Value> => {
    const names = [...NAMES.split(' '), ...REAL_TIME.map(([name]) => name), ...Object.keys(ALIASES)];
    return Object.fromEntries(names.map((name) => [name, getAttribute(cls, name)]));
  };
  const raise = (number: number): void => {
    const wakeup = signalWakeups(m).get(number);
    if (wakeup !== undefined) {
      wakeup();
      return;
    }
    const handler = handlerOf(number);
    const action = intValue(handler);
    if (action === undefined) {
      if (handler !== null) call(handler, [number, m.frame?.object ?? null]);
    } else if (Number(action) === DEFAULT && !IGNORED_BY_DEFAULT.includes(number)) {
      // The process would be gone: as near as it gets, the program ends.
      throw exception('SystemExit', 128 + number);
    }
  };
  const functions = [
    native('signal(signalnum, handler, /)', (given = null, handler = null) => {
      const number = signalNumber(given);
      const action = intValue(handler);
      const isAction = action !== undefined && (Number(action) === DEFAULT || Number(action) === IGNORE);
      if (!isAction && !isCallable(handler))
        throw typeError('signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object');
      if (number === KILL || number === STOP) throw exception('OSError', 22, 'Invalid argument');
      const before = handlerOf(number);
      handlers.set(number, isAction ? member(Handlers, handler) : handler);
      if (!isAction)
        m.notice(
          'no signals come from outside: handlers are called by signal.raise_signal() and os.kill() alone',
        );
      return before;
    }),
    native('getsignal(signalnum, /)', (given = null) => handlerOf(signalNumber(given))),
    native('raise_signal(signalnum, /)', (given = null) => {
      raise(signalNumber(given));
      return null;
    }),
    native('strsignal(signalnum, /)', (given = null) => DESCRIPTIONS[signalNumber(given)] ?? null),
    native('valid_signals()', () => {
      const numbers = Array.from({ length: HIGHEST }, (_, index) => index + 1).filter(
        (number) => number !== 32 && number !== 33,
      );
      return PySet.of(numbers.map((number) => member(Signals, number)));
    }),
    native('set_wakeup_fd(fd, /, *, warn_on_full_buffer=True)', () => -1),
    native('siginterrupt(signalnum, flag, /)', () => null),
  ];
  for (const name of ['alarm(seconds, /)', 'setitimer(which, seconds, interval=0.0, /)', 'pause()']) {
    functions.push(
      native(name, () => {
        throw unsupported(name.slice(0, name.indexOf('(')));
      }),
    );
  }
  return {
    Signals,
    Handlers,
    Sigmasks,
    ...members(Signals),
    SIG_DFL: getAttribute(Handlers, 'SIG_DFL'),
    SIG_IGN: getAttribute(Handlers, 'SIG_IGN'),
    ...Object.fromEntries(
      ['SIG_BLOCK', 'SIG_UNBLOCK', 'SIG_SETMASK'].map((name) => [name, getAttribute(Sigmasks, name)]),
    ),
    NSIG: HIGHEST + 1,
    ITIMER_REAL: 0,
    ITIMER_VIRTUAL: 1,
    ITIMER_PROF: 2,
    ItimerError: exceptionType('OSError'),
    default_int_handler: interrupt,
    ...Object.fromEntries(functions.map((fn): [string, Value] => [fn.name, fn])),
  };
});
