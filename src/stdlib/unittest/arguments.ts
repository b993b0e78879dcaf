// The options of a script that calls `unittest.main`.

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute, setAttribute } from '../../objects/attributes.js';
import { call } from '../../objects/call.js';
import { PyList } from '../../objects/containers.js';
import type { Value } from '../../objects/object.js';
import { str } from '../../objects/repr.js';
import { intType } from '../../objects/types.js';
import { callAttribute, libraryFunction } from '../library.js';
import { libraryModule } from './support.js';

interface Option {
  readonly names: readonly string[];
  readonly settings: Readonly<Record<string, Value>>;
  /** The option is there only while the program has not set this attribute. */
  readonly unless?: string;
}

const OPTIONS = (): readonly Option[] => [
  {
    names: ['-v', '--verbose'],
    settings: { dest: 'verbosity', action: 'store_const', const: 2, help: 'Verbose output' },
  },
  {
    names: ['-q', '--quiet'],
    settings: { dest: 'verbosity', action: 'store_const', const: 0, help: 'Quiet output' },
  },
  {
    names: ['--locals'],
    settings: { dest: 'tb_locals', action: 'store_true', help: 'Show local variables in tracebacks' },
  },
  {
    names: ['--durations'],
    settings: {
      dest: 'durations',
      type: intType,
      default: null,
      metavar: 'N',
      help: 'Show the N slowest test cases (N=0 for all)',
    },
  },
  {
    names: ['-f', '--failfast'],
    unless: 'failfast',
    settings: { dest: 'failfast', action: 'store_true', help: 'Stop on first fail or error' },
  },
  {
    names: ['-c', '--catch'],
    unless: 'catchbreak',
    settings: {
      dest: 'catchbreak',
      action: 'store_true',
      help: 'Catch Ctrl-C and display results so far',
    },
  },
  {
    names: ['-b', '--buffer'],
    unless: 'buffer',
    settings: {
      dest: 'buffer',
      action: 'store_true',
      help: 'Buffer stdout and stderr during tests',
    },
  },
  {
    names: ['-k'],
    unless: 'testNamePatterns',
    settings: {
      dest: 'testNamePatterns',
      action: 'append',
      help: 'Only run tests which match the given substring',
    },
  },
];

/** A word is looked for anywhere in a name; with a star it is a pattern for all of it. */
const selectPattern = (): Value =>
  libraryFunction(
    '_convert_select_pattern(pattern)',
    (pattern) => (str(pattern).includes('*') ? pattern : `*${str(pattern)}*`),
    'unittest.main',
  );

function addOptions(parser: Value, self: Value): void {
  const add = getAttribute(parser, 'add_argument');
  for (const { names, settings, unless } of OPTIONS()) {
    if (unless !== undefined) {
      if (getAttribute(self, unless) !== null) continue;
      setAttribute(self, unless, unless === 'testNamePatterns' ? new PyList([]) : false);
    }
    const keywords = new Map(Object.entries(settings));
    if (names[0] === '-k') keywords.set('type', selectPattern());
    call(add, names, keywords);
  }
}

/** The parser for the arguments of a script. */
export function argumentParser(m: KernelMachine, self: Value): Value {
  const make = getAttribute(libraryModule(m, 'argparse'), 'ArgumentParser');
  const parser = call(make, [], new Map<string, Value>([['prog', getAttribute(self, 'progName')]]));
  addOptions(parser, self);
  call(
    getAttribute(parser, 'add_argument'),
    ['tests'],
    new Map([
      ['nargs', '*'],
      ['help', 'a list of any number of test modules, classes and test methods.'],
    ]),
  );
  setAttribute(parser, 'print_help', getAttribute(self, '_print_help'));
  setAttribute(self, '_main_parser', parser);
  return parser;
}

/** How the arguments that name tests may look. */
const EXAMPLES: readonly (readonly [string, string])[] = [
  ['', 'run default set of tests'],
  ['MyTestSuite', "run suite 'MyTestSuite'"],
  ['MyTestCase.testSomething', 'run MyTestCase.testSomething'],
  ['MyTestCase', "run all 'test*' test methods\n                                       in MyTestCase"],
];

export function printHelp(m: KernelMachine, self: Value): Value {
  const help = str(callAttribute(getAttribute(self, '_main_parser'), 'format_help'));
  const program = str(getAttribute(self, 'progName'));
  const lines = EXAMPLES.map(([names, words]) => `  ${program} ${names.padEnd(26)} - ${words}`);
  call(m.builtins.get('print') ?? null, [help]);
  call(m.builtins.get('print') ?? null, [`Examples:\n${lines.join('\n')}\n`]);
  return null;
}
