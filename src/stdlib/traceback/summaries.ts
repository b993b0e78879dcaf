// `traceback.FrameSummary`, `StackSummary` and `TracebackException` (Lib/traceback.py).

import { type Frame, PyFrame } from '../../execution/frame.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { intValue, strValue } from '../../objects/boxed.js';
import { PyList, PyTuple } from '../../objects/containers.js';
import { tracebackEntries } from '../../objects/exception-summary.js';
import { PyException, typeError } from '../../objects/exceptions.js';
import { formatExceptionLines, formatExceptionOnly } from '../../objects/format-exception.js';
import { type FrameEntry, formatFrames } from '../../objects/frame-lines.js';
import { iterate, nativeIterator, toArray } from '../../objects/iteration.js';
import { defineType } from '../../objects/native.js';
import { PyObject, type PyType, type Value } from '../../objects/object.js';
import { str } from '../../objects/repr.js';
import { getItem } from '../../objects/subscript.js';
import { PyTraceback } from '../../objects/traceback.js';
import { listType, typeOf } from '../../objects/types.js';
import { once } from '../library.js';

export class PyFrameSummary extends PyObject {
  /** Private, so that nobody takes the frame and its variables for reachable: a summary only tells of it. */
  readonly #entry: FrameEntry;

  constructor(entry: FrameEntry) {
    super(frameSummaryType());
    this.#entry = entry;
  }

  get entry(): FrameEntry {
    return this.#entry;
  }

  get line(): string | null {
    return this.entry.frame.sourceLine(this.entry.position.lineno)?.trim() ?? null;
  }

  get parts(): readonly Value[] {
    const { frame, position } = this.entry;
    return [frame.filename, position.lineno, frame.name, this.line];
  }
}

/** A frame that is only described: what `FrameSummary(...)` and tuples give. */
export function describedEntry(
  filename: string,
  lineno: number,
  name: string,
  line: string | null,
): FrameEntry {
  return {
    frame: { filename, name, sourceLine: (at) => (at === lineno && line !== null ? line : undefined) },
    position: { lineno },
  };
}

export const frameSummaryType: () => PyType = once(
  (): PyType =>
    defineType('FrameSummary', {
      module: 'traceback',
      slots: {
        new_: (_cls, args, keywords) => {
          const [filename = null, lineno = null, name = null] = args;
          const line = strValue(keywords?.get('line') ?? null) ?? null;
          return new PyFrameSummary(
            describedEntry(str(filename), Number(intValue(lineno) ?? 0), str(name), line),
          );
        },
        init: () => undefined,
        repr: (self: PyFrameSummary) => {
          const { frame, position } = self.entry;
          return `<FrameSummary file ${frame.filename}, line ${position.lineno} in ${frame.name}>`;
        },
        len: () => 4,
        iter: (self: PyFrameSummary) => {
          let index = 0;
          return nativeIterator('tuple_iterator', () => self.parts[index++]);
        },
        getitem: (self: PyFrameSummary, key) => getItem(new PyTuple(self.parts), key),
      },
      properties: {
        filename: (self: PyFrameSummary) => self.entry.frame.filename,
        lineno: (self: PyFrameSummary) => self.entry.position.lineno,
        name: (self: PyFrameSummary) => self.entry.frame.name,
        line: (self: PyFrameSummary) => self.line,
        locals: () => null,
        end_lineno: ({ entry: { position } }: PyFrameSummary) =>
          'end_lineno' in position ? position.end_lineno : null,
        colno: ({ entry: { position } }: PyFrameSummary) =>
          'col_offset' in position ? position.col_offset : null,
        end_colno: ({ entry: { position } }: PyFrameSummary) =>
          'end_col_offset' in position ? position.end_col_offset : null,
      },
    }),
);

export const stackSummaryType: () => PyType = once(
  (): PyType =>
    defineType('StackSummary', {
      module: 'traceback',
      bases: [listType],
      instanceDict: true,
      methods: { 'format(**kwargs)': (self: PyList) => new PyList(formatFrames(entriesOf(self))) },
      classMethods: {
        'from_list(a_list)': (_cls, list) => stackSummary(entriesOf(list)),
        'extract(frame_gen, *, limit=None, lookup_lines=True, capture_locals=False)': (
          _cls,
          frames,
          limit,
        ) => {
          const entries: FrameEntry[] = [];
          for (const pair of iterate(frames)) {
            const [frame = null, lineno = null] = toArray(pair);
            const entry = frameEntry(frame, lineno);
            if (entry !== undefined) entries.push(entry);
          }
          return stackSummary(limited(entries, limit));
        },
      },
    }),
);

function frameEntry(frame: Value, lineno: Value): FrameEntry | undefined {
  if (!(frame instanceof PyFrame)) return undefined;
  const { position } = frame.frame;
  return { frame: frame.frame, position: { lineno: Number(intValue(lineno) ?? position.lineno) } };
}

export function stackSummary(entries: readonly FrameEntry[]): PyList {
  return new PyList(
    entries.map((entry) => new PyFrameSummary(entry)),
    stackSummaryType(),
    new Map(),
  );
}

/** The entries of a list of summaries or of tuples of four. */
export function entriesOf(list: Value): FrameEntry[] {
  return [...iterate(list)].map((item) => {
    if (item instanceof PyFrameSummary) return item.entry;
    const [filename = null, lineno = null, name = null, line = null] = toArray(item);
    return describedEntry(str(filename), Number(intValue(lineno) ?? 0), str(name), strValue(line) ?? null);
  });
}

/** The first entries, or with a negative limit the last ones. */
export function limited(entries: readonly FrameEntry[], limit: Value): readonly FrameEntry[] {
  const count = intValue(limit);
  if (count === undefined) return entries;
  return count >= 0 ? entries.slice(0, Number(count)) : entries.slice(Number(count));
}

/** The frames of the running code, outermost first. */
export function runningStack(m: KernelMachine, from: Frame | null = m.frame): FrameEntry[] {
  const entries: FrameEntry[] = [];
  for (let frame = from; frame !== null; frame = frame.back) {
    entries.push({ frame, position: { lineno: frame.position.lineno } });
  }
  return entries.reverse();
}

export function tracebackStack(traceback: Value, limit: Value): readonly FrameEntry[] {
  return limited(tracebackEntries(traceback instanceof PyTraceback ? traceback : null), limit);
}

class PyTracebackException extends PyObject {
  constructor(readonly error: PyException) {
    super(tracebackExceptionType());
  }
}

const generatorOf = (lines: readonly string[]): Value => {
  let index = 0;
  return nativeIterator('generator', () => lines[index++]);
};

export const tracebackExceptionType: () => PyType = once(
  (): PyType =>
    defineType('TracebackException', {
      module: 'traceback',
      slots: {
        new_: (_cls, args) => {
          const error = args[1] ?? args[0] ?? null;
          if (!(error instanceof PyException)) throw typeError('an exception is expected');
          return new PyTracebackException(error);
        },
        init: () => undefined,
        str: (self: PyTracebackException) => str(self.error),
      },
      methods: {
        'format(*, chain=True, **kwargs)': (self: PyTracebackException, chain) =>
          generatorOf(formatExceptionLines(self.error, { chain: chain !== false })),
        'format_exception_only(*, show_group=False, **kwargs)': (self: PyTracebackException) =>
          generatorOf(formatExceptionOnly(self.error)),
      },
      properties: {
        exc_type: (self: PyTracebackException) => typeOf(self.error),
        exc_type_str: (self: PyTracebackException) => typeOf(self.error).qualname,
        stack: (self: PyTracebackException) => stackSummary(tracebackStack(self.error.traceback, null)),
        __cause__: ({ error: { cause } }: PyTracebackException) =>
          cause === null ? null : new PyTracebackException(cause),
        __context__: ({ error: { context } }: PyTracebackException) =>
          context === null ? null : new PyTracebackException(context),
        __suppress_context__: (self: PyTracebackException) => self.error.suppressContext,
        __notes__: (self: PyTracebackException) => self.error.dict?.get('__notes__') ?? null,
      },
      classMethods: {
        'from_exception(exc, *args, **kwargs)': (_cls, error) => {
          if (!(error instanceof PyException)) throw typeError('an exception is expected');
          return new PyTracebackException(error);
        },
      },
    }),
);
