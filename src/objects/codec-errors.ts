// What the error handlers of codecs make of text that can not be encoded and of bytes that can not be decoded.

import { intValue, strValue } from './boxed.js';
import { bufferOf, PyBytes } from './buffers.js';
import { PyTuple } from './containers.js';
import { exception, type PyException, typeError } from './exceptions.js';
import type { Value } from './object.js';
import { escapeCodePoint } from './str-repr.js';

/** Characters `start` to `end` of `chars` can not be encoded. */
export interface EncodeProblem {
  readonly encoding: string;
  readonly text: string;
  readonly chars: readonly string[];
  readonly start: number;
  readonly end: number;
  readonly reason: string;
}

/** Bytes `start` to `end` can not be decoded. */
export interface DecodeProblem {
  readonly encoding: string;
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly end: number;
  readonly reason: string;
}

type FindHandler = (name: string) => ((error: PyException) => Value) | undefined;

let findHandler: FindHandler = () => undefined;

/** Makes `next` what finds the error handlers that the running program registers; returns what takes the old one back. */
export function useErrorHandlers(next: FindHandler): () => void {
  const before = findHandler;
  findHandler = next;
  return () => {
    findHandler = before;
  };
}

/** What a handler of the program makes of an error: what stands in, and where to go on in what has `size` places. */
function handle(errors: string, error: PyException, size: number, kind: 'encoding' | 'decoding') {
  const handler = findHandler(errors);
  if (handler === undefined) throw exception('LookupError', `unknown error handler name '${errors}'`);
  const result = handler(error);
  const [given = null, position = null] = result instanceof PyTuple ? result.items : [];
  const bytes = kind === 'encoding' ? bufferOf(given) : undefined;
  const instead = strValue(given) ?? (bytes === undefined ? undefined : [...bytes]);
  const at = intValue(position);
  if (
    instead === undefined ||
    at === undefined ||
    !(result instanceof PyTuple && result.items.length === 2)
  ) {
    const wanted = kind === 'encoding' ? '(str/bytes, int)' : '(str, int)';
    throw typeError(`${kind} error handler must return ${wanted} tuple`);
  }
  const next = at < 0 ? Number(at) + size : Number(at);
  if (next < 0 || next > size) {
    throw exception('IndexError', `position ${at} from error handler out of bounds`);
  }
  return { instead, next };
}

function encodeError({ encoding, text, start, end, reason }: EncodeProblem): PyException {
  return exception('UnicodeEncodeError', encoding, text, start, end, reason);
}

function decodeError({ encoding, bytes, start, end, reason }: DecodeProblem): PyException {
  return exception('UnicodeDecodeError', encoding, new PyBytes(bytes.slice()), start, end, reason);
}

/** What stands in for the characters, text to be encoded or the very bytes, and where encoding goes on. */
export function replaceUnencodable(
  problem: EncodeProblem,
  errors: string,
): { readonly instead: string | readonly number[]; readonly next: number } {
  const instead = standardReplacement(problem, errors);
  return instead === undefined
    ? handle(errors, encodeError(problem), problem.chars.length, 'encoding')
    : { instead, next: problem.end };
}

function standardReplacement(problem: EncodeProblem, errors: string): string | readonly number[] | undefined {
  const codes = problem.chars.slice(problem.start, problem.end).map((char) => char.codePointAt(0) ?? 0);
  switch (errors) {
    case 'strict':
      throw encodeError(problem);
    case 'ignore':
      return '';
    case 'replace':
      return '?'.repeat(codes.length);
    case 'xmlcharrefreplace':
      return codes.map((code) => `&#${code};`).join('');
    case 'backslashreplace':
      return codes.map(escaped).join('');
    case 'surrogateescape':
      if (codes.some((code) => code < 0xdc80 || code > 0xdcff)) throw encodeError(problem);
      return codes.map((code) => code - 0xdc00);
    case 'surrogatepass':
      return passSurrogates(codes, problem);
    default:
      return undefined;
  }
}

/** Line feeds and their kin have no short form here. */
function escaped(code: number): string {
  return code < 0x20 ? `\\x${code.toString(16).padStart(2, '0')}` : escapeCodePoint(code);
}

function passSurrogates(codes: readonly number[], problem: EncodeProblem): readonly number[] {
  const { encoding } = problem;
  if (!encoding.startsWith('utf') || codes.some((code) => code < 0xd800 || code > 0xdfff)) {
    throw encodeError(problem);
  }
  return codes.flatMap((code) => {
    if (encoding === 'utf-8') return [0xed, 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f)];
    const bytes = [code & 0xff, code >> 8];
    if (encoding.startsWith('utf-32')) bytes.push(0, 0);
    return encoding.endsWith('be') ? bytes.reverse() : bytes;
  });
}

/** The text that stands in for the bytes, and where decoding goes on. */
export function replaceUndecodable(
  problem: DecodeProblem,
  errors: string,
): { readonly text: string; readonly next: number } {
  const { bytes, start, end } = problem;
  switch (errors) {
    case 'strict':
      throw decodeError(problem);
    case 'ignore':
      return { text: '', next: end };
    case 'replace':
      return { text: '\ufffd', next: end };
    case 'backslashreplace':
      return { text: Array.from(bytes.subarray(start, end), escaped).join(''), next: end };
    case 'surrogateescape': {
      let text = '';
      let next = start;
      for (; next < end && (bytes[next] ?? 0) >= 0x80; next++) {
        text += String.fromCharCode(0xdc00 + (bytes[next] ?? 0));
      }
      if (next === start) throw decodeError(problem);
      return { text, next };
    }
    case 'surrogatepass': {
      const passed = passedSurrogate(problem);
      if (passed === undefined) throw decodeError(problem);
      return { text: String.fromCharCode(passed.unit), next: start + passed.width };
    }
    default: {
      const { instead, next } = handle(errors, decodeError(problem), bytes.length, 'decoding');
      return { text: typeof instead === 'string' ? instead : '', next };
    }
  }
}

/** The surrogate that stands where decoding stopped, and how many bytes it takes. */
function passedSurrogate({
  encoding,
  bytes,
  start,
}: DecodeProblem): { unit: number; width: number } | undefined {
  const [a = 0, b = 0, c = 0, d = 0] = bytes.subarray(start, start + 4);
  const found = (unit: number, width: number) =>
    unit >= 0xd800 && unit <= 0xdfff && start + width <= bytes.length ? { unit, width } : undefined;
  switch (encoding) {
    case 'utf-8':
      if (a !== 0xed || b < 0xa0 || b > 0xbf || c < 0x80 || c > 0xbf) return undefined;
      return found(0xd000 | ((b & 0x3f) << 6) | (c & 0x3f), 3);
    case 'utf-16-le':
      return found(a | (b << 8), 2);
    case 'utf-16-be':
      return found((a << 8) | b, 2);
    case 'utf-32-le':
      return c === 0 && d === 0 ? found(a | (b << 8), 4) : undefined;
    case 'utf-32-be':
      return a === 0 && b === 0 ? found((c << 8) | d, 4) : undefined;
    default:
      return undefined;
  }
}
