// The `logging` module.

import { defineModule } from '../../execution/module.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute, setAttribute } from '../../objects/attributes.js';
import { strValue } from '../../objects/boxed.js';
import { call } from '../../objects/call.js';
import { isTrue } from '../../objects/compare.js';
import { PyDict, PyList, tuple } from '../../objects/containers.js';
import { copyDict } from '../../objects/dict.js';
import { isExceptionOf } from '../../objects/exceptions.js';
import { toArray } from '../../objects/iteration.js';
import { keywordsOf } from '../../objects/keywords.js';
import type { NativeBody } from '../../objects/native.js';
import type { Value } from '../../objects/object.js';
import { PyFrozenSet } from '../../objects/set-type.js';
import { length } from '../../objects/subscript.js';
import { callAttribute, libraryFunctions } from '../library.js';
import { adapterClass } from './adapter.js';
import { basicConfig } from './basic-config.js';
import { filterClass, filtererClass } from './filters.js';
import { bufferingFormatterClass, defaultFormatter, formatterClass } from './formatter.js';
import {
  fileHandlerClass,
  handlerClass,
  lastResort,
  nullHandlerClass,
  streamHandlerClass,
} from './handlers.js';
import { LEVEL_METHODS, loggerClass, rootLoggerClass } from './logger.js';
import { checkedLoggerClass, managerClass, placeHolderType, rootLogger } from './manager.js';
import { makeLogRecord, recordClass } from './records.js';
import { CRITICAL, DEBUG, ERROR, INFO, loggingState, NOTSET, WARNING } from './state.js';
import { basicFormat, styleClasses } from './styles.js';
import { captureWarnings } from './warnings.js';

/** Flushes and closes all handlers, the newest first; what goes wrong by then is of no interest. */
function shutdown(m: KernelMachine): void {
  for (const handler of [...loggingState(m).handlers].reverse()) {
    try {
      callAttribute(handler, 'flush');
      callAttribute(handler, 'close');
    } catch (error) {
      const isExpected = isExceptionOf(error, 'OSError') || isExceptionOf(error, 'ValueError');
      if (!isExpected && loggingState(m).flag('raiseExceptions')) throw error;
    }
  }
}

/** `logging.info(...)`: on the root logger, which is set up first if it is not. */
function rootFunctions(m: KernelMachine): Record<string, NativeBody> {
  const onRoot = (
    name: string,
    args: readonly Value[],
    kwargs: Value,
    more: Map<string, Value> = new Map(),
  ): Value => {
    const root = rootLogger(m);
    if (length(getAttribute(root, 'handlers')) === 0) basicConfig(m, null);
    const keywords = new Map([...more, ...(keywordsOf(kwargs) ?? [])]);
    return call(getAttribute(root, name), args, keywords.size === 0 ? null : keywords);
  };
  const functions: Record<string, NativeBody> = {};
  for (const [name] of [...LEVEL_METHODS, ['fatal']] as const) {
    functions[`${name}(msg, *args, **kwargs)`] = (message, args, kwargs) =>
      onRoot(name, [message, ...toArray(args)], kwargs);
  }
  return {
    ...functions,
    'warn(msg, *args, **kwargs)': (message, args, kwargs) => {
      m.warn('DeprecationWarning', "The 'warn' function is deprecated, use 'warning' instead");
      return onRoot('warning', [message, ...toArray(args)], kwargs);
    },
    'exception(msg, *args, exc_info=True, **kwargs)': (message, args, info, kwargs) =>
      onRoot('error', [message, ...toArray(args)], kwargs, new Map([['exc_info', info]])),
    'log(level, msg, *args, **kwargs)': (level, message, args, kwargs) =>
      onRoot('log', [level, message, ...toArray(args)], kwargs),
  };
}

export const logging = defineModule('logging', (m: KernelMachine, module) => {
  const state = loggingState(m);
  const { levels } = state;
  const root = rootLogger(m);
  m.endHooks.unshift(() => shutdown(m));
  const styles = PyDict.of(
    [...styleClasses(m)].map(([sign, cls]): [Value, Value] => [sign, tuple(cls, basicFormat(sign) ?? '')]),
  );
  return {
    __path__: new PyList([]),
    CRITICAL,
    FATAL: CRITICAL,
    ERROR,
    WARNING,
    WARN: WARNING,
    INFO,
    DEBUG,
    NOTSET,
    BASIC_FORMAT: basicFormat('%') ?? '',
    raiseExceptions: true,
    logThreads: true,
    logMultiprocessing: true,
    logProcesses: true,
    logAsyncioTasks: true,
    root,
    lastResort: lastResort(m),
    BufferingFormatter: bufferingFormatterClass(m),
    FileHandler: fileHandlerClass(m),
    Filter: filterClass(m),
    Filterer: filtererClass(m),
    Formatter: formatterClass(m),
    Handler: handlerClass(m),
    LogRecord: recordClass(m),
    Logger: loggerClass(m),
    LoggerAdapter: adapterClass(m),
    Manager: managerClass(m),
    NullHandler: nullHandlerClass(m),
    PlaceHolder: placeHolderType(),
    RootLogger: rootLoggerClass(m),
    StreamHandler: streamHandlerClass(m),
    ...Object.fromEntries([...styleClasses(m).values()].map((cls) => [cls.name, cls])),
    _STYLES: styles,
    _levelToName: levels.toName,
    _nameToLevel: levels.toLevel,
    _defaultFormatter: defaultFormatter(m),
    _handlers: state.named,
    ...libraryFunctions('logging', {
      ...rootFunctions(m),
      'basicConfig(**kwargs)': (kwargs) => {
        basicConfig(m, keywordsOf(kwargs));
        return null;
      },
      'getLogger(name=None)': (name) => {
        const isRoot = !isTrue(name) || strValue(name) === strValue(getAttribute(root, 'name'));
        return isRoot ? root : callAttribute(getAttribute(loggerClass(m), 'manager'), 'getLogger', name);
      },
      'getLevelName(level)': (level) => levels.name(level),
      'getLevelNamesMapping()': () => copyDict(levels.toLevel),
      'addLevelName(level, levelName)': (level, name) => {
        levels.toName.table.set(level, name);
        levels.toLevel.table.set(name, level);
        return null;
      },
      '_checkLevel(level)': (level) => levels.check(level),
      'disable(level=50)': (level) => {
        setAttribute(getAttribute(root, 'manager'), 'disable', level);
        return null;
      },
      'shutdown(handlerList=None)': () => {
        shutdown(m);
        return null;
      },
      'getLoggerClass()': () => state.loggerClass ?? loggerClass(m),
      'setLoggerClass(klass)': (cls) => {
        state.loggerClass = checkedLoggerClass(m, cls);
        return null;
      },
      'getLogRecordFactory()': () => state.recordFactory ?? recordClass(m),
      'setLogRecordFactory(factory)': (factory) => {
        state.recordFactory = factory;
        return null;
      },
      'makeLogRecord(dict)': (attributes) => makeLogRecord(m, attributes),
      'getHandlerByName(name)': (name) => state.named.table.get(name) ?? null,
      'getHandlerNames()': () => PyFrozenSet.of([...state.named.table.entries()].map(([name]) => name)),
      'captureWarnings(capture)': (capture) => {
        captureWarnings(m, isTrue(capture));
        return null;
      },
      'currentframe()': () => m.frame?.object ?? null,
    }),
    __package__: module.name,
  };
});
