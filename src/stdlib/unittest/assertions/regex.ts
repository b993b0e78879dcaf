// `assertRegex` and its contrary.

import type { KernelMachine } from '../../../kernel/kernel-machine.js';
import { getAttribute, getAttributeOr } from '../../../objects/attributes.js';
import { isTrue } from '../../../objects/compare.js';
import { exception } from '../../../objects/exceptions.js';
import type { Value } from '../../../objects/object.js';
import { repr } from '../../../objects/repr.js';
import { callAttribute } from '../../library.js';
import { libraryModule } from '../support.js';
import { type Assertions, failed } from './failing.js';

/** A pattern object, made from a text where one is given. */
export function compilePattern(m: KernelMachine, pattern: Value): Value {
  if (getAttributeOr(pattern, 'search') !== undefined) return pattern;
  return callAttribute(libraryModule(m, 're'), 'compile', pattern);
}

export function regex(m: KernelMachine): Assertions {
  return {
    'assertRegex(self, text, expected_regex, msg=None)': (self, text, expected, msg) => {
      if (expected === '') throw exception('AssertionError', 'expected_regex must not be empty.');
      const pattern = compilePattern(m, expected);
      if (isTrue(callAttribute(pattern, 'search', text))) return null;
      const shown = repr(getAttribute(pattern, 'pattern'));
      throw failed(self, msg, `Regex didn't match: ${shown} not found in ${repr(text)}`);
    },
    'assertNotRegex(self, text, unexpected_regex, msg=None)': (self, text, unexpected, msg) => {
      const pattern = compilePattern(m, unexpected);
      const match = callAttribute(pattern, 'search', text);
      if (!isTrue(match)) return null;
      const shown = repr(getAttribute(pattern, 'pattern'));
      const found = repr(callAttribute(match, 'group'));
      throw failed(self, msg, `Regex matched: ${found} matches ${shown} in ${repr(text)}`);
    },
  };
}
