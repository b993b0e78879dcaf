// `logging.Handler` and the handlers that write to streams and files.
//
// Handlers have no lock: a handler runs as one native, which no other simulated thread can interrupt.
// `acquire` and `release` use the lock that a program makes with `createLock`.

import { whileHandling } from '../../execution/handling.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute, getAttributeOr } from '../../objects/attributes.js';
import { strValue } from '../../objects/boxed.js';
import { call } from '../../objects/call.js';
import { isTrue } from '../../objects/compare.js';
import { exception, isExceptionOf } from '../../objects/exceptions.js';
import { formatException } from '../../objects/format-exception.js';
import { formatFrames } from '../../objects/frame-lines.js';
import { genericAlias } from '../../objects/generic-alias.js';
import type { PyType, Value } from '../../objects/object.js';
import { add } from '../../objects/operators.js';
import { PyProperty } from '../../objects/property.js';
import { repr, str } from '../../objects/repr.js';
import { isInstance, typeName } from '../../objects/types.js';
import { callAttribute, libraryFunction, perMachine, setOwnAttribute } from '../library.js';
import { libraryClass } from '../library-class.js';
import { sysModule } from '../sys/index.js';
import { runningStack } from '../traceback/summaries.js';
import { filtererClass } from './filters.js';
import { defaultFormatter } from './formatter.js';
import { recordClass } from './records.js';
import { loggingState, WARNING } from './state.js';

export const standardError = (m: KernelMachine): Value => getAttribute(sysModule(m), 'stderr');

/** Calls a method of the class itself, past what a subclass has made of it. */
export const callBase = (cls: PyType, name: string, ...args: Value[]): Value =>
  call(getAttribute(cls, name), args);

/** Runs `emit`'s work; what goes wrong is told by `handleError`. */
export function guarded(m: KernelMachine, self: Value, record: Value, action: () => void): Value {
  try {
    action();
  } catch (error) {
    if (isExceptionOf(error, 'RecursionError') || !isExceptionOf(error, 'Exception')) throw error;
    whileHandling(m, error, () => callAttribute(self, 'handleError', record));
  }
  return null;
}

function tellError(m: KernelMachine, record: Value): void {
  const stream = standardError(m);
  const error = m.handled;
  if (!loggingState(m).flag('raiseExceptions') || !isTrue(stream) || error === null) return;
  const message = getAttribute(record, 'msg');
  const header = error.traceback === null ? 'Traceback (most recent call last):\n' : '';
  const lines = [
    '--- Logging error ---\n',
    `${header}${formatException(error)}`,
    'Call stack:\n',
    ...formatFrames(runningStack(m)),
    `Message: ${repr(message)}\nArguments: ${str(getAttribute(record, 'args'))}\n`,
  ];
  callAttribute(stream, 'write', lines.join(''));
}

function named(m: KernelMachine): PyProperty {
  const property = new PyProperty();
  property.getter = libraryFunction('get_name(self)', (self) => getAttribute(self, '_name'), 'logging');
  property.setter = libraryFunction(
    'set_name(self, name)',
    (self, name) => {
      const { table } = loggingState(m).named;
      const before = getAttribute(self, '_name');
      if (before !== null && table.get(before) === self) table.delete(before);
      setOwnAttribute(self, '_name', name);
      if (isTrue(name)) table.set(name, self);
      return null;
    },
    'logging',
  );
  return property;
}

export const handlerClass: (m: KernelMachine) => PyType = perMachine((m: KernelMachine): PyType => {
  const state = loggingState(m);
  const level = (self: Value): string => str(state.levels.name(getAttribute(self, 'level')));
  const name = named(m);
  return libraryClass('Handler', {
    module: 'logging',
    bases: [filtererClass(m)],
    instanceDict: true,
    attributes: { name, get_name: name.getter, set_name: name.setter },
    methods: {
      '__init__(self, level=0)': (self, given) => {
        callBase(filtererClass(m), '__init__', self);
        for (const attribute of ['_name', 'formatter', 'lock']) setOwnAttribute(self, attribute, null);
        setOwnAttribute(self, 'level', state.levels.check(given));
        setOwnAttribute(self, '_closed', false);
        state.handlers.push(self);
        return null;
      },
      'createLock(self)': (self) => {
        const threading = m.importModule('threading', m.builtins, null, 0);
        setOwnAttribute(self, 'lock', call(getAttribute(threading, 'RLock')));
        return null;
      },
      'acquire(self)': (self) => {
        const lock = getAttribute(self, 'lock');
        return isTrue(lock) ? callAttribute(lock, 'acquire') : null;
      },
      'release(self)': (self) => {
        const lock = getAttribute(self, 'lock');
        return isTrue(lock) ? callAttribute(lock, 'release') : null;
      },
      'setLevel(self, level)': (self, given) => {
        setOwnAttribute(self, 'level', state.levels.check(given));
        return null;
      },
      'format(self, record)': (self, record) => {
        const formatter = getAttribute(self, 'formatter');
        return callAttribute(isTrue(formatter) ? formatter : defaultFormatter(m), 'format', record);
      },
      'emit(self, record)': () => {
        throw exception('NotImplementedError', 'emit must be implemented by Handler subclasses');
      },
      'handle(self, record)': (self, record) => {
        const result = callAttribute(self, 'filter', record);
        if (isTrue(result)) callAttribute(self, 'emit', isInstance(result, recordClass(m)) ? result : record);
        return result;
      },
      'setFormatter(self, fmt)': (self, formatter) => {
        setOwnAttribute(self, 'formatter', formatter);
        return null;
      },
      'flush(self)': () => null,
      'close(self)': (self) => {
        setOwnAttribute(self, '_closed', true);
        const own = getAttribute(self, '_name');
        if (own !== null) state.named.table.delete(own);
        return null;
      },
      'handleError(self, record)': (_self, record) => {
        tellError(m, record);
        return null;
      },
      '__repr__(self)': (self) => `<${typeName(self)} (${level(self)})>`,
    },
  });
});

export const streamHandlerClass: (m: KernelMachine) => PyType = perMachine((m: KernelMachine): PyType => {
  const state = loggingState(m);
  return libraryClass('StreamHandler', {
    module: 'logging',
    bases: [handlerClass(m)],
    instanceDict: true,
    attributes: { terminator: '\n' },
    classMethods: { '__class_getitem__(cls, item)': (cls, item) => genericAlias(cls, item) },
    methods: {
      '__init__(self, stream=None)': (self, stream) => {
        callBase(handlerClass(m), '__init__', self);
        setOwnAttribute(self, 'stream', stream === null ? standardError(m) : stream);
        return null;
      },
      'flush(self)': (self) => {
        const stream = getAttribute(self, 'stream');
        const flush = isTrue(stream) ? getAttributeOr(stream, 'flush') : undefined;
        if (flush !== undefined) call(flush);
        return null;
      },
      'emit(self, record)': (self, record) =>
        guarded(m, self, record, () => {
          const text = callAttribute(self, 'format', record);
          callAttribute(getAttribute(self, 'stream'), 'write', add(text, getAttribute(self, 'terminator')));
          callAttribute(self, 'flush');
        }),
      'setStream(self, stream)': (self, stream) => {
        const before = getAttribute(self, 'stream');
        if (stream === before) return null;
        callAttribute(self, 'flush');
        setOwnAttribute(self, 'stream', stream);
        return before;
      },
      '__repr__(self)': (self) => {
        const name = str(getAttributeOr(getAttribute(self, 'stream'), 'name') ?? '');
        const level = str(state.levels.name(getAttribute(self, 'level')));
        return `<${typeName(self)} ${name === '' ? '' : `${name} `}(${level})>`;
      },
    },
  });
});

export const fileHandlerClass: (m: KernelMachine) => PyType = perMachine((m: KernelMachine): PyType => {
  const state = loggingState(m);
  return libraryClass('FileHandler', {
    module: 'logging',
    bases: [streamHandlerClass(m)],
    instanceDict: true,
    methods: {
      "__init__(self, filename, mode='a', encoding=None, delay=False, errors=None)": (
        self,
        filename,
        mode,
        encoding,
        delay,
        errors,
      ) => {
        const os = m.importModule('os', m.builtins, null, 0);
        const path = callAttribute(
          getAttribute(os, 'path'),
          'abspath',
          callAttribute(os, 'fspath', filename),
        );
        const values = { baseFilename: path, mode, encoding, errors, delay };
        for (const [name, value] of Object.entries(values)) setOwnAttribute(self, name, value);
        if (isTrue(delay)) {
          callBase(handlerClass(m), '__init__', self);
          setOwnAttribute(self, 'stream', null);
        } else callBase(streamHandlerClass(m), '__init__', self, callAttribute(self, '_open'));
        return null;
      },
      '_open(self)': (self) => {
        const part = (name: string): Value => getAttribute(self, name);
        return call(
          m.builtins.get('open') ?? null,
          [part('baseFilename'), part('mode')],
          new Map([
            ['encoding', part('encoding')],
            ['errors', part('errors')],
          ]),
        );
      },
      'close(self)': (self) => {
        const stream = getAttribute(self, 'stream');
        if (isTrue(stream)) {
          callAttribute(self, 'flush');
          setOwnAttribute(self, 'stream', null);
          const close = getAttributeOr(stream, 'close');
          if (close !== undefined) call(close);
        }
        return callBase(streamHandlerClass(m), 'close', self);
      },
      'emit(self, record)': (self, record) => {
        if (getAttribute(self, 'stream') === null) {
          const isOver =
            strValue(getAttribute(self, 'mode')) === 'w' && isTrue(getAttribute(self, '_closed'));
          if (!isOver) setOwnAttribute(self, 'stream', callAttribute(self, '_open'));
        }
        if (isTrue(getAttribute(self, 'stream'))) callBase(streamHandlerClass(m), 'emit', self, record);
        return null;
      },
      '__repr__(self)': (self) => {
        const level = str(state.levels.name(getAttribute(self, 'level')));
        return `<${typeName(self)} ${str(getAttribute(self, 'baseFilename'))} (${level})>`;
      },
    },
  });
});

export const nullHandlerClass = perMachine(
  (m: KernelMachine): PyType =>
    libraryClass('NullHandler', {
      module: 'logging',
      bases: [handlerClass(m)],
      instanceDict: true,
      methods: {
        'handle(self, record)': () => null,
        'emit(self, record)': () => null,
        'createLock(self)': (self) => {
          setOwnAttribute(self, 'lock', null);
          return null;
        },
      },
    }),
);

/** What writes messages where no handler was set up: always to what `sys.stderr` is by then. */
export const lastResort = perMachine((m: KernelMachine): Value => {
  const type: PyType = libraryClass('_StderrHandler', {
    module: 'logging',
    bases: [streamHandlerClass(m)],
    instanceDict: true,
    methods: {
      '__init__(self, level=0)': (self, level) => callBase(handlerClass(m), '__init__', self, level),
    },
    properties: { stream: () => standardError(m) },
  });
  return call(type, [WARNING]);
});
