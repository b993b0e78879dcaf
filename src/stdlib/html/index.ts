// The `html` package: escaping, and character references back into characters.

import { defineModule } from '../../execution/module.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { strValue } from '../../objects/boxed.js';
import { isTrue } from '../../objects/compare.js';
import { PyList } from '../../objects/containers.js';
import { typeError } from '../../objects/exceptions.js';
import type { Value } from '../../objects/object.js';
import { contains } from '../../objects/subscript.js';
import { typeName } from '../../objects/types.js';
import { callAttribute, libraryFunctions } from '../library.js';
import { entityTables, html5References } from './entities.js';

function escaped(given: Value, quote: Value): Value {
  const marks = [
    ['&', '&amp;'],
    ['<', '&lt;'],
    ['>', '&gt;'],
  ];
  if (isTrue(quote)) marks.push(['"', '&quot;'], ["'", '&#x27;']);
  return marks.reduce(
    (text: Value, [mark = '', reference = '']) => callAttribute(text, 'replace', mark, reference),
    given,
  );
}

/** What browsers make of the numbers 0x80 to 0x9f: Windows characters; a few have none. */
const WINDOWS =
  '\u20ac\x81\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\x8d\u017d\x8f' +
  '\x90\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\x9d\u017e\u0178';

function characterOf(code: number): string {
  if (code === 0) return '\ufffd';
  if (code === 0x0d) return '\r';
  if (code >= 0x80 && code <= 0x9f) return WINDOWS[code - 0x80] ?? '';
  if ((code >= 0xd800 && code <= 0xdfff) || code > 0x10ffff) return '\ufffd';
  const isControl = code < 0x20 && code !== 0x09 && code !== 0x0a && code !== 0x0c;
  const isNoCharacter = (code >= 0xfdd0 && code <= 0xfdef) || (code & 0xfffe) === 0xfffe;
  return isControl || code === 0x7f || isNoCharacter ? '' : String.fromCodePoint(code);
}

const REFERENCE =
  /&(?:#(?<decimal>[0-9]+);?|#[xX](?<hexadecimal>[0-9a-fA-F]+);?|(?<name>[^\t\n\f <&#;]{1,32};?))/gu;

/** A name that is not known may begin with one that is. */
function named(name: string): string {
  const references = html5References();
  for (let size = name.length; size > 1; size--) {
    const text = references.get(name.slice(0, size));
    if (text !== undefined) return text + name.slice(size);
  }
  return `&${name}`;
}

function unescaped(given: Value): Value {
  if (!contains(given, '&')) return given;
  const text = strValue(given);
  if (text === undefined) {
    throw typeError(`expected string or bytes-like object, got '${typeName(given)}'`);
  }
  return text.replaceAll(REFERENCE, (_whole, decimal?: string, hexadecimal?: string, name?: string) => {
    if (name !== undefined) return named(name);
    return characterOf(decimal === undefined ? Number.parseInt(hexadecimal ?? '', 16) : Number(decimal));
  });
}

export const html = defineModule('html', (_m: KernelMachine) => ({
  __all__: new PyList(['escape', 'unescape']),
  ...libraryFunctions('html', { 'escape(s, quote=True)': escaped, 'unescape(s)': unescaped }),
}));

export const htmlEntities = defineModule('html.entities', (_m: KernelMachine) => ({
  __all__: new PyList(['html5', 'name2codepoint', 'codepoint2name', 'entitydefs']),
  ...entityTables(),
}));
