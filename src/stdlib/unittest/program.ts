// `unittest.main`: runs the tests of a script, and ends the program with a status that tells how they went.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute, setAttribute } from '../../objects/attributes.js';
import { strValue } from '../../objects/boxed.js';
import { call } from '../../objects/call.js';
import { isTrue } from '../../objects/compare.js';
import { PyList, tuple } from '../../objects/containers.js';
import { exception, isExceptionOf } from '../../objects/exceptions.js';
import { iterate } from '../../objects/iteration.js';
import { PyType, type Value } from '../../objects/object.js';
import { str } from '../../objects/repr.js';
import { getItem, length } from '../../objects/subscript.js';
import { callAttribute, perMachine } from '../library.js';
import { libraryClass } from '../library-class.js';
import { sysModule } from '../sys/index.js';
import { argumentParser, printHelp } from './arguments.js';
import { defaultTestLoader } from './loader.js';
import { textTestRunnerClass } from './runner.js';
import { libraryModule } from './support.js';

const NO_TESTS_STATUS = 5;

function moduleOf(m: KernelMachine, module: Value): Value {
  const name = strValue(module);
  if (name === undefined) return module;
  return m.loadedModules.table.get(name) ?? libraryModule(m, name);
}

function parseArguments(m: KernelMachine, self: Value, argv: Value): void {
  const tests = new PyList([]);
  setAttribute(self, 'tests', tests);
  const given = [...iterate(argv)].slice(1);
  if (given.length > 0) callAttribute(argumentParser(m, self), 'parse_args', new PyList(given), self);
  for (const name of ['failfast', 'catchbreak', 'buffer']) {
    if (getAttribute(self, name) === null) setAttribute(self, name, false);
  }
  const chosen = getAttribute(self, 'tests');
  const fallback = getAttribute(self, 'defaultTest');
  if (isTrue(chosen)) setAttribute(self, 'testNames', new PyList([...iterate(chosen)]));
  else if (fallback === null) setAttribute(self, 'testNames', null);
  else {
    const name = strValue(fallback);
    setAttribute(self, 'testNames', name === undefined ? new PyList([...iterate(fallback)]) : tuple(name));
  }
  callAttribute(self, 'createTests');
}

function createTests(self: Value): Value {
  const loader = getAttribute(self, 'testLoader');
  const patterns = getAttribute(self, 'testNamePatterns');
  if (patterns !== null && isTrue(patterns)) setAttribute(loader, 'testNamePatterns', patterns);
  const names = getAttribute(self, 'testNames');
  const module = getAttribute(self, 'module');
  const tests =
    names === null
      ? callAttribute(loader, 'loadTestsFromModule', module)
      : callAttribute(loader, 'loadTestsFromNames', names, module);
  setAttribute(self, 'test', tests);
  return null;
}

/** Runners of a program may know fewer options than ours. */
function makeRunner(self: Value, cls: Value): Value {
  const options = ['verbosity', 'failfast', 'buffer', 'warnings', 'tb_locals', 'durations'];
  for (const count of [6, 4, 0]) {
    const keywords = new Map(options.slice(0, count).map((name) => [name, getAttribute(self, name)]));
    try {
      return call(cls, [], count === 0 ? null : keywords);
    } catch (error) {
      if (count === 0 || !isExceptionOf(error, 'TypeError')) throw error;
    }
  }
  return null;
}

function statusOf(result: Value): number {
  const isEmpty = getAttribute(result, 'testsRun') === 0 && length(getAttribute(result, 'skipped')) === 0;
  if (isEmpty) return NO_TESTS_STATUS;
  return isTrue(callAttribute(result, 'wasSuccessful')) ? 0 : 1;
}

function runTests(m: KernelMachine, self: Value): Value {
  if (getAttribute(self, 'testRunner') === null) setAttribute(self, 'testRunner', textTestRunnerClass(m));
  const given = getAttribute(self, 'testRunner');
  const runner = given instanceof PyType ? makeRunner(self, given) : given;
  const result = callAttribute(runner, 'run', getAttribute(self, 'test'));
  setAttribute(self, 'result', result);
  if (isTrue(getAttribute(self, 'exit'))) throw exception('SystemExit', statusOf(result));
  return null;
}

export const testProgramClass = perMachine(
  (m: KernelMachine): PyType =>
    libraryClass('TestProgram', {
      module: 'unittest.main',
      instanceDict: true,
      doc: 'A command that runs tests.',
      attributes: {
        module: null,
        verbosity: 1,
        failfast: null,
        catchbreak: null,
        buffer: null,
        progName: null,
        warnings: null,
        testNamePatterns: null,
        _discovery_parser: null,
      },
      methods: {
        "__init__(self, module='__main__', defaultTest=None, argv=None, testRunner=None, testLoader=<default>, exit=True, verbosity=1, failfast=None, catchbreak=None, buffer=None, warnings=None, *, tb_locals=False, durations=None)":
          (
            self,
            module,
            defaultTest,
            argv,
            testRunner,
            testLoader,
            exit,
            verbosity,
            failfast,
            catchbreak,
            buffer,
            warnings,
            tbLocals,
            durations,
          ) => {
            const sys = sysModule(m);
            const args = argv ?? getAttribute(sys, 'argv');
            const isDefault = warnings === null && !isTrue(getAttribute(sys, 'warnoptions'));
            const attributes: Record<string, Value> = {
              module: moduleOf(m, module),
              exit,
              failfast,
              catchbreak,
              verbosity,
              buffer,
              tb_locals: tbLocals,
              durations,
              warnings: isDefault ? 'default' : warnings,
              defaultTest,
              testRunner,
              testLoader: testLoader ?? defaultTestLoader(m),
              progName: str(getItem(args, 0)).split('/').at(-1) ?? '',
            };
            for (const [name, value] of Object.entries(attributes)) setAttribute(self, name, value);
            callAttribute(self, 'parseArgs', args);
            callAttribute(self, 'runTests');
            return null;
          },
        'parseArgs(self, argv)': (self, argv) => {
          parseArguments(m, self, argv);
          return null;
        },
        'createTests(self)': createTests,
        'runTests(self)': (self) => runTests(m, self),
        '_print_help(self, *args, **kwargs)': (self) => printHelp(m, self),
      },
    }),
);
