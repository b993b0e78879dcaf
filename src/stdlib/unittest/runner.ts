// `TextTestRunner`: runs a test or suite and sums up.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute, getAttributeOr, setAttribute } from '../../objects/attributes.js';
import { intValue, PyFloat } from '../../objects/boxed.js';
import { call } from '../../objects/call.js';
import { isTrue } from '../../objects/compare.js';
import { attributeError, isExceptionOf } from '../../objects/exceptions.js';
import { asDouble } from '../../objects/float.js';
import { iterate } from '../../objects/iteration.js';
import type { PyType, Value } from '../../objects/object.js';
import { format, str } from '../../objects/repr.js';
import { length } from '../../objects/subscript.js';
import { within } from '../contextlib/base-classes.js';
import { callAttribute, perMachine } from '../library.js';
import { libraryClass } from '../library-class.js';
import { sysModule } from '../sys/index.js';
import { seconds } from './running.js';
import { callIfThere, itemsOf, libraryModule } from './support.js';
import { textTestResultClass } from './text-result.js';

/** A stream with `writeln`. */
const writelnDecorator = perMachine(
  (_m: KernelMachine): PyType =>
    libraryClass('_WritelnDecorator', {
      module: 'unittest.runner',
      instanceDict: true,
      methods: {
        '__init__(self, stream)': (self, stream) => {
          setAttribute(self, 'stream', stream);
          return null;
        },
        '__getattr__(self, attr)': (self, given) => {
          const name = str(given);
          if (name === 'stream' || name === '__getstate__') throw attributeError(name, self, name);
          return getAttribute(getAttribute(self, 'stream'), name);
        },
        'writeln(self, arg=None)': (self, text) => {
          if (isTrue(text)) callAttribute(self, 'write', text);
          callAttribute(self, 'write', '\n');
          return null;
        },
      },
    }),
);

/** Shorter tests are not listed as slow. */
const HIDDEN_BELOW = 0.001;

const inSeconds = (value: number): string => `${format(new PyFloat(value), '.3f')}s`;

function printDurations(self: Value, result: Value): void {
  const collected = getAttribute(result, 'collectedDurations');
  if (!isTrue(collected)) return;
  const stream = getAttribute(self, 'stream');
  const line = (text: string): Value => callAttribute(stream, 'writeln', text);
  let slowest = [...iterate(collected)].map((entry) => {
    const [test = null, elapsed = null] = itemsOf(entry);
    return { test: str(test), elapsed: asDouble(elapsed) };
  });
  slowest.sort((a, b) => b.elapsed - a.elapsed);
  const most = Number(intValue(getAttribute(self, 'durations')) ?? 0);
  if (most > 0) slowest = slowest.slice(0, most);
  line('Slowest test durations');
  const separator = getAttributeOr(result, 'separator2');
  if (separator !== undefined) line(str(separator));
  const isVerbose = Number(intValue(getAttribute(self, 'verbosity')) ?? 0) >= 2;
  const shown = slowest.filter(({ elapsed }) => isVerbose || elapsed >= HIDDEN_BELOW);
  for (const { test, elapsed } of shown) line(`${inSeconds(elapsed).padEnd(10)} ${test}`);
  line(
    shown.length === slowest.length
      ? ''
      : '\n(durations < 0.001s were hidden; use -v to show these durations)',
  );
}

function makeResult(self: Value): Value {
  const cls = getAttribute(self, 'resultclass');
  const args = ['stream', 'descriptions', 'verbosity'].map((name) => getAttribute(self, name));
  try {
    return call(cls, args, new Map([['durations', getAttribute(self, 'durations')]]));
  } catch (error) {
    if (!isExceptionOf(error, 'TypeError')) throw error;
    return call(cls, args);
  }
}

function count(result: Value, name: string): number {
  const list = getAttributeOr(result, name);
  return list === undefined ? 0 : length(list);
}

/** The last line: how it went, and how many tests were out of the ordinary. */
function summary(result: Value): string {
  const isSuccess = isTrue(callAttribute(result, 'wasSuccessful'));
  const notes: string[] = [];
  const note = (name: string, label: string): void => {
    const number = count(result, name);
    if (number > 0) notes.push(`${label}=${number}`);
  };
  let verdict = 'OK';
  if (!isSuccess) {
    verdict = 'FAILED';
    note('failures', 'failures');
    note('errors', 'errors');
  } else if (getAttribute(result, 'testsRun') === 0 && count(result, 'skipped') === 0) {
    verdict = 'NO TESTS RAN';
  }
  note('skipped', 'skipped');
  note('expectedFailures', 'expected failures');
  note('unexpectedSuccesses', 'unexpected successes');
  return notes.length === 0 ? verdict : `${verdict} (${notes.join(', ')})`;
}

function run(m: KernelMachine, self: Value, test: Value): Value {
  const result = callAttribute(self, '_makeResult');
  for (const name of ['failfast', 'buffer', 'tb_locals']) {
    setAttribute(result, name, getAttribute(self, name));
  }
  const warnings = libraryModule(m, 'warnings');
  let elapsed = 0;
  within(callAttribute(warnings, 'catch_warnings'), () => {
    const action = getAttribute(self, 'warnings');
    if (isTrue(action)) callAttribute(warnings, 'simplefilter', action);
    const start = seconds(m);
    callIfThere(result, 'startTestRun');
    try {
      call(test, [result]);
    } finally {
      callIfThere(result, 'stopTestRun');
    }
    elapsed = seconds(m) - start;
    return null;
  });
  callAttribute(result, 'printErrors');
  if (getAttribute(self, 'durations') !== null) callAttribute(self, '_printDurations', result);
  const stream = getAttribute(self, 'stream');
  const separator = getAttributeOr(result, 'separator2');
  if (separator !== undefined) callAttribute(stream, 'writeln', separator);
  const testsRun = getAttribute(result, 'testsRun');
  const plural = testsRun === 1 ? '' : 's';
  callAttribute(stream, 'writeln', `Ran ${str(testsRun)} test${plural} in ${inSeconds(elapsed)}`);
  callAttribute(stream, 'writeln');
  callAttribute(stream, 'write', `${summary(result)}\n`);
  callAttribute(stream, 'flush');
  return result;
}

export const textTestRunnerClass = perMachine(
  (m: KernelMachine): PyType =>
    libraryClass('TextTestRunner', {
      module: 'unittest.runner',
      instanceDict: true,
      doc: 'Runs tests and writes how they fare to a stream.',
      attributes: { resultclass: textTestResultClass(m) },
      methods: {
        '__init__(self, stream=None, descriptions=True, verbosity=1, failfast=False, buffer=False, resultclass=None, warnings=None, *, tb_locals=False, durations=None)':
          (
            self,
            stream,
            descriptions,
            verbosity,
            failfast,
            buffer,
            resultclass,
            warnings,
            tbLocals,
            durations,
          ) => {
            const target = stream ?? getAttribute(sysModule(m), 'stderr');
            setAttribute(self, 'stream', call(writelnDecorator(m), [target]));
            setAttribute(self, 'descriptions', descriptions);
            setAttribute(self, 'verbosity', verbosity);
            setAttribute(self, 'failfast', failfast);
            setAttribute(self, 'buffer', buffer);
            setAttribute(self, 'tb_locals', tbLocals);
            setAttribute(self, 'durations', durations);
            setAttribute(self, 'warnings', warnings);
            if (resultclass !== null) setAttribute(self, 'resultclass', resultclass);
            return null;
          },
        '_makeResult(self)': makeResult,
        '_printDurations(self, result)': (self, result) => {
          printDurations(self, result);
          return null;
        },
        'run(self, test)': (self, test) => run(m, self, test),
      },
    }),
);
