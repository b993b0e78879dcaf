// The text of a source file: its bytes decoded as a byte order mark or a coding comment says (PEP 263).

import { decodeBytes } from '../../objects/codecs.js';
import { exception, isExceptionOf } from '../../objects/exceptions.js';
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
export function sourceText(content: Uint8Array): string {
  const encoding = sourceEncoding(content);
  try {
    return decodeBytes(content, encoding, 'strict').replace(/\r\n?/g, '\n');
  } catch (error) {
    if (isExceptionOf(error, 'LookupError')) throw exception('SyntaxError', `unknown encoding: ${encoding}`);
    if (isExceptionOf(error, 'UnicodeDecodeError')) {
      throw exception('SyntaxError', `(unicode error) ${str(error)}`);
    }
    throw error;
  }
}
