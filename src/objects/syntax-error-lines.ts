// The message of a SyntaxError with the place it points at (`_format_syntax_error` in Lib/traceback.py).

import { intValue, strValue } from './boxed.js';
import { field } from './exception-fields.js';
import type { PyException } from './exceptions.js';
import { str } from './repr.js';

export function formatSyntaxError(error: PyException, typeName: string): string[] {
  const lines: string[] = [];
  const filename = field(error, 'filename');
  const lineno = field(error, 'lineno');
  let suffix = '';
  if (lineno !== null) {
    const name = filename === null || filename === '' ? '<string>' : str(filename);
    lines.push(`  File "${name}", line ${str(lineno)}\n`);
  } else if (filename !== null) suffix = ` (${str(filename)})`;
  const text = strValue(field(error, 'text'));
  if (text !== undefined) lines.push(...pointedLine(error, text));
  const message = field(error, 'msg');
  const shown = message === null || message === '' ? '<no detail available>' : str(message);
  lines.push(`${typeName}: ${shown}${suffix}\n`);
  return lines;
}

/** The source line, stripped, and `^` under the part that is meant. Columns count code points from 1. */
function pointedLine(error: PyException, text: string): string[] {
  const whole = [...text];
  const line = [...text.replace(/\n+$/, '')];
  const blanks = line.findIndex((character) => !' \n\f'.includes(character));
  const indentation = blanks < 0 ? line.length : blanks;
  const shown = line.slice(indentation);
  const first = `    ${shown.join('')}\n`;
  const given = intValue(field(error, 'offset'));
  if (given === undefined) return [first];
  const past = line.length + 1;
  let offset = Number(given);
  let end = endOffset(error, offset, past);
  if (whole.length > 0 && offset > whole.length) offset = past;
  if (whole.length > 0 && end > whole.length) end = past;
  if (offset >= end || end < 0) end = offset + 1;
  const column = offset - 1 - indentation;
  if (column < 0) return [first];
  // Tabs stay what they are, so that the marker stands under its text.
  const space = shown.slice(0, column).map((character) => (character.trim() === '' ? character : ' '));
  return [first, `    ${space.join('')}${'^'.repeat(Math.max(0, end - offset))}\n`];
}

function endOffset(error: PyException, offset: number, past: number): number {
  const [lineno, endLineno] = [field(error, 'lineno'), field(error, 'end_lineno')];
  if ((lineno === null ? null : str(lineno)) !== (endLineno === null ? null : str(endLineno))) return past;
  const end = intValue(field(error, 'end_offset'));
  return end === undefined || Number(end) === 0 ? offset : Number(end);
}
