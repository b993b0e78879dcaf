// The blocks of a Markdown text that a lecture is made of: headings, fenced code, and the lines between them.
//
// Fences follow CommonMark: three or more backticks or tildes, indented by at most three spaces from the text of their
// list's item if they are in one, closed by at least as many of the same kind. HTML comments say nothing.

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

const FENCE = /^( *)(`{3,}|~{3,})\s*([^\s`{]*)[^`]*$/;
const HEADING = /^ {0,3}#{1,6}\s+(.*?)(?:\s+#+)?\s*$/;
const LIST_ITEM = /^( *(?:[-*+]|\d{1,9}[.)]) {1,4})\S/;
const BYTE_ORDER_MARK = '\uFEFF';

export function* blocksOf(markdown: string): IterableIterator<Block> {
  const lines = markdown.split('\n');
  const lists = new OpenLists();
  let offset = 0;
  let isComment = false;
  for (let i = 0; i < lines.length; i++) {
    const raw = lines[i] ?? '';
    const begin = i === 0 && raw.startsWith(BYTE_ORDER_MARK) ? 1 : 0;
    const { text, isOpen } = withoutComments(raw.slice(begin).replace(/\r$/, ''), isComment);
    isComment = isOpen;
    lists.take(text);
    const fence = FENCE.exec(text);
    const heading = HEADING.exec(text)?.[1];
    if (fence !== null && lists.allows(fence[1]?.length ?? 0)) {
      const [, indent = '', marks = '', language = ''] = fence;
      const end = closingFence(lines, i + 1, marks, indent.length);
      const body = lines.slice(i + 1, end).map((each) => unindent(each.replace(/\r$/, ''), indent.length));
      yield { kind: 'fence', language, body, line: i + 1, isClosed: end < lines.length };
      for (; i < end && i < lines.length; i++) offset += (lines[i] ?? '').length + 1;
    } else if (heading !== undefined) yield { kind: 'heading', text: heading, line: i + 1 };
    else yield { kind: 'text', text, line: i + 1, offset: offset + begin };
    offset += (lines[i] ?? '').length + 1;
  }
}

/** HTML comments are blanked, so that every other character stays in its place. */
function withoutComments(line: string, isInside: boolean): { text: string; isOpen: boolean } {
  let text = '';
  let isOpen = isInside;
  for (let at = 0; at < line.length; ) {
    const mark = isOpen ? '-->' : '<!--';
    const found = line.indexOf(mark, at);
    const end = found < 0 ? line.length : isOpen ? found + mark.length : found;
    text += isOpen ? ' '.repeat(end - at) : line.slice(at, end);
    if (found < 0) break;
    isOpen = !isOpen;
    at = end;
  }
  return { text, isOpen };
}

/** How far the items of the lists are indented that a line may belong to. */
class OpenLists {
  #indents: number[] = [];

  take(line: string): void {
    if (line.trim() === '') return;
    const indent = line.length - line.trimStart().length;
    this.#indents = this.#indents.filter((each) => each <= indent);
    const item = LIST_ITEM.exec(line)?.[1];
    if (item !== undefined) this.#indents.push(item.length);
  }

  /** A fence is indented by at most three spaces, counted from where the text of its list's item begins. */
  allows(indent: number): boolean {
    return [0, ...this.#indents].some((each) => indent >= each && indent <= each + 3);
  }
}

/** The line of the closing fence, or the end of the text. */
function closingFence(lines: readonly string[], from: number, marks: string, indent: number): number {
  for (let i = from; i < lines.length; i++) {
    const text = (lines[i] ?? '').trim();
    const isFence = text.length >= marks.length && text === (marks[0] ?? '').repeat(text.length);
    const own = lines[i] ?? '';
    if (isFence && own.length - own.trimStart().length <= indent + 3) return i;
  }
  return lines.length;
}

function unindent(line: string, width: number): string {
  let spaces = 0;
  while (spaces < width && line[spaces] === ' ') spaces++;
  return line.slice(spaces);
}
