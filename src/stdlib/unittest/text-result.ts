// `TextTestResult`: tells of each test as it ends, by a dot or a line.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute, getAttributeOr, setAttribute } from '../../objects/attributes.js';
import { intValue } from '../../objects/boxed.js';
import { isTrue } from '../../objects/compare.js';
import { checkSubclass } from '../../objects/instance-check.js';
import { iterate } from '../../objects/iteration.js';
import type { NativeBody } from '../../objects/native.js';
import type { PyType, Value } from '../../objects/object.js';
import { repr, str } from '../../objects/repr.js';
import { typeOf } from '../../objects/types.js';
import { callAttribute, perMachine } from '../library.js';
import { libraryClass } from '../library-class.js';
import { subTestClass } from './case.js';
import { callBase, testResultClass } from './result.js';
import { errorOf, isFlagged, itemsOf } from './support.js';

const WIDTH = 70;

class Output {
  constructor(readonly self: Value) {}

  get stream(): Value {
    return getAttribute(this.self, 'stream');
  }

  write(text: string): this {
    callAttribute(this.stream, 'write', text);
    return this;
  }

  line(text = ''): this {
    callAttribute(this.stream, 'writeln', text);
    return this;
  }

  flush(): void {
    callAttribute(this.stream, 'flush');
  }
}

const describe = (self: Value, test: Value): string => str(callAttribute(self, 'getDescription', test));

/** A line of its own for a subtest, else the end of the test's line. */
function writeStatus(m: KernelMachine, self: Value, test: Value, status: string): void {
  const output = new Output(self);
  const isSubTest = typeOf(test).isSubtypeOf(subTestClass(m));
  const isNewLine = isFlagged(self, '_newline');
  if (isSubTest || isNewLine) {
    if (!isNewLine) output.line();
    if (isSubTest) output.write('  ');
    output.write(describe(self, test)).write(' ... ');
  }
  output.line(status).flush();
  setAttribute(self, '_newline', true);
}

/** Tells of a test: in words when all is shown, else by one character. */
function tell(m: KernelMachine, self: Value, test: Value, words: string, character: string): void {
  if (isFlagged(self, 'showAll')) writeStatus(m, self, test, words);
  else if (isFlagged(self, 'dots')) new Output(self).write(character).flush();
}

/** The same at the end of the test's own line, whatever stands before it. */
function tellPlainly(self: Value, words: string, character: string): void {
  if (isFlagged(self, 'showAll')) new Output(self).line(words).flush();
  else if (isFlagged(self, 'dots')) new Output(self).write(character).flush();
}

function printErrorList(self: Value, flavour: string, list: Value): void {
  for (const entry of iterate(list)) {
    const [test = null, text = null] = itemsOf(entry);
    const output = new Output(self);
    output.line(str(getAttribute(self, 'separator1')));
    output.line(`${flavour}: ${describe(self, test)}`);
    output.line(str(getAttribute(self, 'separator2')));
    output.line(str(text)).flush();
  }
}

export const textTestResultClass = perMachine((m: KernelMachine): PyType => {
  const ending = (name: string, words: string, character: string): NativeBody => {
    return (self, test, info) => {
      callBase(m, name, self, test, ...(info === undefined ? [] : [info]));
      tell(m, self, test, words, character);
      return null;
    };
  };
  return libraryClass('TextTestResult', {
    module: 'unittest.runner',
    bases: [testResultClass(m)],
    instanceDict: true,
    doc: 'A result that is written to a stream while the tests run.',
    attributes: { separator1: '='.repeat(WIDTH), separator2: '-'.repeat(WIDTH) },
    methods: {
      '__init__(self, stream, descriptions, verbosity, *, durations=None)': (
        self,
        stream,
        descriptions,
        verbosity,
        durations,
      ) => {
        callBase(m, '__init__', self, stream, descriptions, verbosity);
        const level = Number(intValue(verbosity) ?? 0);
        setAttribute(self, 'stream', stream);
        setAttribute(self, 'showAll', level > 1);
        setAttribute(self, 'dots', level === 1);
        setAttribute(self, 'descriptions', descriptions);
        setAttribute(self, '_newline', true);
        setAttribute(self, 'durations', durations);
        return null;
      },
      'getDescription(self, test)': (self, test) => {
        const line = callAttribute(test, 'shortDescription');
        const isShown = isFlagged(self, 'descriptions') && isTrue(line);
        return isShown ? `${str(test)}\n${str(line)}` : str(test);
      },
      'startTest(self, test)': (self, test) => {
        callBase(m, 'startTest', self, test);
        if (!isFlagged(self, 'showAll')) return null;
        new Output(self).write(describe(self, test)).write(' ... ').flush();
        setAttribute(self, '_newline', false);
        return null;
      },
      '_write_status(self, test, status)': (self, test, status) => {
        writeStatus(m, self, test, str(status));
        return null;
      },
      'addSubTest(self, test, subtest, err)': (self, test, subtest, info) => {
        const error = errorOf(info);
        if (error !== null) {
          const isFailure = checkSubclass(typeOf(error), getAttribute(subtest, 'failureException'));
          tell(m, self, subtest, isFailure ? 'FAIL' : 'ERROR', isFailure ? 'F' : 'E');
        }
        callBase(m, 'addSubTest', self, test, subtest, info);
        return null;
      },
      'addSuccess(self, test)': ending('addSuccess', 'ok', '.'),
      'addError(self, test, err)': ending('addError', 'ERROR', 'E'),
      'addFailure(self, test, err)': ending('addFailure', 'FAIL', 'F'),
      'addSkip(self, test, reason)': (self, test, reason) => {
        callBase(m, 'addSkip', self, test, reason);
        tell(m, self, test, `skipped ${repr(reason)}`, 's');
        return null;
      },
      'addExpectedFailure(self, test, err)': (self, test, info) => {
        callBase(m, 'addExpectedFailure', self, test, info);
        tellPlainly(self, 'expected failure', 'x');
        return null;
      },
      'addUnexpectedSuccess(self, test)': (self, test) => {
        callBase(m, 'addUnexpectedSuccess', self, test);
        tellPlainly(self, 'unexpected success', 'u');
        return null;
      },
      'printErrors(self)': (self) => {
        const output = new Output(self);
        if (isFlagged(self, 'dots') || isFlagged(self, 'showAll')) output.line().flush();
        callAttribute(self, 'printErrorList', 'ERROR', getAttribute(self, 'errors'));
        callAttribute(self, 'printErrorList', 'FAIL', getAttribute(self, 'failures'));
        const unexpected = getAttributeOr(self, 'unexpectedSuccesses') ?? null;
        if (unexpected === null || !isTrue(unexpected)) return null;
        output.line(str(getAttribute(self, 'separator1')));
        for (const test of iterate(unexpected)) output.line(`UNEXPECTED SUCCESS: ${describe(self, test)}`);
        output.flush();
        return null;
      },
      'printErrorList(self, flavour, errors)': (self, flavour, errors) => {
        printErrorList(self, str(flavour), errors);
        return null;
      },
    },
  });
});
