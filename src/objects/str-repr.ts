// How a string is shown: its quotes and escapes (`unicode_repr`), and the escapes alone for `ascii()`.

const PLAIN = /^[ !#-&(-[\]-~]*$/;
/** Everything `repr` may have to escape, and the quotes. */
const SPECIAL = /['\\\p{C}\p{Z}]/u;
const UNPRINTABLE = /[\p{C}\p{Z}]/u;

export function strRepr(text: string): string {
  if (PLAIN.test(text)) return `'${text}'`;
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  if (!SPECIAL.test(text)) return quote + text + quote;
  let shown = quote;
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    if (char === quote || char === '\\') shown += `\\${char}`;
    else if (code >= 0x20 && code < 0x7f) shown += char;
    else if (isPrintable(char)) shown += char;
    else shown += escapeCodePoint(code);
  }
  return shown + quote;
}

/** Whether `repr` shows the character as itself. */
export function isPrintable(char: string): boolean {
  return char === ' ' || !UNPRINTABLE.test(char);
}

/** `\n`, `\x1b`, `\u2028`, `\U000e0001` */
export function escapeCodePoint(code: number): string {
  if (code === 0x0a) return '\\n';
  if (code === 0x0d) return '\\r';
  if (code === 0x09) return '\\t';
  if (code <= 0xff) return `\\x${code.toString(16).padStart(2, '0')}`;
  if (code <= 0xffff) return `\\u${code.toString(16).padStart(4, '0')}`;
  return `\\U${code.toString(16).padStart(8, '0')}`;
}

/** Escapes what is not ASCII. */
export function escapeNonAscii(text: string): string {
  return text.replaceAll(/[^\0-\x7f]/gu, (char) => escapeCodePoint(char.codePointAt(0) ?? 0));
}

/** `repr(b'...')` without the `b`: the bytes with quotes and escapes (`PyBytes_Repr`). */
export function bytesRepr(bytes: Uint8Array): string {
  const quote = bytes.includes(0x27) && !bytes.includes(0x22) ? '"' : "'";
  let shown = quote;
  for (const byte of bytes) {
    if (byte === 0x5c || byte === quote.charCodeAt(0)) shown += `\\${String.fromCharCode(byte)}`;
    else if (byte >= 0x20 && byte < 0x7f) shown += String.fromCharCode(byte);
    else shown += escapeCodePoint(byte);
  }
  return shown + quote;
}
