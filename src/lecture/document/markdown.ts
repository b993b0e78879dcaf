// The blocks of a Markdown text that a lecture is made of: headings, fenced code, and the lines between them.
//
// Fences follow CommonMark: three or more backticks or tildes, indented by at most three spaces, closed by at
// least as many of the same kind.

export interface Heading {
  readonly kind: 'heading';
  readonly text: string;
  /** From 1. */
  readonly line: number;
}

export interface Fence {
  readonly kind: 'fence';
  /** The first word after the opening marks. */
  readonly language: string;
  readonly body: readonly string[];
  /** Line of the opening marks. */
  readonly line: number;
  /** False: the text ends before the fence does. */
  readonly isClosed: boolean;
}

export interface TextLine {
  readonly kind: 'text';
  readonly text: string;
  readonly line: number;
  /** Where the line begins in the Markdown, in UTF-16 code units. */
  readonly offset: number;
}

export type Block = Heading | Fence | TextLine;

const FENCE = /^( {0,3})(`{3,}|~{3,})\s*([^\s`{]*)[^`]*$/;
const HEADING = /^ {0,3}#{1,6}\s+(.*?)(?:\s+#+)?\s*$/;

export function* blocksOf(markdown: string): IterableIterator<Block> {
  const lines = markdown.split('\n');
  let offset = 0;
  for (let i = 0; i < lines.length; i++) {
    const raw = lines[i] ?? '';
    const text = raw.replace(/\r$/, '');
    const fence = FENCE.exec(text);
    const heading = HEADING.exec(text)?.[1];
    if (fence !== null) {
      const [, indent = '', marks = '', language = ''] = fence;
      const end = closingFence(lines, i + 1, marks);
      const body = lines.slice(i + 1, end).map((each) => unindent(each.replace(/\r$/, ''), indent.length));
      yield { kind: 'fence', language, body, line: i + 1, isClosed: end < lines.length };
      for (; i < end && i < lines.length; i++) offset += (lines[i] ?? '').length + 1;
    } else if (heading !== undefined) yield { kind: 'heading', text: heading, line: i + 1 };
    else yield { kind: 'text', text, line: i + 1, offset };
    offset += (lines[i] ?? '').length + 1;
  }
}

/** The line of the closing fence, or the end of the text. */
function closingFence(lines: readonly string[], from: number, marks: string): number {
  for (let i = from; i < lines.length; i++) {
    const text = (lines[i] ?? '').trim();
    const isFence = text.length >= marks.length && text === (marks[0] ?? '').repeat(text.length);
    if (isFence && !/^ {4}/.test(lines[i] ?? '')) return i;
  }
  return lines.length;
}

function unindent(line: string, width: number): string {
  let spaces = 0;
  while (spaces < width && line[spaces] === ' ') spaces++;
  return line.slice(spaces);
}
