// Ascii85 with its short forms and frames.

import { valueError } from '../../objects/exceptions.js';
import { ASCII85, encode85, word85 } from './alphabets.js';

const START = '<~';
const END = '~>';

export interface Ascii85Options {
  readonly foldSpaces: boolean;
  readonly wrapColumn: number;
  readonly pad: boolean;
  readonly adobe: boolean;
}

export function encodeAscii85(data: Uint8Array, options: Ascii85Options): string {
  const { adobe, pad, foldSpaces } = options;
  let text = encode85(data, {
    alphabet: ASCII85,
    pad,
    zeros: 'z',
    ...(foldSpaces ? { blanks: 'y' } : {}),
  });
  if (adobe) text = START + text;
  if (options.wrapColumn !== 0) {
    const width = Math.max(adobe ? 2 : 1, options.wrapColumn);
    const lines = Array.from({ length: Math.ceil(text.length / width) }, (_, index) =>
      text.slice(index * width, (index + 1) * width),
    );
    // The end mark does not go over the edge.
    if (adobe && (lines.at(-1)?.length ?? 0) + END.length > width) lines.push('');
    text = lines.join('\n');
  }
  return adobe ? text + END : text;
}

function withoutFrame(text: string): string {
  if (!text.endsWith(END)) throw valueError(`Ascii85 encoded byte sequences must end with b'${END}'`);
  return text.slice(text.startsWith(START) ? START.length : 0, -END.length);
}

export function decodeAscii85(
  given: string,
  foldSpaces: boolean,
  adobe: boolean,
  ignored: string,
): Uint8Array {
  const text = adobe ? withoutFrame(given) : given;
  const result: number[] = [];
  let digits: number[] = [];
  const short = (char: string, bytes: readonly number[]): void => {
    if (digits.length > 0) throw valueError(`${char} inside Ascii85 5-tuple`);
    result.push(...bytes);
  };
  for (const char of `${text}uuuu`) {
    const digit = ASCII85.indexOf(char);
    if (digit >= 0) {
      digits.push(digit);
      if (digits.length < 5) continue;
      const bytes = word85(digits);
      if (bytes === undefined) throw valueError('Ascii85 overflow');
      result.push(...bytes);
      digits = [];
    } else if (char === 'z') short(char, [0, 0, 0, 0]);
    else if (foldSpaces && char === 'y') short(char, [32, 32, 32, 32]);
    else if (!ignored.includes(char)) throw valueError(`Non-Ascii85 digit found: ${char}`);
  }
  const filled = 4 - digits.length;
  return Uint8Array.from(filled === 0 ? result : result.slice(0, -filled));
}
