// The programs of a lecture: the fenced `python` blocks of a Markdown text.
//
// Fences follow CommonMark: three or more backticks or tildes, indented by at most three spaces, closed by at
// least as many of the same kind. What the notes around a block say is not read here.

export interface Example {
  /** Position among the Markdown's python blocks, from 1. */
  readonly index: number;
  /** The heading before the block, or its first comment, or ''. */
  readonly title: string;
  readonly source: string;
  /** The line of the Markdown that the block's first line is. */
  readonly firstLine: number;
}

const FENCE = /^( {0,3})(`{3,}|~{3,})\s*([^\s`{]*)[^`]*$/;
const HEADING = /^ {0,3}#{1,6}\s+(.*?)(?:\s+#+)?\s*$/;

export function examplesOf(markdown: string): Example[] {
  const lines = markdown.split(/\r?\n/);
  const examples: Example[] = [];
  let heading = '';
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] ?? '';
    heading = HEADING.exec(line)?.[1] ?? heading;
    const fence = FENCE.exec(line);
    if (fence === null) continue;
    const [, indent = '', marks = '', language = ''] = fence;
    const end = closingFence(lines, i + 1, marks);
    if (/^(python3?|py)$/i.test(language)) {
      const body = lines.slice(i + 1, end).map((each) => unindent(each, indent.length));
      examples.push({
        index: examples.length + 1,
        title: heading || firstComment(body),
        source: body.length === 0 ? '' : `${body.join('\n')}\n`,
        firstLine: i + 2,
      });
    }
    i = end;
  }
  return examples;
}

/**
 * The example that `wanted` names: a position (`2`), or the number in its title (`22.2` of "Example 22.2 — ...").
 * Undefined when there is none.
 */
export function findExample(examples: readonly Example[], wanted: string): Example | undefined {
  if (/^\d+$/.test(wanted)) return examples.find(({ index }) => index === Number(wanted));
  return examples.find(({ title }) => title.split(/[\s:,;()]+/).includes(wanted));
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

function firstComment(body: readonly string[]): string {
  return /^#+\s*(.*)$/.exec(body[0] ?? '')?.[1] ?? '';
}
