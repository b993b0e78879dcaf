// A lecture read from Markdown: its programs, each with the notes that explain its lines.
//
// A note begins with the lines it is about, in bold or at the head of a list item or heading: `- **Lines 6–8:** ...`,
// `* Line 3: ...`, `**Lines 2, 5-7** — ...`, `### Line 4`. It goes on to the next note, heading, fence, rule, or
// paragraph that is not indented. The rows of a table whose first column is headed "Line" are notes, too. Notes belong
// to the program before them; those on a program in another language are left alone.

import { type Example, exampleOf, isPython } from './examples.js';
import { type Block, blocksOf, type TextLine } from './markdown.js';

/** Lines as the lecture counts them, both ends included. */
export interface LineSpan {
  readonly first: number;
  readonly last: number;
}

/** A stretch of a note with its place in the Markdown, in UTF-16 code units. */
export interface NoteText {
  readonly text: string;
  readonly offset: number;
}

export interface Note {
  /** As written: `Lines 6–8`. */
  readonly title: string;
  readonly spans: readonly LineSpan[];
  /** The lines of the note, without the title. */
  readonly texts: readonly NoteText[];
  /** Line of the Markdown, from 1. */
  readonly line: number;
}

export interface LectureExample extends Example {
  readonly notes: readonly Note[];
  /** What the lecture says around it, from the program before it to the one after, headings included. */
  readonly prose: string;
}

/** Something wrong with the Markdown itself, or with a file beside it. */
export interface LectureProblem {
  /** The file beside it; absent for the Markdown. */
  readonly file?: string;
  readonly line: number;
  readonly message: string;
}

export interface Lecture {
  readonly examples: readonly LectureExample[];
  readonly problems: readonly LectureProblem[];
}

const SPANS = String.raw`\d+(?:\s*(?:-|\u2013|\u2014|to|through)\s*\d+)?(?:\s*(?:,|and|&)+\s*\d+(?:\s*(?:-|\u2013|\u2014|to|through)\s*\d+)?)*`;
/** The head of a note: marks of a list, bold or not, the lines, and what divides them from the text. */
const HEAD = new RegExp(
  String.raw`^(\s*(?:[-*+]|\d+[.)])?\s*)(\*\*|__)?\s*(lines?\s+${SPANS})\s*(?:\*\*|__)?\s*(?::|\u2014|\u2013|-|\.)?\s*(?:\*\*|__)?\s*(?::\s*)?`,
  'i',
);
/** Languages of programs, whose notes are theirs; a block of output or of the shell is none. */
const FOREIGN =
  /^(?:js|javascript|mjs|ts|typescript|jsx|tsx|java|kotlin|scala|c|h|cpp|c\+\+|cc|cs|csharp|go|golang|rust|rs|ruby|rb|php|swift|haskell|hs|lua|perl|r|julia|sql|html|css)$/i;
const TABLE_HEAD = /^\s*\|\s*(?:\*\*)?(?:lines?|line (?:no\.?|numbers?)|#)(?:\*\*)?\s*\|/i;
const ROW = new RegExp(String.raw`^\s*\|\s*(?:\*\*|\x60)?(lines?\s+)?(${SPANS})(?:\*\*|\x60)?\s*\|\s*`, 'i');
const RULE = /^ {0,3}(?:(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,})$/;

interface OpenNote {
  readonly title: string;
  readonly line: number;
  readonly texts: NoteText[];
  isLoose: boolean;
}

export function readLecture(markdown: string): Lecture {
  const reader = new Reader();
  for (const block of blocksOf(markdown)) reader.take(block);
  return reader.finish();
}

class Reader {
  readonly #examples: (Example & { readonly notes: Note[]; prose: string })[] = [];
  #before = '';
  /** Notes are about a program in another language. */
  #isForeign = false;
  #table: 'none' | 'notes' = 'none';
  readonly #problems: LectureProblem[] = [];
  #heading = '';
  #note: OpenNote | null = null;

  take(block: Block): void {
    switch (block.kind) {
      case 'heading': {
        this.#endNote();
        const head = HEAD.exec(block.text);
        if (head === null) {
          this.#heading = block.text;
          this.#before = '';
        }
        this.#hear(block.text);
        if (head !== null) this.#begin(head, { ...block, kind: 'text', offset: 0 }, null);
        return;
      }
      case 'fence':
        this.#endNote();
        if (!block.isClosed) this.#problem(block.line, 'this code fence is never closed');
        if (isPython(block)) {
          const example = withoutPrompts(exampleOf(block, this.#heading, this.#examples.length + 1));
          this.#examples.push({ ...example, notes: [], prose: this.#before });
        }
        this.#isForeign = FOREIGN.test(block.language) || (this.#isForeign && !isPython(block));
        if (isPython(block) || this.#isForeign) this.#before = '';
        return;
      case 'text':
        this.#text(block);
    }
  }

  finish(): Lecture {
    this.#endNote();
    if (this.#examples.length === 0) this.#problem(1, 'there is no ```python block in this file');
    return { examples: this.#examples, problems: this.#problems };
  }

  #hear(text: string): void {
    this.#before += `${text}\n`;
    const example = this.#examples.at(-1);
    if (example !== undefined && !this.#isForeign) example.prose += `${text}\n`;
  }

  /** A row of a table whose first column is headed "Line": `| 3-4 | Sleeps. |` */
  #row({ text, line, offset }: TextLine): boolean {
    if (!/^\s*\|/.test(text)) {
      this.#table = 'none';
      return false;
    }
    this.#endNote();
    if (TABLE_HEAD.test(text)) this.#table = 'notes';
    const row = this.#table === 'notes' ? ROW.exec(text) : null;
    if (row === null) return true;
    const [whole, prefix = '', spans = ''] = row;
    const title =
      prefix === '' ? `${/\D/.test(spans.trim()) ? 'Lines' : 'Line'} ${spans.trim()}` : prefix + spans;
    const texts = [{ text: text.slice(whole.length).replace(/\|\s*$/, ''), offset: offset + whole.length }];
    this.#note = { title: title.replace(/\s+/g, ' ').trim(), line, texts, isLoose: false };
    this.#endNote();
    return true;
  }

  #text(block: TextLine): void {
    this.#hear(block.text);
    if (this.#row(block)) return;
    const head = HEAD.exec(block.text);
    if (head !== null && isHead(head, block.text)) {
      this.#endNote();
      this.#begin(head, block, block.offset);
      return;
    }
    const note = this.#note;
    if (note === null) return;
    const isBlank = block.text.trim() === '';
    if (isBlank) note.isLoose = true;
    else if (RULE.test(block.text) || (note.isLoose && !/^\s/.test(block.text))) this.#endNote();
    else note.texts.push({ text: block.text, offset: block.offset });
  }

  /** `offset` is null for a heading, whose note begins on the next line. */
  #begin(head: RegExpExecArray, block: TextLine, offset: number | null): void {
    const rest = block.text.slice(head[0].length);
    const texts = offset === null ? [] : [{ text: rest, offset: offset + head[0].length }];
    this.#note = { title: (head[3] ?? '').replace(/\s+/g, ' '), line: block.line, texts, isLoose: false };
  }

  #endNote(): void {
    const note = this.#note;
    this.#note = null;
    if (note === null) return;
    const { title, line, texts } = note;
    if (this.#isForeign) return;
    const example = this.#examples.at(-1);
    if (example === undefined) this.#problem(line, `the note on "${title}" has no program before it`);
    else example.notes.push({ title, line, texts, spans: spansOf(title) });
  }

  #problem(line: number, message: string): void {
    this.#problems.push({ line, message });
  }
}

/** A session at the prompt is a program, its output comments, so that every line keeps its number. */
function withoutPrompts(example: Example): Example {
  if (!/^\s*>>>(?: |$)/.test(example.source)) return example;
  const lines = example.source.split('\n').map((line) => {
    const prompt = /^\s*(?:>>>|\.\.\.)(?: |$)/.exec(line)?.[0];
    if (prompt !== undefined) return line.slice(prompt.length);
    return line.trim() === '' ? '' : `# ${line}`;
  });
  return { ...example, source: lines.join('\n') };
}

/** A sentence such as "Line 5 is slow" at the head of a paragraph is no note: it needs a mark or a colon. */
function isHead([whole, marks = '', bold]: RegExpExecArray, text: string): boolean {
  if (bold !== undefined) return true;
  if (/[:\u2014\u2013]\s*(?:\*\*|__)?\s*$/.test(whole)) return true;
  return marks.trim() !== '' && /[.-]\s*$/.test(whole) && text.length > whole.length;
}

function spansOf(title: string): LineSpan[] {
  const spans: LineSpan[] = [];
  for (const [, from, to] of title.matchAll(/(\d+)(?:\s*(?:-|\u2013|\u2014|to|through)\s*(\d+))?/g)) {
    spans.push({ first: Number(from), last: Number(to ?? from) });
  }
  return spans;
}
