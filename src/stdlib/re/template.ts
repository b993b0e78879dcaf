// Replacements: text with references to groups (`\1`, `\g<name>`).

import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { strValue } from '../../objects/boxed.js';
import { bufferOf, bytesOf, latin1, PyBytes } from '../../objects/buffers.js';
import { indexError, typeError } from '../../objects/exceptions.js';
import { hash } from '../../objects/hash.js';
import type { Value } from '../../objects/object.js';
import { strRepr } from '../../objects/str-repr.js';
import { typeName } from '../../objects/types.js';
import { controlCharacter } from './escapes.js';
import { joinParts } from './joining.js';
import type { PyMatch } from './match.js';
import { MAX_GROUPS } from './nodes.js';
import type { PyPattern } from './pattern.js';
import { withPatternErrors } from './pattern-error.js';
import { ASCII_LETTER, charCount, DIGIT, OCTAL_DIGIT, PatternSource } from './pattern-source.js';

export class Template {
  constructor(
    /** Text, and the numbers of groups. */
    readonly parts: readonly (string | number)[],
    readonly isText: boolean,
  ) {}

  expand(match: PyMatch): Value {
    const values: Value[] = [];
    for (const part of this.parts) {
      if (typeof part === 'number') {
        const value = match.group(part);
        if (value !== undefined) values.push(value);
      } else values.push(this.isText ? part : new PyBytes(bytesOf(part)));
    }
    return joinParts(values, this.isText);
  }
}

export function makeTemplate(m: KernelMachine, template: Value, pattern: PyPattern): Template {
  hash(template);
  const text = strValue(template);
  const isText = text !== undefined;
  const bytes = bufferOf(template);
  if (!isText && bytes === undefined) {
    throw typeError(`decoding to str: need a bytes-like object, ${typeName(template)} found`);
  }
  const given = text ?? latin1(bytes ?? new Uint8Array());
  return withPatternErrors(m, template, () => new Template(parseTemplate(given, isText, pattern), isText));
}

function parseTemplate(text: string, isText: boolean, pattern: PyPattern): readonly (string | number)[] {
  const source = new PatternSource(text, isText);
  const parts: (string | number)[] = [];
  let literal = '';
  const addGroup = (group: number, back: number): void => {
    if (group > pattern.groupCount) throw source.problem(`invalid group reference ${group}`, back);
    if (literal !== '' || parts.length === 0) parts.push(literal);
    literal = '';
    parts.push(group);
  };
  for (let char = source.take(); char !== undefined; char = source.take()) {
    const letter = char[1];
    if (!char.startsWith('\\') || letter === undefined) literal += char;
    else if (letter === 'g') {
      if (!source.accept('<')) throw source.problem('missing <');
      const name = source.takeName('>', 'group name');
      addGroup(groupOf(source, name, pattern), charCount(name) + 1);
    } else if (letter === '0') {
      const code = Number.parseInt(letter + source.takeWhile(OCTAL_DIGIT, 2), 8);
      literal += String.fromCharCode(code & 0xff);
    } else if (DIGIT.test(letter)) {
      const number = numberOf(source, letter);
      if (typeof number === 'string') literal += number;
      else addGroup(number.group, number.size);
    } else {
      const control = controlCharacter(char);
      if (control === undefined && ASCII_LETTER.test(letter)) {
        throw source.problem(`bad escape ${char}`, charCount(char));
      }
      literal += control ?? char;
    }
  }
  if (literal !== '') parts.push(literal);
  return parts;
}

function groupOf(source: PatternSource, name: string, pattern: PyPattern): number {
  if (!/^[0-9]+$/.test(name)) {
    source.checkGroupName(name, 1);
    const group = pattern.groupIndex.table.get(name);
    if (typeof group === 'number') return group;
    throw indexError(`unknown group name ${strRepr(name)}`);
  }
  const group = Number(name);
  if (group >= MAX_GROUPS) {
    throw source.problem(`invalid group reference ${BigInt(name)}`, charCount(name) + 1);
  }
  return group;
}

/** Three octal digits are a character, one or two digits a group. */
function numberOf(
  source: PatternSource,
  first: string,
): string | { readonly group: number; readonly size: number } {
  let digits = first + source.takeWhile(DIGIT, 1);
  if (/^[0-7]{2}$/.test(digits)) {
    digits += source.takeWhile(OCTAL_DIGIT, 1);
    if (digits.length === 3) {
      const code = Number.parseInt(digits, 8);
      if (code <= 0o377) return String.fromCharCode(code);
      throw source.problem(`octal escape value \\${digits} outside of range 0-0o377`, 4);
    }
  }
  return { group: Number(digits), size: digits.length };
}
