// `TestResult`: what came of a run, as counts and formatted tracebacks.

import { Frame } from '../../execution/frame.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute, getAttributeOr, setAttribute } from '../../objects/attributes.js';
import { intValue } from '../../objects/boxed.js';
import { call } from '../../objects/call.js';
import { PyList, tuple } from '../../objects/containers.js';
import type { PyException } from '../../objects/exceptions.js';
import { formatExceptionLines } from '../../objects/format-exception.js';
import { checkSubclass } from '../../objects/instance-check.js';
import type { PyType, Value } from '../../objects/object.js';
import { str } from '../../objects/repr.js';
import { length } from '../../objects/subscript.js';
import type { PyTraceback } from '../../objects/traceback.js';
import { typeOf } from '../../objects/types.js';
import { callAttribute, perMachine } from '../library.js';
import { libraryClass } from '../library-class.js';
import { sysModule } from '../sys/index.js';
import { appendTo, classOf, classPath, errorOf, isFlagged, libraryModule, textOf } from './support.js';

/** Frames of a module that says so do not belong to the test. */
const MARK = '__unittest';

function isMarked({ frame }: PyTraceback): boolean {
  return frame instanceof Frame && frame.globals.has(MARK);
}

/** Leaves out the frames that come before the test, and those of assertions of the program's own. */
function cleanTraceback(error: PyException, isFailure: boolean): void {
  let first = error.traceback;
  while (first !== null && isMarked(first)) first = first.next;
  error.traceback = first;
  if (!isFailure) return;
  for (let entry = first; entry !== null; entry = entry.next) {
    if (entry.next !== null && isMarked(entry.next)) entry.next = null;
  }
}

function cleanTracebacks(error: PyException, failureException: Value): void {
  const seen = new Set<PyException>();
  const left: PyException[] = [error];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    cleanTraceback(next, typeOf(next) === failureException);
    for (const link of [next.cause, next.context]) if (link !== null) left.push(link);
  }
}

const endLine = (text: string): string => (text.endsWith('\n') ? text : `${text}\n`);

/** What was caught of the output of a test while `buffer` is set. */
function buffered(m: KernelMachine): readonly string[] {
  const sys = sysModule(m);
  const parts: string[] = [];
  for (const [stream, title] of [
    ['stdout', 'Stdout'],
    ['stderr', 'Stderr'],
  ] as const) {
    const text = textOf(callAttribute(getAttribute(sys, stream), 'getvalue'));
    if (text !== '') parts.push(`\n${title}:\n${endLine(text)}`);
  }
  return parts;
}

function formatted(m: KernelMachine, self: Value, info: Value, test: Value): string {
  const error = errorOf(info);
  if (error === null) return '';
  cleanTracebacks(error, getAttribute(test, 'failureException'));
  const lines = formatExceptionLines(error);
  return lines.join('') + (isFlagged(self, 'buffer') ? buffered(m).join('') : '');
}

function setUpStreams(m: KernelMachine, self: Value): Value {
  if (!isFlagged(self, 'buffer')) return null;
  if (getAttribute(self, '_stderr_buffer') === null) {
    const io = libraryModule(m, 'io');
    setAttribute(self, '_stderr_buffer', callAttribute(io, 'StringIO'));
    setAttribute(self, '_stdout_buffer', callAttribute(io, 'StringIO'));
  }
  const sys = sysModule(m);
  setAttribute(sys, 'stdout', getAttribute(self, '_stdout_buffer'));
  setAttribute(sys, 'stderr', getAttribute(self, '_stderr_buffer'));
  return null;
}

function restoreStreams(m: KernelMachine, self: Value): Value {
  if (!isFlagged(self, 'buffer')) return null;
  const sys = sysModule(m);
  for (const name of ['stdout', 'stderr']) {
    const original = getAttribute(self, `_original_${name}`);
    if (isFlagged(self, '_mirrorOutput')) {
      const text = textOf(callAttribute(getAttribute(sys, name), 'getvalue'));
      const title = name === 'stdout' ? 'Stdout' : 'Stderr';
      if (text !== '') callAttribute(original, 'write', `\n${title}:\n${endLine(text)}`);
    }
  }
  for (const name of ['stdout', 'stderr']) {
    setAttribute(sys, name, getAttribute(self, `_original_${name}`));
    const buffer = getAttribute(self, `_${name}_buffer`);
    callAttribute(buffer, 'seek', 0);
    callAttribute(buffer, 'truncate');
  }
  return null;
}

const nothing = (): Value => null;

function stopIfFailFast(self: Value): void {
  if (isFlagged(self, 'failfast')) callAttribute(self, 'stop');
}

const countOf = (self: Value, name: string): number => length(getAttribute(self, name));

export const testResultClass = perMachine((m: KernelMachine): PyType => {
  const note = (self: Value, list: string, test: Value, info: Value): void => {
    appendTo(self, list, tuple(test, callAttribute(self, '_exc_info_to_string', info, test)));
    setAttribute(self, '_mirrorOutput', true);
  };
  return libraryClass('TestResult', {
    module: 'unittest.result',
    instanceDict: true,
    doc: 'Collects what the tests of a run came to.',
    attributes: { _previousTestClass: null, _testRunEntered: false, _moduleSetUpFailed: false },
    methods: {
      '__init__(self, stream=None, descriptions=None, verbosity=None)': (self) => {
        for (const name of ['failfast', 'shouldStop', 'buffer', 'tb_locals', '_mirrorOutput'])
          setAttribute(self, name, false);
        for (const name of [
          'failures',
          'errors',
          'skipped',
          'expectedFailures',
          'unexpectedSuccesses',
          'collectedDurations',
        ])
          setAttribute(self, name, new PyList([]));
        setAttribute(self, 'testsRun', 0);
        setAttribute(self, '_stdout_buffer', null);
        setAttribute(self, '_stderr_buffer', null);
        const sys = sysModule(m);
        setAttribute(self, '_original_stdout', getAttribute(sys, 'stdout'));
        setAttribute(self, '_original_stderr', getAttribute(sys, 'stderr'));
        return null;
      },
      'printErrors(self)': nothing,
      'startTest(self, test)': (self) => {
        setAttribute(self, 'testsRun', Number(intValue(getAttribute(self, 'testsRun')) ?? 0) + 1);
        setAttribute(self, '_mirrorOutput', false);
        callAttribute(self, '_setupStdout');
        return null;
      },
      '_setupStdout(self)': (self) => setUpStreams(m, self),
      'startTestRun(self)': nothing,
      'stopTest(self, test)': (self) => {
        callAttribute(self, '_restoreStdout');
        setAttribute(self, '_mirrorOutput', false);
        return null;
      },
      '_restoreStdout(self)': (self) => restoreStreams(m, self),
      'stopTestRun(self)': nothing,
      'addError(self, test, err)': (self, test, info) => {
        stopIfFailFast(self);
        note(self, 'errors', test, info);
        return null;
      },
      'addFailure(self, test, err)': (self, test, info) => {
        stopIfFailFast(self);
        note(self, 'failures', test, info);
        return null;
      },
      'addSubTest(self, test, subtest, err)': (self, test, subtest, info) => {
        const error = errorOf(info);
        if (error === null) return null;
        stopIfFailFast(self);
        const isFailure = checkSubclass(typeOf(error), getAttribute(test, 'failureException'));
        appendTo(
          self,
          isFailure ? 'failures' : 'errors',
          tuple(subtest, callAttribute(self, '_exc_info_to_string', info, test)),
        );
        setAttribute(self, '_mirrorOutput', true);
        return null;
      },
      'addSuccess(self, test)': nothing,
      'addSkip(self, test, reason)': (self, test, reason) => {
        appendTo(self, 'skipped', tuple(test, reason));
        return null;
      },
      'addExpectedFailure(self, test, err)': (self, test, info) => {
        const text = callAttribute(self, '_exc_info_to_string', info, test);
        appendTo(self, 'expectedFailures', tuple(test, text));
        return null;
      },
      'addUnexpectedSuccess(self, test)': (self, test) => {
        stopIfFailFast(self);
        appendTo(self, 'unexpectedSuccesses', test);
        return null;
      },
      'addDuration(self, test, elapsed)': (self, test, elapsed) => {
        if (getAttributeOr(self, 'collectedDurations') !== undefined)
          appendTo(self, 'collectedDurations', tuple(str(test), elapsed));
        return null;
      },
      'wasSuccessful(self)': (self) =>
        countOf(self, 'failures') === 0 &&
        countOf(self, 'errors') === 0 &&
        (getAttributeOr(self, 'unexpectedSuccesses') === undefined ||
          countOf(self, 'unexpectedSuccesses') === 0),
      'stop(self)': (self) => {
        setAttribute(self, 'shouldStop', true);
        return null;
      },
      '_exc_info_to_string(self, err, test)': (self, info, test) => formatted(m, self, info, test),
      '__repr__(self)': (self) =>
        `<${classPath(classOf(self))} run=${str(getAttribute(self, 'testsRun'))} errors=${countOf(self, 'errors')} failures=${countOf(self, 'failures')}>`,
    },
  });
});

/** Calls `name` of the class that comes before a result's own. */
export function callBase(m: KernelMachine, name: string, self: Value, ...args: Value[]): void {
  const method = testResultClass(m).lookup(name);
  if (method !== undefined) call(method, [self, ...args]);
}
