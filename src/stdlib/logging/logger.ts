// `logging.Logger`: what programs log to.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute } from '../../objects/attributes.js';
import { intValue } from '../../objects/boxed.js';
import { call } from '../../objects/call.js';
import { isTrue } from '../../objects/compare.js';
import { PyDict, PyList, tuple } from '../../objects/containers.js';
import { keyError, runtimeError, typeError } from '../../objects/exceptions.js';
import { instanceDict } from '../../objects/instance-dict.js';
import { iterate, toArray } from '../../objects/iteration.js';
import { keywordsOf } from '../../objects/keywords.js';
import type { NativeBody } from '../../objects/native.js';
import { PyObject, type PyType, type Value } from '../../objects/object.js';
import { ge } from '../../objects/operators.js';
import { repr, str } from '../../objects/repr.js';
import { PySet } from '../../objects/set-type.js';
import { contains, getItem, length } from '../../objects/subscript.js';
import { isInstance, typeName } from '../../objects/types.js';
import { callAttribute, perMachine, setOwnAttribute } from '../library.js';
import { libraryClass } from '../library-class.js';
import { findCaller } from './caller.js';
import { filtererClass } from './filters.js';
import { callBase, standardError } from './handlers.js';
import { exceptionInfo, recordClass } from './records.js';
import { CRITICAL, DEBUG, ERROR, INFO, loggingState, NOTSET, WARNING } from './state.js';

export const LEVEL_METHODS = [
  ['debug', DEBUG],
  ['info', INFO],
  ['warning', WARNING],
  ['error', ERROR],
  ['critical', CRITICAL],
] as const;

/** `logger.info(...)` and its kin: nothing is done where the level is not wanted. */
const levelMethod =
  (level: number): NativeBody =>
  (self: Value, message: Value, args: Value, kwargs: Value) => {
    if (!isTrue(callAttribute(self, 'isEnabledFor', level))) return null;
    return call(getAttribute(self, '_log'), [level, message, args], keywordsOf(kwargs));
  };

function effectiveLevel(logger: Value): Value {
  for (let current = logger; current !== null; current = getAttribute(current, 'parent')) {
    const level = getAttribute(current, 'level');
    if (isTrue(level)) return level;
  }
  return NOTSET;
}

function isEnabled(logger: Value, level: Value): boolean {
  if (isTrue(getAttribute(logger, 'disabled'))) return false;
  const disabled = getAttribute(getAttribute(logger, 'manager'), 'disable');
  if (isTrue(ge(disabled, level))) return false;
  return isTrue(ge(level, callAttribute(logger, 'getEffectiveLevel')));
}

/** Gives the record to the handlers of the logger and of those above it. */
function callHandlers(m: KernelMachine, logger: Value, record: Value): void {
  const level = getAttribute(record, 'levelno');
  const accepts = (handler: Value): boolean => isTrue(ge(level, getAttribute(handler, 'level')));
  let found = 0;
  let current: Value = logger;
  while (current !== null) {
    for (const handler of iterate(getAttribute(current, 'handlers'))) {
      found++;
      if (accepts(handler)) callAttribute(handler, 'handle', record);
    }
    current = isTrue(getAttribute(current, 'propagate')) ? getAttribute(current, 'parent') : null;
  }
  if (found > 0) return;
  const state = loggingState(m);
  const last = state.global('lastResort');
  const manager = getAttribute(logger, 'manager');
  if (isTrue(last)) {
    if (accepts(last)) callAttribute(last, 'handle', record);
  } else if (state.flag('raiseExceptions') && !isTrue(getAttribute(manager, 'emittedNoHandlerWarning'))) {
    const name = str(getAttribute(logger, 'name'));
    callAttribute(standardError(m), 'write', `No handlers could be found for logger "${name}"\n`);
    setOwnAttribute(manager, 'emittedNoHandlerWarning', true);
  }
}

function makeRecord(m: KernelMachine, given: readonly Value[]): Value {
  const [name = null, level = null, file = null, line = null, message = null, args = null] = given;
  const [, , , , , , info = null, func = null, extra = null, stack = null] = given;
  const factory = loggingState(m).recordFactory ?? recordClass(m);
  const record = call(factory, [name, level, file, line, message, args, info, func, stack]);
  if (extra === null || !(record instanceof PyObject)) return record;
  const own = instanceDict(record);
  for (const key of iterate(extra)) {
    if (key === 'message' || key === 'asctime' || own.table.has(key))
      throw keyError(`Attempt to overwrite ${repr(key)} in LogRecord`);
    own.table.set(key, getItem(extra, key));
  }
  return record;
}

export const loggerClass: (m: KernelMachine) => PyType = perMachine((m: KernelMachine): PyType => {
  const state = loggingState(m);
  return libraryClass('Logger', {
    module: 'logging',
    bases: [filtererClass(m)],
    instanceDict: true,
    methods: {
      '__init__(self, name, level=0)': (self, name, level) => {
        callBase(filtererClass(m), '__init__', self);
        setOwnAttribute(self, 'name', name);
        setOwnAttribute(self, 'level', state.levels.check(level));
        setOwnAttribute(self, 'parent', null);
        setOwnAttribute(self, 'propagate', true);
        setOwnAttribute(self, 'handlers', new PyList([]));
        setOwnAttribute(self, 'disabled', false);
        setOwnAttribute(self, '_cache', new PyDict());
        return null;
      },
      'setLevel(self, level)': (self, level) => {
        setOwnAttribute(self, 'level', state.levels.check(level));
        return null;
      },
      ...Object.fromEntries(
        LEVEL_METHODS.map(([name, level]) => [`${name}(self, msg, *args, **kwargs)`, levelMethod(level)]),
      ),
      'warn(self, msg, *args, **kwargs)': (self, message, args, kwargs) => {
        m.warn('DeprecationWarning', "The 'warn' method is deprecated, use 'warning' instead");
        return call(getAttribute(self, 'warning'), [message, ...toArray(args)], keywordsOf(kwargs));
      },
      'exception(self, msg, *args, exc_info=True, **kwargs)': (self, message, args, info, kwargs) =>
        call(
          getAttribute(self, 'error'),
          [message, ...toArray(args)],
          new Map([['exc_info', info], ...(keywordsOf(kwargs) ?? [])]),
        ),
      'fatal(self, msg, *args, **kwargs)': (self, message, args, kwargs) =>
        call(getAttribute(self, 'critical'), [message, ...toArray(args)], keywordsOf(kwargs)),
      'log(self, level, msg, *args, **kwargs)': (self, level, message, args, kwargs) => {
        if (intValue(level) === undefined) {
          if (state.flag('raiseExceptions')) throw typeError('level must be an integer');
          return null;
        }
        if (!isTrue(callAttribute(self, 'isEnabledFor', level))) return null;
        return call(getAttribute(self, '_log'), [level, message, args], keywordsOf(kwargs));
      },
      'findCaller(self, stack_info=False, stacklevel=1)': (_self, stack, level) => {
        const caller = findCaller(m, isTrue(stack), Number(intValue(level) ?? 1));
        return tuple(caller.filename, caller.lineno, caller.name, caller.stack);
      },
      'makeRecord(self, name, level, fn, lno, msg, args, exc_info, func=None, extra=None, sinfo=None)': (
        _self,
        ...given
      ) => makeRecord(m, given),
      '_log(self, level, msg, args, exc_info=None, extra=None, stack_info=False, stacklevel=1)': (
        self,
        level,
        message,
        args,
        info,
        extra,
        stack,
        depth,
      ) => {
        const [file = null, line = null, func = null, shown = null] = toArray(
          callAttribute(self, 'findCaller', stack, depth),
        );
        const name = getAttribute(self, 'name');
        const raised = exceptionInfo(m, info);
        const parts = [name, level, file, line, message, args, raised, func, extra, shown];
        return callAttribute(self, 'handle', callAttribute(self, 'makeRecord', ...parts));
      },
      'handle(self, record)': (self, record) => {
        if (isTrue(getAttribute(self, 'disabled'))) return null;
        const result = callAttribute(self, 'filter', record);
        if (isTrue(result))
          callAttribute(self, 'callHandlers', isInstance(result, recordClass(m)) ? result : record);
        return null;
      },
      'addHandler(self, hdlr)': (self, handler) => {
        const handlers = getAttribute(self, 'handlers');
        if (!contains(handlers, handler)) callAttribute(handlers, 'append', handler);
        return null;
      },
      'removeHandler(self, hdlr)': (self, handler) => {
        const handlers = getAttribute(self, 'handlers');
        if (contains(handlers, handler)) callAttribute(handlers, 'remove', handler);
        return null;
      },
      'hasHandlers(self)': (self) => {
        let current: Value = self;
        while (current !== null) {
          if (length(getAttribute(current, 'handlers')) > 0) return true;
          current = isTrue(getAttribute(current, 'propagate')) ? getAttribute(current, 'parent') : null;
        }
        return false;
      },
      'callHandlers(self, record)': (self, record) => {
        callHandlers(m, self, record);
        return null;
      },
      'getEffectiveLevel(self)': effectiveLevel,
      'isEnabledFor(self, level)': isEnabled,
      'getChild(self, suffix)': (self, suffix) => {
        const isRoot = getAttribute(self, 'root') === self;
        const name = isRoot ? suffix : `${str(getAttribute(self, 'name'))}.${str(suffix)}`;
        return callAttribute(getAttribute(self, 'manager'), 'getLogger', name);
      },
      'getChildren(self)': (self) => {
        const known = getAttribute(getAttribute(self, 'manager'), 'loggerDict');
        const loggers = toArray(callAttribute(known, 'values'));
        const isChild = (logger: Value): boolean =>
          isInstance(logger, loggerClass(m)) && getAttribute(logger, 'parent') === self;
        return PySet.of(loggers.filter(isChild));
      },
      '__repr__(self)': (self) => {
        const level = str(state.levels.name(callAttribute(self, 'getEffectiveLevel')));
        return `<${typeName(self)} ${str(getAttribute(self, 'name'))} (${level})>`;
      },
      '__reduce__(self)': (self) => {
        const name = getAttribute(self, 'name');
        const module = m.importModule('logging', m.builtins, null, 0);
        const getLogger = getAttribute(module, 'getLogger');
        if (call(getLogger, [name]) !== self) throw runtimeError('logger cannot be pickled');
        return tuple(getLogger, tuple(name));
      },
    },
  });
});

export const rootLoggerClass = perMachine(
  (m: KernelMachine): PyType =>
    libraryClass('RootLogger', {
      module: 'logging',
      bases: [loggerClass(m)],
      instanceDict: true,
      methods: {
        '__init__(self, level)': (self, level) => callBase(loggerClass(m), '__init__', self, 'root', level),
      },
    }),
);
