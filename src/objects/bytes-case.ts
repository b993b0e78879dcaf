// The case of bytes and what kind they are: ASCII letters and digits only, whatever stands above.
//
// Bytes come as text of one character each.

export function lowerAscii(text: string): string {
  return text.replaceAll(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

export function upperAscii(text: string): string {
  return text.replaceAll(/[a-z]+/g, (letters) => letters.toUpperCase());
}

export function titleAscii(text: string): string {
  return lowerAscii(text).replaceAll(/[a-z]+/g, (word) => word.charAt(0).toUpperCase() + word.slice(1));
}

export function capitalizeAscii(text: string): string {
  return upperAscii(text.slice(0, 1)) + lowerAscii(text.slice(1));
}

export function swapcaseAscii(text: string): string {
  return text.replaceAll(/[A-Z]+|[a-z]+/g, (letters) =>
    letters < 'a' ? letters.toLowerCase() : letters.toUpperCase(),
  );
}

export function isTitleAscii(text: string): boolean {
  return /[A-Z]/.test(text) && !/(?:^|[^A-Za-z])[a-z]|[A-Za-z][A-Z]/.test(text);
}

export function isLowerAscii(text: string): boolean {
  return /[a-z]/.test(text) && !/[A-Z]/.test(text);
}

export function isUpperAscii(text: string): boolean {
  return /[A-Z]/.test(text) && !/[a-z]/.test(text);
}

export const isAlphaAscii = (text: string): boolean => /^[A-Za-z]+$/.test(text);
export const isDigitAscii = (text: string): boolean => /^[0-9]+$/.test(text);
export const isAlnumAscii = (text: string): boolean => /^[A-Za-z0-9]+$/.test(text);
export const isSpaceAscii = (text: string): boolean => /^[ \t\n\r\v\f]+$/.test(text);
