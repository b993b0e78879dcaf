// `logging.LogRecord`: one event that is logged.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute } from '../../objects/attributes.js';
import { PyFloat } from '../../objects/boxed.js';
import { call } from '../../objects/call.js';
import { isTrue } from '../../objects/compare.js';
import { emptyTuple, PyDict, PyTuple, tuple } from '../../objects/containers.js';
import { PyException } from '../../objects/exceptions.js';
import { instanceDict } from '../../objects/instance-dict.js';
import { PyObject, type PyType, type Value } from '../../objects/object.js';
import { mod } from '../../objects/operators.js';
import { str } from '../../objects/repr.js';
import { typeOf } from '../../objects/types.js';
import { perMachine, setOwnAttribute } from '../library.js';
import { libraryClass } from '../library-class.js';
import { processId } from '../os/process.js';
import { asSeconds, sinceEpoch } from '../time/index.js';
import { loggingState } from './state.js';

/** Exception information as `sys.exc_info()` has it. */
export function exceptionInfo(m: KernelMachine, given: Value): Value {
  if (!isTrue(given)) return given;
  if (given instanceof PyTuple) return given;
  const error = given instanceof PyException ? given : m.handled;
  return error === null ? tuple(null, null, null) : tuple(typeOf(error), error, error.traceback);
}

/** The parts of a path as `%(filename)s` and `%(module)s` have them. */
function fileParts(path: string): { filename: string; module: string } {
  const filename = path.slice(path.lastIndexOf('/') + 1);
  const dot = filename.lastIndexOf('.');
  return { filename, module: dot > 0 ? filename.slice(0, dot) : filename };
}

function fill(m: KernelMachine, self: Value, given: readonly Value[]): void {
  const state = loggingState(m);
  const [name = null, level = null, pathname = null, lineno = null, message = null, args = null] = given;
  const [, , , , , , info = null, func = null, stack = null] = given;
  const set = (key: string, value: Value): void => setOwnAttribute(self, key, value);
  const now = m.readClock();
  const path = str(pathname);
  const { filename, module } = fileParts(path);
  const [first] = args instanceof PyTuple && args.items.length === 1 ? args.items : [];
  set('name', name);
  set('msg', message);
  // `log.info('%(a)d', {'a': 1})`
  set('args', first instanceof PyDict && first.table.size > 0 ? first : args);
  set('levelname', state.levels.name(level));
  set('levelno', level);
  set('pathname', pathname);
  set('filename', filename);
  set('module', module);
  set('exc_info', info);
  set('exc_text', null);
  set('stack_info', stack);
  set('lineno', lineno);
  set('funcName', func);
  set('created', new PyFloat(asSeconds(sinceEpoch(now))));
  set('msecs', new PyFloat(Math.floor(now / 1e6) % 1000));
  set('relativeCreated', new PyFloat((now - state.start) / 1e6));
  const threads = state.flag('logThreads') ? currentThread(m) : null;
  set('thread', threads === null ? null : getAttribute(threads, 'ident'));
  set('threadName', threads === null ? null : getAttribute(threads, 'name'));
  set('processName', state.flag('logMultiprocessing') ? m.scheduler.process.name : null);
  set('process', state.flag('logProcesses') ? processId(m.scheduler.process) : null);
  set('taskName', state.flag('logAsyncioTasks') ? taskName(m) : null);
}

function currentThread(m: KernelMachine): Value {
  const threading = m.importModule('threading', m.builtins, null, 0);
  return call(getAttribute(threading, 'current_thread'));
}

/** The name of the running task, if a loop runs. */
function taskName(m: KernelMachine): Value {
  const asyncio = m.loadedModule('asyncio');
  if (asyncio === undefined) return null;
  try {
    const task = call(getAttribute(asyncio, 'current_task'));
    return task === null ? null : call(getAttribute(task, 'get_name'));
  } catch (error) {
    if (!(error instanceof PyException)) throw error;
    return null;
  }
}

export const recordClass: (m: KernelMachine) => PyType = perMachine(
  (m: KernelMachine): PyType =>
    libraryClass('LogRecord', {
      module: 'logging',
      instanceDict: true,
      methods: {
        '__init__(self, name, level, pathname, lineno, msg, args, exc_info, func=None, sinfo=None, **kwargs)':
          (self, ...given) => {
            fill(m, self, given);
            return null;
          },
        '__repr__(self)': (self) => {
          const part = (name: string): string => str(getAttribute(self, name));
          return `<LogRecord: ${part('name')}, ${part('levelno')}, ${part('pathname')}, ${part('lineno')}, "${part('msg')}">`;
        },
        'getMessage(self)': (self) => {
          const text = str(getAttribute(self, 'msg'));
          const args = getAttribute(self, 'args');
          return isTrue(args) ? mod(text, args) : text;
        },
      },
    }),
);

/** A record from a dict of its attributes: `makeLogRecord`. */
export function makeLogRecord(m: KernelMachine, attributes: Value): Value {
  const factory = loggingState(m).recordFactory;
  const record = call(factory ?? recordClass(m), [null, null, '', 0, '', emptyTuple, null, null]);
  if (record instanceof PyObject && attributes instanceof PyDict) {
    const own = instanceDict(record);
    for (const [key, value] of attributes.table.entries()) own.table.set(key, value);
  }
  return record;
}
