// What is printed of an exception, its causes and contexts, and the members of its groups (`TracebackException` in
// Lib/traceback.py). Texts are taken here, once and in CPython's order, since `__str__` may run any code.

import { getAttribute, getAttributeOr } from './attributes.js';
import { PyList, PyTuple } from './containers.js';
import { field } from './exception-fields.js';
import { PyExceptionGroup } from './exception-group.js';
import { isExceptionOf, PyException } from './exceptions.js';
import type { FrameEntry } from './frame-lines.js';
import type { PyType, Value } from './object.js';
import { repr, str } from './repr.js';
import { stdlibModuleNames } from './stdlib-module-names.js';
import { type ModuleNames, suggestionFor } from './suggestions.js';
import type { PyTraceback } from './traceback.js';
import { typeOf } from './types.js';

export interface SummaryOptions {
  /** Show that many entries of each traceback: the first ones, or with a negative number the last ones. */
  limit?: number;
  moduleNames?: ModuleNames;
}

export class ExceptionSummary {
  readonly entries: readonly FrameEntry[];
  /** `ValueError`, `asyncio.exceptions.CancelledError` */
  readonly typeName: string;
  /** `str(error)` with what was probably meant. */
  readonly text: string;
  /** Lines under the message. */
  readonly notes: readonly string[];
  cause: ExceptionSummary | null = null;
  context: ExceptionSummary | null = null;
  /** The exceptions of a group. */
  members: readonly ExceptionSummary[] | null = null;

  constructor(
    readonly error: PyException,
    options: SummaryOptions,
  ) {
    this.entries = tracebackEntries(error.traceback, options.limit);
    const text = safeText(error, 'exception', 'str');
    this.notes = notesLines(error);
    this.typeName = fullTypeName(typeOf(error));
    this.text = isExceptionOf(error, 'SyntaxError') ? text : text + advice(error, options.moduleNames);
  }
}

/** The exception and all that is printed with it. No exception is shown twice. */
export function summarize(error: PyException, options: SummaryOptions = {}): ExceptionSummary {
  const seen = new Set<PyException>();
  const summaryOf = (other: PyException): ExceptionSummary => {
    seen.add(other);
    return new ExceptionSummary(other, options);
  };
  const top = summaryOf(error);
  const waiting = [top];
  for (let summary = waiting.pop(); summary !== undefined; summary = waiting.pop()) {
    const { cause, context, suppressContext } = summary.error;
    if (cause !== null && !seen.has(cause)) summary.cause = summaryOf(cause);
    if (context !== null && summary.cause === null && !suppressContext && !seen.has(context)) {
      summary.context = summaryOf(context);
    }
    if (summary.error instanceof PyExceptionGroup) summary.members = summary.error.exceptions.map(summaryOf);
    if (summary.cause !== null) waiting.push(summary.cause);
    if (summary.context !== null) waiting.push(summary.context);
    waiting.push(...(summary.members ?? []));
  }
  return top;
}

/** Python code of the library has no file that a traceback could show. */
function isLibraryCode(filename: string): boolean {
  return filename.startsWith('<library ');
}

export function tracebackEntries(traceback: PyTraceback | null, limit?: number): FrameEntry[] {
  const entries: FrameEntry[] = [];
  for (let next = traceback; next !== null; next = next.next)
    if (!isLibraryCode(next.frame.filename)) entries.push(next);
  if (limit === undefined) return entries;
  return limit >= 0 ? entries.slice(0, limit) : entries.slice(limit);
}

/** The class as the last line of a traceback names it. */
function fullTypeName(cls: PyType): string {
  const module = getAttribute(cls, '__module__');
  if (module === '__main__' || module === 'builtins') return cls.qualname;
  return `${typeof module === 'string' ? module : '<unknown>'}.${cls.qualname}`;
}

/** `str(value)` or `repr(value)`, whatever it raises. */
export function safeText(value: Value, what: string, how: 'str' | 'repr'): string {
  try {
    return how === 'str' ? str(value) : repr(value);
  } catch (error) {
    if (error instanceof PyException) return `<${what} ${how}() failed>`;
    throw error;
  }
}

function notesLines(error: PyException): string[] {
  let notes: Value | undefined;
  try {
    notes = getAttributeOr(error, '__notes__');
  } catch (failure) {
    if (!(failure instanceof PyException)) throw failure;
    return [`Ignored error getting __notes__: ${safeText(failure, '__notes__', 'repr')}`];
  }
  if (notes === undefined || notes === null) return [];
  if (!(notes instanceof PyList) && !(notes instanceof PyTuple))
    return [safeText(notes, '__notes__', 'repr')];
  return notes.items.flatMap((note) => safeText(note, 'note', 'str').split('\n'));
}

/** What a NameError, AttributeError or ImportError adds about the name that was probably meant. */
function advice(error: PyException, moduleNames: ModuleNames | undefined): string {
  const isImport = isExceptionOf(error, 'ImportError');
  const isName = isExceptionOf(error, 'NameError');
  if (!isImport && !isName && !isExceptionOf(error, 'AttributeError')) return '';
  const wrong = field(error, isImport ? 'name_from' : 'name');
  if (typeof wrong !== 'string') return '';
  const suggestion = suggestionFor(error, wrong, moduleNames);
  const meant = suggestion === undefined ? '' : `. Did you mean: '${suggestion}'?`;
  if (!isName || !stdlibModuleNames().has(wrong)) return meant;
  return `${meant}${meant === '' ? '. Did' : ' Or did'} you forget to import '${wrong}'?`;
}
