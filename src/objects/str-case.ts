// Upper, lower and title case, and what kind of characters a string has. All by code point, with the host's Unicode
// tables.

const CASED = /\p{Cased}/u;
const CASE_IGNORABLE = /\p{Case_Ignorable}/u;
const UPPERCASE = /\p{Uppercase}/u;
const LOWERCASE = /\p{Lowercase}/u;
const TITLECASE = /\p{Lt}/u;
const NUMERIC = /\p{N}/u;
const ALPHABETIC = /^\p{L}+$/u;
const DECIMAL = /^\p{Nd}+$/u;
const DIGIT =
  /^[\p{Nd}\u00b2\u00b3\u00b9\u2070\u2074-\u2079\u2080-\u2089\u2460-\u2468\u2474-\u247c\u2488-\u2490\u24ea\u24f5-\u24fd\u24ff\u2776-\u277e\u2780-\u2788\u278a-\u2792\u1369-\u1371\u19da\u{10a40}-\u{10a43}\u{10e60}-\u{10e68}\u{11052}-\u{1105a}\u{1f100}-\u{1f10a}]+$/u;
/** Ideographs that are numbers, which CPython counts as numeric though their category is Lo. */
const NUMERIC_IDEOGRAPHS =
  '㐅㒃㠪㭍一七万三九二五亖亿什仟仨伍佰億兆兩八六十千卄卅卌叁参參叄四壱壹幺廾廿弌弍弎弐拾捌柒漆玖百肆萬貮貳贰阡陆陌陸零〇两京俩倆拐洞皕秭鈎钩\uf96b\uf973\uf978\uf9b2\uf9d1\uf9d3\uf9fd';

export function lower(text: string): string {
  return text.toLowerCase();
}

export function upper(text: string): string {
  return text.toUpperCase();
}

/** The title case of one character; the host has none. */
function titleChar(char: string): string {
  const code = char.codePointAt(0) ?? 0;
  if (code < 0x80) return char.toUpperCase();
  // The digraphs that have a title case of their own stand in threes: upper, title, lower.
  if (code >= 0x1c4 && code <= 0x1cc) return String.fromCodePoint(code - ((code - 0x1c4) % 3) + 1);
  if (code >= 0x1f1 && code <= 0x1f3) return '\u01f2';
  // Georgian letters have an upper case but keep their form in titles.
  if ((code >= 0x10d0 && code <= 0x10ff) || TITLECASE.test(char)) return char;
  const greek = greekTitle(code);
  if (greek !== undefined) return greek;
  const [first = '', ...rest] = char.toUpperCase();
  // Only the apostrophe of U+0149 has no case of its own.
  return CASED.test(first) ? first + rest.join('').toLowerCase() : first + rest.join('');
}

/** Greek vowels with an accent and an iota subscript, which have no single upper case. */
const ACCENTED_IOTA = '\u1fb2\u1fb4\u1fb7\u1fc2\u1fc4\u1fc7\u1ff2\u1ff4\u1ff7';

/** Greek letters with an iota subscript keep it in title case. */
function greekTitle(code: number): string | undefined {
  if (code >= 0x1f80 && code <= 0x1faf) return String.fromCodePoint(code | 8);
  if (code === 0x1fb3) return '\u1fbc';
  if (code === 0x1fc3) return '\u1fcc';
  if (code === 0x1ff3) return '\u1ffc';
  const char = String.fromCodePoint(code);
  if (!ACCENTED_IOTA.includes(char)) return undefined;
  return `${char.normalize('NFD').slice(0, -1).normalize('NFC').toUpperCase()}\u0345`;
}

/** `title`: the first cased character of every word, the rest in lower case. */
export function title(text: string): string {
  let result = '';
  let previousCased = false;
  let at = 0;
  for (const char of text) {
    result += previousCased ? lowerAt(text, at, char) : titleChar(char);
    previousCased = CASED.test(char);
    at += char.length;
  }
  return result;
}

/** Lower case in its place: a final sigma differs. */
function lowerAt(text: string, at: number, char: string): string {
  return char === '\u03a3' ? sigmaAt(text, at) : char.toLowerCase();
}

function sigmaAt(text: string, at: number): string {
  const isLetter = (chars: Iterable<string>): boolean => {
    for (const char of chars) if (!CASE_IGNORABLE.test(char)) return CASED.test(char);
    return false;
  };
  const before = isLetter([...text.slice(0, at)].reverse());
  return before && !isLetter(text.slice(at + 1)) ? '\u03c2' : '\u03c3';
}

export function capitalize(text: string): string {
  const [first] = text;
  if (first === undefined) return text;
  let result = titleChar(first);
  let at = first.length;
  for (const char of text.slice(at)) {
    result += lowerAt(text, at, char);
    at += char.length;
  }
  return result;
}

export function swapcase(text: string): string {
  let result = '';
  let at = 0;
  for (const char of text) {
    if (UPPERCASE.test(char)) result += lowerAt(text, at, char);
    else result += LOWERCASE.test(char) ? char.toUpperCase() : char;
    at += char.length;
  }
  return result;
}

/** Full case folding: lower case, but by way of upper case for characters that have more than one lower form. */
export function casefold(text: string): string {
  let result = '';
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    if (code < 0x80) result += char.toLowerCase();
    else if (code >= 0x13a0 && code <= 0x13f5) result += char;
    else if (code >= 0x13f8 && code <= 0x13fd) result += String.fromCodePoint(code - 8);
    else if (code >= 0xab70 && code <= 0xabbf) result += String.fromCodePoint(code - 0xab70 + 0x13a0);
    else if (code === 0x130) result += 'i\u0307';
    else if (code === 0x131) result += char;
    else if (code === 0x1e9e) result += 'ss';
    else {
      let folded = '';
      for (const part of char.toUpperCase()) folded += part === '\u03a3' ? '\u03c3' : part.toLowerCase();
      result += folded;
    }
  }
  return result;
}

export function isAlpha(text: string): boolean {
  return ALPHABETIC.test(text);
}

export function isDecimal(text: string): boolean {
  return DECIMAL.test(text);
}

export function isDigitText(text: string): boolean {
  return DIGIT.test(text);
}

export function isNumeric(text: string): boolean {
  if (text === '') return false;
  for (const char of text) if (!isNumericChar(char)) return false;
  return true;
}

function isNumericChar(char: string): boolean {
  return NUMERIC.test(char) || NUMERIC_IDEOGRAPHS.includes(char);
}

export function isAlnum(text: string): boolean {
  if (text === '') return false;
  for (const char of text) if (!isAlpha(char) && !isNumericChar(char)) return false;
  return true;
}

/** There is a cased character and none of the other cases. */
export function isLower(text: string): boolean {
  return isOneCase(text, LOWERCASE, UPPERCASE);
}

export function isUpper(text: string): boolean {
  return isOneCase(text, UPPERCASE, LOWERCASE);
}

function isOneCase(text: string, wanted: RegExp, unwanted: RegExp): boolean {
  let found = false;
  for (const char of text) {
    if (unwanted.test(char) || TITLECASE.test(char)) return false;
    if (wanted.test(char)) found = true;
  }
  return found;
}

export function isTitle(text: string): boolean {
  let found = false;
  let previousCased = false;
  for (const char of text) {
    if (UPPERCASE.test(char) || TITLECASE.test(char)) {
      if (previousCased) return false;
      previousCased = true;
      found = true;
    } else if (LOWERCASE.test(char)) {
      if (!previousCased) return false;
    } else previousCased = false;
  }
  return found;
}

/** A name by the language's rules, keywords included. */
export function isIdentifier(text: string): boolean {
  return /^[\p{XID_Start}_][\p{XID_Continue}]*$/u.test(text);
}
