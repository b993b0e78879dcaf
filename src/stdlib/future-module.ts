// The module `__future__`: what the language's optional features are called, and since when they are there. What they
// do is the compiler's.

import { defineModule } from '../execution/module.js';
import type { KernelMachine } from '../kernel/kernel-machine.js';
import { getAttribute } from '../objects/attributes.js';
import { call } from '../objects/call.js';
import { PyList, PyTuple, tuple } from '../objects/containers.js';
import type { Value } from '../objects/object.js';
import { repr } from '../objects/repr.js';
import { perMachine, setOwnAttribute } from './library.js';
import { libraryClass } from './library-class.js';

const featureClass = perMachine((_m: KernelMachine) =>
  libraryClass('_Feature', {
    module: '__future__',
    instanceDict: true,
    methods: {
      '__init__(self, optionalRelease, mandatoryRelease, compiler_flag)': (
        self,
        optional,
        mandatory,
        flag,
      ) => {
        const values = { optional, mandatory, compiler_flag: flag };
        for (const [name, value] of Object.entries(values)) setOwnAttribute(self, name, value);
        return null;
      },
      'getOptionalRelease(self)': (self) => getAttribute(self, 'optional'),
      'getMandatoryRelease(self)': (self) => getAttribute(self, 'mandatory'),
      '__repr__(self)': (self) => {
        const parts = ['optional', 'mandatory', 'compiler_flag'].map((name) => getAttribute(self, name));
        return `_Feature${repr(new PyTuple(parts))}`;
      },
    },
  }),
);

type Release = readonly [major: number, minor: number, micro: number, level: string, serial: number];

/** Name, since when it can be asked for, since when it is the rule, its flag. */
const FEATURES: readonly (readonly [string, Release, Release | null, number])[] = [
  ['nested_scopes', [2, 1, 0, 'beta', 1], [2, 2, 0, 'alpha', 0], 16],
  ['generators', [2, 2, 0, 'alpha', 1], [2, 3, 0, 'final', 0], 0],
  ['division', [2, 2, 0, 'alpha', 2], [3, 0, 0, 'alpha', 0], 131072],
  ['absolute_import', [2, 5, 0, 'alpha', 1], [3, 0, 0, 'alpha', 0], 262144],
  ['with_statement', [2, 5, 0, 'alpha', 1], [2, 6, 0, 'alpha', 0], 524288],
  ['print_function', [2, 6, 0, 'alpha', 2], [3, 0, 0, 'alpha', 0], 1048576],
  ['unicode_literals', [2, 6, 0, 'alpha', 2], [3, 0, 0, 'alpha', 0], 2097152],
  ['barry_as_FLUFL', [3, 1, 0, 'alpha', 2], [4, 0, 0, 'alpha', 0], 4194304],
  ['generator_stop', [3, 5, 0, 'beta', 1], [3, 7, 0, 'alpha', 0], 8388608],
  ['annotations', [3, 7, 0, 'beta', 1], null, 16777216],
];

const FLAG_NAMES: Readonly<Record<string, string>> = {
  nested_scopes: 'CO_NESTED',
  generators: 'CO_GENERATOR_ALLOWED',
  division: 'CO_FUTURE_DIVISION',
  absolute_import: 'CO_FUTURE_ABSOLUTE_IMPORT',
  with_statement: 'CO_FUTURE_WITH_STATEMENT',
  print_function: 'CO_FUTURE_PRINT_FUNCTION',
  unicode_literals: 'CO_FUTURE_UNICODE_LITERALS',
  barry_as_FLUFL: 'CO_FUTURE_BARRY_AS_BDFL',
  generator_stop: 'CO_FUTURE_GENERATOR_STOP',
  annotations: 'CO_FUTURE_ANNOTATIONS',
};

export const futureModule = defineModule('__future__', (m: KernelMachine) => {
  const names = FEATURES.map(([name]) => name);
  const contents: Record<string, Value> = {
    all_feature_names: new PyList([...names]),
    _Feature: featureClass(m),
    __all__: new PyList(['all_feature_names', ...names]),
  };
  const release = (given: Release | null): Value => (given === null ? null : tuple(...given));
  for (const [name, optional, mandatory, flag] of FEATURES) {
    contents[name] = call(featureClass(m), [release(optional), release(mandatory), flag]);
    const flagName = FLAG_NAMES[name];
    if (flagName !== undefined) contents[flagName] = flag;
  }
  return contents;
});
