// The `array` module.

import { defineModule } from '../../execution/module.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { register } from '../abc/abc-meta.js';
import { mutableSequence } from '../collections/abc/sequences.js';
import { arrayType } from './array-type.js';
import { reconstructors } from './pickling.js';
import { TYPE_CODES } from './type-codes.js';

export const array = defineModule('array', (m: KernelMachine) => {
  register(mutableSequence(m), arrayType());
  return { array: arrayType(), ArrayType: arrayType(), typecodes: TYPE_CODES, ...reconstructors() };
});
