// `threading.excepthook`: what is said of an exception that ends a thread.

import type { Pause } from '../../execution/pause.js';
import { getAttributeOr } from '../../objects/attributes.js';
import { call } from '../../objects/call.js';
import { PyTuple } from '../../objects/containers.js';
import { exceptionType, PyException } from '../../objects/exceptions.js';
import { formatException } from '../../objects/format-exception.js';
import type { Value } from '../../objects/object.js';
import { str } from '../../objects/repr.js';
import { typeOf } from '../../objects/types.js';
import { once } from '../library.js';
import { structSequenceType } from '../struct-sequence.js';
import { writeStandardError } from '../sys/index.js';
import { callIn } from './condition.js';
import { identOf } from './ident.js';
import type { PyThread, Threads } from './thread.js';

export const exceptHookArgs = once(() =>
  structSequenceType('_thread._ExceptHookArgs', ['exc_type', 'exc_value', 'exc_traceback', 'thread']),
);

/** `threading.__excepthook__` */
export function defaultExcepthook(threads: Threads, args: Value): Value {
  if (!(args instanceof PyTuple)) return null;
  const [type = null, error = null, , thread = null] = args.items;
  if (type === exceptionType('SystemExit')) return null;
  const { machine } = threads;
  const name =
    thread === null ? identOf(machine.scheduler.current) : str(getAttributeOr(thread, 'name') ?? '');
  const text = error instanceof PyException ? formatException(error) : '';
  writeStandardError(machine, `Exception in thread ${name}:\n${text}`);
  return null;
}

/** `_make_invoke_excepthook` */
export function* reportThreadException(
  threads: Threads,
  thread: PyThread,
  error: PyException,
): Generator<Pause, void, Value> {
  const args = call(exceptHookArgs(), [new PyTuple([typeOf(error), error, error.traceback, thread])]);
  const hook = threads.hook();
  if (hook === null) {
    defaultExcepthook(threads, args);
    return;
  }
  try {
    yield* callIn(threads.machine, hook, [args]);
  } catch (raised) {
    if (!(raised instanceof PyException)) throw raised;
    raised.suppressContext = true;
    writeStandardError(threads.machine, `Exception in threading.excepthook:\n${formatException(raised)}`);
  }
}
