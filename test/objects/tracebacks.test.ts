import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { call } from '../../src/objects/call.js';
import { PyList } from '../../src/objects/containers.js';
import { addNote } from '../../src/objects/exception-notes.js';
import { exceptionType, PyException } from '../../src/objects/exceptions.js';
import { formatException } from '../../src/objects/format-exception.js';
import '../../src/objects/list.js';
import '../../src/objects/tuple.js';
import { PyTraceback, type TracebackFrame, type TracebackPosition } from '../../src/objects/traceback.js';
import './classes.js';

type Four = [number, number, number, number];

interface RecordedError {
  type: Parameters<typeof exceptionType>[0];
  args: (string | number)[];
  traceback: {
    name: string;
    position: Four;
    anchors: Four | null;
  }[];
  suppress: boolean;
  notes: string[];
  __cause__: Recorded | null;
  __context__: Recorded | null;
  members?: Recorded[];
}

/** An exception that is reached twice is recorded once. */
type Recorded = RecordedError | { same: number };

function position(
  [lineno, col_offset, end_lineno, end_col_offset]: Four,
  anchors: Four | null,
): TracebackPosition {
  const place = { lineno, col_offset, end_lineno, end_col_offset };
  if (anchors === null) return place;
  const [left_end_lineno, left_end_offset, right_start_lineno, right_start_offset] = anchors;
  return { ...place, anchors: { left_end_lineno, left_end_offset, right_start_lineno, right_start_offset } };
}

function rebuild(
  recorded: Recorded,
  lines: readonly string[],
  made: (PyException | null)[] = [],
): PyException {
  if ('same' in recorded) {
    const same = made[recorded.same];
    if (!same) throw new Error('an exception is part of itself');
    return same;
  }
  const place = made.push(null) - 1;
  const cause = recorded.__cause__ === null ? null : rebuild(recorded.__cause__, lines, made);
  const context = recorded.__context__ === null ? null : rebuild(recorded.__context__, lines, made);
  const members = recorded.members?.map((member) => rebuild(member, lines, made));
  const args = members === undefined ? recorded.args : [...recorded.args, new PyList(members)];
  const error = call(exceptionType(recorded.type), args);
  if (!(error instanceof PyException)) throw new Error(`no exception ${recorded.type}`);
  for (const entry of recorded.traceback.toReversed()) {
    const frame: TracebackFrame = {
      filename: 'program.py',
      name: entry.name,
      sourceLine: (lineno) => lines[lineno - 1],
    };
    error.traceback = new PyTraceback(error.traceback, frame, position(entry.position, entry.anchors));
  }
  for (const note of recorded.notes) addNote(error, note);
  made[place] = error;
  error.cause = cause;
  error.context = context;
  error.suppressContext = recorded.suppress;
  return error;
}

describe('tracebacks as recorded from CPython by tracebacks.py', () => {
  const cases: { name: string; source: string; error: RecordedError; output: string }[] = JSON.parse(
    readFileSync(new URL('tracebacks.json', import.meta.url), 'utf8'),
  );
  for (const { name, source, error, output } of cases) {
    it(name, () => {
      expect(formatException(rebuild(error, source.split('\n')))).toBe(output);
    });
  }
});
