// The `doctest` module.

import { defineModule, PyModule } from '../../execution/module.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute, setAttribute } from '../../objects/attributes.js';
import { call } from '../../objects/call.js';
import { isTrue } from '../../objects/compare.js';
import { exception, typeError } from '../../objects/exceptions.js';
import { iterate } from '../../objects/iteration.js';
import type { Value } from '../../objects/object.js';
import { typeName } from '../../objects/types.js';
import { callAttribute, libraryFunctions } from '../library.js';
import { checkerClass, finderClass, parserClass, runnerClass, testResultsClass } from './classes.js';
import { docTestType, exampleType } from './examples.js';
import { documentPath, documentTest } from './files.js';
import { COMPARISON_FLAGS, FLAGS, REPORTING_FLAGS } from './flags.js';

const NO_RAISING = 'loopscope does not have raise_on_error yet';

function runner(m: KernelMachine, verbose: Value, flags: Value): Value {
  const options = new Map<string, Value>([
    ['verbose', verbose],
    ['optionflags', flags],
  ]);
  return call(runnerClass(m), [], options);
}

export const doctest = defineModule('doctest', (m: KernelMachine, module) => ({
  ...FLAGS,
  COMPARISON_FLAGS,
  REPORTING_FLAGS,
  BLANKLINE_MARKER: '<BLANKLINE>',
  ELLIPSIS_MARKER: '...',
  master: null,
  Example: exampleType(),
  DocTest: docTestType(),
  TestResults: testResultsClass(m),
  DocTestParser: parserClass(m),
  DocTestFinder: finderClass(m),
  OutputChecker: checkerClass(m),
  DocTestRunner: runnerClass(m),
  ...libraryFunctions('doctest', {
    'testmod(m=None, name=None, globs=None, verbose=None, report=True, optionflags=0, extraglobs=None, raise_on_error=False, exclude_empty=False)':
      (given, name, globals, verbose, report, flags, extra, raises, excludeEmpty) => {
        if (isTrue(raises)) throw exception('NotImplementedError', `doctest.testmod: ${NO_RAISING}`);
        const target = given ?? m.loadedModules.table.get('__main__') ?? null;
        if (!(target instanceof PyModule)) throw typeError(`testmod: module required; <${typeName(target)}>`);
        const title = name ?? getAttribute(target, '__name__');
        const finder = call(finderClass(m), [], new Map([['exclude_empty', excludeEmpty]]));
        const tests = runner(m, verbose, flags);
        const options = new Map([
          ['globs', globals],
          ['extraglobs', extra],
        ]);
        const found = call(getAttribute(finder, 'find'), [target, title], options);
        for (const test of iterate(found)) callAttribute(tests, 'run', test);
        if (isTrue(report)) callAttribute(tests, 'summarize');
        setAttribute(module, 'master', tests);
        const counts = ['failures', 'tries'].map((counter) => getAttribute(tests, counter));
        return summaryOf(m, counts, getAttribute(tests, 'skips'));
      },
    'testfile(filename, module_relative=True, name=None, package=None, globs=None, verbose=None, report=True, optionflags=0, extraglobs=None, raise_on_error=False, parser=None, encoding=None)':
      (
        filename,
        relative,
        name,
        package_,
        globals,
        verbose,
        report,
        flags,
        extra,
        raises,
        parser,
        encoding,
      ) => {
        if (isTrue(raises)) throw exception('NotImplementedError', `doctest.testfile: ${NO_RAISING}`);
        const test = documentTest(m, {
          path: documentPath(m, filename, isTrue(relative), package_),
          name,
          globals,
          extra,
          encoding,
          parser: parser ?? call(parserClass(m)),
        });
        const tests = runner(m, verbose, flags);
        callAttribute(tests, 'run', test);
        if (isTrue(report)) callAttribute(tests, 'summarize');
        setAttribute(module, 'master', tests);
        const counts = ['failures', 'tries'].map((counter) => getAttribute(tests, counter));
        return summaryOf(m, counts, getAttribute(tests, 'skips'));
      },
    "run_docstring_examples(f, globs, verbose=False, name='NoName', compileflags=None, optionflags=0)": (
      object,
      globals,
      verbose,
      name,
      _compile,
      flags,
    ) => {
      const finder = call(
        finderClass(m),
        [],
        new Map([
          ['verbose', verbose],
          ['recurse', false],
        ]),
      );
      const tests = runner(m, verbose, flags);
      const found = call(getAttribute(finder, 'find'), [object, name], new Map([['globs', globals]]));
      for (const test of iterate(found)) callAttribute(tests, 'run', test);
      return null;
    },
  }),
}));

function summaryOf(m: KernelMachine, counts: readonly Value[], skips: Value): Value {
  const [failures = 0, tries = 0] = counts;
  const made = call(testResultsClass(m), [failures, tries]);
  setAttribute(made, 'skipped', skips);
  return made;
}
