// Where the block that a `def`, `class` or `lambda` begins ends: `inspect.getblock`. It looks at lines only, because
// the text may be a part of a file that does not parse by itself.

/** A statement's lines up to its line end, continued ones included. */
interface LogicalLine {
  /** Index of its last line. */
  readonly end: number;
  readonly indent: number;
  readonly text: string;
}

const WIDTH_OF_TAB = 8;

/** Columns of white space in front of a line, tabs expanded. */
export function indentation(line: string): number {
  let columns = 0;
  for (const char of line) {
    if (char === ' ') columns++;
    else if (char === '\t') columns += WIDTH_OF_TAB - (columns % WIDTH_OF_TAB);
    else break;
  }
  return columns;
}

/** What is open at the end of a line: brackets, and a string in triple quotes. */
interface Open {
  depth: number;
  quote: string;
}

/** The code of one line, strings and comments left out. */
function scan(line: string, open: Open): { code: string; continues: boolean } {
  let code = '';
  for (let index = 0; index < line.length; index++) {
    if (open.quote !== '') {
      if (line[index] === '\\') index++;
      else if (line.startsWith(open.quote, index)) {
        index += open.quote.length - 1;
        open.quote = '';
      }
      continue;
    }
    const char = line[index] ?? '';
    if (char === '#') break;
    if (char === '"' || char === "'") {
      const triple = char.repeat(3);
      open.quote = line.startsWith(triple, index) ? triple : char;
      index += open.quote.length - 1;
      code += char;
      continue;
    }
    if ('([{'.includes(char)) open.depth++;
    if (')]}'.includes(char)) open.depth--;
    code += char;
  }
  const continues = /\\\n?$/.test(line);
  // A string in single quotes ends with its line.
  if (open.quote.length === 1 && !continues) open.quote = '';
  return { code, continues: continues || open.depth > 0 || open.quote !== '' };
}

function logicalLine(lines: readonly string[], start: number): LogicalLine {
  const open: Open = { depth: 0, quote: '' };
  let text = '';
  let end = start;
  for (; end < lines.length; end++) {
    const { code, continues } = scan(lines[end] ?? '', open);
    text += `${code}\n`;
    // A bracket too many: the block stands inside of some expression.
    if (open.depth < 0 || !continues) break;
  }
  return { end: Math.min(end, lines.length - 1), indent: indentation(lines[start] ?? ''), text };
}

const isBlank = (line: string): boolean => line.trim() === '';
const isComment = (line: string): boolean => line.trimStart().startsWith('#');

/** How many of the lines belong to the block that begins with the first one. */
export function blockLength(lines: readonly string[]): number {
  let index = 0;
  let header: LogicalLine | undefined;
  while (index < lines.length) {
    const line = lines[index] ?? '';
    if (isBlank(line) || isComment(line)) {
      index++;
      continue;
    }
    const logical = logicalLine(lines, index);
    index = logical.end + 1;
    if (logical.text.trimStart().startsWith('@') && !/^\s*@.*\blambda\b/.test(logical.text)) continue;
    header = logical;
    break;
  }
  if (header === undefined) return Math.max(1, lines.length > 0 ? 1 : 0);
  const opens = /(^|[^\w])(def|class|lambda)(?!\w)/.exec(header.text)?.[2];
  let last = index;
  if (opens !== 'def' && opens !== 'class') return last;
  let bodyIndent: number | undefined;
  while (index < lines.length) {
    const line = lines[index] ?? '';
    if (isBlank(line)) index++;
    else if (isComment(line)) {
      index++;
      if (bodyIndent !== undefined && indentation(line) >= bodyIndent) last = index;
    } else {
      const logical = logicalLine(lines, index);
      if (logical.indent <= header.indent || (bodyIndent !== undefined && logical.indent < bodyIndent)) break;
      bodyIndent ??= logical.indent;
      index = logical.end + 1;
      last = index;
    }
  }
  return last;
}
