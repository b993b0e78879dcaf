// The `string` module: kinds of characters, templates, and formatting that can be changed.

import { defineModule } from '../../execution/module.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { getAttribute } from '../../objects/attributes.js';
import { call } from '../../objects/call.js';
import { isTrue } from '../../objects/compare.js';
import { PyList } from '../../objects/containers.js';
import { iterate } from '../../objects/iteration.js';
import type { Value } from '../../objects/object.js';
import { callAttribute, libraryFunctions } from '../library.js';
import { formatterClass } from './formatter.js';
import { templateClass } from './template.js';

const LOWERCASE = 'abcdefghijklmnopqrstuvwxyz';
const UPPERCASE = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const DIGITS = '0123456789';
const PUNCTUATION = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';
const WHITESPACE = ' \t\n\r\v\f';

const PUBLIC =
  'ascii_letters ascii_lowercase ascii_uppercase capwords digits hexdigits octdigits printable punctuation ' +
  'whitespace Formatter Template';

function capitalizedWords(text: Value, separator: Value): Value {
  const join = getAttribute(isTrue(separator) ? separator : ' ', 'join');
  const words = [...iterate(callAttribute(text, 'split', separator))];
  return call(join, [new PyList(words.map((word) => callAttribute(word, 'capitalize')))]);
}

export const string = defineModule('string', (m: KernelMachine) => ({
  __all__: new PyList(PUBLIC.split(' ')),
  whitespace: WHITESPACE,
  ascii_lowercase: LOWERCASE,
  ascii_uppercase: UPPERCASE,
  ascii_letters: LOWERCASE + UPPERCASE,
  digits: DIGITS,
  hexdigits: `${DIGITS}abcdefABCDEF`,
  octdigits: '01234567',
  punctuation: PUNCTUATION,
  printable: DIGITS + LOWERCASE + UPPERCASE + PUNCTUATION + WHITESPACE,
  Template: templateClass(m),
  Formatter: formatterClass(m),
  ...libraryFunctions('string', { 'capwords(s, sep=None)': capitalizedWords }),
}));
