// Punycode (RFC 3492), which writes any text with the characters of host names; and IDNA, which does so label by label.

import { exception } from '../../objects/exceptions.js';

const BASE = 36;
const DIGITS = 'abcdefghijklmnopqrstuvwxyz0123456789';
const FIRST_CODE = 128;
const FIRST_BIAS = 72;
const PREFIX = 'xn--';
const LONGEST_LABEL = 63;

function adapted(delta: number, size: number, isFirst: boolean): number {
  let rest = isFirst ? Math.floor(delta / 700) : delta >> 1;
  rest += Math.floor(rest / size);
  let bias = 0;
  for (; rest > 455; bias += BASE) rest = Math.floor(rest / 35);
  return bias + Math.floor((36 * rest) / (rest + 38));
}

const threshold = (position: number, bias: number): number => Math.min(Math.max(position - bias, 1), 26);

function variableDigits(value: number, bias: number): string {
  let digits = '';
  let rest = value;
  for (let position = BASE; ; position += BASE) {
    const limit = threshold(position, bias);
    if (rest < limit) return digits + (DIGITS[rest] ?? '');
    digits += DIGITS[limit + ((rest - limit) % (BASE - limit))] ?? '';
    rest = Math.floor((rest - limit) / (BASE - limit));
  }
}

export function encodePunycode(text: string): string {
  const codes = Array.from(text, (char) => char.codePointAt(0) ?? 0);
  const plain = codes.filter((code) => code < FIRST_CODE);
  const basic = String.fromCharCode(...plain);
  let extended = '';
  let bias = FIRST_BIAS;
  let delta = 0;
  let done = plain.length;
  let code = FIRST_CODE;
  while (done < codes.length) {
    const next = Math.min(...codes.filter((each) => each >= code));
    delta += (next - code) * (done + 1);
    code = next;
    for (const each of codes) {
      if (each < code) delta++;
      if (each !== code) continue;
      extended += variableDigits(delta, bias);
      bias = adapted(delta, done + 1, done === plain.length);
      delta = 0;
      done++;
    }
    delta++;
    code++;
  }
  return basic === '' ? extended : `${basic}-${extended}`;
}

/** Undefined where the digits make no text. */
export function decodePunycode(text: string): string | undefined {
  const cut = text.lastIndexOf('-');
  const chars = cut < 0 ? [] : [...text.slice(0, cut)];
  const extended = text.slice(cut + 1).toLowerCase();
  let code = FIRST_CODE;
  let bias = FIRST_BIAS;
  let place = 0;
  for (let at = 0; at < extended.length; ) {
    const before = place;
    let weight = 1;
    for (let position = BASE; ; position += BASE) {
      const digit = DIGITS.indexOf(extended[at++] ?? ' ');
      if (digit < 0) return undefined;
      place += digit * weight;
      const limit = threshold(position, bias);
      if (digit < limit) break;
      weight *= BASE - limit;
    }
    const size = chars.length + 1;
    bias = adapted(place - before, size, before === 0);
    code += Math.floor(place / size);
    place %= size;
    if (code > 0x10ffff) return undefined;
    chars.splice(place++, 0, String.fromCodePoint(code));
  }
  return chars.join('');
}

const DOTS = /[.\u3002\uff0e\uff61]/;

/** A host name as the domain name system has it. */
export function encodeIdna(text: string): string {
  if (text === '') return '';
  const labels = text.split(DOTS);
  const isRooted = labels.length > 1 && labels.at(-1) === '';
  if (isRooted) labels.pop();
  let at = 0;
  const encoded = labels.map((label) => {
    const start = at;
    at += label.length + 1;
    const ascii = idnaLabel(label);
    const reason = ascii === '' ? 'label empty' : ascii.length > LONGEST_LABEL ? 'label too long' : undefined;
    if (reason !== undefined) {
      throw exception('UnicodeEncodeError', 'idna', text, start, start + Math.max(1, label.length), reason);
    }
    return ascii;
  });
  return encoded.join('.') + (isRooted ? '.' : '');
}

function idnaLabel(label: string): string {
  if (isPlain(label)) return label;
  const folded = label.normalize('NFKC').toLowerCase().replaceAll('ß', 'ss').replaceAll('ς', 'σ');
  const prepared = folded.normalize('NFKC');
  return isPlain(prepared) ? prepared : PREFIX + encodePunycode(prepared);
}

function isPlain(label: string): boolean {
  return [...label].every((char) => char < '\x80');
}

/** Undefined where a label is not valid. */
export function decodeIdna(text: string): string | undefined {
  const labels = text.split('.').map((label) => {
    if (!label.toLowerCase().startsWith(PREFIX)) return label.toLowerCase();
    return decodePunycode(label.slice(PREFIX.length));
  });
  return labels.includes(undefined) ? undefined : labels.join('.');
}
