// The `unicodedata` module: what Unicode says of characters, as far as a program can be told without its whole database.
//
// Names are those that `\N{...}` may use (grammar/character-names.ts); the name of another character is refused. So is a
// compatibility decomposition, and `bidirectional` and `ucd_3_2_0` are not there.

import { defineModule } from '../../execution/module.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { PyFloat, strValue } from '../../objects/boxed.js';
import { exception, keyError, typeError, valueError } from '../../objects/exceptions.js';
import { type NativeBody, native } from '../../objects/native.js';
import type { Value } from '../../objects/object.js';
import { repr } from '../../objects/repr.js';
import { typeName } from '../../objects/types.js';
import {
  canonicalDecomposition,
  category,
  combining,
  decimal,
  digit,
  eastAsianWidth,
  isMirrored,
  numeric,
} from './properties.js';

const FORMS = ['NFC', 'NFD', 'NFKC', 'NFKD'] as const;

/** The only character of an argument. */
function character(name: string, value: Value, place = ''): string {
  const text = strValue(value);
  if (text !== undefined && [...text].length === 1) return text;
  throw typeError(`${name}() argument${place} must be a unicode character, not ${typeName(value)}`);
}

function normalized(name: string, form: Value, value: Value): string {
  const text = strValue(value);
  const wanted = strValue(form);
  if (wanted === undefined) throw typeError(`${name}() argument 1 must be str, not ${typeName(form)}`);
  if (text === undefined) throw typeError(`${name}() argument 2 must be str, not ${typeName(value)}`);
  const known = FORMS.find((other) => other === wanted);
  if (known === undefined) throw valueError('invalid normalization form');
  return text.normalize(known);
}

/** A number of a character, or the default; without one, ValueError. */
function number(
  name: string,
  what: string,
  find: (char: string) => number | undefined,
  wrap: (value: number) => Value,
): NativeBody {
  return (char: Value, fallback: Value | undefined) => {
    const found = find(character(name, char, ' 1'));
    if (found !== undefined) return wrap(found);
    if (fallback !== undefined) return fallback;
    throw valueError(`not a ${what}`);
  };
}

function nameOf(m: KernelMachine, given: Value, fallback: Value | undefined): Value {
  const char = character('name', given, ' 1');
  const found = m.nameOfCharacter(char);
  if (found !== undefined) return found;
  const kind = category(char);
  if (!['Cc', 'Cn', 'Cs', 'Co'].includes(kind)) {
    throw exception('NotImplementedError', `loopscope does not know the name of ${repr(char)}`);
  }
  if (fallback !== undefined) return fallback;
  throw valueError('no such name');
}

function decompositionOf(given: Value): Value {
  const char = character('decomposition', given);
  if (char.normalize('NFD') === char && char.normalize('NFKD') !== char) {
    throw exception(
      'NotImplementedError',
      `loopscope does not know the compatibility decomposition of ${repr(char)}`,
    );
  }
  return canonicalDecomposition(char);
}

const FALLBACK = 'default=<unrepresentable>';
const asInt = (value: number): Value => value;

export const unicodedata = defineModule('unicodedata', (m: KernelMachine) => ({
  unidata_version: '15.1.0',
  category: native('category(chr, /)', (char) => category(character('category', char))),
  combining: native('combining(chr, /)', (char) => combining(character('combining', char))),
  decimal: native(`decimal(chr, ${FALLBACK}, /)`, number('decimal', 'decimal', decimal, asInt)),
  decomposition: native('decomposition(chr, /)', decompositionOf),
  digit: native(`digit(chr, ${FALLBACK}, /)`, number('digit', 'digit', digit, asInt)),
  east_asian_width: native('east_asian_width(chr, /)', (char) =>
    eastAsianWidth(character('east_asian_width', char)),
  ),
  is_normalized: native(
    'is_normalized(form, unistr, /)',
    (form, text) => normalized('is_normalized', form, text) === strValue(text),
  ),
  lookup: native('lookup(name, /)', (name) => {
    const text = strValue(name);
    if (text === undefined) throw typeError(`a bytes-like object is required, not '${typeName(name)}'`);
    const found = m.characterNamed(text);
    if (found === undefined) throw keyError(`undefined character name ${repr(text)}`);
    return found;
  }),
  mirrored: native('mirrored(chr, /)', (char) => Number(isMirrored(character('mirrored', char)))),
  name: native(`name(chr, ${FALLBACK}, /)`, (char, fallback) => nameOf(m, char, fallback)),
  normalize: native('normalize(form, unistr, /)', (form, text) => normalized('normalize', form, text)),
  numeric: native(
    `numeric(chr, ${FALLBACK}, /)`,
    number('numeric', 'numeric character', numeric, (value) => new PyFloat(value)),
  ),
}));
