// Classes of characters: what starts and continues a name, in ASCII by table and beyond by Unicode.

export const NAME_START = 1;
export const NAME_PART = 2;
export const DIGIT = 4;

/** Flags of the ASCII characters. */
export const classes: Uint8Array = new Uint8Array(128);
for (let c = 0; c < 128; c++) {
  const char = String.fromCharCode(c);
  if (/[A-Za-z_]/.test(char)) classes[c] = NAME_START | NAME_PART;
  else if (/[0-9]/.test(char)) classes[c] = NAME_PART | DIGIT;
}

export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** Whether the tokenizer takes a code unit for part of a name; beyond ASCII it looks closer afterwards. */
export function isNamePart(code: number): boolean {
  return code >= 128 || ((classes[code] ?? 0) & NAME_PART) !== 0;
}

const start = /^[\p{XID_Start}_]$/u;
const part = /^\p{XID_Continue}$/u;
const unprintable = /^[\p{C}\p{Z}]$/u;

/** The index after the first character that no name may have there, or -1 if the text is a name. */
export function badNameEnd(text: string): number {
  let index = 0;
  for (const char of text) {
    const fits = index === 0 ? start : part;
    index += char.length;
    if (!fits.test(char)) return index;
  }
  return -1;
}

/** CPython's words for a character that belongs to no token. */
export function invalidCharacter(char: string): string {
  const code = (char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  if (unprintable.test(char) && char !== ' ') return `invalid non-printable character U+${code}`;
  return `invalid character '${char}' (U+${code})`;
}
