// How a paragraph becomes lines: chunks that are not broken are put on a line as long as they fit. Chunks are words,
// parts of words, and the space between them.

import { getAttribute } from '../../objects/attributes.js';
import { intValue } from '../../objects/boxed.js';
import { isTrue } from '../../objects/compare.js';
import { PyList } from '../../objects/containers.js';
import { typeError, valueError } from '../../objects/exceptions.js';
import type { Value } from '../../objects/object.js';
import { repr, str } from '../../objects/repr.js';
import { lengthOf, substring } from '../../objects/str-text.js';
import { typeName } from '../../objects/types.js';
import { callAttribute } from '../library.js';

export function numberOf(value: Value): number {
  const number = intValue(value);
  if (number !== undefined) return Number(number);
  throw typeError(`'<=' not supported between instances of '${typeName(value)}' and 'int'`);
}

const textAttribute = (self: Value, name: string): string => str(getAttribute(self, name));
const stripped = (text: Value, method: 'strip' | 'lstrip' | 'rstrip'): string =>
  str(callAttribute(text, method));
const isBlank = (chunk: Value | undefined): boolean => chunk !== undefined && stripped(chunk, 'strip') === '';
const sizeOf = (chunk: Value | undefined): number => (chunk === undefined ? 0 : lengthOf(str(chunk)));

interface Limits {
  readonly width: number;
  /** Undefined for no limit. */
  readonly maxLines: number | undefined;
  readonly placeholder: string;
  readonly dropsSpace: boolean;
}

function limitsOf(self: Value): Limits {
  const width = numberOf(getAttribute(self, 'width'));
  if (width <= 0) throw valueError(`invalid width ${repr(getAttribute(self, 'width'))} (must be > 0)`);
  const placeholder = textAttribute(self, 'placeholder');
  const most = getAttribute(self, 'max_lines');
  const maxLines = most === null ? undefined : numberOf(most);
  if (maxLines !== undefined) {
    const indent = textAttribute(self, maxLines > 1 ? 'subsequent_indent' : 'initial_indent');
    if (lengthOf(indent) + lengthOf(stripped(placeholder, 'lstrip')) > width) {
      throw valueError('placeholder too large for max width');
    }
  }
  return { width, maxLines, placeholder, dropsSpace: isTrue(getAttribute(self, 'drop_whitespace')) };
}

/** The lines of a paragraph; takes the chunks out of the list. */
export function wrapChunks(self: Value, given: PyList): string[] {
  const limits = limitsOf(self);
  const { maxLines, dropsSpace } = limits;
  // The next chunk stands last.
  const chunks = new PyList(given.items.splice(0).reverse());
  const left = chunks.items;
  const lines: string[] = [];
  while (left.length > 0) {
    const indent = textAttribute(self, lines.length > 0 ? 'subsequent_indent' : 'initial_indent');
    const room = limits.width - lengthOf(indent);
    const line = new PyList([]);
    if (dropsSpace && lines.length > 0 && isBlank(left.at(-1))) left.pop();
    let size = fillLine(left, line.items, room);
    if (sizeOf(left.at(-1)) > room) {
      callAttribute(self, '_handle_long_word', chunks, line, size, room);
      size = line.items.reduce((sum: number, chunk) => sum + sizeOf(chunk), 0);
    }
    if (dropsSpace && isBlank(line.items.at(-1))) size -= sizeOf(line.items.pop());
    if (line.items.length === 0) continue;
    const isRestBlank = left.length === 0 || (dropsSpace && left.length === 1 && isBlank(left[0]));
    if (maxLines === undefined || lines.length + 1 < maxLines || (isRestBlank && size <= room)) {
      lines.push(indent + line.items.map(str).join(''));
    } else {
      endWithPlaceholder(limits, lines, line.items, indent, size);
      break;
    }
  }
  return lines;
}

/** Moves the chunks that fit to the line, and gives its size. */
function fillLine(left: Value[], line: Value[], room: number): number {
  let size = 0;
  for (let chunk = left.at(-1); chunk !== undefined && size + sizeOf(chunk) <= room; chunk = left.at(-1)) {
    size += sizeOf(chunk);
    line.push(chunk);
    left.pop();
  }
  return size;
}

/** The last line that is allowed, with text left: says so, on this line or on the one before. */
function endWithPlaceholder(
  { width, placeholder }: Limits,
  lines: string[],
  line: Value[],
  indent: string,
  given: number,
): void {
  let size = given;
  const room = width - lengthOf(indent);
  for (let chunk = line.at(-1); chunk !== undefined; chunk = line.at(-1)) {
    if (!isBlank(chunk) && size + lengthOf(placeholder) <= room) {
      lines.push(indent + line.map(str).join('') + placeholder);
      return;
    }
    size -= sizeOf(line.pop());
  }
  const above = lines.at(-1);
  const previous = above === undefined ? undefined : stripped(above, 'rstrip');
  if (previous !== undefined && lengthOf(previous) + lengthOf(placeholder) <= width) {
    lines[lines.length - 1] = previous + placeholder;
  } else lines.push(indent + stripped(placeholder, 'lstrip'));
}

/** A chunk that is longer than a line: cut, behind a hyphen if there is one, or alone on its line. */
export function handleLongWord(self: Value, left: Value[], line: Value[], size: number, room: number): void {
  const chunk = str(left.at(-1) ?? '');
  if (!isTrue(getAttribute(self, 'break_long_words'))) {
    if (line.length === 0) line.push(left.pop() ?? '');
    return;
  }
  const space = room < 1 ? 1 : room - size;
  let end = space;
  if (isTrue(getAttribute(self, 'break_on_hyphens')) && lengthOf(chunk) > space) {
    const part = substring(chunk, 0, Math.max(space, 0));
    const hyphen = part.lastIndexOf('-');
    if (hyphen > 0 && /[^-]/.test(part.slice(0, hyphen))) end = lengthOf(part.slice(0, hyphen)) + 1;
  }
  line.push(substring(chunk, 0, end));
  left[left.length - 1] = substring(chunk, end, lengthOf(chunk));
}
