// The text of a source file: its bytes decoded as a byte order mark or a coding comment says (PEP 263).

import { intValue } from '../../objects/boxed.js';
import { decodeBytes, normalizedEncoding } from '../../objects/codecs.js';
import { tuple } from '../../objects/containers.js';
import { field } from '../../objects/exception-fields.js';
import { exception, isExceptionOf, type PyException } from '../../objects/exceptions.js';
import { str } from '../../objects/repr.js';

const CODING = /^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)/;
const BLANK = /^[ \t\f]*(?:#.*)?$/;

/** The encoding of a source file: UTF-8 unless one of its first two lines says otherwise. */
export function sourceEncoding(content: Uint8Array): string {
  if (content[0] === 0xef && content[1] === 0xbb && content[2] === 0xbf) return 'utf-8-sig';
  const head = String.fromCharCode(...content.subarray(0, 512)).split(/\r\n|\r|\n/);
  for (const line of head.slice(0, 2)) {
    const named = CODING.exec(line)?.[1];
    if (named !== undefined) return named;
    if (!BLANK.test(line)) break;
  }
  return 'utf-8';
}

/** With line ends as `\n`. */
export function sourceText(content: Uint8Array, filename = '<unknown>'): string {
  const encoding = sourceEncoding(content);
  try {
    return decodeBytes(content, encoding, 'strict').replace(/\r\n?/g, '\n');
  } catch (error) {
    if (isExceptionOf(error, 'LookupError')) throw atStart(`unknown encoding: ${encoding}`, filename);
    if (!isExceptionOf(error, 'UnicodeDecodeError')) throw error;
    const isUtf8 = normalizedEncoding(encoding).startsWith('utf_8');
    throw isUtf8 ? inToken(error, content, filename) : atStart(str(error), filename);
  }
}

function atStart(message: string, filename: string): PyException {
  return exception('SyntaxError', message, tuple(filename, 0, -1, null));
}

const LINE_FEED = 0x0a;
const QUOTES = [0x22, 0x27];

/** The bad byte is reported with the string it stands in, and by its place there. */
function inToken(error: PyException, content: Uint8Array, filename: string): PyException {
  const at = Number(intValue(field(error, 'start')) ?? 0);
  const before = content.subarray(0, at);
  const lineStart = before.lastIndexOf(LINE_FEED) + 1;
  const lineEnd = content.indexOf(LINE_FEED, at);
  const line = content.subarray(lineStart, lineEnd < 0 ? content.length : lineEnd);
  const quote = before.findLastIndex((byte, index) => index >= lineStart && QUOTES.includes(byte));
  const place = quote < 0 ? 0 : at - quote - 1;
  const reason = str(field(error, 'reason'));
  const byte = (content[at] ?? 0).toString(16).padStart(2, '0');
  const message = `(unicode error) 'utf-8' codec can't decode byte 0x${byte} in position ${place}: ${reason}`;
  const column = (quote < 0 ? at : quote) - lineStart + 1;
  const text = `${decodeBytes(line, 'utf-8', 'replace')}\n`;
  const lineno = before.filter((each) => each === LINE_FEED).length + 1;
  return exception('SyntaxError', message, tuple(filename, lineno, column, text, lineno, column + place + 1));
}
