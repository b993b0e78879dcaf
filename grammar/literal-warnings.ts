// What CPython warns of while it reads literals: escapes that mean nothing, and numbers that run into a keyword.

import type { Position } from './ast.js';
import type { Token } from './tokens.js';
import * as t from './tokens.js';

export interface LiteralWarning {
  readonly node: Position;
  readonly message: string;
}

/** `text` is the source that the tokens were read from. */
export function literalWarnings(tokens: readonly Token[], text: string): LiteralWarning[] {
  const warnings: LiteralWarning[] = [];
  /** Whether each f-string around is raw. */
  const raw: boolean[] = [];
  for (const token of tokens) {
    let message: string | null = null;
    switch (token.tokenType) {
      case t.StringLiteral:
        message = stringWarning(token.image);
        break;
      case t.FStringStart:
        raw.push(/r/i.test(token.image));
        break;
      case t.FStringMiddle:
        message = raw.at(-1) === true ? null : escapeWarning(token.image, TEXT_ESCAPES);
        break;
      case t.FStringEnd:
        raw.pop();
        break;
      case t.NumberLiteral:
        message = numberWarning(token, text);
        break;
    }
    if (message !== null) warnings.push({ node: token, message });
  }
  return warnings;
}

const COMMON = '\n\\\'"abfnrtvx01234567';
const TEXT_ESCAPES = `${COMMON}NuU`;

function stringWarning(image: string): string | null {
  if (!image.includes('\\')) return null;
  const prefix = image.slice(0, image.search(/["']/)).toLowerCase();
  if (prefix.includes('r')) return null;
  return escapeWarning(image.slice(prefix.length), prefix.includes('b') ? COMMON : TEXT_ESCAPES);
}

/** The first escape that is none, or an octal one beyond a byte. */
function escapeWarning(body: string, known: string): string | null {
  for (let at = body.indexOf('\\'); at >= 0; at = body.indexOf('\\', at + 2)) {
    const char = body.charAt(at + 1);
    const octal = /^[4-7][0-7][0-7]/.exec(body.slice(at + 1, at + 4));
    if (octal !== null) return `invalid octal escape sequence '\\${octal[0]}'`;
    // An f-string's text may end with the backslash: what follows is the brace of a field.
    if (!known.includes(char)) return `invalid escape sequence '\\${char === '' ? '{' : char}'`;
  }
  return null;
}

function numberWarning({ image, endOffset }: Token, text: string): string | null {
  const next = text.charCodeAt(endOffset) | 32;
  if (next < 97 || next > 122) return null;
  return `invalid ${numberKind(image)} literal`;
}

function numberKind(image: string): string {
  if (/^0x/i.test(image)) return 'hexadecimal';
  if (/^0o/i.test(image)) return 'octal';
  if (/^0b/i.test(image)) return 'binary';
  return /j$/i.test(image) ? 'imaginary' : 'decimal';
}
