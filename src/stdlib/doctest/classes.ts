// The classes of doctest that programs use and derive from: parser, finder, checker and runner.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute, setAttribute } from '../../objects/attributes.js';
import { intValue } from '../../objects/boxed.js';
import { call } from '../../objects/call.js';
import { isTrue } from '../../objects/compare.js';
import { PyDict, PyList, PyTuple } from '../../objects/containers.js';
import { PyException, typeError } from '../../objects/exceptions.js';
import { PyType, type Value } from '../../objects/object.js';
import { str } from '../../objects/repr.js';
import { contains } from '../../objects/subscript.js';
import { callAttribute, perMachine } from '../library.js';
import { libraryClass } from '../library-class.js';
import { sysModule } from '../sys/index.js';
import { isExpected, outputDifference } from './checking.js';
import { examplesIn, PyDocTest, PyExample, parseText } from './examples.js';
import { Finder } from './finding.js';
import { ExampleRun, reports, type Tally } from './running.js';
import { summarize } from './summary.js';

const MODULE = 'doctest';

const numberOf = (value: Value): number => Number(intValue(value) ?? 0);

/** `TestResults(failed=0, attempted=3)`; it also knows what was skipped. */
export const testResultsClass = perMachine((m: KernelMachine): PyType => {
  const collections = m.importModule('collections', m.builtins, null, 0);
  const fields = new PyList(['failed', 'attempted']);
  const base = callAttribute(collections, 'namedtuple', 'TestResults', fields);
  if (!(base instanceof PyType)) throw typeError('namedtuple must give a class');
  return libraryClass('TestResults', {
    module: MODULE,
    bases: [base],
    instanceDict: true,
    methods: {
      '__repr__(self)': (self) => {
        const [failed, attempted, skipped] = ['failed', 'attempted', 'skipped'].map((name) =>
          numberOf(getAttribute(self, name)),
        );
        const rest = skipped === 0 ? '' : `, skipped=${skipped}`;
        return `TestResults(failed=${failed}, attempted=${attempted}${rest})`;
      },
    },
  });
});

export function testResults(m: KernelMachine, { failures, tries, skips }: Tally): Value {
  const made = new PyTuple([failures, tries], testResultsClass(m), new Map());
  setAttribute(made, 'skipped', skips);
  return made;
}

export const parserClass = perMachine(
  (_m: KernelMachine): PyType =>
    libraryClass('DocTestParser', {
      module: MODULE,
      instanceDict: true,
      methods: {
        "parse(self, string, name='<string>')": (_self, text, name) =>
          new PyList(parseText(str(text), str(name))),
        "get_examples(self, string, name='<string>')": (_self, text, name) =>
          new PyList(examplesIn(str(text), str(name))),
        'get_doctest(self, string, globs, name, filename, lineno)': (
          _self,
          text,
          globals,
          name,
          filename,
          lineno,
        ) =>
          new PyDocTest(
            examplesIn(str(text), str(name)),
            globals instanceof PyDict ? PyDict.of(globals.table.entries()) : new PyDict(),
            str(name),
            filename === null ? null : str(filename),
            lineno === null ? null : numberOf(lineno),
            str(text),
          ),
      },
    }),
);

export const finderClass = perMachine(
  (m: KernelMachine): PyType =>
    libraryClass('DocTestFinder', {
      module: MODULE,
      instanceDict: true,
      methods: {
        '__init__(self, verbose=False, parser=<parser>, recurse=True, exclude_empty=True)': (
          self,
          verbose,
          _parser,
          recurse,
          excludeEmpty,
        ) => {
          setAttribute(self, '_verbose', verbose);
          setAttribute(self, '_recurse', recurse);
          setAttribute(self, '_exclude_empty', excludeEmpty);
          return null;
        },
        'find(self, obj, name=None, module=None, globs=None, extraglobs=None)': (
          self,
          object,
          name,
          given,
          globs,
          extra,
        ) => {
          const module = moduleOf(m, object, given);
          const globals = globs ?? (module === null ? new PyDict() : getAttribute(module, '__dict__'));
          const merged = PyDict.of([...entries(globals), ...entries(extra)]);
          if (merged.table.get('__name__') === undefined) merged.table.set('__name__', '__main__');
          const finder = new Finder(m, {
            globals: merged,
            module,
            excludeEmpty: isTrue(getAttribute(self, '_exclude_empty')),
            recurse: isTrue(getAttribute(self, '_recurse')),
            visiting: (visited) => {
              if (isTrue(getAttribute(self, '_verbose')))
                call(m.builtins.get('print') ?? null, [`Finding tests in ${visited}`]);
            },
          });
          return new PyList(finder.find(object, str(name ?? getAttribute(object, '__name__'))));
        },
      },
    }),
);

function entries(dict: Value): readonly (readonly [Value, Value])[] {
  return dict instanceof PyDict ? [...dict.table.entries()] : [];
}

/** The module that an object comes from. */
function moduleOf(m: KernelMachine, object: Value, given: Value): Value {
  if (given === false) return null;
  if (given !== null) return given;
  const inspect = m.importModule('inspect', m.builtins, null, 0);
  return callAttribute(inspect, 'getmodule', object);
}

export const checkerClass = perMachine(
  (m: KernelMachine): PyType =>
    libraryClass('OutputChecker', {
      module: MODULE,
      instanceDict: true,
      methods: {
        'check_output(self, want, got, optionflags)': (_self, want, got, flags) =>
          isExpected(str(want), str(got), numberOf(flags)),
        'output_difference(self, example, got, optionflags)': (_self, example, got, flags) =>
          outputDifference(m, str(getAttribute(example, 'want')), str(got), numberOf(flags)),
      },
    }),
);

const statsOf = new WeakMap<object, Map<string, Tally>>();

function statistics(runner: Value): Map<string, Tally> {
  const key = typeof runner === 'object' && runner !== null ? runner : {};
  const stats = statsOf.get(key) ?? new Map<string, Tally>();
  statsOf.set(key, stats);
  return stats;
}

function record(runner: Value, name: string, tally: Tally): void {
  const stats = statistics(runner);
  const before = stats.get(name) ?? { failures: 0, tries: 0, skips: 0 };
  stats.set(name, {
    failures: before.failures + tally.failures,
    tries: before.tries + tally.tries,
    skips: before.skips + tally.skips,
  });
  for (const counter of ['failures', 'tries', 'skips'] as const) {
    setAttribute(runner, counter, numberOf(getAttribute(runner, counter)) + tally[counter]);
  }
}

function runTest(m: KernelMachine, runner: Value, test: Value, given: Value, clears: boolean): Value {
  if (!(test instanceof PyDocTest)) throw typeError('a DocTest is expected');
  const sys = sysModule(m);
  const stdout = getAttribute(sys, 'stdout');
  const out = given ?? getAttribute(stdout, 'write');
  const output = callAttribute(m.importModule('io', m.builtins, null, 0), 'StringIO');
  setAttribute(runner, 'test', test);
  setAttribute(sys, 'stdout', output);
  try {
    const tally = new ExampleRun(m, runner, test, out, output).run();
    record(runner, test.name, tally);
    return testResults(m, tally);
  } finally {
    setAttribute(sys, 'stdout', stdout);
    if (clears) test.globals.table.clear();
  }
}

function exampleOf(value: Value): PyExample {
  if (value instanceof PyExample) return value;
  throw typeError('an Example is expected');
}

function testOf(value: Value): PyDocTest {
  if (value instanceof PyDocTest) return value;
  throw typeError('a DocTest is expected');
}

export const runnerClass = perMachine((m: KernelMachine): PyType => {
  const print = (text: string): Value => call(m.builtins.get('print') ?? null, [text]);
  const isVerbose = (self: Value): boolean => isTrue(getAttribute(self, '_verbose'));
  return libraryClass('DocTestRunner', {
    module: MODULE,
    instanceDict: true,
    attributes: { DIVIDER: '*'.repeat(70) },
    methods: {
      '__init__(self, checker=None, verbose=None, optionflags=0)': (self, checker, verbose, flags) => {
        setAttribute(self, '_checker', checker ?? call(checkerClass(m)));
        const argv = getAttribute(sysModule(m), 'argv');
        setAttribute(self, '_verbose', verbose ?? contains(argv, '-v'));
        setAttribute(self, 'optionflags', flags);
        setAttribute(self, 'original_optionflags', flags);
        for (const counter of ['failures', 'tries', 'skips']) setAttribute(self, counter, 0);
        return null;
      },
      'report_start(self, out, test, example)': (self, out, test, example) =>
        isVerbose(self) ? call(out, [reports.start(testOf(test), exampleOf(example))]) : null,
      'report_success(self, out, test, example, got)': (self, out) =>
        isVerbose(self) ? call(out, ['ok\n']) : null,
      'report_failure(self, out, test, example, got)': (self, out, test, example, got) => {
        const checker = getAttribute(self, '_checker');
        const flags = getAttribute(self, 'optionflags');
        const difference = str(callAttribute(checker, 'output_difference', example, got, flags));
        return call(out, [reports.failure(testOf(test), exampleOf(example), difference)]);
      },
      'report_unexpected_exception(self, out, test, example, exc_info)': (
        _self,
        out,
        test,
        example,
        info,
      ) => {
        const error = info instanceof PyTuple ? info.items[1] : undefined;
        if (!(error instanceof PyException)) throw typeError('an exception is expected');
        return call(out, [reports.unexpected(testOf(test), exampleOf(example), error)]);
      },
      'run(self, test, compileflags=None, out=None, clear_globs=True)': (self, test, _flags, out, clears) =>
        runTest(m, self, test, out, isTrue(clears)),
      'summarize(self, verbose=None)': (self, verbose) => {
        const { lines, total } = summarize(
          statistics(self),
          verbose === null ? isVerbose(self) : isTrue(verbose),
        );
        for (const line of lines) print(line);
        return testResults(m, total);
      },
    },
  });
});
