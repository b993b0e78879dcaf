// `assertLogs` and `assertNoLogs`: a handler of our own stands in the place of a logger's.

import type { KernelMachine } from '../../../kernel/kernel-machine.js';
import { getAttribute, setAttribute } from '../../../objects/attributes.js';
import { call } from '../../../objects/call.js';
import { isTrue } from '../../../objects/compare.js';
import { PyDict, PyList } from '../../../objects/containers.js';
import { typeError } from '../../../objects/exceptions.js';
import { checkInstance } from '../../../objects/instance-check.js';
import { defineType } from '../../../objects/native.js';
import { PyObject, PyType, type Value } from '../../../objects/object.js';
import { repr, str } from '../../../objects/repr.js';
import { callAttribute, once, perMachine } from '../../library.js';
import { libraryClass } from '../../library-class.js';
import { appendTo, libraryModule } from '../support.js';
import { type Assertions, failed } from './failing.js';

const FORMAT = '%(levelname)s:%(name)s:%(message)s';

/** What a `with` statement of `assertLogs` gives: `records` and `output`. */
const watcherClass = perMachine(
  (m: KernelMachine): Value =>
    callAttribute(
      libraryModule(m, 'collections'),
      'namedtuple',
      '_LoggingWatcher',
      new PyList(['records', 'output']),
    ),
);

const capturingHandler = perMachine((m: KernelMachine): PyType => {
  const base = getAttribute(libraryModule(m, 'logging'), 'Handler');
  if (!(base instanceof PyType)) throw typeError('logging.Handler must be a class');
  return libraryClass('_CapturingHandler', {
    module: 'unittest._log',
    bases: [base],
    instanceDict: true,
    methods: {
      'flush(self)': () => null,
      'emit(self, record)': (self, record) => {
        const watcher = getAttribute(self, 'watcher');
        appendTo(watcher, 'records', record);
        appendTo(watcher, 'output', callAttribute(self, 'format', record));
        return null;
      },
    },
  });
});

class PyLogsContext extends PyObject {
  logger: Value = null;
  watcher: Value = null;
  /** The logger's attributes as they were. */
  readonly before = new Map<string, Value>();

  constructor(
    readonly machine: KernelMachine,
    readonly test: Value,
    readonly given: Value,
    readonly level: Value,
    readonly expectsNone: boolean,
  ) {
    super(logsContextType(), new Map());
  }

  enter(): Value {
    const { machine, given, level } = this;
    const logging = libraryModule(machine, 'logging');
    const isLogger = checkInstance(given, getAttribute(logging, 'Logger'));
    const logger = isLogger ? given : callAttribute(logging, 'getLogger', given);
    this.logger = logger;
    const handler = call(capturingHandler(machine));
    this.watcher = call(watcherClass(machine), [new PyList([]), new PyList([])]);
    setAttribute(handler, 'watcher', this.watcher);
    callAttribute(handler, 'setLevel', level);
    callAttribute(handler, 'setFormatter', callAttribute(logging, 'Formatter', FORMAT));
    for (const name of ['handlers', 'propagate', 'level']) this.before.set(name, getAttribute(logger, name));
    setAttribute(logger, 'handlers', new PyList([handler]));
    callAttribute(logger, 'setLevel', level);
    setAttribute(logger, 'propagate', false);
    return this.expectsNone ? null : this.watcher;
  }

  exit(type: Value): Value {
    const { logger, watcher, test, level } = this;
    for (const name of ['handlers', 'propagate']) setAttribute(logger, name, this.before.get(name) ?? null);
    callAttribute(logger, 'setLevel', this.before.get('level') ?? null);
    if (type !== null) return false;
    const isEmpty = !isTrue(getAttribute(watcher, 'records'));
    if (this.expectsNone) {
      if (isEmpty) return null;
      throw failed(test, null, `Unexpected logs found: ${repr(getAttribute(watcher, 'output'))}`);
    }
    if (!isEmpty) return null;
    const levelName = str(callAttribute(libraryModule(this.machine, 'logging'), 'getLevelName', level));
    const name = str(getAttribute(logger, 'name'));
    throw failed(test, null, `no logs of level ${levelName} or higher triggered on ${name}`);
  }
}

const logsContextType = once(
  (): PyType =>
    defineType('_AssertLogsContext', {
      module: 'unittest._log',
      instanceDict: true,
      methods: {
        '__enter__()': (self: PyLogsContext) => self.enter(),
        '__exit__(exc_type, exc_value, tb)': (self: PyLogsContext, type) => self.exit(type),
      },
      properties: { watcher: (self: PyLogsContext) => self.watcher },
    }),
);

/** A level by number or by name; INFO where none is given. */
function levelOf(m: KernelMachine, level: Value): Value {
  const logging = libraryModule(m, 'logging');
  if (!isTrue(level)) return getAttribute(logging, 'INFO');
  const names = callAttribute(logging, 'getLevelNamesMapping');
  return (names instanceof PyDict ? names.table.get(level) : undefined) ?? level;
}

export function logs(m: KernelMachine): Assertions {
  return {
    'assertLogs(self, logger=None, level=None)': (self, logger, level) =>
      new PyLogsContext(m, self, logger, levelOf(m, level), false),
    'assertNoLogs(self, logger=None, level=None)': (self, logger, level) =>
      new PyLogsContext(m, self, logger, levelOf(m, level), true),
  };
}
