// Quoted-printable text, as mail has it.

const EQUALS = 0x3d;
const SPACE = 0x20;
const TAB = 0x09;
const CR = 0x0d;
const LF = 0x0a;
const UNDERSCORE = 0x5f;
const LINE_LENGTH = 76;

function hexDigit(code: number | undefined): number {
  const digit = code === undefined ? Number.NaN : Number.parseInt(String.fromCharCode(code), 16);
  return Number.isNaN(digit) ? -1 : digit;
}

/** In a header an underscore stands for a blank. */
export function decodeQuoted(data: Uint8Array, header: boolean): Uint8Array {
  const result: number[] = [];
  for (let at = 0; at < data.length; ) {
    const code = data[at] ?? 0;
    if (code !== EQUALS) {
      result.push(header && code === UNDERSCORE ? SPACE : code);
      at++;
      continue;
    }
    const next = data[++at];
    if (next === undefined) break;
    const [high, low] = [hexDigit(next), hexDigit(data[at + 1])];
    if (next === LF || next === CR) {
      // A soft line break: all up to the line feed goes.
      while (at < data.length && data[at] !== LF) at++;
      at++;
    } else if (next === EQUALS) {
      // A broken one is kept as it is.
      result.push(EQUALS);
      at++;
    } else if (high >= 0 && low >= 0) {
      result.push(high * 16 + low);
      at += 2;
    } else result.push(EQUALS);
  }
  return Uint8Array.from(result);
}

export interface QuotedOptions {
  readonly quoteTabs: boolean;
  readonly isText: boolean;
  readonly header: boolean;
}

function mustQuote(data: Uint8Array, at: number, lineLength: number, options: QuotedOptions): boolean {
  const code = data[at] ?? 0;
  const next = data[at + 1];
  if (code > 126 || code === EQUALS) return true;
  if (options.header && code === UNDERSCORE) return true;
  // A dot alone on its line ends a mail.
  if (code === 0x2e && lineLength === 0 && (next === undefined || next === LF || next === CR || next === 0))
    return true;
  if (!options.isText && (code === CR || code === LF)) return true;
  if (code === TAB || code === SPACE) return at + 1 === data.length || options.quoteTabs;
  if (code === CR || code === LF) return false;
  return code < 33 && (options.quoteTabs || (code !== TAB && code !== SPACE));
}

export function encodeQuoted(data: Uint8Array, options: QuotedOptions): Uint8Array {
  const result: number[] = [];
  let lineLength = 0;
  const firstBreak = data.indexOf(LF);
  const usesCrLf = firstBreak > 0 && data[firstBreak - 1] === CR;
  const lineEnd = usesCrLf ? [CR, LF] : [LF];
  const softBreak = (): void => {
    result.push(EQUALS, ...lineEnd);
    lineLength = 0;
  };
  const quoted = (code: number): number[] => {
    const digits = code.toString(16).toUpperCase().padStart(2, '0');
    return [EQUALS, digits.charCodeAt(0), digits.charCodeAt(1)];
  };
  for (let at = 0; at < data.length; ) {
    const code = data[at] ?? 0;
    if (mustQuote(data, at, lineLength, options)) {
      if (lineLength + 3 >= LINE_LENGTH) softBreak();
      result.push(...quoted(code));
      lineLength += 3;
      at++;
      continue;
    }
    const isBreak = options.isText && (code === LF || (code === CR && data[at + 1] === LF));
    if (isBreak) {
      const last = result.at(-1);
      // White space at the end of a line would be lost.
      if (lineLength > 0 && (last === SPACE || last === TAB)) result.splice(-1, 1, ...quoted(last));
      result.push(...lineEnd);
      lineLength = 0;
      at += code === CR ? 2 : 1;
      continue;
    }
    const next = data[at + 1];
    if (next !== undefined && next !== LF && lineLength + 1 >= LINE_LENGTH) softBreak();
    result.push(options.header && code === SPACE ? UNDERSCORE : code);
    lineLength++;
    at++;
  }
  return Uint8Array.from(result);
}
