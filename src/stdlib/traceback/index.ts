// The `traceback` module.

import { PyFrame } from '../../execution/frame.js';
import { defineModule } from '../../execution/module.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { intValue } from '../../objects/boxed.js';
import { isTrue } from '../../objects/compare.js';
import { PyList, tuple } from '../../objects/containers.js';
import { PyException, typeError } from '../../objects/exceptions.js';
import {
  type FormatOptions,
  formatExceptionLines,
  formatExceptionOnly,
} from '../../objects/format-exception.js';
import { formatFrames } from '../../objects/frame-lines.js';
import { nativeIterator } from '../../objects/iteration.js';
import type { Value } from '../../objects/object.js';
import { PyTraceback } from '../../objects/traceback.js';
import { typeName } from '../../objects/types.js';
import { callAttribute, libraryFunctions } from '../library.js';
import { writeStandardError } from '../sys/index.js';
import {
  entriesOf,
  frameSummaryType,
  limited,
  runningStack,
  stackSummary,
  stackSummaryType,
  tracebackExceptionType,
  tracebackStack,
} from './summaries.js';

function options(limit: Value, chain: Value): FormatOptions {
  const count = intValue(limit);
  return { ...(count === undefined ? {} : { limit: Number(count) }), chain: isTrue(chain) };
}

/** The exception of `format_exception(exc)` and of the old `format_exception(type, exc, tb)`. */
function exceptionOf(first: Value, second: Value | undefined): PyException | null {
  const value = second === undefined ? first : second;
  if (value === null) return null;
  if (value instanceof PyException) return value;
  throw typeError(`Exception expected for value, ${typeName(value)} found`);
}

function lines(error: PyException | null, limit: Value, chain: Value): string[] {
  if (error === null) return ['NoneType: None\n'];
  return formatExceptionLines(error, options(limit, chain));
}

/** A stack is cut at its outer end: the limit counts from where the program is. */
function stackEntries(m: KernelMachine, frame: Value, limit: Value) {
  const entries = runningStack(m, frame instanceof PyFrame ? frame.frame : m.frame);
  const count = intValue(limit);
  if (count === undefined) return entries;
  return count >= 0 ? entries.slice(-Number(count) || entries.length) : limited(entries, limit);
}

export const traceback = defineModule('traceback', (m: KernelMachine) => {
  const print = (text: string, file: Value): Value => {
    if (file === null) writeStandardError(m, text);
    else callAttribute(file, 'write', text);
    return null;
  };
  return {
    FrameSummary: frameSummaryType(),
    StackSummary: stackSummaryType(),
    TracebackException: tracebackExceptionType(),
    ...libraryFunctions('traceback', {
      'print_exc(limit=None, file=None, chain=True)': (limit, file, chain) =>
        print(lines(m.handled, limit, chain).join(''), file),
      'format_exc(limit=None, chain=True)': (limit, chain) => lines(m.handled, limit, chain).join(''),
      'print_exception(exc, /, value=<unset>, tb=<unset>, limit=None, file=None, chain=True, **kwargs)': (
        first,
        value,
        _tb,
        limit,
        file,
        chain,
      ) => print(lines(exceptionOf(first, value), limit, chain).join(''), file),
      'format_exception(exc, /, value=<unset>, tb=<unset>, limit=None, chain=True, **kwargs)': (
        first,
        value,
        _tb,
        limit,
        chain,
      ) => new PyList(lines(exceptionOf(first, value), limit, chain)),
      'format_exception_only(exc, /, value=<unset>, *, show_group=False, **kwargs)': (first, value) => {
        const error = exceptionOf(first, value);
        return new PyList(error === null ? ['NoneType: None\n'] : formatExceptionOnly(error));
      },
      'print_last(limit=None, file=None, chain=True)': () => {
        throw typeError('no last exception');
      },
      'print_tb(tb, limit=None, file=None)': (tb, limit, file) =>
        print(formatFrames(tracebackStack(tb, limit)).join(''), file),
      'format_tb(tb, limit=None)': (tb, limit) => new PyList(formatFrames(tracebackStack(tb, limit))),
      'extract_tb(tb, limit=None)': (tb, limit) => stackSummary(tracebackStack(tb, limit)),
      'print_stack(f=None, limit=None, file=None)': (frame, limit, file) =>
        print(formatFrames(stackEntries(m, frame, limit)).join(''), file),
      'format_stack(f=None, limit=None)': (frame, limit) =>
        new PyList(formatFrames(stackEntries(m, frame, limit))),
      'extract_stack(f=None, limit=None)': (frame, limit) => stackSummary(stackEntries(m, frame, limit)),
      'format_list(extracted_list)': (list) => new PyList(formatFrames(entriesOf(list))),
      'print_list(extracted_list, file=None)': (list, file) =>
        print(formatFrames(entriesOf(list)).join(''), file),
      'clear_frames(tb)': () => null,
      'walk_tb(tb)': (tb) => {
        let next = tb instanceof PyTraceback ? tb : null;
        return nativeIterator('generator', () => {
          if (next === null) return undefined;
          const { frame, position } = next;
          next = next.next;
          return tuple(frame.object ?? null, position.lineno);
        });
      },
      'walk_stack(f)': (given) => {
        let frame = given instanceof PyFrame ? given.frame : m.frame;
        return nativeIterator('generator', () => {
          const current = frame;
          if (current === null) return undefined;
          frame = current.back;
          return tuple(current.object, current.position.lineno);
        });
      },
    }),
  };
});
