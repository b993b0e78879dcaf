// The tree of loggers by their dotted names.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute } from '../../objects/attributes.js';
import { strValue } from '../../objects/boxed.js';
import { call } from '../../objects/call.js';
import { isTrue } from '../../objects/compare.js';
import { PyDict } from '../../objects/containers.js';
import { typeError } from '../../objects/exceptions.js';
import { checkSubclass } from '../../objects/instance-check.js';
import { defineType } from '../../objects/native.js';
import { PyObject, PyType, type Value } from '../../objects/object.js';
import { PyProperty } from '../../objects/property.js';
import { isInstance } from '../../objects/types.js';
import { libraryFunction, once, perMachine, setOwnAttribute } from '../library.js';
import { libraryClass } from '../library-class.js';
import { loggerClass, rootLoggerClass } from './logger.js';
import { loggingState, WARNING } from './state.js';

/** Stands for a name that nobody has asked for, above loggers that there are. */
class PyPlaceHolder extends PyObject {
  readonly loggers: PyDict = new PyDict();

  constructor() {
    super(placeHolderType());
  }
}

export const placeHolderType: () => PyType = once(
  (): PyType =>
    defineType('PlaceHolder', {
      module: 'logging',
      methods: {
        'append(alogger)': (self: PyPlaceHolder, logger) => {
          self.loggers.table.set(logger, null);
          return null;
        },
      },
      properties: { loggerMap: (self: PyPlaceHolder) => self.loggers },
    }),
);

function getLogger(m: KernelMachine, manager: Value, name: Value): Value {
  const text = strValue(name);
  if (text === undefined) throw typeError('A logger name must be a string');
  const known = getAttribute(manager, 'loggerDict');
  const table = known instanceof PyDict ? known.table : new PyDict().table;
  const found = table.get(text);
  if (found !== undefined && !(found instanceof PyPlaceHolder)) return found;
  const cls = getAttribute(manager, 'loggerClass') ?? loggingState(m).loggerClass ?? loggerClass(m);
  const logger = call(cls, [name]);
  setOwnAttribute(logger, 'manager', manager);
  table.set(text, logger);
  if (found !== undefined) adopt(found, text, logger);
  setOwnAttribute(logger, 'parent', parentOf(m, manager, table, text, logger));
  return logger;
}

/** The nearest logger above, by name; names between that nobody asked for get place holders. */
function parentOf(
  m: KernelMachine,
  manager: Value,
  table: PyDict['table'],
  name: string,
  logger: Value,
): Value {
  for (let dot = name.lastIndexOf('.'); dot > 0; dot = name.lastIndexOf('.', dot - 1)) {
    const above = name.slice(0, dot);
    const found = table.get(above);
    if (isInstance(found ?? null, loggerClass(m))) return found ?? null;
    const holder = found instanceof PyPlaceHolder ? found : new PyPlaceHolder();
    holder.loggers.table.set(logger, null);
    if (found !== holder) table.set(above, holder);
  }
  return getAttribute(manager, 'root');
}

/** The loggers below a name that has just got its logger. */
function adopt(holder: PyPlaceHolder, name: string, logger: Value): void {
  for (const [child] of holder.loggers.table.entries()) {
    const parent = getAttribute(child, 'parent');
    const parentName = strValue(getAttribute(parent, 'name')) ?? '';
    if (parentName.slice(0, name.length) === name) continue;
    setOwnAttribute(logger, 'parent', parent);
    setOwnAttribute(child, 'parent', logger);
  }
}

export const managerClass = perMachine((m: KernelMachine): PyType => {
  const disable = new PyProperty();
  disable.getter = libraryFunction('disable(self)', (self) => getAttribute(self, '_disable'), 'logging');
  disable.setter = libraryFunction(
    'disable(self, value)',
    (self, value) => {
      setOwnAttribute(self, '_disable', loggingState(m).levels.check(value));
      return null;
    },
    'logging',
  );
  return libraryClass('Manager', {
    module: 'logging',
    instanceDict: true,
    attributes: { disable },
    methods: {
      '__init__(self, rootnode)': (self, root) => {
        setOwnAttribute(self, 'root', root);
        setOwnAttribute(self, '_disable', 0);
        setOwnAttribute(self, 'emittedNoHandlerWarning', false);
        setOwnAttribute(self, 'loggerDict', new PyDict());
        setOwnAttribute(self, 'loggerClass', null);
        setOwnAttribute(self, 'logRecordFactory', null);
        return null;
      },
      'getLogger(self, name)': (self, name) => getLogger(m, self, name),
      'setLoggerClass(self, klass)': (self, cls) => {
        setOwnAttribute(self, 'loggerClass', checkedLoggerClass(m, cls));
        return null;
      },
      'setLogRecordFactory(self, factory)': (self, factory) => {
        setOwnAttribute(self, 'logRecordFactory', factory);
        return null;
      },
      '_clear_cache(self)': () => null,
    },
  });
});

export function checkedLoggerClass(m: KernelMachine, cls: Value): Value {
  if (cls === loggerClass(m) || isTrue(checkSubclass(cls, loggerClass(m)))) return cls;
  throw typeError(`logger not derived from logging.Logger: ${cls instanceof PyType ? cls.name : ''}`);
}

/** The logger above all others, with the manager of the tree. */
export const rootLogger = perMachine((m: KernelMachine): Value => {
  const root = call(rootLoggerClass(m), [WARNING]);
  const { attrs } = loggerClass(m);
  attrs.set('root', root);
  attrs.set('manager', call(managerClass(m), [root]));
  loggerClass(m).modified();
  return root;
});
