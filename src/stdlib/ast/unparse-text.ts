// How texts are written in source: which quotes they get, and what is escaped.

import { valueError } from '../../objects/exceptions.js';
import { repr } from '../../objects/repr.js';

export const ALL_QUOTES = ["'", '"', '"""', "'''"];
export const LONG_QUOTES = ['"""', "'''"];

const isPrintable = (char: string): boolean => repr(char).length === char.length + 2;

export interface QuotedText {
  readonly text: string;
  /** Quotes that the text can stand between, the best first. */
  readonly quotes: readonly string[];
}

/** The text with as few backslashes as its quotes allow. */
export function quoted(given: string, allowed: readonly string[], escapeSpace: boolean): QuotedText {
  let text = '';
  for (const char of given) {
    if (!escapeSpace && (char === '\n' || char === '\t')) text += char;
    else if (char === '\\' || !isPrintable(char))
      text += char === "'" || char === '"' ? char : repr(char).slice(1, -1);
    else text += char;
  }
  let quotes = text.includes('\n') ? allowed.filter((quote) => quote.length === 3) : [...allowed];
  quotes = quotes.filter((quote) => !text.includes(quote));
  if (quotes.length === 0) {
    const shown = repr(given);
    const sign = shown[0] ?? "'";
    return { text: shown.slice(1, -1), quotes: [allowed.find((quote) => quote.includes(sign)) ?? sign] };
  }
  const last = text.at(-1);
  if (last !== undefined) {
    quotes = [...quotes.filter((quote) => quote[0] !== last), ...quotes.filter((quote) => quote[0] === last)];
    if (quotes[0]?.[0] === last) text = `${text.slice(0, -1)}\\${last}`;
  }
  return { text, quotes };
}

export function writeText(text: string, allowed: readonly string[]): string {
  const { text: inner, quotes } = quoted(text, allowed, false);
  const [quote = "'"] = quotes;
  return quote + inner + quote;
}

/** A part of an f-string: source of a replacement field, or text. */
export interface FormattedPart {
  readonly text: string;
  readonly isConstant: boolean;
}

/** An f-string from its parts; all of them have to go with the same quotes. */
export function writeFormatted(parts: readonly FormattedPart[]): string {
  let quotes: readonly string[] = ALL_QUOTES;
  const written: string[] = [];
  for (const { text, isConstant } of parts) {
    if (isConstant) {
      const inner = quoted(text, quotes, true);
      if (!inner.quotes.some((quote) => quotes.includes(quote))) return fallback(parts);
      quotes = inner.quotes;
      written.push(inner.text);
    } else {
      if (text.includes('\n')) quotes = quotes.filter((quote) => quote.length === 3);
      written.push(text);
    }
  }
  const [quote] = quotes;
  if (quote === undefined) throw valueError('Unable to avoid backslash in f-string expression part');
  return `f${quote}${written.join('')}${quote}`;
}

function fallback(parts: readonly FormattedPart[]): string {
  const written = parts.map(({ text, isConstant }) => (isConstant ? repr(`"${text}`).slice(2, -1) : text));
  return `f'''${written.join('')}'''`;
}
